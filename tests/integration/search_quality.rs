//! What people type finds what they mean: a labelled set of searches on the shipped catalogue, with the
//! query and the order of the search page.

use serde_json::{Value, json};

use crate::support::{
    content::shipped,
    edge::{Edge, EdgeParts},
    server::clock_at,
};

const SEARCHES: &str = include_str!("../data/searches.txt");
const DOCUMENT: &str = include_str!("../../web/explorer/documents/search.graphql");

/// The day on which the set was labelled.
const DAY: &str = "2026-11-27T12:00:00Z";

/// How many searches of a hundred must have the right answer first, and among the first five.
const FIRST: usize = 90;
const AMONG_FIVE: usize = 98;

/// How many results of a group the page shows before the rest is unfolded.
const SHOWN: usize = 5;

/// Each text with the names that answer it.
fn labelled() -> Vec<(&'static str, Vec<&'static str>)> {
    let lines = SEARCHES.lines().filter(|line| !line.is_empty());
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (text, answers) = line
                .split_once(" => ")
                .expect("a text, =>, and its answers");
            (text, answers.split(" | ").collect())
        })
        .collect()
}

/// `vendor/code` of an exam, the slug of anything else; a domain has none.
fn name(hit: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("(domain)").to_owned();
    match hit["__typename"].as_str() {
        Some("Exam") => format!("{}/{}", text(&hit["vendor"]["slug"]), text(&hit["code"])),
        _ => text(&hit["slug"]),
    }
}

/// The names in the order of the page: kinds in the order of their best hits.
fn shown(hits: &[Value]) -> Vec<String> {
    let mut groups: Vec<(&Value, Vec<String>)> = Vec::new();
    for hit in hits {
        let kind = &hit["__typename"];
        match groups.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, names)) => names.push(name(hit)),
            None => groups.push((kind, vec![name(hit)])),
        }
    }
    let groups = groups.into_iter();
    groups
        .flat_map(|(_, names)| names.into_iter().take(SHOWN))
        .collect()
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole).unwrap())
}

#[tokio::test]
#[expect(
    clippy::print_stdout,
    reason = "the shares, and what misses, are what the test is run for"
)]
async fn what_people_type_finds_what_they_mean() {
    let edge = Edge::assemble(EdgeParts {
        clock: clock_at(DAY),
        ..EdgeParts::default()
    });
    edge.publish(shipped(), 1);
    let labelled = labelled();
    let (mut first, mut among_five, mut missed) = (0, 0, Vec::new());
    for (text, answers) in &labelled {
        let (status, answer) = edge.ask_with(DOCUMENT, json!({ "text": text })).await;
        assert_eq!(status, 200, "{text}: {answer}");
        let hits = answer["data"]["search"]["nodes"].as_array().unwrap();
        let found = shown(hits);
        let place = found.iter().position(|name| answers.contains(&&**name));
        first += usize::from(place == Some(0));
        among_five += usize::from(place.is_some_and(|place| place < 5));
        if place != Some(0) {
            let place = place.map_or("nowhere".to_owned(), |place| format!("place {}", place + 1));
            let found = &found[..found.len().min(5)];
            let wanted = answers.join(" | ");
            missed.push(format!("{text}: {wanted} at {place}; {found:?}"));
        }
    }
    let all = labelled.len();
    println!(
        "{all} searches: right first {first} ({:.1} %), among five {among_five} ({:.1} %)",
        percent(first, all),
        percent(among_five, all),
    );
    println!("{}", missed.join("\n"));
    assert!(all >= 200, "only {all} searches");
    assert!(first * 100 >= FIRST * all, "right first: {first} of {all}");
    assert!(
        among_five * 100 >= AMONG_FIVE * all,
        "among five: {among_five} of {all}"
    );
}
