//! Certifications as editors write them.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::InputObject;
use serde::{Serialize, Serializer};

use super::source::EvidenceInput;
use crate::catalogue::Level;

/// A credential, to add or to put in the place of the one with this slug.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct CertificationInput {
    /// Its short name: lower-case words joined by hyphens.
    /// Example: `"azure-ai-engineer-associate"`.
    slug: String,
    /// The slug of the vendor that issues it.
    vendor: String,
    /// The vendor's title.
    title: String,
    /// Names and abbreviations that people use for it, each of at most 100 characters; they need not
    /// be unique. Null: none. Example: `["Security+", "Sec+"]`.
    also_known_as: Option<Vec<String>>,
    /// Its tier. Null: not known.
    level: Option<ApiEnum<Level>>,
    #[graphql(flatten)]
    #[serde(flatten)]
    exam_sets: ExamSetsInput,
    /// Who says so.
    evidence: EvidenceInput,
}

/// The ways to earn a certification.
#[derive(InputObject, Debug, Clone)]
pub struct ExamSetsInput {
    /// The ways to earn it that count on every day: any one of these sets, every exam of the set,
    /// written `vendor/code`. Example: `[["microsoft/AI-102"]]`.
    earned_by: Option<Vec<Vec<String>>>,
    /// The ways to earn it that count on some days only; they follow those of `earnedBy`.
    earned_by_dated: Option<Vec<DatedExamSetInput>>,
}

/// One way to earn a certification, with the days on which it counts.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct DatedExamSetInput {
    /// The exams that are all needed, written `vendor/code`. Example: `["isc2/CISSP"]`.
    exams: Vec<String>,
    /// The first day on which the set counts. Null: it counted from the start.
    /// Example: `"2026-11-01"`.
    from: Option<String>,
    /// The last day on which the set counts. Null: no end is known. Example: `"2027-01-31"`.
    until: Option<String>,
}

impl Serialize for ExamSetsInput {
    /// The two lists are one in catalogue files.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let always = self.earned_by.iter().flatten().map(ExamSet::Always);
        let dated = self.earned_by_dated.iter().flatten().map(ExamSet::Dated);
        let sets: Vec<_> = always.chain(dated).collect();
        serializer.collect_map([("earned_by", sets)])
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum ExamSet<'a> {
    Always(&'a Vec<String>),
    Dated(&'a DatedExamSetInput),
}
