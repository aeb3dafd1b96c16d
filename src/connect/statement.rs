//! What a vendor's interface says, in the catalogue's terms and no vendor's.

use serde::Serialize;

use crate::catalogue::{
    ApproximateDate, Day, ExamKey, FactContent, FactName, Level, Source, Vendor, VendorSlug,
};

/// Everything that an interface said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The source under which all of it stands. What it said before is told by this key.
    pub source: Source,
    /// The vendors of new records; those that the catalogue has stay as they are.
    pub vendors: Vec<Vendor>,
    /// The day on which the answers were given.
    pub as_of: Day,
    /// What it calls itself where its words stand beside those of others: `Microsoft Learn`.
    pub label: &'static str,
    /// Its exams.
    pub exams: Vec<ExamStatement>,
    /// Its certifications.
    pub certifications: Vec<CertificationStatement>,
    /// Entries that could not be taken over, or not wholly, each with the name of the entry.
    pub findings: super::Findings,
}

/// What an interface says of one exam.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExamStatement {
    /// The keys that the exam may have in the catalogue. A new exam gets the first.
    pub keys: Vec<ExamKey>,
    /// The vendor's title; without one no exam is added.
    pub title: Option<String>,
    /// Whether the exam is in beta.
    pub is_beta: bool,
    /// When it ends.
    pub retirement: Stated<Retirement>,
    /// Everything else.
    pub facts: Vec<FactStatement>,
}

/// What an interface says of one certification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificationStatement {
    /// The vendor that issues it.
    pub vendor: VendorSlug,
    /// The vendor's identifier, for messages.
    pub id: String,
    /// The vendor's title.
    pub title: String,
    /// Its tier; `None` when the interface does not give it away.
    pub level: Option<Level>,
    /// The exams that earn it together, each with the keys that it may have; empty when the
    /// interface names none.
    pub exams: Vec<Vec<ExamKey>>,
    /// Whether one exam earns it, so that what is said of the certification holds for the exam.
    pub is_of_one_exam: bool,
    /// When its exam ends.
    pub retirement: Stated<Retirement>,
    /// What holds for its exam.
    pub facts: Vec<FactStatement>,
}

/// Whether an interface speaks of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Stated<T> {
    /// It does not: what it said before stays.
    #[default]
    Silent,
    /// It has a place for it and leaves that empty: what it said before no longer holds.
    Withdrawn,
    /// It says this.
    Given(T),
}

/// When an exam ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Retirement {
    /// The last day on which it can be taken.
    On(ApproximateDate),
    /// It is marked as ended, without a day.
    Marked,
}

/// One value of an exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactStatement {
    /// What it is about.
    pub name: FactName,
    /// Sets statements of one name apart.
    pub about: Option<String>,
    /// The value, or that there is none any more.
    pub content: Stated<FactContent>,
    /// What should be known about it.
    pub note: Option<String>,
    /// Whether the value is words, which tell nothing apart by being others: where somebody else
    /// has spoken too, it stands under the label of the interface.
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
