//! Lower bounds of partial sets, for pruning.

use super::{
    graph::{Graph, NodeId, Obligation, Plan, obligations},
    objective::{Cost, Signal},
};

/// A lower bound of a set, or of its missing part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bound {
    /// The cost in the sense of scores: an unknown figure exceeds every known one.
    pub(super) cost: Cost,
    /// The known fees, for the budget constraint: an unknown figure is zero.
    pub(super) known_fees: i64,
    /// The known weeks, for the deadline constraint, likewise.
    pub(super) known_weeks: i64,
    pub(super) steps: usize,
}

impl Bound {
    /// The bound of one step with this cost.
    pub(super) fn step(cost: Cost) -> Self {
        Self {
            known_fees: cost.fees.known,
            known_weeks: cost.weeks.known,
            cost,
            steps: 1,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            cost: self.cost.plus(other.cost),
            known_fees: self.known_fees.saturating_add(other.known_fees),
            known_weeks: self.known_weeks.saturating_add(other.known_weeks),
            steps: self.steps + other.steps,
        }
    }

    fn lower(self, other: Self) -> Self {
        Self {
            cost: self.cost.lower(other.cost),
            known_fees: self.known_fees.min(other.known_fees),
            known_weeks: self.known_weeks.min(other.known_weeks),
            steps: self.steps.min(other.steps),
        }
    }

    fn higher(self, other: Self) -> Self {
        Self {
            cost: self.cost.higher(other.cost),
            known_fees: self.known_fees.max(other.known_fees),
            known_weeks: self.known_weeks.max(other.known_weeks),
            steps: self.steps.max(other.steps),
        }
    }
}

/// Lower bounds of the partial sets of one goal.
pub(super) struct Bounds<'a> {
    graph: &'a Graph,
    plan: &'a Plan,
    /// For each exam, the strongest signal of a target that it is or can lead to.
    strongest: Vec<Option<Signal>>,
    /// What each exam adds to the current set; only entries of the current round are valid.
    added: Vec<(u64, Option<Bound>)>,
    round: u64,
}

impl<'a> Bounds<'a> {
    pub(super) fn of(graph: &'a Graph, plan: &'a Plan, signals: &[Signal]) -> Self {
        let targets = plan
            .slots
            .last()
            .map(|slot| slot.obligation.covers.as_slice());
        let targets = targets.unwrap_or_default();
        let strongest = (0..graph.nodes.len())
            .map(|node| {
                let led_to = targets
                    .iter()
                    .filter(|target| **target == node || graph.reaches[node][**target]);
                led_to.map(|target| signals[*target]).max()
            })
            .collect();
        Self {
            graph,
            plan,
            strongest,
            added: vec![(0, None); graph.nodes.len()],
            round: 0,
        }
    }

    /// A lower bound of what a set lacks. Only the most expensive open obligation counts, because
    /// one exam may cover several.
    pub(super) fn rest(&mut self, set: &[NodeId]) -> Bound {
        self.round += 1;
        let (graph, plan) = (self.graph, self.plan);
        obligations(graph, plan, set)
            .map(|obligation| self.missing(obligation, set))
            .fold(Bound::default(), Bound::higher)
    }

    fn missing(&mut self, obligation: &Obligation, set: &[NodeId]) -> Bound {
        if obligation.is_covered_by(|node| set.contains(&node)) {
            return Bound::default();
        }
        let covers = obligation.covers.iter();
        covers
            .map(|node| self.added(*node, set))
            .reduce(Bound::lower)
            .unwrap_or_default()
    }

    /// What an exam outside the set adds to it, prerequisites included.
    fn added(&mut self, position: NodeId, set: &[NodeId]) -> Bound {
        if self.added[position].0 == self.round {
            // The exam is being computed already, in a cycle of advice: it adds nothing.
            return self.added[position].1.unwrap_or_default();
        }
        self.added[position] = (self.round, None);
        let graph = self.graph;
        let node = &graph.nodes[position];
        let before = node
            .before
            .iter()
            .map(|obligation| self.missing(obligation, set))
            .fold(Bound::default(), Bound::higher);
        let bound = before.plus(Bound::step(node.least));
        self.added[position] = (self.round, Some(bound));
        bound
    }

    /// The strongest signal of a path that contains a set.
    pub(super) fn strongest(&self, set: &[NodeId]) -> Option<Signal> {
        self.within_reach(set)
            .filter_map(|node| self.strongest[node])
            .max()
    }

    /// Whether a path that contains a set can contain an exam.
    pub(super) fn may_lead_to(&self, set: &[NodeId], exam: NodeId) -> bool {
        self.within_reach(set)
            .any(|node| node == exam || self.graph.reaches[node][exam])
    }

    /// The exams of a set, and those that can be added directly for the goal's slots.
    fn within_reach(&self, set: &[NodeId]) -> impl Iterator<Item = NodeId> {
        let slots = self.plan.slots.iter().map(|slot| &slot.obligation);
        let open = slots.filter(|slot| !slot.is_covered_by(|node| set.contains(&node)));
        set.iter()
            .copied()
            .chain(open.flat_map(|slot| slot.covers.iter().copied()))
    }
}
