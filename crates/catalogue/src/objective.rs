//! Objectives: the lines of a domain, each with a key that outlives rewording and renumbering.

use std::fmt;

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::text::ObjectiveKey;

/// A skill that an exam tests: one line of a domain.
///
/// Written as its plain title while it has no key. Keys are assigned before content is stored (see
/// [`complete_objective_keys`](super::complete_objective_keys)), so stored objectives have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// Names the objective in all versions of the exam's blueprint, whatever its wording, its
    /// position and its domain.
    pub key: Option<ObjectiveKey>,
    /// The vendor's wording, or a shorter one.
    pub title: String,
}

impl Objective {
    /// An objective whose key is not assigned yet.
    pub fn without_key(title: impl Into<String>) -> Self {
        Self {
            key: None,
            title: title.into(),
        }
    }
}

/// An objective with its key, as files have it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KeyedObjective {
    /// Names the objective in all versions of the exam's blueprint; `certgraph keys` assigns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<ObjectiveKey>,
    /// The vendor's wording, or a shorter one.
    title: String,
}

impl Serialize for Objective {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.key.is_none() {
            return self.title.serialize(serializer);
        }
        let keyed = KeyedObjective {
            key: self.key.clone(),
            title: self.title.clone(),
        };
        keyed.serialize(serializer)
    }
}

/// A hand-written visitor, so that an error inside a table reports its position.
struct ObjectiveVisitor;

impl<'de> Visitor<'de> for ObjectiveVisitor {
    type Value = Objective;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the title of an objective, or a table with key and title")
    }

    fn visit_str<E>(self, title: &str) -> Result<Objective, E> {
        Ok(Objective::without_key(title))
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Objective, A::Error> {
        let KeyedObjective { key, title } =
            KeyedObjective::deserialize(MapAccessDeserializer::new(table))?;
        Ok(Objective { key, title })
    }
}

impl<'de> Deserialize<'de> for Objective {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ObjectiveVisitor)
    }
}

/// The two forms of an objective, for the JSON Schema.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "Objective")]
#[allow(dead_code, reason = "only its schema is used")]
enum ObjectiveForms {
    /// Its title; the key is assigned when it is published.
    Title(String),
    /// Its key and title.
    Keyed(KeyedObjective),
}

impl JsonSchema for Objective {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        ObjectiveForms::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        ObjectiveForms::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_objective_reads_back_as_written_with_and_without_key() {
        for written in [
            json!("plan costs"),
            json!({ "key": "costs", "title": "plan costs" }),
        ] {
            let read: Objective = serde_json::from_value(written.clone()).unwrap();
            assert_eq!(serde_json::to_value(&read).unwrap(), written);
        }
        for bad in [
            json!(1),
            json!({ "key": "Costs", "title": "plan costs" }),
            json!({ "key": "costs" }),
            json!({ "key": "costs", "title": "x", "text": "x" }),
        ] {
            assert!(serde_json::from_value::<Objective>(bad).is_err());
        }
    }
}
