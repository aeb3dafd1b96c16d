//! The lifecycle states of all exams on a day, as sets.
//!
//! States change on few days, so the sets of one day are valid until the next change. They are
//! computed on first use and cached for recently requested periods.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::{
    date::Day,
    entry::ExamEntry,
    exam_set::ExamSet,
    index::ExamIndex,
    lifecycle::{LifecycleDates, LifecycleState},
};

/// The maximum number of cached periods.
const MAX_CACHED: usize = 16;

/// The exams in each state, and the bookable exams.
#[derive(Debug)]
pub(super) struct ExamsByState {
    states: [ExamSet; LifecycleState::ALL.len()],
    bookable: ExamSet,
}

impl ExamsByState {
    fn of(exams: &[ExamEntry], day: Day) -> Self {
        let mut states = LifecycleState::ALL.map(|_| ExamSet::none(exams.len()));
        let mut bookable = ExamSet::none(exams.len());
        for (index, exam) in exams.iter().enumerate() {
            states[exam.state(day) as usize].insert(ExamIndex::new(index));
            if exam.is_bookable(day) {
                bookable.insert(ExamIndex::new(index));
            }
        }
        Self { states, bookable }
    }

    /// The exams in a state.
    pub(super) fn in_state(&self, state: LifecycleState) -> &ExamSet {
        &self.states[state as usize]
    }

    /// The bookable exams.
    pub(super) fn bookable(&self) -> &ExamSet {
        &self.bookable
    }
}

/// The lifecycle states of all exams of a snapshot.
#[derive(Debug, Default)]
pub(super) struct LifecycleIndex {
    /// The days, in order, on which the state or bookability of some exam changes.
    changes: OnceLock<Box<[Day]>>,
    /// The sets by the number of preceding changes, the most recent last.
    cached: RwLock<Vec<(usize, Arc<ExamsByState>)>>,
}

impl LifecycleIndex {
    /// The days, in order, on which some exam changes.
    pub(super) fn changes(&self, exams: &[ExamEntry]) -> &[Day] {
        self.changes.get_or_init(|| changes(exams))
    }

    /// The exams by state on a day.
    pub(super) fn on(&self, exams: &[ExamEntry], day: Day) -> Arc<ExamsByState> {
        let changes = self.changes(exams);
        let time = changes.partition_point(|change| *change <= day);
        let cached = self.cached.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, states)) = cached.iter().find(|(other, _)| *other == time) {
            return Arc::clone(states);
        }
        drop(cached);
        let states = Arc::new(ExamsByState::of(exams, day));
        let mut cached = self.cached.write().unwrap_or_else(PoisonError::into_inner);
        if cached.len() >= MAX_CACHED {
            cached.remove(0);
        }
        cached.push((time, Arc::clone(&states)));
        states
    }
}

/// The days on which [`ExamEntry::state`], [`ExamEntry::is_bookable`] or
/// [`ExamEntry::is_bookable_in`] for some language may differ from the day before.
fn changes(exams: &[ExamEntry]) -> Box<[Day]> {
    let dates = exams.iter().flat_map(ExamEntry::all_lifecycles);
    let mut changes: Vec<Day> = dates.flat_map(LifecycleDates::changes).collect();
    changes.sort_unstable();
    changes.dedup();
    changes.into()
}
