//! Puts a set of exams into an order in which each can be taken: prerequisites first, the source's
//! sequence kept, every exam bookable on its day.

use std::collections::HashSet;

use super::{
    graph::{Graph, Place, Plan},
    question::Question,
    search::Effort,
};

/// The first order, by level and key, in which the exams of a set can be taken; `None` when there
/// is none or the effort is spent.
///
/// How many weeks lie before a step depends only on which exams come before it, so a set of exams
/// that leads nowhere once leads nowhere again: each is tried once.
pub(super) fn order(
    question: Question<'_>,
    graph: &Graph,
    plan: &Plan,
    set: &[Place],
    effort: &mut Effort,
) -> Option<Vec<Place>> {
    let mut preferred = set.to_vec();
    preferred.sort_by_key(|place| {
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
    ordering.complete(0).then_some(ordering.taken)
}

struct Ordering<'a, 'e> {
    question: Question<'a>,
    graph: &'a Graph,
    plan: &'a Plan,
    set: Vec<Place>,
    taken: Vec<Place>,
    /// Sets of exams, as bits in the order of `set`, after which there is no way on.
    dead: HashSet<u64>,
    effort: &'e mut Effort,
}

impl Ordering<'_, '_> {
    fn complete(&mut self, taken: u64) -> bool {
        if self.taken.len() == self.set.len() {
            return true;
        }
        if self.dead.contains(&taken) || !self.effort.spend() {
            return false;
        }
        for at in 0..self.set.len() {
            let bit = 1 << at;
            if taken & bit == 0 && self.may_follow(self.set[at]) {
                self.taken.push(self.set[at]);
                if self.complete(taken | bit) {
                    return true;
                }
                self.taken.pop();
            }
        }
        self.dead.insert(taken);
        false
    }

    /// Whether an exam can be taken next: nothing that it waits for is open, it is bookable on
    /// its day, and it is what is taken for something that is still open.
    fn may_follow(&self, place: Place) -> bool {
        let node = &self.graph.nodes[place];
        let weeks_before = self
            .taken
            .iter()
            .map(|place| self.graph.nodes[*place].weeks)
            .fold(0, u64::saturating_add);
        let taken = |place: Place| self.taken.contains(&place);
        let waits_for = self.plan.slots[..self.plan.ranks[place]]
            .iter()
            .map(|slot| &slot.obligation);
        let ready = node
            .before
            .iter()
            .chain(waits_for)
            .all(|open| open.is_covered_by(taken));
        let others = self.set.iter().filter(|other| **other != place);
        let mut open = self
            .plan
            .slots
            .iter()
            .map(|slot| &slot.obligation)
            .chain(others.flat_map(|other| &self.graph.nodes[*other].before))
            .filter(|obligation| !obligation.is_covered_by(taken));
        ready
            && self.question.is_bookable(node.exam, weeks_before)
            && open.any(|open| open.calls_for(self.question, node.exam, weeks_before))
    }
}
