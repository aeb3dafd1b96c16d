//! The part of the catalogue that a request can reach: possible steps, and the needs of each.
//!
//! Everything that does not depend on the day of a step is resolved here once: exams that can never
//! be taken are removed, and advice that is unsatisfiable or cyclic is dropped.

use super::{
    calendar::PathTime,
    credit::{Credit, ExamWithBlueprint},
    goal::{Goal, Slot},
    objective::Cost,
    problem::Question,
};
use catalogue::{ExamIndex, PrerequisiteKind};

/// The maximum number of exams in a graph. The largest role of the shipped catalogue reaches fewer
/// than 40; beyond the limit the result is marked as truncated.
pub(super) const MAX_EXAMS: usize = 400;

/// The maximum number of exams for which exact credits bound the search; larger graphs use the
/// maximum credit.
const MAX_EXAMS_MEASURED: usize = 40;

/// The index of an exam in the graph.
pub(super) type NodeId = usize;

/// Something that must be covered before an exam is taken, or before the goal is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Obligation {
    /// The named exams.
    pub(super) named: Vec<ExamIndex>,
    /// Whether only the named exams count; otherwise their successors do too.
    pub(super) exact: bool,
    /// The nodes that cover it.
    pub(super) covers: Vec<NodeId>,
}

impl Obligation {
    /// Whether one of these nodes covers it.
    pub(super) fn is_covered_by(&self, taken: impl Fn(NodeId) -> bool) -> bool {
        self.covers.iter().any(|node| taken(*node))
    }

    /// Whether this exam is the one to take for it when study begins at `begin`.
    pub(super) fn calls_for(
        &self,
        question: Question<'_>,
        exam: ExamIndex,
        begin: PathTime,
        credit: impl Fn(ExamIndex) -> Credit,
    ) -> bool {
        self.named.contains(&exam)
            || !self.exact
                && self.named.iter().any(|named| {
                    // Follow a succession chain only if it contains the exam.
                    question.line_after(*named).contains(&exam)
                        && question.substitutes(*named, begin, &credit).contains(&exam)
                })
    }
}

/// A possible step.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) exam: ExamIndex,
    /// A lower bound of its cost: with the maximum credit of everything that can come before it.
    pub(super) least: Cost,
    /// The obligations before it.
    pub(super) before: Vec<Obligation>,
}

/// The exams that a request can reach.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    /// The exam of each node, and whether its required prerequisites are obtainable.
    exams: Vec<(ExamIndex, bool)>,
    /// For each node, whether it can require each other one.
    pub(super) reaches: Vec<Vec<bool>>,
    /// Whether the limit on exams was hit.
    pub(super) truncated: bool,
}

/// A prerequisite group of a node that held exams do not satisfy.
struct OpenGroup {
    owner: NodeId,
    kind: PrerequisiteKind,
    named: Vec<ExamIndex>,
}

impl Graph {
    pub(super) fn of(question: Question<'_>, goals: &[Goal]) -> Self {
        let mut graph = Self {
            nodes: vec![],
            exams: vec![],
            reaches: vec![],
            truncated: false,
        };
        for named in goals
            .iter()
            .flat_map(|goal| &goal.slots)
            .flat_map(|slot| &slot.named)
        {
            graph.add_line(question, *named);
        }
        let groups = graph.grow(question);
        graph.drop_unobtainable(&groups);
        graph.connect(question, &groups);
        graph.drop_unsatisfiable(question);
        graph.bound_credit(question, goals);
        graph.sort_covers();
        graph
    }

    fn add(&mut self, question: Question<'_>, exam: ExamIndex) {
        if self.exams.iter().any(|(known, _)| *known == exam)
            || !question.allows(exam)
            || !question.may_ever_be_booked(exam)
        {
            return;
        }
        if self.nodes.len() >= MAX_EXAMS {
            self.truncated = true;
            return;
        }
        self.exams.push((exam, true));
        self.nodes.push(Node {
            exam,
            least: question.cost(exam, question.most_credit(exam)),
            before: vec![],
        });
    }

    fn add_line(&mut self, question: Question<'_>, named: ExamIndex) {
        for exam in question.line_after(named) {
            self.add(question, *exam);
        }
    }

    /// Adds everything that the current exams can require; returns the prerequisite groups.
    fn grow(&mut self, question: Question<'_>) -> Vec<OpenGroup> {
        let mut groups = Vec::new();
        let mut owner = 0;
        while let Some(node) = self.nodes.get(owner) {
            let entry = question.catalogue.exam(node.exam);
            for (group, named) in entry.record.prerequisites.iter().zip(&entry.prerequisites) {
                if !question.is_open(group, named) {
                    continue;
                }
                for exam in named {
                    match group.kind {
                        PrerequisiteKind::Required => self.add(question, *exam),
                        PrerequisiteKind::Recommended => self.add_line(question, *exam),
                    }
                }
                groups.push(OpenGroup {
                    owner,
                    kind: group.kind,
                    named: named.clone(),
                });
            }
            owner += 1;
        }
        groups
    }

    /// Removes the exams whose required prerequisites are unobtainable on any day.
    fn drop_unobtainable(&mut self, groups: &[OpenGroup]) {
        // Required prerequisites have no cycles, so repeated removal terminates.
        while let Some(lacking) = groups.iter().find(|group| {
            group.kind == PrerequisiteKind::Required
                && self.exams[group.owner].1
                && !group.named.iter().any(|exam| self.node(*exam).is_some())
        }) {
            self.exams[lacking.owner].1 = false;
        }
    }

    fn connect(&mut self, question: Question<'_>, groups: &[OpenGroup]) {
        for group in groups {
            let exact = group.kind == PrerequisiteKind::Required;
            let mut covers = self.covers(question, &group.named, exact);
            covers.retain(|node| *node != group.owner);
            self.nodes[group.owner].before.push(Obligation {
                named: group.named.clone(),
                exact,
                covers,
            });
        }
        self.reaches = (0..self.nodes.len()).map(|node| self.reach(node)).collect();
    }

    fn covers(&self, question: Question<'_>, named: &[ExamIndex], exact: bool) -> Vec<NodeId> {
        let mut covers: Vec<NodeId> = if exact {
            let nodes = named.iter().filter_map(|exam| self.node(*exam));
            nodes.collect()
        } else {
            let line = named.iter().flat_map(|exam| question.line_after(*exam));
            line.filter_map(|exam| self.node(*exam)).collect()
        };
        covers.sort_by_key(|node| self.rank_as_cover(*node));
        covers.dedup();
        covers
    }

    /// Cheap nodes first: an early good path prunes more of the others.
    fn rank_as_cover(&self, node: NodeId) -> (Cost, ExamIndex) {
        (self.nodes[node].least, self.nodes[node].exam)
    }

    /// Tightens the lower cost bounds: on small graphs, by the credit of everything that can come
    /// before each exam.
    fn bound_credit(&mut self, question: Question<'_>, goals: &[Goal]) {
        if self.nodes.len() > MAX_EXAMS_MEASURED {
            return;
        }
        // In a sequence, whatever fills an earlier slot comes first too, with its needs.
        let in_sequence = goals.iter().any(|goal| goal.slots.len() > 1);
        let credits = question.credits;
        let exams: Vec<ExamWithBlueprint<'_>> = self
            .nodes
            .iter()
            .map(|node| credits.with_blueprint(node.exam))
            .collect();
        for (position, exam) in exams.iter().enumerate() {
            let others = exams.iter().enumerate().filter(|(other, _)| {
                *other != position && (in_sequence || self.reaches[position][*other])
            });
            let credit = credits.with(*exam, others.map(|(_, other)| *other));
            self.nodes[position].least = question.cost(self.nodes[position].exam, credit);
        }
    }

    fn sort_covers(&mut self) {
        for owner in 0..self.nodes.len() {
            let mut before = std::mem::take(&mut self.nodes[owner].before);
            for obligation in &mut before {
                obligation
                    .covers
                    .sort_by_key(|node| self.rank_as_cover(*node));
            }
            self.nodes[owner].before = before;
        }
    }

    fn reach(&self, from: NodeId) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            for next in self.nodes[node]
                .before
                .iter()
                .flat_map(|group| &group.covers)
            {
                if !reached[*next] {
                    reached[*next] = true;
                    open.push(*next);
                }
            }
        }
        reached
    }

    /// Drops advice that is cyclic, or that has no bookable exam when study begins.
    fn drop_unsatisfiable(&mut self, question: Question<'_>) {
        for owner in 0..self.nodes.len() {
            let mut before = std::mem::take(&mut self.nodes[owner].before);
            before.retain(|group| group.exact || self.is_satisfiable(question, owner, group));
            self.nodes[owner].before = before;
        }
    }

    fn is_satisfiable(&self, question: Question<'_>, owner: NodeId, group: &Obligation) -> bool {
        self.available_nodes(question, group)
            .any(|node| node != owner && !self.reaches[node][owner])
    }

    /// The nodes that would be taken for an obligation if study for it began first.
    fn available_nodes<'b>(
        &'b self,
        question: Question<'b>,
        group: &'b Obligation,
    ) -> impl Iterator<Item = NodeId> + 'b {
        let substitutes = group
            .named
            .iter()
            .flat_map(move |exam| question.first_substitutes(*exam));
        substitutes.filter_map(|exam| self.node(exam))
    }

    /// What must be covered before an exam is taken on the way to a goal.
    pub(super) fn must_be_covered_before<'g>(
        &'g self,
        plan: &'g Plan,
        node: NodeId,
    ) -> impl Iterator<Item = &'g Obligation> {
        let waits_for = plan.slots[..plan.ranks[node]].iter();
        let own = self.nodes[node].before.iter();
        own.chain(waits_for.map(|slot| &slot.obligation))
    }

    /// Whether some exam has advice, satisfiable or not: an exam that may need another by advice
    /// cannot precede it in a sequence.
    pub(super) fn has_advice(&self, question: Question<'_>) -> bool {
        self.nodes.iter().any(|node| {
            let entry = question.catalogue.exam(node.exam);
            let mut groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
            groups.any(|(group, named)| {
                group.kind == PrerequisiteKind::Recommended && question.is_open(group, named)
            })
        })
    }

    /// The node of an exam, if it is a possible step.
    pub(super) fn node(&self, exam: ExamIndex) -> Option<NodeId> {
        let mut exams = self.exams.iter();
        exams.position(|(known, is_obtainable)| *known == exam && *is_obtainable)
    }

    /// The slots of a goal as obligations, and how many slots each exam waits for; `None` if some
    /// slot can never be filled.
    pub(super) fn plan(&self, question: Question<'_>, goal: &Goal) -> Option<Plan> {
        let mut slots: Vec<PlannedSlot> = Vec::new();
        for slot in &goal.slots {
            let obligation = Obligation {
                named: slot.named.clone(),
                exact: false,
                covers: self.covers(question, &slot.named, false),
            };
            let fillable = if slot.is_assumed() {
                self.available_nodes(question, &obligation).next().is_some()
            } else {
                !obligation.covers.is_empty()
            };
            match (fillable, slot.is_assumed()) {
                (true, _) => slots.push(PlannedSlot {
                    slot: slot.clone(),
                    obligation,
                }),
                (false, true) => {}
                (false, false) => return None,
            }
        }
        let rank = |node: NodeId| {
            slots
                .iter()
                .position(|slot| {
                    let covers = &slot.obligation.covers;
                    covers.contains(&node) || covers.iter().any(|cover| self.reaches[*cover][node])
                })
                .unwrap_or_default()
        };
        Some(Plan {
            ranks: (0..self.nodes.len()).map(rank).collect(),
            slots,
        })
    }
}

/// A goal on the graph.
#[derive(Debug)]
pub(super) struct Plan {
    /// Its slots in order; the last one holds the target.
    pub(super) slots: Vec<PlannedSlot>,
    /// For each node, how many slots must be filled before it: those before the first slot that it
    /// fills or can lead to. Prerequisites take precedence over a source's sequence.
    pub(super) ranks: Vec<usize>,
}

/// A slot with the nodes that cover it.
#[derive(Debug)]
pub(super) struct PlannedSlot {
    pub(super) slot: Slot,
    pub(super) obligation: Obligation,
}

/// The obligations of a set of exams: the goal's slots and the needs of each exam.
pub(super) fn obligations<'a>(
    graph: &'a Graph,
    plan: &'a Plan,
    set: &[NodeId],
) -> impl Iterator<Item = &'a Obligation> {
    let slots = plan.slots.iter().map(|slot| &slot.obligation);
    slots.chain(set.iter().flat_map(|node| &graph.nodes[*node].before))
}
