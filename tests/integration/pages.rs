//! The pages for people: their document, what links to them show, and what they may load.

mod exam_figures;

use certgraph::http::{CorsPolicy, HttpConfig};

use reqwest::Method;
use serde_json::json;

use crate::support::{
    content::shipped,
    edge::{Edge, EdgeParts, header},
};

const PAGES: [&str; 13] = [
    "/",
    "/exams?vendors=microsoft",
    "/certifications",
    "/certifications/azure-administrator-associate",
    "/roles",
    "/?role=azure-ai-engineer",
    "/exams/microsoft/AI-103",
    "/compare?exams=microsoft/AI-102,microsoft/AZ-204",
    "/my",
    "/dates?vendors=microsoft",
    "/job-advert",
    "/check?exam=AI-102&fact=FEE&value=165+USD",
    "/whats-new",
];

fn shipped_edge() -> Edge {
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(shipped(), 1);
    edge
}

async fn document(edge: &Edge, address: &str) -> String {
    edge.get(address).await.text().await.unwrap()
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    html.split(begin.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[tokio::test]
async fn every_page_loads_only_files_of_the_server() {
    let edge = shipped_edge();
    for address in PAGES {
        let page = edge.get(address).await;
        assert_eq!(page.status(), 200, "{address}");
        let policy = header(&page, "content-security-policy").to_owned();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(
            !policy.contains("unsafe") && !policy.contains("http"),
            "{policy}"
        );
        assert_eq!(header(&page, "cache-control"), "no-cache");
        let html = page.text().await.unwrap();
        assert!(
            !html.contains("<style") && !html.contains(" style="),
            "{address}"
        );
        assert!(!html.contains("<script>"), "{address}");
        let mut loaded = values(&html, "src");
        loaded.extend(
            values(&html, "href")
                .iter()
                .filter(|to| to.contains("/assets/")),
        );
        assert!(loaded.len() >= 4, "{loaded:?}");
        for file in loaded {
            let response = edge.get(file).await;
            assert_eq!(response.status(), 200, "{file}");
            let kept = header(&response, "cache-control");
            assert_eq!(kept, "public, max-age=31536000, immutable", "{file}");
        }
    }
}

#[tokio::test]
async fn links_to_a_page_show_what_it_is_about() {
    let edge = shipped_edge();
    let card = Some((1_200, 630));
    for (address, title, picture, size) in [
        ("/", "Which certification, in which order?", "/card", card),
        ("/?role=nobody", "No such role", "/card", card),
        (
            "/certifications/azure-administrator-associate",
            "Microsoft Certified: Azure Administrator Associate",
            "/card",
            card,
        ),
        ("/roles", "Roles", "/card", card),
        (
            "/compare?exams=AI-102,microsoft/AZ-204",
            "AI-102 and AZ-204 compared",
            "/compare/card?exams=microsoft/AI-102,microsoft/AZ-204",
            card,
        ),
        (
            "/?role=azure-ai-engineer&weeklyHours=6&whyNot=AI-900&held=microsoft/AI-901",
            "Paths to Azure AI engineer",
            "/paths/azure-ai-engineer?weeklyHours=6&amp;held=microsoft/AI-901",
            None,
        ),
        (
            "/exams/microsoft/AI-103?experience=PRACTITIONER",
            "AI-103: Developing AI Apps and Agents on Azure",
            "/exams/microsoft/AI-103/card",
            card,
        ),
        (
            "/compare?exams=microsoft/AI-102,microsoft/AI-103&path=2",
            "AI-102 and AI-103 compared",
            "/compare/card?exams=microsoft/AI-102,microsoft/AI-103",
            card,
        ),
        ("/compare", "Compare exams", "/card", card),
        ("/my", "What I hold and plan", "/card", card),
        ("/dates", "Dates", "/card", card),
        ("/job-advert", "Paste a job advert", "/card", card),
        ("/check", "Check claims", "/card", card),
        (
            "/map?held=microsoft/AI-102",
            "Map of exams",
            "/map?width=1200&amp;held=microsoft/AI-102",
            None,
        ),
        ("/whats-new", "What’s new", "/card", card),
    ] {
        let html = document(&edge, address).await;
        assert!(
            html.contains(&format!("<title>{title} · certgraph</title>")),
            "{html}"
        );
        let (path, query) = picture.split_once('?').unwrap_or((picture, ""));
        let mark = if query.is_empty() { "" } else { "?" };
        let (extension, media_type) = if cfg!(feature = "png") {
            ("png", "image/png")
        } else {
            ("svg", "image/svg+xml")
        };
        let picture = format!("{path}.{extension}{mark}{query}");
        let mut tags = vec![
            ("title", title.to_owned()),
            ("image", format!("https://certs.example{picture}")),
            ("image:type", media_type.to_owned()),
        ];
        if let Some((width, height)) = size {
            tags.push(("image:width", width.to_string()));
            tags.push(("image:height", height.to_string()));
        }
        for (name, content) in tags {
            let tag = format!("<meta property=\"og:{name}\" content=\"{content}\">");
            assert!(html.contains(&tag), "{address}: {tag}");
        }
        assert!(html.contains("<meta property=\"og:image:alt\""), "{html}");
        let drawn = edge.get(&picture.replace("&amp;", "&")).await;
        assert_eq!(drawn.status(), 200, "{picture}");
        assert_eq!(header(&drawn, "content-type"), media_type);
    }
}

#[tokio::test]
async fn query_parameters_are_escaped_in_pages() {
    let edge = shipped_edge();
    let address = "/?role=azure-ai-engineer&held=\"><script>alert(1)</script>&path='";
    let html = document(&edge, address).await;
    assert!(!html.contains("<script>alert"), "{html}");
    let html = document(&edge, "/exams/microsoft/%22%3E%3Cscript%3Ealert(1)").await;
    assert!(!html.contains("<script>alert"), "{html}");
}

#[tokio::test]
async fn a_page_of_no_exam_is_not_found_but_still_a_page() {
    let edge = shipped_edge();
    let page = edge.get("/exams/microsoft/AI-999").await;
    assert_eq!(page.status(), 404);
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    assert!(page.text().await.unwrap().contains("id=\"site\""));

    // Before the first catalogue nobody can tell.
    let empty = Edge::start_with(&HttpConfig::default());
    assert_eq!(empty.get("/exams/microsoft/AI-999").await.status(), 200);
    assert_eq!(empty.get("/?role=azure-ai-engineer").await.status(), 200);
    assert_eq!(
        empty.get("/paths/azure-ai-engineer.svg").await.status(),
        503
    );
}

/// Two vendors share the code `Q-1`; `MM-2` was `MM-1` before.
fn small_edge(cors: CorsPolicy) -> Edge {
    let exam = |vendor: &str, code: &str| json!({ "vendor": vendor, "code": code, "title": format!("{vendor} <{code}>") });
    let mut renamed = exam("acme", "MM-2");
    renamed["former_codes"] = json!(["MM-1"]);
    let content = json!({
        "vendor": [{ "slug": "acme", "name": "Acme & Sons" }, { "slug": "zenith", "name": "Zenith" }],
        "exam": [exam("acme", "Q-1"), exam("zenith", "q-1"), renamed],
    });
    let edge = Edge::assemble(EdgeParts {
        cors,
        ..EdgeParts::default()
    });
    edge.publish(serde_json::from_value(content).unwrap(), 1);
    edge
}

#[tokio::test]
async fn a_code_alone_leads_to_the_page_of_its_exam() {
    let shipped = shipped_edge();
    let small = small_edge(CorsPolicy::None);
    for (edge, address, page) in [
        (&shipped, "/exams/AI-102", "/exams/microsoft/AI-102"),
        (&shipped, "/exams/az-104", "/exams/microsoft/AZ-104"),
        (
            &shipped,
            "/exams/saa-c03?asOf=2026-06-12",
            "/exams/aws/SAA-C03?asOf=2026-06-12",
        ),
        (
            &shipped,
            "/exams/Microsoft/az-104",
            "/exams/microsoft/AZ-104",
        ),
        (&small, "/exams/mm-1", "/exams/acme/MM-2"),
        (&small, "/exams/acme/MM-1?x=%22", "/exams/acme/MM-2?x=%22"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let response = edge.request(method, address).send().await.unwrap();
            assert_eq!(response.status(), 308, "{address}");
            assert_eq!(header(&response, "location"), page, "{address}");
            assert_eq!(header(&response, "cache-control"), "no-cache", "{address}");
            assert_eq!(response.text().await.unwrap(), "", "{address}");
        }
        assert_eq!(edge.get(page).await.status(), 200, "{page}");
    }
    let posted = small.request(Method::POST, "/exams/mm-1").send().await;
    assert_eq!(posted.unwrap().status(), 405);
}

#[tokio::test]
async fn the_first_of_repeated_parameters_counts_on_pages_and_in_files() {
    let edge = shipped_edge();
    for (repeated, first) in [
        (
            "/exams?vendors=aws&vendors=microsoft&asOf=2026-11-22",
            "/exams?vendors=aws&asOf=2026-11-22",
        ),
        (
            "/?role=azure-ai-engineer&asOf=2026-06-12&role=x&asOf=2026-11-22",
            "/?role=azure-ai-engineer&asOf=2026-06-12",
        ),
    ] {
        let (found, expected) = (plain(&edge, repeated).await, plain(&edge, first).await);
        // Links to the other languages have the address as it is.
        let content = |(_, html): (u16, String)| {
            let (content, _) = html.split_once("<p>Language: ").unwrap();
            content.to_owned()
        };
        assert_eq!(content(found), content(expected));
    }
    for (repeated, first) in [
        (
            "/map.svg?asOf=2026-06-12&asOf=x",
            "/map.svg?asOf=2026-06-12",
        ),
        ("/map.svg?asOf=&asOf=2026-06-12", "/map.svg"),
        (
            "/paths/azure-ai-engineer.svg?%61sOf=2026-06-12&asOf=x",
            "/paths/azure-ai-engineer.svg?asOf=2026-06-12",
        ),
        (
            "/card.svg?exams=AI-102&theme=dark&theme=pink",
            "/card.svg?exams=AI-102&theme=dark",
        ),
    ] {
        let (found, expected) = (edge.get(repeated).await, edge.get(first).await);
        assert_eq!(found.status(), 200, "{repeated}");
        let (found, expected) = (found.text().await, expected.text().await);
        assert_eq!(found.unwrap(), expected.unwrap(), "{repeated}");
    }
}

#[tokio::test]
async fn a_vendor_leads_to_the_list_of_its_exams() {
    let edge = shipped_edge();
    for address in ["/exams/Microsoft", "/vendors/microsoft"] {
        let response = edge.get(address).await;
        assert_eq!(response.status(), 308, "{address}");
        assert_eq!(header(&response, "location"), "/exams?vendors=microsoft");
        assert_eq!(header(&response, "cache-control"), "no-cache");
        let response = edge.get(&format!("{address}?lang=de")).await;
        let location = header(&response, "location").to_owned();
        assert_eq!(location, "/exams?vendors=microsoft&lang=de");
    }
    let unknown = edge.get("/vendors/%3Cscript%3E").await;
    assert_eq!(unknown.status(), 404);
    let html = unknown.text().await.unwrap();
    assert!(html.contains("&lt;script&gt;") && html.contains("href=\"/exams\""));
}

#[tokio::test]
async fn pages_have_their_content_without_a_script() {
    let edge = shipped_edge();
    let html = document(&edge, "/exams/microsoft/AI-102?asOf=2026-06-12").await;
    let (_, plain) = html.split_once("<article class=\"noscript\">").unwrap();
    for part in [
        "<h1>AI-102: Designing and Implementing a Microsoft Azure AI Solution</h1>",
        "State on 12 June 2026: Retiring.",
        "<li>Fee: 165 USD. Source: <a href=",
        "<li>Retires on: 30 June 2026. Source: <a href=",
        "Can be booked until 30 June 2026",
        "<h2>Study plan</h2>",
        "<li>Spent: 3765–6245 USD</li>",
        "<h2>What the exam covers</h2>",
        "<a href=\"/exams/microsoft/AI-103\">AI-103</a>",
    ] {
        assert!(plain.contains(part), "{part} is missing in {plain}");
    }
    let html = document(&edge, "/exams?vendors=aws").await;
    assert!(html.contains("<a href=\"/exams/aws/SAA-C03\">SAA-C03</a>"));
    assert!(!html.contains("<a href=\"/exams/microsoft/AI-103\">"));
    assert!(html.contains("<title>Exams of AWS · certgraph</title>"));
    assert!(html.contains("<h1>Exams of AWS</h1>"));
    let html = document(&edge, "/exams?vendors=aws&lang=de").await;
    assert!(html.contains("<title>Prüfungen von AWS · certgraph</title>"));
    let html = document(&edge, "/exams?vendors=aws,microsoft").await;
    assert!(html.contains("<title>Exams · certgraph</title>"));
}

/// The content of a page without JavaScript, and its status.
async fn plain(edge: &Edge, address: &str) -> (u16, String) {
    let page = edge.get(address).await;
    let status = page.status().as_u16();
    let html = page.text().await.unwrap();
    let (_, rest) = html.split_once("<article class=\"noscript\">\n").unwrap();
    let (plain, _) = rest
        .split_once("        <p class=\"needs-script\">")
        .unwrap();
    (status, plain.to_owned())
}

#[tokio::test]
async fn pages_without_a_script_are_the_same_as_before() {
    let edge = shipped_edge();
    for (name, address) in [
        (
            "path",
            "/?role=azure-ai-engineer&held=AI-901&experience=PRACTITIONER&weeklyHours=6&asOf=2026-11-22",
        ),
        (
            "path-in-german",
            "/?role=azure-ai-engineer&maxFees=x&asOf=2026-11-22&lang=de",
        ),
        (
            "conflict",
            "/?role=azure-ai-engineer&maxFees=50&vendors=microsoft&asOf=2026-11-22",
        ),
        ("ignored", "/?role=nobody-engineer&held=x"),
        (
            "comparison",
            "/compare?exams=AI-102,microsoft/AZ-204,zz/1&asOf=2026-11-22",
        ),
        (
            "comparison-in-german",
            "/compare?exams=cncf/CKS,microsoft/AZ-104&asOf=2026-11-22&lang=de",
        ),
        (
            "exam-in-spanish",
            "/exams/microsoft/AI-103?asOf=2026-11-22&lang=es",
        ),
        ("roles-in-german", "/roles?lang=de"),
        ("start-in-spanish", "/?lang=es"),
        ("my-in-german", "/my?lang=de"),
        (
            "retired-exam-in-german",
            "/exams/microsoft/AI-102?asOf=2026-11-22&lang=de",
        ),
        (
            "conflict-in-spanish",
            "/?role=azure-ai-engineer&maxFees=50&vendors=microsoft&asOf=2026-11-22&lang=es",
        ),
        (
            "certification",
            "/certifications/azure-ai-engineer-associate?asOf=2026-06-12",
        ),
        (
            "exam-list",
            "/exams?vendors=microsoft&levels=FUNDAMENTALS&maxFee=100&maxHours=48&order=STUDY_HOURS&asOf=2026-11-22",
        ),
    ] {
        let (_, plain) = plain(&edge, address).await;
        insta::with_settings!({ snapshot_path => "pages", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, plain);
        });
    }
}

#[tokio::test]
async fn wrong_names_in_an_address_are_not_found_and_offer_the_nearest() {
    let edge = shipped_edge();
    for (address, status, near) in [
        ("/?role=azure-ai-enginer", 404, "/?role=azure-ai-engineer"),
        ("/?role=", 200, ""),
        (
            "/certifications/azure-ai-enginer",
            404,
            "/certifications/azure-ai-engineer-associate",
        ),
        ("/certifications/%3Cscript%3E", 404, "/certifications"),
        ("/exams/microsoft/AI-999", 404, "/exams/microsoft/AI-901"),
        (
            "/compare?exams=AI-999,AI-103",
            404,
            "/exams/microsoft/AI-901",
        ),
        (
            "/compare?exams=AI-999,AI-103,AI-102",
            200,
            "/exams/microsoft/AI-103",
        ),
        ("/compare?exams=AI-103", 200, "/compare?exams="),
    ] {
        let (found, plain) = plain(&edge, address).await;
        assert_eq!(found, status, "{address}");
        assert!(!plain.contains("<script>"), "{plain}");
        let link = format!("<a href=\"{near}");
        assert!(
            near.is_empty() || plain.contains(&link),
            "{address}: {plain}"
        );
    }
    let other_case = edge
        .get("/certifications/Azure-AI-Engineer-Associate?asOf=2026-06-12")
        .await;
    assert_eq!(other_case.status(), 308);
    assert_eq!(
        header(&other_case, "location"),
        "/certifications/azure-ai-engineer-associate?asOf=2026-06-12"
    );
}

#[tokio::test]
async fn each_page_names_its_canonical_address() {
    let edge = shipped_edge();
    for (address, canonical) in [
        ("/", "/"),
        (
            "/?role=Azure-AI-Engineer&path=2",
            "/?role=azure-ai-engineer",
        ),
        ("/exams?order=FEE", "/exams"),
        (
            "/exams/microsoft/AI-103?asOf=2026-06-12",
            "/exams/microsoft/AI-103",
        ),
        (
            "/compare?exams=AI-102,az-204",
            "/compare?exams=microsoft/AI-102,microsoft/AZ-204",
        ),
        ("/certifications?levels=ASSOCIATE", "/certifications"),
        ("/roles", "/roles"),
    ] {
        let html = document(&edge, address).await;
        let tag = format!("<link rel=\"canonical\" href=\"https://certs.example{canonical}\">");
        assert!(html.contains(&tag), "{address}: {html}");
    }
}

#[tokio::test]
async fn a_code_that_is_shared_or_unknown_leads_to_what_it_can_mean() {
    let edge = small_edge(CorsPolicy::Any);
    let shared = edge.get("/exams/Q-1?asOf=2026-06-12&a=b").await;
    assert_eq!(shared.status(), 300);
    assert_eq!(header(&shared, "content-type"), "text/html; charset=utf-8");
    assert_eq!(header(&shared, "cache-control"), "no-cache");
    assert_eq!(header(&shared, "access-control-allow-origin"), "*");
    assert!(header(&shared, "content-security-policy").starts_with("default-src 'none'"));
    let html = shared.text().await.unwrap();
    for link in [
        "<a href=\"/exams/acme/Q-1?asOf=2026-06-12&amp;a=b\">Q-1</a> acme &lt;Q-1&gt; (Acme &amp; Sons)",
        "<a href=\"/exams/zenith/q-1?asOf=2026-06-12&amp;a=b\">q-1</a>",
    ] {
        assert!(html.contains(link), "{html}");
    }

    let unknown = edge.get("/exams/MM-3").await;
    assert_eq!(unknown.status(), 404);
    assert_eq!(header(&unknown, "content-type"), "text/html; charset=utf-8");
    let html = unknown.text().await.unwrap();
    assert!(html.contains("<h1>There is no exam MM-3</h1>"), "{html}");
    assert!(
        html.contains("<a href=\"/exams/acme/MM-2\">MM-2</a>"),
        "{html}"
    );
    let head = edge
        .request(Method::HEAD, "/exams/MM-3")
        .send()
        .await
        .unwrap();
    assert_eq!(head.status(), 404);
    assert_eq!(head.text().await.unwrap(), "");

    let far = edge.get("/exams/%22%3E%3Cscript%3Ealert(1)").await;
    assert_eq!(far.status(), 404);
    let html = far.text().await.unwrap();
    assert!(
        !html.contains("<script>") && !html.contains("<li>"),
        "{html}"
    );

    // Before the first catalogue nobody can tell.
    let empty = Edge::start_with(&HttpConfig::default());
    assert_eq!(empty.get("/exams/AI-102").await.status(), 503);
}

#[tokio::test]
async fn pages_without_a_script_link_to_the_other_languages_and_keep_the_selected_one() {
    let edge = shipped_edge();
    let (_, english) = plain(&edge, "/roles?asOf=2026-11-22").await;
    let link = "<a href=\"?asOf=2026-11-22&amp;lang=de\" hreflang=\"de\" lang=\"de\">Deutsch</a>";
    assert!(english.contains(link), "{english}");
    assert!(!english.contains("hreflang=\"en\""), "{english}");
    let (_, german) = plain(&edge, "/?lang=de").await;
    for part in [
        "<a href=\"/?role=azure-ai-engineer&amp;lang=de\">",
        "<a href=\"/exams?lang=de\">",
        "<input type=\"hidden\" name=\"lang\" value=\"de\"></form>",
        "<a href=\"?lang=es\" hreflang=\"es\" lang=\"es\">Español</a>",
    ] {
        assert!(german.contains(part), "{part} is missing in {german}");
    }
}

#[tokio::test]
async fn pages_without_a_script_say_that_a_day_is_in_the_future() {
    let edge = shipped_edge();
    for page in [
        "/?role=azure-ai-engineer&",
        "/exams?vendors=aws&",
        "/exams/microsoft/AI-103?",
        "/certifications?",
        "/certifications/azure-administrator-associate?",
        "/compare?exams=microsoft/AI-102,microsoft/AZ-204&",
        "/dates?",
        "/map?",
    ] {
        let html = document(&edge, &format!("{page}asOf=2030-01-31")).await;
        assert!(html.contains("31 January 2030 is in the future"), "{page}");
        let html = document(&edge, &format!("{page}asOf=2026-06-12")).await;
        assert!(!html.contains("is in the future"), "{page}");
    }
}

#[tokio::test]
async fn a_conflict_links_to_the_question_that_has_a_path() {
    let edge = shipped_edge();
    let address = "/?role=azure-ai-engineer&maxFees=50&asOf=2026-11-22&held=x";
    let (_, conflict) = plain(&edge, address).await;
    let (_, link) = conflict.split_once("<li><a href=\"/?role=").unwrap();
    let (query, _) = link.split_once('"').unwrap();
    assert!(
        query.contains("maxFees=") && !query.contains("held"),
        "{query}"
    );
    let mended = format!("/?role={}", query.replace("&amp;", "&"));
    let (status, paths) = plain(&edge, &mended).await;
    assert_eq!(status, 200);
    assert!(paths.contains("<strong>1. "), "{paths}");
    assert!(!paths.contains("no path meets all your limits"), "{paths}");
}

#[tokio::test]
async fn the_start_page_without_a_script_searches_exams_and_lists_roles() {
    let edge = shipped_edge();
    let (_, start) = plain(&edge, "/").await;
    assert!(start.contains("<form action=\"/exams\">"), "{start}");
    assert!(
        start.contains("<a href=\"/?role=azure-ai-engineer\">"),
        "{start}"
    );
    let (_, found) = plain(&edge, "/exams?text=AI-103").await;
    assert!(
        found.contains("<a href=\"/exams/microsoft/AI-103\">"),
        "{found}"
    );
    assert!(found.contains("name=\"text\" value=\"AI-103\""), "{found}");
    assert!(
        !found.contains("<a href=\"/exams/aws/SAA-C03\">"),
        "{found}"
    );
    let policy = edge.get("/").await;
    assert!(header(&policy, "content-security-policy").contains("form-action 'self'"));
}

#[tokio::test]
async fn pages_of_wrong_addresses_are_in_the_language_of_the_reader() {
    let edge = shipped_edge();
    for (address, texts) in [
        (
            "/exams/AI-999?lang=de",
            ["Es gibt keine Prüfung AI-999", "/exams/microsoft/AI-901"],
        ),
        (
            "/exams/AI-999?lang=es",
            ["No existe", "/exams/microsoft/AI-901"],
        ),
        (
            "/vendors/microsof?lang=de",
            [
                "Es gibt keinen Anbieter microsof",
                "/exams?vendors=microsoft",
            ],
        ),
        (
            "/vendors/zzz?lang=es",
            ["No existe el proveedor zzz", "href=\"/exams\""],
        ),
        (
            "/nowhere?lang=de",
            ["Seite nicht gefunden", "href=\"/exams\""],
        ),
        ("/nowhere?lang=es", ["Página no encontrada", "href=\"/\""]),
    ] {
        let request = edge
            .request(Method::GET, address)
            .header("accept", "text/html");
        let page = request.send().await.unwrap();
        assert_eq!(page.status(), 404, "{address}");
        let code = &address[address.len() - 2..];
        assert_eq!(header(&page, "content-language"), code, "{address}");
        assert!(
            header(&page, "vary").contains("Accept-Language"),
            "{address}"
        );
        let html = page.text().await.unwrap();
        for text in texts {
            assert!(html.contains(text), "{address}: {html}");
        }
        assert!(html.contains(&format!("<html lang=\"{code}\">")), "{html}");
        assert!(!html.contains("<!-- "), "{html}");
    }
}
