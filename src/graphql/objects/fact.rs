//! Facts: single statements with their source and date.

use crate::catalogue::{
    self, AbsenceReason, Confidence, ExamIndex, Experience, FactContent, FactName, FactValue,
};
use crate::graphql::objects::enums::ApiEnum;
use crate::graphql::{
    objects::evidence::Source,
    objects::fact_conditions::FactConditions,
    objects::scalars::{ApproximateDate, Date},
    objects::values::{DecimalRange, MoneyRange},
    objects::view::View,
};
use certgraph_macros::fields;

pub struct Fact {
    view: View,
    exam: ExamIndex,
    /// The index of the fact among the exam's.
    index: usize,
}

impl Fact {
    pub(crate) fn new(view: &View, exam: ExamIndex, index: usize) -> Self {
        let view = view.clone();
        Self { view, exam, index }
    }

    fn record(&self) -> &catalogue::Fact {
        &self.view.catalogue.exam(self.exam).record.facts[self.index]
    }

    /// The fact with this record.
    pub(crate) fn find(view: &View, exam: ExamIndex, fact: &catalogue::Fact) -> Option<Self> {
        let facts = &view.catalogue.exam(exam).record.facts;
        let index = facts.iter().position(|other| std::ptr::eq(other, fact))?;
        Some(Self::new(view, exam, index))
    }
}

/// One statement about an exam: a value, who says so, and when. Several sources may say different
/// things; the one of the best confidence is served first, then the newest.
#[fields]
impl Fact {
    /// What the fact is about.
    fn name(&self) -> ApiEnum<FactName> {
        self.record().name.into()
    }

    /// Sets facts of one name apart, such as the job market that a pay figure describes. Null when
    /// the fact is about the exam as a whole.
    fn about(&self) -> Option<&str> {
        self.record().about.as_deref()
    }

    /// For whom the fact holds. Null when it holds for everybody.
    fn experience(&self) -> Option<ApiEnum<Experience>> {
        self.record().experience.map(ApiEnum)
    }

    /// What must be true for the fact to hold, such as the day on which the credential is earned or
    /// the language of the exam; all of it. Null when it always holds. Of the facts whose conditions
    /// hold, the one with the most conditions is used.
    fn conditions(&self) -> Option<FactConditions> {
        FactConditions::of(&self.record().conditions)
    }

    /// The value as text with its unit. Examples: `"165.00 USD"`, `"60..100 hours"`,
    /// `"2026-06-30"`. Null when there is none; `absentBecause` says why.
    pub(crate) fn value(&self) -> Option<String> {
        self.record().value().map(ToString::to_string)
    }

    /// The value as money. Null when it is not money.
    fn money(&self) -> Option<MoneyRange> {
        match self.record().value() {
            Some(FactValue::Money(range)) => Some((*range).into()),
            _ => None,
        }
    }

    /// The value as numbers with their unit. Null when it is not a number.
    fn quantity(&self) -> Option<DecimalRange> {
        match self.record().value() {
            Some(FactValue::Quantity(quantity)) => Some((*quantity).into()),
            _ => None,
        }
    }

    /// The value as a date. Null when it is not a date.
    fn date(&self) -> Option<ApproximateDate> {
        match self.record().value() {
            Some(FactValue::Date(date)) => Some(ApproximateDate(*date)),
            _ => None,
        }
    }

    /// The value as a list of short texts. Null when it is not a list.
    fn items(&self) -> Option<&[String]> {
        match self.record().value() {
            Some(FactValue::List(items)) => Some(items),
            _ => None,
        }
    }

    /// Why there is no value. Null when there is one.
    fn absent_because(&self) -> Option<ApiEnum<AbsenceReason>> {
        match self.record().content {
            FactContent::Absent(reason) => Some(reason.into()),
            FactContent::Known(_) => None,
        }
    }

    /// The date that the statement describes or was read. Example: `"2026-09-24"`.
    pub(crate) fn as_of(&self) -> ApproximateDate {
        ApproximateDate(self.record().evidence.as_of)
    }

    /// The last day on which the statement was read again and found unchanged. Example:
    /// `"2026-11-27"`. Null when that has not happened since `asOf`.
    fn checked_on(&self) -> Option<Date> {
        self.record().evidence.checked.map(Date)
    }

    /// How far it can be trusted.
    pub(crate) fn confidence(&self) -> ApiEnum<Confidence> {
        self.record().evidence.confidence.into()
    }

    /// Who says so, the leading source first; empty only for an estimate.
    pub(crate) fn sources(&self) -> Vec<Source> {
        self.view.sources(&self.record().evidence.sources)
    }

    /// What should be known about it, such as an estimate's formula. Null when there is nothing
    /// to add.
    pub(crate) fn note(&self) -> Option<String> {
        self.record().evidence.note.clone()
    }

    /// Whether answers use this fact where its conditions hold: it is the best-sourced one on its
    /// topic (name, `about`, experience and conditions; prices in each currency by themselves).
    fn served(&self) -> bool {
        self.view.catalogue.exam(self.exam).is_served(self.record())
    }

    /// Whether another fact cannot be true beside this one: it is then a claim of one of
    /// `Exam.contradictions`. Values that fit each other, such as 100 minutes and 100 to 120
    /// minutes, are no dispute.
    fn disputed(&self) -> bool {
        self.view
            .catalogue
            .exam(self.exam)
            .is_disputed(self.record())
    }
}
