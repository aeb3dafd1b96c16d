//! GraphiQL from inside the binary: no other host is ever asked.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Bytes, Path},
};
use rust_embed::RustEmbed;

use super::{answer, cache_control::NO_CACHE, static_file::StaticFile};
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

static FILES: LazyLock<HashMap<String, StaticFile>> = LazyLock::new(|| {
    let files = Assets::iter().filter_map(|name| {
        let content = match Assets::get(&name)?.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY.trim_ascii());
        let file = StaticFile::new(content_type(&name), cache_control(&name), content);
        Some((name.into_owned(), file.under(policy)))
    });
    files.collect()
});

/// Answers with the page or a file that it loads.
pub(super) async fn asset(request: HttpRequest, file: Path<String>) -> HttpResponse {
    let name = match file.as_str() {
        "" => "index.html",
        name => name,
    };
    match FILES.get(name) {
        Some(file) => file.answer(&request).await,
        None => answer::refusal(ErrorCode::NotFound, "GraphiQL has no such file."),
    }
}

/// Files in the folder `assets` carry a hash of their content in their name.
fn cache_control(name: &str) -> HeaderValue {
    if name.starts_with("assets/") {
        HeaderValue::from_static("public, max-age=31536000, immutable")
    } else {
        NO_CACHE
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
