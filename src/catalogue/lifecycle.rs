//! The one predicate that decides where an exam stands in its life on a given day.
//!
//! Nothing stores a status. Where dates are known only roughly, the reading is the careful one:
//! an exam counts as open from the last day that its opening can mean, and as gone after the first
//! day that its end can mean, so that nobody is sent to an exam that may not be bookable.

use super::{
    conditions::Circumstances,
    date::{ApproximateDate, Day},
    exam::Exam,
    fact::{FactName, FactValue, served_of_name},
};

/// Where an exam stands in its life, in the order in which it passes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LifecycleState {
    /// Known to come, or not known to have opened yet.
    Announced,
    /// Can be taken in its trial form.
    Beta,
    /// Can be taken, with no end in sight.
    Live,
    /// Can be taken, and the last day is known.
    Retiring,
    /// Can no longer be taken.
    Retired,
}

impl LifecycleState {
    /// Every state, in the order of life.
    pub const ALL: [Self; 5] = [
        Self::Announced,
        Self::Beta,
        Self::Live,
        Self::Retiring,
        Self::Retired,
    ];

    /// Whether the exam can be taken in this state.
    pub fn is_bookable(self) -> bool {
        matches!(self, Self::Beta | Self::Live | Self::Retiring)
    }
}

/// The dates that an exam's life is computed from, each the served fact of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LifecycleDates {
    /// First public announcement.
    pub announced: Option<ApproximateDate>,
    /// First day of the beta.
    pub beta: Option<ApproximateDate>,
    /// First day of the final exam.
    pub live: Option<ApproximateDate>,
    /// Last day on which the exam can be taken.
    pub retires: Option<ApproximateDate>,
}

impl LifecycleDates {
    /// The dates of an exam that are served in the default circumstances: of the exam in English.
    pub fn of(exam: &Exam) -> Self {
        Self::of_circumstances(exam, &Circumstances::default())
    }

    /// The dates of an exam that are served in given circumstances.
    pub fn of_circumstances(exam: &Exam, circumstances: &Circumstances) -> Self {
        let date = |name| {
            let fact = served_of_name(&exam.facts, name, circumstances);
            match fact.and_then(|fact| fact.value()) {
                Some(FactValue::Date(date)) => Some(*date),
                _ => None,
            }
        };
        Self {
            announced: date(FactName::AnnouncedOn),
            beta: date(FactName::BetaOn),
            live: date(FactName::LiveOn),
            retires: date(FactName::RetiresOn),
        }
    }

    /// Where the exam stands on a day.
    ///
    /// An end that is dated by a known day shows as [`LifecycleState::Retiring`] on every day
    /// before it on which the exam is open.
    pub fn state(&self, day: Day) -> LifecycleState {
        if self.retires.is_some_and(|retires| retires.earliest() < day) {
            return LifecycleState::Retired;
        }
        let begun = |date: Option<ApproximateDate>| date.is_some_and(|date| date.latest() <= day);
        match (begun(self.live), begun(self.beta), self.retires) {
            (true, _, Some(_)) => LifecycleState::Retiring,
            (true, _, None) => LifecycleState::Live,
            (false, true, _) => LifecycleState::Beta,
            (false, false, _) => LifecycleState::Announced,
        }
    }

    /// Whether the exam can be taken on a day.
    pub fn is_bookable(&self, day: Day) -> bool {
        self.state(day).is_bookable()
    }

    /// The last day on which the exam can safely be taken, when an end is known.
    pub fn last_bookable_day(&self) -> Option<Day> {
        self.retires.map(ApproximateDate::earliest)
    }

    /// The first day from which the exam is certain to be open, in beta or for good.
    pub fn first_bookable_day(&self) -> Option<Day> {
        [self.beta, self.live]
            .into_iter()
            .flatten()
            .filter(|date| date.has_latest())
            .map(ApproximateDate::latest)
            .min()
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn dates(beta: Option<&str>, live: Option<&str>, retires: Option<&str>) -> LifecycleDates {
        let date = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        LifecycleDates {
            announced: None,
            beta: date(beta),
            live: date(live),
            retires: date(retires),
        }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_day_is_still_bookable() {
        let exam = dates(None, Some("2021"), Some("2026-06-30"));
        assert_eq!(exam.state(day("2026-06-30")), LifecycleState::Retiring);
        assert_eq!(exam.state(day("2026-07-01")), LifecycleState::Retired);
    }

    #[test]
    fn rough_dates_are_read_carefully() {
        let exam = dates(Some("2026-05"), Some("2026-07"), None);
        assert_eq!(exam.state(day("2026-05-30")), LifecycleState::Announced);
        assert_eq!(exam.state(day("2026-05-31")), LifecycleState::Beta);
        assert_eq!(exam.state(day("2026-07-30")), LifecycleState::Beta);
        assert_eq!(exam.state(day("2026-07-31")), LifecycleState::Live);
        let gone = dates(None, Some("2019"), Some("../2023-01-01"));
        assert_eq!(gone.state(day("2021-01-01")), LifecycleState::Retired);
    }

    proptest! {
        /// Life goes one way: a later day never shows an earlier state.
        #[test]
        fn states_never_go_back(
            beta in proptest::option::of(0_u64..2_000),
            live in proptest::option::of(0_u64..2_000),
            retires in proptest::option::of(0_u64..2_000),
            days in proptest::collection::vec(0_u64..2_000, 2),
        ) {
            let start = day("2022-01-01");
            let date = |offset: Option<u64>| offset.map(|days| ApproximateDate::day(start + Days::new(days)));
            let exam = LifecycleDates { announced: None, beta: date(beta), live: date(live), retires: date(retires) };
            let (first, second) = (days[0].min(days[1]), days[0].max(days[1]));
            prop_assert!(exam.state(start + Days::new(first)) <= exam.state(start + Days::new(second)));
        }

        /// The bounds that plans are made with say exactly what the predicate says.
        #[test]
        fn bookable_days_are_those_between_the_bounds(
            beta in proptest::option::of(0_u64..300),
            live in proptest::option::of(0_u64..300),
            retires in proptest::option::of(0_u64..300),
            offset in 0_u64..300,
        ) {
            let start = day("2022-01-01");
            let date = |offset: Option<u64>| offset.map(|days| ApproximateDate::day(start + Days::new(days)));
            let exam = LifecycleDates { announced: None, beta: date(beta), live: date(live), retires: date(retires) };
            let today = start + Days::new(offset);
            let within = exam.first_bookable_day().is_some_and(|first| first <= today)
                && exam.last_bookable_day().is_none_or(|last| today <= last);
            prop_assert_eq!(exam.is_bookable(today), within);
        }
    }
}
