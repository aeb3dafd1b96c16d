//! GraphiQL, embedded in the binary.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, http::header, web::Path};
use rust_embed::RustEmbed;

use crate::http::pages::embedded_files::EmbeddedFiles;

#[derive(RustEmbed)]
#[folder = "web/dist/graphiql/"]
struct Assets;

/// The content security policy, maintained with the page.
const CONTENT_SECURITY_POLICY: &str = include_str!("../../../web/CSP.txt");

/// Redirects `/graphiql` to the page, with the query string.
pub(in crate::http) async fn redirect(request: HttpRequest) -> HttpResponse {
    let location = match request.query_string() {
        "" => "/graphiql/".to_owned(),
        query => format!("/graphiql/?{query}"),
    };
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, location))
        .finish()
}

/// Responds with the page or an asset.
pub(in crate::http) async fn asset(request: HttpRequest, file: Path<String>) -> HttpResponse {
    static FILES: LazyLock<EmbeddedFiles> =
        LazyLock::new(|| EmbeddedFiles::of::<Assets>(CONTENT_SECURITY_POLICY));

    let name = match file.as_str() {
        "" => "index.html",
        name => name,
    };
    FILES.respond(&request, name).await
}

#[cfg(test)]
mod tests {
    use super::{super::embedded_files::content_type, *};

    #[test]
    fn every_file_has_a_known_type() {
        for name in Assets::iter() {
            assert_ne!(content_type(&name), "application/octet-stream", "{name}");
        }
        assert!(Assets::get("index.html").is_some());
    }
}
