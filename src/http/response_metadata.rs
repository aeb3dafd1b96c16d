//! What the access log, the metrics and the span report of a response, besides its status.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody};

use crate::{graphql::ErrorCode, store::TokenName};

/// Facts about a response for the access log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ResponseMetadata {
    /// The name of the caller's token.
    pub(super) caller: Option<TokenName>,
    /// The operation's name, from the request or the document.
    pub(super) operation: Option<Arc<str>>,
    /// The cost of the execution in points.
    pub(super) cost: Option<u64>,
    /// Whether the response comes from the cache.
    pub(super) cached: bool,
    /// Why the request was refused as a whole.
    pub(super) code: Option<ErrorCode>,
    /// The revision of the snapshot.
    pub(super) revision: Option<i64>,
}

impl ResponseMetadata {
    /// The metadata of a refusal.
    pub(super) fn refused(code: ErrorCode) -> Self {
        Self {
            code: Some(code),
            ..Self::default()
        }
    }

    /// Stores it in the extensions of a response, through which it passes the router.
    pub(super) fn attach_to(self, response: &mut HttpResponse) {
        response.extensions_mut().insert(self);
    }

    /// Takes it out of the extensions of a response.
    pub(super) fn take_from(response: &mut HttpResponse) -> Self {
        response.extensions_mut().remove().unwrap_or_default()
    }
}

/// A response with its metadata.
pub(super) struct Reply {
    pub(super) response: HttpResponse,
    pub(super) metadata: ResponseMetadata,
}

impl From<HttpResponse> for Reply {
    fn from(mut response: HttpResponse) -> Self {
        let metadata = ResponseMetadata::take_from(&mut response);
        Self { response, metadata }
    }
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let Self {
            mut response,
            metadata,
        } = self;
        metadata.attach_to(&mut response);
        response
    }
}
