//! Where an exam stands in its life.

use async_graphql::SimpleObject;
use certgraph_macros::{Fields, fields};

use super::{
    closed_sets::LifecycleState,
    evidence::Evidence,
    exam::ExamObject,
    scalars::{ApproximateDate, Date},
    view::View,
};
use crate::catalogue::{self, ExamEntry, ExamIndex};

pub struct Lifecycle {
    pub(super) view: View,
    pub(super) index: ExamIndex,
}

impl Lifecycle {
    fn entry(&self) -> &ExamEntry {
        self.view.catalogue.exam(self.index)
    }

    fn exams(&self, indices: &[ExamIndex]) -> Vec<ExamObject> {
        indices
            .iter()
            .map(|index| ExamObject {
                view: self.view.clone(),
                index: *index,
            })
            .collect()
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

/// Where an exam stands in its life on the day that was asked for, always computed from dates.
/// Dates that are known only roughly are read carefully: open from the last day that the opening
/// can mean, gone after the first day that the end can mean.
#[fields]
impl Lifecycle {
    /// The state on the day.
    fn state(&self) -> LifecycleState {
        self.entry().state(self.view.day).into()
    }

    /// Whether the exam can be booked and taken on the day.
    fn bookable(&self) -> bool {
        self.entry().state(self.view.day).is_bookable()
    }

    /// The day of the first public announcement. Null when it is not known to the day.
    fn announced_on(&self) -> Option<Date> {
        exact(self.entry().lifecycle.announced)
    }

    /// The first day of the beta. Null when there was none or it is not known to the day.
    fn beta_on(&self) -> Option<Date> {
        exact(self.entry().lifecycle.beta)
    }

    /// The first day of the final exam. Null when it is not known to the day; see `live`.
    fn live_on(&self) -> Option<Date> {
        exact(self.entry().lifecycle.live)
    }

    /// The last day on which the exam can be taken. Example: `"2026-06-30"`. Null when no end is
    /// known, or not to the day; see `retires`.
    fn retires_on(&self) -> Option<Date> {
        exact(self.entry().lifecycle.retires)
    }

    /// The first day of the final exam, as exactly as it is known. Example: `"2026-07"`. Null when
    /// nothing is known.
    fn live(&self) -> Option<ApproximateDate> {
        self.entry().lifecycle.live.map(ApproximateDate)
    }

    /// The last day of the exam, as exactly as it is known. Example: `"2023-02"`. Null when no end
    /// is known.
    fn retires(&self) -> Option<ApproximateDate> {
        self.entry().lifecycle.retires.map(ApproximateDate)
    }

    /// The exams that take its place.
    fn successors(&self) -> Vec<ExamObject> {
        self.exams(&self.entry().successors)
    }

    /// The exams that take its place, each with who says so.
    fn successions(&self) -> Vec<Succession> {
        let entry = self.entry();
        let records = entry.record.successors.iter();
        let exams = self.exams(&entry.successors).into_iter();
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
        self.exams(&self.entry().predecessors)
    }
}
