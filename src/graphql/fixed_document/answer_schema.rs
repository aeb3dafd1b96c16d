//! The JSON Schema of the answer to a fixed document, and of its variables as texts, for OpenAPI.

use std::collections::BTreeMap;

use apollo_compiler::{
    Node,
    executable::{Field, Selection, SelectionSet},
    schema::{EnumType, ExtendedType, Type},
};
use async_graphql::indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{FixedDocument, FixedVariable, parameters::EXAM};

/// The schemas of enums by name, to which others refer as `#/components/schemas/NAME`.
pub type EnumSchemas = BTreeMap<String, Value>;

/// The fields that are selected under one response key, of which the first has the type.
type SelectedFields<'d> = IndexMap<&'d str, Vec<&'d Node<Field>>>;

impl FixedDocument {
    /// The schema of the value of the only root field, if it is not null; of any value where the document
    /// has several root fields. Enums are added to `enums`.
    pub fn answer_schema(&self, enums: &mut EnumSchemas) -> Value {
        let root = self.operation.selection_set.ty.as_str();
        let fields = self.fields(root, &[&self.operation.selection_set]);
        let mut fields = fields.into_values();
        match (fields.next().as_deref(), fields.next()) {
            (Some(same @ [field, ..]), None) => self.present(&field.definition.ty, same, enums),
            _ => json!({}),
        }
    }

    /// The schema of a variable as the parameter of an address, where an exam is a text.
    pub fn parameter_schema(&self, variable: FixedVariable<'_>, enums: &mut EnumSchemas) -> Value {
        let of = |name: &str, enums: &mut EnumSchemas| match name {
            EXAM => json!({ "type": "string" }),
            _ => self.leaf(name, enums),
        };
        match &*variable.definition.ty {
            Type::List(item) | Type::NonNullList(item) => {
                json!({ "type": "array", "items": of(item.inner_named_type(), enums) })
            }
            Type::Named(name) | Type::NonNullNamed(name) => {
                let mut schema = of(name, enums);
                if let Some(default) = self.default(variable) {
                    schema["default"] = default;
                }
                schema
            }
        }
    }

    fn default(&self, variable: FixedVariable<'_>) -> Option<Value> {
        let schema = self.input_schema();
        let default = schema["properties"][variable.name()].get("default");
        default.cloned()
    }

    /// The fields of an object type in these selections.
    fn fields<'d>(&'d self, object: &str, sets: &[&'d SelectionSet]) -> SelectedFields<'d> {
        let mut fields = SelectedFields::new();
        for set in sets {
            self.collect(object, set, &mut fields);
        }
        fields
    }

    fn collect<'d>(&'d self, object: &str, set: &'d SelectionSet, into: &mut SelectedFields<'d>) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    into.entry(field.response_key().as_str())
                        .or_default()
                        .push(field);
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.type_condition.as_ref();
                    if condition.is_none_or(|condition| self.types.applies(condition, object)) {
                        self.collect(object, &fragment.selection_set, into);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.fragment_name)
                        && self.types.applies(fragment.type_condition(), object)
                    {
                        self.collect(object, &fragment.selection_set, into);
                    }
                }
            }
        }
    }

    /// The schema of a value of this type.
    fn nullable(&self, ty: &Type, same: &[&Node<Field>], enums: &mut EnumSchemas) -> Value {
        let present = self.present(ty, same, enums);
        if ty.is_non_null() {
            return present;
        }
        match present.get("type") {
            Some(Value::String(name)) if present.get("enum").is_none() => {
                let name = name.clone();
                let mut schema = present;
                schema["type"] = json!([name, "null"]);
                schema
            }
            _ => json!({ "anyOf": [present, { "type": "null" }] }),
        }
    }

    /// The same of a value that is not null.
    fn present(&self, ty: &Type, same: &[&Node<Field>], enums: &mut EnumSchemas) -> Value {
        let name = match ty {
            Type::List(item) | Type::NonNullList(item) => {
                return json!({ "type": "array", "items": self.nullable(item, same, enums) });
            }
            Type::Named(name) | Type::NonNullNamed(name) => name.as_str(),
        };
        let sets: Vec<_> = same.iter().map(|field| &field.selection_set).collect();
        match self.types.named(name) {
            Some(ExtendedType::Object(_)) => self.object(name, &sets, enums),
            Some(ExtendedType::Union(union)) => {
                let members = union.members.iter().map(|member| member.name.as_str());
                self.one_of(members.collect(), &sets, enums)
            }
            Some(ExtendedType::Interface(_)) => {
                let types = self.types.schema.types.values();
                let objects =
                    types.filter(|ty| ty.is_object() && self.types.applies(name, ty.name()));
                let mut names: Vec<_> = objects.map(|ty| ty.name().as_str()).collect();
                names.sort_unstable();
                self.one_of(names, &sets, enums)
            }
            _ => self.leaf(name, enums),
        }
    }

    /// The different schemas of these object types.
    fn one_of(&self, names: Vec<&str>, sets: &[&SelectionSet], enums: &mut EnumSchemas) -> Value {
        let mut schemas = Vec::new();
        for name in names {
            let schema = self.object(name, sets, enums);
            if !schemas.contains(&schema) {
                schemas.push(schema);
            }
        }
        json!({ "anyOf": schemas })
    }

    fn object(&self, name: &str, sets: &[&SelectionSet], enums: &mut EnumSchemas) -> Value {
        let mut properties = Map::new();
        for (key, same) in self.fields(name, sets) {
            let Some(field) = same.first() else { continue };
            let mut schema = if field.name == "__typename" {
                json!({ "const": name })
            } else {
                self.nullable(&field.definition.ty, &same, enums)
            };
            if let Some(text) = &field.definition.description {
                schema["description"] = text.as_str().into();
            }
            properties.insert(key.to_owned(), schema);
        }
        let required: Vec<_> = properties.keys().cloned().collect();
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    }

    /// The schema of a scalar or enum.
    fn leaf(&self, name: &str, enums: &mut EnumSchemas) -> Value {
        match (name, self.types.named(name)) {
            ("Int", _) => json!({ "type": "integer" }),
            ("Float", _) => json!({ "type": "number" }),
            ("Boolean", _) => json!({ "type": "boolean" }),
            ("Date", _) => json!({ "type": "string", "format": "date" }),
            ("DateTime", _) => json!({ "type": "string", "format": "date-time" }),
            (_, Some(ExtendedType::Enum(listed))) => {
                if !enums.contains_key(name) {
                    enums.insert(name.to_owned(), enum_schema(listed));
                }
                json!({ "$ref": format!("#/components/schemas/{name}") })
            }
            _ => json!({ "type": "string" }),
        }
    }
}

/// The values of an enum, each with its meaning in the description.
fn enum_schema(listed: &EnumType) -> Value {
    let about = listed
        .description
        .as_ref()
        .map(|text| text.as_str().to_owned());
    let meanings = listed.values.iter().filter_map(|(name, value)| {
        let text = value.description.as_ref()?;
        Some(format!("- `{name}`: {}", text.as_str()))
    });
    let lines: Vec<_> = about.into_iter().chain(meanings).collect();
    let values: Vec<_> = listed.values.keys().map(ToString::to_string).collect();
    json!({ "type": "string", "enum": values, "description": lines.join("\n") })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::graphql::validation::type_system::TypeSystem;

    #[test]
    fn an_answer_has_the_selected_fields_of_each_type() {
        let types = Arc::new(TypeSystem::parse(&crate::graphql::sdl()).unwrap());
        let text = r#""Hits."
            query hits(
              "The text."
              $text: String!
            ) {
              search(text: $text) {
                nodes {
                  __typename
                  ... on Exam { level code }
                  ... on Role { ...R }
                }
              }
            }
            fragment R on Role { slug }"#;
        let document = FixedDocument::read(&types, text).unwrap();
        let mut enums = EnumSchemas::new();
        let schema = document.answer_schema(&mut enums);
        let hits = &schema["properties"]["nodes"]["items"]["anyOf"];
        let of = |name: &str| {
            let hits = hits.as_array().unwrap().iter();
            let mut named = hits.filter(|hit| hit["properties"]["__typename"]["const"] == name);
            named.next().unwrap().clone()
        };
        assert_eq!(
            of("Exam")["required"],
            json!(["__typename", "level", "code"])
        );
        assert_eq!(of("Exam")["properties"]["code"]["type"], "string");
        let level = json!([{ "$ref": "#/components/schemas/Level" }, { "type": "null" }]);
        assert_eq!(of("Exam")["properties"]["level"]["anyOf"], level);
        assert_eq!(of("Role")["required"], json!(["__typename", "slug"]));
        assert_eq!(of("Vendor")["required"], json!(["__typename"]));
        assert_eq!(enums.keys().collect::<Vec<_>>(), ["Level"]);
        let text = document.variables().next().unwrap();
        let parameter = document.parameter_schema(text, &mut enums);
        assert_eq!(parameter, json!({ "type": "string" }));
    }
}
