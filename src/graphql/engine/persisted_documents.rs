//! The document of a request: in the request, or found by hash or name.
//!
//! Either all documents are allowed, with automatic persisted queries, or only trusted documents.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Extensions, ServerError, Value};
use quick_cache::{Weighter, sync::Cache};

use crate::graphql::{
    engine::document_hash::DocumentHash, engine::request::ApiRequest,
    engine::trusted_documents::TrustedDocuments, error_code::ErrorCode,
};

/// The extension with the hash of the document.
pub(crate) const EXTENSION: &str = "persistedQuery";

/// The overhead of an entry in bytes.
const ENTRY_BYTES: u64 = 128;

/// The documents that requests may use.
pub(crate) enum Documents {
    /// All documents.
    Any(PersistedDocuments),
    /// Trusted documents only.
    Trusted(TrustedDocuments),
}

/// Where the document of a request comes from.
#[derive(Debug, PartialEq, Eq)]
enum ResolvedDocument {
    /// From the request.
    Own,
    /// From the request, to be persisted under this hash once it has run.
    OwnToPersist(DocumentHash),
    /// From the persisted or trusted documents.
    Known(DocumentHash, Arc<str>),
}

impl Documents {
    /// Sets the text of the document in the request. Returns a hash when the text is to be persisted
    /// under it once it has run: see [`Documents::persist`].
    pub(crate) fn resolve(
        &self,
        request: &mut ApiRequest,
    ) -> Result<Option<DocumentHash>, ServerError> {
        match self.choose(request)? {
            ResolvedDocument::Own => Ok(None),
            ResolvedDocument::OwnToPersist(hash) => Ok(Some(hash)),
            ResolvedDocument::Known(_, text) => {
                (*text).clone_into(&mut request.query);
                Ok(None)
            }
        }
    }

    /// The hash of the document of a request. `None` when the request must be executed: it is refused,
    /// or its text is to be persisted. `of_text` hashes a text.
    pub(crate) fn hash_of(
        &self,
        request: &ApiRequest,
        of_text: impl FnOnce(&str) -> DocumentHash,
    ) -> Option<DocumentHash> {
        match self.choose(request).ok()? {
            ResolvedDocument::Own => Some(of_text(&request.query)),
            ResolvedDocument::OwnToPersist(_) => None,
            ResolvedDocument::Known(hash, _) => Some(hash),
        }
    }

    /// The text of the document of a request; `None` when the request is refused.
    pub(crate) fn text_of<'a>(&self, request: &'a ApiRequest) -> Option<Cow<'a, str>> {
        Some(match self.choose(request).ok()? {
            ResolvedDocument::Own | ResolvedDocument::OwnToPersist(_) => {
                Cow::Borrowed(&request.query)
            }
            ResolvedDocument::Known(_, text) => Cow::Owned(text.as_ref().to_owned()),
        })
    }

    /// Persists a text that has run.
    pub(crate) fn persist(&self, hash: DocumentHash, text: Arc<str>) {
        if let Self::Any(persisted) = self {
            persisted.insert(hash, text);
        }
    }

    fn choose(&self, request: &ApiRequest) -> Result<ResolvedDocument, ServerError> {
        let name = DocumentName::of(request)?;
        match self {
            Self::Any(persisted) => choose_any(persisted, request, name),
            Self::Trusted(trusted) => choose_trusted(trusted, request, name),
        }
    }
}

fn choose_any(
    persisted: &PersistedDocuments,
    request: &ApiRequest,
    name: Option<DocumentName<'_>>,
) -> Result<ResolvedDocument, ServerError> {
    let hash = match name {
        Some(DocumentName::Hash(hash)) => hash,
        // Only trusted documents have names, so the request has to contain its document.
        Some(DocumentName::Given(_)) if request.query.is_empty() => return Err(not_found()),
        Some(DocumentName::Given(_)) | None => return Ok(ResolvedDocument::Own),
    };
    if request.query.is_empty() {
        if persisted.is_off() {
            return Err(ErrorCode::PersistedQueryNotSupported
                .server_error("PersistedQueryNotSupported", None));
        }
        let text = persisted.get(hash).ok_or_else(not_found)?;
        return Ok(ResolvedDocument::Known(hash, text));
    }
    if DocumentHash::of(&request.query) != hash {
        return Err(ErrorCode::BadRequest
            .server_error("The hash of the request is not that of its document.", None));
    }
    Ok(if persisted.is_off() || persisted.get(hash).is_some() {
        ResolvedDocument::Own
    } else {
        ResolvedDocument::OwnToPersist(hash)
    })
}

/// Older clients recognize this message and send the text.
fn not_found() -> ServerError {
    ErrorCode::PersistedQueryNotFound.server_error("PersistedQueryNotFound", None)
}

fn choose_trusted(
    trusted: &TrustedDocuments,
    request: &ApiRequest,
    name: Option<DocumentName<'_>>,
) -> Result<ResolvedDocument, ServerError> {
    let found = match name {
        Some(DocumentName::Hash(hash)) => trusted.by_hash(hash),
        Some(DocumentName::Given(name)) => trusted.by_name(name),
        None => trusted.by_hash(DocumentHash::of(&request.query)),
    };
    found
        .filter(|(_, text)| request.query.is_empty() || *request.query == ***text)
        .map(|(hash, text)| ResolvedDocument::Known(hash, Arc::clone(text)))
        .ok_or_else(|| {
            ErrorCode::DocumentNotTrusted.server_error(
                "This server runs the documents of its list only, and this is none of them.",
                None,
            )
        })
}

/// The name of a document in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DocumentName<'a> {
    Hash(DocumentHash),
    /// A name in the list of trusted documents.
    Given(&'a str),
}

impl<'a> DocumentName<'a> {
    /// The name in `documentId` or in the extension `persistedQuery`, which has precedence.
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

/// Automatic persisted queries by hash, in limited memory; the least used are evicted.
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
    /// A cache of about so many bytes; 0 turns it off.
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
        fn persisted_texts_stay_within_the_limit(
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
