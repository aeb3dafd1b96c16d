//! Finds every Pareto-optimal path: an exact branch-and-bound search.
//!
//! A path's score depends only on its set of exams. Sets are searched first, always extending at
//! the first open obligation; each complete set is then ordered. A partial set is pruned as soon as
//! a known path dominates every extension.

use std::collections::HashSet;

use super::{
    bound::{Bound, Bounds},
    budget::SearchBudget,
    calendar::day_after,
    credit::Credit,
    graph::{Graph, NodeId, Obligation, Plan, obligations},
    objective::{Cost, Score, Signal},
    order::{Ordered, order},
    problem::Question,
};
use catalogue::ExamIndex;

/// The maximum number of steps of a path, whatever the request allows.
pub(super) const MAX_STEPS: usize = 32;

/// A path found by the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) score: Score,
    /// The steps in order.
    pub(super) steps: Vec<Ordered>,
    /// The exams by key.
    pub(super) exams: Vec<ExamIndex>,
}

impl Found {
    /// The preference among paths with equal scores: shorter, then first by key.
    pub(super) fn tie_break(&self) -> (usize, &[ExamIndex]) {
        (self.exams.len(), &self.exams)
    }
}

/// The Pareto front: paths that no other dominates, one for each score.
#[derive(Debug, Default)]
pub(super) struct ParetoFront {
    pub(super) paths: Vec<Found>,
}

impl ParetoFront {
    /// Whether nothing with at least this cost and at most this signal can be better.
    fn rules_out(&self, cost: Cost, signal: Signal) -> bool {
        let at_best = Score { cost, signal };
        self.paths.iter().any(|path| path.score.dominates(at_best))
    }

    pub(super) fn add(&mut self, found: Found) {
        let worse = |known: &Found| {
            known.score.dominates(found.score)
                || known.score == found.score && known.tie_break() <= found.tie_break()
        };
        if !self.paths.iter().any(worse) {
            self.paths
                .retain(|known| known.score != found.score && !found.score.dominates(known.score));
            self.paths.push(found);
        }
    }
}

/// Searches all ways to one goal.
pub(super) struct Search<'a, 'e> {
    question: Question<'a>,
    graph: &'a Graph,
    plan: &'a Plan,
    /// The signal of each exam of the graph as a target.
    signals: &'a [Signal],
    /// The exam that every path must contain, if any.
    with: Option<NodeId>,
    bounds: Bounds<'a>,
    seen: HashSet<Vec<NodeId>>,
    budget: &'e mut SearchBudget<'a>,
    front: ParetoFront,
}

impl<'a, 'e> Search<'a, 'e> {
    pub(super) fn new(
        question: Question<'a>,
        graph: &'a Graph,
        plan: &'a Plan,
        signals: &'a [Signal],
        budget: &'e mut SearchBudget<'a>,
    ) -> Self {
        Self {
            question,
            graph,
            plan,
            signals,
            with: None,
            bounds: Bounds::of(graph, plan, signals),
            seen: HashSet::new(),
            budget,
            front: ParetoFront::default(),
        }
    }

    /// Restricts the search to paths with this exam.
    pub(super) fn with(self, exam: Option<NodeId>) -> Self {
        Self { with: exam, ..self }
    }

    /// The Pareto front of paths to the goal.
    pub(super) fn run(mut self) -> ParetoFront {
        self.extend(&mut Vec::new(), Bound::default());
        self.front
    }

    /// Tries every way to cover the first open obligation of a set. The recursion depth is the
    /// number of steps, which is bounded.
    fn extend(&mut self, set: &mut Vec<NodeId>, least: Bound) {
        let Some(open) = self.first_open(set) else {
            self.complete(set);
            return;
        };
        for node in &open.covers {
            let least = least.plus(Bound::step(self.graph.nodes[*node].least));
            set.push(*node);
            if self.allows(least)
                && self.is_new(set)
                && self.budget.spend()
                && self.is_promising(set, least)
            {
                self.extend(set, least);
            }
            set.pop();
        }
    }

    /// Whether a set is seen for the first time, in any order of its exams.
    fn is_new(&mut self, set: &[NodeId]) -> bool {
        // Single-exam sets come only from the empty set, once each.
        if set.len() < 2 {
            return true;
        }
        let mut key = set.to_vec();
        key.sort_unstable();
        self.seen.insert(key)
    }

    fn first_open(&self, set: &[NodeId]) -> Option<&'a Obligation> {
        obligations(self.graph, self.plan, set)
            .find(|obligation| !obligation.is_covered_by(|node| set.contains(&node)))
    }

    /// Whether a superset may be on the Pareto front.
    fn is_promising(&mut self, set: &[NodeId], least: Bound) -> bool {
        let least = least.plus(self.bounds.rest(set));
        self.allows(least)
            && self
                .with
                .is_none_or(|with| self.bounds.may_lead_to(set, with))
            && self
                .bounds
                .strongest(set)
                .is_some_and(|signal| !self.front.rules_out(least.cost, signal))
    }

    /// Whether the lower bound of a path satisfies the constraints. An unknown figure breaks no
    /// constraint; the path reports incomplete totals.
    fn allows(&mut self, least: Bound) -> bool {
        let limits = self.question.constraints;
        let weeks = u64::try_from(least.known_weeks).unwrap_or_default();
        let allowed = limits.max_steps.is_none_or(|most| least.steps <= most)
            && limits
                .max_fees
                .is_none_or(|most| least.known_fees <= most.minor())
            && limits
                .deadline
                .is_none_or(|deadline| day_after(self.question.begin, weeks) <= deadline);
        self.budget.exhausted |= allowed && least.steps > MAX_STEPS;
        allowed && least.steps <= MAX_STEPS
    }

    fn complete(&mut self, set: &[NodeId]) {
        if self.with.is_some_and(|with| !set.contains(&with)) {
            return;
        }
        let credits = self.question.credits.of_set(self.graph, self.plan, set);
        let credited: Vec<(NodeId, Credit)> = set.iter().copied().zip(credits).collect();
        let whole = credited
            .iter()
            .map(|(node, credit)| self.question.cost(self.graph.nodes[*node].exam, *credit))
            .map(Bound::step)
            .fold(Bound::default(), Bound::plus);
        let cost = whole.cost;
        let targets = self.plan.slots.last().map(|slot| &slot.obligation.covers);
        let signal = targets
            .into_iter()
            .flatten()
            .filter(|node| set.contains(node))
            .map(|node| self.signals[*node])
            .max();
        let Some(signal) = signal.filter(|signal| !self.front.rules_out(cost, *signal)) else {
            return;
        };
        if !self.allows(whole) || !self.is_minimal(set) {
            return;
        }
        if let Some(steps) = order(self.question, self.graph, self.plan, &credited, self.budget) {
            let mut exams: Vec<ExamIndex> = set
                .iter()
                .map(|node| self.graph.nodes[*node].exam)
                .collect();
            exams.sort_unstable();
            self.front.add(Found {
                score: Score { cost, signal },
                steps,
                exams,
            });
        }
    }

    /// Whether no exam of a set is superfluous.
    fn is_minimal(&self, set: &[NodeId]) -> bool {
        set.iter().all(|left_out| {
            let rest: Vec<NodeId> = set
                .iter()
                .copied()
                .filter(|node| node != left_out)
                .collect();
            obligations(self.graph, self.plan, &rest)
                .any(|open| !open.is_covered_by(|node| rest.contains(&node)))
        })
    }
}
