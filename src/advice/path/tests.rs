//! The search against brute force, and the invariants of paths, on random catalogues.

use std::collections::BTreeSet;

use chrono::Days;
use proptest::prelude::*;

use super::{
    CertificationPath, ConstraintArgument, Figure, PathOutcome, PathTotals, Relaxation,
    goal::Destination,
    oracle::{Best, Oracle, pareto},
    path_to_exam,
    question::Question,
    recommend_for_role,
    solution::{MOST_PARTIAL_PATHS, Solution},
};
use crate::{
    advice::{
        Constraints, Profile,
        testing::{any_question, first_day, role},
    },
    catalogue::{Catalogue, Day, ExamIndex, Money, PrerequisiteKind},
};

/// Every destination of a catalogue: the role and each exam.
fn destinations(catalogue: &Catalogue) -> impl Iterator<Item = Destination> {
    let exams = catalogue.exams().map(Destination::Exam);
    std::iter::once(Destination::Role(role(catalogue))).chain(exams)
}

fn ask(
    catalogue: &Catalogue,
    destination: Destination,
    profile: &Profile,
    constraints: &Constraints,
    day: Day,
) -> PathOutcome {
    match destination {
        Destination::Role(role) => {
            recommend_for_role(catalogue, role, profile, constraints, day, 5)
        }
        Destination::Exam(exam) => path_to_exam(catalogue, exam, profile, constraints, day, 5),
    }
}

/// Invariants 1, 3 and 4 of the product, for one path.
fn check_path(
    catalogue: &Catalogue,
    profile: &Profile,
    constraints: &Constraints,
    day: Day,
    path: &CertificationPath,
) -> Result<(), TestCaseError> {
    let mut earlier: BTreeSet<ExamIndex> = BTreeSet::new();
    let (mut fees, mut hours, mut missing) = (0, 0, 0);
    let mut begins = Some(constraints.start_on.max(day));
    for (place, step) in path.steps.iter().enumerate() {
        let entry = catalogue.exam(step.exam);
        prop_assert_eq!(step.position, place + 1);
        prop_assert!(!step.reasons.is_empty());
        prop_assert!(!profile.held.contains(&step.exam), "held is repeated");
        for (group, named) in entry.record.prerequisites.iter().zip(&entry.prerequisites) {
            let has = |exam: &ExamIndex| profile.held.contains(exam) || earlier.contains(exam);
            prop_assert!(
                group.kind == PrerequisiteKind::Recommended || named.iter().any(has),
                "a required prerequisite is missing"
            );
        }
        prop_assert!(earlier.insert(step.exam), "an exam comes twice");

        prop_assert_eq!(step.starts_on, begins);
        let weeks = entry.study_hours(profile.experience).map(|hours| {
            let pace = i64::from(constraints.weekly_hours.hours()) * 10;
            u64::try_from((hours.max().tenths() + pace - 1) / pace).unwrap()
        });
        begins = begins
            .zip(weeks)
            .map(|(day, weeks)| day + Days::new(weeks * 7));
        prop_assert_eq!(step.finishes_on, begins);
        if let Some(exam_day) = step.finishes_on {
            prop_assert!(
                entry.state(exam_day).is_bookable(),
                "not bookable on its day"
            );
            prop_assert!(step.book_by.is_none_or(|last| exam_day <= last));
        }
        if let Some(substitution) = &step.substitution {
            prop_assert_eq!(substitution.to, step.exam);
            prop_assert!(substitution.from != step.exam && !substitution.evidence.is_empty());
        }

        let fee = entry.fee(constraints.currency);
        let study = entry.study_hours(profile.experience);
        fees += fee.map_or(0, Money::minor);
        hours += study.map_or(0, |hours| hours.max().tenths());
        missing += usize::from(fee.is_none()) + usize::from(study.is_none());
        check_totals(&step.cumulative, fees, hours, missing, place + 1)?;
    }
    check_totals(&path.totals, fees, hours, missing, path.steps.len())
}

/// Unknown is not zero: sums are over what is known, and all else is named.
fn check_totals(
    totals: &PathTotals,
    fees: i64,
    hours: i64,
    missing: usize,
    steps: usize,
) -> Result<(), TestCaseError> {
    let lacking = |figure| {
        totals
            .missing
            .iter()
            .filter(|item| item.figure == figure)
            .count()
    };
    prop_assert_eq!(totals.missing.len(), missing);
    prop_assert_eq!(totals.complete, missing == 0);
    let no_fee_known = steps > 0 && lacking(Figure::Fee) == steps;
    prop_assert_eq!(
        totals.fees.map(Money::minor),
        (!no_fee_known).then_some(fees)
    );
    let no_hours_known = steps > 0 && lacking(Figure::StudyHours) == steps;
    let sum = totals.study_hours.map(|sum| sum.max().tenths());
    prop_assert_eq!(sum, (!no_hours_known).then_some(hours));
    prop_assert_eq!(totals.weeks.is_none(), no_hours_known);
    Ok(())
}

/// What the question rules out, for a path that is recommended.
fn check_limits(
    catalogue: &Catalogue,
    profile: &Profile,
    constraints: &Constraints,
    path: &CertificationPath,
) -> Result<(), TestCaseError> {
    let fees = path.totals.fees.map_or(0, Money::minor);
    prop_assert!(constraints.max_fees.is_none_or(|most| fees <= most.minor()));
    prop_assert!(
        constraints
            .max_steps
            .is_none_or(|most| path.steps.len() <= most)
    );
    for step in &path.steps {
        prop_assert!(!constraints.exclude.contains(&step.exam));
        let vendor = catalogue.exam(step.exam).vendor;
        prop_assert!(profile.vendors.is_empty() || profile.vendors.contains(&vendor));
        let late = step.finishes_on.zip(constraints.deadline);
        prop_assert!(late.is_none_or(|(finish, deadline)| finish <= deadline));
    }
    Ok(())
}

/// What is said to be enough, is.
fn relaxed(constraints: &Constraints, relaxation: &Relaxation) -> Option<Constraints> {
    let mut relaxed = constraints.clone();
    match relaxation {
        Relaxation::MaxFees(fees) => relaxed.max_fees = Some(*fees),
        Relaxation::Deadline(day) => relaxed.deadline = Some(*day),
        Relaxation::MaxSteps(steps) => relaxed.max_steps = Some(*steps),
        Relaxation::Allow(_) => return None,
    }
    Some(relaxed)
}

proptest! {
    /// The search finds, for each goal and for all goals together, exactly the paths that no other
    /// path is better than, and each in an order in which it can be taken.
    #[test]
    fn the_search_agrees_with_brute_force(asked in any_question(5)) {
        let catalogue = asked.sketch.build();
        let (profile, constraints) = (asked.profile(&catalogue), asked.constraints(&catalogue));
        let question = Question::new(&catalogue, &profile, &constraints, first_day());
        for destination in destinations(&catalogue) {
            let solution = Solution::find(question, destination, MOST_PARTIAL_PATHS);
            prop_assert!(!solution.truncated);
            let oracle = Oracle::of(question, destination);
            let mut all: Vec<Best> = Vec::new();
            for (place, goal) in solution.goals.open.iter().enumerate() {
                let candidates = solution.candidates().filter(|candidate| candidate.goal == place);
                let mut found: Vec<Best> = Vec::new();
                for candidate in candidates {
                    let order: Vec<_> = candidate.found.order.iter()
                        .map(|place| solution.graph.nodes[*place].exam)
                        .collect();
                    prop_assert!(oracle.is_path(goal, &order), "{order:?} is no path to {goal:?}");
                    found.push((candidate.found.exams.clone(), candidate.found.merit));
                }
                let best = oracle.best(goal);
                prop_assert_eq!(pareto(&found), best.clone(), "{:?}", goal);
                prop_assert_eq!(found.len(), best.len());
                all.extend(best);
            }
            let mut shown: Vec<Best> = solution.pareto_set().iter()
                .map(|candidate| (candidate.found.exams.clone(), candidate.found.merit))
                .collect();
            shown.sort_by_key(|(exams, _)| (exams.len(), exams.clone()));
            prop_assert_eq!(shown, pareto(&all));
        }
    }

    /// Every path of every answer keeps the invariants on any day, and an answer is the same each
    /// time that it is asked for.
    #[test]
    fn every_path_is_valid_on_any_day(asked in any_question(8), later in 0_u64..400) {
        let catalogue = asked.sketch.build();
        let (profile, constraints) = (asked.profile(&catalogue), asked.constraints(&catalogue));
        for day in [first_day(), first_day() + Days::new(later)] {
            for destination in destinations(&catalogue) {
                let outcome = ask(&catalogue, destination, &profile, &constraints, day);
                prop_assert_eq!(&outcome, &ask(&catalogue, destination, &profile, &constraints, day));
                match outcome {
                    PathOutcome::Recommended { paths, .. } => {
                        prop_assert!((1..=5).contains(&paths.len()));
                        let mut sets = BTreeSet::new();
                        for (place, path) in paths.iter().enumerate() {
                            prop_assert_eq!(path.rank, place + 1);
                            let set: BTreeSet<_> = path.steps.iter().map(|step| step.exam).collect();
                            prop_assert!(sets.insert(set), "the same exams twice");
                            check_path(&catalogue, &profile, &constraints, day, path)?;
                            check_limits(&catalogue, &profile, &constraints, path)?;
                        }
                    }
                    PathOutcome::NoFeasible { binding, nearest, .. } => {
                        prop_assert!(!binding.is_empty());
                        let no_way = binding[0].argument == ConstraintArgument::Goal;
                        prop_assert_eq!(nearest.is_none(), no_way);
                        if let Some(path) = nearest {
                            check_path(&catalogue, &profile, &constraints, day, &path)?;
                        }
                    }
                }
            }
        }
    }

    /// Where a constraint alone stands in the way, the relaxation that is named makes a path
    /// feasible, and with complete figures nothing less does.
    #[test]
    fn the_least_relaxation_is_enough_and_no_less_is(asked in any_question(6)) {
        let catalogue = asked.sketch.build();
        let (profile, constraints) = (asked.profile(&catalogue), asked.constraints(&catalogue));
        let complete = asked.sketch.exams.iter().all(|exam| exam.fee.is_some() && exam.hours.is_some());
        for destination in destinations(&catalogue) {
            let outcome = ask(&catalogue, destination, &profile, &constraints, first_day());
            let PathOutcome::NoFeasible { binding, .. } = outcome else { continue };
            for item in binding.iter().filter(|item| !item.message.contains("Together with")) {
                let relaxation = item.least_relaxation.as_ref();
                let Some(enough) = relaxation.and_then(|least| relaxed(&constraints, least)) else {
                    continue;
                };
                let feasible = |constraints: &Constraints| {
                    let outcome = ask(&catalogue, destination, &profile, constraints, first_day());
                    matches!(outcome, PathOutcome::Recommended { .. })
                };
                prop_assert!(feasible(&enough), "{item:?}");
                let mut less = enough.clone();
                match relaxation {
                    Some(Relaxation::MaxFees(fees)) if complete => {
                        less.max_fees = Some(Money::from_minor(fees.minor() - 1, fees.currency()));
                    }
                    Some(Relaxation::Deadline(day)) if complete => less.deadline = day.pred_opt(),
                    Some(Relaxation::MaxSteps(steps)) => less.max_steps = Some(steps - 1),
                    _ => continue,
                }
                prop_assert!(!feasible(&less), "{item:?}");
            }
        }
    }
}
