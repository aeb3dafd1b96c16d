//! What sets two exams apart, and which exams are counterparts across vendors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{source::Evidence, text::ExamKey};

/// An authored comparison of two exams.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The first exam.
    pub left: ExamKey,
    /// The second exam.
    pub right: ExamKey,
    /// The difference in a sentence.
    pub summary: String,
    /// What differs, dimension by dimension.
    #[serde(default, rename = "dimension", skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<ComparisonDimension>,
    /// Which one to take, audience by audience.
    #[serde(default, rename = "audience", skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<ComparisonAudience>,
    /// Who says so.
    pub evidence: Evidence,
}

/// One respect in which two exams differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparisonDimension {
    /// The respect, such as `tier` or `scope`.
    pub name: String,
    /// The first exam in this respect.
    pub left: String,
    /// The second exam in this respect.
    pub right: String,
}

/// Advice for one audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparisonAudience {
    /// Whom the advice is for.
    pub audience: String,
    /// The exams to take, in order.
    pub take: Vec<ExamKey>,
    /// The advice in a sentence.
    pub advice: String,
}

/// That two exams of different vendors are counterparts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Equivalence {
    /// One exam.
    pub left: ExamKey,
    /// Its counterpart.
    pub right: ExamKey,
    /// How many tiers the right one is above the left one; 0 for the same tier.
    pub tier_distance: i8,
    /// Why they are counterparts.
    pub rationale: String,
    /// Who says so.
    pub evidence: Evidence,
}
