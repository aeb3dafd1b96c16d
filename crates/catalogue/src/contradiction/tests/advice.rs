//! Contradictions of advice and stated sums.

use super::*;

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
