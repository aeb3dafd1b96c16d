//! Laws of contradictions over random content.

use super::*;

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
            let currency = indexes.iter().find_map(|index| crate::contradiction::fact::currency_of(&facts[*index]));
            let best = facts.iter().filter(|fact| {
                let own = crate::contradiction::fact::currency_of(fact);
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
        let value = blueprint("2025", "OFFICIAL", "OFFICIAL", &texts);
        let record: Blueprint = serde_json::from_value(value.clone()).unwrap();
        let found = found_in_blueprints(&[value]);
        prop_assert_eq!(found.len(), usize::from(!record.weight_check().unwrap().feasible));
    }
}
