mod properties;

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
            evidence["note"] = json!("generated for a test");
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

fn ask(rules: &[RuleSketch], exam: usize, profile: impl Fn(&Catalogue) -> Profile) -> Answer {
    ask_on(&sketch(), rules, exam, profile, first_day())
}

/// A verdict with codes instead of indexes.
#[derive(Debug)]
struct Answer {
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
) -> Answer {
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
    Answer {
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
fn no_evidence_without_a_source() {
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
fn a_rule_without_a_checkable_condition_never_fires() {
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
fn advice_for_other_vendors_is_ignored() {
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
fn an_exam_of_another_vendor_without_counterpart_is_skipped() {
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
fn a_held_exam_is_not_taken_again() {
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
fn take_later_names_its_prerequisites() {
    let result = ask(&[newcomer_rule()], 0, newcomer);
    assert_eq!(result.verdict.decision, Decision::TakeLater);
    assert_eq!(result.alternatives, ["E-1"]);
    assert_eq!(result.verdict.take.len(), 2);
}

#[test]
fn take_later_becomes_take_once_prerequisites_are_held() {
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
fn an_alternative_that_is_held_leaves_nothing_to_take() {
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
fn a_retired_exam_is_replaced_by_its_successor_and_prerequisites() {
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
fn enforced_prerequisites_precede_advised_exams() {
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
fn advice_is_overridden_when_no_study_ends_in_time() {
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
