//! Which document a request means: one that it carries, or one that the server knows by hash or name.
//!
//! Either every document is taken, and those that clients announce by their hash are kept for them
//! (automatic persisted queries); or only the documents of a fixed list are.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Extensions, ServerError, Value};
use quick_cache::{Weighter, sync::Cache};

use super::{
    document_hash::DocumentHash, error_code::ErrorCode, request::ApiRequest,
    trusted_documents::TrustedDocuments,
};

/// The extension by which requests announce the hash of their document.
pub(super) const EXTENSION: &str = "persistedQuery";

/// What an entry takes beside its text, in bytes.
const ENTRY_BYTES: u64 = 128;

/// The documents that requests may mean.
pub(super) enum Documents {
    /// Any.
    Any(PersistedDocuments),
    /// Those of the list alone.
    Trusted(TrustedDocuments),
}

/// The document of a request, when it is one that the server will run.
#[derive(Debug, PartialEq, Eq)]
enum Choice {
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
    pub(super) fn resolve(
        &self,
        request: &mut ApiRequest,
    ) -> Result<Option<DocumentHash>, ServerError> {
        match self.choose(request)? {
            Choice::Own => Ok(None),
            Choice::OwnToKeep(hash) => Ok(Some(hash)),
            Choice::Known(_, text) => {
                (*text).clone_into(&mut request.query);
                Ok(None)
            }
        }
    }

    /// The hash of the document that the request means. `None` when the request has to be executed
    /// for something beside its answer: its refusal, or a text that is to be kept. `of_text` tells
    /// the hash of a text.
    pub(super) fn hash_of(
        &self,
        request: &ApiRequest,
        of_text: impl FnOnce(&str) -> DocumentHash,
    ) -> Option<DocumentHash> {
        match self.choose(request).ok()? {
            Choice::Own => Some(of_text(&request.query)),
            Choice::OwnToKeep(_) => None,
            Choice::Known(hash, _) => Some(hash),
        }
    }

    /// The text of the document that the request means; `None` when it means none that may run.
    pub(super) fn text_of<'a>(&self, request: &'a ApiRequest) -> Option<Cow<'a, str>> {
        Some(match self.choose(request).ok()? {
            Choice::Own | Choice::OwnToKeep(_) => Cow::Borrowed(&request.query),
            Choice::Known(_, text) => Cow::Owned(text.as_ref().to_owned()),
        })
    }

    /// Keeps a text that has run without fault.
    pub(super) fn keep(&self, hash: DocumentHash, text: Arc<str>) {
        if let Self::Any(persisted) = self {
            persisted.keep(hash, text);
        }
    }

    fn choose(&self, request: &ApiRequest) -> Result<Choice, ServerError> {
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
) -> Result<Choice, ServerError> {
    let hash = match name {
        Some(DocumentName::Hash(hash)) => hash,
        // Nothing is known by name here; what the request carries is all that counts.
        Some(DocumentName::Given(_)) if request.query.is_empty() => return Err(not_found()),
        Some(DocumentName::Given(_)) | None => return Ok(Choice::Own),
    };
    if request.query.is_empty() {
        if persisted.is_off() {
            return Err(ErrorCode::PersistedQueryNotSupported
                .server_error("PersistedQueryNotSupported", None));
        }
        let text = persisted.get(hash).ok_or_else(not_found)?;
        return Ok(Choice::Known(hash, text));
    }
    if DocumentHash::of(&request.query) != hash {
        return Err(ErrorCode::BadRequest
            .server_error("The hash of the request is not that of its document.", None));
    }
    Ok(if persisted.is_off() || persisted.get(hash).is_some() {
        Choice::Own
    } else {
        Choice::OwnToKeep(hash)
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
) -> Result<Choice, ServerError> {
    let found = match name {
        Some(DocumentName::Hash(hash)) => trusted.by_hash(hash),
        Some(DocumentName::Given(name)) => trusted.by_name(name),
        None => trusted.by_hash(DocumentHash::of(&request.query)),
    };
    found
        .filter(|(_, text)| request.query.is_empty() || *request.query == ***text)
        .map(|(hash, text)| Choice::Known(hash, Arc::clone(text)))
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
pub(super) fn announces(extensions: &Extensions) -> bool {
    !matches!(extensions.0.get(EXTENSION), None | Some(Value::Null))
}

/// The texts that clients have announced by their hashes, within a bound of memory: those asked for
/// least make room.
pub(super) struct PersistedDocuments {
    texts: Option<Cache<DocumentHash, Arc<str>, ByBytes>>,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<DocumentHash, Arc<str>> for ByBytes {
    fn weight(&self, _: &DocumentHash, text: &Arc<str>) -> u64 {
        text.len() as u64 + ENTRY_BYTES
    }
}

impl PersistedDocuments {
    /// Keeps about so many bytes; 0 keeps nothing.
    pub(super) fn new(bytes: u64) -> Self {
        let texts = (bytes > 0).then(|| {
            let entries = usize::try_from(bytes / 1_024).unwrap_or(usize::MAX);
            Cache::with_weighter(entries.clamp(1, 100_000), bytes, ByBytes)
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
    use serde_json::json;

    use super::*;

    fn request(body: &serde_json::Value) -> ApiRequest {
        ApiRequest::from_json(body.to_string().as_bytes()).unwrap()
    }

    fn code(outcome: Result<Choice, ServerError>) -> Value {
        let extensions = outcome.unwrap_err().extensions.unwrap();
        extensions.get("code").unwrap().clone()
    }

    fn persisted(hash: &str) -> serde_json::Value {
        json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } })
    }

    #[test]
    fn a_text_is_found_by_its_hash_once_it_is_kept() {
        let documents = Documents::Any(PersistedDocuments::new(10_000));
        let text = "{ __typename }";
        let hash = DocumentHash::of(text);
        let by_hash = request(&json!({ "extensions": persisted(&hash.to_string()) }));
        assert_eq!(
            code(documents.choose(&by_hash)),
            "PERSISTED_QUERY_NOT_FOUND".into()
        );
        let both = json!({ "query": text, "extensions": persisted(&hash.to_string()) });
        assert_eq!(
            documents.choose(&request(&both)).unwrap(),
            Choice::OwnToKeep(hash)
        );
        assert_eq!(documents.hash_of(&request(&both), DocumentHash::of), None);

        documents.keep(hash, text.into());
        let known = Choice::Known(hash, text.into());
        assert_eq!(documents.choose(&by_hash).unwrap(), known);
        for id in [hash.to_string(), format!("sha256:{hash}")] {
            let by_id = request(&json!({ "documentId": id }));
            assert_eq!(documents.choose(&by_id).unwrap(), known);
        }
        assert_eq!(documents.choose(&request(&both)).unwrap(), Choice::Own);
        assert_eq!(
            documents.hash_of(&request(&both), DocumentHash::of),
            Some(hash)
        );
        let plain = request(&json!({ "query": text, "documentId": "a name of the client" }));
        assert_eq!(documents.hash_of(&plain, DocumentHash::of), Some(hash));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let documents = Documents::Any(PersistedDocuments::new(10_000));
        let other = "0".repeat(64);
        for (body, expected) in [
            (
                json!({ "query": "{a}", "extensions": persisted(&other) }),
                "BAD_REQUEST",
            ),
            (
                json!({ "query": "{a}", "documentId": &other }),
                "BAD_REQUEST",
            ),
            (
                json!({ "documentId": &other, "extensions": persisted(&"1".repeat(64)) }),
                "BAD_REQUEST",
            ),
            (
                json!({ "documentId": "name", "extensions": persisted(&other) }),
                "PERSISTED_QUERY_NOT_FOUND",
            ),
            (json!({ "documentId": "name" }), "PERSISTED_QUERY_NOT_FOUND"),
            (
                json!({ "extensions": persisted(&other) }),
                "PERSISTED_QUERY_NOT_FOUND",
            ),
            (json!({ "extensions": persisted("0") }), "BAD_REQUEST"),
            (
                json!({ "query": "{a}", "extensions": { "persistedQuery": 1 } }),
                "BAD_REQUEST",
            ),
            (
                json!({ "query": "{a}", "extensions": { "persistedQuery": {} } }),
                "BAD_REQUEST",
            ),
            (
                json!({ "extensions": { "persistedQuery": { "version": 2, "sha256Hash": &other } } }),
                "BAD_REQUEST",
            ),
            (
                json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": 1 } } }),
                "BAD_REQUEST",
            ),
        ] {
            let request = request(&body);
            assert_eq!(code(documents.choose(&request)), expected.into(), "{body}");
            assert_eq!(
                documents.hash_of(&request, DocumentHash::of),
                None,
                "{body}"
            );
        }
        let off = Documents::Any(PersistedDocuments::new(0));
        let by_hash = request(&json!({ "extensions": persisted(&other) }));
        assert_eq!(
            code(off.choose(&by_hash)),
            "PERSISTED_QUERY_NOT_SUPPORTED".into()
        );
    }

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
