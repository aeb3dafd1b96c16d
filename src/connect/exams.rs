//! Merges exams of a statement into the catalogue.
//!
//! An exam may occur twice, by itself and as the exam of a certification. All values are collected
//! before merging, so that the order of responses has no effect.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    facts::{is_own, merge_fact, merge_retirement, opening},
    finding::{Finding, Findings},
    statement::{ExamStatement, FactStatement, Retirement, Stated, Statement},
};
use crate::catalogue::{Exam, ExamKey, Fact, FactName, VendorSlug};

/// The exams of a content by any current or former code.
pub(super) struct Exams<'a> {
    records: &'a mut Vec<Arc<Exam>>,
    places: BTreeMap<(VendorSlug, String), usize>,
    said: BTreeMap<usize, StatementOfSource>,
}

/// The values of one exam.
#[derive(Default)]
struct StatementOfSource {
    title: Option<String>,
    /// `None` if only a certification mentions it.
    is_beta: Option<bool>,
    retirement: Stated<Retirement>,
    facts: Vec<FactStatement>,
}

impl<'a> Exams<'a> {
    pub(super) fn of(records: &'a mut Vec<Arc<Exam>>) -> Self {
        let mut places = BTreeMap::new();
        for (place, exam) in records.iter().enumerate() {
            for code in &exam.former_codes {
                places.insert((exam.vendor.clone(), code.folded()), place);
            }
        }
        // A current code takes precedence over a former one.
        for (place, exam) in records.iter().enumerate() {
            places.insert((exam.vendor.clone(), exam.code.folded()), place);
        }
        Self {
            records,
            places,
            said: BTreeMap::new(),
        }
    }

    /// The exam with one of these keys.
    pub(super) fn find(&self, keys: &[ExamKey]) -> Option<usize> {
        let name = |key: &ExamKey| (key.vendor.clone(), key.code.folded());
        let mut places = keys.iter().filter_map(|key| self.places.get(&name(key)));
        places.next().copied()
    }

    pub(super) fn get(&self, place: usize) -> &Exam {
        &self.records[place]
    }

    /// Collects the values of an exam; adds a missing exam. Returns the vendor of an added one.
    pub(super) fn hear(
        &mut self,
        exam: &ExamStatement,
        statement: &Statement,
        findings: &mut Findings,
    ) -> Option<VendorSlug> {
        let mut vendor = None;
        let known = self.find(&exam.keys);
        let place = known.or_else(|| {
            let key = exam.keys.first()?;
            let Some(title) = &exam.title else {
                findings.add(Finding::NoTitle, &key.to_string());
                return None;
            };
            findings.add(Finding::ExamAdded, &key.to_string());
            vendor = Some(key.vendor.clone());
            let is_ended = exam.retirement == Stated::Given(Retirement::Marked);
            let opening = (!is_ended).then(|| opening(exam.is_beta, statement));
            Some(self.add(key, title, opening.into_iter().collect()))
        })?;
        let said = self.said.entry(place).or_default();
        said.title.clone_from(&exam.title);
        said.is_beta = Some(exam.is_beta);
        self.hear_of(place, &exam.facts, exam.retirement);
        vendor
    }

    /// Collects values of an exam. A later value replaces an earlier one, but an absent one does
    /// not.
    pub(super) fn hear_of(
        &mut self,
        place: usize,
        facts: &[FactStatement],
        retirement: Stated<Retirement>,
    ) {
        fn hears<T>(earlier: &Stated<T>, later: &Stated<T>) -> bool {
            matches!(later, Stated::Given(_)) || !matches!(earlier, Stated::Given(_))
        }
        let said = self.said.entry(place).or_default();
        if retirement != Stated::Silent && hears(&said.retirement, &retirement) {
            said.retirement = retirement;
        }
        for fact in facts {
            let mut earlier = said.facts.iter_mut();
            let is_same = |earlier: &&mut FactStatement| {
                (earlier.name, &earlier.about) == (fact.name, &fact.about)
            };
            match earlier.find(is_same) {
                Some(earlier) if hears(&earlier.content, &fact.content) => {
                    earlier.clone_from(fact);
                }
                Some(_) => {}
                None => said.facts.push(fact.clone()),
            }
        }
    }

    /// Merges all collected values.
    pub(super) fn lay(self, statement: &Statement, findings: &mut Findings) {
        for (place, said) in &self.said {
            let stored = &mut self.records[*place];
            let mut exam = Exam::clone(stored);
            merge_exam(&mut exam, said, statement, findings);
            // An unchanged exam stays shared with the stored content.
            if exam != **stored {
                *stored = Arc::new(exam);
            }
        }
    }

    fn add(&mut self, key: &ExamKey, title: &str, facts: Vec<Fact>) -> usize {
        let place = self.records.len();
        self.records.push(Arc::new(Exam {
            vendor: key.vendor.clone(),
            code: key.code.clone(),
            title: title.to_owned(),
            former_codes: vec![],
            aliases: vec![],
            also_known_as: vec![],
            successors: vec![],
            facts,
            prerequisites: vec![],
            study_plan: None,
            blueprints: vec![],
        }));
        let name = (key.vendor.clone(), key.code.folded());
        self.places.insert(name, place);
        place
    }
}

fn merge_exam(
    exam: &mut Exam,
    said: &StatementOfSource,
    statement: &Statement,
    findings: &mut Findings,
) {
    match &said.title {
        // A bare code is not a title; any other title may be from the vendor's page.
        Some(title) if exam.title == exam.code.as_str() => exam.title.clone_from(title),
        Some(title) if *title != exam.title => {
            findings.add(Finding::TitleDiffers, &exam.key().to_string());
        }
        _ => {}
    }
    let mut facts = exam.facts.iter();
    let was_in_beta =
        facts.any(|fact| fact.name == FactName::BetaOn && is_own(&fact.evidence, statement));
    let is_live = exam.facts.iter().any(|fact| fact.name == FactName::LiveOn);
    if was_in_beta && !is_live && said.is_beta == Some(false) {
        exam.facts.push(opening(false, statement));
    }
    for value in &said.facts {
        merge_fact(exam, value, statement, findings);
    }
    merge_retirement(exam, said.retirement, statement, findings);
}
