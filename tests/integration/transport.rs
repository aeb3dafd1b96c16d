//! What HTTP and WebSocket demand of a server, over real connections.

use certgraph::http::HttpConfig;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Duration, timeout},
};

use crate::support::{
    content::shipped,
    edge::{Edge, EdgeParts, GRAPHQL_RESPONSE, code, header, read},
    server::TestServer,
};

/// An answer of several kilobytes that does not depend on the day.
const LIST: &str =
    r#"{ exams(asOf: "2026-11-22", first: 50) { nodes { code title vendor { name } } } }"#;

fn shipped_edge() -> Edge {
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(shipped(), 1);
    edge
}

fn query_method() -> Method {
    Method::from_bytes(b"QUERY").unwrap()
}

/// A request by the method QUERY.
fn querying(edge: &Edge, body: impl Into<String>) -> RequestBuilder {
    edge.request(query_method(), "/graphql")
        .header("content-type", "application/json")
        .header("accept", GRAPHQL_RESPONSE)
        .body(body.into())
}

fn asking(document: &str) -> String {
    json!({ "query": document }).to_string()
}

#[tokio::test]
async fn a_query_by_its_own_method_is_answered_as_by_the_others() {
    let edge = shipped_edge();
    let by_get = edge
        .request(Method::GET, "/graphql")
        .query(&[("query", LIST)])
        .header("accept", GRAPHQL_RESPONSE);
    let by_get = by_get.send().await.unwrap();
    let tag = header(&by_get, "etag").to_owned();
    let control = header(&by_get, "cache-control").to_owned();
    let body = by_get.bytes().await.unwrap();
    let variables = json!({
        "query": "query($code: String!) { exam(code: $code) { code } }",
        "variables": { "code": "AZ-104" },
    });

    // Anew, kept, and by its words.
    for _ in 0..4 {
        let response = querying(&edge, asking(LIST)).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(header(&response, "accept-query"), "application/json");
        assert_eq!(header(&response, "etag"), tag);
        assert_eq!(header(&response, "cache-control"), control);
        assert_eq!(header(&response, "vary"), "Accept, Accept-Encoding");
        assert_eq!(response.bytes().await.unwrap(), body);

        let known = querying(&edge, asking(LIST)).header("if-none-match", &tag);
        let known = known.send().await.unwrap();
        assert_eq!(known.status(), 304);
        assert_eq!(header(&known, "etag"), tag);
        assert!(known.bytes().await.unwrap().is_empty());

        // The same address with another body is another question.
        let other = querying(&edge, variables.to_string()).send().await.unwrap();
        assert_ne!(header(&other, "etag"), tag);
        let other: Value = other.json().await.unwrap();
        assert_eq!(other, json!({ "data": { "exam": { "code": "AZ-104" } } }));

        // What is kept of one method is not given to another.
        let posted = edge.post(asking(LIST)).send().await.unwrap();
        assert_eq!(header(&posted, "cache-control"), "no-store");
        assert_eq!(header(&posted, "etag"), "");
        assert_eq!(header(&posted, "accept-query"), "");
        assert_eq!(posted.bytes().await.unwrap(), body);
    }

    let compressed = querying(&edge, asking(LIST)).header("accept-encoding", "gzip");
    let compressed = compressed.send().await.unwrap();
    assert_eq!(header(&compressed, "content-encoding"), "gzip");
    assert_ne!(header(&compressed, "etag"), tag);
}

#[tokio::test]
async fn a_query_by_its_own_method_is_safe() {
    let edge = shipped_edge();
    let both = "query R { __typename } mutation W { __typename }";
    for body in [
        asking("mutation { __typename }"),
        json!({ "query": both, "operationName": "W" }).to_string(),
    ] {
        for _ in 0..3 {
            let response = querying(&edge, body.clone()).send().await.unwrap();
            assert_eq!(header(&response, "allow"), "POST");
            assert_eq!(header(&response, "etag"), "");
            assert_eq!(header(&response, "cache-control"), "no-store");
            let (status, answer) = read(response).await;
            assert_eq!((status, code(&answer)), (405, "METHOD_NOT_ALLOWED"));
        }
    }
    let one = json!({ "query": both, "operationName": "R" }).to_string();
    assert_eq!(querying(&edge, one).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_query_by_its_own_method_needs_a_body_of_a_known_type() {
    let edge = shipped_edge();
    for content_type in [None, Some("text/plain"), Some("application/graphql")] {
        let mut request = edge.request(query_method(), "/graphql");
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let response = request.body(asking("{ __typename }")).send().await.unwrap();
        assert_eq!(header(&response, "accept-query"), "application/json");
        let (status, answer) = read(response).await;
        let expected = (415, "UNSUPPORTED_MEDIA_TYPE");
        assert_eq!((status, code(&answer)), expected, "{content_type:?}");
    }
    for broken in ["", "[]", "{", "{\"query\":7}"] {
        let (status, answer) = read(querying(&edge, broken).send().await.unwrap()).await;
        assert_eq!((status, code(&answer)), (400, "BAD_REQUEST"), "{broken}");
    }
    let put = edge.request(Method::PUT, "/graphql").send().await.unwrap();
    assert_eq!(header(&put, "allow"), "GET, HEAD, POST, QUERY");
    assert_eq!(header(&put, "accept-query"), "application/json");
    // Elsewhere it is no method.
    let elsewhere = edge.request(query_method(), "/schema.graphql").send().await;
    assert_eq!(elsewhere.unwrap().status(), 405);
}

#[tokio::test]
async fn an_answer_is_sent_only_as_it_was() {
    let server = TestServer::start().await;
    let client = reqwest::Client::new();
    let list = format!(
        "/graphql?query={}",
        LIST.replace(' ', "+").replace('"', "%22")
    );
    for path in [
        &list,
        "/schema.graphql",
        "/compare",
        "/icon.svg",
        "/exams/microsoft/AZ-104/study-plan.ics?asOf=2026-11-22",
        "/exams/microsoft/AI-102/weights.svg?asOf=2026-06-12",
        "/map.svg?asOf=2026-06-12",
        "/map.json",
    ] {
        let url = format!("{}{path}", server.url);
        let tag = header(&client.get(&url).send().await.unwrap(), "etag").to_owned();
        let weak = format!("W/{tag}");
        for (condition, status) in [
            (tag.as_str(), 200),
            ("*", 200),
            (&format!("\"other\", {tag}"), 200),
            ("\"other\"", 412),
            (&weak, 412),
            ("", 412),
        ] {
            for method in [Method::GET, Method::HEAD] {
                let request = client.request(method, &url).header("if-match", condition);
                let response = request.send().await.unwrap();
                assert_eq!(response.status(), status, "{path} {condition}");
                assert_eq!(header(&response, "etag"), tag, "{path}");
            }
        }
        let both = client.get(&url).header("if-match", &tag);
        let both = both.header("if-none-match", &tag).send().await.unwrap();
        assert_eq!(both.status(), 304, "{path}");
    }
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_address_without() {
    let edge = shipped_edge();
    for (path, expected) in [
        ("/graphql/", "/graphql"),
        (
            "/graphql/?query=%7B__typename%7D",
            "/graphql?query=%7B__typename%7D",
        ),
        ("/compare/", "/compare"),
        ("/whats-new//", "/whats-new"),
        ("/schema.graphql/", "/schema.graphql"),
        ("/exams/microsoft/AZ-104/", "/exams/microsoft/AZ-104"),
        ("/exports/catalogue.jsonl/", "/exports/catalogue.jsonl"),
    ] {
        for method in [Method::GET, Method::POST, query_method()] {
            let response = edge.request(method, path).send().await.unwrap();
            assert_eq!(response.status(), 308, "{path}");
            assert_eq!(header(&response, "location"), expected);
        }
    }
    for path in ["/nothing/", "//", "//evil.example/", "//graphql/"] {
        let response = edge.get(path).await;
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(header(&response, "location"), "", "{path}");
    }
    assert_eq!(edge.get("/graphiql/").await.status(), 200);
}

#[tokio::test]
async fn a_mark_of_the_byte_order_is_left_out() {
    let edge = Edge::start();
    let body = format!("\u{feff}{}", asking("{ catalogue { revision } }"));
    for _ in 0..3 {
        let posted = edge.post(body.clone()).send().await.unwrap();
        let (status, answer) = read(posted).await;
        assert_eq!(
            (status, &answer["data"]["catalogue"]["revision"]),
            (200, &json!(7))
        );
        let queried = querying(&edge, body.clone()).send().await.unwrap();
        assert_eq!(queried.status(), 200);
    }
    let twice = edge.post(format!("\u{feff}{body}")).send().await.unwrap();
    assert_eq!(twice.status(), 400);
}

#[tokio::test]
async fn a_parameter_without_a_value_is_not_given() {
    let server = TestServer::start().await;
    for (path, parameters) in [
        (
            "/exams/microsoft/AZ-104/study-plan.ics",
            "asOf=&startOn=&weeklyHours=&experience=&held=&languages=",
        ),
        ("/exams/microsoft/AI-102/weights.svg", "asOf=&theme="),
        ("/map.svg", "asOf=&held=&vendors=&edges=&theme="),
        (
            "/paths/azure-ai-engineer.svg",
            "asOf=&experience=&held=&vendors=&weeklyHours=&maxFees=&deadline=&path=&theme=",
        ),
    ] {
        let url = format!("{}{path}", server.url);
        let plain = reqwest::get(&url).await.unwrap();
        assert_eq!(plain.status(), 200, "{path}");
        let control = header(&plain, "cache-control").to_owned();
        let plain = plain.bytes().await.unwrap();
        let empty = reqwest::get(format!("{url}?{parameters}")).await.unwrap();
        assert_eq!(
            empty.status(),
            200,
            "{path}: {}",
            empty.text().await.unwrap()
        );
        assert_eq!(header(&empty, "cache-control"), control, "{path}");
        assert_eq!(empty.bytes().await.unwrap(), plain, "{path}");
    }
    let wrong = format!(
        "{}/exams/microsoft/AZ-104/study-plan.ics?asOf=x",
        server.url
    );
    assert_eq!(reqwest::get(wrong).await.unwrap().status(), 400);
}

#[tokio::test]
async fn a_calendar_that_subscribes_takes_a_plan_anew() {
    let server = TestServer::start().await;
    let url = format!("{}/exams/microsoft/AZ-104/study-plan.ics", server.url);
    let text = reqwest::get(url).await.unwrap().text().await.unwrap();
    assert!(text.contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n"));
    assert!(text.contains("\r\nX-PUBLISHED-TTL:P1D\r\n"));
}

#[tokio::test]
async fn an_empty_list_picks_nothing() {
    let edge = shipped_edge();
    for (field, lists) in [
        ("exams", &["vendors", "levels", "roles", "states"][..]),
        ("certifications", &["vendors", "levels"]),
        (
            "contradictions",
            &["ruleIds", "severities", "vendors", "exams"],
        ),
        ("domainWeights", &["vendors", "exams"]),
        ("search", &["kinds", "vendors"]),
    ] {
        let text = if field == "search" {
            "text: \"azure\", "
        } else {
            ""
        };
        let count = async |filter: &str| {
            let query = format!("{{ {field}({text}first: 0, filter: {filter}) {{ totalCount }} }}");
            let (status, answer) = edge.ask(&query).await;
            assert_eq!(status, 200, "{answer}");
            answer["data"][field]["totalCount"].as_i64().unwrap()
        };
        let all = count("{}").await;
        assert!(all > 0, "{field}");
        for list in lists {
            assert_eq!(
                count(&format!("{{ {list}: [] }}")).await,
                0,
                "{field} {list}"
            );
            assert_eq!(
                count(&format!("{{ {list}: null }}")).await,
                all,
                "{field} {list}"
            );
        }
    }
}

#[tokio::test]
async fn defaults_that_are_written_out_leave_cursors_valid() {
    let edge = shipped_edge();
    for (field, forms) in [
        (
            "exams",
            &[
                "",
                "filter: {}",
                "filter: null",
                "filter: { vendors: null }",
                "orderBy: null",
                "orderBy: { by: CODE }",
                "filter: {}, orderBy: { by: CODE, direction: ASC }",
            ][..],
        ),
        (
            "certifications",
            &["", "filter: {}", "filter: { earnable: null }"],
        ),
        (
            "contradictions",
            &["", "filter: {}", "filter: { exams: null }"],
        ),
        (
            "domainWeights",
            &[
                "",
                "filter: {}",
                "filter: { includeRetired: false }",
                "filter: { includeHistory: false, includeRetired: null }",
            ],
        ),
        ("search", &["", "filter: {}", "filter: { kinds: null }"]),
    ] {
        let text = if field == "search" {
            "text: \"azure\", "
        } else {
            ""
        };
        let day = "asOf: \"2026-11-22\"";
        let mut pages = Vec::new();
        for form in forms {
            let query = format!(
                "{{ {field}({text}{day}, first: 2, {form}) {{ pageInfo {{ endCursor }} }} }}"
            );
            let (_, answer) = edge.ask(&query).await;
            let cursor = answer["data"][field]["pageInfo"]["endCursor"].clone();
            let cursor = cursor
                .as_str()
                .unwrap_or_else(|| panic!("{query}: {answer}"))
                .to_owned();
            for other in forms {
                let query = format!(
                    "{{ {field}({text}{day}, first: 2, after: \"{cursor}\", {other}) {{ pageInfo {{ endCursor }} }} }}"
                );
                let (_, answer) = edge.ask(&query).await;
                assert!(answer.get("errors").is_none(), "{query}: {answer}");
                pages.push(answer.to_string());
            }
        }
        pages.dedup();
        assert_eq!(pages.len(), 1, "{field}: {pages:?}");
    }
    // Another list is another list still.
    let (_, answer) = edge
        .ask("{ exams(first: 1) { pageInfo { endCursor } } }")
        .await;
    let cursor = answer["data"]["exams"]["pageInfo"]["endCursor"]
        .as_str()
        .unwrap();
    let query = format!(
        "{{ exams(first: 1, after: \"{cursor}\", orderBy: {{ by: CODE, direction: DESC }}) {{ totalCount }} }}"
    );
    let (_, answer) = edge.ask(&query).await;
    assert_eq!(code(&answer), "CURSOR_INVALID", "{answer}");
}

#[tokio::test]
async fn a_handshake_of_another_version_gets_the_supported_one() {
    let edge = Edge::start();
    for version in [
        "Sec-WebSocket-Version: 8\r\n",
        "Sec-WebSocket-Version: 14\r\n",
        "",
    ] {
        let handshake = format!(
            "GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\
             {version}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
        );
        let mut stream = TcpStream::connect(edge.address).await.unwrap();
        stream.write_all(handshake.as_bytes()).await.unwrap();
        let mut heard = vec![0; 2_048];
        let length = timeout(Duration::from_secs(5), stream.read(&mut heard))
            .await
            .unwrap()
            .unwrap();
        let answer = String::from_utf8_lossy(&heard[..length]).into_owned();
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        assert!(
            answer
                .to_lowercase()
                .contains("\r\nsec-websocket-version: 13\r\n"),
            "{answer}"
        );
        assert!(answer.contains("BAD_REQUEST"), "{answer}");
    }
}

/// An open socket of which the test writes the frames.
async fn raw_socket(edge: &Edge) -> TcpStream {
    let mut stream = TcpStream::connect(edge.address).await.unwrap();
    let handshake = "GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n";
    stream.write_all(handshake.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 101 "));
    stream
}

/// The code with which the server closes a socket.
async fn closed_with(mut stream: TcpStream) -> u16 {
    let closing = async {
        loop {
            let (first, length) = (
                stream.read_u8().await.unwrap(),
                stream.read_u8().await.unwrap(),
            );
            let mut payload = vec![0; length.into()];
            stream.read_exact(&mut payload).await.unwrap();
            if first & 0x0f == 8 {
                return u16::from_be_bytes([payload[0], payload[1]]);
            }
        }
    };
    timeout(Duration::from_secs(5), closing).await.unwrap()
}

/// A frame with a mask of zeros.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match u8::try_from(payload.len()) {
        Ok(length) if length < 126 => frame.push(0x80 | length),
        _ => {
            frame.push(0x80 | 127);
            frame.extend((payload.len() as u64).to_be_bytes());
        }
    }
    frame.extend([0; 4]);
    frame.extend(payload);
    frame
}

#[tokio::test]
async fn protocol_errors_of_a_socket_have_their_close_codes() {
    let edge = Edge::start();
    let half = "x".repeat(200 * 1024);
    for (name, bytes, expected) in [
        ("no mask", vec![0x81, 2, b'{', b'}'], 1002),
        ("a reserved bit", frame(0xc1, b"{}"), 1002),
        ("a reserved kind", frame(0x83, b"{}"), 1002),
        ("a ping in pieces", frame(0x09, b""), 1002),
        ("a long ping", frame(0x89, &[b'x'; 126]), 1002),
        ("a piece of nothing", frame(0x80, b"{}"), 1002),
        (
            "two beginnings",
            [frame(0x01, b"{"), frame(0x01, b"}")].concat(),
            1002,
        ),
        ("no UTF-8", frame(0x81, b"\xff\xfe"), 1007),
        (
            "no UTF-8 in pieces",
            [frame(0x01, b"{"), frame(0x80, b"\xff")].concat(),
            1007,
        ),
        (
            "a large message",
            frame(0x81, "x".repeat(300 * 1024).as_bytes()),
            1009,
        ),
        (
            "a large message in pieces",
            [frame(0x01, half.as_bytes()), frame(0x80, half.as_bytes())].concat(),
            1009,
        ),
        ("a message that is none", frame(0x81, b"hello"), 4400),
        ("bytes", frame(0x82, b"{}"), 4400),
    ] {
        let mut stream = raw_socket(&edge).await;
        stream.write_all(&bytes).await.unwrap();
        assert_eq!(closed_with(stream).await, expected, "{name}");
    }
    edge.assert_alive().await;
}

#[tokio::test]
async fn a_socket_ends_its_connection_with_the_handshake_of_closing() {
    let edge = Edge::start();
    let normal = frame(0x88, &1_000_u16.to_be_bytes());
    for (name, bytes) in [
        ("the client closes", normal.clone()),
        (
            "the client closes at once",
            [frame(0x81, br#"{"type":"connection_init"}"#), normal].concat(),
        ),
        ("the server closes", frame(0x81, b"hello")),
        (
            "a large message",
            frame(0x81, "x".repeat(300 * 1024).as_bytes()),
        ),
    ] {
        let mut stream = raw_socket(&edge).await;
        stream.write_all(&bytes).await.unwrap();
        let mut heard = Vec::new();
        let ended = timeout(Duration::from_millis(500), stream.read_to_end(&mut heard)).await;
        assert!(ended.is_ok_and(|read| read.is_ok()), "{name}");
        // The last frame is one of closing.
        let at = heard.iter().rposition(|byte| *byte == 0x88);
        let length = at.map(|at| usize::from(heard[at + 1]) + at + 2);
        assert_eq!(length, Some(heard.len()), "{name}: {heard:?}");
    }
    edge.assert_alive().await;
}

#[tokio::test]
async fn the_unspecified_address_of_ipv6_takes_both() {
    use certgraph::{
        graphql::{Engine, Services, schema},
        http::{
            Admission, AppState, Authenticator, CorsPolicy, PictureCache, Server, TrustedProxies,
        },
        metrics::Metrics,
        publish::ExportCache,
        store::LazyStore,
        telemetry::Traces,
    };
    use std::sync::Arc;

    use crate::support::server::{NOW, clock_at};

    let clock = clock_at(NOW);
    let authenticator = Authenticator::new(LazyStore::default(), Arc::clone(&clock));
    let state = AppState {
        engine: Engine::new(schema(Services::new())),
        live: Arc::default(),
        exports: ExportCache::new(LazyStore::default()),
        pictures: PictureCache::default(),
        store: LazyStore::default(),
        metrics: Metrics::default(),
        traces: Traces::default(),
        admission: Arc::new(Admission::new(
            authenticator,
            TrustedProxies::default(),
            None,
            Arc::clone(&clock),
        )),
        clock,
        public_url: None,
    };
    let config = HttpConfig {
        listen: "[::]:0".parse().unwrap(),
        workers: 1,
        ..HttpConfig::default()
    };
    let server = Server::bind(config, CorsPolicy::None, state).unwrap();
    let (port, handle) = (server.addresses()[0].port(), server.handle());
    let running = tokio::spawn(server.run());
    for host in ["127.0.0.1", "[::1]"] {
        let url = format!("http://{host}:{port}/livez");
        assert_eq!(reqwest::get(url).await.unwrap().status(), 200, "{host}");
    }
    handle.stop(false).await;
    running.await.unwrap().unwrap();
}
