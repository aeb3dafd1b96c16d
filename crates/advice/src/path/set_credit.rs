//! The credits of a set of exams, which depend on the steps that certainly come before each.

use super::{
    credit::{Credit, Credits, ExamWithBlueprint},
    graph::{Graph, NodeId, Obligation, Plan},
};
use crate::study_credit::MinMaxTenths;

impl<'a> Credits<'a> {
    /// The credit of each exam of a set, in the order of the set.
    ///
    /// Earlier exams use their hours first, at most as many as they have for all later exams. A
    /// step of unknown hours takes nothing off: it could exceed its own hours.
    pub(super) fn of_set(&self, graph: &Graph, plan: &Plan, set: &[NodeId]) -> Vec<Credit> {
        let before = sure_to_come_before(graph, plan, set);
        let exams: Vec<ExamWithBlueprint<'a>> = set
            .iter()
            .map(|index| self.with_blueprint(graph.nodes[*index].exam))
            .collect();
        let mut in_turn: Vec<usize> = (0..set.len()).collect();
        in_turn.sort_by_key(|at| (before[*at].count_ones(), exams[*at].0));
        let mut credits = vec![Credit::default(); set.len()];
        let mut available: Vec<MinMaxTenths> = vec![[0, 0]; set.len()];
        for at in in_turn {
            let mut sure: Vec<usize> = members(before[at]).collect();
            sure.sort_by_key(|other| exams[*other].0);
            let earlier: Vec<(ExamWithBlueprint<'a>, MinMaxTenths)> = sure
                .iter()
                .map(|other| (exams[*other], available[*other]))
                .collect();
            let (credit, off) = self.with_held(exams[at], &earlier);
            for (other, off) in sure.iter().zip(off) {
                let left = &mut available[*other];
                *left = [left[0] - off[0], left[1] - off[1]];
            }
            credits[at] = credit;
            let left = self
                .hours(exams[at].0)
                .map(|hours| credit.after_credit(hours));
            available[at] = left.unwrap_or_default();
        }
        credits
    }
}

/// The indexes of the bits of a set.
pub(super) fn members(bits: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |at| bits & (1 << at) != 0)
}

/// For each exam of a set, as bits in the order of the set, the others that come before it in every
/// order: an exam that alone covers one of its obligations, and everything before that one.
pub(super) fn sure_to_come_before(graph: &Graph, plan: &Plan, set: &[NodeId]) -> Vec<u64> {
    let only_cover = |open: &Obligation, of: NodeId| {
        let mut covers =
            (0..set.len()).filter(|at| set[*at] != of && open.covers.contains(&set[*at]));
        covers.next().filter(|_| covers.next().is_none())
    };
    let mut before: Vec<u64> = set
        .iter()
        .map(|index| {
            graph
                .must_be_covered_before(plan, *index)
                .filter_map(|open| only_cover(open, *index))
                .fold(0, |bits, at| bits | 1 << at)
        })
        .collect();
    // Each round extends the chains; a chain is no longer than the set.
    for _ in 0..set.len() {
        for at in 0..set.len() {
            let further = members(before[at]).fold(0, |bits, other| bits | before[other]);
            before[at] |= further & !(1 << at);
        }
    }
    before
}
