//! The rules of the specification by which documents are refused, variables are read, fields are
//! collected and errors go up, over real HTTP. Each case was answered differently once.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use async_graphql::Variables;
use certgraph::{
    catalogue::{Catalogue, Revision},
    graphql::{
        AllowedOperations, ApiRequest, Caller, Engine, ErrorCode, Quota, QuotaExceeded,
        QuotaHandle, RequestTime, Services, schema,
    },
    http::HttpConfig,
};
use chrono::{DateTime, TimeDelta};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    content::shipped,
    edge::{Edge, EdgeParts, GRAPHQL_RESPONSE, read},
};

fn edge() -> Edge {
    let edge = Edge::assemble(EdgeParts {
        config: HttpConfig::default(),
        ..EdgeParts::default()
    });
    edge.publish(shipped(), 1);
    edge
}

/// The answer to a document, and its status.
async fn ask(edge: &Edge, query: &str, variables: &Value) -> (u16, Value) {
    let request = edge.request(Method::POST, "/graphql");
    let response = request
        .header("accept", GRAPHQL_RESPONSE)
        .json(&json!({ "query": query, "variables": variables }))
        .send()
        .await
        .expect("an answer");
    let status = response.status().as_u16();
    (status, response.json().await.expect("JSON"))
}

/// Asks twice, since a document that ran before is found by its text.
async fn ask_twice(edge: &Edge, query: &str, variables: &Value) -> (u16, Value) {
    let first = ask(edge, query, variables).await;
    assert_eq!(ask(edge, query, variables).await, first, "{query}");
    first
}

fn paths(body: &Value) -> Vec<String> {
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let paths = errors.iter().map(|error| error["path"].to_string());
    paths.collect()
}

#[tokio::test]
async fn definitions_and_variables_may_have_descriptions() {
    let edge = edge();
    let query = "\"\"\"What it is\ncalled.\"\"\" query Title(\"Its code.\" $code: String! = \"AI-102\") \
                 { exam(code: $code) { ...Code } } \"A part.\" fragment Code on Exam { code }";
    let (status, body) = ask_twice(&edge, query, &json!({ "code": "AZ-104" })).await;
    assert_eq!(
        (status, &body["data"]),
        (200, &json!({ "exam": { "code": "AZ-104" } }))
    );
    // What follows a description keeps its place.
    let (status, body) = ask_twice(&edge, "\"Ä\"\nquery A { nope }", &json!({})).await;
    assert_eq!(status, 400);
    assert_eq!(
        body["errors"][0]["locations"],
        json!([{ "line": 2, "column": 11 }])
    );
    // The short form of a query has none.
    let (status, body) = ask_twice(&edge, "\"A query.\" { limits { points } }", &json!({})).await;
    let code = &body["errors"][0]["extensions"]["code"];
    assert_eq!((status, code), (400, &json!("GRAPHQL_PARSE_FAILED")));
}

/// `onError`, as pull request 1163 of the specification has it.
#[tokio::test]
async fn the_error_behaviour_of_a_request_is_applied() {
    let edge = edge();
    let query = "{ exam(code: \"AZ-104\") { code verdict(profile: { held: [\"nope\"] }) { decision } \
                 fee(currency: \"nope\") { amount } } }";
    let nulled = json!({ "exam": { "code": "AZ-104", "verdict": null, "fee": null } });
    let verdict = json!([["exam", "verdict"]]);
    let both = json!([["exam", "verdict"], ["exam", "fee"]]);
    // The same document each time, so that what is kept for one is never given to another.
    for (on_error, data, paths) in [
        (json!(null), json!({ "exam": null }), &verdict),
        (json!("NULL"), nulled.clone(), &both),
        (json!("HALT"), json!(null), &verdict),
        (json!("PROPAGATE"), json!({ "exam": null }), &verdict),
        (json!("NULL"), nulled.clone(), &both),
    ] {
        let request = edge.request(Method::POST, "/graphql");
        let body = json!({ "query": query, "onError": on_error });
        let response = request
            .header("accept", GRAPHQL_RESPONSE)
            .json(&body)
            .send();
        let response = response.await.expect("an answer");
        assert_eq!(response.status().as_u16(), 200, "{on_error}");
        let answer: Value = response.json().await.expect("JSON");
        assert_eq!(answer["data"], data, "{on_error}");
        let errors = answer["errors"].as_array().expect("errors");
        let found: Value = errors.iter().map(|error| error["path"].clone()).collect();
        assert_eq!(&found, paths, "{on_error}");
    }
    let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    for (on_error, status, data) in [("NULL", 200, nulled), ("STOP", 400, json!(null))] {
        let path = format!("/graphql?onError={on_error}&query={encoded}");
        let request = edge.request(Method::GET, &path);
        let response = request.header("accept", GRAPHQL_RESPONSE).send().await;
        let response = response.expect("an answer");
        assert_eq!(response.status().as_u16(), status, "{on_error}");
        let answer: Value = response.json().await.expect("JSON");
        assert_eq!(answer["data"], data, "{on_error}");
    }
}

#[tokio::test]
async fn null_goes_up_to_the_nearest_field_that_may_be_null() {
    let edge = edge();
    let verdict = "verdict(profile: { held: [\"nope\"] }) { decision }";
    for (query, data, path) in [
        (
            format!("{{ limits {{ points }} exam(code: \"AZ-104\") {{ code {verdict} title }} }}"),
            json!({ "limits": { "points": 10000 }, "exam": null }),
            r#"["exam","verdict"]"#,
        ),
        (
            "{ role(slug: \"azure-ai-engineer\") { slug } pathTo(exam: \"nope\") { __typename } }"
                .to_owned(),
            json!(null),
            r#"["pathTo"]"#,
        ),
        (
            format!("{{ exams(first: 2) {{ nodes {{ {verdict} }} }} }}"),
            json!(null),
            r#"["exams","nodes",0,"verdict"]"#,
        ),
        (
            "{ exam(code: \"AZ-104\") { a: fee(currency: \"nope\") { amount } title } }".to_owned(),
            json!({ "exam": { "a": null, "title": "Microsoft Azure Administrator" } }),
            r#"["exam","a"]"#,
        ),
        (
            "{ vendors(first: 1) { nodes { slug certifications(first: -1) { totalCount } } } }"
                .to_owned(),
            json!(null),
            r#"["vendors","nodes",0,"certifications"]"#,
        ),
    ] {
        let (status, body) = ask_twice(&edge, &query, &json!({})).await;
        assert_eq!(status, 200, "{query}: {body}");
        assert_eq!(body.get("data"), Some(&data), "{query}: {body}");
        assert_eq!(paths(&body), [path], "{query}");
        let error = &body["errors"][0];
        assert!(error["locations"][0]["column"].is_number(), "{error}");
        assert!(error["extensions"]["code"].is_string(), "{error}");
    }
}

#[tokio::test]
async fn conflicting_selections_are_refused() {
    let edge = edge();
    for query in [
        "{ exam(code: \"AZ-104\") { fee(currency: \"USD\") { amount } ... on Exam { fee(currency: \"EUR\") { amount } } } }",
        "{ exam(code: \"AZ-104\") { x: code ... on Exam { x: title } } }",
        "{ exam(code: \"AZ-104\") { vendor { x: slug } ...B } } fragment B on Exam { vendor { x: name } }",
        "{ exam(code: \"AZ-104\") { vendor { exams(first: 1) { totalCount } } }
           exam(code: \"AZ-104\") { vendor { exams(first: 2) { nodes { code } } } } }",
        "{ search(text: \"azure ai\", first: 8) { nodes { ... on Exam { x: formerCodes } ... on Vendor { x: slug } } } }",
        "{ exam(code: \"AZ-104\") { code } ... { exam(code: \"AI-102\") { code } } }",
        "{ exams(filter: { vendors: [\"aws\"] }) { totalCount } exams(filter: { vendors: [\"aws\", \"google\"] }) { totalCount } }",
        "{ exams(filter: { vendors: [] }) { totalCount } ... { exams(filter: { vendors: [\"aws\"] }) { totalCount } } }",
    ] {
        refused(&edge, query, &json!({}), "GRAPHQL_VALIDATION_FAILED").await;
    }
}

async fn refused(edge: &Edge, query: &str, variables: &Value, code: &str) -> String {
    let (status, body) = ask_twice(edge, query, variables).await;
    assert_eq!(status, 400, "{query}: {body}");
    assert_eq!(body.get("data"), None, "{query}");
    let error = &body["errors"][0];
    assert_eq!(error["extensions"]["code"], code, "{query}: {body}");
    assert!(error["locations"][0]["line"].is_number(), "{query}: {body}");
    error["message"].as_str().unwrap().to_owned()
}

async fn answered(edge: &Edge, query: &str, variables: &Value) -> Value {
    let (status, body) = ask_twice(edge, query, variables).await;
    assert_eq!(status, 200, "{query}: {body}");
    assert_eq!(body.get("errors"), None, "{query}: {body}");
    body["data"].clone()
}

#[tokio::test]
async fn a_conflict_names_both_fields() {
    let edge = edge();
    for (query, expected) in [
        (
            "{ exam(code: \"AZ-104\") { fee(currency: \"USD\") { amount } fee(currency: \"EUR\") { amount } } }",
            "\"fee\" conflicts: fee(currency: \"USD\") and fee(currency: \"EUR\"); use an alias.",
        ),
        (
            "{ exam(code: \"AZ-104\") { fee { amount } } ...F } fragment F on Query { exam(code: \"AZ-104\") { fee(currency: \"EUR\") { amount } } }",
            "\"fee\" conflicts: fee and fee(currency: \"EUR\"); use an alias.",
        ),
        (
            "query($a: String!) { exam(code: $a) { code } exam(vendor: \"aws\", code: $a) { code } }",
            "\"exam\" conflicts: exam(code: $a) and exam(vendor: \"aws\", code: $a); use an alias.",
        ),
        (
            "{ exam(code: \"AZ-104\") { vendor { x: slug } ...B } } fragment B on Exam { vendor { x: name } }",
            "\"x\" conflicts: x: slug and x: name; use an alias.",
        ),
        (
            "{ search(text: \"azure ai\", first: 8) { nodes { ... on Exam { x: formerCodes } ... on Vendor { x: slug } } } }",
            "\"x\" conflicts: x: formerCodes of type \"[String!]!\" and x: slug of type \"String!\"; use an alias.",
        ),
    ] {
        let message = refused(&edge, query, &json!({}), "GRAPHQL_VALIDATION_FAILED").await;
        assert_eq!(message, expected, "{query}");
    }
}

#[tokio::test]
async fn syntax_errors_name_tokens_as_graphql_writes_them() {
    let edge = edge();
    for (query, expected) in [
        (
            "",
            "expected an operation or a fragment, found the end of the document.",
        ),
        (
            "  # a comment",
            "expected an operation or a fragment, found the end of the document.",
        ),
        ("x", "expected an operation or a fragment, found \"x\"."),
        (
            "{ limits { points }",
            "expected \"}\", found the end of the document.",
        ),
        (
            "{ exam(code: \"X\" { code } }",
            "expected \")\", found \"{\".",
        ),
        (
            "{ exams(filter: { vendors: [\"a\" }) { totalCount } }",
            "expected a value, found \"}\".",
        ),
        (
            "query($a: [String!) { limits { points } }",
            "expected \"]\", found \")\".",
        ),
        (
            "{ exam(code: ) { code } }",
            "expected a value, found \")\".",
        ),
        (
            "{ limits { } }",
            "expected at least one selection in selection set, found \"}\".",
        ),
        (
            "query($: String) { limits { points } }",
            "expected a name, found \":\".",
        ),
        (
            "query($a: ) { limits { points } }",
            "expected a type, found \")\".",
        ),
        (
            "{ ...F } fragment F Query { limits { points } }",
            "expected \"on\", found \"Query\".",
        ),
        ("{ limits @ { points } }", "expected a name, found \"{\"."),
        (
            "query A",
            "expected a selection set, found the end of the document.",
        ),
        ("{ exam() { code } }", "expected an argument, found \")\"."),
        (
            "query() { limits { points } }",
            "expected a variable definition, found \")\".",
        ),
    ] {
        let message = refused(&edge, query, &json!({}), "GRAPHQL_PARSE_FAILED").await;
        assert_eq!(message, format!("Syntax error: {expected}"), "{query}");
    }
}

#[tokio::test]
async fn an_unknown_field_is_one_error() {
    let edge = edge();
    for query in [
        "{ exams { nope } }",
        "{ exam(code: \"X\") { nope { code } } }",
        "{ exam(code: \"X\") { ... on Exam { nope } } }",
        "{ exam(code: \"X\") { ...F } } fragment F on Exam { nope }",
        "{ search(text: \"x\") { nodes { code } } }",
        "{ exam(code: \"X\") { vendor { nope } } }",
        "{ exam(code: \"X\") { ... { vendor { nope } } } }",
        "{ exam(code: \"X\") { ... on Nope { code } } }",
        "{ exam(code: \"X\") { ...F } } fragment F on Nope { code }",
        "{ exam(code: \"X\") { code { nope } } }",
        "subscription { nope }",
        "mutation { nope }",
        "{ nope }",
    ] {
        let request = json!({ "query": query });
        let body = edge.request(Method::POST, "/graphql").json(&request).send();
        let body: Value = body.await.unwrap().json().await.unwrap();
        assert_eq!(
            body["errors"].as_array().unwrap().len(),
            1,
            "{query}: {body}"
        );
    }
    // Each of several faults is an error.
    let (_, body) = ask(
        &edge,
        "{ exam(code: \"X\") { nope vendor } vendors }",
        &json!({}),
    )
    .await;
    assert_eq!(body["errors"].as_array().unwrap().len(), 3, "{body}");
}

#[tokio::test]
async fn null_from_a_variable_in_a_non_null_position_is_named_by_its_coordinate() {
    let edge = edge();
    for (query, expected) in [
        (
            "query($v: String = \"aws\") { exams(filter: { vendors: [\"microsoft\", $v] }) { totalCount } }",
            "The argument \"Query.exams(filter:).vendors[1]\": expected a value of type \"String!\", found null from the variable \"$v\".",
        ),
        (
            "query($v: OrderDirection) { exams(orderBy: { by: FEE, direction: $v }) { totalCount } }",
            "The argument \"Query.exams(orderBy:).direction\": expected a value of type \"OrderDirection!\", found null from the variable \"$v\".",
        ),
        (
            "query($v: String) { exams { nodes { fee(currency: $v) { amount } } } }",
            "The argument \"Exam.fee(currency:)\": expected a value of type \"String!\", found null from the variable \"$v\".",
        ),
    ] {
        let (status, body) = ask_twice(&edge, query, &json!({ "v": null })).await;
        assert_eq!(status, 200, "{query}: {body}");
        let error = &body["errors"][0];
        assert_eq!(error["message"], expected, "{query}");
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT");
        assert!(error["locations"][0]["column"].is_number(), "{error}");
    }
}

/// What a caller has spent.
#[derive(Default)]
struct Spent(AtomicU64);

impl Quota for Spent {
    fn spend(&self, points: u64) -> Result<(), QuotaExceeded> {
        self.0.fetch_add(points, Ordering::Relaxed);
        Ok(())
    }
}

#[tokio::test]
async fn variables_that_do_not_fit_cost_the_same_for_a_known_document() {
    let catalogue = Catalogue::build(shipped(), Revision::new(1), DateTime::UNIX_EPOCH).unwrap();
    let moment = RequestTime::new(Arc::new(catalogue), DateTime::UNIX_EPOCH, TimeDelta::zero());
    let query =
        "query($n: Int, $b: Boolean! = true, $f: ExamFilter) { exams(first: $n, filter: $f) {
        nodes { code title @include(if: $b) vendor { slug } } } }";
    let points = async |engine: &Engine, variables: &Value| {
        let spent = Arc::new(Spent::default());
        let request = ApiRequest {
            query: query.to_owned(),
            variables: Variables::from_json(variables.clone()),
            quota: QuotaHandle::new(spent.clone()),
            ..ApiRequest::default()
        };
        let allowed = AllowedOperations::Queries;
        let caller = Caller::Anonymous;
        let answer = engine
            .execute(request, caller, moment.clone(), allowed)
            .await;
        (answer.request_error, spent.0.load(Ordering::Relaxed))
    };
    let wrong = [
        json!({ "n": 30, "f": { "vendor": "aws" } }),
        json!({ "n": 2, "b": false, "f": 7 }),
        json!({ "n": "x" }),
        json!({ "b": null }),
    ];
    for variables in &wrong {
        let engine = Engine::new(schema(Services::new()));
        let first = points(&engine, variables).await;
        assert_eq!(first.0, Some(ErrorCode::BadUserInput), "{variables}");
        assert!(first.1 > 0, "{variables}");
        assert_eq!(points(&engine, variables).await, first, "{variables}");
    }
}

#[tokio::test]
async fn an_empty_name_of_an_operation_is_none() {
    let edge = edge();
    let two = "query A { limits { points } } query B { limits { depth } }";
    for (query, status) in [("query A { limits { points } }", 200), (two, 400)] {
        let body = json!({ "query": query, "operationName": "" });
        let posted = edge.post(body.to_string()).send().await.unwrap();
        let posted = read(posted).await;
        let request = edge.request(Method::GET, "/graphql");
        let request = request.query(&[("query", query), ("operationName", "")]);
        let request = request.header("accept", GRAPHQL_RESPONSE);
        let by_address = read(request.send().await.unwrap()).await;
        assert_eq!(posted.0, status, "{query}: {}", posted.1);
        assert_eq!(posted, by_address, "{query}");
    }
}

#[tokio::test]
async fn a_set_without_a_field_is_an_empty_object() {
    let edge = edge();
    let hits = "search(text: \"azure ai\", first: 4)";
    for (query, data) in [
        (
            format!("{{ {hits} {{ nodes {{ ... on Exam {{ code }} }} }} }}"),
            json!({ "search": { "nodes": [{ "code": "AI-901" }, {}, {}, { "code": "AI-103" }] } }),
        ),
        (
            format!("{{ {hits} {{ nodes {{ ... on Exam {{ code }} }} nodes {{ ... on Role {{ slug }} }} }} }}"),
            json!({ "search": { "nodes": [
                { "code": "AI-901" }, { "slug": "azure-ai-engineer" }, {}, { "code": "AI-103" }
            ] } }),
        ),
        (
            format!("{{ {hits} {{ ...A ...B }} }} fragment A on SearchHitConnection {{ nodes {{ ... on Exam {{ code }} }} }}
                fragment B on SearchHitConnection {{ nodes {{ ... on Role {{ slug }} }} }}"),
            json!({ "search": { "nodes": [
                { "code": "AI-901" }, { "slug": "azure-ai-engineer" }, {}, { "code": "AI-103" }
            ] } }),
        ),
        (
            "{ exam(code: \"AZ-104\") { code @skip(if: true) } exam(code: \"AZ-104\") { title } }".to_owned(),
            json!({ "exam": { "title": "Microsoft Azure Administrator" } }),
        ),
        ("{ catalogue @skip(if: true) { revision } }".to_owned(), json!({})),
        ("{ exam(code: \"AZ-104\") { code @include(if: false) } }".to_owned(), json!({ "exam": {} })),
    ] {
        assert_eq!(answered(&edge, &query, &json!({})).await, data, "{query}");
    }
    let role = "{ role(slug: \"ai-architect\") { id } }";
    let id = answered(&edge, role, &json!({})).await["role"]["id"].clone();
    let query = "query($id: ID!) { node(id: $id) { ... on Exam { code } } }";
    let found = answered(&edge, query, &json!({ "id": id })).await;
    assert_eq!(found, json!({ "node": {} }));
    let query = "query($id: ID!) { node(id: $id) { ... on SearchHit { ... on Role { slug } } } }";
    let found = answered(&edge, query, &json!({ "id": id })).await;
    assert_eq!(found, json!({ "node": { "slug": "ai-architect" } }));
}

#[tokio::test]
async fn fragments_on_unions_apply_to_their_members() {
    let edge = edge();
    for (query, data) in [
        (
            "{ exam(code: \"AI-102\") { ... on SearchHit { ... on Exam { code } } } }",
            json!({ "exam": { "code": "AI-102" } }),
        ),
        (
            "{ exam(code: \"AI-102\") { code ... on ContradictionSubject { ... on Exam { kind: __typename } } } }",
            json!({ "exam": { "code": "AI-102", "kind": "Exam" } }),
        ),
        (
            "{ exam(code: \"AI-102\") { ...H } } fragment H on SearchHit { ... on Vendor { slug } ... on Node { __typename } }",
            json!({ "exam": { "__typename": "Exam" } }),
        ),
    ] {
        assert_eq!(answered(&edge, query, &json!({})).await, data, "{query}");
    }
    let query = "{ contradictions(first: 1) { nodes { subject { __typename ... on SearchHit { ... on Exam { code } ... on Role { slug } } } } } }";
    let found = answered(&edge, query, &json!({})).await;
    let subject = found["contradictions"]["nodes"][0]["subject"].as_object();
    assert_eq!(subject.unwrap().len(), 2, "{found}");
}

#[tokio::test]
async fn variables_are_held_against_their_use() {
    let edge = edge();
    for (query, variables) in [
        ("query($c: FeeFilter) { exams(first: 1, filter: $c) { totalCount } }", json!({})),
        ("query($c: Boolean) { exams(first: $c) { totalCount } }", json!({ "c": 3 })),
        ("query($c: String) { exam(code: $c) { code } }", json!({ "c": "AZ-104" })),
        ("query($s: String!) { exams(filter: { vendors: $s }) { totalCount } }", json!({ "s": "aws" })),
        ("query($s: String) { exams(filter: { vendors: [$s] }) { totalCount } }", json!({ "s": "aws" })),
        ("query($b: Boolean) { limits { points @skip(if: $b) depth } }", json!({ "b": true })),
        ("query($d: Date) { exams(filter: { fee: { atMost: $d } }) { totalCount } }", json!({})),
        ("mutation($t: String) { publishChanges(input: { exams: [{ vendor: \"a\", code: \"b\", title: \"c\",
            facts: [{ name: FEE, value: { text: $t }, evidence: { asOf: \"2026\", confidence: ESTIMATE } }] }] }) { __typename } }", json!({ "t": "x" })),
    ] {
        let message = refused(&edge, query, &variables, "GRAPHQL_VALIDATION_FAILED").await;
        assert!(!message.is_empty());
    }
    let query =
        "query($s: String = \"microsoft\") { exams(filter: { vendors: [$s] }) { totalCount } }";
    assert!(answered(&edge, query, &json!({})).await["exams"]["totalCount"].as_i64() > Some(10));
}

#[tokio::test]
async fn a_variable_without_a_value_leaves_the_default_to_its_place() {
    let edge = edge();
    let free = "query($c: String) { exams(first: 1, filter: { fee: { atMost: \"100\", currency: $c } }) { totalCount } }";
    let plain = "{ exams(first: 1, filter: { fee: { atMost: \"100\", currency: \"USD\" } }) { totalCount } }";
    assert_eq!(
        answered(&edge, free, &json!({})).await,
        answered(&edge, plain, &json!({})).await
    );
    let in_currency =
        "query($c: String) { exam(code: \"AZ-104\") { code fee(currency: $c) { amount } } }";
    let dollars = json!({ "exam": { "code": "AZ-104", "fee": { "amount": "165.00" } } });
    assert_eq!(answered(&edge, in_currency, &json!({})).await, dollars);
    let order = "query($d: OrderDirection) { exams(first: 1, orderBy: { by: FEE, direction: $d }) { nodes { code } } }";
    let ascending = "{ exams(first: 1, orderBy: { by: FEE, direction: ASC }) { nodes { code } } }";
    assert_eq!(
        answered(&edge, order, &json!({})).await,
        answered(&edge, ascending, &json!({})).await
    );
    let paths = "query($n: Int) { pathTo(exam: \"AZ-305\", first: $n) { __typename } }";
    let found = answered(&edge, paths, &json!({})).await;
    assert_eq!(found["pathTo"]["__typename"], "RecommendedPaths");

    // An explicit null is no missing value: the field fails, and the rest is answered.
    let (status, body) = ask_twice(&edge, in_currency, &json!({ "c": null })).await;
    assert_eq!(status, 200);
    assert_eq!(
        body["data"],
        json!({ "exam": { "code": "AZ-104", "fee": null } })
    );
    assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    assert_eq!(paths_of(&body), r#"["exam","fee"]"#);
}

fn paths_of(body: &Value) -> String {
    paths(body).join(" ")
}

#[tokio::test]
async fn the_default_of_a_condition_counts() {
    let edge = edge();
    let query =
        "query($b: Boolean! = true) { limits { points @skip(if: $b) depth @include(if: $b) } }";
    for (variables, data) in [
        (json!({}), json!({ "limits": { "depth": 15 } })),
        (
            json!({ "b": false }),
            json!({ "limits": { "points": 10000 } }),
        ),
    ] {
        assert_eq!(answered(&edge, query, &variables).await, data);
    }
    let nullable = "query($b: Boolean = true) { limits { points @skip(if: $b) depth } }";
    assert_eq!(
        answered(&edge, nullable, &json!({})).await,
        json!({ "limits": { "depth": 15 } })
    );
}

#[tokio::test]
async fn what_validation_can_know_is_refused_before_anything_runs() {
    let edge = edge();
    for (query, expected) in [
        (
            "{ exams(filter: 3) { totalCount } }",
            "\"Query.exams(filter:)\"",
        ),
        (
            "{ exams(filter: ANY) { totalCount } }",
            "\"ExamFilter\", found ANY",
        ),
        (
            "{ exams(filter: \"x\") { totalCount } }",
            "\"ExamFilter\", found \"x\"",
        ),
        (
            "{ exams(filter: { states: [\"LIVE\"] }) { totalCount } }",
            ".states[0]\"",
        ),
        (
            "{ exams(filter: { states: [LIFE] }) { totalCount } }",
            "did you mean \"LIVE\"?",
        ),
        (
            "{ limits { points @include(if: null) } }",
            "\"@include(if:)\"",
        ),
        (
            "{ exams(asOf: \"2026-13-01\") { totalCount } }",
            "\"Date\" expects a day",
        ),
        (
            "{ exams(filter: { fee: { atMost: \"much\" } }) { totalCount } }",
            "\"Decimal\" expects",
        ),
        (
            "query($d: Date = \"today\") { exams(asOf: $d) { totalCount } }",
            "\"$d\"",
        ),
        (
            "{ exams(first: 3000000000) { totalCount } }",
            "a whole number of 32 bits",
        ),
        (
            "{ exams(filter: { vendor: [\"aws\"] }) { totalCount } }",
            "did you mean \"vendors\"?",
        ),
        (
            "{ exams(filter: { vendors: [\"aws\"], vendors: [] }) { totalCount } }",
            "given twice",
        ),
        ("{ exmas { totalCount } }", "did you mean \"exams\"?"),
        (
            "{ exams(frist: 3) { totalCount } }",
            "did you mean \"first\"?",
        ),
        (
            "{ exam(code: \"X\") @skip(if: true) @skip(if: true) { code } }",
            "once",
        ),
        ("{ __typename @nonsense }", "@nonsense"),
        ("{ __typename @skip }", "\"@skip(if:)\""),
        ("{ __typename(a: 1) }", "\"a\""),
        ("{ ...F } fragment F on Query { ...F }", "spreads itself"),
    ] {
        let message = refused(&edge, query, &json!({}), "GRAPHQL_VALIDATION_FAILED").await;
        assert!(message.contains(expected), "{query}: {message}");
    }
    refused(&edge, "{ exams(", &json!({}), "GRAPHQL_PARSE_FAILED").await;
}

#[tokio::test]
async fn variables_are_coerced_by_their_types() {
    let edge = edge();
    let filter = "query($f: ExamFilter) { exams(first: 1, filter: $f) { totalCount } }";
    let page = "query($n: Int!) { exams(first: $n) { totalCount } }";
    let day = "query($d: Date) { exams(first: 1, asOf: $d) { totalCount } }";
    for (query, variables, expected) in [
        (
            filter,
            json!({ "f": { "vendor": ["aws"] } }),
            "\"$f\": \"ExamFilter\" has no field \"vendor\"",
        ),
        (
            filter,
            json!({ "f": { "vendors": [7] } }),
            "\"$f.vendors[0]\"",
        ),
        (
            filter,
            json!({ "f": 7 }),
            "expected a value of type \"ExamFilter\", found 7",
        ),
        (
            filter,
            json!({ "f": { "states": ["live"] } }),
            "did you mean \"LIVE\"?",
        ),
        (page, json!({}), "\"$n\" of type \"Int!\" is missing"),
        (page, json!({ "n": null }), "found null"),
        (page, json!({ "n": 3_000_000_000_i64 }), "32 bits"),
        (page, json!({ "n": 1.5 }), "32 bits"),
        (page, json!({ "n": "1" }), "\"$n\""),
        (page, json!({ "n": [1] }), "\"$n\""),
        (day, json!({ "d": "2026-02-30" }), "\"Date\" expects a day"),
        (day, json!({ "d": 7 }), "\"$d\""),
    ] {
        let message = refused(&edge, query, &variables, "BAD_USER_INPUT").await;
        assert!(message.contains(expected), "{variables}: {message}");
    }
    // One value stands for a list of it, and a whole number may be written with a fraction.
    let one = answered(&edge, filter, &json!({ "f": { "vendors": "aws" } })).await;
    let list = answered(&edge, filter, &json!({ "f": { "vendors": ["aws"] } })).await;
    assert_eq!(one, list);
    let page = "query($n: Int!) { exams(first: $n) { nodes { __typename } } }";
    let found = answered(&edge, page, &json!({ "n": 2.0 })).await;
    assert_eq!(found["exams"]["nodes"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_input_of_one_field_takes_exactly_one() {
    let edge = edge();
    let query = "mutation($v: FactValueInput!) { publishChanges(input: { exams: [{ vendor: \"a\", code: \"b\", title: \"c\",
        facts: [{ name: FEE, value: $v, evidence: { asOf: \"2026\", confidence: ESTIMATE } }] }] }) { __typename } }";
    for value in [
        json!({}),
        json!({ "text": "a", "flag": true }),
        json!({ "text": null }),
    ] {
        let message = refused(&edge, query, &json!({ "v": value }), "BAD_USER_INPUT").await;
        assert!(message.contains("takes exactly one field"), "{message}");
    }
    let (status, body) = ask(&edge, query, &json!({ "v": { "text": "a" } })).await;
    assert_eq!(
        (status, paths_of(&body).as_str()),
        (200, r#"["publishChanges"]"#),
        "{body}"
    );
    assert_eq!(body["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
}
