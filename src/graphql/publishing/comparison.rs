//! What sets exams apart and which ones are counterparts, as editors write it.

use async_graphql::InputObject;
use serde::Serialize;

use super::source::EvidenceInput;

/// A comparison of two exams, to add or to put in the place of the one with this pair.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct ComparisonInput {
    /// The first exam, written `vendor/code`. Example: `"microsoft/AI-102"`.
    left: String,
    /// The second exam, written `vendor/code`.
    right: String,
    /// The difference in a sentence.
    summary: String,
    /// What differs, dimension by dimension.
    #[serde(rename = "dimension")]
    dimensions: Option<Vec<ComparisonDimensionInput>>,
    /// Which one to take, audience by audience.
    #[serde(rename = "audience")]
    audiences: Option<Vec<ComparisonAudienceInput>>,
    /// Who says so.
    evidence: EvidenceInput,
}

/// One respect in which two exams differ.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct ComparisonDimensionInput {
    /// The respect. Example: `"scope"`.
    name: String,
    /// The first exam in this respect.
    left: String,
    /// The second exam in this respect.
    right: String,
}

/// Advice for one audience.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct ComparisonAudienceInput {
    /// Whom the advice is for. Example: `"Developers who ship code"`.
    audience: String,
    /// The exams to take, in order, written `vendor/code`.
    take: Vec<String>,
    /// The advice in a sentence.
    advice: String,
}

/// That two exams of different vendors are counterparts; to add or to put in the place of the one
/// with this pair.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct EquivalenceInput {
    /// One exam, written `vendor/code`. Example: `"microsoft/AI-900"`.
    left: String,
    /// Its counterpart, written `vendor/code`. Example: `"aws/AIF-C01"`.
    right: String,
    /// How many tiers the right one is above the left one, -3 to 3; 0 for the same tier.
    tier_distance: i32,
    /// Why they are counterparts.
    rationale: String,
    /// Who says so.
    evidence: EvidenceInput,
}
