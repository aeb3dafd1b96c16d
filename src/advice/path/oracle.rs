//! What the search must find, by brute force: every sequence of exams is tried.
//!
//! The rules are written down a second time here, as plainly as possible and without the graph,
//! the bounds and the order of the search. Only the rules on single exams are shared.

use std::collections::BTreeSet;

use super::{
    calendar::day_after,
    goal::{Destination, Goal},
    merit::{Cost, Merit, Signal, support},
    question::Question,
};
use crate::catalogue::{ExamIndex, PrerequisiteKind};

type Exams = BTreeSet<ExamIndex>;

/// A set of exams that is best in some respect, with its merit.
pub(super) type Best = (ExamsByKey, Merit);
type ExamsByKey = Vec<ExamIndex>;

struct Need {
    named: Vec<ExamIndex>,
    literal: bool,
}

pub(super) struct Oracle<'a> {
    question: Question<'a>,
    destination: Destination,
    usable: Exams,
}

impl<'a> Oracle<'a> {
    pub(super) fn of(question: Question<'a>, destination: Destination) -> Self {
        let mut oracle = Self {
            question,
            destination,
            usable: Exams::new(),
        };
        let all = question.catalogue.exams();
        oracle.usable = all.filter(|exam| oracle.is_usable(*exam)).collect();
        oracle
    }

    fn is_usable(&self, exam: ExamIndex) -> bool {
        self.question.allows(exam)
            && self.question.may_ever_be_booked(exam)
            && self
                .groups(exam)
                .filter(|need| need.literal)
                .all(|need| need.named.iter().any(|exam| self.is_usable(*exam)))
    }

    fn groups(&self, exam: ExamIndex) -> impl Iterator<Item = Need> {
        let entry = self.question.catalogue.exam(exam);
        let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
        groups
            .filter(|(group, named)| self.question.is_open(group, named))
            .map(|(group, named)| Need {
                named: named.clone(),
                literal: group.kind == PrerequisiteKind::Required,
            })
    }

    fn covers(&self, exam: ExamIndex, need: &Need) -> bool {
        need.named.iter().any(|named| {
            *named == exam || !need.literal && self.question.line_after(*named).contains(&exam)
        })
    }

    fn covered(&self, need: &Need, by: &[ExamIndex]) -> bool {
        by.iter().any(|exam| self.covers(*exam, need))
    }

    /// Whether an exam may come to need another, over any number of steps.
    fn reaches(&self, from: ExamIndex, to: ExamIndex) -> bool {
        let mut reached = Exams::new();
        loop {
            let next: Exams = std::iter::once(from)
                .chain(reached.iter().copied())
                .flat_map(|exam| {
                    let needs: Vec<Need> = self.groups(exam).collect();
                    let others = self
                        .usable
                        .iter()
                        .copied()
                        .filter(move |other| *other != exam);
                    others
                        .filter(|other| needs.iter().any(|need| self.covers(*other, need)))
                        .collect::<Vec<_>>()
                })
                .collect();
            if next == reached {
                return reached.contains(&to);
            }
            reached = next;
        }
    }

    fn at_hand(&self, need: &Need) -> Vec<ExamIndex> {
        let named = need.named.iter();
        let stand_ins = named.flat_map(|named| self.question.stand_ins(*named, 0));
        stand_ins
            .filter(|exam| self.usable.contains(exam))
            .collect()
    }

    /// What must come before an exam: what is enforced, and advice that can be followed.
    fn needs(&self, exam: ExamIndex) -> Vec<Need> {
        self.groups(exam)
            .filter(|need| {
                need.literal
                    || self
                        .at_hand(need)
                        .iter()
                        .any(|other| *other != exam && !self.reaches(*other, exam))
            })
            .collect()
    }

    fn slots(&self, goal: &Goal) -> Vec<Need> {
        goal.slots
            .iter()
            .map(|slot| {
                let need = Need {
                    named: slot.named.clone(),
                    literal: false,
                };
                (slot.is_assumed(), need)
            })
            .filter(|(assumed, need)| !assumed || !self.at_hand(need).is_empty())
            .map(|(_, need)| need)
            .collect()
    }

    /// Whether exams can be taken one after the other to reach a goal, with none to spare.
    pub(super) fn is_path(&self, goal: &Goal, path: &[ExamIndex]) -> bool {
        let slots = self.slots(goal);
        let limits = self.question.constraints;
        let cost = self.cost(path);
        let weeks = u64::try_from(cost.weeks.known).unwrap();
        let within = limits.max_steps.is_none_or(|most| path.len() <= most)
            && limits
                .max_fees
                .is_none_or(|most| cost.fees.known <= most.minor())
            && limits
                .deadline
                .is_none_or(|deadline| day_after(self.question.begin, weeks) <= deadline);
        within
            && path.iter().all(|exam| self.usable.contains(exam))
            && slots.iter().all(|slot| self.covered(slot, path))
            && (0..path.len()).all(|at| self.may_be_taken(&slots, path, at))
            && (0..path.len()).all(|at| self.is_needed(&slots, path, at))
    }

    fn may_be_taken(&self, slots: &[Need], path: &[ExamIndex], at: usize) -> bool {
        let (exam, earlier, later) = (path[at], &path[..at], &path[at + 1..]);
        let weeks: u64 = earlier
            .iter()
            .map(|exam| self.question.weeks(*exam).unwrap_or_default().max)
            .sum();
        let first_use = slots.iter().position(|slot| {
            let mut usable = self.usable.iter();
            self.covers(exam, slot)
                || usable.any(|other| self.covers(*other, slot) && self.reaches(*other, exam))
        });
        let waits_for = &slots[..first_use.unwrap_or_default()];
        let called_for = |need: &Need| {
            !self.covered(need, earlier)
                && (need.named.contains(&exam)
                    || !need.literal
                        && need
                            .named
                            .iter()
                            .any(|named| self.question.stand_ins(*named, weeks).contains(&exam)))
        };
        self.question.is_bookable(exam, weeks)
            && self
                .needs(exam)
                .iter()
                .all(|need| self.covered(need, earlier))
            && waits_for.iter().all(|slot| self.covered(slot, earlier))
            && (slots.iter().any(called_for)
                || later
                    .iter()
                    .any(|later| self.needs(*later).iter().any(called_for)))
    }

    fn is_needed(&self, slots: &[Need], path: &[ExamIndex], at: usize) -> bool {
        let mut rest = path.to_vec();
        rest.remove(at);
        let lacks = |need: &Need, by: &[ExamIndex]| !self.covered(need, by);
        slots.iter().any(|slot| lacks(slot, &rest))
            || rest.iter().any(|exam| {
                // No exam counts as its own prerequisite, though it may follow the one named.
                let mut others = rest.clone();
                others.retain(|other| other != exam);
                self.needs(*exam).iter().any(|need| lacks(need, &others))
            })
    }

    fn cost(&self, path: &[ExamIndex]) -> Cost {
        let costs = path.iter().map(|exam| self.question.cost(*exam));
        costs.fold(Cost::default(), Cost::plus)
    }

    fn merit(&self, goal: &Goal, path: &[ExamIndex]) -> Merit {
        let slots = self.slots(goal);
        let target = slots.last().unwrap();
        let signal = |exam: &ExamIndex| {
            let level = self.question.catalogue.exam(*exam).level;
            Signal::new(level, self.support(*exam))
        };
        let targets = path.iter().filter(|exam| self.covers(**exam, target));
        Merit {
            cost: self.cost(path),
            signal: targets.map(signal).max().unwrap(),
        }
    }

    fn support(&self, exam: ExamIndex) -> u32 {
        let Destination::Role(role) = self.destination else {
            return 0;
        };
        let entry = self.question.catalogue.role(role);
        let mut total = 0;
        for (place, record) in entry.record.recommendations.iter().enumerate() {
            let mut names = false;
            for (at, step) in record.steps.iter().enumerate() {
                for named in &entry.recommendations[place][at] {
                    let gone = !self.question.is_bookable(*named, 0);
                    let follows = gone && self.question.line_after(*named).contains(&exam);
                    names |= !step.optional && !step.held && (*named == exam || follows);
                }
            }
            total += if names {
                support(record.evidence.confidence)
            } else {
                0
            };
        }
        total
    }

    /// Every path to a goal that no other is better than; of those with one merit, the shortest
    /// and first by key.
    pub(super) fn best(&self, goal: &Goal) -> Vec<Best> {
        let mut paths: Vec<Best> = Vec::new();
        self.each_sequence(&mut vec![], &mut |path| {
            if self.is_path(goal, path) {
                let mut exams = path.to_vec();
                exams.sort_unstable();
                let best = (exams, self.merit(goal, path));
                if !paths.contains(&best) {
                    paths.push(best);
                }
            }
        });
        pareto(&paths)
    }

    fn each_sequence(&self, path: &mut Vec<ExamIndex>, visit: &mut impl FnMut(&[ExamIndex])) {
        visit(path);
        for exam in &self.usable {
            if !path.contains(exam) {
                path.push(*exam);
                self.each_sequence(path, visit);
                path.pop();
            }
        }
    }
}

/// The best of some paths, by merit; in the order of their keys.
pub(super) fn pareto(paths: &[Best]) -> Vec<Best> {
    let by_key = |(exams, _): &Best| (exams.len(), exams.clone());
    let mut best: Vec<Best> = paths
        .iter()
        .filter(|path| {
            paths.iter().all(|other| {
                !other.1.dominates(path.1) && (other.1 != path.1 || by_key(other) >= by_key(path))
            })
        })
        .cloned()
        .collect();
    best.sort_by_key(by_key);
    best.dedup();
    best
}
