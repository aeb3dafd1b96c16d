use async_graphql::Error;
use certgraph_macros::fields;
use chrono::{DateTime, TimeDelta};
use serde_json::Value as Json;

use crate::{
    catalogue::{Catalogue, Content, Revision},
    graphql::{
        RequestContext, Services, objects::subscription::Subscription, publishing::Mutation,
    },
    publish::{parse, shipped_files},
};

use super::*;
use crate::graphql::engine::response::{MAX_ERRORS, MAX_MESSAGE};

#[derive(Clone, Default)]
struct Query {
    /// Receives a message for each computation that has ended.
    ended: Option<tokio::sync::mpsc::UnboundedSender<i32>>,
}

#[fields(root)]
impl Query {
    fn echo(&self, text: String) -> String {
        text
    }

    #[graphql(deprecation = "Use `echo`.")]
    fn repeat(&self) -> i32 {
        1
    }

    fn coded(&self) -> Option<async_graphql::Result<i32>> {
        Some(Err(ErrorCode::UnknownRole.error("no such role")))
    }

    fn secret(&self) -> Option<async_graphql::Result<i32>> {
        Some(Err(Error::new("password=hunter2")))
    }

    fn panics(&self) -> i32 {
        let digits = "password=hunter2";
        digits.parse().expect(digits)
    }

    async fn waits(&self) -> i32 {
        std::future::pending().await
    }

    /// Computes until the request is canceled.
    fn computes(&self, scope: &RequestContext, first: i32) -> Vec<Failing> {
        while !scope.cancellation.is_requested() {
            std::thread::yield_now();
        }
        if let Some(ended) = &self.ended {
            let _ = ended.send(first);
        }
        vec![]
    }

    fn fails(&self, message: String) -> async_graphql::Result<Vec<Failing>> {
        Ok((0..30).map(|_| Failing(message.clone())).collect())
    }
}

struct Failing(String);

#[fields]
impl Failing {
    fn value(&self) -> async_graphql::Result<Option<i32>> {
        Err(ErrorCode::BadUserInput.error(self.0.clone()))
    }
}

fn moment() -> RequestTime {
    let catalogue = Catalogue::build(Content::default(), Revision::new(7), DateTime::UNIX_EPOCH);
    let catalogue = Arc::new(catalogue.unwrap());
    RequestTime::new(catalogue, DateTime::UNIX_EPOCH, TimeDelta::zero())
}

fn schema(query: Query) -> ApiSchema {
    ApiSchema::new(query, Mutation, Subscription, Services::new())
}

fn engine() -> Engine {
    let limits = ExecutionLimits {
        deadline: Duration::from_millis(200),
        ..ExecutionLimits::default()
    };
    Engine::with_limits(schema(Query::default()), limits)
}

async fn run(request: ApiRequest, allowed: AllowedOperations) -> (Option<ErrorCode>, Json) {
    let response = engine()
        .execute(request, Caller::Anonymous, moment(), allowed)
        .await;
    let body = serde_json::from_slice(&response.body).unwrap();
    (response.request_error, body)
}

fn document(query: &str) -> ApiRequest {
    ApiRequest {
        query: query.to_owned(),
        ..ApiRequest::default()
    }
}

async fn response_to(query: &str) -> (Option<ErrorCode>, Json) {
    run(document(query), AllowedOperations::QueriesAndMutations).await
}

#[tokio::test]
async fn deprecated_fields_are_in_the_extensions() {
    let used = "{ ...F a: repeat } fragment F on Query { ... { repeat } }";
    for (query, expected) in [
        (used, r#"[{"field":"Query.repeat","reason":"Use `echo`."}]"#),
        ("{ echo(text: \"a\") }", "null"),
    ] {
        let (error, body) = response_to(query).await;
        assert_eq!(error, None);
        assert_eq!(body["extensions"]["deprecatedFields"].to_string(), expected);
    }
}

#[tokio::test]
async fn a_syntax_error_is_one_line_with_its_position() {
    let (error, body) = response_to("{ echo(\n  text: }").await;
    assert_eq!(error, Some(ErrorCode::GraphqlParseFailed));
    assert_eq!(
        body.to_string(),
        r#"{"errors":[{"message":"Syntax error: expected a value, found \"}\".","locations":[{"line":2,"column":9}],"extensions":{"code":"GRAPHQL_PARSE_FAILED"}}]}"#
    );
}

#[tokio::test]
async fn an_unquoted_code_is_named_in_the_error() {
    for (query, code) in [
        ("{ echo(text: AI-102) }", "AI-102"),
        ("{ echo(text: SAA-C03) }", "SAA-C03"),
    ] {
        let (error, body) = response_to(query).await;
        assert_eq!(error, Some(ErrorCode::GraphqlParseFailed));
        let message = body["errors"][0]["message"].to_string();
        let hint = format!(". Quote it: \\\"{code}\\\".\"");
        assert!(message.ends_with(&hint), "{message}");
    }
    let (_, body) = response_to("{ echo(text: -) }").await;
    assert!(!body.to_string().contains("Quote"), "{body}");
}

#[tokio::test]
async fn only_errors_with_a_code_show_their_message() {
    let (error, body) = response_to("{ coded secret }").await;
    assert_eq!(error, None);
    assert_eq!(body["data"].to_string(), r#"{"coded":null,"secret":null}"#);
    assert_eq!(body["errors"][0]["extensions"]["code"], "UNKNOWN_ROLE");
    assert_eq!(body["errors"][0]["message"], "no such role");
    assert_eq!(body["errors"][1]["extensions"]["code"], "INTERNAL");
    assert!(!body.to_string().contains("hunter2"));
}

#[tokio::test]
async fn a_panic_is_an_internal_error() {
    let (error, body) = response_to("{ panics }").await;
    assert_eq!(error, Some(ErrorCode::Internal));
    assert!(!body.to_string().contains("hunter2"));
}

#[tokio::test]
async fn the_deadline_ends_an_execution() {
    let (error, body) = response_to("{ waits }").await;
    assert_eq!(error, Some(ErrorCode::Timeout));
    assert_eq!(body["errors"][0]["extensions"]["code"], "TIMEOUT");
}

#[tokio::test]
async fn an_execution_ends_when_its_client_is_gone() {
    let (ended, mut endings) = tokio::sync::mpsc::unbounded_channel();
    let limits = ExecutionLimits {
        deadline: Duration::from_hours(1),
        document: DocumentLimits {
            root_fields: 100,
            aliases: 100,
            ..DocumentLimits::default()
        },
        ..ExecutionLimits::default()
    };
    let query = Query { ended: Some(ended) };
    let engine = Engine::with_limits(schema(query), limits);
    // Costly enough to run on the blocking pool.
    let field = |index| format!("a{index}: computes(first: 100) {{ value }}");
    let fields: Vec<_> = (0..90).map(field).collect();
    let request = document(&format!("{{ {} }}", fields.join(" ")));
    let allowed = AllowedOperations::Queries;
    let execution = engine.execute(request, Caller::Anonymous, moment(), allowed);
    let waited = tokio::time::timeout(Duration::from_millis(20), execution).await;
    assert!(waited.is_err(), "it goes on while somebody waits");
    assert_eq!(endings.recv().await, Some(100));
}

#[tokio::test]
async fn computations_end_at_the_deadline() {
    let engine = Engine::new(crate::graphql::schema(crate::graphql::Services::new()));
    let late = Engine {
        deadline: Duration::ZERO,
        ..engine.clone()
    };
    let content = parse(shipped_files()).unwrap().content();
    let catalogue = Catalogue::build(content, Revision::new(7), DateTime::UNIX_EPOCH);
    let catalogue = Arc::new(catalogue.unwrap());
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let execute = async |engine: &Engine, query: &str| {
        let moment = RequestTime::new(Arc::clone(&catalogue), now, TimeDelta::zero());
        let allowed = AllowedOperations::Queries;
        engine
            .execute(document(query), Caller::Anonymous, moment, allowed)
            .await
    };
    let search = "{ recommendedPaths(role: \"azure-ai-engineer\") { __typename } }";
    let list = "{ exams(first: 20) { nodes { code } } }";
    for query in [search, list] {
        let answer = execute(&engine, query).await;
        assert_eq!(answer.request_error, None);
        let answer = execute(&late, query).await;
        assert_eq!(answer.request_error, Some(ErrorCode::Timeout), "{query}");
    }
}

#[tokio::test]
async fn a_computation_ends_at_the_deadline_of_operations() {
    let engine = engine();
    assert_eq!(engine.compute(|_| 7).await, Ok(7));
    let late = Engine {
        deadline: Duration::from_millis(20),
        ..engine
    };
    let endless = late.compute(|cancel| {
        while !cancel.is_cancelled() {
            std::thread::yield_now();
        }
    });
    let code = endless.await.map_err(|(code, _)| code);
    assert_eq!(code, Err(ErrorCode::Timeout));
}

#[tokio::test]
async fn errors_and_messages_are_limited() {
    let message = "é".repeat(600);
    let (_, body) = response_to(&format!("{{ fails(message: \"{message}\") {{ value }} }}")).await;
    let errors = body["errors"].as_array().unwrap();
    assert_eq!(errors.len(), MAX_ERRORS);
    let text = errors[0]["message"].as_str().unwrap();
    assert_eq!(text.chars().count(), MAX_MESSAGE);
    assert!(text.ends_with('…'));
}

#[tokio::test]
async fn the_operation_name_selects() {
    let both = "query A { echo(text: \"a\") } query B { echo(text: \"b\") }";
    for (query, name, expected) in [
        (both, Some("B"), Ok("b")),
        (both, None, Err("2 operations")),
        (both, Some("C"), Err("named \"C\"")),
        ("{ echo(text: \"c\") }", Some("A"), Err("has no name")),
        ("query A { echo(text: \"d\") }", None, Ok("d")),
    ] {
        let request = ApiRequest {
            operation_name: name.map(str::to_owned),
            ..document(query)
        };
        let (error, body) = run(request, AllowedOperations::Queries).await;
        match expected {
            Ok(text) => assert_eq!(body["data"]["echo"], text),
            Err(part) => {
                assert_eq!(error, Some(ErrorCode::BadUserInput));
                assert!(
                    body["errors"][0]["message"]
                        .as_str()
                        .unwrap()
                        .contains(part)
                );
            }
        }
    }
}
