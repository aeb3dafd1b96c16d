//! When no path keeps to every constraint: which constraints stand in the way, and what would do.
//!
//! Constraints are lifted one at a time, then in pairs, then as few as needed of all together;
//! the first lifting that leaves a path is reported, with the least change that is enough.

use super::{
    answer::{BindingConstraint, ConstraintArgument, Relaxation},
    calendar::day_after,
    goal::Destination,
    question::Question,
    solution::{MOST_PARTIAL_PATHS, Solution},
};
use crate::{
    advice::{Constraints, Profile},
    catalogue::{Day, ExamIndex, Money, PrerequisiteKind},
};

/// The arguments that can be lifted, in the order in which they are reported.
const LIFTABLE: [ConstraintArgument; 6] = [
    ConstraintArgument::MaxFees,
    ConstraintArgument::Deadline,
    ConstraintArgument::MaxSteps,
    ConstraintArgument::Exclude,
    ConstraintArgument::Vendors,
    ConstraintArgument::IncludeRecommended,
];

/// The most exams whose refusal is explained when nothing helps.
const MOST_REFUSALS: usize = 3;

/// A question with some constraints out of the way.
#[derive(Clone)]
struct Lifted {
    arguments: Vec<ConstraintArgument>,
    profile: Profile,
    constraints: Constraints,
}

/// What stands in the way.
pub(super) struct Conflict {
    pub(super) binding: Vec<BindingConstraint>,
    /// The question without the binding constraints; `None` when nothing helps.
    pub(super) without: Option<(Profile, Constraints)>,
    pub(super) truncated: bool,
}

impl Conflict {
    /// What stands in the way of every path of a question that has none.
    pub(super) fn of(question: Question<'_>, destination: Destination) -> Self {
        let active: Vec<ConstraintArgument> = LIFTABLE
            .into_iter()
            .filter(|argument| is_active(question, *argument))
            .collect();
        let mut truncated = false;
        let mut feasible = |arguments: &[ConstraintArgument]| {
            let lifted = Lifted::from(question, arguments);
            let solution = lifted.solve(question, destination);
            truncated |= solution.truncated;
            let found = solution.is_feasible();
            found.then_some((lifted, solution))
        };
        let singles: Vec<_> = active
            .iter()
            .filter_map(|argument| feasible(&[*argument]))
            .collect();
        let mut binding: Vec<BindingConstraint> = Vec::new();
        for (lifted, solution) in &singles {
            let view = View {
                question,
                destination,
                lifted,
                solution,
            };
            binding.push(view.binding_constraint(lifted.arguments[0]));
        }
        let mut without = singles.into_iter().next().map(|(lifted, _)| lifted);
        if without.is_none() {
            let together = pairs(&active)
                .find_map(|pair| feasible(&pair))
                .or_else(|| fewest(&active, &mut feasible));
            if let Some((lifted, solution)) = together {
                let view = View {
                    question,
                    destination,
                    lifted: &lifted,
                    solution: &solution,
                };
                let arguments = lifted.arguments.iter();
                binding.extend(arguments.map(|argument| view.binding_constraint(*argument)));
                without = Some(lifted);
            }
        }
        if without.is_none() {
            binding.push(refusal(question, destination));
        }
        Self {
            binding,
            without: without.map(|lifted| (lifted.profile, lifted.constraints)),
            truncated,
        }
    }
}

impl Lifted {
    fn from(question: Question<'_>, arguments: &[ConstraintArgument]) -> Self {
        let mut profile = question.profile.clone();
        let mut constraints = question.constraints.clone();
        for argument in arguments {
            match argument {
                ConstraintArgument::MaxFees => constraints.max_fees = None,
                ConstraintArgument::Deadline => constraints.deadline = None,
                ConstraintArgument::MaxSteps => constraints.max_steps = None,
                ConstraintArgument::Exclude => constraints.exclude.clear(),
                ConstraintArgument::Vendors => profile.vendors.clear(),
                ConstraintArgument::IncludeRecommended => {
                    constraints.include_recommended = Some(false);
                }
                ConstraintArgument::Goal => {}
            }
        }
        Self {
            arguments: arguments.to_vec(),
            profile,
            constraints,
        }
    }

    fn solve(&self, question: Question<'_>, destination: Destination) -> Solution {
        let lifted = Question {
            catalogue: question.catalogue,
            profile: &self.profile,
            constraints: &self.constraints,
            begin: question.begin,
        };
        Solution::find(lifted, destination, MOST_PARTIAL_PATHS / 4)
    }
}

fn is_active(question: Question<'_>, argument: ConstraintArgument) -> bool {
    let constraints = question.constraints;
    match argument {
        ConstraintArgument::MaxFees => constraints.max_fees.is_some(),
        ConstraintArgument::Deadline => constraints.deadline.is_some(),
        ConstraintArgument::MaxSteps => constraints.max_steps.is_some(),
        ConstraintArgument::Exclude => !constraints.exclude.is_empty(),
        ConstraintArgument::Vendors => !question.profile.vendors.is_empty(),
        ConstraintArgument::IncludeRecommended => match constraints.include_recommended {
            Some(included) => included,
            None => question.profile.experience.is_some(),
        },
        ConstraintArgument::Goal => false,
    }
}

fn pairs(active: &[ConstraintArgument]) -> impl Iterator<Item = [ConstraintArgument; 2]> + use<'_> {
    active.iter().enumerate().flat_map(|(place, first)| {
        let rest = active[place + 1..].iter();
        rest.map(move |second| [*first, *second])
    })
}

/// Lifts everything, then puts back what can be: what stays lifted is needed, each of it.
fn fewest(
    active: &[ConstraintArgument],
    feasible: &mut impl FnMut(&[ConstraintArgument]) -> Option<(Lifted, Solution)>,
) -> Option<(Lifted, Solution)> {
    let mut best = feasible(active)?;
    for argument in active {
        let mut fewer = best.0.arguments.clone();
        fewer.retain(|lifted| lifted != argument);
        best = feasible(&fewer).unwrap_or(best);
    }
    Some(best)
}

/// What a constraint asks too much of is seen from the paths that exist without it.
struct View<'a> {
    question: Question<'a>,
    destination: Destination,
    lifted: &'a Lifted,
    solution: &'a Solution,
}

impl View<'_> {
    fn binding_constraint(&self, argument: ConstraintArgument) -> BindingConstraint {
        let (message, least_relaxation) = match argument {
            ConstraintArgument::MaxFees => self.least_fees(),
            ConstraintArgument::Deadline => self.earliest_finish(),
            ConstraintArgument::MaxSteps => self.fewest_steps(),
            ConstraintArgument::Exclude => self.fewest_exclusions(),
            ConstraintArgument::Vendors => self.fewest_foreign_exams(),
            ConstraintArgument::IncludeRecommended | ConstraintArgument::Goal => {
                (self.without_advice(), None)
            }
        };
        let others: Vec<&str> = self
            .lifted
            .arguments
            .iter()
            .filter(|other| **other != argument)
            .map(|other| other.path())
            .collect();
        let message = if others.is_empty() {
            message
        } else {
            format!(
                "{message} Together with {} it leaves no path.",
                others.join(" and ")
            )
        };
        BindingConstraint {
            argument,
            message,
            least_relaxation,
        }
    }

    fn limits(&self) -> &Constraints {
        self.question.constraints
    }

    /// A budget is held against the known fees, so the least known sum is what would do.
    fn least_fees(&self) -> (String, Option<Relaxation>) {
        let fees = self
            .solution
            .candidates()
            .map(|path| path.found.merit.cost.fees);
        let budget = self
            .limits()
            .max_fees
            .map(|budget| budget.to_string())
            .unwrap_or_default();
        let Some(least) = fees.min_by_key(|fees| (fees.known, fees.unknown)) else {
            return (format!("Budget {budget} is too small."), None);
        };
        let cost = Money::from_minor(least.known, self.limits().currency);
        let at_least = if least.unknown > 0 { "at least " } else { "" };
        let message =
            format!("Budget {budget} is too small: the cheapest path costs {at_least}{cost}.");
        (message, Some(Relaxation::MaxFees(cost)))
    }

    fn earliest_finish(&self) -> (String, Option<Relaxation>) {
        let deadline = self
            .limits()
            .deadline
            .map(|day| day.to_string())
            .unwrap_or_default();
        let finishes = self.solution.candidates().map(|path| {
            let weeks = path.found.merit.cost.weeks;
            let known = u64::try_from(weeks.known).unwrap_or_default();
            (day_after(self.question.begin, known), weeks.unknown)
        });
        let Some((day, unknown)) = finishes.min() else {
            return (format!("Deadline {deadline} is too early."), None);
        };
        let pace = self.limits().weekly_hours.hours();
        let at_earliest = if unknown > 0 { " at the earliest" } else { "" };
        let message = format!(
            "Deadline {deadline} is too early: at {pace} hours a week from {} the fastest path \
             ends on {day}{at_earliest}.",
            self.question.begin,
        );
        (message, Some(Relaxation::Deadline(day)))
    }

    /// The best paths need not be the shortest, so one more step is allowed at a time.
    fn fewest_steps(&self) -> (String, Option<Relaxation>) {
        let most = self.limits().max_steps.unwrap_or_default();
        let shown = self
            .solution
            .candidates()
            .map(|path| path.found.exams.len());
        let Some(enough) = shown.min() else {
            return (format!("At most {most} steps are too few."), None);
        };
        let suffices = |steps: &usize| {
            let mut lifted = self.lifted.clone();
            lifted.constraints.max_steps = Some(*steps);
            lifted.solve(self.question, self.destination).is_feasible()
        };
        let fewest = (most + 1..enough).find(suffices).unwrap_or(enough);
        let message = format!("At most {most} steps are too few: the shortest path has {fewest}.");
        (message, Some(Relaxation::MaxSteps(fewest)))
    }

    fn fewest_exclusions(&self) -> (String, Option<Relaxation>) {
        let excluded = &self.limits().exclude;
        let needed = self.fewest_with(|exam| excluded.contains(&exam));
        let message = format!(
            "Every path needs an excluded exam; with {} allowed there is one.",
            codes(self.question, &needed, " and "),
        );
        (message, Some(Relaxation::Allow(needed)))
    }

    fn fewest_foreign_exams(&self) -> (String, Option<Relaxation>) {
        let (catalogue, vendors) = (self.question.catalogue, &self.question.profile.vendors);
        let needed = self.fewest_with(|exam| !vendors.contains(&catalogue.exam(exam).vendor));
        let names: Vec<&str> = vendors
            .iter()
            .map(|vendor| catalogue.vendor(*vendor).record.name.as_str())
            .collect();
        let message = format!(
            "No path stays with {}; with {} allowed there is one.",
            names.join(", "),
            codes(self.question, &needed, " and "),
        );
        (message, Some(Relaxation::Allow(needed)))
    }

    fn without_advice(&self) -> String {
        if self.limits().include_recommended.is_some() {
            "With every recommended prerequisite no path fits; without them one does.".to_owned()
        } else {
            "The prerequisites that this experience calls for do not fit; without them \
             (includeRecommended: false) there is a path."
                .to_owned()
        }
    }

    /// The exams that something is held against, on the best path that has the fewest of them.
    fn fewest_with(&self, against: impl Fn(ExamIndex) -> bool) -> Vec<ExamIndex> {
        let needed = self.solution.candidates().map(|path| {
            let exams = path.found.exams.iter().copied();
            exams.filter(|exam| against(*exam)).collect::<Vec<_>>()
        });
        needed
            .min_by_key(|exams| (exams.len(), exams.clone()))
            .unwrap_or_default()
    }
}

fn codes(question: Question<'_>, exams: &[ExamIndex], joint: &str) -> String {
    let codes: Vec<&str> = exams.iter().map(|exam| question.code(*exam)).collect();
    codes.join(joint)
}

/// Why nothing leads to the goal, whatever the constraints.
fn refusal(question: Question<'_>, destination: Destination) -> BindingConstraint {
    let targets: Vec<ExamIndex> = match destination {
        Destination::Exam(exam) => vec![exam],
        Destination::Role(role) => {
            let entry = question.catalogue.role(role);
            let mut targets: Vec<ExamIndex> = Vec::new();
            for exam in entry
                .recommendations
                .iter()
                .filter_map(|steps| steps.last())
                .flatten()
            {
                if !targets.contains(exam) {
                    targets.push(*exam);
                }
            }
            targets
        }
    };
    let reasons: Vec<String> = targets
        .iter()
        .take(MOST_REFUSALS)
        .map(|exam| refusal_of(question, *exam))
        .collect();
    let message = if reasons.is_empty() {
        "No source recommends an exam for this role.".to_owned()
    } else {
        reasons.join(" ")
    };
    BindingConstraint {
        argument: ConstraintArgument::Goal,
        message,
        least_relaxation: None,
    }
}

/// Why an exam cannot be reached.
fn refusal_of(question: Question<'_>, exam: ExamIndex) -> String {
    let code = question.code(exam);
    let entry = question.catalogue.exam(exam);
    let day = question.exam_day(exam, 0);
    let requires = entry
        .record
        .prerequisites
        .iter()
        .zip(&entry.prerequisites)
        .filter(|(group, named)| {
            group.kind == PrerequisiteKind::Required && question.is_open(group, named)
        })
        .map(|(_, named)| codes(question, named, " or "))
        .collect::<Vec<_>>()
        .join(" and ");
    let successors = if entry.successors.is_empty() {
        "no successor is known"
    } else {
        "none of its successors can be booked either"
    };
    let pace = question.constraints.weekly_hours.hours();
    match (
        entry.lifecycle.last_bookable_day(),
        question.is_bookable(exam, 0),
    ) {
        (_, true) if !requires.is_empty() => {
            format!("{code} requires {requires}, which cannot be taken in time.")
        }
        (Some(last), false) if last < question.begin => {
            format!("{code} could be booked until {last}, and {successors}.")
        }
        (Some(last), _) if last < Day::MAX => format!(
            "{code} can be booked until {last}; study from {} at {pace} hours a week takes until \
             {day} or longer, and {successors}.",
            question.begin,
        ),
        (_, false) => format!("{code} is not open for booking on {day}, and {successors}."),
        (_, true) => format!("What comes before {code} cannot be taken in time."),
    }
}
