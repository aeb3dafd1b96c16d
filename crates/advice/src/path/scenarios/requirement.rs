//! What advice, enforced requirements, sequences and lists make a step.

use super::*;

#[test]
fn advice_becomes_a_step_by_experience_or_on_demand() {
    let everybody = || Sketch::of(vec![exam().advising(&[1], &[]), exam()]);
    let case = |experience| Case::of(everybody()).experienced(experience);
    assert_eq!(case(NEW).all(&case(NEW).to_exam(0)), [[1, 0]]);
    assert_eq!(
        case(PRACTITIONER).all(&case(PRACTITIONER).to_exam(0)),
        [[0]]
    );
    assert_eq!(
        Case::of(everybody()).all(&Case::of(everybody()).to_exam(0)),
        [[0]]
    );
    let mut all = case(PRACTITIONER);
    all.constraints.include_recommended = Some(true);
    assert_eq!(all.all(&all.to_exam(0)), [[1, 0]]);
    let mut none = case(NEW);
    none.constraints.include_recommended = Some(false);
    assert_eq!(none.all(&none.to_exam(0)), [[0]]);
    let some = Sketch::of(vec![exam().advising(&[1], &[PRACTITIONER]), exam()]);
    let some = Case::of(some).experienced(PRACTITIONER);
    let outcome = some.to_exam(0);
    assert_eq!(some.all(&outcome), [[1, 0]]);
    let step = &paths(&outcome)[0].steps[0];
    assert_eq!(step.requirement, Requirement::RecommendedPrerequisite);
    assert_eq!(step.reasons[0].rule, ReasonRule::BridgesExperience);
}

#[test]
fn cyclic_advice_blocks_no_path() {
    let sketch = Sketch::of(vec![
        exam().advising(&[1], &[]),
        exam().advising(&[2], &[]),
        exam().advising(&[0], &[]),
    ]);
    let case = Case::of(sketch).experienced(NEW);
    assert_eq!(case.all(&case.to_exam(0)), [[0]]);
}

#[test]
fn advice_that_nothing_can_follow_is_waived() {
    let gone = ExamSketch {
        retires: Some(-1),
        ..exam()
    };
    let case = Case::of(Sketch::of(vec![exam().advising(&[1], &[]), gone])).experienced(NEW);
    assert_eq!(case.all(&case.to_exam(0)), [[0]]);
    let mut excluding = Case::of(Sketch::of(vec![exam().advising(&[1], &[]), exam()]));
    excluding.profile.experience = Some(NEW);
    excluding.constraints.exclude = excluding.exams(&[1]);
    assert_eq!(excluding.all(&excluding.to_exam(0)), [[0]]);
}

#[test]
fn a_successor_replaces_an_exam_that_retires_before_its_step() {
    // Alone the exam is done on day 28; after the advised exam, on day 56.
    let retiring = ExamSketch {
        retires: Some(40),
        successors: vec![2],
        ..exam()
    };
    let sketch = Sketch::of(vec![retiring.advising(&[1], &[]), exam(), exam()]);
    let practitioner = Case::of(sketch.clone()).experienced(PRACTITIONER);
    assert_eq!(practitioner.all(&practitioner.to_exam(0)), [[0]]);
    let step = paths(&practitioner.to_exam(0))[0].steps[0].clone();
    assert_eq!(
        (step.book_by, step.substitution),
        (Some(day("2026-02-10")), None)
    );

    let mut slow = Case::of(sketch);
    slow.constraints.weekly_hours = crate::WeeklyHours::new(5).unwrap();
    let outcome = slow.to_exam(0);
    assert_eq!(slow.all(&outcome), [[2]]);
    let step = &paths(&outcome)[0].steps[0];
    let substitution = step.substitution.clone().unwrap();
    assert_eq!(
        substitution.because,
        "E-0 retires on 2026-02-10 and cannot be booked for 2026-02-26; E-2 takes its place."
    );
    assert_eq!(substitution.evidence.len(), 2);
    assert_eq!(step.requirement, Requirement::Target);
    assert_eq!(step.reasons.last().unwrap().rule, ReasonRule::Substitution);
}

#[test]
fn the_day_of_a_step_decides_its_exam() {
    // Taken first, the exam would be done in time; its required prerequisite makes it too late.
    let retiring = ExamSketch {
        retires: Some(40),
        successors: vec![2],
        ..exam().requiring(&[1])
    };
    let case = Case::of(Sketch::of(vec![retiring, exam(), exam().requiring(&[1])]));
    assert_eq!(case.all(&case.to_exam(0)), [[1, 2]]);
    let holding = case.holding(&[1]);
    assert_eq!(holding.all(&holding.to_exam(0)), [[0]]);
}

#[test]
fn an_enforced_prerequisite_takes_no_substitute() {
    let gone = ExamSketch {
        retires: Some(-1),
        successors: vec![2],
        ..exam()
    };
    let case = Case::of(Sketch::of(vec![exam().requiring(&[1]), gone, exam()]));
    let outcome = case.to_exam(0);
    let conflict = conflict(&outcome);
    assert_eq!(conflict[0].0, ConstraintArgument::Goal);
    assert_eq!(
        conflict[0].1,
        "E-0 requires E-1, which cannot be taken in time."
    );
    let holding_the_successor = case.holding(&[2]);
    assert!(matches!(
        holding_the_successor.to_exam(0),
        PathOutcome::NoFeasible { .. }
    ));
}

#[test]
fn a_sequence_is_followed_from_the_first_exam_not_held() {
    let sketch = Sketch::of(vec![exam(), exam(), exam()])
        .recommending(RecommendationSketch::sequence(&[&[2], &[0], &[1]]));
    let case = Case::of(sketch.clone());
    let outcome = case.to_role();
    assert_eq!(case.all(&outcome), [[2, 0, 1]]);
    let steps = &paths(&outcome)[0].steps;
    let requirements: Vec<_> = steps.iter().map(|step| step.requirement).collect();
    assert_eq!(
        requirements,
        [
            Requirement::RoleStep,
            Requirement::RoleStep,
            Requirement::Target
        ]
    );
    assert_eq!(
        steps[2].reasons[0].text,
        "Guide House recommends E-1 for the role Builder (as of 2026)."
    );
    let halfway = Case::of(sketch.clone()).holding(&[0]);
    assert_eq!(halfway.all(&halfway.to_role()), [[1]]);
    let done = Case::of(sketch).holding(&[1]);
    assert!(paths(&done.to_role())[0].steps.is_empty());
}

#[test]
fn an_assumed_exam_becomes_a_step_without_practice() {
    let step = |index, held| StepSketch {
        any_of: vec![index],
        optional: false,
        held,
    };
    let sketch = Sketch::of(vec![exam(), exam()]).recommending(RecommendationSketch {
        steps: vec![step(1, true), step(0, false)],
        ..RecommendationSketch::sequence(&[])
    });
    for experience in [NEW, Experience::KnowsVendor] {
        let case = Case::of(sketch.clone()).experienced(experience);
        let outcome = case.to_role();
        assert_eq!(case.all(&outcome), [[1, 0]]);
        let assumed = &paths(&outcome)[0].steps[0];
        assert_eq!(assumed.requirement, Requirement::RecommendedPrerequisite);
        assert_eq!(assumed.reasons[0].rule, ReasonRule::BridgesExperience);
    }
    for case in [
        Case::of(sketch.clone()).experienced(PRACTITIONER),
        Case::of(sketch),
    ] {
        assert_eq!(case.all(&case.to_role()), [[0]]);
    }
}

#[test]
fn an_earlier_version_counts_for_a_role_but_not_for_an_exam_by_name() {
    let old = ExamSketch {
        successors: vec![0],
        ..exam()
    };
    let sketch = Sketch::of(vec![exam(), old, exam()])
        .recommending(RecommendationSketch::sequence(&[&[0], &[2]]));
    let case = Case::of(sketch).holding(&[1]);
    assert_eq!(case.all(&case.to_role()), [[2]]);
    assert_eq!(case.all(&case.to_exam(0)), [[0]]);
}

#[test]
fn a_list_gives_alternatives_above_fundamentals() {
    let basic = || ExamSketch {
        level: Some(Level::Fundamentals),
        fee: Some(10),
        ..exam()
    };
    let expert = ExamSketch {
        level: Some(Level::Professional),
        fee: Some(300),
        ..exam()
    };
    let sketch = Sketch::of(vec![basic(), exam(), expert])
        .recommending(RecommendationSketch::list(&[&[0], &[1], &[2]]));
    let case = Case::of(sketch);
    let outcome = case.to_role();
    assert_eq!(case.all(&outcome), [[1], [2]]);
    assert_eq!(paths(&outcome)[1].label, "Also recommended");
    let only_basic = Sketch::of(vec![basic()]).recommending(RecommendationSketch::list(&[&[0]]));
    let case = Case::of(only_basic);
    assert_eq!(case.all(&case.to_role()), [[0]]);
}

#[test]
fn the_sequence_of_a_source_is_shown_even_where_a_shorter_path_is_better() {
    let sketch = Sketch::of(vec![exam(), exam()])
        .recommending(RecommendationSketch::list(&[&[0]]))
        .recommending(RecommendationSketch::sequence(&[&[1], &[0]]));
    let case = Case::of(sketch);
    let outcome = case.to_role();
    assert_eq!(case.all(&outcome), [vec![0], vec![1, 0]]);
    assert_eq!(paths(&outcome)[1].label, "Recommended by Guide House");
    assert_eq!(paths(&outcome)[1].optimised_for, Objective::Curated);
}

#[test]
fn an_unknown_figure_is_reported_and_never_counted_as_zero() {
    let unknown = ExamSketch {
        fee: None,
        hours: None,
        ..exam()
    };
    let case = Case::of(Sketch::of(vec![exam().requiring(&[1, 2]), unknown, exam()]));
    assert_eq!(case.all(&case.to_exam(0)), [[2, 0]]);
    assert_eq!(paths(&case.to_exam(0))[0].label, "Cheapest");
    let mut case = case;
    case.constraints.exclude = case.exams(&[2]);
    let outcome = case.to_exam(0);
    let path = &paths(&outcome)[0];
    assert_eq!(
        (path.totals.fees, path.totals.complete),
        (Some(usd(100)), false)
    );
    let missing = &path.totals.missing;
    assert_eq!(
        missing.iter().map(|item| item.figure).collect::<Vec<_>>(),
        [Figure::Fee, Figure::StudyHours]
    );
    assert_eq!(missing[0].text(&case.catalogue), "fee of E-1");
    let dates: Vec<_> = path
        .steps
        .iter()
        .map(|step| (step.starts_on, step.finishes_on))
        .collect();
    assert_eq!(dates, [(Some(first_day()), None), (None, None)]);
    assert_eq!(path.steps[0].cumulative.fees, None);
}
