//! The documents of this layer: each tool, list and resource is one fixed GraphQL document.

use crate::graphql::{Engine, FixedDocument, InvalidFixedDocument};

/// The documents, read and validated.
#[derive(Debug)]
pub(super) struct Documents {
    /// Those of tools, in the order of `tools/list`.
    pub(super) tools: Vec<ToolDocument>,
    pub(super) exams: FixedDocument,
    pub(super) roles: FixedDocument,
    pub(super) role: FixedDocument,
    pub(super) vendors: FixedDocument,
}

/// The document of a tool.
#[derive(Debug)]
pub(super) struct ToolDocument {
    pub(super) document: FixedDocument,
    /// The most that the argument `first` may be; `None` where the tool has no such argument.
    pub(super) max_first: Option<u32>,
}

/// The documents of tools with the most that `first` may be, so that an answer is not too large. The
/// order is part of `tools/list`, which clients keep.
const TOOLS: [(&str, Option<u32>); 8] = [
    (include_str!("documents/tools/find_exams.graphql"), Some(25)),
    (include_str!("documents/tools/exam_facts.graphql"), None),
    (include_str!("documents/tools/compare_exams.graphql"), None),
    (
        include_str!("documents/tools/recommended_paths.graphql"),
        Some(5),
    ),
    (include_str!("documents/tools/verdict.graphql"), None),
    (
        include_str!("documents/tools/transitions.graphql"),
        Some(50),
    ),
    (include_str!("documents/tools/check_claims.graphql"), None),
    (
        include_str!("documents/tools/domain_weights.graphql"),
        Some(100),
    ),
];

impl Documents {
    /// Reads them by the schema of an engine.
    pub(super) fn read(engine: &Engine) -> Result<Self, InvalidFixedDocument> {
        let read = |text| engine.fixed_document(text);
        let tool = |(text, max_first)| {
            let document = read(text)?;
            Ok(ToolDocument {
                document,
                max_first,
            })
        };
        Ok(Self {
            tools: TOOLS.into_iter().map(tool).collect::<Result<_, _>>()?,
            exams: read(include_str!("documents/lists/exams.graphql"))?,
            roles: read(include_str!("documents/lists/roles.graphql"))?,
            role: read(include_str!("documents/lists/role.graphql"))?,
            vendors: read(include_str!("documents/lists/vendors.graphql"))?,
        })
    }

    /// The document of a tool.
    pub(super) fn tool(&self, name: &str) -> Option<&ToolDocument> {
        self.tools.iter().find(|tool| tool.document.name() == name)
    }
}
