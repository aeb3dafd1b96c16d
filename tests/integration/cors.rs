//! Cross-origin resource sharing, which never allows credentials.

use std::collections::BTreeSet;

use certgraph::{config::OriginList, http::CorsPolicy};
use reqwest::{Client, Method, Response, header::HeaderName, redirect::Policy};

use crate::support::{
    database::fresh,
    edge::{Edge, EdgeParts, header},
    server::{NOW, TestServer, clock_at, settings},
};

const ALLOWED: &str = "https://friend.example";
const FOREIGN: &str = "https://stranger.example";

fn cors(cors: CorsPolicy) -> Edge {
    let edge = Edge::assemble(EdgeParts {
        cors,
        ..EdgeParts::default()
    });
    edge.fill();
    edge
}

async fn asked_from(edge: &Edge, origin: &str) -> Response {
    let body = r#"{"query":"{ catalogue { revision } }"}"#;
    let request = edge.post(body).header("origin", origin);
    request.send().await.unwrap()
}

/// The allowed origin of a response.
fn reader(response: &Response) -> Option<&str> {
    let headers = response.headers();
    assert!(!headers.contains_key("access-control-allow-credentials"));
    let reader = headers.get("access-control-allow-origin")?;
    Some(reader.to_str().unwrap())
}

#[tokio::test]
async fn allowed_origins_may_read_responses() {
    let none = cors(CorsPolicy::None);
    let any = cors(CorsPolicy::Any);
    let these = cors(CorsPolicy::Origins(vec![ALLOWED.to_owned()]));
    for (edge, origin, expected) in [
        (&none, ALLOWED, None),
        (&any, FOREIGN, Some("*")),
        (&these, ALLOWED, Some(ALLOWED)),
        (&these, FOREIGN, None),
        (&these, "null", None),
    ] {
        let response = asked_from(edge, origin).await;
        assert_eq!(
            response.status().as_u16(),
            200,
            "answers do not depend on it"
        );
        assert_eq!(reader(&response), expected, "{origin}");
    }
    let response = asked_from(&these, ALLOWED).await;
    let vary = response.headers().get_all("vary").iter();
    let vary: Vec<_> = vary.map(|value| value.to_str().unwrap()).collect();
    assert!(vary.contains(&"Origin"), "{vary:?}");
}

/// Headers that are safelisted (Fetch, section 3.2.3), not meant for pages, or hidden by browsers.
const NOT_EXPOSED: [&str; 15] = [
    "access-control-allow-origin",
    "access-control-expose-headers",
    "cache-control",
    "connection",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "date",
    "location",
    "referrer-policy",
    "transfer-encoding",
    "vary",
    "x-content-type-options",
    "x-frame-options",
];

#[tokio::test]
async fn every_header_for_pages_is_exposed() {
    let database = fresh().await;
    let mut settings = settings(&database);
    settings.cors_origins = format!("{ALLOWED}:443").parse().unwrap();
    settings.callers.anonymous_rate = 1_000;
    let server = TestServer::with(database, settings, clock_at(NOW)).await;
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let query = Method::from_bytes(b"QUERY").unwrap();
    let mut seen = BTreeSet::new();
    for (method, path, name, value) in [
        (
            Method::GET,
            "/exports/domain-weights.csv",
            "range",
            "bytes=0-9",
        ),
        (
            Method::GET,
            "/exports/catalogue.jsonl",
            "accept-encoding",
            "gzip",
        ),
        (
            Method::GET,
            "/exports/catalogue.jsonl",
            "range",
            "bytes=999999999-",
        ),
        (
            Method::GET,
            "/graphql?query=%7Bcatalogue%7Brevision%7D%7D",
            "accept",
            "*/*",
        ),
        (Method::PUT, "/graphql", "accept", "*/*"),
        (query, "/graphql", "accept", "*/*"),
        (Method::POST, "/graphql", "authorization", "Bearer no"),
        (
            Method::GET,
            "/exams/microsoft/AZ-104/study-plan.ics",
            "accept",
            "*/*",
        ),
        (Method::GET, "/exams/az-104", "accept", "*/*"),
        (Method::GET, "/schema.graphql", "accept-encoding", "br"),
        (Method::GET, "/readyz", "accept", "*/*"),
    ] {
        let request = client.request(method, format!("{}{path}", server.url));
        let request = request.header(name, value).header("origin", ALLOWED);
        let response = request.send().await.unwrap();
        let exposed = header(&response, "access-control-expose-headers").to_ascii_lowercase();
        let exposed: Vec<&str> = exposed.split(", ").collect();
        for name in response.headers().keys().map(HeaderName::as_str) {
            assert!(
                exposed.contains(&name) || NOT_EXPOSED.contains(&name),
                "{name} of {path}"
            );
            seen.insert(name.to_owned());
        }
        assert_eq!(reader(&response), Some(ALLOWED), "{path}");
    }
    for name in [
        "accept-query",
        "accept-ranges",
        "certgraph-counts",
        "certgraph-cursor",
        "certgraph-revision",
        "certgraph-sha256",
        "content-disposition",
        "content-range",
        "etag",
        "ratelimit",
        "repr-digest",
        "www-authenticate",
    ] {
        assert!(seen.contains(name), "{name} in {seen:?}");
    }
}

#[test]
fn origins_are_normalised_as_by_browsers() {
    for (given, expected) in [
        ("https://a.example:443", "https://a.example"),
        ("http://a.example:80", "http://a.example"),
        ("https://a.example:80", "https://a.example:80"),
        ("HTTPS://A.Example:8443", "https://a.example:8443"),
        ("http://[::1]:80", "http://[::1]"),
        ("http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"),
    ] {
        let origins: OriginList = given.parse().unwrap();
        assert_eq!(
            origins,
            OriginList::These(vec![expected.to_owned()]),
            "{given}"
        );
    }
    for wrong in [
        "https://a.example/",
        "a.example",
        "https://a.example:x",
        "https://*.example",
        "",
    ] {
        assert!(wrong.parse::<OriginList>().is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn preflight_requests_are_served() {
    let ask = async |edge: &Edge, origin: &str| {
        let request = edge.request(Method::OPTIONS, "/graphql");
        let request = request
            .header("origin", origin)
            .header("access-control-request-method", "POST");
        request.send().await.unwrap()
    };
    let these = cors(CorsPolicy::Origins(vec![ALLOWED.to_owned()]));
    let friend = ask(&these, ALLOWED).await;
    assert_eq!(friend.status().as_u16(), 204);
    assert_eq!(reader(&friend), Some(ALLOWED));
    assert_eq!(
        friend.headers()["access-control-allow-methods"],
        "GET, HEAD, POST, QUERY"
    );
    // The request headers of the documentation.
    let allowed = friend.headers()["access-control-allow-headers"]
        .to_str()
        .unwrap();
    let allowed = allowed.to_ascii_lowercase();
    let allowed: Vec<&str> = allowed.split(", ").collect();
    for header in [
        "authorization",
        "content-type",
        "if-match",
        "if-none-match",
        "if-range",
        "last-event-id",
        "range",
        "traceparent",
        "tracestate",
        "x-request-id",
    ] {
        assert!(allowed.contains(&header), "{header} in {allowed:?}");
    }
    assert_eq!(reader(&ask(&these, FOREIGN).await), None);
    let none = cors(CorsPolicy::None);
    assert_eq!(ask(&none, ALLOWED).await.status().as_u16(), 405);
}
