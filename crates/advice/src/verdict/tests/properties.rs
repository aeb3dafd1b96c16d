//! Laws of verdicts over random catalogues.

use super::*;

const MAX_EXAMS: usize = 7;

fn any_rule(index: usize, exams: usize) -> impl Strategy<Value = RuleSketch> {
    let decisions = [
        Decision::Take,
        Decision::TakeLater,
        Decision::TakeInstead,
        Decision::Skip,
    ];
    let groups = vec(
        proptest::sample::subsequence((0..exams).collect::<Vec<_>>(), 1..=exams.min(2)),
        0..3,
    );
    let conditions = (
        proptest::sample::subsequence((0..exams).collect::<Vec<_>>(), 0..=exams.min(2)),
        proptest::sample::subsequence(vec!["alpha", "beta"], 0..=2),
        option::of(any::<bool>()),
        proptest::sample::subsequence(Experience::ALL.to_vec(), 0..=1),
        prop::bool::weighted(0.2),
    );
    (
        0..exams,
        select(decisions.to_vec()),
        groups,
        conditions,
        select(&Confidence::ALL[..]),
    )
        .prop_map(
            move |(exam, decision, take, conditions, confidence)| RuleSketch {
                key: format!("rule-{index}"),
                exam,
                decision,
                take,
                holds_any: conditions.0,
                only_vendors: conditions.1,
                ships_code: conditions.2,
                experience: conditions.3,
                is_builder: conditions.4,
                confidence,
            },
        )
}

#[derive(Debug, Clone)]
struct Request {
    sketch: Sketch,
    rules: Vec<RuleSketch>,
    held: Vec<usize>,
    vendors: Vec<&'static str>,
    ships_code: Option<bool>,
    experience: Option<Experience>,
    is_builder: bool,
}

fn any_request() -> impl Strategy<Value = Request> {
    any_sketch(MAX_EXAMS).prop_flat_map(|sketch| {
        let exams = sketch.exams.len();
        let rules: Vec<_> = (0..4).map(|index| any_rule(index, exams)).collect();
        (
            Just(sketch),
            rules,
            vec(0..exams, 0..3),
            proptest::sample::subsequence(vec!["alpha", "beta"], 0..=2),
            option::of(any::<bool>()),
            option::of(select(&Experience::ALL[..])),
            any::<bool>(),
        )
            .prop_map(
                |(sketch, rules, held, vendors, ships_code, experience, is_builder)| Request {
                    sketch,
                    rules,
                    held,
                    vendors,
                    ships_code,
                    experience,
                    is_builder,
                },
            )
    })
}

proptest! {
    /// No verdict advises an exam that cannot be booked, for every exam and several days, and the guarantees of each decision.
    #[test]
    fn every_verdict_satisfies_its_contract(asked in any_request()) {
        let catalogue = build(&asked.sketch, &asked.rules);
        let present = |slug: &&str| catalogue.vendor_by_slug(&slug.parse().unwrap());
        let profile = Profile {
            held: asked.held.iter().map(|index| asked.sketch.exam(&catalogue, *index)).collect(),
            experience: asked.experience,
            ships_code: asked.ships_code,
            vendors: asked.vendors.iter().filter_map(present).collect(),
            audience: asked.is_builder.then(|| "builder".to_owned()),
            ..Profile::default()
        };
        let is_own_vendor = |exam: ExamIndex| {
            profile.vendors.is_empty() || profile.vendors.contains(&catalogue.exam(exam).vendor)
        };
        for (offset, exam) in [0_u64, 40, 150, 400].into_iter().flat_map(|offset| {
            catalogue.exams().map(move |exam| (offset, exam))
        }) {
            let day = first_day() + Days::new(offset);
            let result = verdict(&catalogue, exam, &profile, day);
            let again = verdict(&catalogue, exam, &profile, day);
            prop_assert_eq!(&result, &again);

            let mut seen = std::collections::BTreeSet::new();
            for alternative in &result.alternatives {
                prop_assert!(catalogue.exam(*alternative).is_bookable(day));
                prop_assert!(!profile.held.contains(alternative));
                prop_assert!(is_own_vendor(*alternative));
                prop_assert!(*alternative != exam);
                prop_assert!(seen.insert(*alternative));
            }
            for advised in result.take.iter().flatten() {
                for bookable in &advised.bookable {
                    prop_assert!(catalogue.exam(*bookable).is_bookable(day));
                    prop_assert!(!profile.held.contains(bookable) && is_own_vendor(*bookable));
                }
                let gone = !catalogue.exam(advised.named).is_bookable(day);
                let explained = result.replacements.iter().any(|item| item.exam == advised.named);
                prop_assert_eq!(gone, explained);
            }
            prop_assert!(result.rules.iter().any(|rule| rule.decides));
            let entry = catalogue.exam(exam);
            match result.decision {
                Decision::Take => {
                    prop_assert!(entry.is_bookable(day));
                    prop_assert!(!profile.held.contains(&exam) && is_own_vendor(exam));
                    let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
                    for (group, exams) in groups {
                        let met = exams.iter().any(|other| profile.held.contains(other));
                        prop_assert!(group.kind == PrerequisiteKind::Recommended || met);
                    }
                    prop_assert!(result.alternatives.is_empty());
                }
                Decision::Skip => {
                    prop_assert!(result.take.is_empty() && result.alternatives.is_empty());
                }
                Decision::NoEvidence => {
                    prop_assert!(!result.judged && entry.is_bookable(day));
                    prop_assert!(result.take.is_empty() && result.alternatives.is_empty());
                }
                Decision::TakeLater => prop_assert!(is_own_vendor(exam) && !profile.held.contains(&exam)),
                Decision::TakeInstead => {}
            }
            for rule in &result.rules {
                if rule.kind == RuleKind::Audience {
                    prop_assert!(!rule.matched.is_empty());
                }
            }
        }
    }
}
