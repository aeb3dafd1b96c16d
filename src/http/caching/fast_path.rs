//! Where every request comes in and every answer goes out.
//!
//! It stands before the routes. Most requests are cacheable questions to the API, which it puts there
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

use crate::graphql::ErrorCode;
use crate::http::{
    access_log::{RequestRecord, ServerContext},
    admission::Identity,
    admission::chunked_body_guard::SharedPayload,
    admission::connection_limit::{ConnectionRejected, TOO_MANY_CONNECTIONS},
    caching::request_fingerprint::CacheableRequest,
    error_response,
    graphql::get_request::read_query_string,
    graphql::{ACCEPT_QUERY, Api, ParsedRequest, RequestMethod, read_body},
    response_metadata::ResponseMetadata,
};

/// Makes the front of a worker.
pub(in crate::http) struct FastPathFactory<F> {
    /// Makes the routes behind it.
    pub(in crate::http) routes: F,
    pub(in crate::http) api: Api,
    pub(in crate::http) context: ServerContext,
}

/// The front of a worker.
pub(in crate::http) struct FastPath<S>(Rc<Inner<S>>);

struct Inner<S> {
    routes: S,
    api: Api,
    context: ServerContext,
}

impl<F> ServiceFactory<Request> for FastPathFactory<F>
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
    type Service = FastPath<F::Service>;
    type InitError = ();
    type Future = LocalBoxFuture<'static, Result<Self::Service, ()>>;

    fn new_service(&self, config: AppConfig) -> Self::Future {
        let routes = self.routes.new_service(config);
        let (api, context) = (self.api.clone(), self.context.clone());
        Box::pin(async move {
            let routes = routes.await?;
            Ok(FastPath(Rc::new(Inner {
                routes,
                api,
                context,
            })))
        })
    }
}

impl<S> Service<Request> for FastPath<S>
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
        let inner = Rc::clone(&self.0);
        Box::pin(async move {
            let record = RequestRecord::begin(request.head(), &inner.context.state.traces);
            let body = SharedPayload::of(&mut request);
            let (mut response, metadata) = inner.respond(request, &record).await;
            if let Some(body) = body {
                response = body.hold_until_sent(response);
            }
            record.end(&inner.context, response.head_mut(), &metadata);
            Ok(response)
        })
    }
}

impl<S> Inner<S>
where
    S: Service<Request, Response = ServiceResponse, Error = Error>,
{
    async fn respond(
        &self,
        mut request: Request,
        record: &RequestRecord,
    ) -> (Response<BoxBody>, ResponseMetadata) {
        if request.conn_data::<ConnectionRejected>().is_some() {
            let mut refusal = error_response::refusal(ErrorCode::Unavailable, TOO_MANY_CONNECTIONS);
            refusal
                .head_mut()
                .set_connection_type(ConnectionType::Close);
            return with_metadata(refusal);
        }
        if let Some(preflight) = self.context.readable_by.preflight(request.head()) {
            return with_metadata(preflight);
        }
        let longest_body = self.api.config.body_bytes;
        if let Some(cacheable) = CacheableRequest::of(&mut request, longest_body).await {
            let admission = &self.api.state.admission;
            match admission.admit_anonymous(request.head()) {
                Some(identity) => {
                    let head = request.head();
                    if let Some(cached) = self.respond_from_cache(head, &cacheable, &identity) {
                        return cached;
                    }
                    // On the heap, so that the way above does not carry its room along.
                    let executing = Box::pin(self.execute(head, cacheable, identity, record));
                    return executing.await;
                }
                // Whoever has no points left is with_metadata so behind the routes.
                None => cacheable.leave(&mut request),
            }
        }
        match self.routes.call(request).instrument(record.span()).await {
            Ok(response) => with_metadata(response.into_parts().1),
            Err(error) => with_metadata(HttpResponse::from_error(error)),
        }
    }

    /// The answer to a request that says the same as one before.
    fn respond_from_cache(
        &self,
        request: &RequestHead,
        cacheable: &CacheableRequest,
        identity: &Identity,
    ) -> Option<(Response<BoxBody>, ResponseMetadata)> {
        let Api {
            state,
            config,
            responses,
            ..
        } = &self.api;
        let now = state.clock.now();
        let cached =
            responses.get_by_fingerprint(&state.live, now.date_naive(), &cacheable.fingerprint)?;
        state.metrics.served_kept();
        let mut response = cached.respond(request.headers(), &config.cache, now);
        if cacheable.method == RequestMethod::Query {
            let (name, value) = ACCEPT_QUERY;
            response.headers_mut().insert(name, value);
        }
        identity.tell(&mut response);
        Some((response.into(), cached.metadata().clone()))
    }

    /// Answers a request of somebody without a credential that was let in.
    async fn execute(
        &self,
        request: &RequestHead,
        cacheable: CacheableRequest,
        identity: Identity,
        record: &RequestRecord,
    ) -> (Response<BoxBody>, ResponseMetadata) {
        let headers = request.headers();
        let identity_of_request = identity.clone();
        let mut response = match self.api.accepted(headers) {
            Err(refusal) => refusal.answer(),
            Ok(accepted) => {
                let method = cacheable.method;
                let read = match method {
                    RequestMethod::Get => {
                        read_query_string(request.uri.query().unwrap_or_default())
                    }
                    RequestMethod::Post | RequestMethod::Query => read_body(&cacheable.body),
                };
                let parsed = ParsedRequest {
                    headers,
                    accepted,
                    method,
                    request: read,
                    identity,
                    fingerprint: Some(cacheable.fingerprint),
                };
                self.api.answer(parsed).instrument(record.span()).await
            }
        };
        identity_of_request.tell(&mut response);
        with_metadata(response)
    }
}

/// A response, and its metadata.
fn with_metadata(mut response: HttpResponse) -> (Response<BoxBody>, ResponseMetadata) {
    let metadata = ResponseMetadata::take_from(&mut response);
    (response.into(), metadata)
}
