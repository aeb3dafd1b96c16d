//! Which pages of other origins may read answers (CORS).
//!
//! Answers are the same for everybody and no cookie is ever read, so no origin needs credentials,
//! and none gets them. When every origin may read, answers say so whoever asks: a shared cache then
//! keeps one of each instead of one for each origin.

use actix_web::{
    HttpResponse,
    dev::RequestHead,
    http::{
        Method,
        header::{self, HeaderMap, HeaderValue},
    },
};

/// The pages that may read answers in browsers, beside our own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CorsPolicy {
    /// None.
    #[default]
    None,
    /// Those of every origin.
    Any,
    /// Those of these origins, as browsers write them.
    These(Vec<String>),
}

/// What a page may send.
const HEADERS: HeaderValue = HeaderValue::from_static(
    "Accept, Apollo-Require-Preflight, Authorization, Content-Type, GraphQL-Require-Preflight, \
     If-Match, If-None-Match, If-Range, Last-Event-ID, Range, Traceparent, Tracestate, X-Request-Id",
);

/// What a page may read beside the body.
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "Accept-Query, Accept-Ranges, Allow, Catalogue-Staleness, Certgraph-Counts, Certgraph-Cursor, \
     Certgraph-Revision, Certgraph-Sha256, Content-Disposition, Content-Encoding, Content-Range, \
     ETag, RateLimit, RateLimit-Policy, Repr-Digest, Retry-After, WWW-Authenticate, X-Request-Id",
);

impl CorsPolicy {
    /// The answer to a browser that asks before it lets a page send something; `None` to any other
    /// request.
    pub(super) fn preflight(&self, request: &RequestHead) -> Option<HttpResponse> {
        let asks = request.method == Method::OPTIONS
            && *self != Self::None
            && request
                .headers()
                .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        asks.then(|| {
            let mut answer = HttpResponse::NoContent();
            answer
                .insert_header((
                    header::ACCESS_CONTROL_ALLOW_METHODS,
                    "GET, HEAD, POST, QUERY",
                ))
                .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS))
                .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"));
            answer.finish()
        })
    }

    /// Tells in the headers of an answer whether the page that asks may read it.
    pub(super) fn tell(&self, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
        let allowed = match self {
            Self::None => return,
            Self::Any => HeaderValue::from_static("*"),
            Self::These(origins) => {
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
