//! What happens when the actions of a plan are done on given days.

use catalogue::Day;

use super::{
    problem::{Problem, most_where},
    state::{Action, ActionKind, State},
};

/// The days on which a certification is valid without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValidDays {
    /// The first day, or the first day of the plan if it was valid before.
    pub from: Day,
    /// The last day; `None` if it does not expire.
    pub until: Option<Day>,
}

/// The course of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Course {
    /// For each certification, the first day of the question on which it is not valid.
    pub(super) lost: Vec<Option<Day>>,
    /// The actions that are not possible on their day, by place.
    pub(super) blocked: Vec<usize>,
    /// For each certification, when it is valid.
    pub(super) valid: Vec<Vec<ValidDays>>,
    /// The result of each action.
    pub(super) results: Vec<ActionResult>,
}

/// What follows from an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ActionResult {
    /// The last day on which its exam's credential is valid afterwards.
    pub(super) valid_until: Day,
    /// Its fee in minor units; `None` if unknown.
    pub(super) fee: Option<i64>,
    /// The day of the pass that a renewal extends; `None` for a sitting.
    pub(super) passed: Option<Day>,
}

/// The result of an action that is not done.
const NOT_DONE: ActionResult = ActionResult {
    valid_until: Day::MIN,
    fee: None,
    passed: None,
};

impl Course {
    /// Does what is possible of some actions, in any order, and looks at every day that matters.
    pub(super) fn of(problem: &Problem, actions: &[Action]) -> Self {
        let mut course = Self {
            lost: vec![None; problem.credentials.len()],
            blocked: Vec::new(),
            valid: vec![Vec::new(); problem.credentials.len()],
            results: vec![NOT_DONE; actions.len()],
        };
        let mut state = State::first(problem);
        let mut next = Some(state.day);
        while let Some(day) = next {
            state.day = day;
            course.act(problem, actions, &mut state);
            course.look(problem, &state, day);
            next = Self::next(problem, actions, &state, day);
            state.end_day(problem, day);
        }
        course
    }

    /// Whether every action is possible and everything stays valid.
    pub(super) fn holds(&self) -> bool {
        self.blocked.is_empty() && self.lost.iter().all(Option::is_none)
    }

    fn act(&mut self, problem: &Problem, actions: &[Action], state: &mut State) {
        let day = state.day;
        let today = || {
            let places = actions.iter().enumerate();
            places.filter(|(_, action)| action.day == day)
        };
        if today().next().is_none() {
            return;
        }
        let sat: Vec<usize> = today()
            .filter(|(_, action)| action.kind == ActionKind::Sitting)
            .map(|(_, action)| action.exam)
            .collect();
        let mut possible: Vec<(usize, Action)> = Vec::new();
        for (place, action) in today() {
            let renewal = state.renewal(problem, action.exam, day);
            let terms = problem.exams[action.exam].terms_on(day);
            let result = &mut self.results[place];
            let is_possible = match action.kind {
                ActionKind::Renewal => {
                    result.fee = renewal.and_then(|days| days.fee);
                    result.passed = renewal.map(|days| days.passed);
                    renewal.is_some_and(|days| days.opens <= day && day <= days.closes)
                }
                ActionKind::Sitting => {
                    result.fee = terms.fee;
                    terms.bookable && state.missing_group(problem, action.exam, &sat).is_none()
                }
            };
            // Once a day is enough.
            let is_repeated = possible.iter().any(|(_, other)| *other == *action);
            if is_possible && !is_repeated && problem.start <= day {
                possible.push((place, *action));
            } else {
                self.blocked.push(place);
            }
        }
        let before = state.clone();
        let done: Vec<Action> = possible.iter().map(|(_, action)| *action).collect();
        state.act(problem, day, &done);
        if !state.is_studied_for(problem, day, &before) {
            self.blocked
                .extend(possible.iter().map(|(place, _)| *place));
        }
        for (place, action) in possible {
            self.results[place].valid_until = state.expiry(action.exam, day).unwrap_or(day);
        }
    }

    fn look(&mut self, problem: &Problem, state: &State, day: Day) {
        for credential in 0..problem.credentials.len() {
            let is_valid = state.is_valid(problem, credential, day);
            if !is_valid && (problem.from..=problem.to).contains(&day) {
                self.lost[credential].get_or_insert(day);
            }
            let spans = &mut self.valid[credential];
            match spans.last_mut() {
                Some(span) if span.until.is_none() && is_valid => {}
                Some(span) if span.until.is_none() => span.until = day.pred_opt(),
                _ if is_valid => spans.push(ValidDays {
                    from: day,
                    until: None,
                }),
                _ => {}
            }
        }
    }

    /// The next day on which something may change.
    fn next(problem: &Problem, actions: &[Action], state: &State, day: Day) -> Option<Day> {
        let ends = state.passes.iter().filter_map(|pass| pass.end.succ_opt());
        let sets = problem.credentials.iter().flat_map(|model| &model.sets);
        let begins = sets.filter_map(|set| set.from);
        let acts = actions.iter().map(|action| action.day);
        let fixed = [problem.from].into_iter();
        let days = ends.chain(begins).chain(acts).chain(fixed);
        days.filter(|next| day < *next).min()
    }
}

/// The earliest days of the same actions in which the plan still holds: all of them together.
///
/// The last action is moved as far forward as possible, then the one before it, until nothing moves.
pub(super) fn earliest(problem: &Problem, actions: &[Action]) -> Vec<Day> {
    let mut moved = actions.to_vec();
    loop {
        let before = moved.clone();
        for place in (0..moved.len()).rev() {
            let action = moved[place];
            let last_days = &problem.exams[action.exam].last_days;
            let earlier = last_days.partition_point(|last| *last < action.day);
            let terms_begin = earlier
                .checked_sub(1)
                .and_then(|earlier| last_days[earlier].succ_opt());
            let first = terms_begin.unwrap_or(problem.start).max(problem.start);
            // Counted backwards from the day, the plan holds up to some day and then no more.
            let back = |days: u64| action.day - chrono::Days::new(days);
            let most = (action.day - first).num_days().unsigned_abs();
            let holds = |days: u64| {
                let mut actions = moved.clone();
                actions[place].day = back(days);
                Course::of(problem, &actions).holds()
            };
            moved[place].day = back(most_where(most, holds));
        }
        if moved == before {
            return moved.iter().map(|action| action.day).collect();
        }
    }
}
