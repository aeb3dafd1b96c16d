//! The days on which something must be decided.
//!
//! A later sitting is valid longer and leaves more time to study, so a cheapest plan exists in which
//! every sitting and renewal is on the last day on which it still serves: the first day of the
//! question, the last valid day of a pass and the day after it, the day on which a renewal closes,
//! and the last day before the terms of an exam or set change. Other days need no decision.

use catalogue::Day;

use super::{
    problem::{ExamAt, Problem},
    state::{Action, ActionKind, State},
};

/// The days that do not depend on what was done before, in order.
pub(super) fn fixed_days(problem: &Problem) -> Vec<Day> {
    let exams = problem.exams.iter().flat_map(|model| &model.last_days);
    let sets = problem.exams.iter().flat_map(|model| &model.set_ends);
    let mut days: Vec<Day> = exams.chain(sets).copied().chain([problem.from]).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The next day of the period on which something must be decided; `None` if nothing is left.
pub(super) fn next(problem: &Problem, fixed: &[Day], state: &State) -> Option<Day> {
    let after = fixed.partition_point(|day| *day < state.day);
    let mut found = fixed.get(after).copied();
    let mut consider = |day: Option<Day>| {
        if let Some(day) = day.filter(|day| state.day <= *day) {
            found = Some(found.map_or(day, |found| found.min(day)));
        }
    };
    for pass in &state.passes {
        let model = &problem.exams[pass.exam];
        if model.is_renewed {
            consider(Some(pass.end));
        }
        consider(pass.end.succ_opt());
        let renewal = state.renewal(problem, pass.exam, state.day.max(pass.start));
        consider(renewal.map(|renewal| renewal.closes));
    }
    found.filter(|day| *day <= problem.to)
}

/// What may be worth doing on a day although no certification needs it yet: on the next day it would
/// be worth less, or impossible.
pub(super) fn last_chances(problem: &Problem, state: &State, day: Day) -> Vec<Action> {
    let mut found = Vec::new();
    if day < problem.start {
        return found;
    }
    for (exam, model) in problem.exams.iter().enumerate() {
        let is_last_day = model.last_days.binary_search(&day).is_ok();
        let lapses = |renewed: &ExamAt| state.expiry(*renewed, day) == Some(day);
        let is_last_chance =
            is_last_day || model.renews.iter().any(lapses) || model.set_ends.contains(&day);
        if is_last_chance && model.terms_on(day).bookable {
            found.push(Action {
                day,
                kind: ActionKind::Sitting,
                exam,
            });
        }
        if let Some(renewal) = state.renewal(problem, exam, day)
            && renewal.opens <= day
            && (renewal.closes == day || is_last_day && day < renewal.closes)
        {
            found.push(Action {
                day,
                kind: ActionKind::Renewal,
                exam,
            });
        }
    }
    found
}
