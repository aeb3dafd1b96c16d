//! Study credit: the hours taken off a step for held exams and earlier steps.
//!
//! The credit is what [`crate::coverage`] measures for exams that are held or certainly taken
//! before, limited by the rules of `study_credit.rs`: no exam gives more than its own hours, over
//! all later steps together. So an additional step never makes a path shorter. Which steps
//! certainly come before depends on the set of exams alone, so the hours of a path do not depend on
//! its order.

use std::{cell::RefCell, collections::HashMap, ops::Deref, rc::Rc};

use super::supposition::Supposition;
use crate::{
    Coverage, Profile, coverage,
    study_credit::{
        Known, MinMaxTenths, after_credit, covered_shares, credit_of_each, min_max, range, sum,
        uncapped_credit,
    },
};
use catalogue::{Catalogue, Day, ExamEntry, ExamIndex, Experience, IndexedBlueprint, Quantity};

/// The unit of shares.
const WHOLE: u16 = 10_000;

/// The credit of an exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Credit {
    /// The covered share of its content, in ten-thousandths, rounded down.
    share: u16,
    /// The hours taken off, in both cases.
    off: MinMaxTenths,
}

impl Credit {
    /// The credit for a covered share; a value that differs from a whole number of ten-thousandths
    /// by rounding error is that number.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share lies between 0 and 1"
    )]
    pub(super) fn new(share: f64, off: MinMaxTenths) -> Self {
        let share = (share.clamp(0.0, 1.0) * f64::from(WHOLE) + 1e-5).floor() as u16;
        Self { share, off }
    }

    /// The maximum credit of an exam with these hours.
    pub(super) fn most(hours: Option<Quantity>) -> Self {
        Self::new(
            1.0,
            hours
                .map(|hours| uncapped_credit(hours, &[1.0]))
                .unwrap_or_default(),
        )
    }

    /// The covered share, 0 to 1.
    pub(super) fn share(self) -> f64 {
        f64::from(self.share) / f64::from(WHOLE)
    }

    /// The remaining hours in both cases.
    pub(super) fn after_credit(self, hours: Quantity) -> MinMaxTenths {
        after_credit(hours, self.off)
    }

    /// The remaining hours.
    pub(super) fn left_of(self, hours: Quantity) -> Quantity {
        range(self.after_credit(hours), hours)
    }
}

/// For each domain of an exam, its similarity to the most similar domain of another.
type MeasuredSimilarity = Rc<[f64]>;

/// For each domain of an exam, its similarity to the most similar domain of another; empty if the
/// other has no blueprint.
#[derive(Debug, Clone)]
enum DomainSimilarity<'a> {
    /// From the snapshot's cache.
    Cached(&'a [f64]),
    /// Computed for this request.
    Measured(MeasuredSimilarity),
}

impl Deref for DomainSimilarity<'_> {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        match self {
            Self::Cached(similarity) => similarity,
            Self::Measured(similarity) => similarity,
        }
    }
}

impl From<DomainSimilarity<'_>> for MeasuredSimilarity {
    fn from(similarity: DomainSimilarity<'_>) -> Self {
        match similarity {
            DomainSimilarity::Cached(similarity) => similarity.into(),
            DomainSimilarity::Measured(similarity) => similarity,
        }
    }
}

/// An exam with its blueprint, if it has one.
pub(super) type ExamWithBlueprint<'a> = (ExamIndex, Option<IndexedBlueprint<'a>>);

/// The credits of one request, by the blueprints on the day on which study begins.
#[derive(Debug)]
pub(super) struct Credits<'a> {
    catalogue: &'a Catalogue,
    /// The exam of which something else is supposed than the catalogue says, if any.
    supposition: Option<Supposition<'a>>,
    experience: Option<Experience>,
    held: Vec<ExamWithBlueprint<'a>>,
    day: Day,
    /// The similarity of an exam to each held exam.
    by_held: Rc<RefCell<HashMap<ExamIndex, Rc<[MeasuredSimilarity]>>>>,
    /// The similarity of one exam to another, if the snapshot does not cache it.
    by_exam: Rc<RefCell<HashMap<(ExamIndex, ExamIndex), MeasuredSimilarity>>>,
}

impl<'a> Credits<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, profile: &Profile, day: Day) -> Self {
        let held = profile.held.iter();
        Self {
            catalogue,
            supposition: None,
            experience: profile.experience,
            held: held
                .map(|exam| (*exam, catalogue.indexed_blueprint(*exam, day)))
                .collect(),
            day,
            by_held: Rc::default(),
            by_exam: Rc::default(),
        }
    }

    /// The credits under a supposition. Blueprints stay, so measured similarities are shared.
    pub(super) fn supposing<'s>(&self, supposition: Supposition<'s>) -> Credits<'s>
    where
        'a: 's,
    {
        Credits {
            catalogue: self.catalogue,
            supposition: Some(supposition),
            experience: self.experience,
            held: self.held.clone(),
            day: self.day,
            by_held: Rc::clone(&self.by_held),
            by_exam: Rc::clone(&self.by_exam),
        }
    }

    pub(super) fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    pub(super) fn supposition(&self) -> Option<Supposition<'a>> {
        self.supposition
    }

    /// An exam, as the supposition has it.
    pub(super) fn entry(&self, exam: ExamIndex) -> &'a ExamEntry {
        match self.supposition {
            Some(supposition) if supposition.exam == exam => supposition.entry,
            _ => self.catalogue.exam(exam),
        }
    }

    /// The credit for held exams.
    pub(super) fn by_held(&self, wanted: ExamIndex) -> Credit {
        if self.held.is_empty() {
            return Credit::default();
        }
        self.with_held(self.with_blueprint(wanted), &[]).0
    }

    /// The maximum credit for held exams and some others, ignoring their hours.
    pub(super) fn with(
        &self,
        wanted: ExamWithBlueprint<'a>,
        earlier: impl Iterator<Item = ExamWithBlueprint<'a>>,
    ) -> Credit {
        let (exam, Some(blueprint)) = wanted else {
            return Credit::default();
        };
        let similarities = self.similarities((exam, blueprint), earlier);
        let domains = blueprint.terms.domains.iter().map(|domain| domain.share);
        let covered = covered_shares(&domains, similarities.iter().map(|covers| &**covers));
        let hours = self.hours(exam);
        let off = hours.map(|hours| uncapped_credit(hours, &covered));
        Credit::new(covered.iter().sum(), off.unwrap_or_default())
    }

    /// The credit for held exams and some earlier steps together, each step limited by its
    /// remaining hours; and the hours that each step takes off.
    ///
    /// The hours of held exams are not part of the path, so each step may use all of them.
    pub(super) fn with_held(
        &self,
        wanted: ExamWithBlueprint<'a>,
        earlier: &[(ExamWithBlueprint<'a>, MinMaxTenths)],
    ) -> (Credit, Vec<MinMaxTenths>) {
        let (exam, blueprint) = wanted;
        let knows_nothing = self.held.is_empty() && earlier.is_empty();
        let Some(blueprint) = blueprint.filter(|_| !knows_nothing) else {
            return (Credit::default(), vec![[0, 0]; earlier.len()]);
        };
        let steps = earlier.iter().map(|(step, _)| *step);
        let similarities = self.similarities((exam, blueprint), steps);
        let own_hours = self
            .held
            .iter()
            .map(|(held, _)| self.hours(*held).map(min_max));
        let available = own_hours.chain(earlier.iter().map(|(_, available)| Some(*available)));
        let known: Vec<Known<'_>> = similarities
            .iter()
            .zip(available)
            .map(|(covers, available)| Known { covers, available })
            .collect();
        let domains = blueprint.terms.domains.iter().map(|domain| domain.share);
        let covered = covered_shares(&domains, known.iter().map(|known| known.covers));
        let covered = covered.iter().sum();
        let Some(hours) = self.hours(exam) else {
            return (Credit::new(covered, [0, 0]), vec![[0, 0]; earlier.len()]);
        };
        let mut off = credit_of_each(hours, &domains, &known);
        let credit = Credit::new(covered, sum(&off));
        (credit, off.split_off(self.held.len()))
    }

    pub(super) fn hours(&self, exam: ExamIndex) -> Option<Quantity> {
        self.entry(exam).study_hours(self.experience)
    }

    /// An exam with its blueprint.
    pub(super) fn with_blueprint(&self, exam: ExamIndex) -> ExamWithBlueprint<'a> {
        (exam, self.catalogue.indexed_blueprint(exam, self.day))
    }

    /// The similarity of an exam to each held exam, then to each of some others.
    fn similarities(
        &self,
        wanted: (ExamIndex, IndexedBlueprint<'a>),
        others: impl Iterator<Item = ExamWithBlueprint<'a>>,
    ) -> Vec<DomainSimilarity<'a>> {
        let held = self.similarity_to_held(wanted.0, wanted.1);
        let held = held
            .iter()
            .map(|held| DomainSimilarity::Measured(Rc::clone(held)));
        held.chain(others.map(|other| self.similarity(wanted, other)))
            .collect()
    }

    fn similarity_to_held(
        &self,
        wanted: ExamIndex,
        blueprint: IndexedBlueprint<'a>,
    ) -> Rc<[MeasuredSimilarity]> {
        if let Some(known) = self.by_held.borrow().get(&wanted) {
            return Rc::clone(known);
        }
        let held = self.held.iter();
        let similarity: Rc<[MeasuredSimilarity]> = held
            .map(|held| self.similarity((wanted, blueprint), *held).into())
            .collect();
        let mut by_held = self.by_held.borrow_mut();
        by_held.insert(wanted, Rc::clone(&similarity));
        similarity
    }

    fn similarity(
        &self,
        (wanted, blueprint): (ExamIndex, IndexedBlueprint<'a>),
        (known, known_outline): ExamWithBlueprint<'a>,
    ) -> DomainSimilarity<'a> {
        let Some(known_outline) = known_outline else {
            return DomainSimilarity::Cached(&[]);
        };
        if let Some(cached) = blueprint.cached_similarity(known_outline) {
            return DomainSimilarity::Cached(cached);
        }
        let mut by_exam = self.by_exam.borrow_mut();
        let measure = || Rc::from(blueprint.similarity(known_outline).into_owned());
        let measured = by_exam.entry((wanted, known)).or_insert_with(measure);
        DomainSimilarity::Measured(Rc::clone(measured))
    }

    /// Whether the exam has a blueprint.
    pub(super) fn is_measurable(&self, exam: ExamIndex) -> bool {
        self.catalogue.indexed_blueprint(exam, self.day).is_some()
    }

    /// How far held exams and some others cover each domain of an exam.
    pub(super) fn coverage(&self, wanted: ExamIndex, earlier: &[ExamIndex]) -> Option<Coverage> {
        let held = self.held.iter().map(|(exam, _)| exam);
        let known: Vec<ExamIndex> = held.chain(earlier).copied().collect();
        coverage(self.catalogue, wanted, &known, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_rounded_down_and_takes_hours_off() {
        let of = |share| Credit::new(share, [0, 0]);
        assert_eq!(of(0.25009).share().to_bits(), 0.25_f64.to_bits());
        assert_eq!(of(f64::NAN).share().to_bits(), 0.0_f64.to_bits());
        let hours: Quantity = "20..40 hours".parse().unwrap();
        assert_eq!(Credit::default().left_of(hours), hours);
        let most = Credit::most(Some(hours));
        assert_eq!(most.share().to_bits(), 1.0_f64.to_bits());
        assert_eq!(most.left_of(hours).to_string(), "5..10 hours");
        let limited = Credit::new(0.25, [30, 70]);
        assert_eq!(limited.left_of(hours).to_string(), "17..33 hours");
    }
}
