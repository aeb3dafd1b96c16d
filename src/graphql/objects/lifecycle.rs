//! The lifecycle of an exam.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::SimpleObject;
use certgraph_macros::{Fields, fields};

use crate::catalogue::{self, ExamEntry, ExamIndex, Language, LifecycleDates, LifecycleState};
use crate::graphql::{
    objects::evidence::Evidence,
    objects::exam::ExamObject,
    objects::scalars::{ApproximateDate, Date},
    objects::view::View,
};

pub struct Lifecycle {
    pub(crate) view: View,
    pub(crate) index: ExamIndex,
    /// The language of the argument.
    pub(crate) language: Option<Language>,
}

impl Lifecycle {
    fn dates(&self) -> LifecycleDates {
        let entry = self.entry();
        let language = self.language;
        language.map_or(entry.lifecycle, |language| entry.lifecycle_in(language))
    }

    fn entry(&self) -> &ExamEntry {
        self.view.catalogue.exam(self.index)
    }
}

fn exact(date: Option<catalogue::ApproximateDate>) -> Option<Date> {
    date.and_then(catalogue::ApproximateDate::exact).map(Date)
}

/// That one exam takes another's place.
#[derive(SimpleObject, Fields)]
pub struct Succession {
    /// The exam that takes the place.
    exam: ExamObject,
    /// Who says so, when, and how far it can be trusted.
    evidence: Evidence,
}

/// The lifecycle status of an exam on the day of the query, always computed from dates.
/// Dates that are known only roughly are read carefully: open from the last day that the opening
/// can mean, gone after the first day that the end can mean. Where dates differ by language, they are
/// those of the exam in `language`.
#[fields]
#[cacheable(
    by_period("state", "bookable"),
    varying("successors", "successions", "predecessors")
)]
impl Lifecycle {
    /// The state on the day.
    fn state(&self) -> ApiEnum<LifecycleState> {
        self.dates().state(self.view.day).into()
    }

    /// Whether the exam can be booked and taken on the day. False after `registrationEndsOn`, while
    /// those who have booked still sit the exam and the state is `RETIRING`.
    fn bookable(&self) -> bool {
        self.dates().is_bookable(self.view.day)
    }

    /// The day of the first public announcement. Null when it is not known to the day.
    fn announced_on(&self) -> Option<Date> {
        exact(self.dates().announced)
    }

    /// The first day of the beta. Null when there was none or it is not known to the day.
    fn beta_on(&self) -> Option<Date> {
        exact(self.dates().beta)
    }

    /// The first day of the final exam. Null when it is not known to the day; see `live`.
    fn live_on(&self) -> Option<Date> {
        exact(self.dates().live)
    }

    /// The last day on which the exam can be taken. Example: `"2026-06-30"`. Null when no end is
    /// known, or not to the day; see `retires`.
    fn retires_on(&self) -> Option<Date> {
        exact(self.dates().retires)
    }

    /// The last day on which the exam can be scheduled, where that is not the last day on which it
    /// can be taken. Example: `"2026-07-13"`. Null when no source gives a date exact to the day.
    fn registration_ends_on(&self) -> Option<Date> {
        exact(self.dates().registration_ends)
    }

    /// The language that these dates and the state are of, by its English name: the one that was
    /// asked for, else English where some date differs by language. Example: `"English"`. Null when
    /// none was asked for and no date depends on the language.
    fn language(&self) -> Option<&str> {
        let differs = self.entry().lifecycle_differs_by_language();
        let default = differs.then_some(Language::ENGLISH);
        self.language.or(default).map(Language::name)
    }

    /// The first day of the final exam, as exactly as it is known. Example: `"2026-07"`. Null when
    /// nothing is known.
    fn live(&self) -> Option<ApproximateDate> {
        self.dates().live.map(ApproximateDate)
    }

    /// The last day of the exam, as exactly as it is known. Example: `"2023-02"`. Null when no end
    /// is known.
    fn retires(&self) -> Option<ApproximateDate> {
        self.dates().retires.map(ApproximateDate)
    }

    /// The exams that take its place.
    fn successors(&self) -> Vec<ExamObject> {
        self.view.exams(&self.entry().successors)
    }

    /// The exams that take its place, each with who says so.
    fn successions(&self) -> Vec<Succession> {
        let entry = self.entry();
        let records = entry.record.successors.iter();
        let exams = self.view.exams(&entry.successors).into_iter();
        exams
            .zip(records)
            .map(|(exam, record)| Succession {
                exam,
                evidence: Evidence::new(&self.view.catalogue, &record.evidence),
            })
            .collect()
    }

    /// The exams whose place it takes.
    fn predecessors(&self) -> Vec<ExamObject> {
        self.view.exams(&self.entry().predecessors)
    }
}
