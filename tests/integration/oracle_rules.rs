//! Each rule of validation refuses what it refuses in graphql-js: documents in the shape of its own
//! cases, over a schema that is for tests only (tests/oracle/validation).

use std::collections::BTreeMap;

use certgraph::graphql::{Engine, InvalidTrustedDocument, Services, TrustedDocument, schema};
use serde_json::json;

use crate::{
    oracle::{assert_no_difference, print},
    support::oracle::ask,
};

const SDL: &str = include_str!("../oracle/validation/schema.graphql");

/// A rule, and a document for it in each line after its name.
const CASES: &str = include_str!("../oracle/validation/cases.txt");

/// The least documents over all rules.
const LEAST: usize = 600;

/// The rules for documents of graphql-js 16.
const RULES: usize = 26;

/// Documents on which the two differ on purpose, and why.
const DIFFERENCES: [(&str, &str); 0] = [];

fn cases() -> Vec<(&'static str, &'static str)> {
    let mut rule = "";
    let mut cases = Vec::new();
    for line in CASES.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("# ") {
            Some(name) => rule = name,
            None => cases.push((rule, line)),
        }
    }
    cases
}

/// Why a document is refused.
fn refusal(engine: &Engine, text: &str) -> Option<String> {
    let document = TrustedDocument {
        name: "case".to_owned(),
        text: text.to_owned(),
    };
    match engine.clone().trusting(vec![document]) {
        Ok(_) => None,
        Err(InvalidTrustedDocument::Invalid { message, .. }) => Some(message),
        Err(other) => panic!("{text}: {other}"),
    }
}

#[derive(Default)]
struct Count {
    valid: usize,
    refused: usize,
    by_the_rule: usize,
}

#[test]
fn every_rule_refuses_what_it_refuses_in_graphql_js() {
    let engine = Engine::new(schema(Services::new()).with_sdl(SDL));
    let all = cases();
    let asked: Vec<_> = all
        .iter()
        .map(|(rule, text)| json!({ "kind": "validate", "query": text, "rule": rule }))
        .collect();
    let (mut counts, mut faults) = (BTreeMap::<&str, Count>::new(), Vec::new());
    for ((rule, text), expected) in all.iter().zip(ask(SDL, &asked)) {
        let reasons = expected["errors"].as_array().unwrap();
        let found = refusal(&engine, text);
        let is_meant = DIFFERENCES.iter().any(|(document, _)| document == text);
        if (found.is_some() == reasons.is_empty()) != is_meant {
            faults.push(format!(
                "{rule}: {text}\n  graphql-js: {reasons:?}\n  certgraph: {found:?}"
            ));
        }
        let count = counts.entry(rule).or_default();
        count.valid += usize::from(reasons.is_empty());
        count.refused += usize::from(!reasons.is_empty());
        count.by_the_rule += usize::from(expected["isOfRule"] == true);
    }
    for (rule, count) in &counts {
        let Count {
            valid,
            refused,
            by_the_rule,
        } = count;
        print(&format!(
            "{rule}: {valid} valid, {refused} refused, {by_the_rule} of them by the rule itself"
        ));
    }
    let count = all.len();
    print(&format!(
        "validation: {count} documents, {} differences on purpose",
        DIFFERENCES.len()
    ));
    assert_no_difference(&faults, count);
    assert!(count >= LEAST, "{count}");
    let rules = counts
        .iter()
        .filter(|(_, count)| count.by_the_rule > 0 && count.valid > 0);
    assert_eq!(rules.count(), RULES);
}
