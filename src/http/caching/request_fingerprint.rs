//! The bytes of a request on which its response depends.
//!
//! Requests with equal fingerprints have equal responses for the same snapshot and day, so a cached
//! response is found without parsing. Fingerprints are compared in full, not by a hash: a client
//! cannot construct a collision.

use std::{future::poll_fn, task::Poll};

use actix_http::Request;
use actix_web::{
    dev::{Payload, RequestHead},
    http::{
        Method,
        header::{self, HeaderMap, HeaderName},
    },
    web::Bytes,
};
use futures_util::{StreamExt, stream};

use crate::http::{graphql::RequestMethod, routes::GRAPHQL};

/// The longest body in a fingerprint, in bytes.
const MAX_BODY_BYTES: usize = 16 * 1024;

/// The longest query string or header in a fingerprint, in bytes.
const MAX_PART_BYTES: usize = 8 * 1024;

/// The method, `Accept`, `Accept-Encoding` and the query string or body of a GraphQL request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::http) struct RequestFingerprint(Box<[u8]>);

/// A GraphQL request whose response depends only on its fingerprint.
pub(in crate::http) struct CacheableRequest {
    /// Its fingerprint.
    pub(in crate::http) fingerprint: RequestFingerprint,
    /// Its method.
    pub(in crate::http) method: RequestMethod,
    /// Its body; empty for GET.
    pub(in crate::http) body: Bytes,
}

impl CacheableRequest {
    /// Reads a request whose body, if any, arrived with its head. `None` where the response may depend
    /// on more than the fingerprint, or the request is long; then the request is unchanged.
    pub(in crate::http) async fn of(request: &mut Request, max_body_bytes: usize) -> Option<Self> {
        let head = request.head();
        if head.uri.path() != GRAPHQL || !is_cacheable(head.headers()) {
            return None;
        }
        // Responses to HEAD have no body to cache.
        let method = RequestMethod::of(&head.method).filter(|_| head.method != Method::HEAD)?;
        let mark = match method {
            RequestMethod::Get => b'?',
            RequestMethod::Post => b':',
            RequestMethod::Query => b'=',
        };
        match method {
            RequestMethod::Get => {
                let query = head.uri.query().unwrap_or_default();
                let fingerprint = RequestFingerprint::new(head, mark, query.as_bytes())?;
                let body = Bytes::new();
                Some(Self {
                    fingerprint,
                    method,
                    body,
                })
            }
            RequestMethod::Post | RequestMethod::Query => {
                let length = json_content_length(head.headers())?;
                if length > max_body_bytes.min(MAX_BODY_BYTES) {
                    return None;
                }
                let body = buffered_body(request, length).await?;
                let fingerprint = RequestFingerprint::new(request.head(), mark, &body);
                if let Some(fingerprint) = fingerprint {
                    return Some(Self {
                        fingerprint,
                        method,
                        body,
                    });
                }
                *request.payload() = Payload::from(body);
                None
            }
        }
    }

    /// Puts the body back into the request.
    pub(in crate::http) fn restore(self, request: &mut Request) {
        if !self.body.is_empty() {
            *request.payload() = Payload::from(self.body);
        }
    }
}

impl RequestFingerprint {
    /// About how much memory it takes, in bytes.
    pub(in crate::http) fn bytes(&self) -> usize {
        self.0.len()
    }

    fn new(head: &RequestHead, method: u8, content: &[u8]) -> Option<Self> {
        let accept = single_value(head.headers(), header::ACCEPT)?;
        let coding = single_value(head.headers(), header::ACCEPT_ENCODING)?;
        if [accept.len(), coding.len()]
            .iter()
            .any(|length| *length > MAX_PART_BYTES)
            || method == b'?' && content.len() > MAX_PART_BYTES
        {
            return None;
        }
        let mut bytes = Vec::with_capacity(3 + accept.len() + coding.len() + content.len());
        bytes.push(method);
        for part in [accept, coding] {
            bytes.extend_from_slice(part);
            // Headers have no line breaks, so the parts are unambiguous.
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(content);
        Some(Self(bytes.into()))
    }
}

/// Whether the response depends only on the fingerprint: no credential, no upgrade, and a plain body
/// of known length.
fn is_cacheable(headers: &HeaderMap) -> bool {
    let others = [
        header::AUTHORIZATION,
        header::UPGRADE,
        header::TRANSFER_ENCODING,
        header::CONTENT_ENCODING,
        header::EXPECT,
    ];
    !others.iter().any(|name| headers.contains_key(name))
}

/// The length in bytes of a body with the plain media type of JSON.
fn json_content_length(headers: &HeaderMap) -> Option<usize> {
    if single_value(headers, header::CONTENT_TYPE)? != b"application/json" {
        return None;
    }
    let length = str::from_utf8(single_value(headers, header::CONTENT_LENGTH)?).ok()?;
    length.parse().ok().filter(|length| *length > 0)
}

/// The value of a header; empty without one, `None` for several.
fn single_value(headers: &HeaderMap, name: HeaderName) -> Option<&[u8]> {
    let mut values = headers.get_all(name);
    let value = values.next().map_or(&b""[..], |value| value.as_bytes());
    values.next().is_none().then_some(value)
}

/// The body of a request if it has arrived in one piece; otherwise it remains to be read.
async fn buffered_body(request: &mut Request, length: usize) -> Option<Bytes> {
    let mut payload = request.take_payload();
    let mut has_waited = false;
    let piece = poll_fn(|context| match payload.poll_next_unpin(context) {
        Poll::Ready(piece) => Poll::Ready(piece),
        // An arrived body is available right after the head; any other may take long.
        Poll::Pending if has_waited => Poll::Ready(None),
        Poll::Pending => {
            has_waited = true;
            context.waker().wake_by_ref();
            Poll::Pending
        }
    })
    .await;
    match piece {
        Some(Ok(piece)) if piece.len() == length => return Some(piece),
        Some(piece) => {
            let payload = stream::iter([piece]).chain(payload);
            *request.payload() = Payload::Stream {
                payload: Box::pin(payload),
            };
        }
        None => *request.payload() = payload,
    }
    None
}

#[cfg(test)]
impl From<&[u8]> for RequestFingerprint {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}
