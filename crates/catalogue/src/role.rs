//! Roles: jobs that people want to do, and the exams that sources recommend for them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    money::MoneyRange,
    source::Evidence,
    text::{ExamKey, RoleSlug, VendorSlug},
};

/// A job that a person wants to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its short name.
    pub slug: RoleSlug,
    /// What people call it.
    pub title: String,
    /// The family that it belongs to, such as `AI` or `Security`.
    pub group: String,
    /// What the job is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus: Vec<String>,
    /// What sources recommend for it.
    #[serde(
        default,
        rename = "recommendation",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub recommendations: Vec<RoleRecommendation>,
}

/// What one source recommends for a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleRecommendation {
    /// The vendor that it stays with; absent when it crosses vendors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<VendorSlug>,
    /// The special focus for which alone the source recommends it, as it follows "for": "tenders
    /// that ask for generative AI"; absent when it is for the role as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<String>,
    /// Whether the source gives the steps as a sequence; a list without order otherwise.
    pub ordered: bool,
    /// The steps.
    pub steps: Vec<RoleStep>,
    /// How many months the source says that it takes, lowest figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_min: Option<u16>,
    /// How many months the source says that it takes, highest figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_max: Option<u16>,
    /// What the source says that it costs in fees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees: Option<MoneyRange>,
    /// Who says so.
    pub evidence: Evidence,
}

/// One step of a recommendation: any one of these exams.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleStep {
    /// The alternatives, as the source lists them.
    pub any_of: Vec<ExamKey>,
    /// Whether the source calls it optional.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Whether the source assumes that it is held.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}
