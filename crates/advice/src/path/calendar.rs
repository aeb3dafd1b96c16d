//! Conversion of study hours to weeks and days.
//!
//! Study for an exam begins on the day of the previous exam, so the day of a step depends only on
//! the number of weeks before it.

use chrono::Days;

use crate::WeeklyHours;
use catalogue::{Day, Quantity, Tenths};

/// Whole calendar weeks, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct WeekRange {
    /// With the shortest study time that sources give.
    pub min: u64,
    /// With the longest study time that sources give.
    pub max: u64,
}

/// A point in time on a path: the end of a step and the start of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PathTime {
    /// The earliest possible day.
    pub(super) day: Day,
    /// Whether the day is exact: every study time before it is known.
    pub(super) dated: bool,
}

/// The whole weeks that these hours take at this pace; each end is rounded up.
pub(crate) fn weeks(hours: Quantity, pace: WeeklyHours) -> WeekRange {
    let weeks = |hours: Tenths| {
        let a_week = u64::from(pace.hours()) * 10;
        u64::try_from(hours.tenths())
            .unwrap_or_default()
            .div_ceil(a_week)
    };
    WeekRange {
        min: weeks(hours.min()),
        max: weeks(hours.max()),
    }
}

/// The day this many weeks after another, saturating at the end of the calendar.
pub(crate) fn day_after(begin: Day, weeks: u64) -> Day {
    begin
        .checked_add_days(Days::new(weeks.saturating_mul(7)))
        .unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_rounded_up_and_days_never_overflow() {
        let pace = WeeklyHours::default();
        let range = |text: &str| {
            let WeekRange { min, max } = weeks(text.parse().unwrap(), pace);
            (min, max)
        };
        assert_eq!(range("60..100 hours"), (6, 10));
        assert_eq!(range("60.1..100.1 hours"), (7, 11));
        assert_eq!(range("0 hours"), (0, 0));
        let begin: Day = "2026-06-12".parse().unwrap();
        assert_eq!(day_after(begin, 10).to_string(), "2026-08-21");
        assert_eq!(day_after(begin, u64::MAX), Day::MAX);
        let absurd = weeks("999999999999 hours".parse().unwrap(), pace);
        assert_eq!(day_after(begin, absurd.max), Day::MAX);
    }
}
