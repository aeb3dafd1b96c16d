//! Blueprints as editors write them.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::InputObject;
use serde::Serialize;

use super::source::EvidenceInput;
use crate::catalogue::{BlueprintStanding, WeightsPublished};

/// A dated version of an exam's content.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct BlueprintInput {
    /// Names the version within its exam: usually its effective date. Example: `"2025-12-23"`.
    version: String,
    /// Whether it is the vendor's or only claimed.
    standing: ApiEnum<BlueprintStanding>,
    /// Whether the weights are known.
    weights: ApiEnum<WeightsPublished>,
    /// The day on which the vendor published it, as exactly as it is known. Null: unknown.
    published_on: Option<String>,
    /// The first day on which exams follow it, as exactly as it is known. Example: `"2025-12-23"`.
    effective_from: String,
    /// The last day on which exams follow it. Null: it is still in force.
    effective_until: Option<String>,
    /// Who says so.
    evidence: EvidenceInput,
    /// The domains in the vendor's order.
    #[serde(rename = "domain")]
    domains: Option<Vec<DomainInput>>,
}

/// A part of a blueprint.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct DomainInput {
    /// Names the domain within its exam and survives re-wording: lower-case words joined by
    /// hyphens. Example: `"computer-vision"`.
    key: String,
    /// The vendor's title.
    title: String,
    /// Its share of the exam in percent points, with at most one decimal: a range `"20..25"`, or
    /// one number where the vendor publishes one, `"16.7"`. Null: not known.
    weight: Option<String>,
    /// What it covers, item by item.
    objectives: Option<Vec<String>>,
}
