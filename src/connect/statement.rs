//! The content of a vendor's API in the catalogue's terms.

use serde::Serialize;

use crate::catalogue::{
    ApproximateDate, Day, ExamKey, FactContent, FactName, Level, Source, Vendor, VendorSlug,
};

/// The content of all responses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The source of all its facts. Earlier facts are identified by its key.
    pub source: Source,
    /// Vendors to add; existing ones are unchanged.
    pub vendors: Vec<Vendor>,
    /// The day of the responses.
    pub as_of: Day,
    /// The label of its texts next to those of other sources: `Microsoft Learn`.
    pub label: &'static str,
    /// Its exams.
    pub exams: Vec<ExamStatement>,
    /// Its certifications.
    pub certifications: Vec<CertificationStatement>,
    /// Irregularities, each with the name of the entry.
    pub findings: super::Findings,
}

/// The values of one exam.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExamStatement {
    /// The possible keys of the exam. A new exam gets the first.
    pub keys: Vec<ExamKey>,
    /// The vendor's title; without one no exam is added.
    pub title: Option<String>,
    /// Whether the exam is in beta.
    pub is_beta: bool,
    /// When it ends.
    pub retirement: Stated<Retirement>,
    /// Other facts.
    pub facts: Vec<FactStatement>,
}

/// The values of one certification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificationStatement {
    /// The vendor that issues it.
    pub vendor: VendorSlug,
    /// The vendor's identifier, for messages.
    pub id: String,
    /// The vendor's title.
    pub title: String,
    /// Its tier; `None` when unknown.
    pub level: Option<Level>,
    /// The exams that earn it together, each with its possible keys; empty when unknown.
    pub exams: Vec<Vec<ExamKey>>,
    /// Whether one exam earns it, so that its facts apply to the exam.
    pub is_of_one_exam: bool,
    /// When its exam ends.
    pub retirement: Stated<Retirement>,
    /// Facts of its exam.
    pub facts: Vec<FactStatement>,
}

/// A field of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Stated<T> {
    /// Unsupported: the earlier value stays.
    #[default]
    Silent,
    /// Empty: the earlier value is removed.
    Withdrawn,
    /// A value.
    Given(T),
}

/// The end of an exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Retirement {
    /// The last day on which it can be taken.
    On(ApproximateDate),
    /// Ended on an unknown day.
    Marked,
}

/// One value of an exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactStatement {
    /// The name of the fact.
    pub name: FactName,
    /// Distinguishes facts with the same name.
    pub about: Option<String>,
    /// The value, or that there is none any more.
    pub content: Stated<FactContent>,
    /// The note.
    pub note: Option<String>,
    /// Free text; differing wording is not a conflict. Next to facts of other sources it gets the
    /// label of the API.
    pub is_wording: bool,
}

impl Serialize for FactStatement {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = match &self.content {
            Stated::Silent => "silent".to_owned(),
            Stated::Withdrawn => "withdrawn".to_owned(),
            Stated::Given(FactContent::Known(value)) => format!("known {value}"),
            Stated::Given(FactContent::Absent(reason)) => format!("absent {reason:?}"),
        };
        (self.name, &self.about, content, &self.note).serialize(serializer)
    }
}
