//! Cross-origin resource sharing (CORS).
//!
//! No cookie is read, so credentials are never allowed. When every origin is allowed, the header is
//! `*` on every response, so that a shared cache stores one variant and not one per origin.

use actix_web::{
    HttpResponse,
    dev::RequestHead,
    http::{
        Method,
        header::{self, HeaderMap, HeaderValue},
    },
};

/// The foreign origins whose pages may read responses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CorsPolicy {
    /// None.
    #[default]
    None,
    /// Every origin.
    Any,
    /// These origins, as browsers write them.
    Origins(Vec<String>),
}

/// Request headers that a page may send.
const HEADERS: HeaderValue = HeaderValue::from_static(
    "Accept, Apollo-Require-Preflight, Authorization, Content-Type, GraphQL-Require-Preflight, \
     If-Match, If-None-Match, If-Range, Last-Event-ID, Mcp-Method, Mcp-Name, Mcp-Protocol-Version, \
     Mcp-Session-Id, Range, Traceparent, Tracestate, X-Request-Id",
);

/// Response headers that a page may read.
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "Accept-Query, Accept-Ranges, Allow, Catalogue-Staleness, Certgraph-Counts, Certgraph-Cursor, \
     Certgraph-Revision, Certgraph-Sha256, Content-Disposition, Content-Encoding, Content-Range, \
     ETag, Link, RateLimit, RateLimit-Policy, Repr-Digest, Retry-After, WWW-Authenticate, X-Request-Id",
);

impl CorsPolicy {
    /// The response to a preflight request; `None` for any other request.
    pub(super) fn preflight(&self, request: &RequestHead) -> Option<HttpResponse> {
        let is_preflight = request.method == Method::OPTIONS
            && *self != Self::None
            && request
                .headers()
                .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        is_preflight.then(|| {
            let mut response = HttpResponse::NoContent();
            response
                .insert_header((
                    header::ACCESS_CONTROL_ALLOW_METHODS,
                    "GET, HEAD, POST, QUERY",
                ))
                .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS))
                .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"));
            response.finish()
        })
    }

    /// Sets the headers of a response to a request from this origin.
    pub(super) fn apply(&self, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
        let allowed = match self {
            Self::None => return,
            Self::Any => HeaderValue::from_static("*"),
            Self::Origins(origins) => {
                headers.append(header::VARY, HeaderValue::from_static("Origin"));
                let known = origin.filter(|origin| {
                    let origin = origin.to_str().unwrap_or_default();
                    origins
                        .iter()
                        .any(|known| known.eq_ignore_ascii_case(origin))
                });
                match known {
                    Some(origin) => origin.clone(),
                    None => return,
                }
            }
        };
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
}
