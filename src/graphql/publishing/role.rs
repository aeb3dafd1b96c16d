//! Roles as editors write them.

use async_graphql::InputObject;
use serde::Serialize;

use super::source::EvidenceInput;

/// A job that a person wants to do, to add or to put in the place of the one with this slug.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct RoleInput {
    /// Its short name: lower-case words joined by hyphens. Example: `"azure-ai-engineer"`.
    slug: String,
    /// What people call it. Example: `"Azure AI engineer"`.
    title: String,
    /// The family that it belongs to. Example: `"AI"`.
    group: String,
    /// What the job is about.
    focus: Option<Vec<String>>,
    /// What sources recommend for it.
    #[serde(rename = "recommendation")]
    recommendations: Option<Vec<RoleRecommendationInput>>,
}

/// What one source recommends for a role.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct RoleRecommendationInput {
    /// The slug of the vendor that it stays with. Null: it crosses vendors.
    vendor: Option<String>,
    /// The special focus for which alone the source recommends it, as it follows "for". Example:
    /// `"tenders that ask for generative AI"`. Null: it is for the role as a whole.
    focus: Option<String>,
    /// Whether the source gives the steps as a sequence; false for a list without order.
    ordered: bool,
    /// The steps, at least one.
    steps: Vec<RoleStepInput>,
    /// How many months the source says that it takes, lowest figure. Null: it does not say.
    months_min: Option<i32>,
    /// How many months the source says that it takes, highest figure. Null: it does not say.
    months_max: Option<i32>,
    /// What the source says that it costs in fees. Example: `"165.00..330.00 USD"`. Null: it does
    /// not say.
    fees: Option<String>,
    /// Who says so.
    evidence: EvidenceInput,
}

/// One step of a recommendation: any one of these exams.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct RoleStepInput {
    /// The alternatives, as the source lists them, written `vendor/code`.
    any_of: Vec<String>,
    /// Whether the source calls it optional.
    #[graphql(default)]
    optional: bool,
    /// Whether the source assumes that it is held.
    #[graphql(default)]
    held: bool,
}
