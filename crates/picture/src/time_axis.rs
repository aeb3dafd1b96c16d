//! Days as positions on an axis, and the month labels along it.

use chrono::{Datelike, Months};

use super::canvas::{MARGIN, WIDTH};
use catalogue::Day;

/// The maximum number of month labels.
const MAX_LABELS: usize = 8;

/// The possible intervals between month labels.
const STEPS: [u32; 6] = [1, 2, 3, 6, 12, 24];

/// An axis from one day to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeAxis {
    from: Day,
    /// At least one.
    days: f64,
}

impl TimeAxis {
    pub(super) fn new(from: Day, to: Day) -> Self {
        Self {
            from,
            days: between(from, to).max(1.0),
        }
    }

    /// The position of a day, clamped to the axis.
    pub(super) fn place(self, day: Day) -> f64 {
        let share = (between(self.from, day) / self.days).clamp(0.0, 1.0);
        MARGIN + share * (WIDTH - 2.0 * MARGIN)
    }

    /// The first days of months along the axis with their labels. The first label and each January
    /// include the year.
    pub(super) fn months(self) -> Vec<(Day, String)> {
        let mut firsts = Vec::new();
        let mut first = self.from.with_day(1);
        while let Some(day) = first.and_then(|day| day.checked_add_months(Months::new(1))) {
            if between(self.from, day) > self.days {
                break;
            }
            firsts.push(day);
            first = Some(day);
        }
        let steps = STEPS.into_iter();
        let step = steps
            .clone()
            .find(|step| firsts.len().div_ceil(*step as usize) <= MAX_LABELS)
            .or(steps.last())
            .unwrap_or(1);
        firsts.retain(|day| day.month0().is_multiple_of(step.min(12)) && keeps_year(*day, step));
        firsts
            .into_iter()
            .enumerate()
            .map(|(place, day)| {
                let pattern = if place == 0 || day.month0() == 0 {
                    "%b %Y"
                } else {
                    "%b"
                };
                (day, day.format(pattern).to_string())
            })
            .collect()
    }
}

/// Intervals of whole years omit years.
fn keeps_year(day: Day, step: u32) -> bool {
    let years = i32::try_from((step / 12).max(1)).unwrap_or(1);
    day.year().rem_euclid(years) == 0
}

/// Days from one day to another.
pub(super) fn between(from: Day, to: Day) -> f64 {
    let days = (to - from).num_days();
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(from: &str, to: &str) -> Vec<String> {
        let axis = TimeAxis::new(from.parse().unwrap(), to.parse().unwrap());
        axis.months().into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn months_are_thinned_out() {
        assert_eq!(
            names("2026-11-22", "2027-02-10"),
            ["Dec 2026", "Jan 2027", "Feb"]
        );
        assert_eq!(
            names("2026-11-22", "2028-01-10"),
            ["Jan 2027", "Mar", "May", "Jul", "Sep", "Nov", "Jan 2028"]
        );
        let years = names("2026-11-22", "2046-11-22");
        assert!(years.len() <= 11, "{years:?}");
        assert!(
            years.iter().all(|name| name.starts_with("Jan ")),
            "{years:?}"
        );
        assert!(names("2026-11-22", "2026-11-22").is_empty());
    }

    #[test]
    fn days_stay_on_the_axis() {
        let axis = TimeAxis::new("2026-11-22".parse().unwrap(), "2026-12-22".parse().unwrap());
        let place = |day: &str| axis.place(day.parse().unwrap());
        assert!((place("2026-11-22") - MARGIN).abs() < 1e-9);
        assert!((place("2026-12-07") - WIDTH / 2.0).abs() < 1e-9);
        assert!((place("2030-01-01") - (WIDTH - MARGIN)).abs() < 1e-9);
        assert!((place("2020-01-01") - MARGIN).abs() < 1e-9);
    }
}
