//! The search compared with brute force, and the invariants of paths, on random catalogues.

use std::{cell::Cell, cmp::Reverse, collections::BTreeSet};

use chrono::Days;
use proptest::prelude::*;

use super::{
    CertificationPath, ConstraintArgument, Figure, PathOutcome, PathStep, PathTotals, Relaxation,
    credit::Credits,
    feasibility::{active, lift, relax},
    goal::{Destination, Goals},
    oracle::{Best, Oracle, pareto},
    path_to_exam,
    problem::Question,
    recommend_for_role,
    solution::{MAX_PARTIAL_PATHS, Solution},
};
use crate::{
    Cancel, Constraints, MAX_COVERED, NeverCancelled, Profile, coverage,
    testing::{any_request, first_day, role},
};
use catalogue::{Catalogue, Day, ExamIndex, Money, PrerequisiteKind, Quantity, Tenths};

/// 512 cases, or more if the environment variable `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let request = ProptestConfig::default();
    ProptestConfig {
        cases: request.cases.max(512),
        ..request
    }
}

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
    ask_with(
        &NeverCancelled,
        catalogue,
        destination,
        profile,
        constraints,
        day,
    )
}

fn ask_with(
    cancel: &dyn Cancel,
    catalogue: &Catalogue,
    destination: Destination,
    profile: &Profile,
    constraints: &Constraints,
    day: Day,
) -> PathOutcome {
    match destination {
        Destination::Role(role) => {
            recommend_for_role(catalogue, role, profile, constraints, day, 5, cancel)
        }
        Destination::Exam(exam) => {
            path_to_exam(catalogue, exam, profile, constraints, day, 5, cancel)
        }
    }
}

/// Cancels after this many polls.
#[derive(Debug)]
struct CancelAfter(Cell<u32>);

impl Cancel for CancelAfter {
    fn is_cancelled(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left == 0
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
    let (mut fees, mut hours, mut missing) = (0, vec![], 0);
    let begin = constraints.start_on.max(day);
    let mut begins = Some(begin);
    let mut earliest = begin;
    for (index, step) in path.steps.iter().enumerate() {
        let entry = catalogue.exam(step.exam);
        prop_assert_eq!(step.position, index + 1);
        prop_assert!(!step.reasons.is_empty());
        prop_assert!(!profile.held.contains(&step.exam), "held is repeated");
        for (group, named) in entry.record.prerequisites.iter().zip(&entry.prerequisites) {
            let has = |exam: &ExamIndex| profile.held.contains(exam) || earlier.contains(exam);
            prop_assert!(
                group.kind == PrerequisiteKind::Recommended || named.iter().any(has),
                "a required prerequisite is missing"
            );
        }
        check_credit(catalogue, profile, begin, &earlier, step)?;
        prop_assert!(earlier.insert(step.exam), "an exam comes twice");

        prop_assert_eq!(step.starts_on, begins);
        let weeks = step.hours.map(|hours| {
            let pace = i64::from(constraints.weekly_hours.hours()) * 10;
            u64::try_from((hours.max().tenths() + pace - 1) / pace).unwrap()
        });
        begins = begins
            .zip(weeks)
            .map(|(day, weeks)| day + Days::new(weeks * 7));
        prop_assert_eq!(step.finishes_on, begins);
        earliest = earliest + Days::new(weeks.unwrap_or_default() * 7);
        if let Some(exam_day) = step.finishes_on {
            prop_assert!(entry.is_bookable(exam_day), "not bookable on its day");
            prop_assert!(step.book_by.is_none_or(|last| exam_day <= last));
        } else {
            // If the day is unknown, some later day must be possible.
            earliest = earliest.max(entry.lifecycle.first_bookable_day().unwrap());
            prop_assert!(
                entry.is_bookable(earliest),
                "known to have ended by its day"
            );
        }
        if let Some(substitution) = &step.substitution {
            prop_assert_eq!(substitution.to, step.exam);
            prop_assert!(substitution.from != step.exam && !substitution.evidence.is_empty());
        }

        let fee = step.fee;
        let study = step.hours;
        fees += fee.map_or(0, Money::minor);
        hours.extend(study);
        missing += usize::from(fee.is_none()) + usize::from(study.is_none());
        check_totals(&step.cumulative, fees, &hours, missing, index + 1)?;
    }
    check_totals(&path.totals, fees, &hours, missing, path.steps.len())
}

/// Hours are those of the sources, less what held and earlier exams cover.
fn check_credit(
    catalogue: &Catalogue,
    profile: &Profile,
    begin: Day,
    earlier: &BTreeSet<ExamIndex>,
    step: &PathStep,
) -> Result<(), TestCaseError> {
    let full = catalogue.exam(step.exam).study_hours(profile.experience);
    prop_assert_eq!(step.hours_before_credit, full);
    let share = step.covered_share.unwrap_or_default();
    let known: Vec<ExamIndex> = profile.held.iter().chain(earlier).copied().collect();
    prop_assert_eq!(step.hours.is_some(), full.is_some());
    if let (Some(full), Some(hours)) = (full, step.hours) {
        // The credit is at most the covered share, and at most the hours of the covering exams.
        #[expect(clippy::cast_precision_loss, reason = "few hours")]
        let least = |full: Tenths| full.tenths() as f64 * (1.0 - (share + 1e-4).min(MAX_COVERED));
        #[expect(clippy::cast_precision_loss, reason = "few hours")]
        let left = |hours: Tenths| hours.tenths() as f64 + 1e-6;
        prop_assert!(left(hours.max()) >= least(full.max()) && hours.max() <= full.max());
        prop_assert!(
            left(hours.min()) >= least(full.min()).min(left(hours.max()))
                && hours.min() <= full.min()
        );
        let took = |exam: &ExamIndex| {
            let hours = catalogue.exam(*exam).study_hours(profile.experience);
            let unknown = if profile.held.contains(exam) {
                full.max().tenths()
            } else {
                0
            };
            hours.map_or(unknown, |hours| hours.max().tenths())
        };
        let off = full.max().tenths() - hours.max().tenths();
        prop_assert!(
            off <= known.iter().map(took).sum(),
            "more is credited than was studied"
        );
    }
    let coverage = coverage(catalogue, step.exam, &known, begin);
    prop_assert_eq!(step.covered_share.is_some(), coverage.is_some());
    prop_assert!(share <= coverage.map_or(0.0, |coverage| coverage.share) + 1e-9);
    prop_assert!(step.covered_by.iter().all(|exam| known.contains(exam)));
    Ok(())
}

/// Unknown is not zero: sums are over known figures, and unknown ones are listed.
fn check_totals(
    totals: &PathTotals,
    fees: i64,
    hours: &[Quantity],
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
    prop_assert_eq!(totals.study_hours.is_none(), no_hours_known);
    if let Some(sum) = totals.study_hours {
        // The ends are two cases: a step may take more where others take their fewest hours.
        let fewest: Tenths = hours.iter().map(|hours| hours.min()).sum();
        let most: Tenths = hours.iter().map(|hours| hours.max()).sum();
        prop_assert!(
            fewest <= sum.min() && sum.max() <= most,
            "{sum} of {hours:?}"
        );
    }
    prop_assert_eq!(totals.weeks.is_none(), no_hours_known);
    Ok(())
}

/// The constraints of the request hold for a recommended path.
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

/// Whether a path exists, by brute force.
fn is_feasible(question: Question<'_>, destination: Destination) -> bool {
    let goals = Goals::of(question, destination);
    let oracle = Oracle::of(question, destination);
    let constraints = Constraints {
        include_recommended: Some(false),
        ..question.constraints.clone()
    };
    let unadvised = Question {
        constraints: &constraints,
        ..question
    };
    let unadvised = Oracle::of(unadvised, destination);
    let mut sequences = goals.open.iter().filter(|goal| goal.curated_by.is_some());
    goals.open.is_empty() && goals.reached
        || goals.open.iter().any(|goal| !oracle.best(goal).is_empty())
        || sequences.any(|goal| !unadvised.best(goal).is_empty())
}

/// Slightly smaller relaxations, for those with a value.
fn less(relaxation: &Relaxation) -> Vec<Relaxation> {
    let fewer = |count: usize| 0..count;
    match relaxation {
        Relaxation::MaxFees(fees) => {
            vec![Relaxation::MaxFees(Money::from_minor(
                fees.minor() - 1,
                fees.currency(),
            ))]
        }
        Relaxation::Deadline(day) => vec![Relaxation::Deadline(*day - Days::new(1))],
        Relaxation::MaxSteps(steps) => vec![Relaxation::MaxSteps(steps - 1)],
        Relaxation::AllowExams(exams) => fewer(exams.len())
            .map(|index| {
                let mut exams = exams.clone();
                exams.remove(index);
                Relaxation::AllowExams(exams)
            })
            .collect(),
        Relaxation::AllowVendors(vendors) => fewer(vendors.len())
            .map(|index| {
                let mut vendors = vendors.clone();
                vendors.remove(index);
                Relaxation::AllowVendors(vendors)
            })
            .collect(),
        Relaxation::AllowLanguages(languages) => fewer(languages.len())
            .map(|index| {
                let mut languages = languages.clone();
                languages.remove(index);
                Relaxation::AllowLanguages(languages)
            })
            .collect(),
        Relaxation::WithoutRecommended => vec![],
    }
}

proptest! {
    #![proptest_config(cases())]

    /// For each goal, and for all goals together, the search finds exactly the Pareto-optimal
    /// paths, each in a valid order.
    #[test]
    fn the_search_agrees_with_brute_force(request in any_request(5)) {
        let catalogue = request.sketch.build();
        let (profile, constraints) = (request.profile(&catalogue), request.constraints(&catalogue));
        let credits = Credits::new(&catalogue, &profile, constraints.start_on);
        let question = Question::new(&profile, &constraints, &credits, first_day());
        for destination in destinations(&catalogue) {
            let solution = Solution::find(question, destination, MAX_PARTIAL_PATHS);
            prop_assert!(!solution.truncated);
            let oracle = Oracle::of(question, destination);
            let mut all: Vec<Best> = Vec::new();
            for (index, goal) in solution.goals.open.iter().enumerate() {
                let candidates = solution.advised().filter(|candidate| candidate.goal == index);
                let mut found: Vec<Best> = Vec::new();
                for candidate in candidates {
                    let order: Vec<_> = candidate.found.steps.iter()
                        .map(|step| solution.graph.nodes[step.node].exam)
                        .collect();
                    prop_assert!(oracle.is_path(goal, &order), "{order:?} is no path to {goal:?}");
                    found.push((candidate.found.exams.clone(), candidate.found.score));
                }
                let best = oracle.best(goal);
                prop_assert_eq!(pareto(&found), best.clone(), "{:?}", goal);
                prop_assert_eq!(found.len(), best.len());
                all.extend(best);
            }
            // If a set of exams reaches several goals, its strongest signal counts.
            all.sort_by_key(|(exams, score)| (exams.clone(), Reverse(score.signal), score.cost));
            all.dedup_by(|later, earlier| later.0 == earlier.0);
            let mut shown: Vec<Best> = solution.pareto_set().iter()
                .map(|candidate| (candidate.found.exams.clone(), candidate.found.score))
                .collect();
            shown.sort_by_key(|(exams, _)| (exams.len(), exams.clone()));
            prop_assert_eq!(shown, pareto(&all));
        }
    }

    /// Every path of every result satisfies the invariants on any day, and results are
    /// deterministic.
    #[test]
    fn every_path_is_valid_on_any_day(request in any_request(8), later in 0_u64..400) {
        let catalogue = request.sketch.build();
        let (profile, constraints) = (request.profile(&catalogue), request.constraints(&catalogue));
        for day in [first_day(), first_day() + Days::new(later)] {
            for destination in destinations(&catalogue) {
                let outcome = ask(&catalogue, destination, &profile, &constraints, day);
                prop_assert_eq!(&outcome, &ask(&catalogue, destination, &profile, &constraints, day));
                match outcome {
                    PathOutcome::Recommended { paths, .. } => {
                        prop_assert!((1..=5).contains(&paths.len()));
                        let mut sets = BTreeSet::new();
                        for (index, path) in paths.iter().enumerate() {
                            prop_assert_eq!(path.rank, index + 1);
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

    /// An additional step never makes a path to the same goal shorter.
    #[test]
    fn a_step_more_never_makes_a_path_shorter(request in any_request(6)) {
        let catalogue = request.sketch.build();
        let (profile, constraints) = (request.profile(&catalogue), request.constraints(&catalogue));
        let credits = Credits::new(&catalogue, &profile, constraints.start_on);
        let question = Question::new(&profile, &constraints, &credits, first_day());
        for destination in destinations(&catalogue) {
            let solution = Solution::find(question, destination, MAX_PARTIAL_PATHS);
            let all: Vec<_> = solution.advised().collect();
            let has_more = |more: &[ExamIndex], less: &[ExamIndex]| {
                less.len() < more.len() && less.iter().all(|exam| more.contains(exam))
            };
            for more in &all {
                for less in all.iter().filter(|less| less.goal == more.goal) {
                    let (longer, shorter) = (more.found.score.cost.study, less.found.score.cost.study);
                    let shown = has_more(&more.found.exams, &less.found.exams);
                    prop_assert!(!shown || longer >= shorter, "{longer:?} {shorter:?}");
                }
            }
        }
    }

    /// A cancelled search gives the same result, or one that is marked as truncated.
    #[test]
    fn a_truncated_search_is_reported(request in any_request(5), questions in 0_u32..6) {
        let catalogue = request.sketch.build();
        let (profile, constraints) = (request.profile(&catalogue), request.constraints(&catalogue));
        for destination in destinations(&catalogue) {
            let whole = ask(&catalogue, destination, &profile, &constraints, first_day());
            let cancel = CancelAfter(Cell::new(questions));
            let early = ask_with(&cancel, &catalogue, destination, &profile, &constraints, first_day());
            let (PathOutcome::Recommended { truncated, .. } | PathOutcome::NoFeasible { truncated, .. }) = &early;
            prop_assert!(*truncated || early == whole, "{early:?}\n{whole:?}");
        }
    }

    /// Compared with brute force over every set of constraints: binding sets are minimal conflicts;
    /// each remedy has minimum size, is sufficient and, with complete figures, has minimal changes.
    #[test]
    fn conflicts_and_remedies_are_minimal(request in any_request(4)) {
        let catalogue = request.sketch.build();
        let (profile, constraints) = (request.profile(&catalogue), request.constraints(&catalogue));
        let credits = Credits::new(&catalogue, &profile, constraints.start_on);
        let question = Question::new(&profile, &constraints, &credits, first_day());
        let complete = request.sketch.exams.iter().all(|exam| exam.fee.is_some() && exam.hours.is_some());
        let with = |profile: &Profile, constraints: &Constraints, destination| {
            let question = Question { profile, constraints, ..question };
            is_feasible(question, destination)
        };
        for destination in destinations(&catalogue) {
            let outcome = ask(&catalogue, destination, &profile, &constraints, first_day());
            let PathOutcome::NoFeasible { binding, remedies, nearest, .. } = outcome else { continue };
            let active: Vec<_> = active(question).collect();
            let without = |lifted: &[ConstraintArgument]| {
                let mut words = (profile.clone(), constraints.clone());
                for argument in lifted {
                    lift(&mut words, *argument);
                }
                with(&words.0, &words.1, destination)
            };
            let sets: Vec<Vec<ConstraintArgument>> = (0..1_usize << active.len())
                .map(|bits| (0..active.len()).filter(|index| bits & (1 << index) != 0).map(|index| active[index]).collect())
                .collect();
            let smallest = sets.iter().filter(|set| without(set)).map(Vec::len).min();
            let enough = sets.iter().filter(|set| Some(set.len()) == smallest && without(set)).count();
            prop_assert_eq!(remedies.len(), enough);
            prop_assert_eq!(nearest.is_some(), enough > 0);
            for remedy in &remedies {
                prop_assert_eq!(Some(remedy.changes.len()), smallest);
                let changed = |instead: Option<(usize, &Relaxation)>| {
                    let mut words = (profile.clone(), constraints.clone());
                    for (index, change) in remedy.changes.iter().enumerate() {
                        let less = instead.filter(|(at, _)| *at == index).map(|(_, less)| less);
                        relax(&mut words, question, less.unwrap_or(&change.relaxation));
                    }
                    with(&words.0, &words.1, destination)
                };
                prop_assert!(changed(None), "{remedy:?} is not enough");
                for (index, change) in remedy.changes.iter().enumerate().filter(|_| complete) {
                    for less in less(&change.relaxation) {
                        prop_assert!(!changed(Some((index, &less))), "{less:?} would do in {remedy:?}");
                    }
                }
            }
            for item in &binding {
                let alone = item.argument != ConstraintArgument::Goal && without(&[item.argument]);
                prop_assert_eq!(item.least_relaxation.is_some(), alone);
                let Some(relaxation) = &item.least_relaxation else { continue };
                let mut words = (profile.clone(), constraints.clone());
                relax(&mut words, question, relaxation);
                prop_assert!(with(&words.0, &words.1, destination), "{item:?} is not enough");
            }
            let named: Vec<_> = binding.iter().map(|item| item.argument).collect();
            prop_assert!(named == [ConstraintArgument::Goal] || without(&named));
            let others: Vec<_> = active.iter().copied().filter(|argument| !named.contains(argument)).collect();
            prop_assert!(!without(&others), "{named:?} do not conflict");
        }
    }
}
