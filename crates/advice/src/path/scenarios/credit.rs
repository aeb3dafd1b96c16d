//! Study hours that earlier steps save, and equivalents.

use super::*;

/// An exam whose blueprint has one equally weighted domain for each word.
fn about(words: &[&'static str]) -> ExamSketch {
    let share = u8::try_from(100 / words.len()).unwrap();
    ExamSketch {
        blueprint: words.iter().map(|word| (vec![*word], share)).collect(),
        ..exam()
    }
}

#[test]
fn hours_shrink_by_what_earlier_steps_and_held_exams_cover() {
    let sketch = Sketch::of(vec![
        about(&["vision", "networks"]).requiring(&[1]),
        about(&["vision", "storage"]),
        about(&["networks", "queues"]),
    ]);
    let hours = |case: &Case| {
        let outcome = case.to_exam(0);
        let path = &paths(&outcome)[0];
        let step = path.steps.last().unwrap().clone();
        assert_eq!(
            step.hours_before_credit.unwrap().to_string(),
            "20..40 hours"
        );
        (step, path.totals.study_hours.unwrap().to_string())
    };
    let alone = Case::of(sketch.clone());
    let (step, total) = hours(&alone);
    assert_eq!(step.hours.unwrap().to_string(), "10..20 hours");
    assert!((step.covered_share.unwrap() - 0.5).abs() < 1e-3);
    assert_eq!(step.covered_by, [alone.sketch.exam(&alone.catalogue, 1)]);
    assert_eq!(total, "30..60 hours");
    // With the other half held nothing is left to cover, but a quarter always remains.
    let (step, _) = hours(&Case::of(sketch).holding(&[2]));
    assert_eq!(step.hours.unwrap().to_string(), "5..10 hours");
    assert_eq!(step.covered_by.len(), 2);
}

#[test]
fn without_a_blueprint_no_hours_are_credited() {
    let case = Case::of(Sketch::of(vec![exam().requiring(&[1]), about(&["vision"])]));
    let outcome = case.to_exam(0);
    let step = &paths(&outcome)[0].steps[1];
    assert_eq!(
        (step.covered_share, step.hours),
        (None, step.hours_before_credit)
    );
}

#[test]
fn where_the_day_is_not_known_an_exam_may_open_later_but_not_have_ended() {
    let unknown = |opens, retires| ExamSketch {
        hours: None,
        opens,
        retires,
        ..exam()
    };
    let feasible = |exams: Vec<ExamSketch>| {
        let outcome = Case::of(Sketch::of(exams)).to_exam(0);
        matches!(outcome, PathOutcome::Recommended { .. })
    };
    // Study of unknown length is allowed thirteen weeks.
    assert!(feasible(vec![unknown(None, Some(91))]));
    assert!(!feasible(vec![unknown(None, Some(90))]));
    assert!(feasible(vec![unknown(Some(90), None)]));
    assert!(!feasible(vec![unknown(None, Some(-1))]));
    // Study time is known, and the exam is not open on its day.
    let late = ExamSketch {
        opens: Some(90),
        ..exam()
    };
    assert!(!feasible(vec![late]));
    // After a step of unknown length the day is unknown too.
    let ending = |day| ExamSketch {
        retires: Some(day),
        ..exam().requiring(&[1])
    };
    assert!(feasible(vec![ending(40), unknown(None, None)]));
    assert!(!feasible(vec![ending(20), unknown(None, None)]));
    // The first exam opens too late for the second one, however short its study is.
    assert!(!feasible(vec![ending(40), unknown(Some(30), None)]));
}

#[test]
fn an_equivalent_satisfies_advice_but_never_what_a_vendor_enforces() {
    let foreign = || ExamSketch {
        vendor: "beta",
        ..exam()
    };
    let advised = Sketch::of(vec![exam().advising(&[1], &[]), exam(), foreign()]);
    let plain = Case::of(advised.clone()).experienced(NEW).holding(&[2]);
    assert_eq!(plain.all(&plain.to_exam(0)), [[1, 0]]);
    for (distance, path) in [(0, vec![0]), (1, vec![0]), (-1, vec![1, 0])] {
        let case = Case::of(advised.clone().equating(1, 2, distance));
        let case = case.experienced(NEW).holding(&[2]);
        assert_eq!(case.all(&case.to_exam(0)), [path]);
    }
    let required = Sketch::of(vec![exam().requiring(&[1]), exam(), foreign()]);
    let case = Case::of(required.equating(1, 2, 0)).holding(&[2]);
    assert_eq!(case.all(&case.to_exam(0)), [[1, 0]]);
}

#[test]
fn an_equivalent_replaces_a_step_of_a_sequence_but_not_its_target() {
    let foreign = ExamSketch {
        vendor: "beta",
        ..exam()
    };
    let sketch = Sketch::of(vec![exam(), exam(), foreign])
        .recommending(RecommendationSketch::sequence(&[&[1], &[0]]));
    let step = Case::of(sketch.clone().equating(1, 2, 0)).holding(&[2]);
    assert_eq!(step.all(&step.to_role()), [[0]]);
    let target = Case::of(sketch.equating(0, 2, 0)).holding(&[2]);
    assert_eq!(target.all(&target.to_role()), [[1, 0]]);
}
