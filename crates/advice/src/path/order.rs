//! Finds a valid order for a set of exams: prerequisites first, the source's sequence preserved,
//! every exam bookable on its day.

use std::collections::HashSet;

use super::{
    budget::SearchBudget,
    calendar::PathTime,
    credit::Credit,
    graph::{Graph, NodeId, Plan},
    problem::Question,
};
use catalogue::ExamIndex;

/// A step with its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ordered {
    pub(super) node: NodeId,
    /// The credit on its study time.
    pub(super) credit: Credit,
    /// The start of its study.
    pub(super) begin: PathTime,
    /// The time at which the exam is taken.
    pub(super) end: PathTime,
}

/// The first valid order, by level and key, for a set of exams with these credits; `None` if there
/// is none or the budget is exhausted.
///
/// What can follow depends only on which exams come before and on the time reached, so each such
/// pair is tried once.
pub(super) fn order<'a>(
    question: Question<'a>,
    graph: &'a Graph,
    plan: &'a Plan,
    set: &[(NodeId, Credit)],
    budget: &mut SearchBudget<'a>,
) -> Option<Vec<Ordered>> {
    let mut preferred = set.to_vec();
    preferred.sort_by_key(|(node, _)| {
        let exam = graph.nodes[*node].exam;
        let level = question.catalogue.exam(exam).level;
        (plan.ranks[*node], level, exam)
    });
    let mut ordering = Ordering {
        question,
        graph,
        plan,
        set: preferred,
        taken: vec![],
        dead: HashSet::new(),
        budget,
    };
    ordering
        .complete(0, question.start())
        .then_some(ordering.taken)
}

struct Ordering<'a, 'e> {
    question: Question<'a>,
    graph: &'a Graph,
    plan: &'a Plan,
    set: Vec<(NodeId, Credit)>,
    taken: Vec<Ordered>,
    /// Dead ends: sets of exams, as bits in the order of `set`, with the time at which the last of
    /// them is taken.
    dead: HashSet<(u64, PathTime)>,
    budget: &'e mut SearchBudget<'a>,
}

impl Ordering<'_, '_> {
    fn complete(&mut self, taken: u64, reached: PathTime) -> bool {
        if self.taken.len() == self.set.len() {
            return true;
        }
        if self.dead.contains(&(taken, reached)) || !self.budget.spend() {
            return false;
        }
        for at in 0..self.set.len() {
            let bit = 1 << at;
            if taken & bit != 0 {
                continue;
            }
            let Some(step) = self.next(self.set[at], reached) else {
                continue;
            };
            self.taken.push(step);
            if self.complete(taken | bit, step.end) {
                return true;
            }
            self.taken.pop();
        }
        self.dead.insert((taken, reached));
        false
    }

    /// An exam as the next step: its predecessors are taken, it is bookable on its day before the
    /// deadline, and it covers an open obligation.
    fn next(&self, (position, credit): (NodeId, Credit), begin: PathTime) -> Option<Ordered> {
        let node = &self.graph.nodes[position];
        let taken = |position: NodeId| self.taken.iter().any(|step| step.node == position);
        let ready = self
            .graph
            .must_be_covered_before(self.plan, position)
            .all(|open| open.is_covered_by(taken));
        if !ready {
            return None;
        }
        let end = self.question.taken(node.exam, begin, credit)?;
        let deadline = self.question.constraints.deadline;
        if deadline.is_some_and(|deadline| end.day > deadline) {
            return None;
        }
        let others = self.set.iter().filter(|(other, _)| *other != position);
        let mut open = self
            .plan
            .slots
            .iter()
            .map(|slot| &slot.obligation)
            .chain(others.flat_map(|(other, _)| &self.graph.nodes[*other].before))
            .filter(|obligation| !obligation.is_covered_by(taken));
        let credit_of = |exam| self.credit(exam);
        open.any(|open| open.calls_for(self.question, node.exam, begin, credit_of))
            .then_some(Ordered {
                node: position,
                credit,
                begin,
                end,
            })
    }

    /// The credit of an exam: that of its step, otherwise the one for held exams.
    fn credit(&self, exam: ExamIndex) -> Credit {
        let step = self
            .set
            .iter()
            .find(|(node, _)| self.graph.nodes[*node].exam == exam);
        step.map_or_else(|| self.question.credit(exam), |(_, credit)| *credit)
    }
}
