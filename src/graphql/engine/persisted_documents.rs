//! Which document a request means: one that it carries, or one that the server knows by hash or name.
//!
//! Either every document is taken, and those that clients announce by their hash are kept for them
//! (automatic persisted queries); or only the documents of a fixed list are.

use std::{borrow::Cow, sync::Arc};

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

/// The document of a request, when it is one that the server will run.
#[derive(Debug, PartialEq, Eq)]
enum ResolvedDocument {
    /// The text that the request carries.
    Own,
    /// The text that the request carries, which is to be kept under this hash once it has run.
    OwnToKeep(DocumentHash),
    /// A text that the server knows.
    Known(DocumentHash, Arc<str>),
}

impl Documents {
    /// Puts the text of the document that the request means into it. The hash is given back when
    /// the text is to be kept under it once it has proved valid: see [`Documents::keep`].
    ///
    /// # Errors
    /// If the request means no document that may run.
    pub(crate) fn resolve(
        &self,
        request: &mut ApiRequest,
    ) -> Result<Option<DocumentHash>, ServerError> {
        match self.choose(request)? {
            ResolvedDocument::Own => Ok(None),
            ResolvedDocument::OwnToKeep(hash) => Ok(Some(hash)),
            ResolvedDocument::Known(_, text) => {
                (*text).clone_into(&mut request.query);
                Ok(None)
            }
        }
    }

    /// The hash of the document that the request means. `None` when the request has to be executed
    /// for something beside its answer: its refusal, or a text that is to be kept. `of_text` tells
    /// the hash of a text.
    pub(crate) fn hash_of(
        &self,
        request: &ApiRequest,
        of_text: impl FnOnce(&str) -> DocumentHash,
    ) -> Option<DocumentHash> {
        match self.choose(request).ok()? {
            ResolvedDocument::Own => Some(of_text(&request.query)),
            ResolvedDocument::OwnToKeep(_) => None,
            ResolvedDocument::Known(hash, _) => Some(hash),
        }
    }

    /// The text of the document that the request means; `None` when it means none that may run.
    pub(crate) fn text_of<'a>(&self, request: &'a ApiRequest) -> Option<Cow<'a, str>> {
        Some(match self.choose(request).ok()? {
            ResolvedDocument::Own | ResolvedDocument::OwnToKeep(_) => Cow::Borrowed(&request.query),
            ResolvedDocument::Known(_, text) => Cow::Owned(text.as_ref().to_owned()),
        })
    }

    /// Keeps a text that has run without fault.
    pub(crate) fn keep(&self, hash: DocumentHash, text: Arc<str>) {
        if let Self::Any(persisted) = self {
            persisted.keep(hash, text);
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
        // Nothing is known by name here; what the request carries is all that counts.
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
        ResolvedDocument::OwnToKeep(hash)
    })
}

/// The message is the one by which older clients know that they have to send the text.
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
    /// Keeps about so many bytes; 0 keeps nothing.
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

    fn keep(&self, hash: DocumentHash, text: Arc<str>) {
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
        fn the_texts_kept_stay_within_the_bound(
            texts in proptest::collection::vec("[a-z]{1,400}", 1..200),
        ) {
            let persisted = PersistedDocuments::new(8 * 1_024);
            for text in texts {
                persisted.keep(DocumentHash::of(&text), text.into());
                let weight = persisted.texts.as_ref().unwrap().weight();
                prop_assert!(weight <= 8 * 1_024, "{weight}");
            }
        }
    }
}
