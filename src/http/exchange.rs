//! What every request and answer has in common: an id, one line in the log, safe headers.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Instant,
};

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
};
use tracing::Instrument;

use super::unread_body::HeldBody;

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

/// Wraps the handling of every request.
pub(super) async fn exchange(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = RequestId::of(request.headers());
    let span = tracing::info_span!("request", id = %id, caller = tracing::field::Empty);
    let method = request.method().clone();
    let path = request.path().to_owned();

    let body = HeldBody::of(&mut request);

    let response = next.call(request).instrument(span.clone()).await?;
    let mut response = response.map_into_boxed_body();

    if let Some(body) = body {
        response = body.keep_with(response);
    }
    let status = response.status().as_u16();
    let milliseconds = started.elapsed().as_secs_f64() * 1_000.0;
    span.in_scope(|| match path.as_str() {
        "/livez" | "/readyz" => tracing::debug!(%method, path, status, milliseconds, "answered"),
        _ => tracing::info!(%method, path, status, milliseconds, "answered"),
    });
    // Some clients look for header names as they were written before HTTP/2.
    response
        .response_mut()
        .head_mut()
        .set_camel_case_headers(true);
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        if !headers.contains_key(&name) {
            headers.insert(name, value);
        }
    }
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
    Ok(response)
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
