//! Closes the connection of a request whose chunked body was not read to its end.
//!
//! The library drains such a body without a timeout for as long as the client sends. While the body
//! is still referenced when the response is sent, it closes the connection after a short wait
//! instead: so the response holds a reference.

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

/// A request body that the reader shares with the response.
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

    /// Holds the body until the response is sent.
    pub(in crate::http) fn hold_until_sent(self, response: Response<BoxBody>) -> Response<BoxBody> {
        response.map_body(|_, response| {
            let body = GuardedBody {
                response,
                _request: self,
            };
            body.boxed()
        })
    }
}

/// The body of a response, with that of its request.
struct GuardedBody {
    response: BoxBody,
    _request: SharedPayload,
}

impl MessageBody for GuardedBody {
    type Error = Box<dyn Error>;

    fn size(&self) -> BodySize {
        self.response.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.response).poll_next(context)
    }
}

impl Stream for SharedPayload {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.borrow_mut().poll_next_unpin(context)
    }
}
