//! The document of the pages, which the browser renders from the public API. The server adds the link
//! preview (title, description, picture), the structured data and the content without JavaScript.

use std::{fmt::Write, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web::Path,
};
use rust_embed::RustEmbed;
use serde_json::Value;

use crate::graphql::ErrorCode;
use crate::http::{
    caching::cache_control::NO_CACHE,
    caching::encoded_body::{ConditionalResponse, EncodedBody},
    error_response,
    files::query_params::pairs,
    negotiation::content_coding::AcceptedCoding,
    pages::embedded_files::EmbeddedFiles,
    pages::html::escape,
    pages::messages::Language,
    state::AppState,
};
use crate::picture::CARD_SIZE;

#[derive(RustEmbed)]
#[folder = "web/dist/explorer/"]
struct Assets;

/// The content security policy, maintained with the pages.
const CONTENT_SECURITY_POLICY: &str = include_str!("../../../web/explorer/CSP.txt");

/// The documents with placeholders, in the order of the languages.
static DOCUMENTS: LazyLock<[String; 3]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let file = Assets::get(&format!("page.{}.html", language.code()));
        let data = file.map(|file| file.data).unwrap_or_default();
        String::from_utf8_lossy(&data).into_owned()
    })
});
const PREVIEW: &str = "<!-- page -->\n";
/// The codes of the languages of the pages.
pub(in crate::http) const LANGUAGES: [&str; 3] = [
    Language::ALL[0].code(),
    Language::ALL[1].code(),
    Language::ALL[2].code(),
];
/// The begin of the main element.
const MAIN: &str = "<main id=\"main\" tabindex=\"-1\">";
/// The placeholder of the content without JavaScript.
const PLAIN: &str = "<!-- plain -->\n";

/// The script tag that applies the selected theme, for pages outside the explorer.
pub(in crate::http) fn theme_script() -> &'static str {
    let document = &DOCUMENTS[0];
    let tag = document
        .find("<script src=")
        .map(|begin| &document[begin..]);
    let whole = tag.and_then(|tag| tag.split_inclusive("</script>").next());
    whole.unwrap_or_default()
}

/// Links to the script and the data of the map, which the page would request one after the other.
pub(super) fn map_preloads() -> &'static str {
    static LINKS: LazyLock<String> = LazyLock::new(|| {
        let mut scripts = Assets::iter().filter(|name| name.ends_with(".js"));
        let script = scripts.find(|name| name.starts_with("assets/map-"));
        let script = script
            .map(|name| format!("    <link rel=\"modulepreload\" href=\"/explorer/{name}\">\n"));
        let data = "    <link rel=\"preload\" href=\"/map.json\" as=\"fetch\" crossorigin \
                    fetchpriority=\"low\">\n";
        script.unwrap_or_default() + data
    });
    &LINKS
}

/// The link preview and plain content of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Preview {
    pub(super) title: String,
    pub(super) description: String,
    /// The address of the page on this server, without values that change no content.
    pub(super) canonical: Option<String>,
    /// The content as JSON-LD.
    pub(super) structured_data: Option<Value>,
    pub(super) picture: Option<PreviewPicture>,
    /// The content as HTML, for clients without JavaScript.
    pub(super) plain: String,
    /// Links in the head to files that the page needs soon.
    pub(super) preloads: &'static str,
    /// Whether the plain content is visible until the script has drawn the page.
    pub(super) is_plain_first: bool,
}

/// The picture of a link preview.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PreviewPicture {
    /// Its path on this server, without the extension.
    pub(super) path: String,
    /// Its query parameters.
    pub(super) query: String,
    /// Its size in pixels, where all pictures of its kind have the same.
    pub(super) size: Option<(u32, u32)>,
    /// What it shows.
    pub(super) alt: String,
}

impl PreviewPicture {
    /// The card of a page.
    pub(super) fn card(page: &str, query: String, alt: &str) -> Self {
        Self {
            path: format!("{page}/card"),
            query,
            size: Some(CARD_SIZE),
            alt: alt.to_owned(),
        }
    }
}

impl Preview {
    /// A preview with the card of the home page.
    pub(super) fn bare(title: String, description: String) -> Self {
        Self {
            picture: Some(PreviewPicture::card("", String::new(), &title)),
            title,
            description,
            canonical: None,
            structured_data: None,
            plain: String::new(),
            preloads: "",
            is_plain_first: false,
        }
    }

    /// The same with a canonical address.
    pub(super) fn at(self, canonical: &str) -> Self {
        Self {
            canonical: Some(canonical.to_owned()),
            ..self
        }
    }
}

/// Responds with an asset.
pub(in crate::http) async fn asset(request: HttpRequest, file: Path<String>) -> HttpResponse {
    static FILES: LazyLock<EmbeddedFiles> =
        LazyLock::new(|| EmbeddedFiles::of::<Assets>(CONTENT_SECURITY_POLICY));

    FILES.respond(&request, &file).await
}

/// The query parameters with these names, as they were given.
pub(super) fn shared(query: &str, names: &[&str]) -> String {
    let pairs = query.split('&').filter(|pair| {
        let name = pair.split('=').next();
        name.is_some_and(|name| names.contains(&name))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// Responds with the document of a page.
pub(super) async fn respond(
    request: &HttpRequest,
    state: &AppState,
    status: StatusCode,
    preview: &Preview,
) -> HttpResponse {
    let Some(accepted) = AcceptedCoding::of(request.headers(), error_response::compresses(request))
    else {
        return error_response::no_acceptable_coding();
    };
    let language = Language::of(request);
    let alternates = alternates(preview, request, state.public_url.as_deref());
    let plain = in_language(&preview.plain, request) + &languages(request);
    let (place, content) = if preview.is_plain_first {
        let article = format!("{MAIN}<article class=\"noscript\">{plain}</article>");
        (MAIN, article)
    } else {
        (PLAIN, plain)
    };
    let head = tags(preview, request, state.public_url.as_deref())
        + &alternates
        + &structured_data(preview)
        + preview.preloads;
    let document = DOCUMENTS[language as usize]
        .replacen(PREVIEW, &head, 1)
        .replacen(place, &content, 1);
    let representation = EncodedBody::plain(document.into()).accepted(accepted).await;
    let conditional = ConditionalResponse {
        tag: representation.tag(""),
        cache_control: NO_CACHE,
        vary: "Accept-Encoding, Accept-Language, Cookie",
    };
    let (mut builder, is_bodiless) = conditional.begin(request.headers());
    // On a 304 too: browsers update stored headers from it.
    let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY.trim_ascii());
    builder.insert_header((header::CONTENT_SECURITY_POLICY, policy));
    builder.insert_header((header::CONTENT_LANGUAGE, language.code()));
    if is_bodiless {
        return builder.finish();
    }
    let mut response = representation.response(builder.content_type("text/html; charset=utf-8"));
    *response.status_mut() = status;
    response
}

/// Responds with a page whose plain content was computed, or with the error that prevented it.
pub(super) async fn respond_computed(
    request: &HttpRequest,
    state: &AppState,
    mut preview: Preview,
    computed: Result<String, (ErrorCode, String)>,
) -> HttpResponse {
    let status = match computed {
        Ok(plain) => {
            preview.plain = plain;
            StatusCode::OK
        }
        Err((code, _)) => {
            let busy = escape(&Language::of(request).text("plain-busy"));
            preview.plain = format!("<p>{busy}</p>\n");
            error_response::status(code).finish().status()
        }
    };
    let mut response = respond(request, state, status, &preview).await;
    if status.is_server_error() {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, error_response::RETRY_SOON);
    }
    response
}

/// The query parameters of a request without the language.
fn without_language(request: &HttpRequest) -> Vec<&str> {
    let pairs = request.query_string().split('&');
    pairs
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .collect()
}

/// Links to the page in the other languages, for clients without JavaScript.
fn languages(request: &HttpRequest) -> String {
    let own = Language::of(request);
    let others = Language::ALL.into_iter().filter(|other| *other != own);
    let links = others.map(|other| {
        let (code, name) = (other.code(), other.name());
        let lang = format!("lang={code}");
        let query = [without_language(request).as_slice(), &[&lang]].concat();
        let address = escape(&format!("?{}", query.join("&")));
        format!("<a href=\"{address}\" hreflang=\"{code}\" lang=\"{code}\">{name}</a>")
    });
    let links = links.collect::<Vec<_>>().join(" · ");
    let label = escape(&own.text("language-label"));
    format!("<p>{label}: {links}</p>\n")
}

/// The content with the language that the address selects in its links to pages and its forms.
fn in_language(plain: &str, request: &HttpRequest) -> String {
    let is_selected = request
        .query_string()
        .split('&')
        .any(|pair| pair.starts_with("lang="));
    if !is_selected {
        return plain.to_owned();
    }
    let code = Language::of(request).code();
    let hidden = format!("<input type=\"hidden\" name=\"lang\" value=\"{code}\"></form>");
    let plain = plain.replace("</form>", &hidden);
    let mut parts = plain.split("href=\"/");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_once('"').unwrap_or((part, ""));
        let is_file = [".ics", ".svg", ".png"]
            .iter()
            .any(|end| address.ends_with(end));
        let lang = if is_file || address.contains("lang=") {
            String::new()
        } else if address.contains('?') {
            format!("&amp;lang={code}")
        } else {
            format!("?lang={code}")
        };
        let _ = write!(html, "href=\"/{address}{lang}\"{rest}");
    }
    html
}

/// The path and query of the page with a language.
fn in_lang(address: &str, code: &str) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}lang={code}")
}

/// Links to the page in each language, and to the one that selects by the request. They need absolute
/// URLs, which are known from the public URL only.
fn alternates(preview: &Preview, request: &HttpRequest, public_url: Option<&str>) -> String {
    let Some(public_url) = public_url else {
        return String::new();
    };
    let address = preview.canonical.clone().unwrap_or_else(|| {
        let query = without_language(request).join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{query}", request.path())
    });
    let mut links = String::new();
    let mut link = |code: &str, address: &str| {
        let address = escape(&format!("{public_url}{address}"));
        let _ = writeln!(
            links,
            "    <link rel=\"alternate\" hreflang=\"{code}\" href=\"{address}\">"
        );
    };
    for code in LANGUAGES {
        link(code, &in_lang(&address, code));
    }
    link("x-default", &address);
    links
}

/// The structured data as a script that no browser runs. Nothing in its texts ends the script.
fn structured_data(preview: &Preview) -> String {
    let Some(data) = &preview.structured_data else {
        return String::new();
    };
    let json = data.to_string();
    let mut script = String::with_capacity(json.len() + 64);
    script.push_str("    <script type=\"application/ld+json\">");
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(script, "\\u{:04x}", u32::from(character));
            }
            other => script.push(other),
        }
    }
    script + "</script>\n"
}

/// Whether the page is about a day of the reader's choice: one for each day would fill an index.
fn is_of_a_day(request: &HttpRequest) -> bool {
    let pairs = pairs(request.query_string());
    pairs.iter().any(|(name, _)| name == "asOf")
}

/// The Open Graph tags of the document (<https://ogp.me>). The picture needs an absolute URL, which is
/// known from the public URL only.
fn tags(preview: &Preview, request: &HttpRequest, public_url: Option<&str>) -> String {
    let title = escape(&preview.title);
    let description = escape(&preview.description);
    let mut tags = format!(
        "    <title>{title} · certgraph</title>\n    \
         <meta name=\"description\" content=\"{description}\">\n    \
         <meta property=\"og:type\" content=\"website\">\n    \
         <meta property=\"og:site_name\" content=\"certgraph\">\n    \
         <meta property=\"og:title\" content=\"{title}\">\n    \
         <meta property=\"og:description\" content=\"{description}\">\n"
    );
    let base = public_url.unwrap_or_default();
    if let Some(canonical) = &preview.canonical {
        // Each language is a page of its own; without one the request selects it.
        let address = match Language::of_address(request) {
            Some(language) => in_lang(canonical, language.code()),
            None => canonical.clone(),
        };
        let address = escape(&format!("{base}{address}"));
        let _ = writeln!(tags, "    <link rel=\"canonical\" href=\"{address}\">");
    }
    if is_of_a_day(request) {
        tags.push_str("    <meta name=\"robots\" content=\"noindex, follow\">\n");
    }
    if let Some(picture) = &preview.picture {
        picture_tags(&mut tags, picture, base);
    }
    tags
}

/// Many clients, such as chats, show no SVG.
fn picture_tags(tags: &mut String, picture: &PreviewPicture, public_url: &str) {
    let (extension, media_type) = if cfg!(feature = "png") {
        ("png", "image/png")
    } else {
        ("svg", "image/svg+xml")
    };
    let PreviewPicture { path, query, .. } = picture;
    let mark = if query.is_empty() { "" } else { "?" };
    let address = escape(&format!("{public_url}{path}.{extension}{mark}{query}"));
    let alt = escape(&picture.alt);
    let mut tag = |name: &str, content: &str| {
        let _ = writeln!(
            tags,
            "    <meta property=\"og:image{name}\" content=\"{content}\">"
        );
    };
    tag("", &address);
    tag(":type", media_type);
    tag(":alt", &alt);
    if let Some((width, height)) = picture.size {
        tag(":width", &width.to_string());
        tag(":height", &height.to_string());
    }
    tags.push_str("    <meta name=\"twitter:card\" content=\"summary_large_image\">\n");
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use serde_json::json;

    use super::{super::embedded_files::content_type, *};

    #[test]
    fn every_file_has_a_known_type() {
        for name in Assets::iter() {
            assert_ne!(content_type(&name), "application/octet-stream", "{name}");
        }
        for document in &*DOCUMENTS {
            assert!(
                [PREVIEW, PLAIN, MAIN]
                    .iter()
                    .all(|part| document.contains(part))
            );
        }
    }

    #[test]
    fn query_parameters_are_escaped() {
        let picture = PreviewPicture {
            path: "/paths/x".to_owned(),
            query: "held=\"><script>&path=2".to_owned(),
            size: None,
            alt: "\"><script>".to_owned(),
        };
        let bare = Preview::bare("</title><script>".to_owned(), "\"><script>".to_owned());
        let preview = Preview {
            picture: Some(picture),
            structured_data: Some(json!({ "name": "</script><!--\u{2028}\u{2029}&amp;" })),
            ..bare.at("/?role=\"><script>")
        };
        let request = TestRequest::with_uri("/?asOf=2026-06-12&lang=de").to_http_request();
        let tags = tags(&preview, &request, None);
        assert!(!tags.contains("<script>"), "{tags}");
        assert!(
            tags.contains("?held=&quot;&gt;&lt;script&gt;&amp;path=2\""),
            "{tags}"
        );
        assert!(tags.contains("&amp;lang=de\">"), "{tags}");
        assert!(tags.contains("content=\"noindex, follow\""), "{tags}");
        let script = structured_data(&preview);
        let (_, rest) = script.split_once("json\">").unwrap();
        let (json, _) = rest.split_once("</script>\n").unwrap();
        assert!(
            !json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
            "{json}"
        );
        let read: Value = serde_json::from_str(json).unwrap();
        assert_eq!(Some(read), preview.structured_data);
    }
}
