//! Trusted documents: the only ones that a server with such a list runs.

use std::{collections::HashMap, sync::Arc};

use apollo_compiler::ast::Definition;
use thiserror::Error;

use crate::graphql::{
    engine::document_hash::DocumentHash,
    query_limits::{DocumentLimits, check_text},
    validation::rules::parse,
};

/// A document and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedDocument {
    /// The name, for example `paths.graphql`; requests may omit the part after the last dot.
    pub name: String,
    /// The text.
    pub text: String,
}

impl TrustedDocument {
    /// Whether it defines fragments but no operation. Tools that copy fragments into operations leave
    /// such files in the same directory; no request can use them.
    pub fn has_fragments_only(&self) -> bool {
        let limits = DocumentLimits {
            bytes: usize::MAX,
            tokens: usize::MAX,
            ..DocumentLimits::default()
        };
        let text = check_text(&self.text, &limits);
        let document = text.and_then(|text| parse(&text));
        document.is_ok_and(|document| {
            let mut definitions = document.definitions.iter();
            let is_fragment = |definition| matches!(definition, &Definition::FragmentDefinition(_));
            definitions.len() > 0 && definitions.all(is_fragment)
        })
    }
}

/// Why a list of trusted documents is not valid.
#[derive(Debug, Error)]
pub enum InvalidTrustedDocument {
    /// The list is empty, which would refuse every request.
    #[error("there is no document")]
    Empty,
    /// Two documents have the same name.
    #[error("two documents are called \"{0}\"")]
    Ambiguous(String),
    /// A document is not valid or over a limit.
    #[error("{name}{}: {message}", place(*.line))]
    Invalid {
        /// Its name.
        name: String,
        /// The line of the fault from 1, if known.
        line: Option<usize>,
        /// The fault.
        message: String,
    },
}

fn place(line: Option<usize>) -> String {
    line.map(|line| format!(":{line}")).unwrap_or_default()
}

/// The documents by hash and by name.
#[derive(Debug)]
pub(crate) struct TrustedDocuments {
    texts: HashMap<DocumentHash, Arc<str>>,
    names: HashMap<String, DocumentHash>,
}

impl TrustedDocuments {
    /// A list of these documents, which the engine validates. A text may have several names.
    pub(crate) fn new(documents: Vec<TrustedDocument>) -> Result<Self, InvalidTrustedDocument> {
        if documents.is_empty() {
            return Err(InvalidTrustedDocument::Empty);
        }
        let (mut texts, mut names) = (HashMap::new(), HashMap::new());
        for TrustedDocument { name, text } in documents {
            let hash = DocumentHash::of(&text);
            let short = name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
            for name in [Some(name), short].into_iter().flatten() {
                if names.insert(name.clone(), hash).is_some() {
                    return Err(InvalidTrustedDocument::Ambiguous(name));
                }
            }
            texts.insert(hash, text.into());
        }
        Ok(Self { texts, names })
    }

    pub(crate) fn by_hash(&self, hash: DocumentHash) -> Option<(DocumentHash, &Arc<str>)> {
        self.texts.get(&hash).map(|text| (hash, text))
    }

    pub(crate) fn by_name(&self, name: &str) -> Option<(DocumentHash, &Arc<str>)> {
        self.by_hash(*self.names.get(name)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_with_fragments_only_are_recognized() {
        for (text, expected) in [
            ("fragment A on Exam { code }", true),
            (
                "fragment A on Exam { code } fragment B on Role { slug }",
                true,
            ),
            ("\"What it is.\" fragment A on Exam { code }", true),
            ("\"What it is.\" query A { limits { points } }", false),
            ("fragment A on Exam { code } { exam { ...A } }", false),
            ("{ catalogue { revision } }", false),
            ("fragment A on", false),
            ("", false),
        ] {
            let (name, text) = ("a.graphql".to_owned(), text.to_owned());
            let document = TrustedDocument { name, text };
            assert_eq!(document.has_fragments_only(), expected, "{}", document.text);
        }
    }
}
