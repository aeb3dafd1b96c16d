//! The page `/developers`: the API, and a first query for each kind of user.

use std::sync::LazyLock;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
};

use crate::http::{
    caching::cache_control::{NO_CACHE, NO_STORE},
    pages::static_file::StaticFile,
    pages::{document, html, messages::Language},
};

/// The content security policy of pages without scripts.
pub(in crate::http) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The content security policy of a page that applies the theme of the explorer.
const SCRIPTED_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(in crate::http) const HTML: &str = "text/html; charset=utf-8";

const STYLE: &str = include_str!("developers/style.css");

static PAGE: LazyLock<StaticFile> = LazyLock::new(|| {
    let articles = FIRST_QUERIES.map(|(title, purpose, query)| {
        let (shown, linked) = (html::escape(query.trim_end()), escape_url(query));
        format!(
            "<article>\n<h2>{title}</h2>\n<p>{purpose}</p>\n\
             <pre tabindex=\"0\" aria-label=\"GraphQL query\"><code>{shown}</code></pre>\n\
             <p><a href=\"/graphiql/?query={linked}\">Open in GraphiQL</a></p>\n</article>"
        )
    });
    let page = include_str!("developers/page.html")
        .replace("<!-- theme -->", document::theme_script())
        .replace("<!-- articles -->", &articles.join("\n"));
    StaticFile::new(HTML, NO_CACHE, page).with_policy(HeaderValue::from_static(SCRIPTED_POLICY))
});

/// For each kind of user: a title, a description and a query.
const FIRST_QUERIES: [(&str, &str, &str); 3] = [
    (
        "I build a page",
        "An ordered path of exams to a role, with a reason for each step, fees, hours and weeks.",
        include_str!("../../../web/queries/paths.graphql"),
    ),
    (
        "I keep a copy of the data",
        "The weight of each domain of each exam, with dates and sources, page by page.",
        include_str!("../../../web/queries/weights.graphql"),
    ),
    (
        "I have to choose",
        "Exams side by side: fees, hours, differences and overlap.",
        include_str!("../../../web/queries/compare.graphql"),
    ),
];

/// Responds with the page.
pub(in crate::http) async fn page(request: HttpRequest) -> HttpResponse {
    PAGE.respond(&request).await
}

/// Responds with the style sheet of the page.
pub(in crate::http) async fn style(request: HttpRequest) -> HttpResponse {
    static FILE: LazyLock<StaticFile> =
        LazyLock::new(|| StaticFile::new("text/css; charset=utf-8", NO_CACHE, STYLE));

    FILE.respond(&request).await
}

/// Responds with the favicon.
pub(in crate::http) async fn icon(request: HttpRequest) -> HttpResponse {
    static FILE: LazyLock<StaticFile> = LazyLock::new(|| {
        let icon = include_str!("../../../web/src/icon.svg");
        StaticFile::new("image/svg+xml", NO_CACHE, icon)
    });

    FILE.respond(&request).await
}

/// The 404 page.
pub(in crate::http) fn not_found(request: &HttpRequest) -> HttpResponse {
    let language = Language::of(request);
    let text = |id: &str| html::escape(&language.text(id));
    let page = include_str!("developers/not_found.html")
        .replace("<!-- language -->", language.code())
        .replace("<!-- heading -->", &text("plain-no-page"))
        .replace("<!-- start -->", &text("plain-start"))
        .replace("<!-- exams -->", &text("plain-all-exams"));
    HttpResponse::NotFound()
        .content_type(HTML)
        .insert_header((header::CACHE_CONTROL, NO_STORE))
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .insert_header((header::VARY, "Accept, Accept-Language, Cookie"))
        .insert_header((header::CONTENT_LANGUAGE, language.code()))
        .body(page)
}

fn escape_url(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
