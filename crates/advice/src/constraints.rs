//! What a path must keep to: money, time, and what to leave out.

use std::collections::BTreeSet;

use catalogue::{Currency, Day, ExamIndex, Money};

/// Hours a week for study, 1 to 168.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeeklyHours(u16);

impl WeeklyHours {
    /// So many hours a week; `None` unless 1 to 168.
    pub fn new(hours: u16) -> Option<Self> {
        (1..=168).contains(&hours).then_some(Self(hours))
    }

    /// The hours.
    pub const fn hours(self) -> u16 {
        self.0
    }
}

/// The weeks that are allowed for study of which no source says how long it takes, where it has to
/// be over before an exam ends. An estimate of this catalogue: at ten hours a week they are longer
/// than most sources name.
pub const UNKNOWN_STUDY_WEEKS: u64 = 13;

impl Default for WeeklyHours {
    /// Ten hours: about two evenings and a morning.
    fn default() -> Self {
        Self(10)
    }
}

/// What a path must keep to. Whatever is absent does not bind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraints {
    /// The most that all fees together may cost.
    pub max_fees: Option<Money>,
    /// The currency in which fees are read; that of `max_fees` when there is one.
    pub currency: Currency,
    /// The pace of study.
    pub weekly_hours: WeeklyHours,
    /// The day on which study begins.
    pub start_on: Day,
    /// The last day on which the last exam may be taken.
    pub deadline: Option<Day>,
    /// `true` adds every recommended prerequisite, `false` none; absent: those that the
    /// experience calls for.
    pub include_recommended: Option<bool>,
    /// Exams that no step may be.
    pub exclude: BTreeSet<ExamIndex>,
    /// The most steps that a path may have.
    pub max_steps: Option<usize>,
}

impl Constraints {
    /// No limits: US dollars, ten hours a week, beginning on a day.
    pub fn beginning(start_on: Day) -> Self {
        Self {
            max_fees: None,
            currency: Currency::USD,
            weekly_hours: WeeklyHours::default(),
            start_on,
            deadline: None,
            include_recommended: None,
            exclude: BTreeSet::new(),
            max_steps: None,
        }
    }
}
