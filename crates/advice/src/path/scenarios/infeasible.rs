//! What is reported when no path meets the constraints.

use super::*;

#[test]
fn a_small_budget_is_reported_with_the_least_sufficient_one() {
    let mut case = Case::of(Sketch::of(vec![exam().requiring(&[1]), exam()]));
    case.constraints.max_fees = Some(usd(150));
    let outcome = case.to_exam(0);
    assert_eq!(
        conflict(&outcome),
        [(
            ConstraintArgument::MaxFees,
            "The budget of 150.00 USD is too small; 200.00 USD would be enough.",
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
fn an_early_deadline_is_reported_with_the_first_sufficient_one() {
    let mut case = Case::of(Sketch::of(vec![exam()]));
    case.constraints.deadline = Some(day("2026-01-28"));
    assert_eq!(
        conflict(&case.to_exam(0)),
        [(
            ConstraintArgument::Deadline,
            "The deadline 2026-01-28 is too early at 10 hours a week from 2026-01-01; 2026-01-29 \
             would be enough.",
            Some(Relaxation::Deadline(day("2026-01-29"))),
        )]
    );
    case.constraints.deadline = Some(day("2026-01-29"));
    assert_eq!(case.all(&case.to_exam(0)), [[0]]);
}

#[test]
fn too_few_steps_are_reported_with_the_number_needed() {
    // Two cheap exams are the best path, but one expensive exam is a shorter one.
    let expensive = ExamSketch {
        fee: Some(900),
        hours: Some((500, 500)),
        ..exam()
    };
    let chain = vec![
        exam().requiring(&[1]),
        exam().requiring(&[2, 3]),
        exam().requiring(&[4]),
        expensive,
        exam(),
    ];
    let mut case = Case::of(Sketch::of(chain));
    case.constraints.max_steps = Some(1);
    assert_eq!(
        conflict(&case.to_exam(0)),
        [(
            ConstraintArgument::MaxSteps,
            "At most 1 step is too few; 3 steps would be enough.",
            Some(Relaxation::MaxSteps(3)),
        )]
    );
}

#[test]
fn exclusions_and_vendors_that_rule_out_every_path_are_reported() {
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
fn each_constraint_whose_removal_suffices_is_reported() {
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
fn constraints_that_each_rule_out_every_path_are_relaxed_together() {
    let mut case = Case::of(Sketch::of(vec![exam()]));
    case.constraints.max_fees = Some(usd(10));
    case.constraints.deadline = Some(first_day());
    let outcome = case.to_exam(0);
    assert_eq!(
        conflict(&outcome),
        [
            (
                ConstraintArgument::MaxFees,
                "The budget of 10.00 USD is too small; 100.00 USD would be enough. That alone is not \
                 enough.",
                None,
            ),
            (
                ConstraintArgument::Deadline,
                "The deadline 2026-01-01 is too early at 10 hours a week from 2026-01-01; \
                 2026-01-29 would be enough. That alone is not enough.",
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
fn constraints_that_only_conflict_with_each_other_are_reported_together() {
    // The cheap way is slow and the fast way is expensive.
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
    let mut case = Case::of(Sketch::of(vec![exam().requiring(&[1, 2]), expensive, slow]));
    case.constraints.max_fees = Some(usd(200));
    case.constraints.deadline = Some(day("2026-02-12"));
    let outcome = case.to_exam(0);
    assert_eq!(
        conflict(&outcome),
        [
            (
                ConstraintArgument::MaxFees,
                "The budget of 200.00 USD is too small; 400.00 USD would be enough. It conflicts with \
                 constraints.deadline.",
                Some(Relaxation::MaxFees(usd(400))),
            ),
            (
                ConstraintArgument::Deadline,
                "The deadline 2026-02-12 is too early at 10 hours a week from 2026-01-01; \
                 2026-04-02 would be enough. It conflicts with constraints.maxFees.",
                Some(Relaxation::Deadline(day("2026-04-02"))),
            ),
        ]
    );
    assert_eq!(remedies(&outcome).len(), 2);
}

#[test]
fn an_unbookable_goal_is_reported_with_the_reason() {
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
fn an_exhaustive_search_is_truncated_and_reported() {
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
