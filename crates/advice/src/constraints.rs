//! Constraints of a path: money, time, and exclusions.

use std::collections::BTreeSet;

use catalogue::{Currency, Day, ExamIndex, Money};

/// Hours a week for study, 1 to 168.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeeklyHours(u16);

impl WeeklyHours {
    /// This many hours a week; `None` unless 1 to 168.
    pub fn new(hours: u16) -> Option<Self> {
        (1..=168).contains(&hours).then_some(Self(hours))
    }

    /// The hours.
    pub const fn hours(self) -> u16 {
        self.0
    }
}

/// The weeks allowed for study of unknown length if it must finish before an exam ends. An estimate
/// of this catalogue: at ten hours a week this is longer than most sources state.
pub const UNKNOWN_STUDY_WEEKS: u64 = 13;

impl Default for WeeklyHours {
    /// Ten hours: about two evenings and a morning.
    fn default() -> Self {
        Self(10)
    }
}

/// The constraints of a path. An absent constraint does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraints {
    /// The maximum sum of all fees.
    pub max_fees: Option<Money>,
    /// The currency of fees; that of `max_fees` if given.
    pub currency: Currency,
    /// The study hours a week.
    pub weekly_hours: WeeklyHours,
    /// The first day of study.
    pub start_on: Day,
    /// The last day on which the last exam may be taken.
    pub deadline: Option<Day>,
    /// `true` adds every recommended prerequisite, `false` none; if absent, those that apply to the
    /// candidate's experience.
    pub include_recommended: Option<bool>,
    /// Exams that must not be steps.
    pub exclude: BTreeSet<ExamIndex>,
    /// The maximum number of steps.
    pub max_steps: Option<usize>,
}

impl Constraints {
    /// No limits: US dollars, ten hours a week, starting on a day.
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
