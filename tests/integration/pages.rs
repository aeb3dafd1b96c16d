//! The pages for people: their document, what links to them show, and what they may load.

use certgraph::http::HttpConfig;

use crate::support::{
    content::shipped,
    edge::{Edge, EdgeParts, header},
};

const PAGES: [&str; 5] = [
    "/",
    "/?role=azure-ai-engineer",
    "/exams/microsoft/AI-103",
    "/compare?exams=microsoft/AI-102,microsoft/AZ-204",
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
    for (address, title, picture) in [
        ("/", "Which certification, in which order?", None),
        (
            "/?role=nobody",
            "Which certification, in which order?",
            None,
        ),
        (
            "/?role=azure-ai-engineer&weeklyHours=6&whyNot=AI-900&held=microsoft/AI-901",
            "Paths to Azure AI engineer",
            Some("/paths/azure-ai-engineer.svg?weeklyHours=6&amp;held=microsoft/AI-901"),
        ),
        (
            "/exams/microsoft/ai-103?experience=PRACTITIONER",
            "AI-103: Developing AI Apps and Agents on Azure",
            Some("/exams/microsoft/AI-103/weights.svg"),
        ),
        ("/compare", "Compare exams", None),
        ("/whats-new", "What’s new", None),
    ] {
        let html = document(&edge, address).await;
        assert!(
            html.contains(&format!("<title>{title} · certgraph</title>")),
            "{html}"
        );
        let tag = format!("<meta property=\"og:title\" content=\"{title}\">");
        assert!(html.contains(&tag), "{html}");
        match picture {
            Some(picture) => {
                let full = format!("https://certs.example{picture}");
                let tag = format!("<meta property=\"og:image\" content=\"{full}\">");
                assert!(html.contains(&tag), "{html}");
                let drawn = edge.get(&picture.replace("&amp;", "&")).await;
                assert_eq!(header(&drawn, "content-type"), "image/svg+xml");
            }
            None => assert!(!html.contains("og:image"), "{html}"),
        }
    }
}

#[tokio::test]
async fn what_an_address_says_stays_text() {
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
