//! The HTTP edge over real connections, with a catalogue built in memory: no database is involved.

use std::time::{Duration, Instant};

use certgraph::{graphql::sdl, http::HttpConfig};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use tokio::net::TcpStream;

use crate::support::edge::{Edge, GRAPHQL_RESPONSE, code, header, read};

#[tokio::test]
async fn the_media_type_is_negotiated() {
    let edge = Edge::start();
    let json_type = "application/json; charset=utf-8";
    let graphql_type = "application/graphql-response+json; charset=utf-8";
    for (accept, expected) in [
        (None, json_type),
        (Some("*/*"), json_type),
        (Some("application/json"), json_type),
        (Some(GRAPHQL_RESPONSE), graphql_type),
        (
            Some("application/graphql-response+json, application/json;q=0.9"),
            graphql_type,
        ),
        (
            Some("application/graphql-response+json;q=0.1, application/json;q=0.2"),
            json_type,
        ),
    ] {
        let mut request = edge
            .request(Method::POST, "/graphql")
            .json(&json!({ "query": "{ __typename }" }));
        if let Some(accept) = accept {
            request = request.header("accept", accept);
        }
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "content-type"), expected, "{accept:?}");
        assert_eq!(header(&response, "vary"), "Accept, Accept-Encoding");
        assert_eq!(
            read(response).await,
            (200, json!({ "data": { "__typename": "Query" } }))
        );
    }
    for accept in ["text/html", "application/json;q=0", "nonsense"] {
        let request = edge.request(Method::GET, "/graphql?query=%7B__typename%7D");
        let response = request.header("accept", accept).send().await.unwrap();
        assert_eq!(header(&response, "content-type"), json_type);
        let (status, answer) = read(response).await;
        assert_eq!((status, code(&answer)), (406, "NOT_ACCEPTABLE"));
    }
}

#[tokio::test]
async fn the_media_type_decides_the_status_of_request_errors() {
    let edge = Edge::start();
    for (query, expected) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "query($v: Int!) { exams(first: $v) { totalCount } }",
            "BAD_USER_INPUT",
        ),
        (
            "query A { __typename } query B { __typename }",
            "BAD_USER_INPUT",
        ),
        ("subscription { changes { cursor } }", "BAD_USER_INPUT"),
    ] {
        for (accept, status) in [(GRAPHQL_RESPONSE, 400), ("application/json", 200)] {
            let body = json!({ "query": query }).to_string();
            let request = edge
                .request(Method::POST, "/graphql")
                .header("accept", accept);
            let request = request
                .header("content-type", "application/json")
                .body(body);
            let (found, answer) = read(request.send().await.unwrap()).await;
            assert_eq!((found, code(&answer)), (status, expected), "{query}");
            assert_eq!(answer.get("data"), None);
        }
    }
}

#[tokio::test]
async fn only_plain_json_is_read() {
    let edge = Edge::start();
    let body = r#"{"query":"{ __typename }"}"#;
    for content_type in [
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/json;charset=\"utf-8\"",
    ] {
        let request = edge
            .request(Method::POST, "/graphql")
            .header("content-type", content_type);
        assert_eq!(
            read(request.body(body).send().await.unwrap()).await.0,
            200,
            "{content_type}"
        );
    }
    for (name, value) in [
        ("content-type", "text/plain"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-type", "multipart/form-data; boundary=x"),
        ("content-type", "application/graphql"),
        ("content-type", "application/json; charset=utf-16"),
        ("x-nothing", "no content type at all"),
    ] {
        let request = edge.request(Method::POST, "/graphql").header(name, value);
        let (status, answer) = read(request.body(body).send().await.unwrap()).await;
        assert_eq!(
            (status, code(&answer)),
            (415, "UNSUPPORTED_MEDIA_TYPE"),
            "{value}"
        );
    }
    for coding in ["gzip", "deflate", "br"] {
        let request = edge.post(body).header("content-encoding", coding);
        let (status, answer) = read(request.send().await.unwrap()).await;
        assert_eq!(
            (status, code(&answer)),
            (415, "UNSUPPORTED_MEDIA_TYPE"),
            "{coding}"
        );
    }
    edge.assert_alive().await;
}

#[tokio::test]
async fn what_is_no_graphql_request_is_a_bad_request() {
    let edge = Edge::start();
    let deep = format!(
        "{{\"query\":\"{{ __typename }}\",\"variables\":{{\"v\":{}",
        "[".repeat(500_000)
    );
    let bodies: [&[u8]; 21] = [
        b"",
        b"{ \"not JSON",
        b"7",
        b"\"{ __typename }\"",
        b"null",
        b"[]",
        b"[{\"query\":\"{ __typename }\"}]",
        b"{}",
        b"{\"query\":7}",
        b"{\"query\":null}",
        b"{\"query\":[\"{ __typename }\"]}",
        b"{\"query\":\"{ __typename }\",\"operationName\":7}",
        b"{\"query\":\"{ __typename }\",\"variables\":\"{}\"}",
        b"{\"query\":\"{ __typename }\",\"variables\":[]}",
        b"{\"query\":\"{ __typename }\",\"extensions\":0}",
        b"{\"query\":\"{ __typename }\",\"variables\":{\"v\":1e999}}",
        b"{\"query\":\"{ __typename }\",\"variables\":{\"v\":NaN}}",
        b"{\"query\":\"\\ud800\"}",
        b"{\"query\":\"{ __typename }\xff\"}",
        b"{\"query\":\"{ __typename }\"} and more",
        deep.as_bytes(),
    ];
    for body in bodies {
        let shown = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
        for accept in [GRAPHQL_RESPONSE, "application/json"] {
            let request = edge
                .request(Method::POST, "/graphql")
                .header("accept", accept);
            let request = request
                .header("content-type", "application/json")
                .body(body.to_vec());
            let (status, answer) = read(request.send().await.unwrap()).await;
            assert_eq!((status, code(&answer)), (400, "BAD_REQUEST"), "{shown}");
        }
    }
    for nothing in ["variables", "operationName", "extensions"] {
        let body = json!({ "query": "{ __typename }", nothing: null }).to_string();
        assert_eq!(read(edge.post(body).send().await.unwrap()).await.0, 200);
    }
    edge.assert_alive().await;
}

#[tokio::test]
async fn strange_characters_are_answered_as_graphql() {
    let edge = Edge::start();
    let digits = "9".repeat(400);
    for query in [
        "{ catalogue { revision } } \0".to_owned(),
        "{ __type(name: \"\\ud800\") { name } }".to_owned(),
        "{ __type(name: \"\\u0000\") { name } }".to_owned(),
        format!("{{ exams(first: {digits}) {{ totalCount }} }}"),
        "{ __type(name: \"Run\u{1f3c3}Swim\u{1f3ca}\") { name } }".to_owned(),
    ] {
        let (status, _) = edge.ask(&query).await;
        assert!(status == 200 || status == 400, "{query:?}: {status}");
    }
    let number = format!("{{\"query\":\"{{ __typename }}\",\"variables\":{{\"v\":{digits}}}}}");
    let (status, _) = read(edge.post(number).send().await.unwrap()).await;
    assert!(status == 200 || status == 400, "{status}");
    edge.assert_alive().await;
}

#[tokio::test]
async fn a_large_body_is_refused_however_it_is_announced() {
    let edge = Edge::start();
    let body = |length: usize| {
        let start = r#"{"query":"{ __typename }","x":""#;
        format!("{start}{}\"}}", "a".repeat(length - start.len() - 2))
    };
    let limit = HttpConfig::default().body_bytes;
    assert_eq!(
        read(edge.post(body(limit)).send().await.unwrap()).await.0,
        200
    );

    let announcement = format!(
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        limit + 1
    );
    let heard = edge.say(announcement.as_bytes()).await;
    assert!(heard.starts_with("HTTP/1.1 413 "), "{heard}");
    assert!(heard.contains("PAYLOAD_TOO_LARGE"), "{heard}");

    let chunked = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = format!("{:x}\r\n{}\r\n", 64 * 1024, " ".repeat(64 * 1024));
    let heard = edge
        .say((chunked.to_owned() + &chunk.repeat(17)).as_bytes())
        .await;
    assert!(heard.starts_with("HTTP/1.1 413 "), "{heard}");
    edge.assert_alive().await;
}

#[tokio::test]
async fn an_unread_body_closes_the_connection() {
    let edge = Edge::start();
    let heads = [
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n",
        "POST /graphql HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n",
        "POST /nothing HTTP/1.1\r\nHost: a\r\n",
        "GET /livez HTTP/1.1\r\nHost: a\r\n",
    ];
    let bodies = [
        "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
        "Content-Length: 90\r\n\r\na",
    ];
    let requests = heads
        .iter()
        .flat_map(|head| bodies.map(|body| format!("{head}{body}")));
    let started = Instant::now();
    let answers = join_all(requests.map(async |request| edge.say(request.as_bytes()).await)).await;
    assert!(answers.iter().all(|heard| heard.starts_with("HTTP/1.1 ")));
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn slow_requests_are_cut() {
    let edge = Edge::start_with(&HttpConfig {
        // The library measures this one by a clock that it reads twice a second.
        head_deadline: Duration::from_secs(1),
        body_deadline: Duration::from_millis(300),
        ..HttpConfig::default()
    });
    edge.fill();
    let heard = edge.say(b"POST /graphql HTTP/1.1\r\nHost: a\r\n").await;
    assert!(
        heard.is_empty() || heard.starts_with("HTTP/1.1 408 "),
        "{heard}"
    );

    let unfinished = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{\"query\":";
    let started = Instant::now();
    let heard = edge.say(unfinished).await;
    assert!(heard.starts_with("HTTP/1.1 408 "), "{heard}");
    assert!(heard.contains("REQUEST_TIMEOUT"), "{heard}");
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "the connection is closed"
    );
    edge.assert_alive().await;
}

#[tokio::test]
async fn a_query_can_be_sent_by_get() {
    let edge = Edge::start();
    let request = edge.request(Method::GET, "/graphql").query(&[
        (
            "query",
            "query A($n: String!) { __type(name: $n) { name } } query B { __typename }",
        ),
        ("operationName", "A"),
        ("variables", r#"{"n":"Query"}"#),
        ("extensions", "{}"),
    ]);
    let (status, answer) = read(request.send().await.unwrap()).await;
    assert_eq!(
        (status, answer),
        (200, json!({ "data": { "__type": { "name": "Query" } } }))
    );

    for broken in [
        "",
        "?query=",
        "?query=%",
        "?query=%ZZ",
        "?query=%ff",
        "?query=%7B__typename%7D&variables=x",
        "?query=%7B__typename%7D&variables=%5B%5D",
        "?query=%7B__typename%7D&extensions=7",
        "?operationName=A",
    ] {
        let request = edge.request(Method::GET, &format!("/graphql{broken}"));
        let (status, answer) = read(
            request
                .header("accept", GRAPHQL_RESPONSE)
                .send()
                .await
                .unwrap(),
        )
        .await;
        assert_eq!(status, 400, "{broken}: {answer}");
    }

    let path = "/graphql?query=%7B__typename%7D";
    let full = edge.get(path).await;
    let head = edge.request(Method::HEAD, path).send().await.unwrap();
    assert_eq!(head.status(), 200);
    assert_eq!(header(&head, "content-type"), header(&full, "content-type"));
    assert_eq!(
        header(&head, "content-length"),
        header(&full, "content-length")
    );
    assert_eq!(head.bytes().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_mutation_by_get_and_foreign_methods_are_not_allowed() {
    let edge = Edge::start();
    for parameters in [
        vec![("query", "mutation { __typename }")],
        vec![
            ("query", "query R { __typename } mutation W { __typename }"),
            ("operationName", "W"),
        ],
    ] {
        for accept in [GRAPHQL_RESPONSE, "application/json"] {
            let request = edge.request(Method::GET, "/graphql").query(&parameters);
            let response = request.header("accept", accept).send().await.unwrap();
            assert_eq!(header(&response, "allow"), "POST");
            let (status, answer) = read(response).await;
            assert_eq!((status, code(&answer)), (405, "METHOD_NOT_ALLOWED"));
        }
    }
    for method in [
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::OPTIONS,
        Method::TRACE,
    ] {
        let response = edge.request(method, "/graphql").send().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), header(&response, "allow")),
            (405, "GET, HEAD, POST, QUERY")
        );
    }
    for path in ["/", "/livez", "/graphiql/", "/schema.graphql"] {
        let response = edge.request(Method::POST, path).send().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), header(&response, "allow")),
            (405, "GET, HEAD")
        );
        assert_eq!(
            edge.request(Method::HEAD, path)
                .send()
                .await
                .unwrap()
                .status(),
            200
        );
    }
}

#[tokio::test]
async fn without_a_catalogue_clients_get_503_and_retry_after() {
    let edge = Edge::start_with(&HttpConfig::default());
    let response = edge
        .post(r#"{"query":"{ __typename }"}"#)
        .send()
        .await
        .unwrap();
    assert_eq!(header(&response, "retry-after"), "1");
    let (status, answer) = read(response).await;
    assert_eq!((status, code(&answer)), (503, "UNAVAILABLE"));
    assert_eq!(edge.get("/livez").await.status(), 200);
    let (status, answer) = read(edge.get("/readyz").await).await;
    assert_eq!((status, &answer["status"]), (503, &json!("starting")));

    edge.fill();
    edge.assert_alive().await;
    let (status, answer) = read(edge.get("/readyz").await).await;
    assert_eq!(status, 200);
    assert_eq!(
        answer,
        json!({ "status": "ready", "revision": 7, "stalenessSeconds": 0 })
    );
}

#[tokio::test]
async fn graphiql_comes_from_the_binary() {
    let edge = Edge::start();
    let response = edge.get("/graphiql?query=%7Ba%7D").await;
    assert_eq!(response.status(), 308);
    assert_eq!(header(&response, "location"), "/graphiql/?query=%7Ba%7D");

    let page = edge.get("/graphiql/").await;
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    assert_eq!(header(&page, "cache-control"), "no-cache");
    let policy = header(&page, "content-security-policy").to_owned();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self';"),
        "{policy}"
    );
    let html = page.text().await.unwrap();
    let (_, script) = html.split_once("<script type=\"module\" src=\"").unwrap();
    let (script, _) = script.split_once('"').unwrap();

    let asset = edge.get(script).await;
    assert_eq!(
        header(&asset, "content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        header(&asset, "cache-control"),
        "public, max-age=31536000, immutable"
    );
    let tag = header(&asset, "etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    for (given, status) in [(tag.as_str(), 304), ("*", 304), ("\"x\"", 200)] {
        let request = edge
            .request(Method::GET, script)
            .header("if-none-match", given);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{given}");
        assert_eq!(header(&response, "etag"), tag);
        assert_eq!(response.bytes().await.unwrap().is_empty(), status == 304);
    }
    for missing in [
        "/graphiql/no",
        "/graphiql/../CSP.txt",
        "/graphiql/%2e%2e/CSP.txt",
    ] {
        let heard = edge
            .say(
                format!("GET {missing} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .as_bytes(),
            )
            .await;
        assert!(heard.starts_with("HTTP/1.1 404 "), "{missing}: {heard}");
    }
}

#[tokio::test]
async fn the_page_for_developers_leads_on_and_loads_nothing_foreign() {
    let edge = Edge::start();
    let page = edge.get("/developers").await;
    let policy = header(&page, "content-security-policy").to_owned();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let html = page.text().await.unwrap();
    for part in [
        "href=\"/graphiql/\"",
        "recommendedPaths",
        "domainWeights",
        "compareExams",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert_eq!(html.matches("href=\"/graphiql/?query=").count(), 3);
    for foreign in ["http:", "https:", "<script>", "<style", " style="] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    // The one script puts the theme in force that was chosen on the other pages.
    assert_eq!(html.matches("src=").count(), 1);
    assert!(html.contains("<script src=\"/explorer/assets/first-paint-"));
    let style = edge.get("/developers.css").await;
    assert_eq!(header(&style, "content-type"), "text/css; charset=utf-8");
    assert!(
        style
            .text()
            .await
            .unwrap()
            .contains("prefers-color-scheme: dark")
    );

    let icon = edge.get("/icon.svg").await;
    assert_eq!(icon.status(), 200);
    assert_eq!(header(&icon, "content-type"), "image/svg+xml");

    let schema = edge.get("/schema.graphql").await;
    assert_eq!(header(&schema, "content-type"), "text/plain; charset=utf-8");
    assert_eq!(schema.text().await.unwrap(), sdl());
}

#[tokio::test]
async fn nothing_is_found_in_the_readers_form() {
    let edge = Edge::start();
    let (status, answer) = read(edge.get("/nothing").await).await;
    assert_eq!((status, code(&answer)), (404, "NOT_FOUND"));
    let request = edge
        .request(Method::GET, "/nothing")
        .header("accept", "text/html,*/*;q=0.8");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(
        header(&response, "content-type"),
        "text/html; charset=utf-8"
    );
}

#[tokio::test]
async fn every_answer_has_an_id_and_safe_headers() {
    let edge = Edge::start();
    for path in [
        "/",
        "/graphql",
        "/graphiql",
        "/graphiql/",
        "/livez",
        "/nothing",
    ] {
        let response = edge.get(path).await;
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        // Answers of the API are no pages.
        let is_page = path != "/graphql";
        let expected = if is_page {
            ["DENY", "same-origin"]
        } else {
            [""; 2]
        };
        let names = ["x-frame-options", "referrer-policy"];
        assert_eq!(
            names.map(|name| header(&response, name)),
            expected,
            "{path}"
        );
        assert!(header(&response, "content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(header(&response, "x-request-id").len(), 25);
        assert_eq!(
            (
                header(&response, "server"),
                header(&response, "x-powered-by")
            ),
            ("", "")
        );
        assert_eq!(header(&response, "access-control-allow-origin"), "");
    }
    for (given, kept) in [
        ("trace-1.A_b", true),
        ("", false),
        ("a b", false),
        (&"x".repeat(65), false),
    ] {
        let request = edge
            .request(Method::GET, "/livez")
            .header("x-request-id", given);
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "x-request-id") == given, kept, "{given}");
    }
    let heard = edge
        .say(b"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await;
    assert!(
        heard.contains("\r\nX-Request-Id: ") && heard.contains("\r\nContent-Type: "),
        "{heard}"
    );
}

type Hostile = Vec<(&'static str, String, &'static str)>;

fn fragment_bomb(levels: usize) -> String {
    let fragments = many(levels, |level| {
        format!("fragment f{level} on Query{{...f{0} ...f{0}}}", level + 1)
    });
    format!("{{...f0}}{fragments}fragment f{levels} on Query{{__typename}}")
}

fn many(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).map(make).collect::<Vec<_>>().join(" ")
}

/// Documents that ask for too much, with the code that refuses each.
fn excessive_documents() -> Hostile {
    let too_complex = [
        ("bomb of 870 bytes", fragment_bomb(20)),
        ("bomb of 1.1 KB", fragment_bomb(30)),
        ("bomb of 99 levels", fragment_bomb(99)),
        (
            "aliases",
            format!(
                "{{ catalogue {{ {} }} }}",
                many(1_000, |i| format!("a{i}: revision"))
            ),
        ),
        (
            "root fields",
            format!("{{ {} }}", "catalogue { revision } ".repeat(100)),
        ),
        ("unknown fields", format!("{{ {} }}", "x ".repeat(300_000))),
        (
            "unknown fields that fit",
            format!("{{ {} }}", "x ".repeat(4_998)),
        ),
        (
            "directives",
            format!("{{ {} }}", "__typename @skip(if: false) ".repeat(60)),
        ),
        (
            "operations",
            many(11, |i| format!("query q{i} {{ __typename }}")),
        ),
        (
            "document of 64 KiB and more",
            format!("{{ __typename }}{}", " ".repeat(65_536)),
        ),
        (
            "introspection four times",
            format!(
                "{{ {} }}",
                many(4, |i| format!("a{i}: __schema {{ queryType {{ name }} }}"))
            ),
        ),
        (
            "circular introspection",
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
                .to_owned(),
        ),
    ];
    too_complex
        .map(|(name, document)| (name, document, "QUERY_TOO_COMPLEX"))
        .into()
}

/// Documents that nest too deep or are misshapen, with the code that refuses each.
fn misshapen_documents() -> Hostile {
    let nested = |open: &str, middle: &str, close: &str, depth: usize| {
        open.repeat(depth) + middle + &close.repeat(depth)
    };
    let deep = "QUERY_TOO_DEEP";
    let input = "BAD_USER_INPUT";
    let invalid = "GRAPHQL_VALIDATION_FAILED";
    vec![
        ("open braces", "{".repeat(65_536), deep),
        (
            "open brackets",
            format!("{{a(b:{}", "[".repeat(65_000)),
            deep,
        ),
        (
            "deep fields",
            nested("{ catalogue ", "{ revision }", "}", 20),
            deep,
        ),
        (
            "deep lists",
            format!(
                "{{ __type(name: {}) {{ name }} }}",
                nested("[", "", "]", 40)
            ),
            input,
        ),
        (
            "long list",
            format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"a\",".repeat(101)),
            input,
        ),
        (
            "long string",
            format!(
                "{{ search(text: \"{}\") {{ totalCount }} }}",
                "a".repeat(1_001)
            ),
            input,
        ),
        (
            "ring of fragments",
            "{...a} fragment a on Query{...b} fragment b on Query{...a}".to_owned(),
            invalid,
        ),
        (
            "doubled directive",
            "{ __typename @skip(if: false) @skip(if: false) }".to_owned(),
            invalid,
        ),
        (
            "unknown directive on __typename",
            "{ __typename @unknown }".to_owned(),
            invalid,
        ),
    ]
}

#[tokio::test]
async fn hostile_documents_are_refused_at_once() {
    let edge = Edge::start();
    let documents = excessive_documents()
        .into_iter()
        .chain(misshapen_documents());
    for (name, document, expected) in documents {
        let started = Instant::now();
        let (status, answer) = edge.ask(&document).await;
        assert_eq!((status, code(&answer)), (400, expected), "{name}: {answer}");
        let took = started.elapsed();
        assert!(took < Duration::from_secs(3), "{name}: {took:?}");
        assert!(answer["errors"].as_array().unwrap().len() <= 20, "{name}");
        edge.assert_alive().await;
    }
}

#[tokio::test]
async fn hostile_variables_are_refused_at_once() {
    let edge = Edge::start();
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    for value in [json!(vec![0; 100]), json!("é".repeat(1_000)), nested(10)] {
        let (status, answer) = edge.ask_with("{ __typename }", json!({ "v": value })).await;
        assert_eq!(status, 200, "{answer}");
    }
    for variables in [
        json!({ "v": vec![0; 101] }),
        json!({ "v": vec![0; 300_000] }),
        json!({ "v": "a".repeat(1_001) }),
        json!({ "v": "a".repeat(900_000) }),
        json!({ "v": nested(11) }),
        json!({ "v": nested(100) }),
        (0..101)
            .map(|i| (format!("v{i}"), json!(i)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    ] {
        let started = Instant::now();
        let (status, answer) = edge.ask_with("{ __typename }", variables).await;
        assert_eq!((status, code(&answer)), (400, "BAD_USER_INPUT"), "{answer}");
        assert!(
            started.elapsed() < Duration::from_secs(2),
            "{:?}",
            started.elapsed()
        );
    }
    edge.assert_alive().await;
}

#[tokio::test]
async fn the_standard_introspection_is_answered() {
    let edge = Edge::start();
    let query = include_str!("../data/introspection.graphql");
    let (status, answer) = edge.ask(query).await;
    assert_eq!(status, 200, "{}", answer["errors"]);
    assert!(
        answer["data"]["__schema"]["types"]
            .as_array()
            .unwrap()
            .len()
            > 20
    );
}

#[tokio::test]
async fn a_stopped_server_is_gone() {
    let edge = Edge::start();
    edge.assert_alive().await;
    let started = Instant::now();
    edge.handle.stop(true).await;
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "idle connections do not delay a stop"
    );
    assert!(TcpStream::connect(edge.address).await.is_err());
}
