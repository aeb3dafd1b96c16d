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
fn the_better_source_is_served_and_the_reason_is_told() {
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

/// A blueprint with these weights, domain by domain.
fn outline(version: &str, standing: &str, confidence: &str, weights: &[&str]) -> Value {
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

fn found_in_outlines(blueprints: &[Value]) -> Vec<(ContradictionRule, Severity, String)> {
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
fn weights_that_cannot_be_are_found() {
    use ContradictionRule::{InfeasibleWeights, WeightSum};

    let of = |weights: &[&str]| {
        let found = found_in_outlines(&[outline("2025", "OFFICIAL", "OFFICIAL", weights)]);
        let rules: Vec<_> = found
            .into_iter()
            .map(|(rule, severity, _)| (rule, severity))
            .collect();
        rules
    };
    assert_eq!(of(&["60", "40"]), []);
    assert_eq!(of(&["20..40", "50..90"]), []);
    assert_eq!(of(&["60", ""]), []);
    // Two rounded weights are off by at most one point.
    assert_eq!(of(&["60", "41"]), [(WeightSum, Severity::Low)]);
    assert_eq!(of(&["60", "42"]), [(WeightSum, Severity::High)]);
    assert_eq!(of(&["60.5", "40"]), [(WeightSum, Severity::High)]);
    assert_eq!(
        of(&["50..60", "51..60"]),
        [(InfeasibleWeights, Severity::High)]
    );
    assert_eq!(
        of(&["10..40", "10..59"]),
        [(InfeasibleWeights, Severity::High)]
    );
    assert_eq!(of(&["0", "100"]), [(InfeasibleWeights, Severity::High)]);
    assert_eq!(of(&["60", "50", ""]), [(InfeasibleWeights, Severity::High)]);
}

#[test]
fn a_claimed_blueprint_is_held_against_the_one_of_its_time() {
    use ContradictionRule::{FlattenedWeights, WeightDisagreement};

    let earlier = outline("2020", "OFFICIAL", "OFFICIAL", &["40..50", "50..60"]);
    let later = outline("2024", "OFFICIAL", "OFFICIAL", &["20..30", "70..80"]);
    let claims = |version: &str, weights: &[&str]| {
        let claim = outline(version, "CLAIMED", "COMMUNITY", weights);
        let found = found_in_outlines(&[earlier.clone(), later.clone(), claim]);
        let messages: Vec<_> = found
            .into_iter()
            .map(|(rule, _, message)| (rule, message))
            .collect();
        messages
    };
    assert_eq!(claims("2025", &["20..30", "70..80"]), []);
    assert_eq!(claims("2022", &["40..50", "50..60"]), []);
    let found = claims("2022", &["20..30", "70..80"]);
    assert_eq!(
        found,
        [(
            WeightDisagreement,
            "A-1: \"A blog\" gives other weights than the outline 2020: Domain 0 20..30, not 40..50; \
             Domain 1 70..80, not 50..60."
                .to_owned()
        )]
    );
    let lower_ends = claims("2025", &["20", "70"]);
    let flattened = lower_ends
        .iter()
        .find(|(rule, _)| *rule == FlattenedWeights)
        .unwrap();
    assert!(
        flattened.1.ends_with("(always the lower end)."),
        "{}",
        flattened.1
    );
    let middles = claims("2025", &["25", "75"]);
    assert_eq!(middles.len(), 1);
    assert!(
        middles[0].1.ends_with("(always the middle)."),
        "{}",
        middles[0].1
    );
}

#[test]
fn other_domains_are_told_apart_from_other_words() {
    let official = outline("2024", "OFFICIAL", "OFFICIAL", &["40", "60"]);
    let mut reworded = outline("2025", "CLAIMED", "COMMUNITY", &["40", "60"]);
    reworded["domain"][1]["title"] = json!("Another title");
    let found = found_in_outlines(&[official.clone(), reworded.clone()]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].0, found[0].1),
        (ContradictionRule::OutlineDisagreement, Severity::Low)
    );
    let mut rekeyed = outline("2025", "CLAIMED", "COMMUNITY", &["40", "60"]);
    rekeyed["domain"][1]["key"] = json!("domain-1");
    assert_eq!(found_in_outlines(&[official.clone(), rekeyed.clone()]), []);
    rekeyed["domain"][1]["title"] = json!("Another title");
    let found = found_in_outlines(&[official, rekeyed]);
    assert_eq!(
        (found[0].0, found[0].1),
        (ContradictionRule::OutlineDisagreement, Severity::High)
    );
}

#[test]
fn single_weights_are_flagged_where_the_vendor_publishes_ranges() {
    let ranges = exam(
        "A-1",
        &json!({ "blueprint": [
        outline("2024", "OFFICIAL", "OFFICIAL", &["40..50", "50..60"])
    ] }),
    );
    let single = |confidence| {
        exam(
            "A-2",
            &json!({ "blueprint": [
        outline("2024", "OFFICIAL", confidence, &["40", "60"])
    ] }),
        )
    };
    let rules = |exams: Value| -> Vec<ContradictionRule> {
        let found = catalogue(json!({ "exam": exams })).contradictions(day());
        found.iter().map(|found| found.rule).collect()
    };
    assert_eq!(rules(json!([single("REPUTABLE")])), []);
    assert_eq!(rules(json!([ranges, single("OFFICIAL")])), []);
    assert_eq!(
        rules(json!([ranges, single("REPUTABLE")])),
        [ContradictionRule::FlattenedWeights]
    );
}

fn role(recommendation: &Value) -> Value {
    json!([{ "slug": "engineer", "title": "Engineer", "group": "AI", "recommendation": [recommendation] }])
}

#[test]
fn advice_to_take_a_retired_exam_depends_on_the_day() {
    let live = |retires: &str| {
        let mut facts = vec![fact("LIVE_ON", json!("2020"), "", "OFFICIAL", "2025")];
        if !retires.is_empty() {
            facts.push(fact("RETIRES_ON", json!(retires), "", "OFFICIAL", "2025"));
        }
        facts
    };
    let build = |as_of: &str, held: bool, successors: Value| {
        catalogue(json!({
            "exam": [
                exam("A-1", &json!({ "facts": live("2025-06-30"), "successors": successors })),
                exam("A-2", &json!({ "facts": live("") })),
            ],
            "role": role(&json!({
                "ordered": false,
                "steps": [{ "any_of": ["alpha/A-1"], "held": held }],
                "evidence": evidence("COMMUNITY", as_of),
            })),
        }))
    };
    let next = json!([{ "exam": "alpha/A-2", "evidence": evidence("OFFICIAL", "2025") }]);
    let on = |catalogue: &Catalogue, day: &str| -> Vec<(ContradictionRule, Severity)> {
        let found = catalogue.contradictions(day.parse().unwrap());
        found
            .iter()
            .map(|found| (found.rule, found.severity))
            .collect()
    };
    let (retired, missing) = (
        ContradictionRule::RetiredExamRecommended,
        ContradictionRule::SuccessorMissing,
    );
    let replaced = build("2025-01-01", false, next.clone());
    assert_eq!(on(&replaced, "2025-06-30"), []);
    assert_eq!(on(&replaced, "2025-07-01"), [(retired, Severity::Low)]);
    assert!(replaced.contradictions(day())[0].why.contains("A-2"));
    let late = build("2025-09-01", false, next.clone());
    assert_eq!(on(&late, "2026-01-01"), [(retired, Severity::High)]);
    let dead_end = build("2025-01-01", false, json!([]));
    assert_eq!(on(&dead_end, "2025-06-30"), [(missing, Severity::Low)]);
    assert_eq!(
        on(&dead_end, "2025-07-01"),
        [(retired, Severity::Medium), (missing, Severity::Medium)]
    );
    assert_eq!(on(&build("2025-01-01", true, json!([])), "2026-01-01"), []);
}

#[test]
fn stated_fees_are_added_up() {
    let priced = |code: &str, fee: &str| {
        exam(
            code,
            &json!({ "facts": [fact("FEE", json!(fee), "", "OFFICIAL", "2025")] }),
        )
    };
    let sums = |stated: &str, optional: bool| -> Vec<(ContradictionRule, Severity)> {
        let catalogue = catalogue(json!({
            "exam": [priced("A-1", "100 USD"), priced("A-2", "150 USD"), priced("A-3", "200 USD")],
            "role": role(&json!({
                "ordered": true, "fees": stated,
                "steps": [
                    { "any_of": ["alpha/A-1"] },
                    { "any_of": ["alpha/A-2", "alpha/A-3"], "optional": optional },
                ],
                "evidence": evidence("COMMUNITY", "2025"),
            })),
        }));
        let found = catalogue.contradictions(day());
        found
            .iter()
            .map(|found| (found.rule, found.severity))
            .collect()
    };
    assert_eq!(sums("250 USD", false), []);
    assert_eq!(sums("260..400 USD", false), []);
    assert_eq!(sums("500 EUR", false), []);
    assert_eq!(sums("100 USD", true), []);
    assert_eq!(
        sums("310 USD", false),
        [(ContradictionRule::FeeSum, Severity::Low)]
    );
    assert_eq!(
        sums("100 USD", false),
        [(ContradictionRule::FeeSum, Severity::Medium)]
    );
}

fn drawn_fact() -> impl Strategy<Value = Value> {
    let values: &[(&str, &[&str])] = &[
        (
            "FEE",
            &[
                "100 USD",
                "90..110 USD",
                "105..120 USD",
                "95 EUR",
                "99..101 EUR",
            ],
        ),
        (
            "DURATION",
            &["100 minutes", "90..120 minutes", "120 minutes"],
        ),
        (
            "VALIDITY",
            &["12 months", "1 years", "11..13 months", "3 years"],
        ),
        (
            "RETIRES_ON",
            &["2026-06-30", "2026", "../2026-07-01", "2027-01"],
        ),
        ("LEVEL", &["ASSOCIATE", "PROFESSIONAL"]),
    ];
    let name_and_value = prop::sample::select(values).prop_flat_map(|(name, values)| {
        (
            Just(name),
            prop::option::weighted(0.8, prop::sample::select(values)),
        )
    });
    let reason =
        prop::sample::select(&["UNKNOWN", "NOT_PUBLISHED", "NOT_APPLICABLE", "DISPUTED"][..]);
    let confidence = prop::sample::select(&["OFFICIAL", "REPUTABLE", "COMMUNITY", "ESTIMATE"][..]);
    let about = prop::option::weighted(0.2, Just("somewhere"));
    (name_and_value, reason, confidence, about, 2020_u16..2026).prop_map(
        |((name, value), reason, confidence, about, year)| {
            let value = value.map_or(Value::Null, |value| json!(value));
            let mut fact = fact(name, value, reason, confidence, &year.to_string());
            if let Some(about) = about {
                fact["about"] = json!(about);
            }
            fact
        },
    )
}

proptest! {
    /// A fact is disputed exactly if a contradiction names it, whatever the order of the facts.
    /// Each contradiction contains a contradicting pair, and its served claim is the served fact.
    #[test]
    fn disputed_facts_are_the_claims_of_contradictions(
        mut facts in prop::collection::vec(drawn_fact(), 0..9),
    ) {
        // Duplicate facts are not valid.
        let drawn = facts.clone();
        let mut index = 0;
        facts.retain(|fact| {
            index += 1;
            !drawn[..index - 1].contains(fact)
        });
        let catalogue = catalogue(json!({ "exam": [exam("A-1", &json!({ "facts": facts }))] }));
        let entry = catalogue.exam(ExamIndex::new(0));
        let facts = &entry.record.facts;
        let found = catalogue.contradictions_of(ExamIndex::new(0), "2020-01-01".parse().unwrap());
        let claimed = |index: usize| found.iter().any(|found| {
            found.claims.contains(&Claim::Fact { exam: ExamIndex::new(0), index })
        });
        for (index, fact) in facts.iter().enumerate() {
            prop_assert_eq!(entry.is_disputed(fact), claimed(index), "{:?}", fact);
        }
        let mut identities: Vec<_> = found.iter().map(|found| found.identity).collect();
        identities.sort_unstable();
        identities.dedup();
        prop_assert_eq!(identities.len(), found.len());
        for found in &found {
            let indexes: Vec<usize> = found.claims.iter().filter_map(|claim| match claim {
                Claim::Fact { index, .. } => Some(*index),
                _ => None,
            }).collect();
            for index in &indexes {
                let disagrees = indexes.iter().any(|other| crate::disagreement::disagree(&facts[*index], &facts[*other]));
                prop_assert!(disagrees, "{:?}", found);
            }
            let Some(Claim::Fact { index, .. }) = found.served else {
                return Err(TestCaseError::fail("nothing is served"));
            };
            // Prices in two currencies do not compete; a fact that denies a price denies both.
            let currency = indexes.iter().find_map(|index| super::fact::currency_of(&facts[*index]));
            let best = facts.iter().filter(|fact| {
                let own = super::fact::currency_of(fact);
                fact.topic() == facts[index].topic() && own.is_none_or(|own| Some(own) == currency)
            }).map(|fact| fact.evidence.confidence).min();
            prop_assert_eq!(best, Some(facts[index].evidence.confidence));
        }
    }

    /// A blueprint with all weights known is reported exactly if no split adds up to 100.
    #[test]
    fn infeasible_blueprints_are_exactly_those_listed(
        weights in prop::collection::vec((0_i64..700, 0_i64..400), 1..6),
    ) {
        let weights: Vec<String> = weights.into_iter().map(|(min, width)| {
            let (min, max) = (Tenths::from_tenths(min), Tenths::from_tenths((min + width).min(1_000)));
            WeightRange::new(min, max).unwrap().to_string()
        }).collect();
        let texts: Vec<&str> = weights.iter().map(String::as_str).collect();
        let value = outline("2025", "OFFICIAL", "OFFICIAL", &texts);
        let record: Blueprint = serde_json::from_value(value.clone()).unwrap();
        let found = found_in_outlines(&[value]);
        prop_assert_eq!(found.len(), usize::from(!record.weight_check().unwrap().feasible));
    }
}
