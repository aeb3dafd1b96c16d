//! Closes the connection of a request whose chunked body was not read to its end.
//!
//! The library would go on draining such a body for as long as the client keeps it open, without
//! any timer. It closes the connection instead, after a short wait, while somebody still holds the
//! body when the answer is sent: so the answer holds it.

use std::{
    cell::RefCell,
    error::Error,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_http::Request;
use actix_web::{
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, Response},
    error::PayloadError,
    http::header,
    web::Bytes,
};
use futures_util::{Stream, StreamExt};

/// A body that its reader shares with the answer.
#[derive(Clone)]
pub(in crate::http) struct SharedPayload(Rc<RefCell<Payload>>);

impl SharedPayload {
    /// Shares the body of a request; `None` when it is not chunked.
    pub(in crate::http) fn of(request: &mut Request) -> Option<Self> {
        if !request
            .head()
            .headers()
            .contains_key(header::TRANSFER_ENCODING)
        {
            return None;
        }
        let body = Self(Rc::new(RefCell::new(request.take_payload())));
        *request.payload() = Payload::Stream {
            payload: Box::pin(body.clone()),
        };
        Some(body)
    }

    /// Keeps the body until the answer has gone out.
    pub(in crate::http) fn hold_until_sent(self, response: Response<BoxBody>) -> Response<BoxBody> {
        response.map_body(|_, answer| {
            let answer = GuardedBody {
                answer,
                _request: self,
            };
            answer.boxed()
        })
    }
}

/// The body of an answer, together with that of its request.
struct GuardedBody {
    answer: BoxBody,
    _request: SharedPayload,
}

impl MessageBody for GuardedBody {
    type Error = Box<dyn Error>;

    fn size(&self) -> BodySize {
        self.answer.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.answer).poll_next(context)
    }
}

impl Stream for SharedPayload {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.borrow_mut().poll_next_unpin(context)
    }
}
