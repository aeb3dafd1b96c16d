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
    catalogue::{Catalogue, Day, ExamIndex, Outline, Quantity},
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
type Covered = Rc<[f64]>;

/// An exam with its outline, if it has one.
pub(super) type Outlined<'a> = (ExamIndex, Option<Outline<'a>>);

/// The credits of one question, by the outlines of the day on which study begins.
#[derive(Debug)]
pub(super) struct Credits<'a> {
    catalogue: &'a Catalogue,
    held: Vec<Outlined<'a>>,
    day: Day,
    /// How far what is held covers each domain of an exam.
    by_held: RefCell<HashMap<ExamIndex, Covered>>,
    /// How far one exam covers each domain of another, where the snapshot does not keep it.
    by_exam: RefCell<HashMap<(ExamIndex, ExamIndex), Covered>>,
}

impl<'a> Credits<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, held: &BTreeSet<ExamIndex>, day: Day) -> Self {
        Self {
            catalogue,
            held: held
                .iter()
                .map(|exam| (*exam, catalogue.outline(*exam, day)))
                .collect(),
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
        if self.held.is_empty() {
            return Credit::default();
        }
        self.with(self.outlined(wanted), std::iter::empty())
    }

    /// The credit that what is held and some exams besides give together.
    pub(super) fn with(
        &self,
        (wanted, outline): Outlined<'a>,
        earlier: impl Iterator<Item = Outlined<'a>>,
    ) -> Credit {
        let mut earlier = earlier.peekable();
        let knows_nothing = self.held.is_empty() && earlier.peek().is_none();
        let Some(outline) = outline.filter(|_| !knows_nothing) else {
            return Credit::default();
        };
        let mut covered = self.covered_by_held(wanted, outline);
        for known in earlier {
            self.cover(&mut covered, (wanted, outline), known);
        }
        let domains = outline.terms.domains.iter().zip(&covered);
        let shares = domains.map(|(domain, covered)| domain.share * covered);
        Credit::of(shares.sum())
    }

    /// An exam with its outline.
    pub(super) fn outlined(&self, exam: ExamIndex) -> Outlined<'a> {
        (exam, self.catalogue.outline(exam, self.day))
    }

    /// How far what is held covers each domain of an exam.
    fn covered_by_held(&self, wanted: ExamIndex, outline: Outline<'a>) -> Vec<f64> {
        let mut covered = vec![0.0; outline.terms.domains.len()];
        if self.held.is_empty() {
            return covered;
        }
        if let Some(known) = self.by_held.borrow().get(&wanted) {
            return known.to_vec();
        }
        for held in &self.held {
            self.cover(&mut covered, (wanted, outline), *held);
        }
        let mut by_held = self.by_held.borrow_mut();
        by_held.insert(wanted, Rc::from(covered.as_slice()));
        covered
    }

    /// Raises what is covered of each domain of an exam to what a known exam covers of it.
    fn cover(
        &self,
        covered: &mut [f64],
        (wanted, outline): (ExamIndex, Outline<'a>),
        (known, known_outline): Outlined<'a>,
    ) {
        let Some(known_outline) = known_outline else {
            return;
        };
        let mut raise = |likeness: &[f64]| {
            for (most, alike) in covered.iter_mut().zip(likeness) {
                *most = most.max(*alike);
            }
        };
        if let Some(likeness) = outline.kept_likeness(known_outline) {
            raise(likeness);
        } else {
            let mut by_exam = self.by_exam.borrow_mut();
            let measure = || Rc::from(outline.likeness(known_outline).into_owned());
            raise(by_exam.entry((wanted, known)).or_insert_with(measure));
        }
    }

    /// Whether the exam has an outline to measure by.
    pub(super) fn is_measurable(&self, exam: ExamIndex) -> bool {
        self.catalogue.outline(exam, self.day).is_some()
    }

    /// What is held and some exams besides, and how far they cover each domain of another.
    pub(super) fn coverage(&self, wanted: ExamIndex, earlier: &[ExamIndex]) -> Option<Coverage> {
        let held = self.held.iter().map(|(exam, _)| exam);
        let known: Vec<ExamIndex> = held.chain(earlier).copied().collect();
        coverage(self.catalogue, wanted, &known, self.day)
    }

    /// The credit of each exam of a set, in the order of the set.
    pub(super) fn of_set(&self, graph: &Graph, plan: &Plan, set: &[Place]) -> Vec<Credit> {
        let before = sure_to_come_before(graph, plan, set);
        let exam = |at: usize| self.outlined(graph.nodes[set[at]].exam);
        (0..set.len())
            .map(|at| self.with(exam(at), members(before[at]).map(exam)))
            .collect()
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
