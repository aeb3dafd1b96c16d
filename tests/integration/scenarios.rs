//! Documents in `scenarios/`, each with the answer that clients get in a snapshot beside it: the
//! same bytes from both databases.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::support::server::TestServer;

#[tokio::test]
async fn every_document_gets_its_answer() {
    let server = TestServer::start().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/scenarios");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "graphql")
        })
        .collect();
    paths.sort();
    assert!(paths.len() >= 20, "{} scenarios", paths.len());
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let query = fs::read_to_string(&path).unwrap();
        let variables = fs::read_to_string(path.with_extension("json"))
            .map_or_else(|_| json!({}), |text| serde_json::from_str(&text).unwrap());
        let (status, answer) = server.post(&query, variables).await;
        let text = format!(
            "{status}\n{}",
            serde_json::to_string_pretty(&answer).unwrap()
        );
        insta::with_settings!({
            snapshot_path => &folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
            description => query.trim().lines().next().unwrap_or_default(),
        }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

/// Every snapshot belongs to a document that still exists.
#[test]
fn no_answer_is_left_without_its_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/scenarios");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "snap" || extension == "json")
        {
            assert!(
                path.with_extension("graphql").exists(),
                "{}",
                path.display()
            );
        }
    }
}

/// The documents of the ready tabs, three of them the API's contract, as GraphiQL shows them.
#[tokio::test]
async fn the_ready_tabs_of_graphiql_work_word_for_word() {
    let server = TestServer::start().await;
    for tab in [
        "paths",
        "weights",
        "compare",
        "verdict",
        "ranking",
        "languages",
        "renewals",
        "freshness",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("web/queries/{tab}.graphql"));
        let data = server.data(&fs::read_to_string(path).unwrap()).await;
        let answer = data.as_object().unwrap().values().next().unwrap();
        let filled = [
            "",
            "/paths",
            "/nodes",
            "/exams",
            "/verdict/rules",
            "/bookableLanguages",
            "/freshness/kinds",
        ]
        .iter()
        .any(|list| {
            answer
                .pointer(list)
                .and_then(Value::as_array)
                .is_some_and(|items| !items.is_empty())
        });
        assert!(filled, "{tab}: {answer:#}");
    }
}
