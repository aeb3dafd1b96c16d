//! A server that keeps answers says exactly what one says that makes each anew.

use std::sync::{Arc, atomic::Ordering};

use certgraph::{
    catalogue::Content,
    graphql::{Engine, ExecutionLimits, Services, schema},
    http::{HttpConfig, ReadableBy},
};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use std::sync::atomic::AtomicI64;

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
        panic!("only questions are asked");
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

/// All of an answer that a client can see, but its request id and date.
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
fn kept_answers_are_those_that_would_be_made() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let clock = SetClock::at("2026-06-01T22:59:00Z");
    // One makes everything anew. The other keeps so little that it has to let go of much.
    let [fresh, keeping] = [0, 64 * 1024].map(|response_cache_bytes| {
        Edge::assemble(EdgeParts {
            config: HttpConfig {
                response_cache_bytes,
                ..HttpConfig::default()
            },
            readable_by: ReadableBy::None,
            engine: Engine::with_limits(
                schema(Services::new()),
                ExecutionLimits {
                    persisted_bytes: 0,
                    ..ExecutionLimits::default()
                },
            ),
            clock: Arc::clone(&clock) as _,
        })
    });
    let contents: [fn() -> Content; 3] = [shipped, complete, Content::default];
    let revision = AtomicI64::new(1);
    let publish = |content: Content| {
        let revision = revision.fetch_add(1, Ordering::Relaxed);
        fresh.publish(content.clone(), revision);
        keeping.publish(content, revision);
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
                    for _ in 0..2 {
                        let expected = request(&fresh, &step).send().await.unwrap();
                        let kept = request(&keeping, &step).send().await.unwrap();
                        assert_eq!(seen(kept).await, seen(expected).await, "{step:?}");
                    }
                }),
            }
        }
        Ok(())
    });
    outcome.unwrap();
}

#[tokio::test]
async fn a_swap_is_seen_at_once() {
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
async fn many_at_once_get_the_same_answer_while_snapshots_are_swapped() {
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
