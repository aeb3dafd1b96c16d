//! Sentences, and the claims that are read in them.

use chrono::DateTime;
use serde_json::{Value, json};

use super::*;
use catalogue::{Content, DescribedEnum, Revision};

fn fact(name: &str, value: &str) -> Value {
    json!({"name": name, "value": value, "evidence": evidence("OFFICIAL")})
}

fn evidence(confidence: &str) -> Value {
    json!({"sources": ["guide"], "as_of": "2026", "confidence": confidence})
}

fn blueprint(from: &str, weights: &[(&str, &str)]) -> Value {
    let domains: Vec<Value> = weights
        .iter()
        .map(|(title, weight)| {
            json!({"key": title.to_lowercase().replace(' ', "-"), "title": title, "weight": weight})
        })
        .collect();
    json!({"version": from, "standing": "OFFICIAL", "weights": "PUBLISHED", "effective_from": from,
        "evidence": evidence("OFFICIAL"), "domain": domains})
}

/// `AC-100`, which `AC-200` follows, and the certification that `AC-100` earns.
fn catalogue() -> Catalogue {
    let mut beta_fee = fact("FEE", "80.00 USD");
    beta_fee["conditions"] = json!({"form": "BETA"});
    let mut member_fee = fact("FEE", "120.00 USD");
    member_fee["conditions"] = json!({"member": true});
    let mut longer = fact("VALIDITY", "36 months");
    longer["conditions"] = json!({"earned_before": "2024-04-01"});
    let mut other_end = fact("RETIRES_ON", "2026-07-31");
    other_end["evidence"] = evidence("COMMUNITY");
    let mut reported = fact("DURATION", "150 minutes");
    reported["evidence"] = evidence("COMMUNITY");
    let content: Content = serde_json::from_value(json!({
        "source": [{"key": "guide", "title": "Guide", "publisher": "Acme",
            "url": "https://example.org", "kind": "OFFICIAL"}],
        "vendor": [{"slug": "acme", "name": "Acme"}],
        "certification": [{"slug": "acme-engineer", "vendor": "acme", "title": "Acme Certified Engineer",
            "earned_by": [["acme/AC-100"]], "evidence": evidence("OFFICIAL")}],
        "exam": [
            {"vendor": "acme", "code": "AC-100", "title": "Engineering on Acme",
                "successors": [{"exam": "acme/AC-200", "evidence": evidence("OFFICIAL")}],
                "facts": [
                    fact("BETA_ON", "2023-01-01"), fact("LIVE_ON", "2023-06-01"),
                    fact("RETIRES_ON", "2026-06-30"), other_end,
                    fact("FEE", "165.00 USD"), beta_fee, member_fee,
                    fact("DURATION", "100 minutes"), reported, fact("ITEMS", "40..60 items"),
                    fact("PASSING_SCORE", "700 of 1..1000"), fact("VALIDITY", "24 months"), longer,
                    json!({"name": "LANGUAGES", "value": ["English", "Japanese"], "evidence": evidence("OFFICIAL")}),
                ],
                "blueprint": [
                    blueprint("2023-01-01", &[("Plan systems", "40..45"), ("Build systems", "55..60")]),
                    blueprint("2025-01-01", &[("Plan systems", "20..25"), ("Build systems", "50..55"),
                        ("Watch systems", "20..25")]),
                ]},
            {"vendor": "acme", "code": "AC-200", "title": "Engineering on Acme Two", "facts": [
                fact("LIVE_ON", "2026-05-01"), fact("FEE", "200.00 USD")]},
        ],
    }))
    .unwrap();
    Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The status and the sentence of a claim about `AC-100`.
fn check(fact: &str, value: &str, on: &str) -> (ClaimStatus, String) {
    check_in(fact, None, value, on)
}

fn check_in(fact: &str, domain: Option<&str>, value: &str, on: &str) -> (ClaimStatus, String) {
    let catalogue = catalogue();
    let exam = catalogue
        .exam_by_key(&"acme/AC-100".parse().unwrap())
        .unwrap();
    let fact = ClaimedFact::by_key(fact).unwrap();
    let subject = ClaimSubject::Exam(exam);
    let claim = Claim::parse(&catalogue, subject, fact, domain, value, day(on), None).unwrap();
    let found = check_claim(&catalogue, &claim);
    (found.finding.status(), found.sentence)
}

const TODAY: &str = "2026-08-15";

/// A claim about AC-100 on a day, with its status and sentence.
const CLAIMS: &[(&str, &str, &str, ClaimStatus, &str)] = &[
    (
        "FEE",
        "$165",
        TODAY,
        ClaimStatus::Supported,
        "AC-100 costs 165 USD.",
    ),
    (
        "FEE",
        "$99",
        TODAY,
        ClaimStatus::Contradicted,
        "AC-100 costs 165 USD, not 99 USD.",
    ),
    (
        "FEE",
        "$80",
        "2023-02-01",
        ClaimStatus::Supported,
        "AC-100 costs 80 USD (beta form).",
    ),
    (
        "FEE",
        "$80",
        TODAY,
        ClaimStatus::Outdated,
        "AC-100 costs 165 USD; 80 USD was right until 31 May 2023.",
    ),
    (
        "FEE",
        "$120",
        TODAY,
        ClaimStatus::Supported,
        "AC-100 costs 120 USD (for members).",
    ),
    (
        "FEE",
        "€165",
        TODAY,
        ClaimStatus::Unknown,
        "The price is known in other currencies only.",
    ),
    (
        "DURATION",
        "1 hour 40 minutes",
        TODAY,
        ClaimStatus::Supported,
        "AC-100 lasts 100 minutes.",
    ),
    (
        "DURATION",
        "2 hours 30 minutes",
        TODAY,
        ClaimStatus::Disputed,
        "AC-100 lasts 100 minutes; \"Guide\" says 150 minutes.",
    ),
    (
        "STATE",
        "live",
        "2026-06-30",
        ClaimStatus::Supported,
        "AC-100 is retiring.",
    ),
    (
        "STATE",
        "retired",
        "2026-06-30",
        ClaimStatus::NotYet,
        "AC-100 is retiring; it is retired from 1 July 2026.",
    ),
    (
        "STATE",
        "live",
        "2026-07-15",
        ClaimStatus::Disputed,
        "AC-100 is retired; \"Guide\" says live.",
    ),
    (
        "STATE",
        "live",
        TODAY,
        ClaimStatus::Outdated,
        "AC-100 was live until 30 June 2026; AC-200 follows.",
    ),
    (
        "VALIDITY",
        "2 years",
        TODAY,
        ClaimStatus::Supported,
        "What AC-100 earns is valid for 24 months.",
    ),
    (
        "VALIDITY",
        "3 years",
        TODAY,
        ClaimStatus::Outdated,
        "What AC-100 earns is valid for 24 months; 3 years was right until 31 March 2024.",
    ),
    (
        "VALIDITY",
        "does not expire",
        TODAY,
        ClaimStatus::Contradicted,
        "What AC-100 earns is valid for 24 months, not none.",
    ),
    (
        "PASSING_SCORE",
        "70%",
        TODAY,
        ClaimStatus::Contradicted,
        "AC-100 is passed with 700 of 1000 points, not 70 percent.",
    ),
    (
        "LANGUAGES",
        "German",
        TODAY,
        ClaimStatus::Contradicted,
        "AC-100 is given in English, Japanese, not German.",
    ),
    (
        "SUCCESSOR",
        "AC-300",
        TODAY,
        ClaimStatus::Contradicted,
        "AC-200 follows AC-100, not AC-300.",
    ),
    (
        "DOMAIN_COUNT",
        "two",
        TODAY,
        ClaimStatus::Outdated,
        "AC-100 has 3 domains; 2 domains was right until 31 December 2024.",
    ),
    (
        "STUDY_HOURS",
        "80 hours",
        TODAY,
        ClaimStatus::Unknown,
        "No source in the catalogue says anything about it.",
    ),
];

#[test]
fn each_status_has_its_sentence() {
    for &(fact, value, on, status, sentence) in CLAIMS {
        assert_eq!(
            check(fact, value, on),
            (status, sentence.to_owned()),
            "{fact} {value} {on}"
        );
    }
    let weight = |value| check_in("DOMAIN_WEIGHT", Some("Plan systems"), value, TODAY);
    assert_eq!(weight("20-25%").0, ClaimStatus::Supported);
    assert_eq!(weight("40–45%").0, ClaimStatus::Outdated);
    assert_eq!(weight("30-35%").0, ClaimStatus::Contradicted);
}

/// The claims of a text as `fact: words`, without those that are only implied.
fn read(text: &str) -> Vec<String> {
    let found = claims_in_text(&catalogue(), text, None, day("2026-08-15"));
    let said = found.claims.iter().filter(|found| !found.implied);
    said.map(|found| format!("{}: {}", found.claim.fact.key(), &text[found.span.clone()]))
        .collect()
}

#[test]
fn figures_beside_an_exam_are_claims() {
    for (text, expected) in [
        ("AC-100 costs $165.", &["FEE: $165"][..]),
        ("The exam fee of AC-100 is 165 USD.", &["FEE: 165 USD"]),
        (
            "AC-100 lasts 100 minutes and has 40–60 questions.",
            &["DURATION: 100 minutes", "ITEMS: 40–60 questions"],
        ),
        (
            "AC-100: the passing score is 700 on a scale of 1–1000.",
            &["PASSING_SCORE: 700 on a scale of 1–1000"],
        ),
        (
            "AC-100 retires on June 30, 2026.",
            &["RETIRES_ON: June 30, 2026"],
        ),
        ("AC-100 is in beta.", &["STATE: is in beta"]),
        (
            "In AC-100, Plan systems is 20-25% of the exam.",
            &["DOMAIN_WEIGHT: 20-25%"],
        ),
        (
            "The AC-100 certificate is valid for two years.",
            &["VALIDITY: two years"],
        ),
        (
            "Exam: AC-100 | Fee (USD): 165 | Minutes: 100",
            &["FEE: 165", "DURATION: 100"],
        ),
        (
            "AC-100 costs $165, AC-200 costs $200.",
            &["FEE: $165", "FEE: $200"],
        ),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn figures_of_something_else_are_no_claims() {
    for text in [
        "AC-100 holders get a raise of $12,000 a year.",
        "The bootcamp for AC-100 costs $999 with training.",
        "AC-100 comes with 300 practice questions.",
        "We wrote 300 practice questions for AC-100.",
        "People who hold AC-100 pay $20 an hour.",
        "I passed AC-100 in 2024 after 3 years of experience.",
        "A $165 voucher is a good gift.",
        "The exams AC-100 and AC-200 take weeks and $530 in exam fees.",
        "AC-200 comes late, AC-100 was first, and the fee is $200.",
        "Exam cost: $165 (same band as AC-100 and AC-200).",
    ] {
        assert_eq!(read(text), [] as [String; 0], "{text}");
    }
}

#[test]
fn items_of_a_list_belong_to_the_exam_that_introduces_it() {
    let catalogue = catalogue();
    let introduced = introduction(&catalogue, "The domains of AC-100 are:").unwrap();
    let item = "Plan systems — ~40–45%.";
    let found = claims_in_text(&catalogue, item, Some(&introduced), day("2026-08-15"));
    assert_eq!(found.claims.len(), 1);
    let checked = check_claim(&catalogue, &found.claims[0].claim);
    assert_eq!(
        checked.finding,
        ClaimFinding::Outdated {
            until: day("2024-12-31")
        }
    );
    assert_eq!(
        introduction(&catalogue, "The domains of AC-100 are these."),
        None
    );
    assert_eq!(introduction(&catalogue, "AC-100 and AC-200:"), None);
}

#[test]
fn an_exam_that_is_over_is_implied_unless_the_text_says_so() {
    let catalogue = catalogue();
    let on = day("2026-08-15");
    let implied = |text: &str| {
        let found = claims_in_text(&catalogue, text, None, on);
        let over = found
            .claims
            .iter()
            .filter(|found| found.implied && found.is_about_the_end(&catalogue, on));
        (over.count(), found.ended.len())
    };
    assert_eq!(implied("Take AC-100 first."), (1, 0));
    assert_eq!(implied("AC-200 replaces the retired AC-100."), (0, 1));
    assert_eq!(implied("Take AC-200 first."), (0, 0));
}

#[test]
fn a_claim_about_a_certification_is_read_from_its_exams() {
    let catalogue = catalogue();
    let index = catalogue
        .certification_by_slug(&"acme-engineer".parse().unwrap())
        .unwrap();
    let check = |fact: &str, value: &str| {
        let subject = ClaimSubject::Certification(index);
        let fact = ClaimedFact::by_key(fact).unwrap();
        let claim = Claim::parse(
            &catalogue,
            subject,
            fact,
            None,
            value,
            day("2026-08-15"),
            None,
        );
        check_claim(&catalogue, &claim.unwrap()).finding.status()
    };
    assert_eq!(check("VALIDITY", "24 months"), ClaimStatus::Supported);
    assert_eq!(check("EARNED_BY", "AC-100"), ClaimStatus::Supported);
    assert_eq!(check("EARNED_BY", "AC-200"), ClaimStatus::Contradicted);
    assert_eq!(check("STATE", "available"), ClaimStatus::Outdated);
    assert_eq!(check("STATE", "retired"), ClaimStatus::Supported);
}

#[test]
fn figures_that_are_too_great_are_refused_and_others_are_judged() {
    let catalogue = catalogue();
    let exam = catalogue
        .exam_by_key(&"acme/AC-100".parse().unwrap())
        .unwrap();
    let parsed = |fact: &str, value: &str| {
        let fact = ClaimedFact::by_key(fact).unwrap();
        let subject = ClaimSubject::Exam(exam);
        Claim::parse(&catalogue, subject, fact, None, value, day(TODAY), None)
    };
    for (fact, value) in [
        ("DURATION", "999999999999k hours"),
        ("VALIDITY", "about 999999999999k years"),
        ("FEE", "$999999999999k"),
        ("DURATION", "100-"),
    ] {
        assert!(parsed(fact, value).is_err(), "{fact} {value}");
    }
    for (fact, value) in [
        ("DURATION", "999999999999 hours"),
        ("DURATION", "999999999999 hours 999999999999 minutes"),
        ("VALIDITY", "about 999999999999 years"),
        ("FEE", "about $12-999999999k"),
    ] {
        assert_eq!(
            check(fact, value, TODAY).0,
            ClaimStatus::Contradicted,
            "{fact} {value}"
        );
    }
}

#[test]
fn the_scale_of_a_passing_score_is_compared() {
    for (value, status) in [
        ("700/1000", ClaimStatus::Supported),
        ("700/1,000", ClaimStatus::Supported),
        ("700 / 1000", ClaimStatus::Supported),
        ("700/100-1000", ClaimStatus::Supported),
        ("700/900", ClaimStatus::Contradicted),
        ("700 of 900", ClaimStatus::Contradicted),
    ] {
        assert_eq!(check("PASSING_SCORE", value, TODAY).0, status, "{value}");
    }
}

#[test]
fn a_claim_that_cannot_be_read_names_the_part_at_fault() {
    let catalogue = catalogue();
    let exam = catalogue
        .exam_by_key(&"acme/AC-100".parse().unwrap())
        .unwrap();
    for (fact, domain, value, part) in [
        ("DOMAIN_WEIGHT", None, "20-25%", "domain"),
        ("FEE", Some("Plan systems"), "$165", "domain"),
        ("EARNED_BY", None, "AC-100", "fact"),
        ("FEE", None, "blue", "value"),
    ] {
        let fact = ClaimedFact::by_key(fact).unwrap();
        let subject = ClaimSubject::Exam(exam);
        let parsed = Claim::parse(&catalogue, subject, fact, domain, value, day(TODAY), None);
        assert_eq!(parsed.unwrap_err().part(), part, "{fact:?} {domain:?}");
    }
}

/// A certification that two exams of one version earn together, and those of an older version before.
fn catalogue_of_sets() -> Catalogue {
    let exam = |code: &str| {
        let mut beta_fee = fact("FEE", "50.00 USD");
        beta_fee["conditions"] = json!({"form": "BETA"});
        beta_fee["evidence"]["sources"] = json!(["beta"]);
        json!({"vendor": "acme", "code": code, "title": code, "facts": [
            fact("BETA_ON", "2026-01-01"), fact("LIVE_ON", "2026-07-01"),
            fact("FEE", "100.00 USD"), beta_fee]})
    };
    let source = |key: &str| {
        json!({"key": key, "title": key, "publisher": "Acme", "url": "https://example.org",
            "kind": "OFFICIAL"})
    };
    let content: Content = serde_json::from_value(json!({
        "source": [source("guide"), source("beta")],
        "vendor": [{"slug": "acme", "name": "Acme"}],
        "certification": [{"slug": "acme-pair", "vendor": "acme", "title": "Acme Pair",
            "earned_by": [
                {"exams": ["acme/P-1", "acme/P-2"], "until": "2026-08-31"},
                {"exams": ["acme/Q-1", "acme/Q-2"], "until": "2026-09-30"},
            ],
            "evidence": evidence("OFFICIAL")}],
        "exam": [exam("P-1"), exam("P-2"), exam("Q-1"), exam("Q-2")],
    }))
    .unwrap();
    Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
}

fn check_pair(fact: &str, value: &str, on: &str) -> ClaimCheck {
    let catalogue = catalogue_of_sets();
    let index = catalogue
        .certification_by_slug(&"acme-pair".parse().unwrap())
        .unwrap();
    let fact = ClaimedFact::by_key(fact).unwrap();
    let subject = ClaimSubject::Certification(index);
    let claim = Claim::parse(&catalogue, subject, fact, None, value, day(on), None).unwrap();
    check_claim(&catalogue, &claim)
}

#[test]
fn all_exams_of_a_set_earn_a_certification_together() {
    for (on, status, sentence) in [
        (
            "2026-08-01",
            ClaimStatus::Supported,
            "Acme Pair is earned by P-1 and P-2 or Q-1 and Q-2.",
        ),
        (
            "2026-09-15",
            ClaimStatus::Outdated,
            "Acme Pair is earned by Q-1 and Q-2; P-1 was right until 31 August 2026.",
        ),
        (
            "2026-10-15",
            ClaimStatus::Outdated,
            "No exam earns Acme Pair; P-1 was right until 31 August 2026.",
        ),
    ] {
        let found = check_pair("EARNED_BY", "P-1", on);
        assert_eq!(
            (found.finding.status(), found.sentence.as_str()),
            (status, sentence)
        );
    }
}

#[test]
fn the_total_of_a_set_has_the_sources_of_the_fees_of_its_day() {
    for (on, value, source) in [
        ("2026-03-01", "$100", "beta"),
        ("2026-08-01", "$200", "guide"),
    ] {
        let found = check_pair("FEE", value, on);
        let sources: Vec<&str> = found
            .evidence
            .iter()
            .flat_map(|evidence| &evidence.sources)
            .map(catalogue::SourceKey::as_str)
            .collect();
        assert_eq!(found.finding.status(), ClaimStatus::Supported, "{on}");
        assert_eq!(sources, [source, source], "{on}");
    }
}

#[test]
fn figures_that_are_not_the_value_are_no_claims() {
    for text in [
        "AC-100 costs less than 200 USD.",
        "AC-100 costs under $200.",
        "AC-100 costs more than 100 USD.",
        "AC-100 has more than 30 questions.",
        "AC-100 has fewer than 100 questions.",
        "AC-100 lasts less than two hours.",
        "AC-100 does not cost 99 USD.",
        "AC-100 used to cost 99 USD.",
        "AC-100 does not have 200 questions.",
        "AC-100 is not valid for three years.",
        "If AC-100 cost 99 USD, more people would take it.",
        "AC-100 has 15 unscored questions.",
        "The AC-100 study guide costs 29 USD.",
        "The AC-100 Exam Prep costs $49.",
        "AC-100 exam dumps cost 20 USD.",
        "Rescheduling AC-100 costs 25 USD.",
        "Two attempts at AC-100 cost 330 USD.",
    ] {
        let found = claims_in_text(&catalogue(), text, None, day("2026-03-15"));
        let stated: Vec<_> = found.claims.iter().filter(|claim| !claim.implied).collect();
        assert!(stated.is_empty(), "{text} {stated:?}");
    }
    let values = |text: &str| {
        let found = claims_in_text(&catalogue(), text, None, day("2026-03-15"));
        let stated = found.claims.iter().filter(|claim| !claim.implied);
        let spans = stated.map(|claim| text[claim.span.clone()].to_owned());
        spans.collect::<Vec<_>>()
    };
    assert_eq!(values("AC-100 costs $165, not $99."), ["$165"]);
    let text = "AC-100 lasts 100 minutes, plus 30 minutes for those who need them.";
    assert_eq!(values(text), ["100 minutes"]);
    assert_eq!(
        values("AC-100 costs 165 USD, 66 USD more than others."),
        ["165 USD"]
    );
}

/// A quadratic reading would take minutes.
#[test]
fn a_long_sentence_is_read_in_parts() {
    let text = "AC-100 costs 165 USD (about 150 EUR) and AC-200 lasts 100 minutes ".repeat(20_000);
    let found = claims_in_text(&catalogue(), &text, None, day("2026-03-15"));
    assert!(found.claims.len() > 40_000, "{}", found.claims.len());
}

#[test]
fn codes_in_claims_are_read_with_other_dashes_and_never_as_other_signs() {
    let catalogue = catalogue();
    let parse = |text: &str| ClaimedValue::parse(&catalogue, ClaimedFact::Successor, text);
    let expected = parse("AC-200").unwrap();
    let ClaimedValue::Exams(expected) = &expected else {
        panic!("{expected:?}");
    };
    for text in ["AC200", "AC\u{2011}200", "ac 200".replace(' ', "").as_str()] {
        let ClaimedValue::Exams(found) = parse(text).unwrap() else {
            panic!("{text}");
        };
        assert_eq!(found[0].candidates, expected[0].candidates, "{text}");
    }
    for text in ["\0", "+", "🎓", "acme/"] {
        assert!(parse(text).is_err(), "{text:?}");
    }
}
