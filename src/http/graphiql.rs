//! GraphiQL from inside the binary: no other host is ever asked.

use std::borrow::Cow;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Bytes, Path},
};
use rust_embed::RustEmbed;

use super::answer;
use crate::graphql::ErrorCode;

#[derive(RustEmbed)]
#[folder = "web/dist/graphiql/"]
struct Assets;

/// What the page may load and do; written beside the page that it is for.
const CONTENT_SECURITY_POLICY: &str = include_str!("../../web/CSP.txt");

/// Sends `/graphiql` on to the page, with the query that a link names.
pub(super) async fn redirect(request: HttpRequest) -> HttpResponse {
    let location = match request.query_string() {
        "" => "/graphiql/".to_owned(),
        query => format!("/graphiql/?{query}"),
    };
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, location))
        .finish()
}

/// Answers with the page or a file that it loads.
pub(super) async fn asset(request: HttpRequest, file: Path<String>) -> HttpResponse {
    let name = match file.as_str() {
        "" => "index.html",
        name => name,
    };
    let Some(asset) = Assets::get(name) else {
        return answer::refusal(ErrorCode::NotFound, "GraphiQL has no such file.");
    };
    let entity_tag = entity_tag(&asset.metadata.sha256_hash());
    let mut builder = if names_tag(&request, &entity_tag) {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    builder
        .content_type(content_type(name))
        .insert_header((header::ETAG, entity_tag))
        .insert_header((header::CACHE_CONTROL, cache_control(name)))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(CONTENT_SECURITY_POLICY.trim_ascii()),
        ));
    builder.body(match asset.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    })
}

/// Half of the hash is plenty to tell versions of a file apart.
fn entity_tag(hash: &[u8; 32]) -> String {
    let half = hash.iter().take(16);
    let number = half.fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    format!("\"{number:032x}\"")
}

fn names_tag(request: &HttpRequest, entity_tag: &str) -> bool {
    let values = request.headers().get_all(header::IF_NONE_MATCH);
    let mut tags = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim);
    tags.any(|tag| tag == "*" || tag.trim_start_matches("W/") == entity_tag)
}

/// Files in the folder `assets` carry a hash of their content in their name.
fn cache_control(name: &str) -> &'static str {
    if name.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("ttf") => "font/ttf",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_known_type() {
        for name in Assets::iter() {
            assert_ne!(content_type(&name), "application/octet-stream", "{name}");
        }
        assert!(Assets::get("index.html").is_some());
    }
}
