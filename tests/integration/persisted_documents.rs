//! Documents that are named instead of sent: announced by their hashes, or on the server's list.

use std::fs;

use certgraph::{
    app::Application,
    graphql::{Engine, ExecutionLimits, Services, TrustedDocument, schema},
};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{
    content::shipped,
    database::fresh,
    digest::sha256,
    edge::{Edge, EdgeParts, GRAPHQL_RESPONSE, code, header, read},
    server::{NOW, TestServer, clock_at, settings},
};

const QUERY: &str = "query($code: String!) { exam(code: $code) { code } }";

fn announcing(text: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": sha256(text) } })
}

fn edge_with(limits: ExecutionLimits) -> Edge {
    let edge = Edge::assemble(EdgeParts {
        engine: Engine::with_limits(schema(Services::new()), limits),
        ..EdgeParts::default()
    });
    edge.publish(shipped(), 1);
    edge
}

async fn post(edge: &Edge, body: &Value) -> (u16, Value) {
    let response = edge.post(body.to_string()).send().await;
    read(response.expect("an answer")).await
}

async fn get(edge: &Edge, parameters: &[(&str, &str)]) -> Response {
    let request = edge.request(Method::GET, "/graphql");
    let request = request.header("accept", GRAPHQL_RESPONSE).query(parameters);
    request.send().await.expect("an answer")
}

#[tokio::test]
async fn a_document_is_sent_once_and_then_named_by_its_sha256() {
    let edge = edge_with(ExecutionLimits::default());
    let variables = json!({ "code": "AZ-104" });
    let by_hash = json!({ "variables": variables, "extensions": announcing(QUERY) });
    let (status, answer) = post(&edge, &by_hash).await;
    assert_eq!((status, code(&answer)), (400, "PERSISTED_QUERY_NOT_FOUND"));
    // Older clients look for this very text.
    assert_eq!(answer["errors"][0]["message"], "PersistedQueryNotFound");
    let older = edge.request(Method::POST, "/graphql").json(&by_hash);
    let older = older.send().await.unwrap();
    assert_eq!(older.status(), 200);

    // The answer may be kept already; the document has to be kept all the same.
    let plain = json!({ "query": QUERY, "variables": variables });
    let expected = (200, json!({ "data": { "exam": { "code": "AZ-104" } } }));
    assert_eq!(post(&edge, &plain).await, expected);
    assert_eq!(post(&edge, &plain).await, expected);
    let (status, answer) = post(&edge, &by_hash).await;
    assert_eq!((status, code(&answer)), (400, "PERSISTED_QUERY_NOT_FOUND"));

    let announcement =
        json!({ "query": QUERY, "variables": variables, "extensions": announcing(QUERY) });
    assert_eq!(post(&edge, &announcement).await, expected);
    for _ in 0..2 {
        assert_eq!(post(&edge, &by_hash).await, expected);
        assert_eq!(post(&edge, &announcement).await, expected);
    }
    let other = json!({ "variables": { "code": "no" }, "extensions": announcing(QUERY) });
    assert_eq!(
        post(&edge, &other).await,
        (200, json!({ "data": { "exam": null } }))
    );
    for id in [sha256(QUERY), format!("sha256:{}", sha256(QUERY))] {
        let by_id = json!({ "documentId": id, "variables": variables });
        assert_eq!(post(&edge, &by_id).await, expected);
        let variables = variables.to_string();
        let parameters = [("documentId", id.as_str()), ("variables", &variables)];
        assert_eq!(read(get(&edge, &parameters).await).await, expected);
    }
}

#[tokio::test]
async fn a_url_with_a_hash_can_be_cached_and_revalidated() {
    let edge = edge_with(ExecutionLimits::default());
    let extensions = announcing(QUERY).to_string();
    let by_hash = [
        ("extensions", extensions.as_str()),
        ("variables", r#"{"code":"AZ-104"}"#),
    ];
    let unknown = get(&edge, &by_hash).await;
    assert_eq!(unknown.status(), 400);
    assert_eq!(header(&unknown, "cache-control"), "no-store");
    let mut announcement = by_hash.to_vec();
    announcement.push(("query", QUERY));
    let announced = get(&edge, &announcement).await;
    assert_eq!(announced.status(), 200);
    let known = get(&edge, &by_hash).await;
    assert_eq!(known.status(), 200);
    let tag = header(&known, "etag").to_owned();
    assert_eq!(header(&announced, "etag"), tag);
    assert!(header(&known, "cache-control").starts_with("public, max-age=60"));
    let again = edge
        .request(Method::GET, "/graphql")
        .header("accept", GRAPHQL_RESPONSE)
        .header("if-none-match", &tag)
        .query(&by_hash);
    assert_eq!(again.send().await.unwrap().status(), 304);
}

#[tokio::test]
async fn only_executed_documents_are_stored() {
    let edge = edge_with(ExecutionLimits::default());
    let deep = format!("{{ a {}{} }}", "{ a ".repeat(40), "}".repeat(40));
    for (text, expected) in [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ vendors", "GRAPHQL_PARSE_FAILED"),
        (deep.as_str(), "QUERY_TOO_DEEP"),
        (
            "query($a: Int!) { exams(first: $a) { totalCount } }",
            "BAD_USER_INPUT",
        ),
    ] {
        let announcement = json!({ "query": text, "extensions": announcing(text) });
        let (_, answer) = post(&edge, &announcement).await;
        assert_eq!(code(&answer), expected, "{text}");
        let by_hash = json!({ "extensions": announcing(text) });
        let (_, answer) = post(&edge, &by_hash).await;
        assert_eq!(code(&answer), "PERSISTED_QUERY_NOT_FOUND", "{text}");
    }
    for (body, expected) in [
        (
            json!({ "query": "{ __typename }", "extensions": announcing(QUERY) }),
            "BAD_REQUEST",
        ),
        (
            json!({ "query": "{ __typename }", "extensions": { "persistedQuery": { "version": 2 } } }),
            "BAD_REQUEST",
        ),
        (
            json!({ "documentId": "paths" }),
            "PERSISTED_QUERY_NOT_FOUND",
        ),
        (
            json!({ "query": "{ __typename }", "documentId": sha256(QUERY) }),
            "BAD_REQUEST",
        ),
        (
            json!({ "documentId": "paths", "extensions": announcing(QUERY) }),
            "PERSISTED_QUERY_NOT_FOUND",
        ),
        (
            json!({ "query": "{ __typename }", "extensions": { "persistedQuery": 1 } }),
            "BAD_REQUEST",
        ),
        (
            json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "0" } } }),
            "BAD_REQUEST",
        ),
        (
            json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": 1 } } }),
            "BAD_REQUEST",
        ),
    ] {
        let (status, answer) = post(&edge, &body).await;
        assert_eq!((status, code(&answer)), (400, expected), "{body}");
    }
    let named = json!({ "query": "{ __typename }", "documentId": "a name of the client" });
    assert_eq!(post(&edge, &named).await.0, 200);
}

#[tokio::test]
async fn a_disabled_document_store_is_reported() {
    let edge = edge_with(ExecutionLimits {
        persisted_bytes: 0,
        ..ExecutionLimits::default()
    });
    let (status, answer) = post(&edge, &json!({ "extensions": announcing(QUERY) })).await;
    assert_eq!(
        (status, code(&answer)),
        (400, "PERSISTED_QUERY_NOT_SUPPORTED")
    );
    assert_eq!(answer["errors"][0]["message"], "PersistedQueryNotSupported");
    let both = json!({ "query": "{ __typename }", "extensions": announcing("{ __typename }") });
    for _ in 0..2 {
        assert_eq!(post(&edge, &both).await.0, 200);
    }
}

fn trusted(list: &[(&str, &str)]) -> Vec<TrustedDocument> {
    let documents = list.iter().map(|(name, text)| TrustedDocument {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    });
    documents.collect()
}

#[tokio::test]
async fn a_server_with_a_list_runs_nothing_else() {
    const TWO: &str = "query A { vendors { totalCount } } query B { __typename }";
    let list = trusted(&[("exam.graphql", QUERY), ("web/two.graphql", TWO)]);
    let engine = Engine::new(schema(Services::new())).trusting(list).unwrap();
    let edge = Edge::assemble(EdgeParts {
        engine,
        ..EdgeParts::default()
    });
    edge.publish(shipped(), 1);
    let variables = json!({ "code": "AZ-104" });
    let expected = (200, json!({ "data": { "exam": { "code": "AZ-104" } } }));
    for naming in [
        json!({ "query": QUERY }),
        json!({ "documentId": "exam.graphql" }),
        json!({ "documentId": "exam" }),
        json!({ "documentId": sha256(QUERY) }),
        json!({ "documentId": format!("sha256:{}", sha256(QUERY)) }),
        json!({ "extensions": announcing(QUERY) }),
        json!({ "query": QUERY, "extensions": announcing(QUERY) }),
        json!({ "query": QUERY, "documentId": "exam" }),
    ] {
        let mut body = naming;
        body["variables"] = variables.clone();
        // Made, then given again.
        for _ in 0..2 {
            assert_eq!(post(&edge, &body).await, expected, "{body}");
        }
    }
    let named = [
        ("documentId", "exam"),
        ("variables", r#"{"code":"AZ-104"}"#),
    ];
    assert_eq!(read(get(&edge, &named).await).await, expected);
    let second = json!({ "documentId": "web/two", "operationName": "B" });
    assert_eq!(
        post(&edge, &second).await,
        (200, json!({ "data": { "__typename": "Query" } }))
    );

    for (body, status, refusal) in [
        (
            json!({ "query": "{ __typename }" }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (
            json!({ "query": format!("{QUERY} ") }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (
            json!({ "query": "{ __schema { types { name } } }" }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (json!({ "query": "{" }), 403, "DOCUMENT_NOT_TRUSTED"),
        (
            json!({ "documentId": "other" }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (
            json!({ "documentId": sha256("{a}") }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (
            json!({ "extensions": announcing("{a}") }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (
            json!({ "query": "{ __typename }", "extensions": announcing("{ __typename }") }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (
            json!({ "query": "{ __typename }", "documentId": "exam" }),
            403,
            "DOCUMENT_NOT_TRUSTED",
        ),
        (
            json!({ "documentId": sha256("{a}"), "extensions": announcing(QUERY) }),
            400,
            "BAD_REQUEST",
        ),
        (json!({ "documentId": "exam" }), 400, "BAD_USER_INPUT"),
        (json!({}), 400, "BAD_REQUEST"),
    ] {
        let (found, answer) = post(&edge, &body).await;
        assert_eq!((found, code(&answer)), (status, refusal), "{body}");
    }
}

#[test]
fn documents_that_could_never_run_are_not_trusted() {
    let many = format!("{{ {} }}", "a: __typename ".repeat(60));
    for (list, expected) in [
        (trusted(&[]), "there is no document"),
        (
            trusted(&[
                ("a.graphql", "{ __typename }"),
                ("b.graphql", "{\n  nothing\n}"),
            ]),
            "b.graphql:2: ",
        ),
        (
            trusted(&[("two.graphql", "query A { __typename }\nquery B { nothing }")]),
            "two.graphql:2: ",
        ),
        (
            trusted(&[("a.graphql", "{ __typename")]),
            "a.graphql:1: Syntax error",
        ),
        (trusted(&[("a.graphql", "")]), "a.graphql"),
        (trusted(&[("a.graphql", &many)]), "a.graphql"),
        (
            trusted(&[("a.graphql", "{ __typename }"), ("a.gql", "{ __typename }")]),
            "two documents are called \"a\"",
        ),
        (
            trusted(&[("a.graphql", "{ ...F } fragment F on Query { ...F }")]),
            "a.graphql",
        ),
        (
            trusted(&[(
                "a.graphql",
                "query($a: Int!) { exams(first: \"x\") { totalCount } }",
            )]),
            "a.graphql:1: ",
        ),
    ] {
        let engine = Engine::new(schema(Services::new()));
        let fault = engine.trusting(list).err().expect(expected).to_string();
        assert!(fault.starts_with(expected), "{fault}");
        assert!(!fault.contains('\n'), "{fault}");
    }
}

#[tokio::test]
async fn the_list_is_a_directory_that_is_read_at_start() {
    let directory = tempfile::tempdir().unwrap();
    let start = async |documents: &std::path::Path| {
        let database = fresh().await;
        let mut settings = settings(&database);
        settings.answers.trusted_documents = Some(documents.to_owned());
        match Application::bind(settings, clock_at(NOW)).await {
            Ok(_) => panic!("{}", documents.display()),
            Err(error) => (error.code(), error.to_string()),
        }
    };
    let missing = directory.path().join("missing");
    let (code, message) = start(&missing).await;
    assert_eq!(code, "TRUSTED_DOCUMENTS_UNREADABLE");
    assert!(message.contains("missing: "), "{message}");
    let (code, message) = start(directory.path()).await;
    assert_eq!(code, "TRUSTED_DOCUMENTS_INVALID");
    assert!(message.ends_with("there is no document"), "{message}");
    fs::write(directory.path().join("a.graphql"), "{\n nothing }").unwrap();
    let (code, message) = start(directory.path()).await;
    assert_eq!(code, "TRUSTED_DOCUMENTS_INVALID");
    assert!(message.contains("a.graphql:2: "), "{message}");

    fs::write(directory.path().join("a.graphql"), "{ __typename }").unwrap();
    let database = fresh().await;
    let mut settings = settings(&database);
    settings.answers.trusted_documents = Some(directory.path().to_owned());
    let server = TestServer::with(database, settings, clock_at(NOW)).await;
    assert_eq!(server.post("{ __typename }", json!({})).await.0, 200);
    let (status, answer) = server.post("{ vendors { totalCount } }", json!({})).await;
    assert_eq!(status, 403);
    assert_eq!(
        answer["errors"][0]["extensions"]["code"],
        "DOCUMENT_NOT_TRUSTED"
    );
}
