//! Paths: the exams to take, in order, from what a person holds to a goal.
//!
//! A request becomes goals; the goals become a graph of the exams that they can require; the graph
//! is searched exactly within a budget; the results are explained.
//! `docs/decisions/0005-path-search.md` lists the rules.

mod bound;
mod budget;
mod calendar;
mod credit;
mod explanation;
mod feasibility;
mod goal;
mod graph;
mod held;
mod objective;
#[cfg(test)]
mod oracle;
mod order;
mod problem;
mod reason_basis;
mod requirement;
mod result;
mod robustness;
#[cfg(test)]
mod scenarios;
mod search;
mod selection;
mod set_credit;
mod solution;
mod source_support;
mod summary;
mod supposition;
#[cfg(test)]
mod tests;
mod totals;
mod trade_off;
mod why_not;

pub use self::calendar::WeekRange;
pub(crate) use self::calendar::{day_after, weeks};
pub use self::held::{HeldTarget, held_targets};
pub use self::requirement::Requirement;
pub use self::result::{
    Addition, BindingConstraint, CertificationPath, Change, ConstraintArgument, Figure,
    MissingFigure, Objective, PathOutcome, PathStep, PathTotals, Reason, ReasonRule, Relaxation,
    Remedy, Substitution, Support,
};
pub use self::robustness::{
    Bounds, CanonicalProfile, Changes, DecidedAnswers, DecisiveUnknown, FactBounds, FactRobustness,
    MAX_HOURS, PLAUSIBLE_DAYS, PLAUSIBLE_PERCENT, ReviewItem, ReviewQueue, Robustness, Span,
    canonical_profiles, decided_answers, review_queue, robustness,
};
pub use self::trade_off::trade_off;
pub use self::why_not::{PathGoal, WhyNot, WhyNotReason, WhyNotRule, why_not};
use self::{
    credit::Credits,
    explanation::Explanation,
    feasibility::Conflict,
    goal::Destination,
    problem::Question,
    solution::{MAX_PARTIAL_PATHS, Solution},
};
use super::{Cancel, Constraints, Profile};
use catalogue::{Catalogue, Day, ExamIndex, RoleIndex};

/// The maximum number of paths in a result.
pub const MAX_PATHS: usize = 10;

/// The paths to a role by the recommendations of all sources, at most `first` (1 to [`MAX_PATHS`]),
/// as of a day.
///
/// A cancelled search is reported as truncated.
pub fn recommend_for_role(
    catalogue: &Catalogue,
    role: RoleIndex,
    profile: &Profile,
    constraints: &Constraints,
    day: Day,
    first: usize,
    cancel: &dyn Cancel,
) -> PathOutcome {
    let credits = Credits::new(catalogue, profile, constraints.start_on.max(day));
    let question = Question::new(profile, constraints, &credits, day).with_cancel(cancel);
    answer(question, Destination::Role(role), first)
}

/// The paths to an exam, or to its substitute if it is not bookable, at most `first` (1 to
/// [`MAX_PATHS`]), as of a day.
///
/// A cancelled search is reported as truncated.
pub fn path_to_exam(
    catalogue: &Catalogue,
    exam: ExamIndex,
    profile: &Profile,
    constraints: &Constraints,
    day: Day,
    first: usize,
    cancel: &dyn Cancel,
) -> PathOutcome {
    let credits = Credits::new(catalogue, profile, constraints.start_on.max(day));
    let question = Question::new(profile, constraints, &credits, day).with_cancel(cancel);
    answer(question, Destination::Exam(exam), first)
}

fn answer(question: Question<'_>, destination: Destination, first: usize) -> PathOutcome {
    let (paths, truncated) = paths(question, destination, first.clamp(1, MAX_PATHS));
    if !paths.is_empty() {
        return PathOutcome::Recommended { paths, truncated };
    }
    let conflict = Conflict::of(question, destination);
    let mut truncated = truncated || conflict.truncated;
    let nearest = conflict
        .remedied
        .as_ref()
        .and_then(|(profile, constraints)| {
            let question = Question {
                profile,
                constraints,
                ..question
            };
            let (paths, ended_early) = self::paths(question, destination, 1);
            truncated |= ended_early;
            paths.into_iter().next().map(Box::new)
        });
    PathOutcome::NoFeasible {
        binding: conflict.binding,
        remedies: conflict.remedies,
        nearest,
        truncated,
    }
}

/// The paths that satisfy every constraint, best first, and whether a search limit was hit.
fn paths(
    question: Question<'_>,
    destination: Destination,
    first: usize,
) -> (Vec<CertificationPath>, bool) {
    let solution = Solution::find(question, destination, MAX_PARTIAL_PATHS);
    let explanation = Explanation {
        question,
        destination,
        graph: &solution.graph,
    };
    if solution.is_reached() {
        return (vec![explanation.nothing_to_take()], solution.truncated);
    }
    let selection = solution.selection(question, destination, first);
    let mut paths: Vec<CertificationPath> = selection
        .iter()
        .enumerate()
        .map(|(index, selected)| explanation.path(selected, index + 1))
        .collect();
    explanation.disambiguate_labels(&mut paths);
    (paths, solution.truncated)
}
