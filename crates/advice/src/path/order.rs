//! Puts a set of exams into an order in which each can be taken: prerequisites first, the source's
//! sequence kept, every exam bookable on its day.

use std::collections::HashSet;

use super::{
    calendar::RequestTime,
    credit::Credit,
    graph::{Graph, NodeId, Plan},
    problem::Question,
    search::SearchBudget,
};
use catalogue::ExamIndex;

/// A step of a path that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ordered {
    pub(super) place: NodeId,
    /// What is taken off its study time.
    pub(super) credit: Credit,
    /// When study for it begins.
    pub(super) begin: RequestTime,
    /// When it is taken.
    pub(super) end: RequestTime,
}

/// The first order, by level and key, in which the exams of a set can be taken with these credits;
/// `None` when there is none or the effort is spent.
///
/// What can follow depends only on which exams come before and on the moment that is reached, so a
/// pair of these that leads nowhere once leads nowhere again: each is tried once.
pub(super) fn order<'a>(
    question: Question<'a>,
    graph: &'a Graph,
    plan: &'a Plan,
    set: &[(NodeId, Credit)],
    effort: &mut SearchBudget<'a>,
) -> Option<Vec<Ordered>> {
    let mut preferred = set.to_vec();
    preferred.sort_by_key(|(place, _)| {
        let exam = graph.nodes[*place].exam;
        let level = question.catalogue.exam(exam).level;
        (plan.ranks[*place], level, exam)
    });
    let mut ordering = Ordering {
        question,
        graph,
        plan,
        set: preferred,
        taken: vec![],
        dead: HashSet::new(),
        effort,
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
    /// Sets of exams, as bits in the order of `set`, with the moment at which the last of them is
    /// taken, after which there is no way on.
    dead: HashSet<(u64, RequestTime)>,
    effort: &'e mut SearchBudget<'a>,
}

impl Ordering<'_, '_> {
    fn complete(&mut self, taken: u64, reached: RequestTime) -> bool {
        if self.taken.len() == self.set.len() {
            return true;
        }
        if self.dead.contains(&(taken, reached)) || !self.effort.spend() {
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

    /// An exam as the next step: nothing that it waits for is open, it is bookable on its day and
    /// before the deadline, and it is what is taken for something that is still open.
    fn next(&self, (place, credit): (NodeId, Credit), begin: RequestTime) -> Option<Ordered> {
        let node = &self.graph.nodes[place];
        let taken = |place: NodeId| self.taken.iter().any(|step| step.place == place);
        let ready = self
            .graph
            .must_be_covered_before(self.plan, place)
            .all(|open| open.is_covered_by(taken));
        if !ready {
            return None;
        }
        let end = self.question.taken(node.exam, begin, credit)?;
        let deadline = self.question.constraints.deadline;
        if deadline.is_some_and(|deadline| end.day > deadline) {
            return None;
        }
        let others = self.set.iter().filter(|(other, _)| *other != place);
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
                place,
                credit,
                begin,
                end,
            })
    }

    /// The credit of an exam: of the step that it is, else the one for what is held.
    fn credit(&self, exam: ExamIndex) -> Credit {
        let step = self
            .set
            .iter()
            .find(|(place, _)| self.graph.nodes[*place].exam == exam);
        step.map_or_else(|| self.question.credit(exam), |(_, credit)| *credit)
    }
}
