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

use super::{exchange::GRAPHQL, graphql::Form};

/// The longest body that is kept to be compared, in bytes.
const LONGEST_BODY: usize = 16 * 1024;

/// The longest query string and header that are, in bytes.
const LONGEST_PART: usize = 8 * 1024;

/// Everything that the answer to a request for the API depends on, as the client wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Wording(Box<[u8]>);

/// A request whose answer depends on nothing but what it says.
pub(super) struct PlainRequest {
    /// What it says.
    pub(super) wording: Wording,
    /// How it says it.
    pub(super) form: Form,
    /// Its body; empty for one that has none.
    pub(super) body: Bytes,
}

impl PlainRequest {
    /// Reads a request whose body, if it has one, came together with its head. `None` when its answer
    /// may depend on more than what is said, or when it is long; then it is left as it was.
    pub(super) async fn of(request: &mut Request, longest_body: usize) -> Option<Self> {
        let head = request.head();
        if head.uri.path() != GRAPHQL || !is_plain(head.headers()) {
            return None;
        }
        // Nothing is kept that goes out without its body.
        let form = Form::of(&head.method).filter(|_| head.method != Method::HEAD)?;
        let mark = match form {
            Form::Address => b'?',
            Form::Body => b':',
            Form::Query => b'=',
        };
        match form {
            Form::Address => {
                let question = head.uri.query().unwrap_or_default();
                let wording = Wording::new(head, mark, question.as_bytes())?;
                let body = Bytes::new();
                Some(Self {
                    wording,
                    form,
                    body,
                })
            }
            Form::Body | Form::Query => {
                let length = length_of_json(head.headers())?;
                if length > longest_body.min(LONGEST_BODY) {
                    return None;
                }
                let body = body_at_hand(request, length).await?;
                let wording = Wording::new(request.head(), mark, &body);
                if let Some(wording) = wording {
                    return Some(Self {
                        wording,
                        form,
                        body,
                    });
                }
                *request.payload() = Payload::from(body);
                None
            }
        }
    }

    /// Gives the request its body back.
    pub(super) fn leave(self, request: &mut Request) {
        if !self.body.is_empty() {
            *request.payload() = Payload::from(self.body);
        }
    }
}

impl Wording {
    /// About how much memory it takes, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.0.len()
    }

    fn new(head: &RequestHead, method: u8, question: &[u8]) -> Option<Self> {
        let accept = only(head.headers(), header::ACCEPT)?;
        let coding = only(head.headers(), header::ACCEPT_ENCODING)?;
        if [accept.len(), coding.len()]
            .iter()
            .any(|length| *length > LONGEST_PART)
            || method == b'?' && question.len() > LONGEST_PART
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
fn is_plain(headers: &HeaderMap) -> bool {
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
fn length_of_json(headers: &HeaderMap) -> Option<usize> {
    if only(headers, header::CONTENT_TYPE)? != b"application/json" {
        return None;
    }
    let length = str::from_utf8(only(headers, header::CONTENT_LENGTH)?).ok()?;
    length.parse().ok().filter(|length| *length > 0)
}

/// The value of a header; empty if there is none, `None` if there are several.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&[u8]> {
    let mut values = headers.get_all(name);
    let value = values.next().map_or(&b""[..], |value| value.as_bytes());
    values.next().is_none().then_some(value)
}

/// The body of a request, if it is there in one piece; otherwise it stays to be read.
async fn body_at_hand(request: &mut Request, length: usize) -> Option<Bytes> {
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
