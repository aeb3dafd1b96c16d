//! Certifications as editors write them.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::InputObject;
use serde::Serialize;

use super::source::EvidenceInput;
use crate::catalogue::Level;

/// A credential, to add or to put in the place of the one with this slug.
#[derive(InputObject, Debug, Clone, Serialize)]
#[serde(into = "CertificationDocument")]
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
    /// Its tier. Null: nobody says.
    level: Option<ApiEnum<Level>>,
    /// The ways to earn it that count on every day: any one of these sets, every exam of the set,
    /// written `vendor/code`. Example: `[["microsoft/AI-102"]]`.
    earned_by: Option<Vec<Vec<String>>>,
    /// The ways to earn it that count on some days only; they follow those of `earnedBy`.
    earned_by_dated: Option<Vec<DatedExamSetInput>>,
    /// Who says so.
    evidence: EvidenceInput,
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

/// A certification as catalogue files have it, where sets of both kinds stand in one list.
#[derive(Serialize)]
struct CertificationDocument {
    slug: String,
    vendor: String,
    title: String,
    also_known_as: Option<Vec<String>>,
    level: Option<ApiEnum<Level>>,
    earned_by: Vec<ExamSetDocument>,
    evidence: EvidenceInput,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ExamSetDocument {
    Always(Vec<String>),
    Dated(DatedExamSetInput),
}

impl From<CertificationInput> for CertificationDocument {
    fn from(input: CertificationInput) -> Self {
        let always = input.earned_by.into_iter().flatten();
        let dated = input.earned_by_dated.into_iter().flatten();
        Self {
            slug: input.slug,
            vendor: input.vendor,
            title: input.title,
            also_known_as: input.also_known_as,
            level: input.level,
            earned_by: always
                .map(ExamSetDocument::Always)
                .chain(dated.map(ExamSetDocument::Dated))
                .collect(),
            evidence: input.evidence,
        }
    }
}
