//! The search of the schema over HTTP: its documents run, and its answers outlive the day.

use std::collections::BTreeMap;

use certgraph::store::TokenScope;
use reqwest::Method;
use serde_json::json;

use crate::support::{
    edge::{Edge, EdgeParts},
    server::{TestServer, clock_at},
};

const QUESTIONS: &str = include_str!("../data/schema-questions.txt");

const SEARCH: &str =
    "query Ask($text: String!) { schemaSearch(text: $text, first: 5) { coordinate document } }";

/// Each document once, by the coordinate that it is for.
#[tokio::test]
async fn every_document_that_questions_find_runs_without_errors() {
    let server = TestServer::start().await;
    // Some fields are for editors.
    let editor = server.token("ana", TokenScope::Editor).await;
    let mut documents = BTreeMap::new();
    let lines = QUESTIONS.lines().filter(|line| !line.starts_with('#'));
    let questions = lines.map(|line| line.split_once(" => ").unwrap().0);
    // Hits with several items in an argument, and with arguments that have to fit another.
    for text in questions.chain(["vendor", "portfolio plan to", "range input max"]) {
        let all = SEARCH.replace("first: 5", "first: 20");
        let (status, answer) = server.post(&all, json!({ "text": text })).await;
        assert_eq!(status, 200, "{text}: {answer}");
        let hits = answer["data"]["schemaSearch"].as_array().unwrap();
        assert!(!hits.is_empty(), "{text}");
        for hit in hits {
            let part = |name: &str| hit[name].as_str().unwrap().to_owned();
            documents.insert(part("coordinate"), part("document"));
        }
    }
    assert!(documents.len() >= 100, "{} documents", documents.len());
    let mut faults = Vec::new();
    // Takes seconds in a build without optimisation; the tests of robustness run it.
    documents.remove("Query.reviewQueue");
    for (coordinate, document) in &documents {
        let (status, answer) = server.post_as(Some(&editor), document, json!({})).await;
        if status != 200 || answer.get("errors").is_some() {
            faults.push(format!("{coordinate}:\n{document}\n{answer:#}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn an_answer_holds_beyond_midnight() {
    let edge = Edge::assemble(EdgeParts {
        clock: clock_at("2026-11-22T23:59:50Z"),
        ..EdgeParts::default()
    });
    edge.fill();
    let ask = |query: &str| {
        let request = edge.request(Method::GET, "/graphql");
        request.query(&[("query", query)]).send()
    };
    let control = |response: &reqwest::Response| {
        let value = response.headers().get("cache-control");
        value.unwrap().to_str().unwrap().to_owned()
    };
    let schema = ask("{ schemaSearch(text: \"fee\") { coordinate } }")
        .await
        .unwrap();
    assert_eq!(schema.status(), 200);
    assert!(
        control(&schema).starts_with("public, max-age=60,"),
        "{}",
        control(&schema)
    );
    let today = ask("{ exam(code: \"AI-102\") { code } }").await.unwrap();
    assert_eq!(control(&today), "public, max-age=10");
}

#[tokio::test]
async fn long_questions_are_refused_and_cost_is_declared() {
    let edge = Edge::start();
    for (text, status, code) in [
        ("a".repeat(300), 200, None),
        ("a".repeat(301), 200, Some("BAD_USER_INPUT")),
        ("ß".repeat(300), 200, None),
        ("a".repeat(1_001), 200, Some("BAD_USER_INPUT")),
    ] {
        let (found, answer) = edge.ask_with(SEARCH, json!({ "text": text })).await;
        let error = answer["errors"][0]["extensions"]["code"].as_str();
        assert_eq!(error, code, "{} characters: {answer}", text.chars().count());
        assert!(found == status || found == 400, "{found}: {answer}");
    }
    let response = edge.request(Method::POST, "/graphql");
    let body =
        json!({ "query": SEARCH, "variables": { "text": "fee" }, "extensions": { "cost": true } });
    let answer: serde_json::Value = response
        .json(&body)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(answer["extensions"]["cost"]["points"], 55);
}
