//! Fixed documents: the queries that other interfaces run for their clients, who know nothing of
//! GraphQL.
//!
//! A document is one file with one query. Comment lines `# name: value` before the query are headers
//! for the interface, such as a route. The query and its variables have descriptions, which
//! are the manual of the interface:
//!
//! ```graphql
//! # route: /vendors/{slug}
//! # example: /vendors/microsoft
//! "A vendor by its slug."
//! query vendor(
//!   "The vendor's slug."
//!   $slug: String!
//! ) {
//!   vendor(slug: $slug) { slug name url }
//! }
//! ```

mod answer_schema;
mod argument_path;
mod json_schema;
mod made_once;
mod parameters;

use std::sync::Arc;

use apollo_compiler::{
    ExecutableDocument, Node,
    ast::{OperationType, VariableDefinition},
    executable::Operation,
    parser::SourceSpan,
    validation::Valid,
};
use async_graphql::Variables;
use thiserror::Error;

pub use self::{answer_schema::EnumSchemas, made_once::MadeOnce, parameters::ParameterFault};
use crate::graphql::{
    engine::request::ApiRequest,
    query_limits::{DocumentLimits, check_text},
    validation::rules,
    validation::type_system::TypeSystem,
};

/// A query of the program itself, read and validated once.
#[derive(Debug, Clone)]
pub struct FixedDocument {
    text: Arc<str>,
    headers: Vec<(String, String)>,
    description: String,
    /// Of the variables, in their order.
    descriptions: Vec<Option<String>>,
    operation: Node<Operation>,
    document: Arc<Valid<ExecutableDocument>>,
    types: Arc<TypeSystem>,
}

/// Why a text is no fixed document.
#[derive(Debug, Error)]
pub enum InvalidFixedDocument {
    /// It is no GraphQL, or does not fit the schema.
    #[error("{0}")]
    Invalid(String),
    /// It has several operations, fragments only, or a mutation.
    #[error("a fixed document is one query")]
    NoQuery,
    /// It has no description, or one of its variables has none.
    #[error("{0} has no description")]
    Undescribed(String),
}

impl FixedDocument {
    pub(super) fn read(types: &Arc<TypeSystem>, text: &str) -> Result<Self, InvalidFixedDocument> {
        let invalid = |message: String| InvalidFixedDocument::Invalid(message);
        let undescribed_text = check_text(text, &DocumentLimits::default());
        let undescribed_text = undescribed_text.map_err(|error| invalid(error.message))?;
        let syntax = rules::parse(&undescribed_text).map_err(|error| invalid(error.message))?;
        let document = rules::validate(types, &syntax).map_err(|errors| {
            let messages = errors.into_iter().map(|error| error.message);
            invalid(messages.collect::<Vec<_>>().join(" "))
        })?;
        let mut operations = document.operations.iter();
        let operation = match (operations.next(), operations.next()) {
            (Some(one), None) if one.operation_type == OperationType::Query => one.clone(),
            _ => return Err(InvalidFixedDocument::NoQuery),
        };
        drop(operations);
        let before = |offset: Option<usize>| description(text, &undescribed_text, offset?);
        let place = |span: Option<SourceSpan>| span.map(|span| span.offset());
        let variables = operation.variables.iter();
        let read = Self {
            description: before(place(operation.location())).unwrap_or_default(),
            descriptions: variables
                .map(|variable| before(place(variable.location())))
                .collect(),
            text: text.into(),
            headers: headers(text),
            operation,
            document: Arc::new(document),
            types: Arc::clone(types),
        };
        let undescribed = read.variables().find(|one| one.description().is_none());
        match undescribed {
            _ if read.description().is_empty() => {
                Err(InvalidFixedDocument::Undescribed("the query".to_owned()))
            }
            Some(one) => Err(InvalidFixedDocument::Undescribed(format!(
                "${}",
                one.name()
            ))),
            None => Ok(read),
        }
    }

    /// The text, as a client could send it to `/graphql`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name of the query; empty without one.
    pub fn name(&self) -> &str {
        self.operation.name.as_deref().unwrap_or_default()
    }

    /// The description of the query: a sentence, then what else should be known.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The values of the headers with this name, in order.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.headers.iter().filter(move |(given, _)| given == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The variables, in the order of the document.
    pub fn variables(&self) -> impl Iterator<Item = FixedVariable<'_>> {
        let variables = self.operation.variables.iter().zip(&self.descriptions);
        variables.map(|(definition, description)| FixedVariable {
            definition,
            description: description.as_deref(),
        })
    }

    /// The response key and the type of the only root field; `None` where it selects several.
    pub fn only_root(&self) -> Option<(&str, &str)> {
        let mut fields = self.operation.root_fields(&self.document);
        match (fields.next(), fields.next()) {
            (Some(field), None) => {
                let ty = field.definition.ty.inner_named_type();
                Some((field.response_key().as_str(), ty.as_str()))
            }
            _ => None,
        }
    }

    /// A request for this document with variables as JSON, which the engine coerces.
    pub fn request(&self, variables: serde_json::Map<String, serde_json::Value>) -> ApiRequest {
        self.request_with(Variables::from_json(variables.into()))
    }

    fn request_with(&self, variables: Variables) -> ApiRequest {
        ApiRequest {
            query: self.text.to_string(),
            variables,
            ..ApiRequest::default()
        }
    }
}

/// A variable of a fixed document.
#[derive(Debug, Clone, Copy)]
pub struct FixedVariable<'d> {
    definition: &'d Node<VariableDefinition>,
    description: Option<&'d str>,
}

impl<'d> FixedVariable<'d> {
    /// Its name, without `$`.
    pub fn name(self) -> &'d str {
        self.definition.name.as_str()
    }

    /// What it says, with an example; `None` where the document does not say.
    pub fn description(self) -> Option<&'d str> {
        self.description
    }

    /// Whether a value has to be given.
    pub fn is_required(self) -> bool {
        self.definition.ty.is_non_null() && self.definition.default_value.is_none()
    }

    /// Whether it takes several values.
    pub fn is_list(self) -> bool {
        self.definition.ty.is_list()
    }
}

/// The description that ends before this offset: what is in the text and was blanked out for the parser.
fn description(text: &str, blanked: &str, offset: usize) -> Option<String> {
    let start = blanked.get(..offset)?.trim_end().len();
    let literal = text.get(start..offset)?.trim();
    let (_, literal) = literal.split_once('"')?;
    serde_json::from_str(&format!("\"{literal}")).ok()
}

fn headers(text: &str) -> Vec<(String, String)> {
    document_headers(text)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The comment lines `# name: value` at the beginning of a document, which need no schema to be read.
pub fn document_headers(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().map_while(|line| line.strip_prefix('#'));
    let pairs = lines.filter_map(|line| line.split_once(':'));
    pairs.map(|(name, value)| (name.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<FixedDocument, InvalidFixedDocument> {
        let types = TypeSystem::parse(&crate::graphql::sdl()).unwrap();
        FixedDocument::read(&Arc::new(types), text)
    }

    #[test]
    fn headers_and_descriptions_are_read() {
        let document = read(
            r#"# route: /roles/{slug}
            "A \"role\"."
            query role("Its slug." $slug: String!, "When." $asOf: Date = "2026-11-28") {
              role(slug: $slug, asOf: $asOf) { slug }
            }"#,
        )
        .unwrap();
        assert_eq!(
            document.headers("route").collect::<Vec<_>>(),
            ["/roles/{slug}"]
        );
        assert_eq!(document.name(), "role");
        assert_eq!(document.description(), "A \"role\".");
        let variables: Vec<_> = document
            .variables()
            .map(|one| (one.name(), one.description(), one.is_required()))
            .collect();
        assert_eq!(
            variables,
            [
                ("slug", Some("Its slug."), true),
                ("asOf", Some("When."), false)
            ]
        );
    }

    #[test]
    fn a_document_is_one_described_query() {
        for (text, expected) in [
            ("{", "expected"),
            ("\"A.\" query { nothing }", "nothing"),
            (
                "\"A.\" query A { viewer { name } } query B { viewer { name } }",
                "one query",
            ),
            ("{ viewer { name } }", "the query has no description"),
            (
                "\"A.\" query A($slug: String!) { role(slug: $slug) { slug } }",
                "$slug has no description",
            ),
        ] {
            let fault = read(text).unwrap_err().to_string();
            assert!(fault.contains(expected), "{text}: {fault}");
        }
    }
}
