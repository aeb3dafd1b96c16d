//! What crawlers may read (RFC 9309).

use actix_web::{HttpRequest, HttpResponse, web::Data};

use crate::http::{
    config::HttpConfig,
    files::generated_file::{GeneratedFile, respond},
    files::origin::origin,
    state::AppState,
};

/// The paths that answer questions, of which there is no end, or that are for programs.
const DISALLOWED: [&str; 8] = [
    "/graphql",
    "/api/",
    "/mcp",
    "/calendars/",
    "/feeds/",
    "/paths/",
    "/portfolio.ics",
    "/map.json",
];

/// Responds with the rules for crawlers.
pub(in crate::http) async fn robots(
    request: HttpRequest,
    state: Data<AppState>,
    config: Data<HttpConfig>,
) -> HttpResponse {
    respond(&request, &state, &config, |_, _| {
        let origin = origin(&request, &state)?;
        let disallowed = DISALLOWED
            .map(|path| format!("Disallow: {path}\n"))
            .concat();
        let text = format!("User-agent: *\n{disallowed}\nSitemap: {origin}/sitemap.xml\n");
        Ok(GeneratedFile::of_revision(
            "text/plain; charset=utf-8",
            text,
        ))
    })
    .await
}
