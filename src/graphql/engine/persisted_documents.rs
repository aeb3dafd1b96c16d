//! Resolves the document of a request: its own text, or one that the server stores by hash or name.
//!
//! The server either accepts every document and stores those that clients register by hash
//! (automatic persisted queries), or accepts only the documents of a fixed list.

use std::sync::Arc;

use async_graphql::{Extensions, ServerError, Value};
use quick_cache::{Weighter, sync::Cache};

use crate::graphql::{
    engine::document_hash::DocumentHash, engine::request::ApiRequest,
    engine::trusted_documents::TrustedDocuments, error_code::ErrorCode,
};

/// The extension by which requests announce the hash of their document.
pub(crate) const EXTENSION: &str = "persistedQuery";

/// What an entry takes beside its text, in bytes.
const ENTRY_BYTES: u64 = 128;

/// The documents that requests may mean.
pub(crate) enum Documents {
    /// Any.
    Any(PersistedDocuments),
    /// Those of the list alone.
    Trusted(TrustedDocuments),
}

/// The document that a request selects.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ResolvedDocument {
    /// The hash of its text.
    pub(crate) hash: DocumentHash,
    /// Where its text is.
    pub(crate) source: DocumentSource,
}

/// Where the text of a document is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum DocumentSource {
    /// In the request.
    Request,
    /// In the request, which registers it: [`Documents::persist`] stores it after a valid execution.
    Registration,
    /// On the server.
    Stored(Arc<str>),
}

impl Documents {
    /// The document that a request selects. `hash_of` hashes a text.
    ///
    /// # Errors
    /// If the request selects no document that may run.
    pub(crate) fn resolve(
        &self,
        request: &ApiRequest,
        hash_of: impl FnOnce(&str) -> DocumentHash,
    ) -> Result<ResolvedDocument, ServerError> {
        let name = DocumentName::of(request)?;
        match self {
            Self::Any(persisted) => resolve_any(persisted, request, name, hash_of),
            Self::Trusted(trusted) => resolve_trusted(trusted, request, name, hash_of),
        }
    }

    /// Stores a registered document that was executed without errors.
    pub(crate) fn persist(&self, hash: DocumentHash, text: Arc<str>) {
        if let Self::Any(persisted) = self {
            persisted.insert(hash, text);
        }
    }
}

fn resolve_any(
    persisted: &PersistedDocuments,
    request: &ApiRequest,
    name: Option<DocumentName<'_>>,
    hash_of: impl FnOnce(&str) -> DocumentHash,
) -> Result<ResolvedDocument, ServerError> {
    let text = &request.query;
    let hash = match name {
        Some(DocumentName::Hash(hash)) => hash,
        // Without a fixed list there are no names.
        Some(DocumentName::Given(_)) if text.is_empty() => return Err(not_found()),
        Some(DocumentName::Given(_)) | None => {
            return Ok(ResolvedDocument {
                hash: hash_of(text),
                source: DocumentSource::Request,
            });
        }
    };
    if text.is_empty() {
        if persisted.is_off() {
            return Err(ErrorCode::PersistedQueryNotSupported
                .server_error("PersistedQueryNotSupported", None));
        }
        let source = DocumentSource::Stored(persisted.get(hash).ok_or_else(not_found)?);
        return Ok(ResolvedDocument { hash, source });
    }
    if hash_of(text) != hash {
        return Err(ErrorCode::BadRequest
            .server_error("The hash of the request is not that of its document.", None));
    }
    let source = if persisted.is_off() || persisted.get(hash).is_some() {
        DocumentSource::Request
    } else {
        DocumentSource::Registration
    };
    Ok(ResolvedDocument { hash, source })
}

/// Older clients recognise this message, not the code, and send the text.
fn not_found() -> ServerError {
    ErrorCode::PersistedQueryNotFound.server_error("PersistedQueryNotFound", None)
}

fn resolve_trusted(
    trusted: &TrustedDocuments,
    request: &ApiRequest,
    name: Option<DocumentName<'_>>,
    hash_of: impl FnOnce(&str) -> DocumentHash,
) -> Result<ResolvedDocument, ServerError> {
    let found = match name {
        Some(DocumentName::Hash(hash)) => trusted.by_hash(hash),
        Some(DocumentName::Given(name)) => trusted.by_name(name),
        None => trusted.by_hash(hash_of(&request.query)),
    };
    found
        .filter(|(_, text)| request.query.is_empty() || *request.query == ***text)
        .map(|(hash, text)| ResolvedDocument {
            hash,
            source: DocumentSource::Stored(Arc::clone(text)),
        })
        .ok_or_else(|| {
            ErrorCode::DocumentNotTrusted.server_error(
                "This server runs the documents of its list only, and this is none of them.",
                None,
            )
        })
}

/// How a request names its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DocumentName<'a> {
    Hash(DocumentHash),
    /// A name that the server's operator has given.
    Given(&'a str),
}

impl<'a> DocumentName<'a> {
    /// The name in `documentId` or in the extension `persistedQuery`. Where both are there the hash
    /// counts.
    fn of(request: &'a ApiRequest) -> Result<Option<Self>, ServerError> {
        let id = request.document_id.as_deref().map(|id| {
            let digits = id.strip_prefix("sha256:").unwrap_or(id);
            digits.parse().map_or(Self::Given(id), Self::Hash)
        });
        match (id, announced(&request.extensions)?) {
            (Some(Self::Hash(id)), Some(hash)) if id != hash => Err(bad_request(
                "\"documentId\" and \"extensions.persistedQuery\" name different documents.",
            )),
            (_, Some(hash)) => Ok(Some(Self::Hash(hash))),
            (id, None) => Ok(id),
        }
    }
}

/// The hash in the extension `persistedQuery`.
fn announced(extensions: &Extensions) -> Result<Option<DocumentHash>, ServerError> {
    let fields = match extensions.0.get(EXTENSION) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(bad_request("\"extensions.persistedQuery\" is no object.")),
    };
    match fields.get("version") {
        Some(Value::Number(version)) if version.as_u64() == Some(1) => {}
        _ => {
            return Err(bad_request(
                "\"extensions.persistedQuery.version\" has to be 1.",
            ));
        }
    }
    let hash = match fields.get("sha256Hash") {
        Some(Value::String(text)) => text.parse().ok(),
        _ => None,
    };
    hash.map(Some).ok_or_else(|| {
        bad_request("\"extensions.persistedQuery.sha256Hash\" has to be 64 hexadecimal digits.")
    })
}

fn bad_request(message: &str) -> ServerError {
    ErrorCode::BadRequest.server_error(message, None)
}

/// Whether the extensions of a request name a document.
pub(crate) fn announces(extensions: &Extensions) -> bool {
    !matches!(extensions.0.get(EXTENSION), None | Some(Value::Null))
}

/// The texts that clients have announced by their hashes, within a bound of memory: those asked for
/// least make room.
pub(crate) struct PersistedDocuments {
    texts: Option<Cache<DocumentHash, Arc<str>, ByteWeighter>>,
}

#[derive(Clone)]
struct ByteWeighter;

impl Weighter<DocumentHash, Arc<str>> for ByteWeighter {
    fn weight(&self, _: &DocumentHash, text: &Arc<str>) -> u64 {
        text.len() as u64 + ENTRY_BYTES
    }
}

impl PersistedDocuments {
    /// Stores at most about this many bytes; 0 stores nothing.
    pub(crate) fn new(bytes: u64) -> Self {
        let texts = (bytes > 0).then(|| {
            let entries = usize::try_from(bytes / 1_024).unwrap_or(usize::MAX);
            Cache::with_weighter(entries.clamp(1, 100_000), bytes, ByteWeighter)
        });
        Self { texts }
    }

    fn is_off(&self) -> bool {
        self.texts.is_none()
    }

    fn get(&self, hash: DocumentHash) -> Option<Arc<str>> {
        self.texts.as_ref()?.get(&hash)
    }

    fn insert(&self, hash: DocumentHash, text: Arc<str>) {
        if let Some(texts) = &self.texts {
            texts.insert(hash, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn stored_documents_stay_within_the_memory_bound(
            texts in proptest::collection::vec("[a-z]{1,400}", 1..200),
        ) {
            let persisted = PersistedDocuments::new(8 * 1_024);
            for text in texts {
                persisted.insert(DocumentHash::of(&text), text.into());
                let weight = persisted.texts.as_ref().unwrap().weight();
                prop_assert!(weight <= 8 * 1_024, "{weight}");
            }
        }
    }
}
