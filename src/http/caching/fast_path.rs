//! The service in front of the router, through which every request passes.
//!
//! It serves anonymous GraphQL requests itself: an identical earlier request is served from the
//! response cache without parsing, and others are executed without the router. The rest is routed.

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

use crate::http::{
    access_log::{RequestRecord, ServerContext},
    admission::Identity,
    admission::chunked_body_guard::SharedPayload,
    admission::connection_limit::{ConnectionRejected, TOO_MANY_CONNECTIONS},
    caching::prepared_response::Source,
    caching::request_fingerprint::CacheableRequest,
    error_response,
    graphql::get_request::read_query_string,
    graphql::{ACCEPT_QUERY, Api, ParsedRequest, RequestMethod, read_body},
    response_metadata::Reply,
    routes::GRAPHQL,
};
use crate::{graphql::ErrorCode, metrics::Route};

/// Makes the service of each worker.
pub(in crate::http) struct FastPathFactory<F> {
    /// Makes the router.
    pub(in crate::http) routes: F,
    pub(in crate::http) api: Api,
    pub(in crate::http) context: ServerContext,
}

/// The service of one worker.
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
            let record = RequestRecord::start(request.head(), &inner.context.state.traces);
            let body = SharedPayload::of(&mut request);
            let (reply, route) = inner.respond(request, &record).await;
            let Reply { response, metadata } = reply;
            let mut response = Response::from(response);
            if let Some(body) = body {
                response = body.hold_until_sent(response);
            }
            record.end(&inner.context, response.head_mut(), &metadata, route);
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
    ) -> (Reply, Option<Route>) {
        if request.conn_data::<ConnectionRejected>().is_some() {
            let mut refusal = error_response::refusal(ErrorCode::Unavailable, TOO_MANY_CONNECTIONS);
            refusal
                .head_mut()
                .set_connection_type(ConnectionType::Close);
            return (refusal.into(), None);
        }
        if let Some(preflight) = self.context.cors.preflight(request.head()) {
            return (preflight.into(), None);
        }
        let max_body_bytes = self.api.config.body_bytes;
        let graphql = Some(Route::Borrowed(GRAPHQL));
        if let Some(cacheable) = CacheableRequest::of(&mut request, max_body_bytes).await {
            let admission = &self.api.state.admission;
            match admission.admit_anonymous(request.head()) {
                Some(identity) => {
                    let head = request.head();
                    if let Some(cached) = self.respond_from_cache(head, &cacheable, &identity) {
                        return (cached, graphql);
                    }
                    // Boxed to keep the future of the hot path small.
                    let executing = Box::pin(self.execute(head, cacheable, identity, record));
                    return (executing.await, graphql);
                }
                // Rate-limited requests are refused behind the router.
                None => cacheable.restore(&mut request),
            }
        }
        match self.routes.call(request).instrument(record.span()).await {
            Ok(response) => {
                let (request, response) = response.into_parts();
                (response.into(), request.match_pattern().map(Route::Owned))
            }
            Err(error) => (HttpResponse::from_error(error).into(), None),
        }
    }

    /// The cached response to an identical earlier request.
    fn respond_from_cache(
        &self,
        request: &RequestHead,
        cacheable: &CacheableRequest,
        identity: &Identity,
    ) -> Option<Reply> {
        let Api {
            state,
            config,
            responses,
            ..
        } = &self.api;
        let now = state.clock.now();
        let cached =
            responses.get_by_fingerprint(&state.live, now.date_naive(), &cacheable.fingerprint)?;
        state.metrics.served_from_cache();
        let mut reply = cached.reply(request.headers(), &config.cache, now, Source::Cache);
        if cacheable.method == RequestMethod::Query {
            let (name, value) = ACCEPT_QUERY;
            reply.response.headers_mut().insert(name, value);
        }
        identity.report_quota(&mut reply.response);
        Some(reply)
    }

    /// Executes an admitted request without credentials.
    async fn execute(
        &self,
        request: &RequestHead,
        cacheable: CacheableRequest,
        identity: Identity,
        record: &RequestRecord,
    ) -> Reply {
        let headers = request.headers();
        let identity_of_request = identity.clone();
        let mut reply = match self.api.accepted(headers) {
            Err(refusal) => refusal.reply(),
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
                self.api.reply(parsed).instrument(record.span()).await
            }
        };
        identity_of_request.report_quota(&mut reply.response);
        reply
    }
}
