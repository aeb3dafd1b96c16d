//! Which variable of a fixed document gives an argument.

use apollo_compiler::ast::Value;

use super::FixedDocument;

impl FixedDocument {
    /// The variable that gives the argument at this path of an error, such as `filter.vendors[0]`; `None`
    /// where the document has a constant there, or several variables.
    pub fn variable_of_argument(&self, path: &str) -> Option<&str> {
        let fields = self.operation.all_fields(&self.document);
        let mut arguments = fields.flat_map(|field| &field.arguments);
        arguments.find_map(|argument| {
            let rest = path.strip_prefix(argument.name.as_str())?;
            variable(&argument.value, rest)
        })
    }
}

/// The variable that gives the part of a value at the rest of a path.
fn variable<'d>(value: &'d Value, rest: &str) -> Option<&'d str> {
    match value {
        // What follows is within the value of the variable.
        Value::Variable(name) if rest.is_empty() || rest.starts_with(['.', '[']) => {
            Some(name.as_str())
        }
        Value::Object(fields) => {
            let rest = rest.strip_prefix('.')?;
            fields
                .iter()
                .find_map(|(name, value)| variable(value, rest.strip_prefix(name.as_str())?))
        }
        Value::List(items) => {
            let (place, rest) = rest.strip_prefix('[')?.split_once(']')?;
            variable(items.get(place.parse::<usize>().ok()?)?, rest)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::graphql::validation::type_system::TypeSystem;

    #[test]
    fn paths_lead_to_the_variables_of_the_document() {
        let types = Arc::new(TypeSystem::parse(&crate::graphql::sdl()).unwrap());
        let text = r#""Several."
            query several(
              "Who." $issuers: [String!] "Which." $exam: String "What." $value: String!
              "Held." $held: [String!] "How many." $first: Int
            ) {
              exams(filter: { vendors: $issuers, levels: [ASSOCIATE] }, first: $first) { totalCount }
              checkClaims(claims: [{ exam: "A", fact: FEE, value: "1" }, { exam: $exam, fact: FEE, value: $value }]) { sentence }
              exam(code: "AI-102") { ...E }
            }
            fragment E on Exam { verdict(profile: { held: $held }) { summary } }"#;
        let document = FixedDocument::read(&types, text).unwrap();
        for (path, expected) in [
            ("filter.vendors", Some("issuers")),
            ("filter.vendors[3]", Some("issuers")),
            ("filter.vendorsAndMore", None),
            ("filter.levels", None),
            ("filter.levels[0]", None),
            ("filter", None),
            ("first", Some("first")),
            ("firstOf", None),
            ("claims[1].exam", Some("exam")),
            ("claims[1].value", Some("value")),
            ("claims[0].exam", None),
            ("claims[2].exam", None),
            ("claims[x].exam", None),
            ("profile.held[0]", Some("held")),
            ("", None),
        ] {
            assert_eq!(document.variable_of_argument(path), expected, "{path}");
        }
    }
}
