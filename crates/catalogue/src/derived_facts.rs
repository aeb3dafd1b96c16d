//! Figures of an exam that are requested most often, read from its facts once: fees and study
//! hours.

use super::{
    conditions::{Circumstances, ExamForm},
    fact::{Fact, FactContent, FactName, FactValue, served},
    level::Experience,
    money::{Currency, Money},
    quantity::Quantity,
};

/// The candidates for whom study hours are computed: unknown experience, then each known one.
const CANDIDATES: usize = 1 + Experience::ALL.len();

/// The fees and the study hours of an exam.
#[derive(Debug, Clone)]
pub(super) struct DerivedFacts {
    /// The list price in each currency in which it is known.
    fees: Box<[Money]>,
    /// Whether some price depends on the buyer or on the form of the exam.
    prices_depend: bool,
    /// Study hours for unknown experience, then for each experience.
    hours: [Option<Quantity>; CANDIDATES],
}

impl DerivedFacts {
    /// Reads the facts of an exam.
    pub(super) fn of(facts: &[Fact]) -> Self {
        let mut fees: Vec<Money> = Vec::new();
        for fact in facts {
            if let (FactName::Fee, Some(FactValue::Money(range))) = (fact.name, fact.value())
                && !fees.iter().any(|fee| fee.currency() == range.currency())
            {
                fees.extend(fee(facts, range.currency(), &Circumstances::default()));
            }
        }
        let mut hours = [None; CANDIDATES];
        hours[0] = study_hours(facts, None);
        for (hours, experience) in hours[1..].iter_mut().zip(Experience::ALL) {
            *hours = study_hours(facts, Some(experience));
        }
        let prices_depend = facts.iter().any(|fact| {
            fact.name == FactName::BetaFee
                || fact.name == FactName::Fee && !fact.conditions.is_empty()
        });
        Self {
            fees: fees.into(),
            prices_depend,
            hours,
        }
    }

    /// The list price in a currency, if known.
    pub(super) fn fee(&self, currency: Currency) -> Option<Money> {
        let mut fees = self.fees.iter();
        fees.find(|fee| fee.currency() == currency).copied()
    }

    /// Whether some price depends on the buyer or on the form of the exam.
    pub(super) fn prices_depend(&self) -> bool {
        self.prices_depend
    }

    /// Study hours for a candidate with this experience, if a source gives any.
    pub(super) fn study_hours(&self, experience: Option<Experience>) -> Option<Quantity> {
        self.hours[experience.map_or(0, |experience| 1 + experience as usize)]
    }
}

/// The list price fact in a currency that is served in the given circumstances: a price, or why
/// there is none.
pub(super) fn fee_fact<'a>(
    facts: &'a [Fact],
    currency: Currency,
    circumstances: &Circumstances,
) -> Option<&'a Fact> {
    let in_currency = |fact: &Fact| match fact.value() {
        Some(FactValue::Money(range)) => range.currency() == currency,
        _ => fact.value().is_none(),
    };
    let general = |name| {
        facts.iter().filter(move |fact| {
            fact.name == name
                && fact.about.is_none()
                && fact.experience.is_none()
                && in_currency(fact)
        })
    };
    let listed = served(general(FactName::Fee), circumstances);
    let is_of_final = |fact: &Fact| fact.conditions.form != Some(ExamForm::Beta);
    if circumstances.form == ExamForm::Beta && listed.is_none_or(is_of_final) {
        // The older way to state a beta price.
        return served(general(FactName::BetaFee), circumstances).or(listed);
    }
    listed
}

/// The list price in a currency in the given circumstances, if it is one amount.
pub(super) fn fee(
    facts: &[Fact],
    currency: Currency,
    circumstances: &Circumstances,
) -> Option<Money> {
    match fee_fact(facts, currency, circumstances).map(|fact| &fact.content) {
        Some(FactContent::Known(FactValue::Money(range))) if range.min() == range.max() => {
            Some(range.max())
        }
        _ => None,
    }
}

/// The study hours fact for a candidate with this experience.
///
/// A fact for exactly that experience wins, then one for everyone, then the nearest experience with
/// a fact; less experience first, which is the careful choice.
pub(super) fn study_hours_fact(facts: &[Fact], experience: Option<Experience>) -> Option<&Fact> {
    let of = |wanted: Option<Experience>| {
        let facts = facts.iter().filter(|fact| {
            fact.name == FactName::StudyHours && fact.about.is_none() && fact.experience == wanted
        });
        served(facts, &Circumstances::default())
    };
    let wanted = experience.unwrap_or(Experience::KnowsVendor);
    let less = Experience::ALL.iter().rev().filter(|step| **step < wanted);
    let more = Experience::ALL.iter().filter(|step| **step > wanted);
    of(Some(wanted).filter(|_| experience.is_some()))
        .or_else(|| of(None))
        .or_else(|| of(Some(wanted)))
        .or_else(|| more.chain(less).find_map(|step| of(Some(*step))))
}

fn study_hours(facts: &[Fact], experience: Option<Experience>) -> Option<Quantity> {
    match study_hours_fact(facts, experience)?.value() {
        Some(FactValue::Quantity(quantity)) => Some(*quantity),
        _ => None,
    }
}
