use chrono::{DateTime, Days};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::json;

use super::*;
use crate::testing::{ExamSketch, Sketch, any_sketch, first_day};
use catalogue::{
    AudienceRule, Confidence, Experience, Level, PrerequisiteKind, Revision, VendorIndex,
};

/// A short form of a rule about an exam. Exams are given by their index in the sketch.
#[derive(Debug, Clone)]
struct RuleSketch {
    key: String,
    exam: usize,
    decision: Decision,
    take: Vec<Vec<usize>>,
    holds_any: Vec<usize>,
    only_vendors: Vec<&'static str>,
    ships_code: Option<bool>,
    experience: Vec<Experience>,
    is_builder: bool,
    confidence: Confidence,
}

impl RuleSketch {
    fn new(key: &str, exam: usize, decision: Decision) -> Self {
        Self {
            key: key.to_owned(),
            exam,
            decision,
            take: vec![],
            holds_any: vec![],
            only_vendors: vec![],
            ships_code: None,
            experience: vec![],
            is_builder: false,
            confidence: Confidence::Community,
        }
    }

    fn taking(mut self, groups: &[&[usize]]) -> Self {
        self.take = groups.iter().map(|group| group.to_vec()).collect();
        self
    }

    fn record(&self, sketch: &Sketch) -> AudienceRule {
        let key = |index: &usize| format!("{}/E-{index}", sketch.exams[*index].vendor);
        let keys = |indexes: &[usize]| indexes.iter().map(key).collect::<Vec<_>>();
        let mut evidence =
            json!({"sources": ["role"], "as_of": "2026", "confidence": self.confidence});
        if self.confidence == Confidence::Estimate {
            evidence["note"] = json!("drawn for a test");
        }
        let mut when = json!({
            "holds_any": keys(&self.holds_any),
            "only_vendors": self.only_vendors,
            "experience": self.experience,
            "roles": if self.is_builder { vec!["builder"] } else { vec![] },
        });
        if let Some(ships_code) = self.ships_code {
            when["ships_code"] = json!(ships_code);
        }
        serde_json::from_value(json!({
            "key": self.key,
            "exam": key(&self.exam),
            "audience": format!("people of {}", self.key),
            "decision": self.decision,
            "when": when,
            "take": self.take.iter().map(|group| keys(group)).collect::<Vec<_>>(),
            "evidence": evidence,
        }))
        .unwrap()
    }
}

fn build(sketch: &Sketch, rules: &[RuleSketch]) -> Catalogue {
    let mut content = sketch.build().content();
    content.audience_rules = rules
        .iter()
        .map(|rule| rule.record(sketch).into())
        .collect();
    Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
}

/// Exam 0 of `alpha` is the subject; 1 is a fundamentals exam of `alpha`, 2 and 3 are of `beta`; 4
/// succeeds 0.
fn sketch() -> Sketch {
    let beta = || ExamSketch {
        vendor: "beta",
        ..ExamSketch::default()
    };
    Sketch::of(vec![
        ExamSketch {
            successors: vec![4],
            retires: Some(100),
            ..ExamSketch::default()
        },
        ExamSketch {
            level: Some(Level::Fundamentals),
            ..ExamSketch::default()
        },
        beta(),
        beta(),
        ExamSketch::default(),
    ])
}

fn ask(rules: &[RuleSketch], exam: usize, profile: impl Fn(&Catalogue) -> Profile) -> Expected {
    ask_on(&sketch(), rules, exam, profile, first_day())
}

/// A verdict with codes instead of indexes.
#[derive(Debug)]
struct Expected {
    verdict: Verdict,
    alternatives: Vec<String>,
    deciding: Vec<(RuleKind, String)>,
}

fn ask_on(
    sketch: &Sketch,
    rules: &[RuleSketch],
    exam: usize,
    profile: impl Fn(&Catalogue) -> Profile,
    day: Day,
) -> Expected {
    let catalogue = build(sketch, rules);
    let verdict = verdict(
        &catalogue,
        sketch.exam(&catalogue, exam),
        &profile(&catalogue),
        day,
    );
    let code = |exam: &ExamIndex| catalogue.exam(*exam).record.code.to_string();
    let key = |rule: &FiredRule| {
        let index = rule.audience_rule;
        index.map_or_else(String::new, |index| {
            catalogue.audience_rule(index).record.key.to_string()
        })
    };
    let deciding = verdict.rules.iter().filter(|rule| rule.decides);
    Expected {
        alternatives: verdict.alternatives.iter().map(code).collect(),
        deciding: deciding.map(|rule| (rule.kind, key(rule))).collect(),
        verdict,
    }
}

fn nobody(_: &Catalogue) -> Profile {
    Profile::default()
}

fn holding(indexes: &'static [usize]) -> impl Fn(&Catalogue) -> Profile {
    move |catalogue| Profile {
        held: indexes
            .iter()
            .map(|index| sketch().exam(catalogue, *index))
            .collect(),
        ..Profile::default()
    }
}

fn working_with(vendor: &'static str) -> impl Fn(&Catalogue) -> Profile {
    move |catalogue| Profile {
        vendors: vec![vendor_of(catalogue, vendor)],
        ships_code: Some(true),
        ..Profile::default()
    }
}

fn vendor_of(catalogue: &Catalogue, slug: &str) -> VendorIndex {
    catalogue.vendor_by_slug(&slug.parse().unwrap()).unwrap()
}

#[test]
fn without_a_source_the_verdict_says_that_nobody_judges() {
    let result = ask(&[], 0, nobody);
    assert_eq!(result.verdict.decision, Decision::NoEvidence);
    assert!(!result.verdict.judged && result.verdict.take.is_empty());
    assert!(
        result
            .verdict
            .summary
            .starts_with("Nobody has judged E-0 yet.")
    );
    assert_eq!(result.deciding, [(RuleKind::NothingAgainst, String::new())]);
}

#[test]
fn a_rule_without_a_condition_that_a_profile_tells_never_fires() {
    let rule = RuleSketch::new("badge", 0, Decision::Skip);
    let result = ask(&[rule], 0, nobody);
    assert_eq!(result.verdict.decision, Decision::NoEvidence);
    assert!(!result.verdict.judged);
    assert_eq!(result.verdict.unchecked.len(), 1);
}

#[test]
fn more_conditions_outrank_fewer() {
    let general = RuleSketch {
        ships_code: Some(true),
        ..RuleSketch::new("general", 0, Decision::Skip)
    };
    let special = RuleSketch {
        ships_code: Some(true),
        holds_any: vec![1],
        ..RuleSketch::new("special", 0, Decision::Take)
    };
    let result = ask(&[general, special], 0, |catalogue| Profile {
        ships_code: Some(true),
        ..holding(&[1])(catalogue)
    });
    assert_eq!(result.verdict.decision, Decision::Take);
    assert_eq!(
        result.deciding,
        [(RuleKind::Audience, "special".to_owned())]
    );
    assert_eq!(result.verdict.rules.len(), 2);
}

#[test]
fn then_the_better_source_wins_and_then_the_more_cautious_advice() {
    let rule = |key, decision, confidence| RuleSketch {
        ships_code: Some(true),
        confidence,
        ..RuleSketch::new(key, 0, decision)
    };
    let coder = |_: &Catalogue| Profile {
        ships_code: Some(true),
        ..Profile::default()
    };
    let skip = rule("a-skip", Decision::Skip, Confidence::Community);
    let take = rule("b-take", Decision::Take, Confidence::Community);
    let result = ask(&[take.clone(), skip.clone()], 0, coder);
    assert_eq!(result.verdict.decision, Decision::Skip);
    let official = RuleSketch {
        confidence: Confidence::Official,
        ..take
    };
    let result = ask(&[official, skip], 0, coder);
    assert_eq!(result.verdict.decision, Decision::Take);
}

#[test]
fn advice_that_lies_with_other_vendors_is_set_aside() {
    let here = RuleSketch {
        only_vendors: vec!["beta"],
        ..RuleSketch::new("z-here", 0, Decision::TakeInstead).taking(&[&[2], &[3]])
    };
    let elsewhere = RuleSketch {
        ships_code: Some(true),
        ..RuleSketch::new("a-elsewhere", 0, Decision::TakeInstead).taking(&[&[1]])
    };
    let result = ask(&[here, elsewhere], 0, working_with("beta"));
    assert_eq!(result.verdict.decision, Decision::TakeInstead);
    assert_eq!(result.alternatives, ["E-2", "E-3"]);
    assert_eq!(result.deciding, [(RuleKind::Audience, "z-here".to_owned())]);
}

#[test]
fn an_exam_of_another_vendor_without_counterpart_is_skipped_whoever_advises_it() {
    let rule = RuleSketch {
        ships_code: Some(true),
        ..RuleSketch::new("coder", 0, Decision::Take)
    };
    let result = ask(&[rule], 0, working_with("beta"));
    assert_eq!(result.verdict.decision, Decision::Skip);
    assert_eq!(result.deciding, [(RuleKind::OtherVendor, String::new())]);
    assert_eq!(result.alternatives, Vec::<String>::new());
}

#[test]
fn what_is_held_is_not_taken_again() {
    let result = ask(&[], 0, holding(&[0]));
    assert_eq!(result.verdict.decision, Decision::Skip);
    assert_eq!(result.deciding, [(RuleKind::AlreadyHeld, String::new())]);
    let result = ask(&[], 0, holding(&[4]));
    assert_eq!(result.deciding, [(RuleKind::AlreadyHeld, String::new())]);
    assert!(result.verdict.summary.contains("E-4, which follows E-0"));
}

fn newcomer_rule() -> RuleSketch {
    RuleSketch {
        experience: vec![Experience::NewToCloud],
        ..RuleSketch::new("new", 0, Decision::TakeLater).taking(&[&[1], &[0]])
    }
}

fn newcomer(_: &Catalogue) -> Profile {
    Profile {
        experience: Some(Experience::NewToCloud),
        ..Profile::default()
    }
}

#[test]
fn later_means_after_what_is_named_first() {
    let result = ask(&[newcomer_rule()], 0, newcomer);
    assert_eq!(result.verdict.decision, Decision::TakeLater);
    assert_eq!(result.alternatives, ["E-1"]);
    assert_eq!(result.verdict.take.len(), 2);
}

#[test]
fn later_is_now_when_what_comes_first_is_held_or_outranked() {
    for held in [&[1][..], &[4]] {
        // Exam 4 succeeds exam 0, so the query is about exam 3, which has no predecessor.
        let rule = RuleSketch {
            exam: 3,
            take: vec![vec![1], vec![3]],
            ..newcomer_rule()
        };
        let result = ask(&[rule], 3, |catalogue| Profile {
            held: held
                .iter()
                .map(|index| sketch().exam(catalogue, *index))
                .collect(),
            ..newcomer(catalogue)
        });
        assert_eq!(result.verdict.decision, Decision::Take, "{held:?}");
        assert_eq!(result.alternatives, Vec::<String>::new());
    }
}

#[test]
fn nothing_is_left_when_what_to_take_instead_is_held() {
    let rule = RuleSketch {
        ships_code: Some(false),
        ..RuleSketch::new("reader", 0, Decision::TakeInstead).taking(&[&[1]])
    };
    let result = ask(&[rule], 0, |catalogue| Profile {
        ships_code: Some(false),
        ..holding(&[1])(catalogue)
    });
    assert_eq!(result.verdict.decision, Decision::Skip);
    assert!(result.verdict.take.is_empty());
}

#[test]
fn a_retired_exam_gives_way_to_the_one_that_follows_with_what_comes_first() {
    let late = first_day() + Days::new(101);
    let result = ask_on(&sketch(), &[newcomer_rule()], 0, newcomer, late);
    assert_eq!(result.verdict.decision, Decision::TakeInstead);
    assert_eq!(result.alternatives, ["E-1", "E-4"]);
    assert_eq!(result.verdict.replacements.len(), 1);
    let kinds: Vec<RuleKind> = result.deciding.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [RuleKind::Retired, RuleKind::Audience]);
}

#[test]
fn rules_on_an_earlier_exam_hold_for_the_one_that_follows_until_a_source_judges_it() {
    let inherited = RuleSketch {
        ships_code: Some(false),
        ..RuleSketch::new("old", 0, Decision::TakeInstead).taking(&[&[1]])
    };
    let reader = |_: &Catalogue| Profile {
        ships_code: Some(false),
        ..Profile::default()
    };
    let result = ask(std::slice::from_ref(&inherited), 4, reader);
    assert_eq!(result.verdict.decision, Decision::TakeInstead);
    assert_eq!(result.alternatives, ["E-1"]);
    assert!(result.verdict.rules[0].predecessor.is_some());
    let own = RuleSketch {
        ships_code: Some(false),
        ..RuleSketch::new("own", 4, Decision::Take)
    };
    let result = ask(&[inherited, own], 4, reader);
    assert_eq!(result.verdict.decision, Decision::Take);
    assert_eq!(result.verdict.rules.len(), 1);
}

#[test]
fn what_the_vendor_demands_comes_before_whatever_a_source_advises() {
    let sketch = Sketch::of(vec![
        ExamSketch::default().requiring(&[1]),
        ExamSketch::default(),
    ]);
    let result = ask_on(&sketch, &[], 0, nobody, first_day());
    assert_eq!(result.verdict.decision, Decision::TakeLater);
    assert_eq!(result.alternatives, ["E-1"]);
    assert_eq!(result.deciding, [(RuleKind::RequiredFirst, String::new())]);
}

#[test]
fn an_exam_below_a_held_one_that_builds_on_it_is_skipped() {
    let sketch = Sketch::of(vec![
        ExamSketch {
            level: Some(Level::Fundamentals),
            ..ExamSketch::default()
        },
        ExamSketch::default().advising(&[0], &[]),
    ]);
    let result = ask_on(
        &sketch,
        &[],
        0,
        |catalogue| Profile {
            held: [sketch.exam(catalogue, 1)].into(),
            ..Profile::default()
        },
        first_day(),
    );
    assert_eq!(result.verdict.decision, Decision::Skip);
    assert_eq!(result.deciding, [(RuleKind::BelowHeld, String::new())]);
}

#[test]
fn an_exam_that_opens_later_is_taken_later() {
    let sketch = Sketch::of(vec![ExamSketch {
        opens: Some(30),
        ..ExamSketch::default()
    }]);
    let result = ask_on(&sketch, &[], 0, nobody, first_day());
    assert_eq!(result.verdict.decision, Decision::TakeLater);
    assert_eq!(result.deciding, [(RuleKind::NotOpen, String::new())]);
    assert_eq!(result.alternatives, Vec::<String>::new());
}

#[test]
fn what_a_source_advises_gives_way_once_no_study_ends_in_time() {
    let mut sketch = sketch();
    sketch.exams[0].hours = Some((60, 100));
    let take = RuleSketch {
        ships_code: Some(true),
        ..RuleSketch::new("builders", 0, Decision::Take)
    };
    let coder = |_: &Catalogue| Profile {
        ships_code: Some(true),
        ..Profile::default()
    };
    // The exam ends on day 100; 60 hours take two weeks of 40 hours.
    let on = |day| {
        ask_on(
            &sketch,
            std::slice::from_ref(&take),
            0,
            coder,
            first_day() + Days::new(day),
        )
    };
    assert_eq!(on(85).verdict.decision, Decision::Take);
    let result = on(97);
    assert_eq!(result.verdict.decision, Decision::TakeInstead);
    assert_eq!(result.alternatives, ["E-4"]);
    assert_eq!(result.deciding, [(RuleKind::Ending, String::new())]);
}

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
    /// Invariant 1 for every exam and several days, and the guarantees of each decision.
    #[test]
    fn every_verdict_keeps_what_it_promises(asked in any_request()) {
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
        let within = |exam: ExamIndex| {
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
                prop_assert!(within(*alternative));
                prop_assert!(*alternative != exam);
                prop_assert!(seen.insert(*alternative));
            }
            for advised in result.take.iter().flatten() {
                for bookable in &advised.bookable {
                    prop_assert!(catalogue.exam(*bookable).is_bookable(day));
                    prop_assert!(!profile.held.contains(bookable) && within(*bookable));
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
                    prop_assert!(!profile.held.contains(&exam) && within(exam));
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
                Decision::TakeLater => prop_assert!(within(exam) && !profile.held.contains(&exam)),
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
