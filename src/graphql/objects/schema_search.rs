//! Search of the schema.

use std::ops::RangeInclusive;

use async_graphql::{Enum, Result, SimpleObject};
use certgraph_macros::{Fields, Leaf};

use crate::graphql::{
    engine::request_context::RequestContext,
    objects::connection::{bad_argument, within},
    schema_search::{ElementKind, SchemaElement},
};

/// How many characters a question may have.
const MAX_CHARACTERS: usize = 300;

/// How many answers may be asked for.
const ANSWERS: RangeInclusive<usize> = 1..=20;

/// An element of the schema that answers a question, with a document to run.
#[derive(SimpleObject, Fields)]
pub struct SchemaSearchHit {
    /// Its schema coordinate. Examples: `"Exam.fee"`, `"Query.recommendedPaths(role:)"`,
    /// `"PathConstraints.maxFees"`, `"FactName.VALIDITY"`.
    coordinate: String,
    /// What it is.
    kind: SchemaElementKind,
    /// Its description in the schema. Null when it has none.
    description: Option<String>,
    /// Its type as the schema writes it; of an enum value, the enum. Example: `"[Exam!]!"`.
    r#type: String,
    /// How well it answers, above 0: comparable among the answers to one question only. Example:
    /// `7.4`.
    score: f64,
    /// The coordinates that lead to it from `Query`, itself last. Example:
    /// `["Query.exam", "Exam.fee"]`.
    path: Vec<String>,
    /// A query that asks for it and runs as it is, with example values for arguments; fields for editors
    /// need an editor's token. Example:
    /// `"query ExamFee { exam(code: \"AI-102\") { code title fee { amount currency } } }"`.
    document: String,
}

/// The kinds of elements that can be found.
#[derive(Enum, Leaf, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaElementKind {
    /// A field of an object or an interface.
    Field,
    /// An argument of a field.
    Argument,
    /// A field of an input object.
    InputField,
    /// A value of an enum.
    EnumValue,
}

impl From<ElementKind> for SchemaElementKind {
    fn from(kind: ElementKind) -> Self {
        match kind {
            ElementKind::Field => Self::Field,
            ElementKind::Argument => Self::Argument,
            ElementKind::InputField => Self::InputField,
            ElementKind::EnumValue => Self::EnumValue,
        }
    }
}

impl SchemaSearchHit {
    fn new(element: &SchemaElement, score: f64) -> Self {
        Self {
            coordinate: element.coordinate.clone(),
            kind: element.kind.into(),
            description: element.description.clone(),
            r#type: element.ty.clone(),
            // Two digits: what comes after them is noise.
            score: (score * 100.0).round() / 100.0,
            path: element.path.clone(),
            document: element.document.clone(),
        }
    }
}

/// The elements that answer a text, best first. The answer depends on neither a day nor the catalogue.
pub(crate) fn schema_search(
    scope: &RequestContext,
    text: &str,
    first: i32,
) -> Result<Vec<SchemaSearchHit>> {
    let found = text.chars().count();
    if found > MAX_CHARACTERS {
        let message = format!("has {found} characters; at most {MAX_CHARACTERS} are allowed");
        return Err(bad_argument("text", message));
    }
    let most = within("first", first, ANSWERS)?;
    let hits = scope.schema_search.search(text, most).into_iter();
    Ok(hits
        .map(|(element, score)| SchemaSearchHit::new(element, score))
        .collect())
}
