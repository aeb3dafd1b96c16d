//! What every request and answer has in common: an id, one line in the log, a span for whoever
//! collects them, safe headers.

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
    server::Stopping,
    state::AppState,
};
use crate::{
    graphql::ErrorCode,
    metrics::Route,
    store::TokenName,
    telemetry::{RequestSpan, SpanEnd, SpanStart, TRACEPARENT, TRACESTATE, Traces},
};

/// Set where an answer does not set them itself.
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

/// The same for all but the API, whose answers are no pages: nothing in them leads elsewhere, and
/// the policy above lets nobody frame them.
const HEADERS_OF_PAGES: [(HeaderName, HeaderValue); 3] = [
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

/// Tells for how many seconds the database has not confirmed what was answered.
const STALENESS: HeaderName = HeaderName::from_static("catalogue-staleness");

/// The path of the API.
pub(super) const GRAPHQL: &str = "/graphql";

/// The parts of the server that every answer has to do with.
#[derive(Clone)]
pub(super) struct ServerContext {
    pub(super) state: Data<AppState>,
    pub(super) stopping: Stopping,
    pub(super) readable_by: Arc<CorsPolicy>,
}

/// A request between its arrival and its answer.
pub(super) struct RequestRecord {
    id: RequestId,
    started: Instant,
    method: Method,
    path: Cow<'static, str>,
    origin: Option<HeaderValue>,
    span: Option<RequestSpan>,
}

impl RequestRecord {
    /// Begins with the arrival of a request.
    pub(super) fn begin(request: &RequestHead, traces: &Traces) -> Self {
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
            span: begin_span(request, traces),
        }
    }

    /// Stands context what the log is told meanwhile.
    pub(super) fn span(&self) -> Span {
        tracing::info_span!("request", id = %self.id, caller = Empty)
    }

    /// Ends with an answer: completes its headers, and notes it in the log, the metrics and its span.
    pub(super) fn end(
        mut self,
        context: &ServerContext,
        answer: &mut ResponseHead,
        of: &ResponseMetadata,
    ) {
        let took = self.started.elapsed();
        let route = route_of(&self.path);
        self.tell(answer.status, took, of);
        if let Some(span) = self.span.take() {
            self.end_span(span, answer.status, of);
        }
        // Some clients look for header names as they were written before HTTP/2.
        answer.set_camel_case_headers(true);
        let state = &context.state;
        state.metrics.answered(route, answer.status.as_u16(), took);
        if let Some(code) = of.code {
            state.metrics.refused(code.text());
        }
        // Whoever keeps the connection open would find it closed at the next request.
        if context.stopping.is_announced() && answer.status != StatusCode::SWITCHING_PROTOCOLS {
            answer.set_connection_type(ConnectionType::Close);
        }
        let headers = answer.headers_mut();
        let of_pages = HEADERS_OF_PAGES
            .into_iter()
            .filter(|_| route != Route::Graphql);
        for (name, value) in HEADERS.into_iter().chain(of_pages) {
            if !headers.contains_key(&name) {
                headers.insert(name, value);
            }
        }
        if route != Route::Page && state.live.is_filled() {
            let staleness = state.live.staleness(state.clock.now());
            headers.insert(STALENESS, staleness.num_seconds().into());
        }
        context.readable_by.tell(self.origin.as_ref(), headers);
        headers.insert(REQUEST_ID, self.id.into_header());
    }

    /// Tells a collector what the line of the log tells.
    fn end_span(&self, span: RequestSpan, status: StatusCode, of: &ResponseMetadata) {
        span.end(SpanEnd {
            id: &self.id,
            status: status.as_u16(),
            caller: of.caller.as_ref().map(TokenName::as_str),
            operation: of.operation.clone(),
            cost: of.cost,
            kept: of.kept,
            code: of.code.map(ErrorCode::text),
            revision: of.revision,
        });
    }

    /// Writes the one line of the request into the log.
    fn tell(&self, status: StatusCode, took: Duration, of: &ResponseMetadata) {
        let Self {
            id, method, path, ..
        } = self;
        let path: &str = path;
        let status = status.as_u16();
        let microseconds = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
        let milliseconds = f64::from(microseconds) / 1_000.0;
        let caller = of.caller.as_ref().map(TokenName::as_str);
        let code = of.code.map(ErrorCode::text);
        match path {
            path if is_probe(path) => {
                tracing::debug!(%id, %method, path, status, milliseconds, "answered");
            }
            GRAPHQL => tracing::info!(
                %id,
                caller,
                %method,
                path,
                status,
                milliseconds,
                operation = of.operation.as_deref(),
                cost = of.cost,
                kept = of.kept,
                code,
                revision = of.revision,
                "answered"
            ),
            _ => tracing::info!(%id, caller, %method, path, status, milliseconds, code, "answered"),
        }
    }
}

/// Begins the span of a request, if anybody wants it.
fn begin_span(request: &RequestHead, traces: &Traces) -> Option<RequestSpan> {
    let path = request.uri.path();
    if !traces.are_sent() || is_probe(path) {
        return None;
    }
    let header = |name: &str| request.headers().get(name)?.to_str().ok();
    traces.begin(&SpanStart {
        method: request.method.as_str(),
        path,
        route: (path == GRAPHQL).then_some(GRAPHQL),
        traceparent: header(TRACEPARENT),
        tracestate: header(TRACESTATE),
    })
}

/// Whether somebody only looks after the server, which happens all the time.
fn is_probe(path: &str) -> bool {
    matches!(path, "/livez" | "/readyz")
}

fn route_of(path: &str) -> Route {
    match path {
        GRAPHQL => Route::Graphql,
        _ if path.starts_with("/exports/") => Route::Export,
        _ if path.starts_with("/exams/") => Route::Calendar,
        _ => Route::Page,
    }
}
