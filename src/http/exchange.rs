//! What every request and answer has in common: an id, one line in the log, safe headers.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType, Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use tracing::Instrument;

use super::{
    account_of_answer::AnswerAccount,
    answer,
    connections::{NO_PLACE, Refused},
    cross_origin::ReadableBy,
    server::{AppState, Stopping},
    unread_body::HeldBody,
};
use crate::{
    graphql::ErrorCode,
    metrics::{Metrics, Route},
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Set where an answer does not set them itself.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
];

/// Tells for how many seconds the database has not confirmed what was answered.
const STALENESS: HeaderName = HeaderName::from_static("catalogue-staleness");

/// Wraps the handling of every request.
pub(super) async fn exchange(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let surroundings = Surroundings::of(&request);
    let id = RequestId::of(request.headers());
    let span = tracing::info_span!("request", id = %id, caller = tracing::field::Empty);
    let method = request.method().clone();
    let path = request.path().to_owned();
    let origin = request.headers().get(header::ORIGIN).cloned();

    let body = HeldBody::of(&mut request);

    let without_place = request.conn_data::<Refused>().is_some();
    let preflight = surroundings
        .as_ref()
        .and_then(|around| around.readable_by.preflight(&request));
    let mut response = if without_place {
        let mut refusal = answer::refusal(ErrorCode::Unavailable, NO_PLACE);
        refusal
            .head_mut()
            .set_connection_type(ConnectionType::Close);
        request.into_response(refusal)
    } else if let Some(preflight) = preflight {
        request.into_response(preflight)
    } else {
        let response = next.call(request).instrument(span.clone()).await?;
        response.map_into_boxed_body()
    };

    if let Some(body) = body {
        response = body.keep_with(response);
    }
    let status = response.status();
    let took = started.elapsed();
    let account = response.response_mut().extensions_mut().remove();
    let account: AnswerAccount = account.unwrap_or_default();
    let route = route_of(&path);
    span.in_scope(|| tell(&method, &path, status, took, &account));
    // Some clients look for header names as they were written before HTTP/2.
    let head = response.response_mut().head_mut();
    head.set_camel_case_headers(true);
    if let Some(around) = &surroundings {
        around.metrics.answered(route, status.as_u16(), took);
        if let Some(code) = account.code {
            around.metrics.refused(code.text());
        }
        // Whoever keeps the connection open would find it closed at the next request.
        if around.stopping.is_announced() && status != StatusCode::SWITCHING_PROTOCOLS {
            head.set_connection_type(ConnectionType::Close);
        }
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        if !headers.contains_key(&name) {
            headers.insert(name, value);
        }
    }
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
    if let Some(around) = &surroundings {
        if route != Route::Page && around.state.live.current().is_some() {
            let staleness = around.state.live.staleness(around.state.clock.now());
            headers.insert(STALENESS, staleness.num_seconds().into());
        }
        around.readable_by.tell(origin.as_ref(), headers);
    }
    Ok(response)
}

/// The parts of the server that every answer has to do with.
struct Surroundings {
    state: Data<AppState>,
    stopping: Data<Stopping>,
    readable_by: Data<ReadableBy>,
    metrics: Metrics,
}

impl Surroundings {
    fn of(request: &ServiceRequest) -> Option<Self> {
        let state: Data<AppState> = request.app_data().cloned()?;
        Some(Self {
            metrics: state.metrics.clone(),
            state,
            stopping: request.app_data().cloned()?,
            readable_by: request.app_data().cloned()?,
        })
    }
}

fn route_of(path: &str) -> Route {
    match path {
        "/graphql" => Route::Graphql,
        _ if path.starts_with("/exports/") => Route::Export,
        _ if path.starts_with("/exams/") => Route::Calendar,
        _ => Route::Page,
    }
}

/// Writes the one line of a request into the log.
fn tell(method: &Method, path: &str, status: StatusCode, took: Duration, account: &AnswerAccount) {
    let status = status.as_u16();
    let milliseconds = took.as_secs_f64() * 1_000.0;
    match path {
        "/livez" | "/readyz" => tracing::debug!(%method, path, status, milliseconds, "answered"),
        "/graphql" => tracing::info!(
            %method,
            path,
            status,
            milliseconds,
            operation = account.operation.as_deref(),
            cost = account.cost,
            kept = account.kept,
            code = account.code.map(ErrorCode::text),
            revision = account.revision,
            "answered"
        ),
        _ => tracing::info!(
            %method,
            path,
            status,
            milliseconds,
            code = account.code.map(ErrorCode::text),
            "answered"
        ),
    }
}

/// Names a request in answers and in the log.
#[derive(Debug, PartialEq, Eq)]
enum RequestId {
    /// The client's, or that of a proxy.
    Given(String),
    /// Ours: different in each process, and counted within it.
    Made { process: u64, count: u32 },
}

impl RequestId {
    fn of(headers: &HeaderMap) -> Self {
        static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(()));
        static COUNT: AtomicU32 = AtomicU32::new(0);

        let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
        match given {
            Some(id) if is_well_formed(id) => Self::Given(id.to_owned()),
            _ => Self::Made {
                process: *PROCESS,
                count: COUNT.fetch_add(1, Ordering::Relaxed),
            },
        }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(id) => formatter.write_str(id),
            Self::Made { process, count } => write!(formatter, "{process:016x}-{count:08x}"),
        }
    }
}

/// 1 to 64 letters, digits and a few signs: nothing that could forge a line of the log.
fn is_well_formed(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=64).contains(&id.len()) && id.bytes().all(allowed)
}
