//! Validators, preconditions, lifetimes and content codings, over real HTTP.

use std::{io::Read, sync::Arc, time::Duration};

use certgraph::{
    catalogue::Content,
    http::{CachePolicy, HttpConfig},
};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::support::{
    content::shipped,
    edge::{Edge, EdgeParts, GRAPHQL_RESPONSE, header},
    server::{SetClock, TestServer},
};

/// A response of several kilobytes that does not depend on the day.
const LIST: &str =
    r#"{ exams(asOf: "2026-11-22", first: 50) { nodes { code title vendor { name } } } }"#;

const WHOLE: &str = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400";

fn shipped_edge() -> Edge {
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(shipped(), 1);
    edge
}

fn asking(edge: &Edge, method: Method, query: &str) -> RequestBuilder {
    let request = edge.request(method, "/graphql");
    request
        .query(&[("query", query)])
        .header("accept", GRAPHQL_RESPONSE)
}

async fn send(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

async fn get(edge: &Edge, query: &str) -> Response {
    send(asking(edge, Method::GET, query)).await
}

fn decoded(coding: &str, bytes: &[u8]) -> Vec<u8> {
    let mut read = Vec::new();
    match coding {
        "" => read.extend_from_slice(bytes),
        "gzip" => {
            let mut decoder = flate2::read::GzDecoder::new(bytes);
            decoder.read_to_end(&mut read).unwrap();
        }
        "br" => brotli::BrotliDecompress(&mut &*bytes, &mut read).unwrap(),
        "zstd" => read = zstd::decode_all(bytes).unwrap(),
        other => panic!("{other} is no coding that was asked for"),
    }
    read
}

#[tokio::test]
async fn a_matching_tag_receives_304() {
    let edge = shipped_edge();
    let first = get(&edge, LIST).await;
    assert_eq!(first.status(), 200);
    let tag = header(&first, "etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    assert_eq!(header(&first, "cache-control"), WHOLE);
    assert_eq!(header(&first, "vary"), "Accept, Accept-Encoding");
    let body = first.bytes().await.unwrap();
    assert_eq!(header(&get(&edge, LIST).await, "etag"), tag);

    let weak = format!("W/{tag}");
    let list = format!("\"other\", {weak} ,\"third\"");
    let unclosed = tag.trim_end_matches('"').to_owned();
    for (condition, status) in [
        (tag.as_str(), 304),
        (&weak, 304),
        (&list, 304),
        ("*", 304),
        ("\"other\"", 200),
        (&unclosed, 200),
        ("", 200),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let request = asking(&edge, method.clone(), LIST).header("if-none-match", condition);
            let response = send(request).await;
            assert_eq!(response.status(), status, "{method} {condition}");
            assert_eq!(header(&response, "etag"), tag);
            assert_eq!(header(&response, "cache-control"), WHOLE);
            assert_eq!(header(&response, "vary"), "Accept, Accept-Encoding");
            let whole = status == 200 && method == Method::GET;
            let expected = if whole { &body[..] } else { b"" };
            assert_eq!(response.bytes().await.unwrap(), expected);
        }
    }
    let two_lines = asking(&edge, Method::GET, LIST)
        .header("if-none-match", "\"other\"")
        .header("if-none-match", &tag);
    assert_eq!(send(two_lines).await.status(), 304);
}

#[tokio::test]
async fn a_tag_depends_on_content_media_type_and_coding() {
    let edge = shipped_edge();
    let tag = |response: &Response| header(response, "etag").to_owned();
    let mut tags = vec![tag(&get(&edge, LIST).await)];
    for (name, value) in [
        ("accept", "application/json"),
        ("accept-encoding", "gzip"),
        ("accept-encoding", "br"),
        ("accept-encoding", "zstd"),
    ] {
        let request = edge
            .request(Method::GET, "/graphql")
            .query(&[("query", LIST)]);
        let request = if name == "accept" {
            request.header(name, value)
        } else {
            request
                .header("accept", GRAPHQL_RESPONSE)
                .header(name, value)
        };
        tags.push(tag(&send(request).await));
    }
    let mut distinct = tags.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), 5, "{tags:?}");

    // A revision without a change to the response leaves its tag valid.
    edge.publish(shipped(), 2);
    assert_eq!(tag(&get(&edge, LIST).await), tags[0]);
    edge.publish(Content::default(), 3);
    let request = asking(&edge, Method::GET, LIST).header("if-none-match", &tags[0]);
    let response = send(request).await;
    assert_eq!(response.status(), 200);
    assert_ne!(tag(&response), tags[0]);
}

#[tokio::test]
async fn cache_control_follows_the_scope_of_the_response() {
    let clock = SetClock::at("2026-11-22T12:00:00Z");
    let edge = Edge::assemble(EdgeParts {
        clock: Arc::clone(&clock) as _,
        ..EdgeParts::default()
    });
    edge.publish(shipped(), 1);
    let today = r#"{ exam(code: "AZ-104") { code lifecycle { state } } }"#;
    for (now, expected) in [
        (
            "2026-11-22T12:00:00Z",
            "public, max-age=60, stale-while-revalidate=300, stale-if-error=43140",
        ),
        (
            "2026-11-22T23:57:00Z",
            "public, max-age=60, stale-while-revalidate=120, stale-if-error=120",
        ),
        ("2026-11-22T23:59:50Z", "public, max-age=10"),
        ("2026-11-22T23:59:59.999Z", "public, max-age=0"),
        (
            "2026-11-23T00:00:00Z",
            "public, max-age=60, stale-while-revalidate=300, stale-if-error=86340",
        ),
    ] {
        clock.set(now);
        let response = get(&edge, today).await;
        assert_eq!(header(&response, "cache-control"), expected, "{now}");
        assert_ne!(header(&response, "etag"), "");
        assert_eq!(header(&get(&edge, LIST).await, "cache-control"), WHOLE);
    }
    let skipped = "{ catalogue { stalenessSeconds @skip(if: true) revision } }";
    assert_eq!(header(&get(&edge, skipped).await, "cache-control"), WHOLE);
    let uncached = [
        "{ catalogue { revision stalenessSeconds } }",
        "{ ...F } fragment F on Query { catalogue { s: stalenessSeconds } }",
        "{ exams(first: -1) { totalCount } }",
        "{ nothing }",
        "{",
    ];
    for query in uncached {
        let response = get(&edge, query).await;
        assert_eq!(header(&response, "cache-control"), "no-store", "{query}");
        assert_eq!(header(&response, "etag"), "", "{query}");
        let any = asking(&edge, Method::GET, query).header("if-none-match", "*");
        assert_ne!(send(any).await.status(), 304, "{query}");
    }
    for (method, path) in [
        (Method::GET, "/graphql"),
        (Method::PUT, "/graphql"),
        (Method::GET, "/nothing"),
        (Method::POST, "/livez"),
        (Method::GET, "/livez"),
        (Method::GET, "/readyz"),
        (Method::GET, "/exams/no/such/study-plan.ics"),
    ] {
        let response = send(edge.request(method, path)).await;
        assert_eq!(header(&response, "cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn responses_to_post_are_not_stored() {
    let edge = shipped_edge();
    let body = json!({ "query": LIST }).to_string();
    let request = edge.post(body).header("if-none-match", "*");
    let response = send(request).await;
    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(header(&response, "etag"), "");

    // Shared caches must not store responses to a credential.
    let request = asking(&edge, Method::GET, LIST).header("authorization", "Basic eDp5");
    let response = send(request).await;
    let control = header(&response, "cache-control");
    assert!(
        control == WHOLE.replace("public", "private") || control == "no-store",
        "{control}"
    );
}

#[tokio::test]
async fn lifetimes_are_configurable() {
    let cache = CachePolicy {
        max_age: Duration::from_secs(7),
        stale_while_revalidate: Duration::ZERO,
        stale_if_error: Duration::from_secs(9),
    };
    let edge = Edge::start_with(&HttpConfig {
        cache,
        compression: false,
        ..HttpConfig::default()
    });
    edge.publish(shipped(), 1);
    let request = asking(&edge, Method::GET, LIST).header("accept-encoding", "gzip, br, zstd");
    let response = send(request).await;
    let control = header(&response, "cache-control");
    assert_eq!(control, "public, max-age=7, stale-if-error=9");
    assert_eq!(header(&response, "content-encoding"), "");
    response.json::<Value>().await.unwrap();
}

#[tokio::test]
async fn responses_are_compressed_as_accepted() {
    let edge = shipped_edge();
    let plain = get(&edge, LIST).await.bytes().await.unwrap();
    assert!(plain.len() > 2_000, "{}", plain.len());
    for (accepted, expected) in [
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate, zstd", "gzip"),
        ("gzip;q=0.9, br;q=0.9, zstd", "zstd"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("gzip;q=0, br;q=0, zstd;q=0", ""),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("deflate", ""),
        ("identity, gzip;q=0.9", ""),
    ] {
        let accepting = |method| asking(&edge, method, LIST).header("accept-encoding", accepted);
        let response = send(accepting(Method::GET)).await;
        assert_eq!(response.status(), 200);
        assert_eq!(
            header(&response, "content-encoding"),
            expected,
            "{accepted}"
        );
        assert_eq!(header(&response, "vary"), "Accept, Accept-Encoding");
        let (length, tag) = (
            header(&response, "content-length"),
            header(&response, "etag"),
        );
        let head = send(accepting(Method::HEAD)).await;
        assert_eq!(header(&head, "content-length"), length);
        assert_eq!(header(&head, "content-encoding"), expected);
        assert_eq!(header(&head, "etag"), tag);
        let known = send(accepting(Method::GET).header("if-none-match", tag)).await;
        assert_eq!(known.status(), 304);
        assert_eq!(header(&known, "content-encoding"), "");
        let bytes = response.bytes().await.unwrap();
        assert!(expected.is_empty() || bytes.len() * 2 < plain.len());
        assert_eq!(decoded(expected, &bytes), plain);

        // The same by POST.
        let body = json!({ "query": LIST }).to_string();
        let posted = send(edge.post(body).header("accept-encoding", accepted)).await;
        assert_eq!(header(&posted, "content-encoding"), expected);
        assert_eq!(decoded(expected, &posted.bytes().await.unwrap()), plain);
    }
}

#[tokio::test]
async fn small_responses_are_not_compressed() {
    let edge = shipped_edge();
    let small = "{ __typename }";
    for (accepted, expected) in [("gzip, br, zstd", ""), ("gzip, identity;q=0", "gzip")] {
        let request = asking(&edge, Method::GET, small).header("accept-encoding", accepted);
        let response = send(request).await;
        assert_eq!(
            header(&response, "content-encoding"),
            expected,
            "{accepted}"
        );
        let bytes = decoded(expected, &response.bytes().await.unwrap());
        assert_eq!(bytes, br#"{"data":{"__typename":"Query"}}"#);
    }
}

#[tokio::test]
async fn unacceptable_codings_are_refused() {
    let edge = shipped_edge();
    for path in ["/graphql?query=%7B__typename%7D", "/schema.graphql", "/"] {
        for accepted in ["identity;q=0", "*;q=0", "deflate, identity;q=0"] {
            let request = edge
                .request(Method::GET, path)
                .header("accept-encoding", accepted);
            let response = send(request).await;
            assert_eq!(response.status(), 406, "{path} {accepted}");
            assert_eq!(header(&response, "cache-control"), "no-store");
            assert!(header(&response, "vary").contains("ccept-"), "{path}");
            assert_eq!(header(&response, "content-encoding"), "");
            let answer: Value = response.json().await.unwrap();
            assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_ACCEPTABLE");
        }
    }
}

#[tokio::test]
async fn embedded_files_have_validators() {
    let edge = shipped_edge();
    for path in [
        "/",
        "/developers",
        "/developers.css",
        "/compare",
        "/explorer/licenses.txt",
        "/icon.svg",
        "/schema.graphql",
        "/graphiql/",
        "/graphiql/licenses.txt",
    ] {
        let plain = edge.get(path).await;
        assert_eq!(plain.status(), 200, "{path}");
        assert_eq!(header(&plain, "cache-control"), "no-cache", "{path}");
        let policy = header(&plain, "content-security-policy").to_owned();
        let tag = header(&plain, "etag").to_owned();
        let body = plain.bytes().await.unwrap();
        for coding in ["", "gzip", "br", "zstd"] {
            for method in [Method::GET, Method::HEAD] {
                let request = edge
                    .request(method.clone(), path)
                    .header("accept-encoding", coding);
                let response = send(request).await;
                let coded = header(&response, "content-encoding").to_owned();
                assert!(coded == coding || body.len() < 1_024, "{path} {coded}");
                // Pages for people are in the language of the request.
                let vary = match path {
                    "/" | "/compare" => "Accept-Encoding, Accept-Language, Cookie",
                    _ => "Accept-Encoding",
                };
                assert_eq!(header(&response, "vary"), vary, "{path}");
                let own = header(&response, "etag").to_owned();
                assert_eq!(own == tag, coded.is_empty(), "{path} {coding}");
                if method == Method::GET {
                    let bytes = response.bytes().await.unwrap();
                    assert_eq!(decoded(&coded, &bytes), body, "{path} {coding}");
                }
                let again = edge
                    .request(method, path)
                    .header("accept-encoding", coding)
                    .header("if-none-match", &own);
                let again = send(again).await;
                assert_eq!(again.status(), 304, "{path} {coding}");
                assert_eq!(header(&again, "etag"), own);
                assert_eq!(header(&again, "content-security-policy"), policy);
                assert!(again.bytes().await.unwrap().is_empty());
            }
        }
    }
}

#[tokio::test]
async fn calendar_files_have_validators() {
    let server = TestServer::start().await;
    let client = reqwest::Client::new();
    let today = "public, max-age=60, stale-while-revalidate=300, stale-if-error=43140";
    for (parameters, control) in [("?asOf=2026-06-12", WHOLE), ("", today)] {
        let url = format!(
            "{}/exams/microsoft/AZ-104/study-plan.ics{parameters}",
            server.url
        );
        let plain = client.get(&url).send().await.unwrap();
        assert_eq!(plain.status(), 200);
        assert_eq!(header(&plain, "cache-control"), control);
        let tag = header(&plain, "etag").to_owned();
        let text = plain.bytes().await.unwrap();
        let zipped = client.get(&url).header("accept-encoding", "gzip");
        let zipped = zipped.send().await.unwrap();
        assert_eq!(header(&zipped, "content-encoding"), "gzip");
        assert_ne!(header(&zipped, "etag"), tag);
        assert_eq!(decoded("gzip", &zipped.bytes().await.unwrap()), text);
        let known = client.get(&url).header("if-none-match", tag);
        let known = known.send().await.unwrap();
        assert_eq!(known.status(), 304);
        assert_eq!(header(&known, "cache-control"), control);
        assert_eq!(header(&known, "vary"), "Accept-Encoding");
    }
}
