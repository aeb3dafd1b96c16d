//! For whom an exam is worth it, for whom not, and what to take instead.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    described_enum,
    level::Experience,
    source::Evidence,
    text::{ExamKey, RoleSlug, RuleKey, VendorSlug},
};

described_enum! {
    /// What a rule about an audience advises.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum Decision {
        /// Take the exam.
        Take,
        /// Take it after something else.
        TakeLater,
        /// Take something else.
        TakeInstead,
        /// Take nothing.
        Skip,
        /// No source judges the exam for such a person, and no fact speaks for or against it. Verdicts
        /// alone say so; no source's rule may have it.
        #[serde(skip_deserializing)]
        NoEvidence,
    }
}

/// A rule that a source gives: this exam, for this audience, is or is not worth it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AudienceRule {
    /// Names the rule.
    pub key: RuleKey,
    /// The exam that it judges.
    pub exam: ExamKey,
    /// The audience, in words.
    pub audience: String,
    /// What it advises.
    pub decision: Decision,
    /// The conditions of the rule; all must be met.
    #[serde(default)]
    pub when: RuleConditions,
    /// Why, in short.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// What to take, in order: any one exam of each group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub take: Vec<Vec<ExamKey>>,
    /// Who says so.
    pub evidence: Evidence,
}

/// What must hold of a person for a rule to fire. An absent condition always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleConditions {
    /// Holds at least one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds_any: Vec<ExamKey>,
    /// Works only with these vendors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_vendors: Vec<VendorSlug>,
    /// Writes code that ships, or does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ships_code: Option<bool>,
    /// Has one of these degrees of experience.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub experience: Vec<Experience>,
    /// Identifies as one of these audiences (role slugs).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleSlug>,
    /// What else must hold, in words that no program checks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circumstances: Vec<String>,
}
