//! Blueprints as editors write them.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::InputObject;
use serde::{Serialize, Serializer, ser::SerializeStruct};
use serde_json::{Value, json};

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
#[derive(InputObject, Debug, Clone)]
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
    /// The keys of `objectives`, in their order. Null, for one or for all: an objective keeps the
    /// key that an equal or similar one of the exam has, and gets a new one otherwise.
    objective_keys: Option<Vec<Option<String>>>,
}

impl Serialize for DomainInput {
    /// As catalogue files write a domain: each objective with its key.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut domain = serializer.serialize_struct("Domain", 4)?;
        domain.serialize_field("key", &self.key)?;
        domain.serialize_field("title", &self.title)?;
        domain.serialize_field("weight", &self.weight)?;
        let titles = self.objectives.as_deref().unwrap_or_default();
        let keys = self.objective_keys.as_deref().unwrap_or_default();
        // A key without a title is a fault of its place.
        let objectives: Vec<Value> = (0..titles.len().max(keys.len()))
            .map(|place| match (titles.get(place), keys.get(place)) {
                (Some(title), None | Some(None)) => json!(title),
                (title, key) => json!({ "key": key, "title": title }),
            })
            .collect();
        domain.serialize_field("objectives", &objectives)?;
        domain.end()
    }
}
