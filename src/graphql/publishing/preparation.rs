//! What comes before an exam, as editors write it: prerequisites and study plans.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::InputObject;
use serde::Serialize;

use super::source::EvidenceInput;
use crate::catalogue::{Experience, PrerequisiteKind};

/// One group of alternatives: any one of the exams satisfies it.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct PrerequisiteGroupInput {
    /// How binding the group is.
    kind: ApiEnum<PrerequisiteKind>,
    /// The alternatives, the advised one first, written `vendor/code`.
    /// Example: `["microsoft/AZ-104", "microsoft/AZ-204"]`.
    any_of: Vec<String>,
    /// For whom a recommendation holds. Null or empty: for everybody.
    experience: Option<Vec<ApiEnum<Experience>>>,
    /// Who says so.
    evidence: EvidenceInput,
}

/// A study plan as a source gives it.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct StudyPlanInput {
    /// Who says so.
    evidence: EvidenceInput,
    /// Its blocks in order.
    #[serde(rename = "block")]
    blocks: Vec<StudyPlanBlockInput>,
}

/// Some weeks of a study plan.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct StudyPlanBlockInput {
    /// The first week, counted from 1.
    first_week: i32,
    /// The last week, counted from 1, inclusive.
    last_week: i32,
    /// Study time of the whole block in hours. Example: `20`.
    hours: i32,
    /// What to learn.
    topics: Option<Vec<String>>,
    /// What to build by hand.
    labs: Option<Vec<String>>,
    /// What to learn from.
    material: Option<Vec<String>>,
    /// What to reach before going on. Null: nothing.
    gate: Option<StudyPlanGateInput>,
}

/// The passing threshold at the end of a block: this share of practice items, this many times in a row.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct StudyPlanGateInput {
    /// Percent of practice items answered rightly, 1 to 100. Example: `80`.
    percent: i32,
    /// Attempts in a row, at least 1. Example: `3`.
    consecutive_attempts: i32,
}
