//! The variables of a fixed document as JSON Schema.

use apollo_compiler::{
    ast::{InputValueDefinition, Value as Default},
    schema::{ExtendedType, Type},
};
use serde_json::{Map, Value, json};

use super::{FixedDocument, FixedVariable};
use crate::graphql::validation::type_system::TypeSystem;

/// The most values of an enum that a schema lists. More would be most of its text; the message about a
/// wrong value names the nearest.
const MAX_VALUES: usize = 16;

impl FixedDocument {
    /// The JSON Schema of an object with a value for each variable.
    pub fn input_schema(&self) -> Value {
        let required = self.variables().filter(|variable| variable.is_required());
        let required: Vec<_> = required.map(FixedVariable::name).collect();
        let properties = self.variables();
        let properties = properties.map(|variable| (variable.name().to_owned(), self.of(variable)));
        object(&properties.collect(), &required)
    }

    fn of(&self, variable: FixedVariable<'_>) -> Value {
        let mut schema = of_type(&self.types, &variable.definition.ty);
        if let Some(text) = variable.description {
            schema["description"] = text.into();
        }
        if let Some(Default::Int(number)) = variable.definition.default_value.as_deref()
            && let Ok(number) = number.try_to_i32()
        {
            schema["default"] = number.into();
        }
        schema
    }
}

fn object(properties: &Map<String, Value>, required: &[&str]) -> Value {
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

fn of_type(types: &TypeSystem, ty: &Type) -> Value {
    match ty {
        Type::List(item) | Type::NonNullList(item) => {
            json!({ "type": "array", "items": of_type(types, item) })
        }
        Type::Named(name) | Type::NonNullNamed(name) => match (name.as_str(), types.named(name)) {
            ("Int", _) => json!({ "type": "integer" }),
            ("Float", _) => json!({ "type": "number" }),
            ("Boolean", _) => json!({ "type": "boolean" }),
            ("Date", _) => json!({ "type": "string", "format": "date" }),
            (_, Some(ExtendedType::Enum(listed))) if listed.values.len() <= MAX_VALUES => {
                let values: Vec<_> = listed.values.keys().map(ToString::to_string).collect();
                json!({ "enum": values })
            }
            (_, Some(ExtendedType::InputObject(input))) => {
                let is_required = |field: &InputValueDefinition| {
                    field.ty.is_non_null() && field.default_value.is_none()
                };
                let required = input.fields.values().filter(|field| is_required(field));
                let required: Vec<_> = required.map(|field| field.name.as_str()).collect();
                let fields = input.fields.iter();
                let fields =
                    fields.map(|(name, field)| (name.to_string(), of_type(types, &field.ty)));
                object(&fields.collect(), &required)
            }
            _ => json!({ "type": "string" }),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn variables_become_properties() {
        let types = Arc::new(TypeSystem::parse(&crate::graphql::sdl()).unwrap());
        let text = r#""Exams."
            query exams(
              "Some."
              $exams: [ExamRef!]!
              "How many."
              $first: Int = 7
              "What the person knows."
              $experience: Experience
              "The day."
              $asOf: Date
            ) {
              compareExams(exams: $exams, asOf: $asOf) { exams { studyHours(experience: $experience) { min } } }
              exams(first: $first) { totalCount }
            }"#;
        let document = FixedDocument::read(&types, text).unwrap();
        let exam = json!({
            "type": "object",
            "properties": { "code": { "type": "string" }, "vendor": { "type": "string" } },
            "required": ["code"],
        });
        let expected = json!({
            "type": "object",
            "properties": {
                "exams": { "type": "array", "items": exam, "description": "Some." },
                "first": { "type": "integer", "description": "How many.", "default": 7 },
                "experience": {
                    "enum": ["KNOWS_VENDOR", "NEW_TO_CLOUD", "PRACTITIONER"],
                    "description": "What the person knows.",
                },
                "asOf": { "type": "string", "format": "date", "description": "The day." },
            },
            "required": ["exams"],
        });
        assert_eq!(document.input_schema(), expected);
    }
}
