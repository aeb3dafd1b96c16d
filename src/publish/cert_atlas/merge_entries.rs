//! Merges the index into the catalogue without overriding other sources.
//!
//! An exam without another source is replaced by the index's version. An exam from other sources
//! keeps its title, facts and blueprints; the index's facts follow them under their own source.
//! Earlier facts of the index are replaced; everything else is unchanged.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::catalogue::{
    Blueprint, BlueprintStanding, Content, Evidence, Exam, ExamKey, Fact, FactName, FactValue,
    TextError, VendorSlug, complete_exam_keys,
};

use super::{
    entry::{ABOUT, SOURCE, Statement, Statements, statements},
    file::CertAtlas,
    finding::{Finding, Findings},
    limit::keep_limits,
    names::folded_title,
};

/// The stored content merged with the index, sorted by key.
///
/// # Errors
/// When the slug of a listed body is invalid.
pub fn merge_entries(
    mut content: Content,
    atlas: &CertAtlas,
    findings: &mut Findings,
) -> Result<Content, TextError> {
    let mut said = statements(atlas, findings)?;
    let mut sources = content.sources.iter();
    let stored = sources.find(|stored| stored.key == said.source.key);
    keep_limits(&mut said, stored.map(|stored| &**stored));
    let Statements {
        source,
        evidence,
        vendors,
        exams: statements,
    } = said;
    content.sources.retain(|stored| stored.key != source.key);
    content.sources.push(Arc::new(source));
    for vendor in vendors {
        if content
            .vendors
            .iter()
            .all(|stored| stored.slug != vendor.slug)
        {
            content.vendors.push(Arc::new(vendor));
        }
    }
    let mut places = KeyStatuses::of(&content.exams);
    let mut beside: BTreeMap<usize, Vec<&Statement<'_>>> = BTreeMap::new();
    let mut own: Vec<(Option<usize>, Exam)> = Vec::new();
    for statement in &statements {
        match places.place(statement) {
            KeyStatus::Beside(index) => {
                findings.add(Finding::HasOtherSource, &statement.entry.exam_id);
                beside.entry(index).or_default().push(statement);
            }
            KeyStatus::Own(index) => {
                let before = &content.exams[index];
                let mut exam = exam(statement, before.key(), &evidence);
                exam.former_codes.clone_from(&before.former_codes);
                exam.aliases.clone_from(&before.aliases);
                exam.also_known_as.clone_from(&before.also_known_as);
                complete_exam_keys(&mut exam, Some(before));
                own.push((Some(index), exam));
            }
            KeyStatus::New(key) => {
                if key.code.folded() != statement.codes[0].folded() {
                    findings.add(Finding::CodeFromKey, &statement.entry.exam_id);
                }
                let mut exam = exam(statement, key, &evidence);
                // A code of several exams leads to both.
                let written = statement.codes[0].clone();
                exam.aliases = vec![written];
                exam.aliases
                    .retain(|alias| alias.folded() != exam.code.folded());
                complete_exam_keys(&mut exam, None);
                own.push((None, exam));
            }
            KeyStatus::Nowhere => findings.add(Finding::RepeatedKey, &statement.entry.exam_id),
        }
    }
    for (index, exam) in own {
        match index {
            // An unchanged record is shared with the stored content.
            Some(index) if *content.exams[index] == exam => {}
            Some(index) => content.exams[index] = Arc::new(exam),
            None => content.exams.push(Arc::new(exam)),
        }
    }
    for (index, statements) in beside {
        let before = content.exams[index].clone();
        let exam = Arc::make_mut(&mut content.exams[index]);
        add_claim(exam, &statements, &evidence);
        complete_exam_keys(exam, Some(&before));
    }
    content.sort();
    Ok(content)
}

/// An exam without another source.
fn exam(statement: &Statement<'_>, key: ExamKey, evidence: &Evidence) -> Exam {
    let mut facts = statement.facts.clone();
    facts.push(statement.description(&key.code, &statement.title, evidence));
    Exam {
        vendor: key.vendor,
        code: key.code,
        title: statement.title.clone(),
        former_codes: vec![],
        aliases: vec![],
        also_known_as: vec![],
        successors: vec![],
        facts,
        prerequisites: vec![],
        study_plan: None,
        blueprints: statement.blueprint.iter().cloned().collect(),
    }
}

/// Replaces the index's facts of an exam, after those of other sources.
fn add_claim(exam: &mut Exam, statements: &[&Statement<'_>], evidence: &Evidence) {
    let others: BTreeSet<FactName> = exam
        .facts
        .iter()
        .filter(|fact| !is_ours(&fact.evidence))
        .map(|fact| fact.name)
        .collect();
    // Once imported, an exam may have facts from other sources too: it stays open then.
    let was_brought = exam
        .facts
        .iter()
        .any(|fact| is_ours(&fact.evidence) && dates_life(fact.name));
    let has_outline = exam
        .blueprints
        .iter()
        .any(|blueprint| !is_ours(&blueprint.evidence));
    let mut facts: Vec<Fact> = Vec::new();
    let mut blueprints: Vec<Blueprint> = Vec::new();
    for statement in statements {
        for fact in &statement.facts {
            let is_inferred = dates_life(fact.name) || fact.value().is_none();
            let is_known_elsewhere = others.contains(&fact.name);
            if is_inferred && (is_known_elsewhere || !was_brought) {
                continue;
            }
            let mut fact = fact.clone();
            // Free text is not a contradiction, and a newer one is no better.
            if is_known_elsewhere && is_wording(&fact) {
                fact.about = Some(ABOUT.to_owned());
            }
            facts.push(fact);
        }
        facts.push(statement.description(&exam.code, &exam.title, evidence));
        if let Some(mut blueprint) = statement.blueprint.clone() {
            if !was_brought || has_outline {
                blueprint.standing = BlueprintStanding::Claimed;
            }
            if !blueprints.is_empty() {
                blueprint.version = format!("{}-{}", blueprint.version, blueprints.len() + 1);
            }
            blueprints.push(blueprint);
        }
    }
    let mut distinct: Vec<Fact> = Vec::new();
    for fact in facts {
        if !distinct.contains(&fact) {
            distinct.push(fact);
        }
    }
    replace_ours(&mut exam.facts, distinct, |fact| &fact.evidence);
    replace_ours(&mut exam.blueprints, blueprints, |blueprint| {
        &blueprint.evidence
    });
}

/// Appends new facts of the index, unless they are equal to the old ones.
fn replace_ours<T: PartialEq>(list: &mut Vec<T>, new: Vec<T>, evidence: impl Fn(&T) -> &Evidence) {
    if list.iter().filter(|item| is_ours(evidence(item))).eq(&new) {
        return;
    }
    list.retain(|item| !is_ours(evidence(item)));
    list.extend(new);
}

/// Whether a fact is from the index only.
fn is_ours(evidence: &Evidence) -> bool {
    matches!(&evidence.sources[..], [source] if source.as_str() == SOURCE)
}

/// Whether a fact decides when an exam can be booked.
fn dates_life(name: FactName) -> bool {
    matches!(
        name,
        FactName::AnnouncedOn | FactName::BetaOn | FactName::LiveOn | FactName::RetiresOn
    )
}

/// Free text; differing wording is not a conflict.
fn is_wording(fact: &Fact) -> bool {
    matches!(fact.value(), Some(FactValue::Text(_) | FactValue::List(_)))
}

/// Whether an exam has no other source.
fn speaks_alone(exam: &Exam) -> bool {
    let facts = exam.facts.iter().map(|fact| &fact.evidence);
    let blueprints = exam.blueprints.iter().map(|blueprint| &blueprint.evidence);
    !exam.facts.is_empty()
        && facts.chain(blueprints).all(is_ours)
        && exam.successors.is_empty()
        && exam.prerequisites.is_empty()
        && exam.study_plan.is_none()
}

/// The target of an entry.
enum KeyStatus {
    /// Merge into a stored exam that has other sources.
    Beside(usize),
    /// Replace a stored exam without another source.
    Own(usize),
    /// Add a new exam.
    New(ExamKey),
    /// All its keys collide with other entries.
    Nowhere,
}

/// Finds stored exams by the names of the index.
struct KeyStatuses {
    by_code: BTreeMap<(VendorSlug, String), usize>,
    /// Exams with other sources; `None` where several share the name.
    by_alias: BTreeMap<(VendorSlug, String), Option<usize>>,
    by_title: BTreeMap<(VendorSlug, String), Option<usize>>,
    own: BTreeSet<usize>,
    /// The targets of earlier entries: stored exams and new codes.
    taken: BTreeSet<usize>,
    given: BTreeSet<(VendorSlug, String)>,
}

impl KeyStatuses {
    fn of(exams: &[Arc<Exam>]) -> Self {
        let mut places = Self {
            by_code: BTreeMap::new(),
            by_alias: BTreeMap::new(),
            by_title: BTreeMap::new(),
            own: BTreeSet::new(),
            taken: BTreeSet::new(),
            given: BTreeSet::new(),
        };
        for (index, exam) in exams.iter().enumerate() {
            let name = |text: String| (exam.vendor.clone(), text);
            for code in std::iter::once(&exam.code).chain(&exam.former_codes) {
                places.by_code.insert(name(code.folded()), index);
            }
            if speaks_alone(exam) {
                places.own.insert(index);
                continue;
            }
            let add = |names: &mut BTreeMap<_, _>, text| {
                names
                    .entry(name(text))
                    .and_modify(|place| *place = None)
                    .or_insert(Some(index));
            };
            for alias in &exam.aliases {
                add(&mut places.by_alias, alias.folded());
            }
            add(&mut places.by_title, folded_title(&exam.title));
        }
        places
    }

    fn place(&mut self, statement: &Statement<'_>) -> KeyStatus {
        let name = |text: String| (statement.vendor.clone(), text);
        for code in &statement.codes {
            match self.by_code.get(&name(code.folded())) {
                Some(index) if !self.own.contains(index) => return KeyStatus::Beside(*index),
                Some(index) if self.taken.insert(*index) => return KeyStatus::Own(*index),
                _ => {}
            }
        }
        let written = name(statement.codes[0].folded());
        if let Some(Some(index)) = self.by_alias.get(&written) {
            return KeyStatus::Beside(*index);
        }
        // A title distinguishes versions of an exam only if their codes do not: `N10-008` and
        // `N10-009` have the same one.
        if statement.is_named_in_words()
            && let Some(Some(index)) = self.by_title.get(&name(folded_title(&statement.title)))
        {
            return KeyStatus::Beside(*index);
        }
        let free = statement.codes.iter().find(|code| {
            let name = name(code.folded());
            !self.by_code.contains_key(&name) && self.given.insert(name)
        });
        free.map_or(KeyStatus::Nowhere, |code| {
            KeyStatus::New(ExamKey {
                vendor: statement.vendor.clone(),
                code: code.clone(),
            })
        })
    }
}
