//! Good inputs that were damaged at random: whatever is left of them is read or refused, and nothing
//! fails inside.

use std::{fs, path::Path, sync::Arc};

use certgraph::{
    catalogue::{Catalogue, Revision},
    graphql::{
        AllowedOperations, ApiRequest, Caller, Engine, ErrorCode, RequestTime, Services, schema,
    },
    publish::{CatalogueFile, parse, shipped_files},
};
use chrono::TimeDelta;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{content::shipped, server::NOW};

/// A damage: at this place (of 65,536) so many bytes are lost, and this comes in their place.
type Damage = (u16, u8, String);

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let insert = prop_oneof![
        4 => Just(String::new()),
        2 => "[{}()\\[\\]\"'=!$@:,.#\\\\|&-]{1,4}",
        2 => "[a-z_0-9 ]{1,12}",
        1 => "\\PC{1,6}",
        1 => Just("99999999999999999999".to_owned()),
        1 => Just("\u{0}".to_owned()),
    ];
    proptest::collection::vec((any::<u16>(), 0..24_u8, insert), 1..5)
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (place, lost, insert) in damages {
        let start = usize::from(*place) * characters.len() / 65_536;
        let end = (start + usize::from(*lost)).min(characters.len());
        characters.splice(start..end, insert.chars());
    }
    characters.into_iter().collect()
}

/// The documents of the scenarios, and the ready ones of GraphiQL.
fn documents() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = Vec::new();
    for folder in ["tests/integration/scenarios", "web/queries"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "graphql") {
                documents.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(documents.len() > 20);
    documents.sort();
    documents
}

#[test]
fn damaged_documents_are_answered_and_never_fail_inside() {
    let engine = Engine::new(schema(Services::new()));
    let now = NOW.parse().unwrap();
    let catalogue = Catalogue::build(shipped(), Revision::new(1), now).unwrap();
    let moment = RequestTime::new(Arc::new(catalogue), now, TimeDelta::zero());
    let documents = documents();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let input = (
        0..documents.len(),
        damages(),
        any::<Option<i32>>(),
        "\\PC{0,8}",
    );
    proptest!(|((number, damages, integer, text) in input)| {
        let query = damaged(&documents[number], &damages);
        let variables = json!({ "code": text, "role": text, "first": integer, "after": text });
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request = ApiRequest::from_json(body.as_bytes()).unwrap();
        let answer = runtime.block_on(engine.execute(
            request,
            Caller::Anonymous,
            moment.clone(),
            AllowedOperations::Queries,
        ));
        prop_assert_ne!(answer.request_error, Some(ErrorCode::Internal), "{}", query);
        let answer: Value = serde_json::from_slice(&answer.body).unwrap();
        prop_assert!(!answer.to_string().contains("\"INTERNAL\""), "{}\n{}", query, answer);
    });
}

#[test]
fn damaged_catalogue_files_are_read_or_refused_with_their_place() {
    let files = shipped_files();
    proptest!(ProptestConfig::with_cases(64), |((number, damages) in (0..files.len(), damages()))| {
        let file = &files[number];
        let file = CatalogueFile {
            text: damaged(&file.text, &damages),
            ..file.clone()
        };
        let name = file.name.clone();
        if let Err(error) = parse(vec![file]) {
            let told = error.to_string();
            prop_assert!(told.contains(&name), "{}", told);
        }
    });
}
