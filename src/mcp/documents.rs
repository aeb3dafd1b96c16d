//! The documents of this layer: each tool, list and resource is one fixed GraphQL document.

use crate::graphql::{Engine, FixedDocument, InvalidFixedDocument};

/// The documents, read and validated.
#[derive(Debug)]
pub(super) struct Documents {
    /// Those of tools, in the order of `tools/list`.
    pub(super) tools: Vec<FixedDocument>,
    pub(super) exams: FixedDocument,
    pub(super) roles: FixedDocument,
    pub(super) role: FixedDocument,
    pub(super) vendors: FixedDocument,
}

/// The order is part of `tools/list`, which clients keep.
const TOOLS: [&str; 8] = [
    include_str!("documents/tools/find_exams.graphql"),
    include_str!("documents/tools/exam_facts.graphql"),
    include_str!("documents/tools/compare_exams.graphql"),
    include_str!("documents/tools/recommended_paths.graphql"),
    include_str!("documents/tools/verdict.graphql"),
    include_str!("documents/tools/transitions.graphql"),
    include_str!("documents/tools/check_claims.graphql"),
    include_str!("documents/tools/domain_weights.graphql"),
];

impl Documents {
    /// Reads them by the schema of an engine.
    pub(super) fn read(engine: &Engine) -> Result<Self, InvalidFixedDocument> {
        let read = |text| engine.fixed_document(text);
        Ok(Self {
            tools: TOOLS.into_iter().map(read).collect::<Result<_, _>>()?,
            exams: read(include_str!("documents/lists/exams.graphql"))?,
            roles: read(include_str!("documents/lists/roles.graphql"))?,
            role: read(include_str!("documents/lists/role.graphql"))?,
            vendors: read(include_str!("documents/lists/vendors.graphql"))?,
        })
    }

    /// The document of a tool.
    pub(super) fn tool(&self, name: &str) -> Option<&FixedDocument> {
        self.tools.iter().find(|tool| tool.name() == name)
    }
}
