//! One small catalogue for each rule of paths, and for each cause of infeasibility.

use std::collections::BTreeSet;

use super::{
    CertificationPath, ConstraintArgument, Figure, Objective, PathGoal, PathOutcome, ReasonRule,
    Relaxation, Remedy, Requirement, WhyNotRule, held_targets, path_to_exam, recommend_for_role,
    trade_off, why_not,
};
use crate::{
    Constraints, NeverCancelled, Profile,
    testing::{ExamSketch, RecommendationSketch, Sketch, StepSketch, day, first_day, role},
};
use catalogue::{Catalogue, Currency, Experience, Level, Money};

/// A request about a sketch.
struct Case {
    sketch: Sketch,
    catalogue: Catalogue,
    profile: Profile,
    constraints: Constraints,
}

impl Case {
    fn of(sketch: Sketch) -> Self {
        Self {
            catalogue: sketch.build(),
            sketch,
            profile: Profile::default(),
            constraints: Constraints::beginning(first_day()),
        }
    }

    fn holding(mut self, indexes: &[usize]) -> Self {
        self.profile.held = self.exams(indexes);
        self
    }

    fn experienced(mut self, experience: Experience) -> Self {
        self.profile.experience = Some(experience);
        self
    }

    fn exams(&self, indexes: &[usize]) -> BTreeSet<catalogue::ExamIndex> {
        let exams = indexes.iter();
        exams
            .map(|index| self.sketch.exam(&self.catalogue, *index))
            .collect()
    }

    fn to_role(&self) -> PathOutcome {
        let role = role(&self.catalogue);
        recommend_for_role(
            &self.catalogue,
            role,
            &self.profile,
            &self.constraints,
            first_day(),
            10,
            &NeverCancelled,
        )
    }

    fn to_exam(&self, index: usize) -> PathOutcome {
        let exam = self.sketch.exam(&self.catalogue, index);
        path_to_exam(
            &self.catalogue,
            exam,
            &self.profile,
            &self.constraints,
            first_day(),
            10,
            &NeverCancelled,
        )
    }

    /// The exams of a path by their indexes in the sketch, in order.
    fn indexes(&self, path: &CertificationPath) -> Vec<usize> {
        let code = |exam| &self.catalogue.exam(exam).record.code;
        let index = |exam| {
            code(exam)
                .as_str()
                .trim_start_matches("E-")
                .parse()
                .unwrap()
        };
        path.steps.iter().map(|step| index(step.exam)).collect()
    }

    fn all(&self, outcome: &PathOutcome) -> Vec<Vec<usize>> {
        paths(outcome)
            .iter()
            .map(|path| self.indexes(path))
            .collect()
    }
}

fn paths(outcome: &PathOutcome) -> &[CertificationPath] {
    match outcome {
        PathOutcome::Recommended { paths, truncated } => {
            assert!(!truncated);
            paths
        }
        PathOutcome::NoFeasible { binding, .. } => panic!("no path: {binding:?}"),
    }
}

fn conflict(outcome: &PathOutcome) -> Vec<(ConstraintArgument, &str, Option<Relaxation>)> {
    match outcome {
        PathOutcome::NoFeasible { binding, .. } => binding
            .iter()
            .map(|item| {
                (
                    item.argument,
                    item.message.as_str(),
                    item.least_relaxation.clone(),
                )
            })
            .collect(),
        PathOutcome::Recommended { paths, .. } => panic!("a path: {paths:?}"),
    }
}

fn remedies(outcome: &PathOutcome) -> Vec<Vec<Relaxation>> {
    let PathOutcome::NoFeasible { remedies, .. } = outcome else {
        panic!("a path: {outcome:?}")
    };
    let values = |remedy: &Remedy| {
        let changes = remedy.changes.iter();
        changes.map(|change| change.relaxation.clone()).collect()
    };
    remedies.iter().map(values).collect()
}

fn exam() -> ExamSketch {
    ExamSketch::default()
}

fn usd(whole: i64) -> Money {
    Money::from_minor(whole * 100, Currency::USD)
}

const NEW: Experience = Experience::NewToCloud;
const PRACTITIONER: Experience = Experience::Practitioner;

#[test]
fn the_cheapest_and_the_fastest_alternative_are_both_shown() {
    let (dear, slow) = (
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
    let case = Case::of(Sketch::of(vec![exam().requiring(&[1, 2]), dear, slow]));
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
fn nobody_begins_before_the_day_of_the_question() {
    let mut case = Case::of(Sketch::of(vec![exam()]));
    case.constraints.start_on = day("2020-01-01");
    assert_eq!(
        paths(&case.to_exam(0))[0].steps[0].starts_on,
        Some(first_day())
    );
}

#[test]
fn what_is_held_is_skipped() {
    let sketch = Sketch::of(vec![exam().requiring(&[1]), exam().requiring(&[2]), exam()]);
    let case = Case::of(sketch.clone()).holding(&[1]);
    assert_eq!(case.all(&case.to_exam(0)), [[0]]);
    let reached = Case::of(sketch).holding(&[0]);
    let outcome = reached.to_exam(0);
    assert_eq!(paths(&outcome)[0].label, "Already reached");
    assert!(paths(&outcome)[0].totals.complete && paths(&outcome)[0].steps.is_empty());
}

#[test]
fn an_earlier_version_that_is_held_offers_the_upgrade_and_the_newest_none() {
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
fn paths_of_one_label_are_told_apart_by_what_differs() {
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
fn advice_in_a_circle_is_no_obstacle() {
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
fn a_successor_takes_the_place_of_an_exam_that_retires_on_the_way() {
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
fn the_day_of_the_step_decides_what_is_taken() {
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
fn what_a_vendor_enforces_takes_no_substitute() {
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
fn a_sequence_is_followed_from_where_the_person_stands() {
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
fn what_a_source_takes_for_held_becomes_a_step_without_practice() {
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
fn an_unknown_figure_is_named_and_never_cheap() {
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

#[test]
fn a_budget_that_is_too_small_says_what_would_do() {
    let mut case = Case::of(Sketch::of(vec![exam().requiring(&[1]), exam()]));
    case.constraints.max_fees = Some(usd(150));
    let outcome = case.to_exam(0);
    assert_eq!(
        conflict(&outcome),
        [(
            ConstraintArgument::MaxFees,
            "The budget of 150.00 USD is too small; 200.00 USD would do.",
            Some(Relaxation::MaxFees(usd(200))),
        )]
    );
    let PathOutcome::NoFeasible {
        nearest: Some(nearest),
        ..
    } = &outcome
    else {
        panic!("no nearest path")
    };
    assert_eq!(case.indexes(nearest), [1, 0]);
}

#[test]
fn a_deadline_that_is_too_early_says_what_would_do() {
    let mut case = Case::of(Sketch::of(vec![exam()]));
    case.constraints.deadline = Some(day("2026-01-28"));
    assert_eq!(
        conflict(&case.to_exam(0)),
        [(
            ConstraintArgument::Deadline,
            "The deadline 2026-01-28 is too early at 10 hours a week from 2026-01-01; 2026-01-29 \
             would do.",
            Some(Relaxation::Deadline(day("2026-01-29"))),
        )]
    );
    case.constraints.deadline = Some(day("2026-01-29"));
    assert_eq!(case.all(&case.to_exam(0)), [[0]]);
}

#[test]
fn too_few_steps_say_how_many_would_do() {
    // Two cheap exams are the best path, but one expensive exam is a shorter one.
    let dear = ExamSketch {
        fee: Some(900),
        hours: Some((500, 500)),
        ..exam()
    };
    let chain = vec![
        exam().requiring(&[1]),
        exam().requiring(&[2, 3]),
        exam().requiring(&[4]),
        dear,
        exam(),
    ];
    let mut case = Case::of(Sketch::of(chain));
    case.constraints.max_steps = Some(1);
    assert_eq!(
        conflict(&case.to_exam(0)),
        [(
            ConstraintArgument::MaxSteps,
            "At most 1 step is too few; 3 steps would do.",
            Some(Relaxation::MaxSteps(3)),
        )]
    );
}

#[test]
fn exclusions_and_vendors_that_bar_every_path_are_named() {
    let foreign = ExamSketch {
        vendor: "beta",
        ..exam()
    };
    let mut case = Case::of(Sketch::of(vec![exam().requiring(&[1]), foreign]));
    case.constraints.exclude = case.exams(&[1]);
    let exam = case.exams(&[1]).into_iter().collect();
    assert_eq!(
        conflict(&case.to_exam(0)),
        [(
            ConstraintArgument::Exclude,
            "Every path needs an excluded exam; with E-1 allowed there is one.",
            Some(Relaxation::AllowExams(exam)),
        )]
    );
    case.constraints.exclude.clear();
    let vendor = |slug: &str| {
        let vendor = case.catalogue.vendor_by_slug(&slug.parse().unwrap());
        vendor.unwrap()
    };
    let beta = vendor("beta");
    case.profile.vendors = vec![vendor("alpha")];
    assert_eq!(
        conflict(&case.to_exam(0)),
        [(
            ConstraintArgument::Vendors,
            "No path stays with Alpha; with Beta allowed there is one.",
            Some(Relaxation::AllowVendors(vec![beta])),
        )]
    );
}

#[test]
fn every_constraint_that_would_do_alone_is_named() {
    let mut case = Case::of(Sketch::of(vec![exam().advising(&[1], &[]), exam()])).experienced(NEW);
    case.constraints.max_fees = Some(usd(100));
    let arguments: Vec<_> = conflict(&case.to_exam(0))
        .iter()
        .map(|item| item.0)
        .collect();
    assert_eq!(
        arguments,
        [
            ConstraintArgument::MaxFees,
            ConstraintArgument::IncludeRecommended
        ]
    );
}

#[test]
fn constraints_that_each_bar_every_path_have_to_give_way_together() {
    let mut case = Case::of(Sketch::of(vec![exam()]));
    case.constraints.max_fees = Some(usd(10));
    case.constraints.deadline = Some(first_day());
    let outcome = case.to_exam(0);
    assert_eq!(
        conflict(&outcome),
        [
            (
                ConstraintArgument::MaxFees,
                "The budget of 10.00 USD is too small; 100.00 USD would do. That alone is not \
                 enough.",
                None,
            ),
            (
                ConstraintArgument::Deadline,
                "The deadline 2026-01-01 is too early at 10 hours a week from 2026-01-01; \
                 2026-01-29 would do. That alone is not enough.",
                None,
            ),
        ]
    );
    assert_eq!(
        remedies(&outcome),
        [vec![
            Relaxation::MaxFees(usd(100)),
            Relaxation::Deadline(day("2026-01-29")),
        ]]
    );
}

#[test]
fn constraints_that_only_conflict_with_each_other_are_named_together() {
    // The cheap way is slow and the fast way is expensive.
    let (dear, slow) = (
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
    let mut case = Case::of(Sketch::of(vec![exam().requiring(&[1, 2]), dear, slow]));
    case.constraints.max_fees = Some(usd(200));
    case.constraints.deadline = Some(day("2026-02-12"));
    let outcome = case.to_exam(0);
    assert_eq!(
        conflict(&outcome),
        [
            (
                ConstraintArgument::MaxFees,
                "The budget of 200.00 USD is too small; 400.00 USD would do. It conflicts with \
                 constraints.deadline.",
                Some(Relaxation::MaxFees(usd(400))),
            ),
            (
                ConstraintArgument::Deadline,
                "The deadline 2026-02-12 is too early at 10 hours a week from 2026-01-01; \
                 2026-04-02 would do. It conflicts with constraints.maxFees.",
                Some(Relaxation::Deadline(day("2026-04-02"))),
            ),
        ]
    );
    assert_eq!(remedies(&outcome).len(), 2);
}

#[test]
fn a_goal_that_cannot_be_booked_says_why() {
    let message = |exam: ExamSketch| {
        let outcome = Case::of(Sketch::of(vec![exam])).to_exam(0);
        let PathOutcome::NoFeasible {
            binding,
            nearest: None,
            ..
        } = outcome
        else {
            panic!("{outcome:?}")
        };
        binding[0].message.clone()
    };
    assert_eq!(
        message(ExamSketch {
            retires: Some(-1),
            ..exam()
        }),
        "E-0 retired on 2025-12-31, and no successor is known."
    );
    assert_eq!(
        message(ExamSketch {
            retires: Some(20),
            ..exam()
        }),
        "E-0 can be booked until 2026-01-21; study from 2026-01-01 at 10 hours a week takes until \
         2026-01-29 or longer, and no successor is known."
    );
    assert_eq!(
        message(ExamSketch {
            opens: Some(90),
            ..exam()
        }),
        "E-0 is not open for booking on 2026-01-29, and no successor is known."
    );
    let nothing = Case::of(Sketch::of(vec![exam()])).to_role();
    assert_eq!(
        conflict(&nothing)[0].1,
        "No source recommends an exam for this role."
    );
}

#[test]
fn a_search_without_end_is_cut_short_and_says_so() {
    // Ten layers of six exams, each of which requires any one of the layer below; fees and hours
    // trade off, so that almost every choice is Pareto-optimal.
    let (layers, width) = (10, 6);
    let mut exams = vec![exam().requiring(&(1..=width).collect::<Vec<_>>())];
    for layer in 0..layers {
        for index in 0..width {
            let scale = i64::try_from(index + layer * 7 + 1).unwrap();
            let fee = Some(scale * scale);
            let hours = Some((0, 9_000 / scale));
            let mut sketch = ExamSketch {
                fee,
                hours,
                ..exam()
            };
            let below = 1 + (layer + 1) * width;
            if layer + 1 < layers {
                sketch = sketch.requiring(&(below..below + width).collect::<Vec<_>>());
            }
            exams.push(sketch);
        }
    }
    let case = Case::of(Sketch::of(exams));
    let PathOutcome::Recommended { paths, truncated } = case.to_exam(0) else {
        panic!("no path")
    };
    assert!(truncated);
    assert_eq!(paths[0].steps.len(), layers + 1);
}

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
fn without_an_blueprint_no_hours_are_taken_off() {
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
fn an_equivalent_stands_for_a_step_of_a_sequence_but_not_for_its_target() {
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

#[test]
fn an_end_in_the_past_is_told_in_the_past() {
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
fn reasons_say_what_would_remove_them_and_it_does() {
    let everybody = || Sketch::of(vec![exam().advising(&[1], &[]), exam()]);
    let case = Case::of(everybody()).experienced(NEW);
    let outcome = case.to_exam(0);
    assert_eq!(
        paths(&outcome)[0].steps[0].reasons[0].removed_by(&case.catalogue),
        [
            "Hold E-1 or another version of it.",
            "Say experience PRACTITIONER.",
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
            "Exclude E-1 (constraints.exclude): another of these is taken then.",
        ]
    );
}

#[test]
fn each_path_says_what_it_trades_against_the_first() {
    let (dear, slow) = (
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
    let case = Case::of(Sketch::of(vec![exam().requiring(&[1, 2]), dear, slow]));
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
    let dear = ExamSketch {
        fee: Some(300),
        hours: Some((40, 80)),
        ..exam()
    };
    let sketch = Sketch::of(vec![exam().requiring(&[1, 2]), exam(), dear]);
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
fn why_an_exam_is_called_for_by_nothing() {
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
            "No source recommends E-3 for the role Builder, and nothing on the way there calls \
             for it.",
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
