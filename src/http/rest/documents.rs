//! The documents of the addresses.

use crate::graphql::{Engine, FixedDocument, InvalidFixedDocument, document_headers};

use super::table::Table;

/// Each document, and the answer to its example as a test recorded it.
macro_rules! documents {
    ($($name:literal,)+) => {
        [$((
            include_str!(concat!("documents/", $name, ".graphql")),
            include_str!(concat!("answers/", $name, ".json")),
        )),+]
    };
}

/// In the order of the description.
const TEXTS: [(&str, &str); 15] = documents![
    "exams",
    "exam",
    "exam_domain_weights",
    "exam_verdict",
    "certifications",
    "certification",
    "roles",
    "role_paths",
    "vendors",
    "compare",
    "dates",
    "claims",
    "domain_weights",
    "search",
    "changes",
];

/// The routes of all documents, such as `/exams/{vendor}/{code}`.
pub(in crate::http) fn routes() -> impl Iterator<Item = &'static str> {
    let headers = TEXTS
        .into_iter()
        .flat_map(|(text, _)| document_headers(text));
    headers.filter_map(|(name, value)| (name == "route").then_some(value))
}

/// The document of an address.
#[derive(Debug)]
pub(super) struct RestDocument {
    pub(super) document: FixedDocument,
    /// Of its rows, where they are flat.
    pub(super) table: Option<Table>,
    /// The answer to its example as JSON.
    pub(super) answer: &'static str,
}

/// The documents, read and validated.
#[derive(Debug)]
pub(super) struct Documents(pub(super) Vec<RestDocument>);

impl Documents {
    /// Reads them by the schema of an engine.
    pub(super) fn read(engine: &Engine) -> Result<Self, InvalidFixedDocument> {
        let read = |(text, answer)| {
            let document = engine.fixed_document(text)?;
            Ok(RestDocument {
                table: Table::of(&document),
                document,
                answer,
            })
        };
        TEXTS
            .into_iter()
            .map(read)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The document of a route.
    pub(super) fn of_route(&self, route: &str) -> Option<&RestDocument> {
        self.0.iter().find(|one| one.header("route") == route)
    }
}

impl RestDocument {
    /// The value of a header; empty without it.
    pub(super) fn header(&self, name: &str) -> &str {
        self.document.headers(name).next().unwrap_or_default()
    }
}
