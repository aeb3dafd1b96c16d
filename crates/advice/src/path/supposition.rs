//! What a search supposes about one exam instead of what the catalogue says.

use std::{cell::RefCell, collections::BTreeSet};

use catalogue::{Day, ExamEntry, ExamIndex};

/// An exam as it would be if one of its facts had another value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Supposition<'a> {
    pub(super) exam: ExamIndex,
    /// The exam with that value.
    pub(super) entry: &'a ExamEntry,
    /// Where to note the days that dates of the exam are compared with, if somebody asks.
    pub(super) compared: Option<&'a ComparedDays>,
}

impl Supposition<'_> {
    pub(super) fn compare(self, exam: ExamIndex, day: Day) {
        if let Some(compared) = self.compared.filter(|_| exam == self.exam) {
            compared.0.borrow_mut().days.insert(day);
        }
    }

    pub(super) fn wait(self, exam: ExamIndex) {
        if let Some(compared) = self.compared.filter(|_| exam == self.exam) {
            compared.0.borrow_mut().waited = true;
        }
    }
}

/// The days with which a search compares dates of the supposed exam.
///
/// A search does the same for two values of a date if every comparison has the same result. So
/// between two neighbouring compared days the value makes no difference, unless a step waits for
/// the exam to open: its day then is the value itself.
#[derive(Debug, Default)]
pub(super) struct ComparedDays(RefCell<Noted>);

#[derive(Debug, Default)]
struct Noted {
    days: BTreeSet<Day>,
    waited: bool,
}

impl ComparedDays {
    /// Begins anew with these days.
    pub(super) fn reset(&self, days: impl Iterator<Item = Day>) {
        let mut noted = self.0.borrow_mut();
        noted.waited = false;
        noted.days.clear();
        noted.days.extend(days);
    }

    /// Whether a step waited for the exam to open.
    pub(super) fn waited(&self) -> bool {
        self.0.borrow().waited
    }

    /// The next earlier value for which a search may do something else.
    pub(super) fn before(&self, value: Day) -> Option<Day> {
        let noted = self.0.borrow();
        if noted.days.contains(&value) {
            return value.pred_opt();
        }
        noted.days.range(..value).next_back().copied()
    }

    /// The next later value for which a search may do something else.
    pub(super) fn after(&self, value: Day) -> Option<Day> {
        let noted = self.0.borrow();
        if noted.days.contains(&value) {
            return value.succ_opt();
        }
        noted.days.range(value..).next().copied()
    }
}
