//! Contradictions between blueprints.

use super::*;

#[test]
fn impossible_weights_are_found() {
    use ContradictionRule::{InfeasibleWeights, WeightSum};

    let of = |weights: &[&str]| {
        let found = found_in_blueprints(&[blueprint("2025", "OFFICIAL", "OFFICIAL", weights)]);
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
fn a_claimed_blueprint_is_compared_with_the_one_in_force_then() {
    use ContradictionRule::{FlattenedWeights, WeightDisagreement};

    let earlier = blueprint("2020", "OFFICIAL", "OFFICIAL", &["40..50", "50..60"]);
    let later = blueprint("2024", "OFFICIAL", "OFFICIAL", &["20..30", "70..80"]);
    let claims = |version: &str, weights: &[&str]| {
        let claim = blueprint(version, "CLAIMED", "COMMUNITY", weights);
        let found = found_in_blueprints(&[earlier.clone(), later.clone(), claim]);
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
            "A-1: \"A blog\" gives other weights than the blueprint 2020: Domain 0 20..30, not 40..50; \
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
fn other_domains_are_distinguished_from_other_wordings() {
    let official = blueprint("2024", "OFFICIAL", "OFFICIAL", &["40", "60"]);
    let mut reworded = blueprint("2025", "CLAIMED", "COMMUNITY", &["40", "60"]);
    reworded["domain"][1]["title"] = json!("Another title");
    let found = found_in_blueprints(&[official.clone(), reworded.clone()]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].0, found[0].1),
        (ContradictionRule::OutlineDisagreement, Severity::Low)
    );
    let mut rekeyed = blueprint("2025", "CLAIMED", "COMMUNITY", &["40", "60"]);
    rekeyed["domain"][1]["key"] = json!("domain-1");
    assert_eq!(
        found_in_blueprints(&[official.clone(), rekeyed.clone()]),
        []
    );
    rekeyed["domain"][1]["title"] = json!("Another title");
    let found = found_in_blueprints(&[official, rekeyed]);
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
        blueprint("2024", "OFFICIAL", "OFFICIAL", &["40..50", "50..60"])
    ] }),
    );
    let single = |confidence| {
        exam(
            "A-2",
            &json!({ "blueprint": [
        blueprint("2024", "OFFICIAL", confidence, &["40", "60"])
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
