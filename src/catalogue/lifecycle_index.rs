//! The states of all exams on a day, as sets.
//!
//! A state changes on few days only, so the sets of one day are those of every other day until the
//! next change. They are made when a day is first asked about, and kept for the times asked about
//! last.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::{
    date::{ApproximateDate, Day},
    exam_set::ExamSet,
    lifecycle::LifecycleState,
    snapshot::{ExamEntry, ExamIndex},
};

/// For how many times between two changes the sets are kept.
const MOST_KEPT: usize = 16;

/// The exams in each state.
#[derive(Debug)]
pub(super) struct ExamsByState([ExamSet; LifecycleState::ALL.len()]);

impl ExamsByState {
    fn of(exams: &[ExamEntry], day: Day) -> Self {
        let mut sets = LifecycleState::ALL.map(|_| ExamSet::none(exams.len()));
        for (place, exam) in exams.iter().enumerate() {
            sets[exam.state(day) as usize].insert(ExamIndex::new(place));
        }
        Self(sets)
    }

    /// The exams in a state.
    pub(super) fn in_state(&self, state: LifecycleState) -> &ExamSet {
        &self.0[state as usize]
    }
}

/// The states of all exams of a snapshot.
#[derive(Debug, Default)]
pub(super) struct LifecycleIndex {
    /// The days on which some exam changes its state, in order.
    changes: OnceLock<Box<[Day]>>,
    /// The sets by the number of changes until then, the newest last.
    kept: RwLock<Vec<(usize, Arc<ExamsByState>)>>,
}

impl LifecycleIndex {
    /// The exams by their states on a day.
    pub(super) fn on(&self, exams: &[ExamEntry], day: Day) -> Arc<ExamsByState> {
        let changes = self.changes.get_or_init(|| changes(exams));
        let time = changes.partition_point(|change| *change <= day);
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, states)) = kept.iter().find(|(other, _)| *other == time) {
            return Arc::clone(states);
        }
        drop(kept);
        let states = Arc::new(ExamsByState::of(exams, day));
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.remove(0);
        }
        kept.push((time, Arc::clone(&states)));
        states
    }
}

/// The days on which [`ExamEntry::state`] may be another one than on the day before.
fn changes(exams: &[ExamEntry]) -> Box<[Day]> {
    let dates = exams.iter().map(|exam| &exam.lifecycle);
    let mut changes: Vec<Day> = dates
        .flat_map(|dates| {
            let begins = [dates.beta, dates.live].map(|date| date.map(ApproximateDate::latest));
            let last = dates.retires.map(ApproximateDate::earliest);
            let [beta, live] = begins;
            [beta, live, last.and_then(|last| last.succ_opt())]
        })
        .flatten()
        .collect();
    changes.sort_unstable();
    changes.dedup();
    changes.into()
}
