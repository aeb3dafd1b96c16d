//! A server with a response cache responds exactly as one without.

use std::sync::{Arc, atomic::Ordering};

use certgraph::{
    catalogue::Content,
    graphql::{Engine, ExecutionLimits, Services, schema},
    http::HttpConfig,
};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use std::sync::atomic::AtomicI64;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{
    content::{complete, shipped},
    edge::{Edge, EdgeParts, GRAPHQL_RESPONSE, header},
    server::SetClock,
};

/// Documents with variables of several kinds: of the day, of the revision, of the instant, faulty.
const QUESTIONS: [(&str, &[&str]); 8] = [
    (
        "query E($code: String!, $asOf: Date) { exam(code: $code, asOf: $asOf) { code title lifecycle { state } blueprint { domains { title weight { min max } } } } }",
        &[
            r#"{"code":"AZ-104"}"#,
            r#"{"asOf":null,"code":"AZ-104"}"#,
            r#"{"code":"AZ-104","asOf":"2026-01-01"}"#,
            r#"{"code":"A-1"}"#,
            r#"{"code":"no"}"#,
            r#"{"code":7}"#,
            r"{}",
        ],
    ),
    (
        "query L($first: Int, $filter: ExamFilter) { exams(first: $first, filter: $filter) { totalCount nodes { code level } } }",
        &[
            r"{}",
            r#"{"first":50}"#,
            r#"{"first":3,"filter":{"vendors":["aws"],"bookable":true}}"#,
            r#"{"filter":{"bookable":true,"vendors":["aws"]},"first":3}"#,
            r#"{"first":3,"filter":{"vendors":["nobody"]}}"#,
            r#"{"first":-1}"#,
        ],
    ),
    (
        "query A { vendors { totalCount } } query B { roles(first: 5) { nodes { slug } } }",
        &[r"{}"],
    ),
    ("{ catalogue { revision stalenessSeconds } }", &[r"{}"]),
    (
        "{ catalogue { revision counts { exams } } }",
        &[r"{}", r#"{"unused":1}"#],
    ),
    (
        "query S($text: String!) { search(text: $text, first: 5) { totalCount nodes { __typename ... on Exam { code } } } }",
        &[r#"{"text":"azure"}"#, r#"{"text":""}"#],
    ),
    ("{ nothing }", &[r"{}"]),
    ("{ vendors {", &[r"{}"]),
];

#[derive(Debug, Clone)]
enum Step {
    Ask {
        question: Index,
        variables: Index,
        operation: Option<&'static str>,
        coding: &'static str,
        accept: &'static str,
        by_post: bool,
    },
    Publish(Index),
    Pass,
}

fn step() -> impl Strategy<Value = Step> {
    let asks = (
        any::<Index>(),
        any::<Index>(),
        prop_oneof![4 => Just(None), 1 => Just(Some("A")), 1 => Just(Some("B"))],
        prop_oneof![
            Just(""),
            Just("gzip"),
            Just("zstd, gzip;q=0.5"),
            Just("br, identity;q=0")
        ],
        prop_oneof![Just(GRAPHQL_RESPONSE), Just("application/json")],
        any::<bool>(),
    );
    prop_oneof![
        12 => asks.prop_map(|(question, variables, operation, coding, accept, by_post)| Step::Ask {
            question, variables, operation, coding, accept, by_post,
        }),
        1 => any::<Index>().prop_map(Step::Publish),
        1 => Just(Step::Pass),
    ]
}

fn request(edge: &Edge, step: &Step) -> RequestBuilder {
    let Step::Ask {
        question,
        variables,
        operation,
        coding,
        accept,
        by_post,
    } = step
    else {
        panic!("only requests are sent");
    };
    let (query, all) = QUESTIONS[question.index(QUESTIONS.len())];
    let variables = all[variables.index(all.len())];
    let request = if *by_post {
        let variables: Value = serde_json::from_str(variables).unwrap();
        let body = json!({ "query": query, "variables": variables, "operationName": operation });
        edge.post(body.to_string())
    } else {
        let parameters = [
            ("query", query),
            ("variables", variables),
            ("operationName", operation.unwrap_or_default()),
        ];
        edge.request(Method::GET, "/graphql").query(&parameters)
    };
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("accept", accept.parse().unwrap());
    headers.insert("accept-encoding", coding.parse().unwrap());
    request.headers(headers)
}

/// The visible parts of a response, without its request id and date.
async fn seen(response: Response) -> (u16, Vec<String>, Vec<u8>) {
    let names = [
        "content-type",
        "content-encoding",
        "content-length",
        "cache-control",
        "etag",
        "vary",
    ];
    let headers = names.map(|name| header(&response, name).to_owned());
    let status = response.status().as_u16();
    (
        status,
        headers.to_vec(),
        response.bytes().await.unwrap().to_vec(),
    )
}

#[test]
fn cached_responses_equal_executed_ones() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let clock = SetClock::at("2026-06-01T22:59:00Z");
    // One executes everything. The other has so small a cache that it evicts much.
    let [uncached, cached] = [0, 64 * 1024].map(|response_cache_bytes| {
        Edge::assemble(EdgeParts {
            config: HttpConfig {
                response_cache_bytes,
                ..HttpConfig::default()
            },
            engine: Engine::with_limits(
                schema(Services::new()),
                ExecutionLimits {
                    persisted_bytes: 0,
                    ..ExecutionLimits::default()
                },
            ),
            clock: Arc::clone(&clock) as _,
            ..EdgeParts::default()
        })
    });
    let contents: [fn() -> Content; 3] = [shipped, complete, Content::default];
    let revision = AtomicI64::new(1);
    let publish = |content: Content| {
        let revision = revision.fetch_add(1, Ordering::Relaxed);
        uncached.publish(content.clone(), revision);
        cached.publish(content, revision);
    };
    publish(shipped());
    let hours = AtomicI64::new(0);
    let start: chrono::DateTime<chrono::Utc> = "2026-06-01T22:59:00Z".parse().unwrap();
    let steps = proptest::collection::vec(step(), 1..40);
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&steps, |steps| {
        for step in steps {
            match &step {
                Step::Publish(which) => publish(contents[which.index(contents.len())]()),
                Step::Pass => {
                    let hours = hours.fetch_add(7, Ordering::Relaxed);
                    clock.set(&(start + chrono::TimeDelta::hours(hours)).to_rfc3339());
                }
                Step::Ask { .. } => runtime.block_on(async {
                    // Executed, then cached.
                    for _ in 0..4 {
                        let expected = request(&uncached, &step).send().await.unwrap();
                        let found = request(&cached, &step).send().await.unwrap();
                        let tag = header(&found, "etag").to_owned();
                        assert_eq!(seen(found).await, seen(expected).await, "{step:?}");
                        if !tag.is_empty() {
                            let known = request(&cached, &step).header("if-none-match", &tag);
                            assert_eq!(known.send().await.unwrap().status(), 304, "{step:?}");
                        }
                    }
                }),
            }
        }
        Ok(())
    });
    outcome.unwrap();
}

#[tokio::test]
async fn a_new_snapshot_is_served_at_once() {
    let edge = Edge::assemble(EdgeParts::default());
    for revision in 1..20 {
        edge.publish(Content::default(), revision);
        for _ in 0..3 {
            let (_, answer) = edge.ask("{ catalogue { revision } }").await;
            assert_eq!(answer["data"]["catalogue"]["revision"], revision);
        }
    }
}

#[tokio::test]
async fn concurrent_requests_succeed_while_snapshots_change() {
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(shipped(), 1);
    let query = "{ exams(first: 100) { nodes { code title } } catalogue { revision } }";
    let publishing = async {
        for revision in 2..6 {
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            edge.publish(shipped(), revision);
        }
    };
    let asking = futures_util::future::join_all((0..40).map(|_| async {
        let mut last = 0;
        for _ in 0..8 {
            let (status, answer) = edge.ask(query).await;
            assert_eq!(status, 200, "{answer}");
            let revision = answer["data"]["catalogue"]["revision"].as_i64().unwrap();
            assert!(revision >= last, "{revision} after {last}");
            last = revision;
        }
    }));
    futures_util::future::join(publishing, asking).await;
}

/// Sends the parts of a request with pauses between them; returns the body of the response.
async fn send_in_parts(edge: &Edge, parts: &[&[u8]]) -> String {
    let mut stream = TcpStream::connect(edge.address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    for part in parts {
        stream.write_all(part).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    body.to_owned()
}

#[tokio::test]
async fn a_body_is_matched_in_any_pieces() {
    let edge = Edge::start();
    let body = br#"{"query":"{ catalogue { revision } }"}"#;
    let head = |length: usize| {
        format!(
            "POST /graphql HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        )
        .into_bytes()
    };
    let whole = [head(body.len()), body.to_vec()].concat();
    let expected = r#"{"data":{"catalogue":{"revision":7}}}"#;
    for _ in 0..4 {
        let (first, second) = body.split_at(10);
        let head = head(body.len());
        let begun = [&head, first].concat();
        for parts in [
            &[&whole[..]][..],
            &[&head, body],
            &[&begun, second],
            &[&head, first, second],
        ] {
            assert_eq!(send_in_parts(&edge, parts).await, expected);
        }
    }
    // Bytes after the content length are another request, and a short body is not JSON.
    let shorter = [head(body.len() - 1), body.to_vec()].concat();
    let answer = edge.say(&shorter).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

#[tokio::test]
async fn requests_with_other_headers_bypass_the_cache() {
    let edge = Edge::start();
    let body = json!({ "query": "{ catalogue { revision } }" }).to_string();
    for _ in 0..4 {
        let answer = edge.post(body.clone()).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
    let wrong = edge.post(body.clone()).header("authorization", "Bearer no");
    assert_eq!(wrong.send().await.unwrap().status(), 401);
    let coded = edge.post(body.clone()).header("content-encoding", "gzip");
    assert_eq!(coded.send().await.unwrap().status(), 415);
    let form = edge.request(Method::POST, "/graphql").body(body);
    let form = form.header("content-type", "text/plain");
    assert_eq!(form.send().await.unwrap().status(), 415);
}
