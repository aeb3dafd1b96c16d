//! What should be held before an exam: groups of alternatives, all groups together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{described_enum, level::Experience, source::Evidence, text::ExamKey};

described_enum! {
    /// How binding a prerequisite is.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum PrerequisiteKind {
        /// The vendor enforces it: without it the credential is not awarded.
        Required,
        /// The vendor or a source advises it.
        Recommended,
    }
}

/// One group of alternatives: any one of the exams satisfies it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrerequisiteGroup {
    /// How binding the group is.
    pub kind: PrerequisiteKind,
    /// The alternatives, the advised one first.
    pub any_of: Vec<ExamKey>,
    /// For whom a recommendation holds; everybody when empty. Ignored for required groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub experience: Vec<Experience>,
    /// Who says so.
    pub evidence: Evidence,
}
