//! Why an exam is not in a path.

use super::*;

/// The rule, text, path and substitute of each reason.
type Reasons = Vec<(WhyNotRule, String, Option<usize>)>;

impl Case {
    fn why_not(&self, goal: PathGoal, exam: usize) -> Reasons {
        let outcome = match goal {
            PathGoal::Role(_) => self.to_role(),
            PathGoal::Exam(exam) => {
                let (profile, constraints) = (&self.profile, &self.constraints);
                path_to_exam(
                    &self.catalogue,
                    exam,
                    profile,
                    constraints,
                    first_day(),
                    1,
                    &NeverCancelled,
                )
            }
        };
        let exam = self.sketch.exam(&self.catalogue, exam);
        let answer = why_not(
            &self.catalogue,
            goal,
            &self.profile,
            &self.constraints,
            first_day(),
            &outcome,
            exam,
            &NeverCancelled,
        );
        assert_eq!(answer.exam, exam);
        let reasons = answer.reasons.into_iter();
        reasons
            .map(|reason| (reason.rule, reason.text, reason.path))
            .collect()
    }

    fn why_not_to_exam(&self, goal: usize, exam: usize) -> Reasons {
        let goal = self.sketch.exam(&self.catalogue, goal);
        self.why_not(PathGoal::Exam(goal), exam)
    }

    fn why_not_to_role(&self, exam: usize) -> Reasons {
        self.why_not(PathGoal::Role(role(&self.catalogue)), exam)
    }
}

fn one(rule: WhyNotRule, text: &str, path: Option<usize>) -> Reasons {
    vec![(rule, text.to_owned(), path)]
}

#[test]
fn why_an_exam_is_ruled_out_by_itself() {
    let old = ExamSketch {
        retires: Some(-10),
        successors: vec![0],
        ..exam()
    };
    let foreign = ExamSketch {
        vendor: "beta",
        ..exam()
    };
    let sketch = Sketch::of(vec![exam(), old, foreign, exam()])
        .recommending(RecommendationSketch::sequence(&[&[0]]));
    let mut case = Case::of(sketch).holding(&[3]);
    case.profile.vendors = vec![
        case.catalogue
            .vendor_by_slug(&"alpha".parse().unwrap())
            .unwrap(),
    ];
    let why_not = |exam| case.why_not_to_role(exam);
    assert_eq!(
        why_not(0),
        one(
            WhyNotRule::InPath,
            "E-0 is step 1 of path 1 (Most recommended).",
            Some(1)
        )
    );
    assert_eq!(
        why_not(1),
        one(
            WhyNotRule::NotBookable,
            "E-1 retired on 2025-12-22; E-0 takes its place in path 1.",
            Some(1),
        )
    );
    assert_eq!(
        why_not(2),
        one(
            WhyNotRule::OtherVendor,
            "E-2 is an exam of Beta, which profile.vendors does not name.",
            None,
        )
    );
    assert_eq!(
        why_not(3),
        one(WhyNotRule::AlreadyHeld, "E-3 is held already.", None)
    );
    let mut excluding = Case::of(case.sketch.clone());
    excluding.constraints.exclude = excluding.exams(&[2]);
    assert_eq!(
        excluding.why_not_to_role(2),
        one(WhyNotRule::Excluded, "constraints.exclude names E-2.", None)
    );
}

#[test]
fn why_an_exam_is_worse_than_another_or_over_a_limit() {
    let expensive = ExamSketch {
        fee: Some(300),
        hours: Some((40, 80)),
        ..exam()
    };
    let sketch = Sketch::of(vec![exam().requiring(&[1, 2]), exam(), expensive]);
    let mut case = Case::of(sketch);
    assert_eq!(
        case.why_not_to_exam(0, 2),
        one(
            WhyNotRule::Dominated,
            "The best path with E-2 is E-2, then E-0. It costs 200.00 USD more and takes 40 study \
             hours and 4 weeks more than path 1 (Cheapest).",
            Some(1),
        )
    );
    case.constraints.max_fees = Some(usd(350));
    assert_eq!(
        case.why_not_to_exam(0, 2),
        one(
            WhyNotRule::OverBudget,
            "The cheapest path with E-2 costs 400.00 USD, more than the budget of 350.00 USD.",
            None,
        )
    );
    case.constraints.max_fees = None;
    case.constraints.deadline = Some(day("2026-03-01"));
    assert_eq!(
        case.why_not_to_exam(0, 2),
        one(
            WhyNotRule::PastDeadline,
            "The fastest path with E-2 ends on 2026-03-26, after the deadline 2026-03-01.",
            None,
        )
    );
}

#[test]
fn why_an_exam_is_required_by_nothing() {
    let basic = ExamSketch {
        level: Some(Level::Fundamentals),
        ..exam()
    };
    let sketch = Sketch::of(vec![exam().advising(&[1], &[]), exam(), basic, exam()])
        .recommending(RecommendationSketch::list(&[&[2], &[0]]));
    let case = Case::of(sketch).experienced(PRACTITIONER);
    assert_eq!(
        case.why_not_to_role(1),
        one(
            WhyNotRule::AdvisedForOthers,
            "E-1 is advised before E-0, but not for this experience (or \
             constraints.includeRecommended leaves advice out).",
            None,
        )
    );
    assert_eq!(case.why_not_to_role(2)[0].0, WhyNotRule::OptionalForRole);
    assert_eq!(
        case.why_not_to_role(3),
        one(
            WhyNotRule::NotRecommended,
            "No source recommends E-3 for the role Builder, and no step of a path requires it.",
            None,
        )
    );
    let shown_later = Case::of(Sketch::of(vec![
        exam().requiring(&[1, 2]),
        ExamSketch {
            fee: Some(300),
            hours: Some((1, 1)),
            ..exam()
        },
        exam(),
    ]));
    assert_eq!(shown_later.why_not_to_exam(0, 1)[0].0, WhyNotRule::NotShown);
}
