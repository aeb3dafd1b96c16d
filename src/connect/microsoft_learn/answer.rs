//! Parses both formats of Microsoft Learn.
//!
//! The Learn Platform API v1 returns pages (`value`, `nextLink`) of one kind of entry, with camel
//! case names and terms with identifier and name. The older catalogue API returns one object of
//! lists (`exams`, `certifications`, `mergedCertifications`, and the terms), with snake case names.
//! Other fields are ignored.

use std::collections::BTreeMap;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::value::RawValue;

use crate::connect::{AnswerFault, Page, Stated};

/// The content of a response.
#[derive(Debug, Default)]
pub struct LearnAnswer {
    /// Exams.
    pub(super) exams: Vec<ExamEntry>,
    /// Certifications of several exams, or of as many as they name.
    pub(super) certifications: Vec<CertificationEntry>,
    /// Certifications merged with their only exam.
    pub(super) merged: Vec<CertificationEntry>,
    /// Identifiers of entries of other kinds.
    pub(super) others: Vec<String>,
    /// The names of levels, roles and products, by their identifiers.
    pub(super) terms: BTreeMap<String, String>,
}

/// One exam.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ExamEntry {
    #[serde(alias = "uid")]
    pub(super) id: String,
    pub(super) exam_number: Option<String>,
    #[serde(alias = "display_name")]
    pub(super) display_name: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    #[serde(alias = "pdf_download_url")]
    pub(super) pdf_url: Option<String>,
    #[serde(alias = "practice_assessment_url")]
    pub(super) practice_assessment_url: Option<String>,
    pub(super) levels: Option<Vec<Term>>,
    pub(super) roles: Option<Vec<Term>>,
    pub(super) products: Option<Vec<Term>>,
    pub(super) locales: Option<Vec<Term>>,
    #[serde(alias = "study_guide")]
    pub(super) study_guide: Option<Vec<StudyGuideItem>>,
    #[serde(alias = "retirement_date", deserialize_with = "present")]
    pub(super) retirement_date: Stated<String>,
    #[serde(alias = "last_modified")]
    pub(super) updated_at: Option<String>,
}

/// One certification.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct CertificationEntry {
    #[serde(alias = "uid")]
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    #[serde(alias = "certification_type")]
    pub(super) certification_type: Option<Term>,
    pub(super) exams: Option<Vec<Term>>,
    pub(super) levels: Option<Vec<Term>>,
    pub(super) roles: Option<Vec<Term>>,
    pub(super) products: Option<Vec<Term>>,
    pub(super) locales: Option<Vec<Term>>,
    pub(super) providers: Option<Vec<Provider>>,
    #[serde(alias = "study_guide")]
    pub(super) study_guide: Option<Vec<StudyGuideItem>>,
    #[serde(alias = "exam_duration_in_minutes")]
    pub(super) exam_duration_in_minutes: Option<u32>,
    #[serde(alias = "renewal_frequency_in_days")]
    pub(super) renewal_frequency_in_days: Option<u32>,
    #[serde(alias = "retirement_date", deserialize_with = "present")]
    pub(super) retirement_date: Stated<String>,
    #[serde(alias = "last_modified")]
    pub(super) updated_at: Option<String>,
}

/// A value of a taxonomy, or the identifier of another entry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected an identifier, or an object with id and name"
)]
pub(super) enum Term {
    /// An identifier only, as in the older API.
    Id(String),
    /// With its name.
    Named {
        /// Its identifier.
        #[serde(alias = "uid")]
        id: String,
        /// Its name in the language of the response.
        name: Option<String>,
    },
}

impl Term {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Named { id, .. } => id,
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Id(_) => None,
            Self::Named { name, .. } => name.as_deref(),
        }
    }
}

/// The provider of an exam.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Provider {
    /// The booking address, which contains the exam's code.
    pub(super) url: Option<String>,
}

/// Training that belongs to an exam.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StudyGuideItem {
    #[serde(alias = "uid")]
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
}

/// A node of a taxonomy of the older API.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TermNode {
    id: String,
    name: String,
    children: Vec<TermNode>,
}

/// A response of the older API.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CatalogueAnswer {
    exams: Vec<ExamEntry>,
    certifications: Vec<CertificationEntry>,
    merged_certifications: Vec<CertificationEntry>,
    levels: Vec<TermNode>,
    roles: Vec<TermNode>,
    products: Vec<TermNode>,
}

/// A page of the newer API.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlatformPage {
    value: Vec<PlatformEntry>,
    next_link: Option<String>,
}

/// An entry of a page; the identifier gives its kind.
enum PlatformEntry {
    Exam(Box<ExamEntry>),
    Certification(Box<CertificationEntry>),
    Other(String),
}

impl<'de> Deserialize<'de> for PlatformEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entry = serde_json::Value::deserialize(deserializer)?;
        let id = entry.get("id").and_then(serde_json::Value::as_str);
        let id = id.unwrap_or_default().to_owned();
        let prefix = id.split_once('.').map_or("", |(prefix, _)| prefix);
        if prefix == "exam" || entry.get("examNumber").is_some() {
            return entry_of(entry).map(|exam| Self::Exam(Box::new(exam)));
        }
        if prefix == "certification" || entry.get("certificationType").is_some() {
            return entry_of(entry).map(|found| Self::Certification(Box::new(found)));
        }
        Ok(Self::Other(id))
    }
}

fn entry_of<T: DeserializeOwned, E: serde::de::Error>(entry: serde_json::Value) -> Result<T, E> {
    serde_path_to_error::deserialize(entry).map_err(|error| {
        let path = error.path().to_string();
        E::custom(format!("{path}: {}", error.into_inner()))
    })
}

/// Distinguishes an empty field from an absent one.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Stated<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let text = text.filter(|text| !text.trim().is_empty());
    Ok(text.map_or(Stated::Withdrawn, Stated::Given))
}

/// The format of a response, by its lists.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lists {
    value: Option<IgnoredAny>,
    exams: Option<IgnoredAny>,
    certifications: Option<IgnoredAny>,
    merged_certifications: Option<IgnoredAny>,
}

/// Parses one response, or several concatenated ones, in either format.
pub(super) fn read(text: &str) -> Result<Vec<Page<LearnAnswer>>, AnswerFault> {
    let mut answers = Vec::new();
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let mut begin = 0;
    while let Some(document) = documents.next() {
        let gap = text[begin..].len() - text[begin..].trim_start().len();
        let line = text[..begin + gap].matches('\n').count();
        begin = documents.byte_offset();
        let document = document.map_err(|error| AnswerFault {
            // The parser counts lines from the start of the text.
            line: error.line(),
            path: String::new(),
            message: format!("this is no JSON: {}", without_place(&error)),
        })?;
        answers.push(read_document(document.get(), line)?);
    }
    if answers.is_empty() {
        return Err(AnswerFault {
            line: 1,
            path: String::new(),
            message: "there is nothing in it".to_owned(),
        });
    }
    Ok(answers)
}

/// Parses a response that starts after this number of lines.
fn read_document(text: &str, lines: usize) -> Result<Page<LearnAnswer>, AnswerFault> {
    let unknown = || AnswerFault {
        line: lines + 1,
        path: String::new(),
        message: "this is neither a page of the Learn Platform API (\"value\") nor an answer of \
                  the catalogue API (\"exams\", \"certifications\", \"mergedCertifications\")"
            .to_owned(),
    };
    let lists: Lists = serde_json::from_str(text).map_err(|_| unknown())?;
    if lists.value.is_some() {
        let page: PlatformPage = parse(text, lines)?;
        let mut answer = LearnAnswer::default();
        for entry in page.value {
            match entry {
                PlatformEntry::Exam(exam) => answer.exams.push(*exam),
                PlatformEntry::Certification(entry) => answer.certifications.push(*entry),
                PlatformEntry::Other(id) => answer.others.push(id),
            }
        }
        let next = page.next_link.filter(|link| !link.is_empty());
        return Ok(Page { answer, next });
    }
    let is_catalogue = lists.exams.is_some()
        || lists.certifications.is_some()
        || lists.merged_certifications.is_some();
    if !is_catalogue {
        return Err(unknown());
    }
    let catalogue: CatalogueAnswer = parse(text, lines)?;
    let mut terms = BTreeMap::new();
    for list in [catalogue.levels, catalogue.roles, catalogue.products] {
        add_terms(&mut terms, list);
    }
    Ok(Page {
        answer: LearnAnswer {
            exams: catalogue.exams,
            certifications: catalogue.certifications,
            merged: catalogue.merged_certifications,
            others: Vec::new(),
            terms,
        },
        next: None,
    })
}

fn add_terms(terms: &mut BTreeMap<String, String>, nodes: Vec<TermNode>) {
    for node in nodes {
        if !node.name.is_empty() {
            terms.insert(node.id, node.name);
        }
        add_terms(terms, node.children);
    }
}

fn parse<T: DeserializeOwned>(text: &str, lines: usize) -> Result<T, AnswerFault> {
    let deserializer = &mut serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(deserializer).map_err(|error| AnswerFault {
        line: lines + error.inner().line().max(1),
        path: Some(error.path().to_string())
            .filter(|path| path != ".")
            .unwrap_or_default(),
        message: without_place(error.inner()),
    })
}

/// The message of an error without its position, which is reported separately.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> AnswerFault {
        read(text).unwrap_err()
    }

    #[test]
    fn formats_are_distinguished_by_their_lists() {
        let page = r#"{"value": [
            {"id": "exam.az-104", "examNumber": "AZ-104", "roles": [{"id": "administrator", "name": "Administrator"}]},
            {"id": "certification.azure-administrator", "exams": [{"id": "exam.az-104"}]},
            {"id": "learn.module", "type": "module", "levels": 7}
        ], "nextLink": "https://example.org/next"}"#;
        let old = r#"{"exams": [{"uid": "exam.az-104", "display_name": "AZ-104", "roles": ["administrator"], "popularity": 0.4}],
            "roles": [{"id": "administrator", "name": "Administrator", "children": [{"id": "sysop", "name": "Operator"}]}]}"#;
        let answers = read(&format!("{page}\n{old}")).unwrap();
        assert_eq!(answers.len(), 2);
        assert_eq!(answers[0].next.as_deref(), Some("https://example.org/next"));
        let (new, old) = (&answers[0].answer, &answers[1].answer);
        assert_eq!(new.exams[0].exam_number.as_deref(), Some("AZ-104"));
        assert_eq!(
            new.certifications[0].exams.as_ref().unwrap()[0].id(),
            "exam.az-104"
        );
        assert_eq!(new.others, ["learn.module"]);
        assert_eq!(old.exams[0].display_name.as_deref(), Some("AZ-104"));
        assert_eq!(old.exams[0].retirement_date, Stated::Silent);
        assert_eq!(old.terms["sysop"], "Operator");
    }

    #[test]
    fn an_empty_field_differs_from_an_absent_one() {
        let text = r#"{"exams": [{"uid": "exam.a"}, {"uid": "exam.b", "retirement_date": null}, {"uid": "exam.c", "retirement_date": "2026-01-01"}]}"#;
        let answers = read(text).unwrap();
        let dates: Vec<_> = answers[0]
            .answer
            .exams
            .iter()
            .map(|exam| exam.retirement_date.clone())
            .collect();
        assert_eq!(
            dates,
            [
                Stated::Silent,
                Stated::Withdrawn,
                Stated::Given("2026-01-01".to_owned())
            ]
        );
    }

    #[test]
    fn format_errors_have_a_position() {
        assert_eq!(fault("").message, "there is nothing in it");
        assert!(fault("<html>").message.starts_with("this is no JSON"));
        assert!(
            fault("{\"error\": {\"code\": \"Unauthorized\"}}")
                .message
                .contains("neither")
        );
        assert!(fault("[]").message.contains("neither"));
        let bad = fault(
            "{\"value\": []}\n\n{\"exams\": [{},\n {\"uid\": \"exam.a\", \"levels\": \"beginner\"}]}",
        );
        assert_eq!((bad.line, bad.path.as_str()), (4, "exams[1].levels"));
        let bad = fault("{\"value\": [{\"id\": \"exam.a\", \"levels\": 3}]}");
        assert_eq!(bad.path, "value[0]");
        assert!(bad.message.starts_with("levels: "), "{}", bad.message);
    }

    #[test]
    fn no_text_makes_reading_panic() {
        proptest::proptest!(|(text in "[\\[\\]{}\":,a-z0-9 \n]{0,60}")| { let _ = read(&text); });
    }
}
