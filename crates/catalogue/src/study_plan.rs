//! Study plans that a source gives: blocks of weeks with hours and topics.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::source::Evidence;

/// A study plan as a source gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StudyPlan {
    /// Who says so.
    pub evidence: Evidence,
    /// Its blocks in order.
    #[serde(rename = "block")]
    pub blocks: Vec<StudyPlanBlock>,
}

/// Some weeks of a study plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StudyPlanBlock {
    /// The first week, counted from 1.
    pub first_week: u16,
    /// The last week, counted from 1, inclusive.
    pub last_week: u16,
    /// Study time of the whole block in hours.
    pub hours: u16,
    /// What to learn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// What to build by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labs: Vec<String>,
    /// What to learn from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub material: Vec<String>,
    /// What to reach before going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<StudyPlanGate>,
}

/// The passing threshold at the end of a block: this share of practice items, this many times in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StudyPlanGate {
    /// Percent of practice items answered rightly.
    pub percent: u8,
    /// Attempts in a row.
    pub consecutive_attempts: u8,
}
