//! What the answers of Microsoft Learn say, in the catalogue's terms. Pure.
//!
//! Descriptions and lists of skills are Microsoft's prose and are not taken over.

use std::{collections::BTreeMap, str::FromStr};

use super::{
    SOURCE,
    answer::{CertificationEntry, ExamEntry, LearnAnswer, Provider, StudyGuideItem, Term},
    level::tier,
    locale::language,
    title::Title,
};
use crate::{
    catalogue::{
        AbsenceReason, ApproximateDate, Day, ExamCode, ExamKey, FactContent, FactName, FactValue,
        Level, Quantity, Source, SourceKind, TextError, Vendor, VendorSlug,
    },
    connect::{
        CertificationStatement, ExamStatement, FactStatement, Finding, Findings, Retirement,
        Stated, Statement,
    },
};

/// What Microsoft Learn is called where its words stand beside those of others.
const LABEL: &str = "Microsoft Learn";

/// What the credentials of a type are renewed by: these do not expire.
const UNEXPIRING: [&str; 4] = ["fundamentals", "mce", "mos", "mta"];

/// What all answers say.
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
             `certgraph fetch microsoft-learn`, which changes nothing that stands under another \
             source."
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
        let retirement = self.retirement(entry.retirement_date.as_ref(), mark, &entry.id);
        let mut facts = Facts::default();
        if let Some(levels) = &entry.levels {
            let found = match &ids(levels)[..] {
                [level] => tier("", None, &[level]).map(|tier| tier.level),
                _ => None,
            };
            facts.level(found, None, levels);
        }
        facts.names(FactName::Audience, None, entry.roles.as_deref(), self);
        facts.names(
            FactName::Statement,
            Some("products on Microsoft Learn"),
            entry.products.as_deref(),
            self,
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
        facts.names(FactName::Audience, None, entry.roles.as_deref(), self);
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
        let retirement =
            self.retirement(entry.retirement_date.as_ref(), title.is_retired, &entry.id);
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

    /// The exams of a certification: those that it lists, else the one whose booking or course it
    /// names.
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
        date: Option<&Option<String>>,
        is_marked: bool,
        id: &str,
    ) -> Stated<Retirement> {
        let said = date.map(|date| {
            date.as_deref()
                .map(str::trim)
                .filter(|date| !date.is_empty())
        });
        match said {
            Some(Some(text)) => {
                if let Some(day) = day(text) {
                    return Stated::Said(Retirement::On(ApproximateDate::day(day)));
                }
                self.findings.add(Finding::UnreadableValue, id);
                Stated::Silent
            }
            _ if is_marked => Stated::Said(Retirement::Marked),
            Some(None) => Stated::Withdrawn,
            None => Stated::Silent,
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
                Stated::Said(FactContent::Absent(AbsenceReason::NotApplicable)),
            ),
            // The interface has 0 also for credentials that do expire, so it says nothing there.
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

fn ids(terms: &[Term]) -> Vec<&str> {
    terms.iter().map(Term::id).collect()
}

/// A code as it is written: `AZ-104`, `Exam AZ-104`.
fn code(text: &str) -> Option<ExamCode> {
    let text = text.trim();
    let text = text.strip_prefix("Exam ").unwrap_or(text);
    let has_digit = text.contains(|letter: char| letter.is_ascii_digit());
    text.parse().ok().filter(|_| has_digit)
}

/// The code in an identifier: `exam.az-104`.
fn code_of_id(id: &str) -> Option<ExamCode> {
    code(&id.strip_prefix("exam.")?.to_ascii_uppercase())
}

/// The exam in the address at which it is booked, which names it: `…exam.AZ-104…`.
fn booked_exam(provider: &Provider) -> Option<ExamCode> {
    let (_, rest) = provider.url.as_deref()?.split_once("exam.")?;
    let is_code = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let end = rest.find(|letter| !is_code(letter)).unwrap_or(rest.len());
    code(&rest[..end].to_ascii_uppercase())
}

/// The exam that a course prepares for: `course.az-104t00` is of AZ-104.
fn taught_exam(item: &StudyGuideItem) -> Option<ExamCode> {
    let course = item.id.as_deref()?.strip_prefix("course.")?;
    let (exam, _) = course.rsplit_once('t')?;
    code(&exam.to_ascii_uppercase())
}

/// The values of one entry.
#[derive(Default)]
struct Facts(Vec<FactStatement>);

impl Facts {
    fn add(&mut self, name: FactName, content: Stated<FactContent>) {
        self.0.push(FactStatement {
            name,
            about: None,
            content,
            note: None,
            is_wording: false,
        });
    }

    fn quantity(&mut self, name: FactName, text: &str) {
        if let Ok(quantity) = text.parse::<Quantity>() {
            let value = FactValue::Quantity(quantity);
            self.add(name, Stated::Said(FactContent::Known(value)));
        }
    }

    /// A tier, with what it was told from.
    fn level(&mut self, level: Option<Level>, kind: Option<&str>, levels: &[Term]) {
        let content = match level {
            Some(level) => Stated::Said(FactContent::Known(FactValue::Level(level))),
            None => Stated::Withdrawn,
        };
        self.add(FactName::Level, content);
        let kind = kind.map(|kind| format!("type \"{kind}\""));
        let levels = ids(levels);
        let levels = (!levels.is_empty()).then(|| format!("level \"{}\"", levels.join(", ")));
        let told: Vec<String> = kind.into_iter().chain(levels).collect();
        if let Some(fact) = self.0.last_mut().filter(|_| !told.is_empty()) {
            fact.note = Some(format!("{LABEL} has {}.", told.join(" and ")));
        }
    }

    fn words(&mut self, name: FactName, words: Option<&str>) {
        if let Some(words) = words {
            let value = FactValue::Text(words.to_owned());
            self.add(name, Stated::Said(FactContent::Known(value)));
            if let Some(fact) = self.0.last_mut() {
                fact.is_wording = true;
            }
        }
    }

    fn list(&mut self, name: FactName, about: Option<&str>, items: Vec<String>, is_wording: bool) {
        self.0.push(FactStatement {
            name,
            about: about.map(str::to_owned),
            content: if items.is_empty() {
                Stated::Withdrawn
            } else {
                Stated::Said(FactContent::Known(FactValue::List(items)))
            },
            note: None,
            is_wording,
        });
    }

    /// The names of terms; nothing where the entry has no place for them.
    fn names(
        &mut self,
        name: FactName,
        about: Option<&str>,
        terms: Option<&[Term]>,
        mapping: &Mapping<'_>,
    ) {
        if let Some(terms) = terms {
            let names = terms.iter().map(|term| mapping.name(term)).collect();
            self.list(name, about, names, about.is_none());
        }
    }

    /// Addresses, and the training that belongs to an entry.
    fn links(
        &mut self,
        about: &str,
        links: &[(&str, Option<&str>)],
        guide: Option<&[StudyGuideItem]>,
    ) {
        let links = links.iter().filter_map(|(what, link)| {
            let link = link.map(plain_address)?;
            link.starts_with("https://")
                .then(|| format!("{what}: {link}"))
        });
        let training = guide.unwrap_or_default().iter().filter_map(|item| {
            let kind = match item.kind.as_deref() {
                Some("learningPath") => "Learning path",
                Some("module") => "Module",
                Some("course") => "Course",
                _ => "Training",
            };
            let id = item.id.as_deref()?;
            let title = item.title.as_deref().unwrap_or(id);
            Some(match item.url.as_deref().map(plain_address) {
                Some(url) if url.starts_with("https://") => format!("{kind}: {title}, {url}"),
                _ => format!("{kind}: {title}"),
            })
        });
        let items: Vec<String> = links.chain(training).collect();
        if !items.is_empty() {
            self.list(FactName::Statement, Some(about), items, false);
        }
    }
}

/// An address without the mark by which visits are counted.
fn plain_address(url: &str) -> &str {
    url.trim()
        .split_once("?WT.mc_id=")
        .map_or(url.trim(), |(url, _)| url)
}
