//! Maps responses of Microsoft Learn to the catalogue's terms. Pure.
//!
//! Descriptions and lists of skills are Microsoft's prose and are not imported.

use std::{collections::BTreeMap, str::FromStr};

use super::{
    SOURCE,
    answer::{CertificationEntry, ExamEntry, LearnAnswer, Term},
    code::{booked_exam, code, code_of_id, taught_exam},
    level::tier,
    locale::language,
    title::Title,
    values::{Facts, ids},
};
use crate::{
    catalogue::{
        AbsenceReason, ApproximateDate, Day, ExamCode, ExamKey, FactContent, FactName, Source,
        SourceKind, TextError, Vendor, VendorSlug,
    },
    connect::{
        CertificationStatement, ExamStatement, Finding, Findings, Retirement, Stated, Statement,
    },
};

/// The label of its texts next to those of other sources.
pub(super) const LABEL: &str = "Microsoft Learn";

/// Renewal types of credentials that do not expire.
const UNEXPIRING: [&str; 4] = ["fundamentals", "mce", "mos", "mta"];

/// Maps all responses.
pub(super) fn statement(answers: &[LearnAnswer], as_of: Day) -> Result<Statement, TextError> {
    let mut mapping = Mapping {
        microsoft: "microsoft".parse()?,
        github: "github".parse()?,
        terms: answers.iter().flat_map(|answer| &answer.terms).collect(),
        codes: BTreeMap::new(),
        findings: Findings::default(),
    };
    let exams = answers.iter().flat_map(|answer| &answer.exams);
    let exams: Vec<ExamStatement> = exams.filter_map(|entry| mapping.exam(entry)).collect();
    let mut certifications = Vec::new();
    for answer in answers {
        for entry in &answer.certifications {
            certifications.extend(mapping.certification(entry, false));
        }
        for entry in &answer.merged {
            certifications.extend(mapping.certification(entry, true));
        }
        for other in &answer.others {
            mapping.findings.add(Finding::OtherKind, other);
        }
    }
    let vendor = |slug: &VendorSlug, name: &str, url: &str| Vendor {
        slug: slug.clone(),
        name: name.to_owned(),
        url: Some(url.to_owned()),
    };
    Ok(Statement {
        source: source()?,
        vendors: vec![
            vendor(
                &mapping.microsoft,
                "Microsoft",
                "https://learn.microsoft.com/en-us/credentials/",
            ),
            vendor(
                &mapping.github,
                "GitHub",
                "https://learn.microsoft.com/en-us/credentials/",
            ),
        ],
        as_of,
        label: LABEL,
        exams,
        certifications,
        findings: mapping.findings,
    })
}

fn source() -> Result<Source, TextError> {
    Ok(Source {
        key: SOURCE.parse()?,
        title: "Microsoft Learn: exams and certifications by its API".to_owned(),
        publisher: "Microsoft".to_owned(),
        url: "https://learn.microsoft.com/api/v1".to_owned(),
        kind: SourceKind::Official,
        limits: vec![],
        note: Some(
            "The Learn Platform API, or a saved answer of the catalogue API before it. Written by \
             `certgraph fetch microsoft-learn`, which does not change facts of other \
             sources."
                .to_owned(),
        ),
    })
}

/// The day of an instant or a date: `2026-09-15T19:19:39Z`, `2026-09-15`.
pub(super) fn day(text: &str) -> Option<Day> {
    let day = text.trim().get(..10)?;
    ApproximateDate::from_str(day).ok()?.exact()
}

struct Mapping<'a> {
    microsoft: VendorSlug,
    github: VendorSlug,
    /// The names of terms by their identifiers.
    terms: BTreeMap<&'a String, &'a String>,
    /// The codes of exams by their identifiers.
    codes: BTreeMap<String, ExamCode>,
    findings: Findings,
}

impl Mapping<'_> {
    fn exam(&mut self, entry: &ExamEntry) -> Option<ExamStatement> {
        let spelt = [&entry.exam_number, &entry.display_name];
        let spelt = spelt.into_iter().flatten().find_map(|text| code(text));
        let Some(code) = spelt.or_else(|| code_of_id(&entry.id)) else {
            self.findings.add(Finding::NoCode, &entry.id);
            return None;
        };
        self.codes
            .insert(entry.id.to_ascii_lowercase(), code.clone());
        let title = entry
            .title
            .as_deref()
            .and_then(|text| Title::of(text, Some(code.as_str())));
        let mark = title.as_ref().is_some_and(|title| title.is_retired);
        let retirement = self.retirement(&entry.retirement_date, mark, &entry.id);
        let mut facts = Facts::default();
        if let Some(levels) = &entry.levels {
            let found = match &ids(levels)[..] {
                [level] => tier("", None, &[level]).map(|tier| tier.level),
                _ => None,
            };
            facts.level(found, None, levels);
        }
        facts.names(FactName::Audience, None, self.names(entry.roles.as_deref()));
        facts.names(
            FactName::Statement,
            Some("products on Microsoft Learn"),
            self.names(entry.products.as_deref()),
        );
        self.languages(&mut facts, entry.locales.as_deref(), &entry.id);
        facts.links(
            "links on Microsoft Learn",
            &[
                ("Page", entry.url.as_deref()),
                ("Outline", entry.pdf_url.as_deref()),
                (
                    "Practice assessment",
                    entry.practice_assessment_url.as_deref(),
                ),
            ],
            entry.study_guide.as_deref(),
        );
        Some(ExamStatement {
            keys: self.keys(&code),
            is_beta: title.as_ref().is_some_and(|title| title.is_beta),
            title: title.map(|title| title.name),
            retirement,
            facts: facts.0,
        })
    }

    fn certification(
        &mut self,
        entry: &CertificationEntry,
        is_merged: bool,
    ) -> Option<CertificationStatement> {
        let Some(title) = entry
            .title
            .as_deref()
            .and_then(|text| Title::of(text, None))
        else {
            self.findings.add(Finding::NoTitle, &entry.id);
            return None;
        };
        let codes = self.exams_of(entry);
        let vendor = match codes.first() {
            Some(code) => self.keys(code).swap_remove(0).vendor,
            None if title.name.starts_with("GitHub") => self.github.clone(),
            None => self.microsoft.clone(),
        };
        let is_of_one_exam = is_merged || entry.exams.as_ref().is_none_or(|exams| exams.len() < 2);
        let kind = entry.certification_type.as_ref().map(Term::id);
        let levels = entry.levels.as_deref().unwrap_or_default();
        let tier = tier(&title.name, kind, &ids(levels));
        let mut facts = Facts::default();
        if let Some(tier) = tier {
            facts.level(Some(tier.level), kind, levels);
            facts.words(FactName::LevelWording, tier.word);
        }
        facts.names(FactName::Audience, None, self.names(entry.roles.as_deref()));
        if let Some(minutes) = entry
            .exam_duration_in_minutes
            .filter(|minutes| *minutes > 0)
        {
            facts.quantity(FactName::Duration, &format!("{minutes} minutes"));
        }
        self.validity(&mut facts, entry, kind);
        self.languages(
            &mut facts,
            entry
                .locales
                .as_deref()
                .filter(|locales| !locales.is_empty()),
            &entry.id,
        );
        facts.links(
            "certification on Microsoft Learn",
            &[("Page", entry.url.as_deref())],
            entry.study_guide.as_deref(),
        );
        let retirement = self.retirement(&entry.retirement_date, title.is_retired, &entry.id);
        Some(CertificationStatement {
            vendor,
            id: entry.id.clone(),
            title: title.name,
            level: tier.map(|tier| tier.level),
            exams: codes.iter().map(|code| self.keys(code)).collect(),
            is_of_one_exam,
            retirement,
            facts: facts.0,
        })
    }

    /// The exams of a certification: those that it lists, else the one in its booking or course
    /// address.
    fn exams_of(&self, entry: &CertificationEntry) -> Vec<ExamCode> {
        let listed = entry.exams.iter().flatten().filter_map(|exam| {
            let known = self.codes.get(&exam.id().to_ascii_lowercase()).cloned();
            known.or_else(|| code_of_id(exam.id()))
        });
        let listed: Vec<ExamCode> = listed.collect();
        if !listed.is_empty() {
            return listed;
        }
        let booked = entry.providers.iter().flatten().find_map(booked_exam);
        let taught = || entry.study_guide.iter().flatten().find_map(taught_exam);
        booked.or_else(taught).into_iter().collect()
    }

    fn keys(&self, code: &ExamCode) -> Vec<ExamKey> {
        let key = |vendor: &VendorSlug| ExamKey {
            vendor: vendor.clone(),
            code: code.clone(),
        };
        // Microsoft Learn lists the exams of GitHub too.
        if code.folded().starts_with("GH-") {
            vec![key(&self.github), key(&self.microsoft)]
        } else {
            vec![key(&self.microsoft)]
        }
    }

    fn retirement(
        &mut self,
        date: &Stated<String>,
        is_marked: bool,
        id: &str,
    ) -> Stated<Retirement> {
        match date {
            Stated::Given(text) => {
                if let Some(day) = day(text) {
                    return Stated::Given(Retirement::On(ApproximateDate::day(day)));
                }
                self.findings.add(Finding::UnreadableValue, id);
                Stated::Silent
            }
            _ if is_marked => Stated::Given(Retirement::Marked),
            Stated::Withdrawn => Stated::Withdrawn,
            Stated::Silent => Stated::Silent,
        }
    }

    fn languages(&mut self, facts: &mut Facts, locales: Option<&[Term]>, id: &str) {
        let Some(locales) = locales else { return };
        let mut names: Vec<String> = Vec::new();
        for locale in locales {
            let Some(name) = language(locale.id()) else {
                self.findings.add(Finding::UnknownLanguage, id);
                return;
            };
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        facts.list(FactName::Languages, None, names, false);
    }

    fn validity(&mut self, facts: &mut Facts, entry: &CertificationEntry, kind: Option<&str>) {
        match entry.renewal_frequency_in_days {
            Some(0) if kind.is_some_and(|kind| UNEXPIRING.contains(&kind)) => facts.add(
                FactName::Validity,
                Stated::Given(FactContent::Absent(AbsenceReason::NotApplicable)),
            ),
            // The API returns 0 for expiring credentials too, so 0 has no meaning there.
            Some(0) | None => {}
            Some(days) if days % 365 == 0 => {
                facts.quantity(FactName::Validity, &format!("{} months", days / 365 * 12));
            }
            Some(days) if days % 30 == 0 => {
                facts.quantity(FactName::Validity, &format!("{} months", days / 30));
            }
            Some(_) => self.findings.add(Finding::UnreadableValue, &entry.id),
        }
    }

    fn names(&self, terms: Option<&[Term]>) -> Option<Vec<String>> {
        Some(terms?.iter().map(|term| self.name(term)).collect())
    }

    fn name(&self, term: &Term) -> String {
        let known = || {
            self.terms
                .get(&term.id().to_owned())
                .map(|name| (*name).clone())
        };
        let named = term.name().map(str::to_owned).or_else(known);
        named.unwrap_or_else(|| term.id().replace('-', " "))
    }
}
