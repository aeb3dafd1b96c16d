//! A brute-force oracle of the search: every sequence of exams is tried.
//!
//! It restates the rules as plainly as possible, without graph, bounds or search order. Only the
//! rules on single exams are shared.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use super::{
    calendar::{PathTime, day_after},
    credit::Credit,
    goal::{Destination, Goal},
    objective::{Cost, Score, Signal, support_points},
    problem::Question,
};
use crate::{coverage, testing::credit_by_subsets};
use catalogue::{ExamIndex, PrerequisiteKind, SourceKey};

type Exams = BTreeSet<ExamIndex>;

/// A Pareto-optimal set of exams with its score.
pub(super) type Best = (ExamsByKey, Score);
type ExamsByKey = Vec<ExamIndex>;

#[derive(Clone)]
struct Need {
    named: Vec<ExamIndex>,
    exact: bool,
}

type CreditsByPath = HashMap<(Vec<ExamsByKey>, ExamsByKey), BTreeMap<ExamIndex, Credit>>;

pub(super) struct Oracle<'a> {
    question: Question<'a>,
    destination: Destination,
    usable: Exams,
    /// The credits of each set of exams for the same slots.
    credits_by_path: RefCell<CreditsByPath>,
}

impl<'a> Oracle<'a> {
    pub(super) fn of(question: Question<'a>, destination: Destination) -> Self {
        let mut oracle = Self {
            question,
            destination,
            usable: Exams::new(),
            credits_by_path: RefCell::default(),
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
                .filter(|need| need.exact)
                .all(|need| need.named.iter().any(|exam| self.is_usable(*exam)))
    }

    fn groups(&self, exam: ExamIndex) -> impl Iterator<Item = Need> {
        let entry = self.question.catalogue.exam(exam);
        let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
        groups
            .filter(|(group, named)| self.question.is_open(group, named))
            .map(|(group, named)| Need {
                named: named.clone(),
                exact: group.kind == PrerequisiteKind::Required,
            })
    }

    fn covers(&self, exam: ExamIndex, need: &Need) -> bool {
        need.named.iter().any(|named| {
            *named == exam || !need.exact && self.question.line_after(*named).contains(&exam)
        })
    }

    fn covered(&self, need: &Need, by: &[ExamIndex]) -> bool {
        by.iter().any(|exam| self.covers(*exam, need))
    }

    /// Whether an exam can require another, over any number of steps.
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

    fn available_nodes(&self, need: &Need) -> Vec<ExamIndex> {
        let named = need.named.iter();
        let substitutes = named.flat_map(|named| self.question.first_substitutes(*named));
        substitutes
            .filter(|exam| self.usable.contains(exam))
            .collect()
    }

    /// What must come before an exam: required prerequisites, and advice that can be followed.
    fn needs(&self, exam: ExamIndex) -> Vec<Need> {
        self.groups(exam)
            .filter(|need| {
                need.exact
                    || self
                        .available_nodes(need)
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
                    exact: false,
                };
                (slot.is_assumed(), need)
            })
            .filter(|(assumed, need)| !assumed || !self.available_nodes(need).is_empty())
            .map(|(_, need)| need)
            .collect()
    }

    /// Whether exams can be taken in this order to reach a goal, with none superfluous.
    pub(super) fn is_path(&self, goal: &Goal, path: &[ExamIndex]) -> bool {
        let slots = self.slots(goal);
        path.iter().all(|exam| self.usable.contains(exam))
            && slots.iter().all(|slot| self.covered(slot, path))
            && (0..path.len()).all(|at| self.is_needed(&slots, path, at))
            && self.is_within_limits(&slots, path)
            && self.can_be_taken_in_order(&slots, path)
    }

    fn is_within_limits(&self, slots: &[Need], path: &[ExamIndex]) -> bool {
        let limits = self.question.constraints;
        let cost = self.cost(slots, path);
        let weeks = u64::try_from(cost.weeks.known).unwrap();
        limits.max_steps.is_none_or(|most| path.len() <= most)
            && limits
                .max_fees
                .is_none_or(|most| cost.fees.known <= most.minor())
            && limits
                .deadline
                .is_none_or(|deadline| day_after(self.question.begin, weeks) <= deadline)
    }

    /// What must be covered before an exam is taken: its own needs, and the slots before the first
    /// one that it helps with.
    fn first<'s>(&self, slots: &'s [Need], exam: ExamIndex) -> Vec<std::borrow::Cow<'s, Need>> {
        let first_use = slots.iter().position(|slot| {
            let mut usable = self.usable.iter();
            self.covers(exam, slot)
                || usable.any(|other| self.covers(*other, slot) && self.reaches(*other, exam))
        });
        let earlier = slots[..first_use.unwrap_or_default()].iter();
        let own = self.needs(exam).into_iter().map(std::borrow::Cow::Owned);
        earlier.map(std::borrow::Cow::Borrowed).chain(own).collect()
    }

    /// The exams that come before another in every order of a path: the only one that covers a need
    /// of it, and everything before that one.
    fn surely_before(&self, slots: &[Need], path: &[ExamIndex], exam: ExamIndex) -> Exams {
        let mut before = Exams::new();
        let mut open = vec![exam];
        while let Some(exam) = open.pop() {
            for need in self.first(slots, exam) {
                let others = path.iter().filter(|other| **other != exam);
                let covers: Vec<_> = others.filter(|other| self.covers(**other, &need)).collect();
                if let [only] = covers.as_slice()
                    && before.insert(**only)
                {
                    open.push(**only);
                }
            }
        }
        before.remove(&exam);
        before
    }

    /// The credit of an exam of a path, for held exams and those that certainly come before it.
    fn credit(&self, slots: &[Need], path: &[ExamIndex], exam: ExamIndex) -> Credit {
        let mut set = path.to_vec();
        set.sort_unstable();
        let named = slots.iter().map(|slot| slot.named.clone()).collect();
        let known = self.credits_by_path.borrow().get(&(named, set)).cloned();
        let credits = known.unwrap_or_else(|| self.credits(slots, path));
        let of_step = credits.get(&exam).copied();
        of_step.unwrap_or_else(|| self.take_off(exam, &Exams::new(), &mut BTreeMap::new()))
    }

    /// The credit of every exam of a path; exams with fewer predecessors are computed first.
    fn credits(&self, slots: &[Need], path: &[ExamIndex]) -> BTreeMap<ExamIndex, Credit> {
        let before = |exam: &ExamIndex| self.surely_before(slots, path, *exam);
        let mut set = path.to_vec();
        set.sort_unstable();
        let mut in_turn = set.clone();
        in_turn.sort_by_key(|exam| before(exam).len());
        let mut hours_to_give: BTreeMap<ExamIndex, [i64; 2]> = BTreeMap::new();
        let mut credits = BTreeMap::new();
        for exam in in_turn {
            let credit = self.take_off(exam, &before(&exam), &mut hours_to_give);
            let full = self.question.hours_before_credit(exam);
            let left = full.map(|full| credit.after_credit(full));
            hours_to_give.insert(exam, left.unwrap_or_default());
            credits.insert(exam, credit);
        }
        let named = slots.iter().map(|slot| slot.named.clone()).collect();
        let mut credits_by_path = self.credits_by_path.borrow_mut();
        credits_by_path.insert((named, set), credits.clone());
        credits
    }

    /// The hours taken off an exam: by held exams, each at most its own hours, and by earlier
    /// exams, each at most its remaining hours.
    fn take_off(
        &self,
        exam: ExamIndex,
        before: &Exams,
        hours_to_give: &mut BTreeMap<ExamIndex, [i64; 2]>,
    ) -> Credit {
        let question = self.question;
        let held = question.profile.held.iter();
        let known: Vec<ExamIndex> = held.chain(before).copied().collect();
        let of = |known: &[ExamIndex]| coverage(question.catalogue, exam, known, question.begin);
        let Some(covered) = of(&known) else {
            return Credit::default();
        };
        let Some(full) = question.hours_before_credit(exam) else {
            return Credit::new(covered.share, [0, 0]);
        };
        let alone: Vec<Vec<f64>> = known
            .iter()
            .map(|known| {
                let domains = of(&[*known]).map(|coverage| coverage.domains);
                let shares = domains.into_iter().flatten();
                shares
                    .map(|domain| domain.weight * domain.covered)
                    .collect()
            })
            .collect();
        let full = [full.min().tenths(), full.max().tenths()];
        let off = [0, 1].map(|end| {
            let gives = |known: &ExamIndex| match hours_to_give.get(known) {
                Some(to_give) => to_give[end],
                None if before.contains(known) => 0,
                None => question
                    .hours_before_credit(*known)
                    .map_or(full[end], |took| [took.min(), took.max()][end].tenths()),
            };
            let gives: Vec<i64> = known.iter().map(gives).collect();
            credit_by_subsets(full[end], &alone, &gives)
        });
        for (at, known) in known.iter().enumerate() {
            if let Some(to_give) = hours_to_give.get_mut(known) {
                *to_give = [to_give[0] - off[0][at], to_give[1] - off[1][at]];
            }
        }
        Credit::new(covered.share, off.map(|off| off.iter().sum()))
    }

    fn can_be_taken_in_order(&self, slots: &[Need], path: &[ExamIndex]) -> bool {
        let mut begin = self.question.start();
        (0..path.len()).all(|at| {
            let end = self.taken(slots, path, at, begin);
            let deadline = self.question.constraints.deadline;
            begin = end.unwrap_or(begin);
            end.is_some_and(|end| deadline.is_none_or(|deadline| end.day <= deadline))
        })
    }

    fn taken(
        &self,
        slots: &[Need],
        path: &[ExamIndex],
        at: usize,
        begin: PathTime,
    ) -> Option<PathTime> {
        let (exam, earlier, later) = (path[at], &path[..at], &path[at + 1..]);
        let credit = |exam| self.credit(slots, path, exam);
        let called_for = |need: &Need| {
            let substitutes = |named| self.question.substitutes(named, begin, credit);
            !self.covered(need, earlier)
                && (need.named.contains(&exam)
                    || !need.exact
                        && need
                            .named
                            .iter()
                            .any(|named| substitutes(*named).contains(&exam)))
        };
        let ready = self
            .first(slots, exam)
            .iter()
            .all(|need| self.covered(need, earlier));
        let wanted = ready
            && (slots.iter().any(called_for)
                || later
                    .iter()
                    .any(|later| self.needs(*later).iter().any(called_for)));
        let end = self.question.taken(exam, begin, credit(exam));
        end.filter(|_| wanted)
    }

    fn is_needed(&self, slots: &[Need], path: &[ExamIndex], at: usize) -> bool {
        let mut rest = path.to_vec();
        rest.remove(at);
        let lacks = |need: &Need, by: &[ExamIndex]| !self.covered(need, by);
        slots.iter().any(|slot| lacks(slot, &rest))
            || rest.iter().any(|exam| {
                // An exam is never its own prerequisite, even as a successor of the named one.
                let mut others = rest.clone();
                others.retain(|other| other != exam);
                self.needs(*exam).iter().any(|need| lacks(need, &others))
            })
    }

    fn cost(&self, slots: &[Need], path: &[ExamIndex]) -> Cost {
        let costs = path.iter().map(|exam| {
            let credit = self.credit(slots, path, *exam);
            self.question.cost(*exam, credit)
        });
        costs.fold(Cost::default(), Cost::plus)
    }

    fn score(&self, goal: &Goal, path: &[ExamIndex]) -> Score {
        let slots = self.slots(goal);
        let target = slots.last().unwrap();
        let signal = |exam: &ExamIndex| {
            let level = self.question.catalogue.exam(*exam).level;
            Signal::new(level, self.support_points(*exam))
        };
        let targets = path.iter().filter(|exam| self.covers(**exam, target));
        Score {
            cost: self.cost(&slots, path),
            signal: targets.map(signal).max().unwrap(),
        }
    }

    fn support_points(&self, exam: ExamIndex) -> u32 {
        let Destination::Role(role) = self.destination else {
            return 0;
        };
        let entry = self.question.catalogue.role(role);
        let mut by_source: BTreeMap<&SourceKey, u32> = BTreeMap::new();
        for (index, record) in entry.record.recommendations.iter().enumerate() {
            let mut names = false;
            for (at, step) in record.steps.iter().enumerate() {
                for named in &entry.recommendations[index][at] {
                    let gone = !self.question.is_bookable_first(*named);
                    let follows = gone && self.question.line_after(*named).contains(&exam);
                    names |= !step.optional && !step.held && (*named == exam || follows);
                }
            }
            for source in record
                .evidence
                .sources
                .iter()
                .filter(|_| names && record.focus.is_none())
            {
                let points = by_source.entry(source).or_default();
                *points = (*points).max(support_points(record.evidence.confidence));
            }
        }
        by_source.values().sum()
    }

    /// The Pareto front of a goal; of paths with one score, the shortest and first by key.
    pub(super) fn best(&self, goal: &Goal) -> Vec<Best> {
        let mut paths: Vec<Best> = Vec::new();
        self.each_sequence(&mut vec![], &mut |path| {
            if self.is_path(goal, path) {
                let mut exams = path.to_vec();
                exams.sort_unstable();
                let best = (exams, self.score(goal, path));
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

/// The Pareto front of some paths by score, in key order.
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
