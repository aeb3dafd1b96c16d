mod advice;
mod blueprints;
mod properties;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Claim, Contradiction, ContradictionRule, Severity};
use crate::{Blueprint, Catalogue, Content, Day, ExamIndex, Revision, Tenths, WeightRange};

fn day() -> Day {
    "2026-01-01".parse().unwrap()
}

fn evidence(confidence: &str, as_of: &str) -> Value {
    json!({ "sources": ["blog"], "as_of": as_of, "confidence": confidence, "note": "a reason" })
}

fn catalogue(content: Value) -> Catalogue {
    let mut content = content;
    content["source"] = json!([
        { "key": "blog", "title": "A blog", "publisher": "Somebody", "url": "https://example.org", "kind": "ARTICLE" }
    ]);
    content["vendor"] = json!([{ "slug": "alpha", "name": "Alpha" }]);
    let content: Content = serde_json::from_value(content).unwrap();
    Catalogue::build(content, Revision::new(1), chrono::DateTime::UNIX_EPOCH).unwrap()
}

fn exam(code: &str, parts: &Value) -> Value {
    let mut exam = json!({ "vendor": "alpha", "code": code, "title": code });
    for (name, value) in parts.as_object().unwrap() {
        exam[name] = value.clone();
    }
    exam
}

/// A fact in file notation; `null` as value means the reason `absent`.
fn fact(name: &str, value: Value, absent: &str, confidence: &str, as_of: &str) -> Value {
    let mut fact = json!({ "name": name, "evidence": evidence(confidence, as_of) });
    if value.is_null() {
        fact["absent"] = json!(absent);
    } else {
        fact["value"] = value;
    }
    fact
}

/// The contradictions between facts of one exam, given by sources of decreasing confidence.
fn found_in(facts: &[(&str, Value)]) -> (Catalogue, Vec<std::sync::Arc<Contradiction>>) {
    let confidences = ["OFFICIAL", "REPUTABLE", "COMMUNITY", "ESTIMATE"];
    let facts: Vec<Value> = facts
        .iter()
        .zip(confidences)
        .map(|((name, value), confidence)| {
            let (value, reason) = match value.as_str() {
                Some(reason @ ("UNKNOWN" | "NOT_PUBLISHED" | "NOT_APPLICABLE")) => {
                    (Value::Null, reason.to_owned())
                }
                _ => (value.clone(), String::new()),
            };
            fact(name, value, &reason, confidence, "2025-06-01")
        })
        .collect();
    let catalogue = catalogue(json!({ "exam": [exam("A-1", &json!({ "facts": facts }))] }));
    let found = catalogue.contradictions(day());
    (catalogue, found)
}

fn rules(facts: &[(&str, Value)]) -> Vec<ContradictionRule> {
    found_in(facts).1.iter().map(|found| found.rule).collect()
}

/// A blueprint with these weights, domain by domain.
fn blueprint(version: &str, standing: &str, confidence: &str, weights: &[&str]) -> Value {
    let domains: Vec<Value> = weights
        .iter()
        .enumerate()
        .map(|(index, weight)| {
            let mut domain =
                json!({ "key": format!("d{index}"), "title": format!("Domain {index}") });
            if !weight.is_empty() {
                domain["weight"] = json!(weight);
            }
            domain
        })
        .collect();
    json!({
        "version": version, "standing": standing,
        "weights": if weights.contains(&"") { "UNKNOWN" } else { "PUBLISHED" },
        "effective_from": version, "evidence": evidence(confidence, version), "domain": domains,
    })
}

fn found_in_blueprints(blueprints: &[Value]) -> Vec<(ContradictionRule, Severity, String)> {
    let parts = json!({ "blueprint": blueprints });
    let catalogue = catalogue(json!({ "exam": [exam("A-1", &parts)] }));
    let found = catalogue.contradictions(day());
    let messages = found.iter().map(|found| {
        let message = found.message.clone();
        (found.rule, found.severity, message)
    });
    messages.collect()
}

#[test]
fn values_that_fit_each_other_are_no_contradiction() {
    let agreeing = [
        ["FEE", "100 USD", "90..120 USD"],
        ["FEE", "100 USD", "95 EUR"],
        ["DURATION", "100 minutes", "100..120 minutes"],
        ["VALIDITY", "12 months", "1 years"],
        ["RENEWAL_WINDOW", "30 days", "1 months"],
        ["LIVE_ON", "2021", "2021-03-04"],
        ["LIVE_ON", "../2021-07-29", "2020"],
        ["RETIRES_ON", "2026-06-30", "UNKNOWN"],
        ["PASSING_SCORE", "700 of 0..1000", "700 of 1..1000"],
        ["TESTED_VERSION", "Version 1.34", "version 1.34"],
        ["LEVEL_WORDING", "expert", "professional"],
    ];
    for [name, one, other] in agreeing {
        let facts = [(name, json!(one)), (name, json!(other))];
        assert_eq!(rules(&facts), [], "{name}: {one}, {other}");
    }
    let lists = [
        (
            "LANGUAGES",
            json!(["English", "Japanese"]),
            json!(["english"]),
        ),
        (
            "ITEM_TYPES",
            json!(["multiple choice"]),
            json!(["case study", "Multiple-Choice"]),
        ),
        (
            "STUDY_ADVICE",
            json!(["build something"]),
            json!(["read the guide"]),
        ),
    ];
    for (name, one, other) in lists {
        assert_eq!(rules(&[(name, one), (name, other)]), [], "{name}");
    }
}

#[test]
fn values_that_exclude_each_other_are_found_by_their_rule() {
    use ContradictionRule::{
        DateDisagreement, FactDisagreement, FeeDisagreement, LevelDisagreement, StatusDisagreement,
    };

    let excluding = [
        (
            "FEE",
            json!("100 USD"),
            json!("110..120 USD"),
            FeeDisagreement,
        ),
        (
            "FEE",
            json!("100 USD"),
            json!("NOT_APPLICABLE"),
            FeeDisagreement,
        ),
        (
            "RENEWAL_FEE",
            json!("0 USD"),
            json!("50 USD"),
            FeeDisagreement,
        ),
        (
            "PRACTICE_COST",
            json!("0..80 USD"),
            json!("90 USD"),
            FactDisagreement,
        ),
        (
            "DURATION",
            json!("100 minutes"),
            json!("120 minutes"),
            FactDisagreement,
        ),
        (
            "VALIDITY",
            json!("12 months"),
            json!("3 years"),
            FactDisagreement,
        ),
        (
            "PASSING_SCORE",
            json!("700 of 1..1000"),
            json!("70 of 0..100 percent"),
            FactDisagreement,
        ),
        (
            "LANGUAGES",
            json!(["English"]),
            json!(["Japanese"]),
            FactDisagreement,
        ),
        (
            "LEVEL",
            json!("ASSOCIATE"),
            json!("PROFESSIONAL"),
            LevelDisagreement,
        ),
        (
            "LIVE_ON",
            json!("2021-03"),
            json!("2021-04-01"),
            DateDisagreement,
        ),
        (
            "RETIRES_ON",
            json!("2026-06-30"),
            json!("NOT_APPLICABLE"),
            StatusDisagreement,
        ),
        (
            "RAISES_PAY_ALONE",
            json!(true),
            json!(false),
            FactDisagreement,
        ),
    ];
    for (name, one, other, rule) in excluding {
        let facts = [(name, one), (name, other)];
        assert_eq!(rules(&facts), [rule], "{facts:?}");
    }
}

/// Others may report what the vendor does not publish; only a figure attributed to the vendor
/// contradicts that it publishes none.
#[test]
fn an_unpublished_figure_may_still_be_estimated() {
    let known = |confidence| fact("PASS_RATE", json!("70 percent"), "", confidence, "2025");
    let absent = fact(
        "PASS_RATE",
        Value::Null,
        "NOT_PUBLISHED",
        "OFFICIAL",
        "2025",
    );
    for (confidence, count) in [("COMMUNITY", 0), ("ESTIMATE", 0), ("REPUTABLE", 1)] {
        let facts = json!({ "facts": [known(confidence), absent] });
        let catalogue = catalogue(json!({ "exam": [exam("A-1", &facts)] }));
        assert_eq!(catalogue.contradictions(day()).len(), count, "{confidence}");
    }
}

#[test]
fn the_better_source_is_served_with_the_reason() {
    let facts = json!({ "facts": [
        fact("FEE", json!("110 USD"), "", "COMMUNITY", "2025-06-01"),
        fact("FEE", json!("100 USD"), "", "REPUTABLE", "2025-01-01"),
        fact("FEE", json!("90 USD"), "", "REPUTABLE", "2025-03-01"),
    ] });
    let catalogue = catalogue(json!({ "exam": [exam("A-1", &facts)] }));
    let found = catalogue.contradictions(day());
    let exam = ExamIndex::new(0);
    let claim = |index| Claim::Fact { exam, index };
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].claims, [claim(2), claim(0), claim(1)]);
    assert_eq!(found[0].served, Some(claim(2)));
    assert_eq!(found[0].severity, Severity::Medium);
    assert_eq!(
        found[0].message,
        "A-1, the list price before tax: 90.00 USD against 110.00 USD against 100.00 USD \
         (said by the same source)."
    );
    assert_eq!(
        found[0].why,
        "Answers use 90.00 USD: of equal confidence and newer (2025-03-01, not 2025-01-01)."
    );
    let entry = catalogue.exam(exam);
    let is_served = |index: usize| entry.is_served(&entry.record.facts[index]);
    assert_eq!([0, 1, 2].map(is_served), [false, false, true]);
}

#[test]
fn facts_for_other_people_or_markets_do_not_contradict() {
    let hours = |value: &str, experience: &str, about: &str| {
        let mut fact = fact("STUDY_HOURS", json!(value), "", "COMMUNITY", "2025");
        if !experience.is_empty() {
            fact["experience"] = json!(experience);
        }
        if !about.is_empty() {
            fact["about"] = json!(about);
        }
        fact
    };
    let facts = json!({ "facts": [
        hours("20 hours", "", ""),
        hours("40 hours", "NEW_TO_CLOUD", ""),
        hours("60 hours", "NEW_TO_CLOUD", "a plan"),
    ] });
    let catalogue = catalogue(json!({ "exam": [exam("A-1", &facts)] }));
    assert_eq!(catalogue.contradictions(day()), []);
}

/// A fact for one language, or for all if the language is empty.
fn ends(name: &str, date: &str, language: &str, confidence: &str) -> Value {
    let mut fact = fact(name, json!(date), "", confidence, "2025-06-01");
    if !language.is_empty() {
        fact["conditions"] = json!({ "language": language });
    }
    fact
}

#[test]
fn a_language_that_outlives_its_exam_is_found() {
    let facts = json!({ "facts": [
        ends("RETIRES_ON", "2026-06-30", "", "REPUTABLE"),
        ends("RETIRES_ON", "2026-03-31", "", "COMMUNITY"),
        ends("RETIRES_ON", "2026-05-31", "German", "REPUTABLE"),
        ends("RETIRES_ON", "2026-12-31", "Japanese", "COMMUNITY"),
        ends("RETIRES_ON", "2026-09/..", "Korean", "OFFICIAL"),
    ] });
    let catalogue = catalogue(json!({ "exam": [exam("A-1", &facts)] }));
    let found = catalogue.contradictions(day());
    let rule = ContradictionRule::LanguageOutlivesExam;
    let found: Vec<_> = found.iter().filter(|found| found.rule == rule).collect();
    assert_eq!(found.len(), 1);
    let exam = ExamIndex::new(0);
    let claim = |index| Claim::Fact { exam, index };
    assert_eq!(found[0].claims, [claim(0), claim(3), claim(4)]);
    assert_eq!(found[0].served, Some(claim(0)));
    assert_eq!(found[0].severity, Severity::High);
    assert_eq!(
        found[0].message,
        "A-1 ends on 2026-06-30 as a whole, but 2026-12-31 in Japanese, 2026-09/.. in Korean."
    );
}

#[test]
fn the_end_of_one_language_does_not_contradict_that_of_the_exam() {
    let fitting = [
        // A language may end before the exam.
        [("2026-06-30", ""), ("2026-05-31", "German")],
        [("2026-06-30", ""), ("2026-06-30", "Japanese")],
        [("2026-06", ""), ("2026-06-30", "Japanese")],
        [("2026-06-30", ""), ("2026-06", "Japanese")],
        // Without an end of the whole exam, no language can outlast it.
        [("2026-06-30", "English"), ("2026-12-31", "Japanese")],
        // A lower bound has no last day.
        [("2026-06/..", ""), ("2026-12-31", "Japanese")],
    ];
    for name in ["RETIRES_ON", "REGISTRATION_ENDS_ON"] {
        for pair in fitting {
            let facts = pair.map(|(date, language)| ends(name, date, language, "REPUTABLE"));
            let catalogue = catalogue(json!({ "exam": [exam("A-1", &json!({ "facts": facts }))] }));
            assert_eq!(catalogue.contradictions(day()), [], "{name}: {pair:?}");
        }
    }
}
