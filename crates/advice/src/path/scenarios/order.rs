//! Which paths are offered, in which order and on which days.

use super::*;

#[test]
fn the_cheapest_and_the_fastest_alternative_are_both_shown() {
    let (expensive, slow) = (
        ExamSketch {
            fee: Some(300),
            hours: Some((10, 10)),
            ..exam()
        },
        ExamSketch {
            fee: Some(50),
            hours: Some((90, 90)),
            ..exam()
        },
    );
    let case = Case::of(Sketch::of(vec![exam().requiring(&[1, 2]), expensive, slow]));
    let outcome = case.to_exam(0);
    assert_eq!(case.all(&outcome), [[2, 0], [1, 0]]);
    let paths = paths(&outcome);
    assert_eq!(
        (paths[0].label.as_str(), paths[1].label.as_str()),
        ("Cheapest", "Fastest")
    );
    assert_eq!(paths[1].optimised_for, Objective::Calendar);
    assert_eq!(paths[0].totals.fees, Some(usd(150)));
    assert_eq!(
        paths[0].steps[0].requirement,
        Requirement::RequiredPrerequisite
    );
    assert_eq!(
        paths[0].steps[0].reasons[0].text,
        "E-0 requires any one of E-1, E-2."
    );
    assert_eq!(paths[0].steps[1].reasons[0].rule, ReasonRule::RequestedExam);
}

#[test]
fn steps_follow_each_other_at_the_weekly_hours() {
    let case = Case::of(Sketch::of(vec![exam().requiring(&[1]), exam()]));
    let outcome = case.to_exam(0);
    let path = &paths(&outcome)[0];
    let dates = |at: usize| (path.steps[at].starts_on, path.steps[at].finishes_on);
    assert_eq!(dates(0), (Some(day("2026-01-01")), Some(day("2026-01-29"))));
    assert_eq!(dates(1), (Some(day("2026-01-29")), Some(day("2026-02-26"))));
    let weeks = path.totals.weeks.unwrap();
    assert_eq!((weeks.min, weeks.max), (4, 8));
    assert_eq!(
        path.summary(&case.catalogue, case.constraints.weekly_hours),
        "Take E-1, then E-0: 200.00 USD in fees, 40 to 80 hours of study, done by 2026-02-26 at \
         10 hours a week."
    );
    let sources = path.sources(&case.catalogue, &case.profile, &case.constraints);
    assert_eq!(sources.len(), 2);
}

#[test]
fn steps_start_on_or_after_the_day_of_the_query() {
    let mut case = Case::of(Sketch::of(vec![exam()]));
    case.constraints.start_on = day("2020-01-01");
    assert_eq!(
        paths(&case.to_exam(0))[0].steps[0].starts_on,
        Some(first_day())
    );
}

#[test]
fn held_exams_are_skipped() {
    let sketch = Sketch::of(vec![exam().requiring(&[1]), exam().requiring(&[2]), exam()]);
    let case = Case::of(sketch.clone()).holding(&[1]);
    assert_eq!(case.all(&case.to_exam(0)), [[0]]);
    let reached = Case::of(sketch).holding(&[0]);
    let outcome = reached.to_exam(0);
    assert_eq!(paths(&outcome)[0].label, "Already reached");
    assert!(paths(&outcome)[0].totals.complete && paths(&outcome)[0].steps.is_empty());
}

#[test]
fn a_held_earlier_version_offers_the_upgrade() {
    let gone = ExamSketch {
        retires: Some(-1),
        successors: vec![1],
        ..exam()
    };
    let sketch = || {
        Sketch::of(vec![gone.clone(), exam(), exam()])
            .recommending(RecommendationSketch::list(&[&[1], &[2]]))
            .recommending(RecommendationSketch::sequence(&[&[2], &[0]]))
    };
    let targets = |held: &[usize]| {
        let case = Case::of(sketch()).holding(held);
        let exam = |position: usize| case.sketch.exam(&case.catalogue, position);
        let found = held_targets(
            &case.catalogue,
            role(&case.catalogue),
            &case.profile,
            first_day(),
        );
        let position = |index| (0..3).find(|position| exam(*position) == index);
        let found = found.iter();
        found
            .map(|target| (position(target.held), target.upgrade.and_then(position)))
            .collect::<Vec<_>>()
    };
    assert_eq!(targets(&[]), []);
    assert_eq!(targets(&[0]), [(Some(0), Some(1))]);
    assert_eq!(targets(&[1]), [(Some(1), None)]);
    assert_eq!(targets(&[0, 1, 2]), [(Some(1), None), (Some(2), None)]);
}

#[test]
fn paths_with_equal_labels_are_distinguished() {
    let sketch = Sketch::of(vec![exam(), exam(), exam()])
        .recommending(RecommendationSketch::list(&[&[0]]))
        .recommending(RecommendationSketch::sequence(&[&[1], &[0]]))
        .recommending(RecommendationSketch::sequence(&[&[2], &[0]]));
    let case = Case::of(sketch);
    let outcome = case.to_role();
    let labels: Vec<&str> = paths(&outcome).iter().map(|path| &*path.label).collect();
    assert_eq!(
        labels,
        [
            "Most recommended",
            "Recommended by Guide House: E-1, E-0",
            "Recommended by Guide House: E-2, E-0"
        ]
    );
}
