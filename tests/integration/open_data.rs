//! The catalogue for search engines, data portals and assistants: JSON-LD in pages, sitemaps, descriptions
//! of the exports, CTDL and CASE.

mod case_reader;
mod ctdl_reader;
mod pages;
mod questions;
mod structure;
mod triples;

use certgraph::{
    catalogue::{Catalogue, Content, Revision},
    publish::{case_jsonl, ctdl_jsonld},
};
use chrono::DateTime;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{
    content::{complete, shipped},
    edge::{Edge, EdgeParts},
};

fn built(content: Content) -> Catalogue {
    let built = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH);
    built.expect("the content holds together")
}

fn shipped_edge() -> Edge {
    let edge = Edge::assemble(EdgeParts::default());
    edge.publish(shipped(), 1);
    edge
}

fn ctdl(catalogue: &Catalogue) -> Value {
    let mut bytes = Vec::new();
    let count = ctdl_jsonld(catalogue, &mut bytes).unwrap();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let nodes = document["@graph"].as_array().unwrap().len();
    assert_eq!(u64::try_from(nodes).unwrap(), count);
    document
}

fn case(catalogue: &Catalogue) -> Vec<Value> {
    let mut bytes = Vec::new();
    let count = case_jsonl(catalogue, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let packages: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(u64::try_from(packages.len()).unwrap(), count);
    packages
}

/// What each format can hold reads back as it was, and each package has the structure of CASE 1.1.
fn assert_reads_back(content: Content) {
    let catalogue = built(content);
    assert_eq!(
        ctdl_reader::read(&ctdl(&catalogue)),
        ctdl_reader::held(&catalogue)
    );
    let packages = case(&catalogue);
    for package in &packages {
        structure::assert_case_package(package);
    }
    assert_eq!(case_reader::read(&packages), case_reader::held(&catalogue));
}

#[test]
fn the_shipped_catalogue_reads_back_from_ctdl_and_case() {
    let content = shipped();
    let blueprints: usize = content.exams.iter().map(|exam| exam.blueprints.len()).sum();
    assert!(blueprints > 50, "{blueprints}");
    assert_reads_back(content);
}

#[test]
fn a_content_with_every_option_reads_back_from_ctdl_and_case() {
    assert_reads_back(complete());
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[!-~]([ -~]{0,18}[!-~])?",
        Just("</script>\u{2028}\"\\ ü".to_owned()),
        Just("{\"@id\":\"x\"}".to_owned()),
    ]
}

fn evidence() -> Value {
    json!({ "sources": ["guide"], "as_of": "2026-06", "confidence": "OFFICIAL" })
}

const WORDS: [&str; 4] = ["charts", "queries", "tables", "views"];

fn domains() -> impl Strategy<Value = Vec<Value>> {
    let domain = (
        text(),
        prop::option::of((1_u32..=500, 0_u32..=500)),
        prop::collection::vec(text(), 0..3),
    );
    prop::collection::vec(domain, 0..4).prop_map(|domains| {
        let numbered = domains.into_iter().enumerate();
        let domains = numbered.map(|(number, (title, weight, objectives))| {
            // One objective has one key in all blueprints, and what it is called has words.
            let objectives = objectives.iter().enumerate().map(|(place, title)| {
                let title = format!("{} of {}: {title}", WORDS[place], WORDS[number]);
                json!({ "key": format!("o-{number}-{place}"), "title": title })
            });
            let objectives: Vec<Value> = objectives.collect();
            let mut domain =
                json!({ "key": format!("d-{number}"), "title": title, "objectives": objectives });
            if let Some((min, width)) = weight {
                let tenths = |value: u32| format!("{}.{}", value / 10, value % 10);
                domain["weight"] = format!("{}..{}", tenths(min), tenths(min + width)).into();
            }
            domain
        });
        domains.collect()
    })
}

/// No lower bound: only ends may have one.
fn date() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["2026-06-30", "2026-06", "2026", "../2026-06-30"])
}

fn blueprint(number: usize) -> impl Strategy<Value = Value> {
    (domains(), date(), any::<bool>()).prop_map(move |(domains, from, is_official)| {
        json!({
            "version": format!("v{number}"),
            "standing": if is_official { "OFFICIAL" } else { "CLAIMED" },
            "weights": "UNKNOWN", "effective_from": from, "evidence": evidence(), "domain": domains,
        })
    })
}

fn random_content() -> impl Strategy<Value = Content> {
    let fee = prop::option::of(0_u32..1_000_000);
    let exam = (text(), blueprint(1), blueprint(2), fee, date(), 0..4_usize);
    prop::collection::vec(exam, 1..5).prop_map(|exams| {
        let count = exams.len();
        let exams = exams.into_iter().enumerate();
        let exams: Vec<Value> = exams
            .map(|(number, (title, one, two, fee, live, other))| {
                let mut facts = vec![json!({ "name": "LIVE_ON", "value": live, "evidence": evidence() })];
                if let Some(cents) = fee {
                    let value = format!("{}.{:02} USD", cents / 100, cents % 100);
                    facts.push(json!({ "name": "FEE", "value": value, "evidence": evidence() }));
                }
                let successors: Vec<Value> = (number + 1 + other..count)
                    .map(|next| json!({ "exam": format!("acme/X-{next}"), "evidence": evidence() }))
                    .collect();
                json!({
                    "vendor": "acme", "code": format!("X-{number}"), "title": title, "facts": facts,
                    "successors": successors, "blueprint": [one, two],
                })
            })
            .collect();
        let source = json!({ "key": "guide", "title": "G", "publisher": "A", "url": "https://example.com/g", "kind": "OFFICIAL" });
        let content = json!({
            "source": [source], "vendor": [{ "slug": "acme", "name": "Acme" }], "exam": exams,
            "certification": [{
                "slug": "all", "vendor": "acme", "title": "All", "evidence": evidence(),
                "earned_by": (0..count).map(|number| vec![format!("acme/X-{number}")]).collect::<Vec<_>>(),
            }],
        });
        serde_json::from_value(content).expect("the content is well formed")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn random_contents_read_back_from_ctdl_and_case(content in random_content()) {
        assert_reads_back(content);
    }
}

#[test]
fn identifiers_in_exports_are_unique_and_outlive_rewording() {
    let mut content = shipped();
    let identifiers = |content: &Content| {
        let document = ctdl(&built(content.clone()));
        let nodes = document["@graph"].as_array().unwrap();
        let ids: Vec<String> = nodes
            .iter()
            .map(|node| node["@id"].as_str().unwrap().to_owned())
            .collect();
        ids
    };
    let before = identifiers(&content);
    let mut unique = before.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), before.len());
    for exam in &mut content.exams {
        let exam = std::sync::Arc::make_mut(exam);
        exam.title.push_str(" (reworded)");
        for domain in exam.blueprints.iter_mut().flat_map(|one| &mut one.domains) {
            domain.title.push_str(" (reworded)");
        }
    }
    assert_eq!(identifiers(&content), before);
}
