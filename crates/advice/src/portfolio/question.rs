//! The question: what to keep valid, what is held, and the limits.

use std::collections::BTreeSet;

use catalogue::{CertificationIndex, Currency, Day, ExamIndex, Money};

use crate::{HeldExam, WeeklyHours};

/// Which certifications must be valid together, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioQuestion {
    /// The certifications, distinct.
    pub keep: Vec<CertificationIndex>,
    /// The exams passed so far, each with the day on which it was passed or last renewed.
    pub held: Vec<HeldExam>,
    /// The first day on which all are valid.
    pub from: Day,
    /// The last day on which all are valid, not before `from`.
    pub to: Day,
    /// What the plan must keep to.
    pub limits: PortfolioLimits,
}

impl PortfolioQuestion {
    /// The most certifications that are planned together.
    pub const MAX_KEPT: usize = 20;

    /// The longest time from the day of the question to the last day, in days: ten years.
    pub const MAX_DAYS: i64 = 3_653;
}

/// What a plan must keep to. An absent limit does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioLimits {
    /// The most that all fees together may cost. A plan with an unknown fee does not fit.
    pub max_fees: Option<Money>,
    /// The currency of fees; that of `max_fees` if given.
    pub currency: Currency,
    /// The study hours a week: the first sitting of an exam waits for the study of it and of all
    /// exams before it.
    pub weekly_hours: Option<WeeklyHours>,
    /// The first day of a sitting or renewal, and of study.
    pub start_on: Day,
    /// Exams that are not sat.
    pub exclude: BTreeSet<ExamIndex>,
}

impl PortfolioLimits {
    /// No limits: US dollars, starting on a day.
    pub fn beginning(start_on: Day) -> Self {
        Self {
            max_fees: None,
            currency: Currency::USD,
            weekly_hours: None,
            start_on,
            exclude: BTreeSet::new(),
        }
    }
}
