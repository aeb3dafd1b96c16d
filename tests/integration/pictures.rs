//! Pictures over real HTTP: the same bytes from both databases.

#[cfg(feature = "png")]
use std::fmt::Write;
use std::path::Path;

use reqwest::{Client, Response};
use serde_json::Value;

use crate::support::server::TestServer;

async fn get(server: &TestServer, address: &str) -> Response {
    let url = format!("{}{address}", server.url);
    Client::new().get(url).send().await.unwrap()
}

const PATH: &str = "/paths/azure-ai-engineer.svg?experience=NEW_TO_CLOUD&asOf=2026-11-22";

/// Name of the snapshot, and address of the picture.
const PICTURES: [(&str, &str); 9] = [
    ("path", PATH),
    (
        "path-of-three-dark",
        "/paths/career-changer.svg?experience=NEW_TO_CLOUD&asOf=2026-11-22&path=2&weeklyHours=6&deadline=2028-01-31&theme=dark",
    ),
    (
        "path-before-a-retirement",
        "/paths/azure-developer.svg?asOf=2026-01-15&weeklyHours=12&vendors=microsoft",
    ),
    (
        "path-over-budget",
        "/paths/azure-ai-engineer.svg?experience=NEW_TO_CLOUD&asOf=2026-11-22&maxFees=50",
    ),
    (
        "path-already-there",
        "/paths/azure-newcomer.svg?asOf=2026-11-22&held=microsoft/AZ-900,microsoft/AZ-104,microsoft/AI-103,microsoft/AI-901",
    ),
    (
        "weights",
        "/exams/microsoft/AI-102/weights.svg?asOf=2026-06-12",
    ),
    (
        "weights-dark",
        "/exams/AIF-C01/weights.svg?asOf=2026-11-22&theme=dark",
    ),
    (
        "card-of-an-exam",
        "/exams/microsoft/AI-102/card.svg?asOf=2026-11-22",
    ),
    (
        "card-of-a-comparison",
        "/compare/card.svg?exams=microsoft/AI-102,microsoft/AI-103&asOf=2026-11-22&theme=dark",
    ),
];

#[tokio::test]
async fn pictures_are_drawn_the_same_each_time() {
    let server = TestServer::start().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/pictures");
    for (name, address) in PICTURES {
        let response = get(&server, address).await;
        assert_eq!(response.status(), 200, "{address}");
        assert_eq!(response.headers()["content-type"], "image/svg+xml");
        let policy = &response.headers()["content-security-policy"];
        assert_eq!(policy, "default-src 'none'; frame-ancestors 'none'");
        let text = response.text().await.unwrap();
        for part in [
            "role=\"img\"",
            "<title id=\"title\">",
            "<desc id=\"description\">",
        ] {
            assert!(text.contains(part), "{name}: {part}");
        }
        assert!(
            !text.contains("<script") && !text.contains("href"),
            "{name}"
        );
        insta::with_settings!({
            snapshot_path => &folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
            description => address,
        }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

/// The picture shows what the API answers.
#[tokio::test]
async fn a_picture_shows_the_figures_of_the_api() {
    let server = TestServer::start().await;
    let query = r#"{ recommendedPaths(role: "azure-ai-engineer", asOf: "2026-11-22",
        profile: { experience: NEW_TO_CLOUD, held: ["microsoft/AI-901"] }, constraints: { weeklyHours: 4 }) {
        ... on RecommendedPaths { paths { rank label summary steps { exam { code } } } } } }"#;
    let data = server.data(query).await;
    let paths = data["recommendedPaths"]["paths"].as_array().unwrap();
    assert!(paths.len() > 1);
    for path in paths {
        let address = format!(
            "{PATH}&held=microsoft/AI-901&weeklyHours=4&path={}",
            path["rank"]
        );
        let picture = get(&server, &address).await.text().await.unwrap();
        let shown = |value: &Value| picture.contains(value.as_str().unwrap());
        assert!(
            shown(&path["label"]) && shown(&path["summary"]),
            "{picture}"
        );
        for step in path["steps"].as_array().unwrap() {
            assert!(shown(&step["exam"]["code"]), "{picture}");
        }
    }
}

/// Each of these pictures needs a search; the queue of the pool is shorter than the burst.
#[tokio::test]
async fn a_burst_of_requests_for_one_picture_is_answered() {
    let server = TestServer::start().await;
    let mut addresses = vec![PATH.to_owned()];
    if cfg!(feature = "png") {
        addresses.push(format!("{}&theme=dark", PATH.replace(".svg", ".png")));
        addresses.push("/exams/microsoft/AI-102/card.png?asOf=2026-11-22".to_owned());
    }
    for address in addresses {
        let burst = (0..50).map(|_| get(&server, &address));
        let responses = futures_util::future::join_all(burst).await;
        let statuses: Vec<_> = responses.iter().map(reqwest::Response::status).collect();
        assert!(
            statuses.iter().all(|status| *status == 200),
            "{address}: {statuses:?}"
        );
    }
}

#[tokio::test]
async fn pictures_are_cached_like_responses() {
    let server = TestServer::start().await;
    let lived = |response: &Response| {
        let value = response.headers()["cache-control"].to_str().unwrap();
        value.to_owned()
    };
    let named = get(&server, PATH).await;
    assert!(
        lived(&named).starts_with("public, max-age=60"),
        "{}",
        lived(&named)
    );
    assert!(lived(&named).contains("stale-if-error=86400"));
    let tag = named.headers()["etag"].clone();
    let today = get(&server, "/exams/AIF-C01/weights.svg").await;
    assert!(lived(&today).starts_with("public, max-age="));
    assert!(
        !lived(&today).contains("stale-if-error=86400"),
        "{}",
        lived(&today)
    );

    let again = Client::new()
        .get(format!("{}{PATH}", server.url))
        .header("if-none-match", &tag);
    let again = again.send().await.unwrap();
    assert_eq!(again.status(), 304);
    let other = get(&server, &format!("{PATH}&theme=dark")).await;
    assert_ne!(other.headers()["etag"], tag);
}

#[tokio::test]
async fn what_makes_no_picture_is_refused() {
    let server = TestServer::start().await;
    for (address, status, code) in [
        ("/paths/nobody.svg", 404, "NOT_FOUND"),
        ("/paths/%3Cscript%3E.svg", 404, "NOT_FOUND"),
        ("/exams/microsoft/AI-999/weights.svg", 404, "NOT_FOUND"),
        ("/exams/nobody/AI-103/weights.svg", 404, "NOT_FOUND"),
        ("/exams/AI-999/weights.svg", 404, "NOT_FOUND"),
        (&format!("{PATH}&theme=pink"), 400, "BAD_USER_INPUT"),
        (&format!("{PATH}&path=0"), 400, "BAD_USER_INPUT"),
        (&format!("{PATH}&path=11"), 400, "BAD_USER_INPUT"),
        (&format!("{PATH}&maxFees=much"), 400, "BAD_USER_INPUT"),
        (
            &format!("{PATH}&deadline=2026-11-21"),
            400,
            "BAD_USER_INPUT",
        ),
        (&format!("{PATH}&deadline=soon"), 400, "BAD_USER_INPUT"),
        (&format!("{PATH}&weeklyHours=0"), 400, "BAD_USER_INPUT"),
        (&format!("{PATH}&vendors=nobody"), 400, "BAD_USER_INPUT"),
        (
            &format!("{PATH}&held=microsoft/AI-999"),
            400,
            "UNKNOWN_EXAM",
        ),
        ("/map.svg?asOf=2026-13-01", 400, "BAD_USER_INPUT"),
        ("/exams/microsoft/AI-999/card.svg", 404, "NOT_FOUND"),
        (
            "/compare/card.svg?exams=microsoft/AI-999",
            400,
            "UNKNOWN_EXAM",
        ),
        (
            "/compare/card.svg?exams=microsoft/AI-900,microsoft/AI-102,microsoft/AI-103,aws/AIF-C01,microsoft/AZ-104",
            400,
            "BAD_USER_INPUT",
        ),
        ("/card.svg?theme=pink", 400, "BAD_USER_INPUT"),
    ] {
        let response = get(&server, address).await;
        assert_eq!(response.status(), status, "{address}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{address}");
    }
}

/// The size of a PNG, by its header (RFC 2083, section 4.1.1).
#[cfg(feature = "png")]
fn png_size(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&bytes[12..16], b"IHDR");
    assert_eq!(&bytes[bytes.len() - 8..bytes.len() - 4], b"IEND");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[cfg(feature = "png")]
#[tokio::test]
async fn every_picture_is_there_as_png_too() {
    let server = TestServer::start().await;
    for (address, width, height) in [
        (PATH, 1_920, None),
        (
            "/exams/microsoft/AI-102/weights.svg?asOf=2026-06-12",
            1_920,
            Some(968),
        ),
        (
            "/exams/AIF-C01/weights.svg?asOf=2026-11-22&theme=dark",
            1_920,
            None,
        ),
        (
            "/exams/microsoft/AI-102/card.svg?asOf=2026-11-22",
            1_200,
            Some(630),
        ),
        (
            "/compare/card.svg?exams=microsoft/AI-102,aws/AIF-C01",
            1_200,
            Some(630),
        ),
        ("/compare/card.svg", 1_200, Some(630)),
        ("/card.svg", 1_200, Some(630)),
        ("/map.svg?asOf=2026-11-22&width=600", 600, Some(424)),
    ] {
        let address = address.replace(".svg", ".png");
        let response = get(&server, &address).await;
        assert_eq!(response.status(), 200, "{address}");
        assert_eq!(response.headers()["content-type"], "image/png");
        assert!(!response.headers().contains_key("content-encoding"));
        let policy = &response.headers()["content-security-policy"];
        assert_eq!(policy, "default-src 'none'; frame-ancestors 'none'");
        let tag = response.headers()["etag"].clone();
        let bytes = response.bytes().await.unwrap();
        let (found_width, found_height) = png_size(&bytes);
        assert_eq!(found_width, width, "{address}");
        assert!(
            height.is_none_or(|height| height == found_height),
            "{address}: {found_height}"
        );
        assert!(
            bytes.len() > 2_000 && bytes.len() < 600_000,
            "{address}: {}",
            bytes.len()
        );
        let again = Client::new()
            .get(format!("{}{address}", server.url))
            .header("if-none-match", &tag);
        assert_eq!(again.send().await.unwrap().status(), 304, "{address}");
    }
}

/// Another process draws the same bytes, without fonts of its machine.
#[cfg(feature = "png")]
#[tokio::test]
async fn png_bytes_are_the_same_from_each_server() {
    let address = "/exams/microsoft/AI-102/card.png?asOf=2026-11-22";
    let (one, other) = (TestServer::start().await, TestServer::start().await);
    let first = get(&one, address).await.bytes().await.unwrap();
    assert_eq!(first, get(&other, address).await.bytes().await.unwrap());
    let digest = <sha2::Sha256 as sha2::Digest>::digest(&first);
    let digest = digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    insta::assert_snapshot!(digest, @"bc739697f1f8a9a2c7bd463a4aec4e1110a5bb38cd53b24bb2c279b826ea17c4");
}

#[cfg(feature = "png")]
#[tokio::test]
async fn parameters_that_make_no_png_are_refused() {
    let server = TestServer::start().await;
    let many = vec!["microsoft/AI-102"; 101].join(",");
    for (address, code) in [
        ("/map.png?width=0".to_owned(), "BAD_USER_INPUT"),
        ("/map.png?width=299".to_owned(), "BAD_USER_INPUT"),
        ("/map.png?width=3509".to_owned(), "BAD_USER_INPUT"),
        (
            "/map.png?width=99999999999999999999".to_owned(),
            "BAD_USER_INPUT",
        ),
        ("/map.png?width=-1".to_owned(), "BAD_USER_INPUT"),
        ("/map.png?width=1e3".to_owned(), "BAD_USER_INPUT"),
        ("/map.png?width=NaN".to_owned(), "BAD_USER_INPUT"),
        ("/map.png?width=299&width=300".to_owned(), "BAD_USER_INPUT"),
        ("/map.png?theme=%00".to_owned(), "BAD_USER_INPUT"),
        (format!("/map.png?held={many}"), "BAD_USER_INPUT"),
        ("/map.png?vendors=%3Cscript%3E".to_owned(), "BAD_USER_INPUT"),
        ("/map.png?asOf=9999999-01-01".to_owned(), "BAD_USER_INPUT"),
        ("/card.png?theme=pink".to_owned(), "BAD_USER_INPUT"),
        (
            "/paths/azure-ai-engineer.png?path=0".to_owned(),
            "BAD_USER_INPUT",
        ),
        ("/paths/nobody.png".to_owned(), "NOT_FOUND"),
        ("/exams/microsoft/AI-999/card.png".to_owned(), "NOT_FOUND"),
    ] {
        let response = get(&server, &address).await;
        assert!(response.status().is_client_error(), "{address}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{address}");
    }
}
