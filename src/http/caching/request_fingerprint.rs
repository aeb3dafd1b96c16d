//! What a request says, word for word.
//!
//! A request that says the same as one before gets the same answer from the same snapshot on the same
//! day, without anybody having to understand it. The words themselves are kept and compared: no two
//! requests can be taken for each other, whoever wrote them.

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

/// The longest body that is kept to be compared, in bytes.
const MAX_BODY_BYTES: usize = 16 * 1024;

/// The longest query string and header that are, in bytes.
const MAX_PART_BYTES: usize = 8 * 1024;

/// Everything that the answer to a request for the API depends on, as the client wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::http) struct RequestFingerprint(Box<[u8]>);

/// A request whose answer depends on nothing but what it says.
pub(in crate::http) struct CacheableRequest {
    /// What it says.
    pub(in crate::http) fingerprint: RequestFingerprint,
    /// How it says it.
    pub(in crate::http) method: RequestMethod,
    /// Its body; empty for one that has none.
    pub(in crate::http) body: Bytes,
}

impl CacheableRequest {
    /// Reads a request whose body, if it has one, came together with its head. `None` when its answer
    /// may depend on more than what is said, or when it is long; then it is left as it was.
    pub(in crate::http) async fn of(request: &mut Request, longest_body: usize) -> Option<Self> {
        let head = request.head();
        if head.uri.path() != GRAPHQL || !is_cacheable(head.headers()) {
            return None;
        }
        // Nothing is kept that goes out without its body.
        let method = RequestMethod::of(&head.method).filter(|_| head.method != Method::HEAD)?;
        let mark = match method {
            RequestMethod::Get => b'?',
            RequestMethod::Post => b':',
            RequestMethod::Query => b'=',
        };
        match method {
            RequestMethod::Get => {
                let question = head.uri.query().unwrap_or_default();
                let fingerprint = RequestFingerprint::new(head, mark, question.as_bytes())?;
                let body = Bytes::new();
                Some(Self {
                    fingerprint,
                    method,
                    body,
                })
            }
            RequestMethod::Post | RequestMethod::Query => {
                let length = json_content_length(head.headers())?;
                if length > longest_body.min(MAX_BODY_BYTES) {
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

    /// Gives the request its body back.
    pub(in crate::http) fn leave(self, request: &mut Request) {
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

    fn new(head: &RequestHead, method: u8, question: &[u8]) -> Option<Self> {
        let accept = single_value(head.headers(), header::ACCEPT)?;
        let coding = single_value(head.headers(), header::ACCEPT_ENCODING)?;
        if [accept.len(), coding.len()]
            .iter()
            .any(|length| *length > MAX_PART_BYTES)
            || method == b'?' && question.len() > MAX_PART_BYTES
        {
            return None;
        }
        let mut words = Vec::with_capacity(3 + accept.len() + coding.len() + question.len());
        words.push(method);
        for part in [accept, coding] {
            words.extend_from_slice(part);
            // No header has it within.
            words.push(b'\n');
        }
        words.extend_from_slice(question);
        Some(Self(words.into()))
    }
}

/// Whether nothing but the words counts: nobody says who asks, the connection stays what it is, and
/// the length of a body is told.
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

/// The length of a body that is said to be JSON and no more, in bytes.
fn json_content_length(headers: &HeaderMap) -> Option<usize> {
    if single_value(headers, header::CONTENT_TYPE)? != b"application/json" {
        return None;
    }
    let length = str::from_utf8(single_value(headers, header::CONTENT_LENGTH)?).ok()?;
    length.parse().ok().filter(|length| *length > 0)
}

/// The value of a header; empty if there is none, `None` if there are several.
fn single_value(headers: &HeaderMap, name: HeaderName) -> Option<&[u8]> {
    let mut values = headers.get_all(name);
    let value = values.next().map_or(&b""[..], |value| value.as_bytes());
    values.next().is_none().then_some(value)
}

/// The body of a request, if it is there in one piece; otherwise it stays to be read.
async fn buffered_body(request: &mut Request, length: usize) -> Option<Bytes> {
    let mut payload = request.take_payload();
    let mut has_waited = false;
    let piece = poll_fn(|context| match payload.poll_next_unpin(context) {
        Poll::Ready(piece) => Poll::Ready(piece),
        // The body is handed on right after the head. If it is not there then, it is still on its
        // way, which may take long.
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
