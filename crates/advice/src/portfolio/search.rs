//! Finds the cheapest plan: states are visited from the cheapest on, each once.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, HashSet},
};

use catalogue::Day;

use super::{
    deadline::{fixed_days, last_chances, next},
    problem::{ExamAt, Problem},
    state::{Action, ActionKind, State},
};
use crate::Cancel;

/// The most states that one search visits before it takes the first plan that it finds.
pub(super) const MAX_STATES: usize = 20_000;

/// The number of states between two polls for cancellation.
const CANCEL_CHECK_INTERVAL: usize = 64;

/// What a plan costs; plans are compared by it from the first field to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Cost {
    /// The number of unknown fees.
    pub(super) unknown_fees: u32,
    /// The sum of known fees in minor units.
    pub(super) fees: i64,
    pub(super) sittings: u32,
    pub(super) renewals: u32,
}

impl Cost {
    pub(super) fn plus(self, fee: Option<i64>, kind: ActionKind) -> Self {
        Self {
            unknown_fees: self.unknown_fees + u32::from(fee.is_none()),
            fees: self.fees.saturating_add(fee.unwrap_or_default()),
            sittings: self.sittings + u32::from(kind == ActionKind::Sitting),
            renewals: self.renewals + u32::from(kind == ActionKind::Renewal),
        }
    }
}

impl Cost {
    /// The cost of both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            unknown_fees: self.unknown_fees + other.unknown_fees,
            fees: self.fees.saturating_add(other.fees),
            sittings: self.sittings + other.sittings,
            renewals: self.renewals + other.renewals,
        }
    }
}

/// A plan, or the part of one up to a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) cost: Cost,
    /// In order of days.
    pub(super) actions: Vec<Action>,
}

impl Ord for Plan {
    /// The cheaper first; of two of equal cost the one with later days, then with the first exam.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |action: &Action| (Reverse(action.day), action.kind, action.exam);
        self.cost.cmp(&other.cost).then_with(|| {
            let (own, others) = (self.actions.iter().map(key), other.actions.iter().map(key));
            own.cmp(others)
        })
    }
}

impl PartialOrd for Plan {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The result of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The best plan; `None` if there is none.
    pub(super) plan: Option<Plan>,
    /// Whether a limit was hit, so that a cheaper plan may exist, or any.
    pub(super) truncated: bool,
    /// How many states were visited.
    pub(super) states: usize,
}

/// The order in which states are visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visits {
    /// The cheapest first: the first plan is the best.
    Cheapest,
    /// The one that got furthest first: finds some plan soon.
    Furthest,
}

/// The cheapest plan.
pub(super) fn cheapest(problem: &Problem, cancel: &dyn Cancel) -> Found {
    let fixed = fixed_days(problem);
    let search = |visits| run(problem, &fixed, visits, cancel);
    let exact = search(Visits::Cheapest);
    if !exact.truncated {
        return exact;
    }
    let any = search(Visits::Furthest);
    Found {
        truncated: true,
        states: exact.states + any.states,
        ..any
    }
}

/// A state with the plan that leads to it.
#[derive(Debug, PartialEq, Eq)]
struct Node {
    /// Compared before the plan.
    rank: Option<Reverse<Day>>,
    plan: Plan,
    state: State,
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        let (own, others) = ((self.rank, &self.plan), (other.rank, &other.plan));
        own.cmp(&others)
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn run(problem: &Problem, fixed: &[Day], visits: Visits, cancel: &dyn Cancel) -> Found {
    let node = |plan, state: State| {
        let rank = (visits == Visits::Furthest).then_some(Reverse(state.day));
        Reverse(Node { rank, plan, state })
    };
    let nothing_done = Plan {
        cost: Cost::default(),
        actions: Vec::new(),
    };
    let mut open = BinaryHeap::from([node(nothing_done, State::first(problem))]);
    let mut visited = HashSet::new();
    while let Some(Reverse(Node { plan, state, .. })) = open.pop() {
        let Some(day) = next(problem, fixed, &state) else {
            return Found {
                plan: Some(plan),
                truncated: false,
                states: visited.len(),
            };
        };
        if !visited.insert(state.clone()) {
            continue;
        }
        let polls = visited.len() % CANCEL_CHECK_INTERVAL == 1;
        if visited.len() > MAX_STATES || polls && cancel.is_cancelled() {
            return Found {
                plan: None,
                truncated: true,
                states: visited.len(),
            };
        }
        let mut chosen = Vec::new();
        let chances = last_chances(problem, &state, day);
        let day = DayChoices {
            problem,
            state: &state,
            day,
        };
        day.choose(&chances, &mut chosen, &mut |chosen, after| {
            let mut plan = plan.clone();
            for action in chosen {
                plan.cost = plan.cost.plus(day.fee(*action), action.kind);
            }
            let before = plan.actions.len();
            plan.actions.extend_from_slice(chosen);
            plan.actions[before..].sort_unstable_by_key(|action| (action.kind, action.exam));
            open.push(node(plan, after));
        });
    }
    Found {
        plan: None,
        truncated: false,
        states: visited.len(),
    }
}

/// The ways to get through a day.
#[derive(Debug, Clone, Copy)]
struct DayChoices<'a> {
    problem: &'a Problem,
    state: &'a State,
    day: Day,
}

impl DayChoices<'_> {
    /// The fee of an action in minor units; `None` if unknown.
    fn fee(self, action: Action) -> Option<i64> {
        match action.kind {
            ActionKind::Sitting => self.problem.exams[action.exam].terms_on(self.day).fee,
            ActionKind::Renewal => {
                let renewal = self.state.renewal(self.problem, action.exam, self.day);
                renewal.and_then(|renewal| renewal.fee)
            }
        }
    }

    /// Takes or leaves each chance, then completes the day.
    fn choose(
        self,
        chances: &[Action],
        chosen: &mut Vec<Action>,
        visit: &mut impl FnMut(&[Action], State),
    ) {
        let Some((first, rest)) = chances.split_first() else {
            return self.complete(chosen, visit);
        };
        self.choose(rest, chosen, visit);
        chosen.push(*first);
        self.choose(rest, chosen, visit);
        chosen.pop();
    }

    /// Adds sittings until every prerequisite is met and every certification valid.
    fn complete(self, chosen: &mut Vec<Action>, visit: &mut impl FnMut(&[Action], State)) {
        let sat: Vec<ExamAt> = chosen
            .iter()
            .filter(|action| action.kind == ActionKind::Sitting)
            .map(|action| action.exam)
            .collect();
        let mut groups = sat
            .iter()
            .filter_map(|exam| self.state.missing_group(self.problem, *exam, &sat));
        if let Some(group) = groups.next() {
            for exam in group {
                self.add(&[*exam], chosen, visit);
            }
            return;
        }
        let mut after = self.state.clone();
        after.act(self.problem, self.day, chosen);
        if let Some(credential) = after.first_invalid(self.problem, self.day) {
            for set in &self.problem.credentials[credential].sets {
                if set.from.is_none_or(|from| from <= self.day)
                    && set.until.is_none_or(|until| self.day <= until)
                {
                    let counts = |exam: &ExamAt| after.counts(*exam, set.until, self.day);
                    let lacking = set.exams.iter().copied().filter(|exam| !counts(exam));
                    self.add(&lacking.collect::<Vec<_>>(), chosen, visit);
                }
            }
            return;
        }
        if after.is_studied_for(self.problem, self.day, self.state) {
            after.end_day(self.problem, self.day);
            visit(chosen, after);
        }
    }

    fn add(
        self,
        exams: &[ExamAt],
        chosen: &mut Vec<Action>,
        visit: &mut impl FnMut(&[Action], State),
    ) {
        let before = chosen.len();
        let sitting = |exam: &ExamAt| Action {
            day: self.day,
            kind: ActionKind::Sitting,
            exam: *exam,
        };
        let is_possible = |exam: &ExamAt| {
            self.problem.start <= self.day
                && self.problem.exams[*exam].terms_on(self.day).bookable
                && !chosen.contains(&sitting(exam))
        };
        if exams.iter().all(is_possible) {
            chosen.extend(exams.iter().map(sitting));
            self.complete(chosen, visit);
            chosen.truncate(before);
        }
    }
}
