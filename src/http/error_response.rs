//! How answers of this layer itself look: the shape of GraphQL errors, whatever the address.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{StatusCode, header},
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

/// Seconds after which a client may ask again while there is no catalogue yet.
const RETRY_AFTER: &str = "1";

/// The refusal of a request that came before the first catalogue.
pub(super) fn no_catalogue() -> HttpResponse {
    let message = "The catalogue is still being loaded; try again soon.";
    unavailable(message, RETRY_AFTER)
}

/// The refusal of a request that could be answered in so many seconds.
pub(super) fn unavailable(message: &str, seconds: &'static str) -> HttpResponse {
    let mut refusal = self::refusal(ErrorCode::Unavailable, message);
    let seconds = header::HeaderValue::from_static(seconds);
    refusal.headers_mut().insert(header::RETRY_AFTER, seconds);
    refusal
}

/// The refusal of a request that accepts none of the codings.
pub(super) fn no_acceptable_coding() -> HttpResponse {
    let mut refusal = self::refusal(ErrorCode::NotAcceptable, NO_ACCEPTABLE_CODING);
    let vary = header::HeaderValue::from_static("Accept-Encoding");
    refusal.headers_mut().insert(header::VARY, vary);
    refusal
}

/// What a client is told that accepts none of the codings.
pub(super) const NO_ACCEPTABLE_CODING: &str = "Answers are sent plainly (identity) or, where the server is set to compress, as br, gzip or zstd.";

/// Whether the server that got the request is set to compress.
pub(super) fn compresses(request: &HttpRequest) -> bool {
    let config = request.app_data::<Data<HttpConfig>>();
    config.is_some_and(|config| config.compression)
}

/// Whether a client asks for HTML by name, as browsers do.
pub(super) fn wants_html(request: &HttpRequest) -> bool {
    let mut values = request.headers().get_all(header::ACCEPT);
    values.any(|value| value.to_str().is_ok_and(|text| text.contains("text/html")))
}
