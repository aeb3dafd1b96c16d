//! How many hours of a step's study are taken off, for what is held and for steps before it.
//!
//! A step is credited with what [`crate::advice::coverage`] measures for the exams that are held
//! or sure to be taken before it, by the credit law of `advice/study_credit.rs`: no exam takes off
//! more than it took itself, a step not even from all later steps together. So a step more never
//! makes a path shorter. What is sure depends on the set of exams alone, so the hours of a path do
//! not depend on which of its orders is shown.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use super::graph::{Graph, Obligation, Place, Plan};
use crate::{
    advice::{
        Coverage, Profile, coverage,
        study_credit::{
            Ends, WHOLE, ends, less, lower, plus, taken_off, taken_off_by, ten_thousandths,
        },
    },
    catalogue::{Catalogue, Day, ExamIndex, Experience, Outline, Quantity},
};

/// What is taken off the study for an exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Credit {
    /// The share of its content that is covered already, in ten-thousandths, rounded down.
    share: i64,
    /// No more than this is taken off each end of the hours.
    most: Ends,
}

impl Default for Credit {
    fn default() -> Self {
        Self {
            share: 0,
            most: Self::NO_LIMIT,
        }
    }
}

impl Credit {
    const NO_LIMIT: Ends = [i64::MAX; 2];

    /// All of the content: no more can be covered.
    pub(super) const ALL: Self = Self {
        share: WHOLE,
        most: Self::NO_LIMIT,
    };

    /// For a covered share, whatever the hours of the exams that cover it.
    pub(super) fn of(share: f64) -> Self {
        Self {
            share: ten_thousandths(share),
            most: Self::NO_LIMIT,
        }
    }

    /// For a covered share, with at most so much taken off.
    pub(super) fn at_most(share: f64, most: Ends) -> Self {
        Self {
            most,
            ..Self::of(share)
        }
    }

    /// As a share of the exam, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "no more than ten thousand")]
    pub(super) fn share(self) -> f64 {
        self.share as f64 / WHOLE as f64
    }

    /// What is left of hours of study.
    pub(super) fn off(self, hours: Quantity) -> Quantity {
        let off = lower(taken_off(hours, self.share), self.most);
        less(hours, off).unwrap_or(hours)
    }
}

/// What somebody has covered of an exam.
#[derive(Debug, Clone, Default)]
struct Covered {
    /// How far each domain is covered, in the order of the outline.
    domains: Vec<f64>,
    /// The share of the exam that each known exam covers by itself: what is held first, then
    /// earlier steps.
    shares: Vec<f64>,
}

/// How like each domain of an exam is to the domain of another that it is most like.
type Likeness = Rc<[f64]>;

/// An exam with its outline, if it has one.
pub(super) type Outlined<'a> = (ExamIndex, Option<Outline<'a>>);

/// The credits of one question, by the outlines of the day on which study begins.
#[derive(Debug)]
pub(super) struct Credits<'a> {
    catalogue: &'a Catalogue,
    experience: Option<Experience>,
    held: Vec<Outlined<'a>>,
    day: Day,
    /// How far what is held covers each domain of an exam.
    by_held: RefCell<HashMap<ExamIndex, Rc<Covered>>>,
    /// How far one exam covers each domain of another, where the snapshot does not keep it.
    by_exam: RefCell<HashMap<(ExamIndex, ExamIndex), Likeness>>,
}

impl<'a> Credits<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, profile: &Profile, day: Day) -> Self {
        let held = profile.held.iter();
        Self {
            catalogue,
            experience: profile.experience,
            held: held
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
        self.beside_held(self.outlined(wanted), &[]).0
    }

    /// The share that what is held and some exams besides cover together, whatever their hours:
    /// more is never taken off.
    pub(super) fn with(
        &self,
        wanted: Outlined<'a>,
        earlier: impl Iterator<Item = Outlined<'a>>,
    ) -> Credit {
        let earlier: Vec<Outlined<'a>> = earlier.collect();
        let covered = self.covered(wanted, &earlier);
        covered.map_or_else(Credit::default, |(share, _)| Credit::of(share))
    }

    /// The credit that what is held and some steps before give together, each step at most so
    /// much; and what each of these steps takes off.
    fn beside_held(
        &self,
        wanted: Outlined<'a>,
        earlier: &[(Outlined<'a>, Ends)],
    ) -> (Credit, Vec<Ends>) {
        let steps: Vec<Outlined<'a>> = earlier.iter().map(|(step, _)| *step).collect();
        let nothing = || (Credit::default(), vec![[0, 0]; earlier.len()]);
        let Some((share, shares)) = self.covered(wanted, &steps) else {
            return nothing();
        };
        let Some(hours) = self.hours(wanted.0) else {
            return (Credit::of(share), vec![[0, 0]; earlier.len()]);
        };
        // What is held took its hours long ago, and nobody adds those up: each step may use them.
        let held = self
            .held
            .iter()
            .map(|(exam, _)| self.hours(*exam).map(ends));
        let most = held.chain(earlier.iter().map(|(_, most)| Some(*most)));
        let off: Vec<Ends> = shares
            .iter()
            .zip(most)
            .map(|(share, most)| taken_off_by(hours, ten_thousandths(*share), most))
            .collect();
        let sum = off.iter().copied().fold([0, 0], plus);
        let by_steps = off[self.held.len()..].to_vec();
        (Credit::at_most(share, sum), by_steps)
    }

    fn hours(&self, exam: ExamIndex) -> Option<Quantity> {
        self.catalogue.exam(exam).study_hours(self.experience)
    }

    /// The share of an exam that is covered in all, and by each of what is held and the steps
    /// before alone; `None` when nothing is known or the exam has no outline.
    fn covered(
        &self,
        (wanted, outline): Outlined<'a>,
        earlier: &[Outlined<'a>],
    ) -> Option<(f64, Vec<f64>)> {
        let knows_nothing = self.held.is_empty() && earlier.is_empty();
        let outline = outline.filter(|_| !knows_nothing)?;
        let mut covered = self.covered_by_held(wanted, outline);
        for known in earlier {
            self.cover(&mut covered, (wanted, outline), *known);
        }
        let domains = outline.terms.domains.iter().zip(&covered.domains);
        let whole = domains.map(|(domain, covered)| domain.share * covered);
        Some((whole.sum(), covered.shares))
    }

    /// An exam with its outline.
    pub(super) fn outlined(&self, exam: ExamIndex) -> Outlined<'a> {
        (exam, self.catalogue.outline(exam, self.day))
    }

    /// What what is held covers of an exam.
    fn covered_by_held(&self, wanted: ExamIndex, outline: Outline<'a>) -> Covered {
        let mut covered = Covered {
            domains: vec![0.0; outline.terms.domains.len()],
            shares: vec![],
        };
        if self.held.is_empty() {
            return covered;
        }
        if let Some(known) = self.by_held.borrow().get(&wanted) {
            return Covered::clone(known);
        }
        for held in &self.held {
            self.cover(&mut covered, (wanted, outline), *held);
        }
        let mut by_held = self.by_held.borrow_mut();
        by_held.insert(wanted, Rc::new(covered.clone()));
        covered
    }

    /// Raises what is covered of each domain of an exam to what a known exam covers of it, and
    /// adds its share.
    fn cover(
        &self,
        covered: &mut Covered,
        (wanted, outline): (ExamIndex, Outline<'a>),
        (known, known_outline): Outlined<'a>,
    ) {
        let mut raise = |likeness: &[f64]| {
            let mut share = 0.0;
            let domains = outline.terms.domains.iter().zip(&mut covered.domains);
            for ((domain, most), alike) in domains.zip(likeness) {
                *most = most.max(*alike);
                share += domain.share * alike;
            }
            covered.shares.push(share);
        };
        let Some(known_outline) = known_outline else {
            return raise(&[]);
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
    ///
    /// What comes first takes its hours first; these are the most that it takes off all that
    /// comes later. A step of unknown hours takes nothing off: it could be more than it took.
    pub(super) fn of_set(&self, graph: &Graph, plan: &Plan, set: &[Place]) -> Vec<Credit> {
        let before = sure_to_come_before(graph, plan, set);
        let exams: Vec<Outlined<'a>> = set
            .iter()
            .map(|place| self.outlined(graph.nodes[*place].exam))
            .collect();
        let mut in_turn: Vec<usize> = (0..set.len()).collect();
        in_turn.sort_by_key(|at| (before[*at].count_ones(), exams[*at].0));
        let mut credits = vec![Credit::default(); set.len()];
        let mut may_take_off: Vec<Ends> = vec![[0, 0]; set.len()];
        for at in in_turn {
            let mut sure: Vec<usize> = members(before[at]).collect();
            sure.sort_by_key(|other| exams[*other].0);
            let earlier: Vec<(Outlined<'a>, Ends)> = sure
                .iter()
                .map(|other| (exams[*other], may_take_off[*other]))
                .collect();
            let (credit, off) = self.beside_held(exams[at], &earlier);
            for (other, off) in sure.iter().zip(off) {
                let left = &mut may_take_off[*other];
                *left = [left[0] - off[0], left[1] - off[1]];
            }
            credits[at] = credit;
            let hours = self.hours(exams[at].0).map(|hours| credit.off(hours));
            may_take_off[at] = hours.map(ends).unwrap_or_default();
        }
        credits
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
        let limited = Credit::at_most(0.25, [30, 70]);
        assert_eq!(limited.off(hours).to_string(), "17..33 hours");
    }
}
