//! How much of a step's study is covered already, by what is held and by steps before it.
//!
//! A step is credited with what [`crate::advice::coverage`] measures for the exams that are held
//! or sure to be taken before it. What is sure depends on the set of exams alone, so the hours of
//! a path do not depend on which of its orders is shown.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use super::graph::{Graph, Obligation, Place, Plan};
use crate::{
    advice::{Coverage, coverage, hours_left},
    catalogue::{Catalogue, Day, ExamIndex, Quantity},
};

/// A share of an exam's content that is covered already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Credit {
    /// In ten-thousandths, rounded down.
    ten_thousandths: u16,
}

impl Credit {
    /// All of the content: no more can be covered.
    pub(super) const ALL: Self = Self {
        ten_thousandths: 10_000,
    };

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share lies between 0 and 1"
    )]
    pub(super) fn of(share: f64) -> Self {
        Self {
            // What differs from a whole number by rounding alone counts as that number.
            ten_thousandths: (share.clamp(0.0, 1.0) * 10_000.0 + 1e-5).floor() as u16,
        }
    }

    /// As a share of the exam, 0 to 1.
    pub(super) fn share(self) -> f64 {
        f64::from(self.ten_thousandths) / 10_000.0
    }

    /// What is left of hours of study.
    pub(super) fn off(self, hours: Quantity) -> Quantity {
        hours_left(hours, self.share()).unwrap_or(hours)
    }
}

/// How far each domain of an exam is covered, in the order of its outline.
type Domains = Rc<[f64]>;

/// The credits of one question, each measured once, by the outlines of the day on which study
/// begins.
#[derive(Debug)]
pub(super) struct Credits<'a> {
    catalogue: &'a Catalogue,
    held: &'a BTreeSet<ExamIndex>,
    day: Day,
    by_held: RefCell<HashMap<ExamIndex, Option<Domains>>>,
    by_exam: RefCell<HashMap<(ExamIndex, ExamIndex), Option<Domains>>>,
}

impl<'a> Credits<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, held: &'a BTreeSet<ExamIndex>, day: Day) -> Self {
        Self {
            catalogue,
            held,
            day,
            by_held: RefCell::default(),
            by_exam: RefCell::default(),
        }
    }

    pub(super) fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// The credit that what is held gives.
    pub(super) fn by_held(&self, wanted: ExamIndex) -> Credit {
        self.with(wanted, std::iter::empty())
    }

    /// The credit that what is held and some exams besides give together.
    pub(super) fn with(
        &self,
        wanted: ExamIndex,
        earlier: impl Iterator<Item = ExamIndex>,
    ) -> Credit {
        let mut best = self.held_domains(wanted);
        for exam in earlier {
            best = more(best, self.domains(wanted, exam));
        }
        let Some(best) = best.filter(|domains| domains.iter().any(|covered| *covered > 0.0)) else {
            return Credit::default();
        };
        let outline = self.catalogue.outline_terms(wanted, self.day);
        let weights = outline.into_iter().flat_map(|outline| &outline.domains);
        Credit::of(
            weights
                .zip(best.iter())
                .map(|(domain, covered)| domain.share * covered)
                .sum(),
        )
    }

    fn held_domains(&self, wanted: ExamIndex) -> Option<Domains> {
        if let Some(known) = self.by_held.borrow().get(&wanted) {
            return known.clone();
        }
        let each = self.held.iter().map(|held| self.domains(wanted, *held));
        let domains = each.fold(None, more);
        let mut by_held = self.by_held.borrow_mut();
        by_held.insert(wanted, domains.clone());
        domains
    }

    fn domains(&self, wanted: ExamIndex, known: ExamIndex) -> Option<Domains> {
        if let Some(domains) = self.by_exam.borrow().get(&(wanted, known)) {
            return domains.clone();
        }
        let coverage = coverage(self.catalogue, wanted, &[known], self.day);
        let domains = coverage.map(|coverage| {
            coverage
                .domains
                .iter()
                .map(|domain| domain.covered)
                .collect()
        });
        let mut by_exam = self.by_exam.borrow_mut();
        by_exam.insert((wanted, known), domains.clone());
        domains
    }

    /// Whether the exam has an outline to measure by.
    pub(super) fn is_measurable(&self, exam: ExamIndex) -> bool {
        self.catalogue.outline_terms(exam, self.day).is_some()
    }

    /// What is held and some exams besides, and how far they cover each domain of another.
    pub(super) fn coverage(&self, wanted: ExamIndex, earlier: &[ExamIndex]) -> Option<Coverage> {
        let known: Vec<ExamIndex> = self.held.iter().chain(earlier).copied().collect();
        coverage(self.catalogue, wanted, &known, self.day)
    }

    /// The credit of each exam of a set, in the order of the set.
    pub(super) fn of_set(&self, graph: &Graph, plan: &Plan, set: &[Place]) -> Vec<Credit> {
        let before = sure_to_come_before(graph, plan, set);
        let exam = |at: usize| graph.nodes[set[at]].exam;
        (0..set.len())
            .map(|at| self.with(exam(at), members(before[at]).map(exam)))
            .collect()
    }
}

/// The better of two coverages of one exam in each domain.
fn more(one: Option<Domains>, other: Option<Domains>) -> Option<Domains> {
    match (one, other) {
        (Some(one), Some(other)) => {
            let both = one.iter().zip(other.iter());
            Some(both.map(|(one, other)| one.max(*other)).collect())
        }
        (one, other) => one.or(other),
    }
}

/// The places of the bits of a set.
pub(super) fn members(bits: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |at| bits & (1 << at) != 0)
}

/// For each exam of a set, as bits in the order of the set, which others come before it in every
/// order: an exam that alone covers something which must be covered before it, and all that must
/// come before that one.
pub(super) fn sure_to_come_before(graph: &Graph, plan: &Plan, set: &[Place]) -> Vec<u64> {
    let only_cover = |open: &Obligation, of: Place| {
        let mut covers =
            (0..set.len()).filter(|at| set[*at] != of && open.covers.contains(&set[*at]));
        covers.next().filter(|_| covers.next().is_none())
    };
    let mut before: Vec<u64> = set
        .iter()
        .map(|place| {
            graph
                .must_be_covered_before(plan, *place)
                .filter_map(|open| only_cover(open, *place))
                .fold(0, |bits, at| bits | 1 << at)
        })
        .collect();
    // Each round lengthens the chains that are followed; a chain is no longer than the set.
    for _ in 0..set.len() {
        for at in 0..set.len() {
            let further = members(before[at]).fold(0, |bits, other| bits | before[other]);
            before[at] |= further & !(1 << at);
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_rounded_down_and_takes_hours_off() {
        assert_eq!(Credit::of(0.25009).share().to_bits(), 0.25_f64.to_bits());
        assert_eq!(Credit::of(1.0), Credit::ALL);
        assert_eq!(Credit::of(f64::NAN), Credit::default());
        let hours: Quantity = "20..40 hours".parse().unwrap();
        assert_eq!(Credit::default().off(hours), hours);
        assert_eq!(Credit::of(0.25).off(hours).to_string(), "15..30 hours");
        assert_eq!(Credit::ALL.off(hours).to_string(), "5..10 hours");
    }
}
