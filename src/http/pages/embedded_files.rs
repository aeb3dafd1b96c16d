//! Web assets embedded in the binary, so that pages load nothing from other hosts.

use std::{borrow::Cow, collections::HashMap};

use actix_web::{HttpRequest, HttpResponse, http::header::HeaderValue, web::Bytes};
use rust_embed::RustEmbed;

use crate::graphql::ErrorCode;
use crate::http::{
    caching::cache_control::NO_CACHE, error_response, pages::static_file::StaticFile,
};

/// The files of a folder by their names within it.
pub(in crate::http) struct EmbeddedFiles(HashMap<String, StaticFile>);

impl EmbeddedFiles {
    /// The files of a folder with this content security policy.
    pub(in crate::http) fn of<Folder: RustEmbed>(policy: &'static str) -> Self {
        let policy = HeaderValue::from_static(policy.trim_ascii());
        let files = Folder::iter().filter_map(|name| {
            let content = match Folder::get(&name)?.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => Bytes::from(bytes),
            };
            let file = StaticFile::new(content_type(&name), cache_control(&name), content);
            Some((name.into_owned(), file.with_policy(policy.clone())))
        });
        Self(files.collect())
    }

    /// Responds with a file.
    pub(in crate::http) async fn respond(&self, request: &HttpRequest, name: &str) -> HttpResponse {
        match self.0.get(name) {
            Some(file) => file.respond(request).await,
            None => error_response::refusal(ErrorCode::NotFound, "There is no such file."),
        }
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

/// The media type of a file by its extension.
pub(in crate::http) fn content_type(name: &str) -> &'static str {
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
