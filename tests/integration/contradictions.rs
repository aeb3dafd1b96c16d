//! Where the sources of the shipped catalogue disagree, and that nothing known is missed.

use std::sync::Arc;

use certgraph::catalogue::{
    Catalogue, Claim, Contradiction, ContradictionRule as Rule, Day, Revision, Severity,
};
use certgraph::publish::{parse, shipped_files};

fn catalogue() -> Catalogue {
    let content = parse(shipped_files())
        .and_then(|files| files.validate())
        .unwrap_or_else(|error| panic!("{error}"));
    let committed_at = "2026-11-22T12:00:00Z".parse().unwrap();
    Catalogue::build(content, Revision::new(1), committed_at).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Whether a contradiction about an exam is found by a rule and says all of these words.
fn says(found: &Contradiction, catalogue: &Catalogue, code: &str, rule: Rule, words: &str) -> bool {
    let touches = |exam: &_| catalogue.exam(*exam).record.code.as_str() == code;
    found.rule == rule
        && found.exams.iter().any(touches)
        && words.split(" & ").all(|part| found.message.contains(part))
}

/// The exam, the rule, and words of the message.
const DISAGREEMENTS: &[(&str, Rule, &str)] = &[
    ("AI-102", Rule::OutlineDisagreement, "5 domains & has 6"),
    ("AI-102", Rule::WeightDisagreement, "25..30, not 15..20"),
    ("AI-102", Rule::FlattenedWeights, "always the lower end"),
    (
        "AI-102",
        Rule::StatusDisagreement,
        "2026-06-30 against none",
    ),
    (
        "AI-102",
        Rule::FactDisagreement,
        "100 minutes & 120 minutes & 180 minutes",
    ),
    (
        "AI-900",
        Rule::FactDisagreement,
        "45 minutes against 60 minutes",
    ),
    (
        "AI-900",
        Rule::FeeDisagreement,
        "99.00 USD against 165.00 USD",
    ),
    (
        "AI-901",
        Rule::OutlineDisagreement,
        "concepts and responsibilities",
    ),
    (
        "DP-100",
        Rule::DateDisagreement,
        "2026-06-01 against 2026-06-30",
    ),
    (
        "PL-900",
        Rule::OutlineDisagreement,
        "Power Pages & Copilot Studio",
    ),
    ("PL-900", Rule::WeightDisagreement, "15..20, not 5..10"),
    (
        "SC-100",
        Rule::StatementDisagreement,
        "SC-300 or SC-500 & SC-300 or SC-400",
    ),
    ("SC-300", Rule::WeightDisagreement, "20..25, not 25..30"),
    (
        "SC-500",
        Rule::StatusDisagreement,
        "../2026-09-24 against none",
    ),
    (
        "DVA-C02",
        Rule::DateDisagreement,
        "2026-11-30 against 2026-12-01",
    ),
    (
        "MLA-C02",
        Rule::StatusDisagreement,
        "2027-01-14 against not published",
    ),
    (
        "SAP-C02",
        Rule::DateDisagreement,
        "2026-11-16 against 2026-11-17",
    ),
    (
        "SAP-C02",
        Rule::StatementDisagreement,
        "SAA-C03 & yes & equal experience",
    ),
    (
        "SAP-C03",
        Rule::StatementDisagreement,
        "SAA-C03 & yes & equal experience",
    ),
    ("CKS", Rule::WeightDisagreement, "Cluster Setup 10, not 15"),
    (
        "KCSA",
        Rule::WeightDisagreement,
        "22 & Platform Security 12, not 16",
    ),
    (
        "CV0-004",
        Rule::FactDisagreement,
        "50 continuing & 30 continuing",
    ),
    (
        "CV0-004",
        Rule::FeeDisagreement,
        "390.00 USD against 369.00 USD",
    ),
    (
        "DA0-002",
        Rule::FactDisagreement,
        "20 continuing & 30 continuing",
    ),
    (
        "N10-009",
        Rule::FeeDisagreement,
        "369.00 USD against 358.00 USD",
    ),
    ("SY0-701", Rule::FeeDisagreement, "439.00 USD & 425.00 USD"),
    ("GCP-PMLE", Rule::WeightSum, "101 percent"),
];

/// The research behind the catalogue found these by hand: where sources disagree about an exam.
#[test]
fn the_known_disagreements_between_sources_are_found() {
    let catalogue = catalogue();
    let all = catalogue.contradictions(day("2026-11-22"));
    for (code, rule, words) in DISAGREEMENTS {
        let found = all
            .iter()
            .any(|found| says(found, &catalogue, code, *rule, words));
        assert!(found, "{code} {rule:?}: {words}");
    }
}

/// The number under which it was found by hand, the exam, the rule, and words of the message.
const OF_THE_ARTICLE: &[(&str, &str, Rule, &str)] = &[
    ("k1", "AI-102", Rule::FeeSum, "530.00 USD & 429.00 USD"),
    (
        "k2",
        "AI-102",
        Rule::StatementDisagreement,
        "six to eight weeks against six to ten weeks",
    ),
    (
        "k3",
        "AI-102",
        Rule::StatementDisagreement,
        "0 to 80 USD & 30 to 160 USD",
    ),
    (
        "k4",
        "AI-102",
        Rule::StatementDisagreement,
        "17000 USD & 18500 USD",
    ),
    (
        "k5",
        "AI-102",
        Rule::StatementDisagreement,
        "three to four against 2.4 to 5.0",
    ),
    (
        "k6",
        "AI-102",
        Rule::StatementDisagreement,
        "above 50000 USD & 46000 USD",
    ),
    (
        "k7",
        "AI-102",
        Rule::StatementDisagreement,
        "AI-900, AZ-204 and AI-102: 12 to 16",
    ),
    (
        "k8",
        "AI-102",
        Rule::StatementDisagreement,
        "AI-900 and AI-102: 8 to 12 against 14 to 19",
    ),
    (
        "k9",
        "AI-900",
        Rule::LevelDisagreement,
        "FUNDAMENTALS against ASSOCIATE",
    ),
    (
        "k10",
        "AI-102",
        Rule::StatementDisagreement,
        "three are announced against five are listed",
    ),
    (
        "k11",
        "AI-102",
        Rule::StatementDisagreement,
        "AI-900 against AZ-900 against AZ-900 or AI-900",
    ),
    (
        "k12",
        "AI-102",
        Rule::StatementDisagreement,
        "AIF-C01 against AIF-C01, then MLA-C01",
    ),
    (
        "k13",
        "AI-102",
        Rule::StatementDisagreement,
        "first attempt & prepared",
    ),
    (
        "k14",
        "AI-102",
        Rule::StatementDisagreement,
        "data scientists: AI-102 against DP-100",
    ),
    (
        "k15",
        "AI-102",
        Rule::FactDisagreement,
        "raises pay: no against yes & same source",
    ),
    (
        "k16",
        "AI-102",
        Rule::StatementDisagreement,
        "cheapest & AI-900 and AI-102",
    ),
    (
        "k17",
        "AI-102",
        Rule::StatementDisagreement,
        "twelve months & 18 months",
    ),
    (
        "k18",
        "AI-102",
        Rule::StatementDisagreement,
        "pay of researchers",
    ),
    (
        "k19",
        "AI-900",
        Rule::StatementDisagreement,
        "counts for nothing & first step",
    ),
    (
        "k20",
        "AI-102",
        Rule::StatementDisagreement,
        "takes no money & promotes",
    ),
    (
        "k21",
        "AI-102",
        Rule::StatementDisagreement,
        "announced for six to eight & exactly eight",
    ),
    ("o1", "AI-102", Rule::StatusDisagreement, "2026-06-30"),
    ("o2", "AI-900", Rule::StatusDisagreement, "2026-06-30"),
    ("o3", "AZ-204", Rule::StatusDisagreement, "2026-07-31"),
    ("o4", "DP-100", Rule::StatusDisagreement, "2026-06-01"),
    ("o5", "DP-203", Rule::StatusDisagreement, "2025-03-31"),
    ("o6", "MLA-C01", Rule::StatusDisagreement, "2026-09-28"),
    (
        "o7",
        "AI-102",
        Rule::FactDisagreement,
        "number of domains & 6 against 5",
    ),
    ("o8", "AI-102", Rule::FactDisagreement, "heaviest domain"),
    ("o9", "AI-102", Rule::StatementDisagreement, "first outline"),
    (
        "o10",
        "AI-102",
        Rule::FactDisagreement,
        "6..9 months & 2.9 months",
    ),
    ("o11", "AI-102", Rule::FactDisagreement, "100..120 minutes"),
    (
        "o12",
        "AI-102",
        Rule::StatementDisagreement,
        "Anomaly Detector and Personalizer",
    ),
];

/// The article that the catalogue began with contradicts itself 21 times and other sources 12 times.
#[test]
fn the_known_contradictions_of_the_article_are_found() {
    let catalogue = catalogue();
    let all = catalogue.contradictions(day("2026-11-22"));
    for (id, code, rule, words) in OF_THE_ARTICLE {
        let found = all
            .iter()
            .any(|found| says(found, &catalogue, code, *rule, words));
        assert!(found, "{id}: {code} {rule:?}: {words}");
    }
}

/// Each contradiction can be checked by hand: it has claims with their sources, tells what is
/// served, and is the only one of its name.
#[test]
fn every_contradiction_shows_its_claims() {
    let catalogue = catalogue();
    for text in ["2020-01-01", "2026-06-12", "2026-11-22", "2028-06-01"] {
        let all = catalogue.contradictions(day(text));
        let mut identities: Vec<_> = all.iter().map(|found| found.identity).collect();
        identities.sort_unstable();
        identities.dedup();
        assert_eq!(identities.len(), all.len(), "{text}");
        for found in &all {
            let message = &found.message;
            assert!(
                !found.claims.is_empty() && !found.why.is_empty(),
                "{message}"
            );
            assert!(message.len() < 1_500, "{message}");
            for claim in found.claims.iter().chain(&found.served) {
                let evidence = claim.evidence(&catalogue);
                let sourced = !evidence.sources.is_empty() || evidence.note.is_some();
                assert!(sourced, "{message}: {claim:?}");
            }
            let alone = matches!(
                found.rule,
                Rule::WeightSum
                    | Rule::InfeasibleWeights
                    | Rule::FlattenedWeights
                    | Rule::SuccessorMissing
            );
            assert!(alone || found.claims.len() > 1, "{message}");
        }
        for exam in catalogue.exams() {
            let own = catalogue.contradictions_of(exam, day(text));
            let touching: Vec<&Arc<Contradiction>> = all
                .iter()
                .filter(|found| found.exams.contains(&exam))
                .collect();
            assert_eq!(own.iter().collect::<Vec<_>>(), touching);
            let entry = catalogue.exam(exam);
            for (index, fact) in entry.record.facts.iter().enumerate() {
                let disputes = |found: &&Arc<Contradiction>| {
                    let by_day = [
                        Rule::RetiredExamRecommended,
                        Rule::SuccessorMissing,
                        Rule::FeeSum,
                    ];
                    !by_day.contains(&found.rule)
                        && found.claims.contains(&Claim::Fact { exam, index })
                };
                let told = own.iter().any(|found| disputes(&found));
                assert_eq!(
                    entry.is_disputed(fact),
                    told,
                    "{}: {fact:?}",
                    entry.record.key()
                );
            }
        }
    }
}

/// What can no longer be booked depends on the day.
#[test]
fn advice_is_outdated_from_the_day_on_which_the_exam_retires() {
    let catalogue = catalogue();
    let on = |text: &str| {
        let all = catalogue.contradictions(day(text)).into_iter();
        let outdated: Vec<_> = all
            .filter(|found| {
                says(
                    found,
                    &catalogue,
                    "AI-102",
                    Rule::RetiredExamRecommended,
                    "worth it in 2026",
                )
            })
            .collect();
        outdated
    };
    assert_eq!(on("2026-06-30"), []);
    let later = on("2026-07-01");
    assert_eq!(later.len(), 1);
    assert_eq!(later[0].severity, Severity::Low);
    assert_eq!(later[0].why, "Answers put AI-103 in its place.");
}
