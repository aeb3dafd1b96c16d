//! The list of documents that a server is told to run, and none beside them.

use std::{collections::HashMap, sync::Arc};

use apollo_compiler::ast::Definition;
use thiserror::Error;

use crate::graphql::{
    engine::document_hash::DocumentHash,
    query_limits::{DocumentLimits, check_text},
    validation::rules::parse,
};

/// A document and the name under which it may be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedDocument {
    /// The name, for example `paths.graphql`; what stands before the last dot leads to it too.
    pub name: String,
    /// The text.
    pub text: String,
}

impl TrustedDocument {
    /// Whether it defines fragments and no operation. Tools that put fragments into the documents
    /// that use them leave such files beside those, and nothing can ask for them.
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

/// Why a list of documents cannot be trusted.
#[derive(Debug, Error)]
pub enum InvalidTrustedDocument {
    /// A list without a document would refuse every request.
    #[error("there is no document")]
    Empty,
    /// A name would lead to two documents.
    #[error("two documents are called \"{0}\"")]
    Ambiguous(String),
    /// The document could never run.
    #[error("{name}{}: {message}", place(*.line))]
    Invalid {
        /// Its name.
        name: String,
        /// The line of the fault, counted from 1, where it has one.
        line: Option<usize>,
        /// What is wrong with it.
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
    /// Lists these documents; whether they can run is for the engine to say.
    ///
    /// # Errors
    /// [`InvalidTrustedDocument::Empty`] and [`InvalidTrustedDocument::Ambiguous`]. Documents with the same
    /// text may have several names.
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
    fn files_of_fragments_are_told_from_documents() {
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
