//! The schema as a subgraph: entities by their keys, their day, their cost, and nothing of it without the
//! setting.

use certgraph::{
    catalogue::Content,
    graphql::{Engine, Services, federated_schema, sdl, subgraph_sdl},
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    content::shipped,
    edge::{Edge, EdgeParts},
    server::clock_at,
};

const ENTITIES: &str = "query ($representations: [_Any!]!) { _entities(representations: $representations) \
     { __typename ... on Exam { code lifecycle { bookable } } ... on Role { slug } \
     ... on Vendor { slug } ... on Certification { slug } ... on Node { id } } }";

fn subgraph(now: &str, content: Content) -> Edge {
    let edge = Edge::assemble(EdgeParts {
        engine: Engine::new(federated_schema(Services::new())),
        clock: clock_at(now),
        ..EdgeParts::default()
    });
    edge.publish(content, 1);
    edge
}

async fn entities(edge: &Edge, representations: Value) -> Value {
    let variables = json!({ "representations": representations });
    let (status, answer) = edge.ask_with(ENTITIES, variables).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

#[tokio::test]
async fn each_key_finds_its_entity_in_the_order_asked_for() {
    let edge = subgraph("2026-11-22T12:00:00Z", shipped());
    let keys = json!([
        { "__typename": "Role", "slug": "azure-ai-engineer" },
        { "__typename": "Exam", "vendor": { "slug": "microsoft" }, "code": "AZ-104" },
        { "__typename": "Certification", "slug": "azure-administrator-associate" },
        { "__typename": "Vendor", "slug": "aws" },
    ]);
    let answer = entities(&edge, keys).await;
    let found = answer["data"]["_entities"].as_array().unwrap();
    let types: Vec<_> = found
        .iter()
        .map(|it| it["__typename"].as_str().unwrap())
        .collect();
    assert_eq!(types, ["Role", "Exam", "Certification", "Vendor"]);
    assert!(answer.get("errors").is_none(), "{answer}");
    let by_id: Vec<Value> = found
        .iter()
        .rev()
        .map(|it| json!({ "__typename": it["__typename"], "id": it["id"] }))
        .collect();
    let again = entities(&edge, json!(by_id)).await;
    let reversed: Vec<&Value> = found.iter().rev().collect();
    assert_eq!(again["data"]["_entities"], json!(reversed));
}

#[tokio::test]
async fn an_unknown_key_is_null_and_what_is_no_key_is_null_with_its_own_error() {
    let edge = subgraph("2026-11-22T12:00:00Z", shipped());
    let answer = entities(
        &edge,
        json!([
            { "__typename": "Exam", "vendor": { "slug": "microsoft" }, "code": "XX-999" },
            { "__typename": "Exam", "vendor": { "slug": "nobody" }, "code": "AZ-104" },
            { "__typename": "Vendor" },
            { "__typename": "Vendor", "slug": "aws" },
            { "__typename": "Course", "id": "1" },
        ]),
    )
    .await;
    let found = answer["data"]["_entities"].as_array().unwrap();
    let known: Vec<bool> = found.iter().map(|it| !it.is_null()).collect();
    assert_eq!(known, [false, false, false, true, false]);
    let errors = answer["errors"].as_array().unwrap();
    let paths: Vec<&Value> = errors.iter().map(|error| &error["path"]).collect();
    assert_eq!(paths, [&json!(["_entities", 2]), &json!(["_entities", 4])]);
    let messages: Vec<&str> = errors
        .iter()
        .map(|it| it["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        messages,
        [
            "Argument \"representations[2]\": has no complete key; keys are \"id\" or \"slug\".",
            "Argument \"representations[4]\": \"Course\" is no entity; these are: Certification, Exam, Role, Vendor.",
        ]
    );
}

#[tokio::test]
async fn entities_are_as_of_the_day_that_is_served() {
    let ai_102 =
        json!([{ "__typename": "Exam", "vendor": { "slug": "microsoft" }, "code": "AI-102" }]);
    for (now, bookable) in [
        ("2026-06-30T12:00:00Z", true),
        ("2026-07-01T00:00:00Z", false),
    ] {
        let edge = subgraph(now, shipped());
        let answer = entities(&edge, ai_102.clone()).await;
        let exam = &answer["data"]["_entities"][0];
        assert_eq!(exam["lifecycle"]["bookable"], bookable, "{now}: {answer}");
    }
    let edge = subgraph("2026-11-22T23:59:50Z", shipped());
    let query = "{ _entities(representations: [{ __typename: \"Vendor\", slug: \"aws\" }]) { ... on Vendor { name } } }";
    let request = edge.request(Method::GET, "/graphql");
    let response = request.query(&[("query", query)]).send().await.unwrap();
    assert_eq!(response.headers()["cache-control"], "public, max-age=10");
}

#[tokio::test]
async fn each_representation_costs_its_points() {
    let edge = subgraph("2026-11-22T12:00:00Z", shipped());
    let role = json!({ "__typename": "Role", "slug": "azure-ai-engineer" });
    for count in [1_u64, 2, 7, 100, 2] {
        let body = json!({
            "query": ENTITIES,
            "variables": { "representations": vec![&role; usize::try_from(count).unwrap()] },
            "extensions": { "cost": true },
        });
        let request = edge.request(Method::POST, "/graphql").json(&body);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        // The object, and the lifecycle of an exam.
        assert_eq!(
            answer["extensions"]["cost"]["points"],
            2 * count,
            "{count}: {answer}"
        );
    }
}

#[tokio::test]
async fn the_schema_of_the_subgraph_is_served_to_composition_only() {
    let edge = subgraph("2026-11-22T12:00:00Z", Content::default());
    let (_, answer) = edge.ask_with("{ _service { sdl } }", json!({})).await;
    let served = answer["data"]["_service"]["sdl"].as_str().unwrap();
    assert_eq!(served, subgraph_sdl());
    assert!(!served.contains("_entities") && !served.contains("_Any"));
    assert!(!sdl().contains("_entities") && !sdl().contains("@key"));
    let members = "{ __type(name: \"_Entity\") { possibleTypes { name } } }";
    let (_, answer) = edge.ask_with(members, json!({})).await;
    let names = answer["data"]["__type"]["possibleTypes"]
        .as_array()
        .unwrap();
    let names: Vec<_> = names
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Certification", "Exam", "Role", "Vendor"]);

    let plain = Edge::start();
    let (status, answer) = plain.ask_with("{ _service { sdl } }", json!({})).await;
    assert_eq!(status, 400, "{answer}");
    let (_, answer) = plain.ask_with(members, json!({})).await;
    assert_eq!(answer["data"]["__type"], Value::Null);
}

#[tokio::test]
async fn all_other_fields_answer_as_without_the_setting() {
    let federated = subgraph("2026-11-22T12:00:00Z", shipped());
    let plain = Edge::assemble(EdgeParts {
        clock: clock_at("2026-11-22T12:00:00Z"),
        ..EdgeParts::default()
    });
    plain.publish(shipped(), 1);
    for query in [
        "{ exam(code: \"AI-102\") { code fee { amount } lifecycle { state } } changes(first: 1) { pageInfo { hasNextPage } } }",
        "{ search(text: \"azure\", first: 3) { nodes { __typename } } vendors { totalCount } }",
        "{ schemaSearch(text: \"how much does it cost\") { coordinate score } }",
    ] {
        let with = federated.ask_with(query, json!({})).await;
        assert_eq!(with, plain.ask_with(query, json!({})).await, "{query}");
    }
}
