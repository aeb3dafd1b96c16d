//! Error responses of the HTTP layer: GraphQL errors as JSON, on every route.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web::Data,
};

use crate::graphql::{ApiResponse, ErrorCode};
use crate::http::{
    caching::cache_control::NO_STORE, config::HttpConfig, negotiation::accept::MediaType,
    response_metadata::ResponseMetadata,
};

/// A builder with the HTTP status of a code.
pub(super) fn status(code: ErrorCode) -> HttpResponseBuilder {
    let status = StatusCode::from_u16(code.http_status());
    HttpResponse::build(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
}

/// A refusal as JSON with the status of its code.
pub(super) fn refusal(code: ErrorCode, message: &str) -> HttpResponse {
    let body = ApiResponse::refusal(code, message).body;
    let mut refusal = status(code)
        .content_type(MediaType::Json.content_type())
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .body(body);
    ResponseMetadata::refused(code).attach_to(&mut refusal);
    refusal
}

/// `Retry-After` in seconds before the first catalogue is loaded, and after a timeout.
pub(super) const RETRY_SOON: HeaderValue = HeaderValue::from_static("1");

/// `Retry-After` in seconds while a token cannot be looked up: longer than the pause between look-ups.
pub(super) const RETRY_TOKEN: HeaderValue = HeaderValue::from_static("2");

/// `Retry-After` in seconds where the cause may last: a lost database, all connections in use.
pub(super) const RETRY_LATER: HeaderValue = HeaderValue::from_static("5");

/// The message of a refusal before the first catalogue is loaded.
pub(super) const STILL_LOADING: &str = "The catalogue is still being loaded; try again soon.";

/// The refusal of a request before the first catalogue is loaded.
pub(super) fn still_loading() -> HttpResponse {
    unavailable(STILL_LOADING, RETRY_SOON)
}

/// The refusal of a request that may succeed after these seconds.
pub(super) fn unavailable(message: &str, retry_after: HeaderValue) -> HttpResponse {
    let mut refusal = self::refusal(ErrorCode::Unavailable, message);
    refusal
        .headers_mut()
        .insert(header::RETRY_AFTER, retry_after);
    refusal
}

/// The refusal of a request that accepts none of the content codings.
pub(super) fn no_acceptable_coding() -> HttpResponse {
    let mut refusal = self::refusal(ErrorCode::NotAcceptable, NO_ACCEPTABLE_CODING);
    let vary = HeaderValue::from_static("Accept-Encoding");
    refusal.headers_mut().insert(header::VARY, vary);
    refusal
}

/// The message of a refusal that accepts none of the content codings.
pub(super) const NO_ACCEPTABLE_CODING: &str =
    "Responses are sent as identity or, where compression is on, as br, gzip or zstd.";

/// Whether the server compresses responses.
pub(super) fn compresses(request: &HttpRequest) -> bool {
    let config = request.app_data::<Data<HttpConfig>>();
    config.is_some_and(|config| config.compression)
}

/// Whether a client accepts HTML by name, as browsers do.
pub(super) fn wants_html(request: &HttpRequest) -> bool {
    let mut values = request.headers().get_all(header::ACCEPT);
    values.any(|value| value.to_str().is_ok_and(|text| text.contains("text/html")))
}
