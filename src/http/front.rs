//! Where every request comes in and every answer goes out.
//!
//! It stands before the routes. Most requests are plain questions to the API, which it puts there
//! itself; what was answered before it answers with nothing read again.

use std::{
    rc::Rc,
    task::{Context, Poll},
};

use actix_http::Request;
use actix_web::{
    Error, HttpResponse,
    body::BoxBody,
    dev::{AppConfig, RequestHead, Response, Service, ServiceFactory, ServiceResponse},
    http::ConnectionType,
};
use futures_util::future::LocalBoxFuture;
use tracing::Instrument;

use super::{
    account_of_answer::AnswerAccount,
    admission::Identity,
    answer,
    connections::{NO_PLACE, Refused},
    exchange::{Exchange, Surroundings},
    graphql::{ACCEPT_QUERY, Api, Asked, Form, read_body},
    parameters::read_query_string,
    unread_body::HeldBody,
    wording::PlainRequest,
};
use crate::graphql::ErrorCode;

/// Makes the front of a worker.
pub(super) struct FrontFactory<F> {
    /// Makes the routes behind it.
    pub(super) routes: F,
    pub(super) api: Api,
    pub(super) surroundings: Surroundings,
}

/// The front of a worker.
pub(super) struct Front<S>(Rc<Place<S>>);

struct Place<S> {
    routes: S,
    api: Api,
    surroundings: Surroundings,
}

impl<F> ServiceFactory<Request> for FrontFactory<F>
where
    F: ServiceFactory<
            Request,
            Config = AppConfig,
            Response = ServiceResponse,
            Error = Error,
            InitError = (),
        >,
    F::Service: 'static,
    F::Future: 'static,
{
    type Response = Response<BoxBody>;
    type Error = Error;
    type Config = AppConfig;
    type Service = Front<F::Service>;
    type InitError = ();
    type Future = LocalBoxFuture<'static, Result<Self::Service, ()>>;

    fn new_service(&self, config: AppConfig) -> Self::Future {
        let routes = self.routes.new_service(config);
        let (api, surroundings) = (self.api.clone(), self.surroundings.clone());
        Box::pin(async move {
            let routes = routes.await?;
            Ok(Front(Rc::new(Place {
                routes,
                api,
                surroundings,
            })))
        })
    }
}

impl<S> Service<Request> for Front<S>
where
    S: Service<Request, Response = ServiceResponse, Error = Error> + 'static,
{
    type Response = Response<BoxBody>;
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Response<BoxBody>, Error>>;

    fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.routes.poll_ready(context)
    }

    fn call(&self, mut request: Request) -> Self::Future {
        let place = Rc::clone(&self.0);
        Box::pin(async move {
            let exchange = Exchange::begin(request.head(), &place.surroundings.state.traces);
            let body = HeldBody::of(&mut request);
            let (mut response, account) = place.respond(request, &exchange).await;
            if let Some(body) = body {
                response = body.keep_with(response);
            }
            exchange.end(&place.surroundings, response.head_mut(), &account);
            Ok(response)
        })
    }
}

impl<S> Place<S>
where
    S: Service<Request, Response = ServiceResponse, Error = Error>,
{
    async fn respond(
        &self,
        mut request: Request,
        exchange: &Exchange,
    ) -> (Response<BoxBody>, AnswerAccount) {
        if request.conn_data::<Refused>().is_some() {
            let mut refusal = answer::refusal(ErrorCode::Unavailable, NO_PLACE);
            refusal
                .head_mut()
                .set_connection_type(ConnectionType::Close);
            return told(refusal);
        }
        if let Some(preflight) = self.surroundings.readable_by.preflight(request.head()) {
            return told(preflight);
        }
        let longest_body = self.api.config.body_bytes;
        if let Some(plain) = PlainRequest::of(&mut request, longest_body).await {
            let admission = &self.api.state.admission;
            match admission.admit_anonymous(request.head()) {
                Some(identity) => {
                    let head = request.head();
                    if let Some(kept) = self.answer_again(head, &plain, &identity) {
                        return kept;
                    }
                    // On the heap, so that the way above does not carry its room along.
                    let asking = Box::pin(self.answer_anew(head, plain, identity, exchange));
                    return asking.await;
                }
                // Whoever has no points left is told so behind the routes.
                None => plain.leave(&mut request),
            }
        }
        match self.routes.call(request).instrument(exchange.span()).await {
            Ok(response) => told(response.into_parts().1),
            Err(error) => told(HttpResponse::from_error(error)),
        }
    }

    /// The answer to a request that says the same as one before.
    fn answer_again(
        &self,
        request: &RequestHead,
        plain: &PlainRequest,
        identity: &Identity,
    ) -> Option<(Response<BoxBody>, AnswerAccount)> {
        let Api {
            state,
            config,
            responses,
            ..
        } = &self.api;
        let now = state.clock.now();
        let kept = responses.recall(&state.live, now.date_naive(), &plain.wording)?;
        state.metrics.served_kept();
        let mut response = kept.respond(request.headers(), &config.cache, now);
        if plain.form == Form::Query {
            let (name, value) = ACCEPT_QUERY;
            response.headers_mut().insert(name, value);
        }
        identity.tell(&mut response);
        Some((response.into(), kept.account().clone()))
    }

    /// Answers a request of somebody without a credential that was let in.
    async fn answer_anew(
        &self,
        request: &RequestHead,
        plain: PlainRequest,
        identity: Identity,
        exchange: &Exchange,
    ) -> (Response<BoxBody>, AnswerAccount) {
        let headers = request.headers();
        let payer = identity.clone();
        let mut response = match self.api.accepted(headers) {
            Err(refusal) => refusal.answer(),
            Ok(accepted) => {
                let form = plain.form;
                let read = match form {
                    Form::Address => read_query_string(request.uri.query().unwrap_or_default()),
                    Form::Body | Form::Query => read_body(&plain.body),
                };
                let asked = Asked {
                    headers,
                    accepted,
                    form,
                    request: read,
                    identity,
                    wording: Some(plain.wording),
                };
                self.api.answer(asked).instrument(exchange.span()).await
            }
        };
        payer.tell(&mut response);
        told(response)
    }
}

/// A response, and what was told of it.
fn told(mut response: HttpResponse) -> (Response<BoxBody>, AnswerAccount) {
    let account = AnswerAccount::take_from(&mut response);
    (response.into(), account)
}
