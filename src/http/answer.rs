//! How answers of this layer itself look: the shape of GraphQL errors, whatever the address.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{StatusCode, header},
};

use super::accept::MediaType;
use crate::graphql::{ApiResponse, ErrorCode};

/// A builder with the HTTP status of a code.
pub(super) fn status(code: ErrorCode) -> HttpResponseBuilder {
    let status = StatusCode::from_u16(code.http_status());
    HttpResponse::build(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
}

/// A refusal as JSON with the status of its code.
pub(super) fn refusal(code: ErrorCode, message: &str) -> HttpResponse {
    let body = ApiResponse::refusal(code, message).body;
    status(code)
        .content_type(MediaType::Json.content_type())
        .body(body)
}

/// Whether a client asks for HTML by name, as browsers do.
pub(super) fn wants_html(request: &HttpRequest) -> bool {
    let mut values = request.headers().get_all(header::ACCEPT);
    values.any(|value| value.to_str().is_ok_and(|text| text.contains("text/html")))
}
