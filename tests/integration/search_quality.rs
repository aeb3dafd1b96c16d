//! What people type finds what they mean: a labelled set of searches on the shipped catalogue.

use std::collections::BTreeMap;

use certgraph::catalogue::{Catalogue, Day, Revision, SearchTarget};
use chrono::DateTime;

use crate::support::content::shipped;

const SEARCHES: &str = include_str!("../data/searches.txt");

/// The day on which the set was labelled.
const DAY: &str = "2026-11-27";

/// How many searches of a hundred must have the right answer first, and among the first five.
const FIRST: usize = 90;
const AMONG_FIVE: usize = 98;

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

/// What the names in the set stand for; a certification and a role may have one slug.
fn targets(catalogue: &Catalogue) -> BTreeMap<String, Vec<SearchTarget>> {
    let mut targets: BTreeMap<String, Vec<SearchTarget>> = BTreeMap::new();
    let mut add = |name: String, target| targets.entry(name).or_default().push(target);
    for index in catalogue.exams() {
        let key = catalogue.exam(index).record.key();
        add(key.to_string(), SearchTarget::Exam(index));
    }
    for index in catalogue.certifications() {
        let slug = &catalogue.certification(index).record.slug;
        add(slug.to_string(), SearchTarget::Certification(index));
    }
    for index in catalogue.roles() {
        let slug = &catalogue.role(index).record.slug;
        add(slug.to_string(), SearchTarget::Role(index));
    }
    for index in catalogue.vendors() {
        let slug = &catalogue.vendor(index).record.slug;
        add(slug.to_string(), SearchTarget::Vendor(index));
    }
    targets
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole).unwrap())
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the shares, and what misses, are what the test is run for"
)]
fn what_people_type_finds_what_they_mean() {
    let content = shipped();
    let catalogue = Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap();
    let day: Day = DAY.parse().unwrap();
    let targets = targets(&catalogue);
    let names: BTreeMap<SearchTarget, &str> = targets
        .iter()
        .flat_map(|(name, meant)| meant.iter().map(move |target| (*target, name.as_str())))
        .collect();
    let labelled = labelled();
    let (mut first, mut among_five, mut missed) = (0, 0, Vec::new());
    for (text, answers) in &labelled {
        let accepted: Vec<SearchTarget> = answers
            .iter()
            .flat_map(|name| {
                targets
                    .get(*name)
                    .unwrap_or_else(|| panic!("{text}: no {name}"))
            })
            .copied()
            .collect();
        let hits = catalogue.search_index().search(&catalogue, text, day);
        let place = hits.iter().position(|hit| accepted.contains(&hit.target));
        first += usize::from(place == Some(0));
        among_five += usize::from(place.is_some_and(|place| place < 5));
        if place != Some(0) {
            let found: Vec<&str> = hits
                .iter()
                .take(5)
                .map(|hit| names.get(&hit.target).copied().unwrap_or("(domain)"))
                .collect();
            let place = place.map_or("nowhere".to_owned(), |place| format!("place {}", place + 1));
            missed.push(format!(
                "{text}: {} at {place}; {found:?}",
                answers.join(" | ")
            ));
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
