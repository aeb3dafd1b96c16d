//! The reasons of a path and what would remove them.

use super::*;

#[test]
fn an_end_in_the_past_is_written_in_the_past_tense() {
    let old = ExamSketch {
        retires: Some(-10),
        successors: vec![1],
        ..exam()
    };
    let sketch =
        Sketch::of(vec![old, exam()]).recommending(RecommendationSketch::sequence(&[&[0]]));
    let case = Case::of(sketch);
    let outcome = case.to_role();
    let step = &paths(&outcome)[0].steps[0];
    assert_eq!(
        step.reasons[0].text,
        "Guide House recommends E-0 for the role Builder (as of 2026); E-1 has taken its place."
    );
    assert_eq!(
        step.substitution.as_ref().unwrap().because,
        "E-0 retired on 2025-12-22; E-1 takes its place."
    );
}

#[test]
fn the_stated_remedy_of_each_reason_removes_it() {
    let everybody = || Sketch::of(vec![exam().advising(&[1], &[]), exam()]);
    let case = Case::of(everybody()).experienced(NEW);
    let outcome = case.to_exam(0);
    assert_eq!(
        paths(&outcome)[0].steps[0].reasons[0].removed_by(&case.catalogue),
        [
            "Hold E-1 or another version of it.",
            "Set profile.experience: PRACTITIONER.",
            "Set constraints.includeRecommended: false.",
        ]
    );
    let without = |case: Case| assert_eq!(case.all(&case.to_exam(0)), [[0]]);
    without(Case::of(everybody()).experienced(NEW).holding(&[1]));
    without(Case::of(everybody()).experienced(PRACTITIONER));
    let mut unadvised = Case::of(everybody()).experienced(NEW);
    unadvised.constraints.include_recommended = Some(false);
    without(unadvised);

    let required = Case::of(Sketch::of(vec![exam().requiring(&[1, 2]), exam(), exam()]));
    let outcome = required.to_exam(0);
    assert_eq!(
        paths(&outcome)[0].steps[0].reasons[0].removed_by(&required.catalogue),
        [
            "Hold E-1 or E-2.",
            "Exclude E-1 (constraints.exclude): another of these is then used.",
        ]
    );
}

#[test]
fn each_path_states_its_trade_off_against_the_first() {
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
    let paths = paths(&outcome);
    let trade_offs: Vec<String> = (0..paths.len())
        .filter_map(|index| trade_off(paths, index, Currency::USD))
        .collect();
    assert_eq!(
        trade_offs,
        [
            "Path 2 (Fastest) takes 80 study hours and 8 weeks less.",
            "It costs 250.00 USD more, but takes 80 study hours and 8 weeks less than path \
             1 (Cheapest).",
        ]
    );
}
