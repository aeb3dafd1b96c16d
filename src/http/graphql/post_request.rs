//! Reads the body of a request within limits of size and time.

use actix_web::{
    http::header::{self, HeaderMap},
    web::{BytesMut, Payload},
};
use futures_util::StreamExt;
use tokio::time::timeout;

use crate::graphql::ErrorCode;
use crate::http::config::HttpConfig;

/// Why a request cannot be read: the code and message of the refusal.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::http) struct Unreadable {
    pub(in crate::http) code: ErrorCode,
    pub(in crate::http) message: String,
}

impl Unreadable {
    pub(in crate::http) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }
}

/// Reads a JSON body of at most `limit` bytes.
///
/// Other media types are refused, since foreign pages can send some of them without a CORS preflight
/// (CSRF).
pub(in crate::http) async fn read_json_body(
    headers: &HeaderMap,
    payload: Payload,
    limit: usize,
    config: &HttpConfig,
) -> Result<BytesMut, Unreadable> {
    check_media_type(headers)?;
    let too_large = || {
        Unreadable::new(
            ErrorCode::PayloadTooLarge,
            format!("The body is larger than {limit} bytes, the most that is read."),
        )
    };
    let announced = text(headers, header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
    if announced.is_some_and(|length: usize| length > limit) {
        return Err(too_large());
    }
    let reading = read(payload, announced.unwrap_or_default(), limit);
    match timeout(config.body_deadline, reading).await {
        Ok(Ok(Some(body))) => Ok(body),
        Ok(Ok(None)) => Err(too_large()),
        Ok(Err(error)) => {
            tracing::debug!(%error, "the request body was cut off");
            Err(Unreadable::new(
                ErrorCode::BadRequest,
                "The request body is incomplete.",
            ))
        }
        Err(_) => {
            let seconds = config.body_deadline.as_secs_f32();
            Err(Unreadable::new(
                ErrorCode::RequestTimeout,
                format!("The body did not arrive within {seconds} s."),
            ))
        }
    }
}

/// The body; `None` if it exceeds the limit.
async fn read(
    mut payload: Payload,
    announced: usize,
    limit: usize,
) -> Result<Option<BytesMut>, actix_web::error::PayloadError> {
    let mut body = BytesMut::with_capacity(announced);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk?;
        if body.len() + chunk.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

fn check_media_type(headers: &HeaderMap) -> Result<(), Unreadable> {
    let refuse = |message: &str| Err(Unreadable::new(ErrorCode::UnsupportedMediaType, message));
    let Some(content_type) = text(headers, header::CONTENT_TYPE) else {
        return refuse("A body needs the header \"Content-Type: application/json\".");
    };
    let mut parts = content_type.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    if !media.eq_ignore_ascii_case("application/json") {
        return refuse("The body has to be of the type application/json.");
    }
    for parameter in parts {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let value = value.trim().trim_matches('"');
        if name.trim().eq_ignore_ascii_case("charset") && !value.eq_ignore_ascii_case("utf-8") {
            return refuse("The body has to be in UTF-8.");
        }
    }
    match text(headers, header::CONTENT_ENCODING) {
        None => Ok(()),
        Some(coding) if coding.eq_ignore_ascii_case("identity") => Ok(()),
        Some(_) => refuse("A compressed body is not read."),
    }
}

/// The value of a header; empty where it is not text.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let value = headers.get(name)?;
    Some(value.to_str().unwrap_or_default().trim())
}
