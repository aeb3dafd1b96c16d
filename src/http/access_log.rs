//! What every request gets: an id, a line in the access log, metrics, a trace span and security
//! headers.

use std::{
    borrow::Cow,
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::{
    dev::{RequestHead, ResponseHead},
    http::{
        ConnectionType, Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    web::Data,
};

use tracing::{Span, field::Empty};

use crate::http::{
    cors::CorsPolicy,
    request_id::{REQUEST_ID, RequestId},
    response_metadata::ResponseMetadata,
    rest::API,
    routes::{EXPORT, GRAPHQL, MCP, PORTFOLIO, STUDY_PLAN},
    server::Stopping,
    state::AppState,
};
use crate::{
    graphql::ErrorCode,
    metrics::Route,
    store::TokenName,
    telemetry::{RequestSpan, SpanEnd, SpanStart, TRACEPARENT, TRACESTATE, Traces},
};

/// Set where a response does not set them itself.
const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
];

/// Set likewise, except on responses of the API: they have no links and cannot be framed anyway.
const PAGE_HEADERS: [(HeaderName, HeaderValue); 3] = [
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Seconds since the database last confirmed the snapshot.
const STALENESS: HeaderName = HeaderName::from_static("catalogue-staleness");

/// The route label of requests that no resource matches.
const UNMATCHED: Route = Route::Borrowed("unmatched");

/// The part of the server that every request uses.
#[derive(Clone)]
pub(super) struct ServerContext {
    pub(super) state: Data<AppState>,
    pub(super) stopping: Stopping,
    pub(super) cors: Arc<CorsPolicy>,
}

/// A request from its arrival to its response.
pub(super) struct RequestRecord {
    id: RequestId,
    started: Instant,
    method: Method,
    path: Cow<'static, str>,
    origin: Option<HeaderValue>,
    span: Option<RequestSpan>,
}

impl RequestRecord {
    /// Starts when a request arrives.
    pub(super) fn start(request: &RequestHead, traces: &Traces) -> Self {
        let headers = request.headers();
        Self {
            started: Instant::now(),
            id: RequestId::of(headers),
            method: request.method.clone(),
            path: match request.uri.path() {
                GRAPHQL => Cow::Borrowed(GRAPHQL),
                path => Cow::Owned(path.to_owned()),
            },
            origin: headers.get(header::ORIGIN).cloned(),
            span: start_span(request, traces),
        }
    }

    /// The log span around other messages about the request.
    pub(super) fn span(&self) -> Span {
        tracing::info_span!("request", id = %self.id, caller = Empty)
    }

    /// Ends with a response: completes its headers, and records it in the log, the metrics and its
    /// span. `route` is the path pattern of the matched resource, if any.
    pub(super) fn end(
        mut self,
        context: &ServerContext,
        response: &mut ResponseHead,
        metadata: &ResponseMetadata,
        route: Option<Route>,
    ) {
        let took = self.started.elapsed();
        self.log(response.status, took, metadata);
        if let Some(span) = self.span.take() {
            self.end_span(span, response.status, metadata, route.as_deref());
        }
        // Some clients compare header names with the capitals of HTTP/1.1.
        response.set_camel_case_headers(true);
        let state = &context.state;
        if let Some(code) = metadata.code {
            state.metrics.request_refused(code.text());
        }
        // Otherwise a client would find its idle connection closed at the next request.
        if context.stopping.is_announced() && response.status != StatusCode::SWITCHING_PROTOCOLS {
            response.set_connection_type(ConnectionType::Close);
        }
        let status = response.status.as_u16();
        let headers = response.headers_mut();
        let route = route.unwrap_or(UNMATCHED);
        let page_headers = PAGE_HEADERS.into_iter().filter(|_| route != GRAPHQL);
        for (name, value) in HEADERS.into_iter().chain(page_headers) {
            if !headers.contains_key(&name) {
                headers.insert(name, value);
            }
        }
        let is_answer = matches!(&*route, GRAPHQL | MCP | EXPORT | STUDY_PLAN | PORTFOLIO)
            || route.starts_with(API);
        if is_answer && state.live.is_filled() {
            let staleness = state.live.staleness(state.clock.now());
            headers.insert(STALENESS, staleness.num_seconds().into());
        }
        context.cors.apply(self.origin.as_ref(), headers);
        headers.insert(REQUEST_ID, self.id.into_header());
        state.metrics.request_completed(route, status, took);
    }

    /// Sends the facts of the log line to the collector.
    fn end_span(
        &self,
        span: RequestSpan,
        status: StatusCode,
        of: &ResponseMetadata,
        route: Option<&str>,
    ) {
        span.end(SpanEnd {
            id: &self.id,
            status: status.as_u16(),
            caller: of.caller.as_ref().map(TokenName::as_str),
            operation: of.operation.clone(),
            cost: of.cost,
            route,
            cached: of.cached,
            code: of.code.map(ErrorCode::text),
            revision: of.revision,
        });
    }

    /// Writes the line of the request into the log.
    fn log(&self, status: StatusCode, took: Duration, of: &ResponseMetadata) {
        let Self {
            id, method, path, ..
        } = self;
        let path: &str = path;
        let status = status.as_u16();
        let microseconds = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
        let duration_ms = f64::from(microseconds) / 1_000.0;
        let caller = of.caller.as_ref().map(TokenName::as_str);
        let code = of.code.map(ErrorCode::text);
        // Requests that are refused before the cache have no revision.
        let cache = of.revision.map(|_| if of.cached { "hit" } else { "miss" });
        match path {
            path if is_probe(path) => {
                tracing::debug!(%id, %method, path, status, duration_ms, "request completed");
            }
            GRAPHQL | MCP => tracing::info!(
                %id,
                caller,
                %method,
                path,
                status,
                duration_ms,
                operation = of.operation.as_deref(),
                cost = of.cost,
                cache = cache.map(display),
                code,
                revision = of.revision,
                "request completed"
            ),
            _ => {
                tracing::info!(%id, caller, %method, path, status, duration_ms, code, "request completed");
            }
        }
    }
}

/// Starts the trace span of a request, except for health probes.
fn start_span(request: &RequestHead, traces: &Traces) -> Option<RequestSpan> {
    let path = request.uri.path();
    if !traces.are_exported() || is_probe(path) {
        return None;
    }
    let header = |name: &str| request.headers().get(name)?.to_str().ok();
    traces.start_span(&SpanStart {
        method: request.method.as_str(),
        path,
        route: (path == GRAPHQL).then_some(GRAPHQL),
        traceparent: header(TRACEPARENT),
        tracestate: header(TRACESTATE),
    })
}

/// Whether this is a health probe.
fn is_probe(path: &str) -> bool {
    matches!(path, "/livez" | "/readyz")
}
