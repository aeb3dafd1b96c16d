//! The documents of the addresses.

use crate::graphql::{Engine, FixedDocument, InvalidFixedDocument, document_headers};

use super::table::Table;

/// In the order of the description.
const TEXTS: [&str; 15] = [
    include_str!("documents/exams.graphql"),
    include_str!("documents/exam.graphql"),
    include_str!("documents/exam_domain_weights.graphql"),
    include_str!("documents/exam_verdict.graphql"),
    include_str!("documents/certifications.graphql"),
    include_str!("documents/certification.graphql"),
    include_str!("documents/roles.graphql"),
    include_str!("documents/role_paths.graphql"),
    include_str!("documents/vendors.graphql"),
    include_str!("documents/compare.graphql"),
    include_str!("documents/dates.graphql"),
    include_str!("documents/claims.graphql"),
    include_str!("documents/domain_weights.graphql"),
    include_str!("documents/search.graphql"),
    include_str!("documents/changes.graphql"),
];

/// The routes of all documents, such as `/exams/{vendor}/{code}`.
pub(in crate::http) fn routes() -> impl Iterator<Item = &'static str> {
    let headers = TEXTS.into_iter().flat_map(document_headers);
    headers.filter_map(|(name, value)| (name == "route").then_some(value))
}

/// The document of an address.
#[derive(Debug)]
pub(super) struct RestDocument {
    pub(super) document: FixedDocument,
    /// Of its rows, where they are flat.
    pub(super) table: Option<Table>,
}

/// The documents, read and validated.
#[derive(Debug)]
pub(super) struct Documents(pub(super) Vec<RestDocument>);

impl Documents {
    /// Reads them by the schema of an engine.
    pub(super) fn read(engine: &Engine) -> Result<Self, InvalidFixedDocument> {
        let read = |text| {
            let document = engine.fixed_document(text)?;
            Ok(RestDocument {
                table: Table::of(&document),
                document,
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
