//! The lifecycle state of an exam on a day.
//!
//! States are computed, never stored. Imprecise dates are read cautiously: an exam is open from the
//! last possible opening day and gone after the first possible end day, so that candidates are
//! never sent to an exam that may not be bookable.

use serde::Serialize;

use super::{
    conditions::{Circumstances, ExamForm},
    date::{ApproximateDate, Day},
    described_enum,
    exam::Exam,
    fact::{FactName, FactValue, served_of_name},
    language::Language,
};

/// The facts from which the state is computed.
const DATES: [FactName; 5] = [
    FactName::AnnouncedOn,
    FactName::BetaOn,
    FactName::LiveOn,
    FactName::RegistrationEndsOn,
    FactName::RetiresOn,
];

described_enum! {
    /// The lifecycle status of an exam on a day. Always computed from dates, never stored.
    #[derive(Serialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum LifecycleState {
        /// Known to come, or not yet known to be open: cannot be booked.
        Announced,
        /// Open in its trial form: can be booked.
        Beta,
        /// Open, with no end in sight: can be booked.
        Live,
        /// Open, and its last day is known: can be booked until then.
        Retiring,
        /// Gone: cannot be booked.
        Retired,
    }
}

impl LifecycleState {
    /// Every state, in lifecycle order.
    pub const ALL: [Self; 5] = [
        Self::Announced,
        Self::Beta,
        Self::Live,
        Self::Retiring,
        Self::Retired,
    ];
}

/// The dates from which an exam's lifecycle is computed, each the served fact of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LifecycleDates {
    /// First public announcement.
    pub announced: Option<ApproximateDate>,
    /// First day of the beta.
    pub beta: Option<ApproximateDate>,
    /// First day of the final exam.
    pub live: Option<ApproximateDate>,
    /// Last day on which the beta can be scheduled and taken.
    pub beta_ends: Option<ApproximateDate>,
    /// Last day on which the exam can be scheduled.
    pub registration_ends: Option<ApproximateDate>,
    /// Last day on which the exam can be taken.
    pub retires: Option<ApproximateDate>,
}

impl LifecycleDates {
    /// The distinct languages in the conditions of an exam's dates.
    pub(super) fn languages(exam: &Exam) -> Vec<Language> {
        let dated = exam.facts.iter().filter(|fact| DATES.contains(&fact.name));
        let mut languages: Vec<Language> =
            dated.filter_map(|fact| fact.conditions.language).collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }

    /// The served dates of an exam in the default circumstances: in English, which is the whole
    /// exam if no date differs by language.
    pub fn of(exam: &Exam) -> Self {
        Self::of_circumstances(exam, &Circumstances::default())
    }

    /// The served dates of an exam in the given circumstances.
    pub fn of_circumstances(exam: &Exam, circumstances: &Circumstances) -> Self {
        let served = |name, circumstances| {
            let fact = served_of_name(&exam.facts, name, circumstances)?;
            match fact.value() {
                Some(FactValue::Date(date)) => Some((fact, *date)),
                _ => None,
            }
        };
        let date = |name| served(name, circumstances).map(|(_, date)| date);
        // The end of the beta is not the end of the exam.
        let beta = circumstances.in_form(ExamForm::Beta);
        let of_beta = |name| {
            let found = served(name, &beta);
            found.filter(|(fact, _)| fact.conditions.form == Some(ExamForm::Beta))
        };
        let beta_ends = [FactName::RegistrationEndsOn, FactName::RetiresOn].map(of_beta);
        Self {
            announced: date(FactName::AnnouncedOn),
            beta: date(FactName::BetaOn),
            live: date(FactName::LiveOn),
            beta_ends: beta_ends
                .into_iter()
                .flatten()
                .map(|(_, date)| date)
                .min_by_key(|date| date.earliest()),
            registration_ends: date(FactName::RegistrationEndsOn),
            retires: date(FactName::RetiresOn),
        }
    }

    /// The state on a day.
    ///
    /// An exam with a known last day is [`LifecycleState::Retiring`] on every day before it on
    /// which the exam is open.
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

    /// Whether the exam can be booked and taken on a day.
    ///
    /// The state alone does not decide this: after the last day of registration the exam is still
    /// given to those who booked.
    pub fn is_bookable(&self, day: Day) -> bool {
        self.windows().any(|window| window.contains(day))
    }

    /// The spans of days on which the exam can be booked and taken, in order: two if the beta
    /// closes before the final exam opens, none while no first day is known.
    pub fn windows(&self) -> impl Iterator<Item = Window> + use<> {
        let last = self.last_bookable_day();
        let first = |date: Option<ApproximateDate>| {
            date.filter(|date| date.has_latest())
                .map(ApproximateDate::latest)
        };
        let (beta, live) = (first(self.beta), first(self.live));
        let beta_ends = self.beta_ends.map(ApproximateDate::earliest);
        let (one, two) = match (beta_ends, live) {
            // The final exam is bookable.
            (Some(ends), Some(live)) if ends < live => (
                beta.map(|first| Window::new(first, Some(earlier(ends, last)))),
                Some(Window::new(live, last)),
            ),
            (Some(ends), None) => (
                beta.map(|first| Window::new(first, Some(earlier(ends, last)))),
                None,
            ),
            _ => (
                beta.into_iter()
                    .chain(live)
                    .min()
                    .map(|first| Window::new(first, last)),
                None,
            ),
        };
        [one, two].into_iter().flatten().flatten()
    }

    /// The last day on which the exam can safely be booked and taken, if an end is known: the
    /// earlier of the last days of registration and of the exam.
    pub fn last_bookable_day(&self) -> Option<Day> {
        self.end().map(|(_, end)| end.earliest())
    }

    /// The date behind [`Self::last_bookable_day`], with the name of its fact.
    pub fn end(&self) -> Option<(FactName, ApproximateDate)> {
        let retires = self.retires.map(|date| (FactName::RetiresOn, date));
        let registration = self
            .registration_ends
            .map(|date| (FactName::RegistrationEndsOn, date));
        let ends = retires.into_iter().chain(registration);
        ends.min_by_key(|(_, end)| end.earliest())
    }

    /// The first day on which the exam is certainly open, in beta or final.
    pub fn first_bookable_day(&self) -> Option<Day> {
        [self.beta, self.live]
            .into_iter()
            .flatten()
            .filter(|date| date.has_latest())
            .map(ApproximateDate::latest)
            .min()
    }

    /// Every date that is known.
    pub(super) fn all(&self) -> impl Iterator<Item = ApproximateDate> + use<> {
        let dates = [
            self.announced,
            self.beta,
            self.live,
            self.beta_ends,
            self.registration_ends,
            self.retires,
        ];
        dates.into_iter().flatten()
    }

    /// The days on which the state or the bookability may differ from the day before.
    pub fn changes(&self) -> impl Iterator<Item = Day> + use<> {
        let first = |date: Option<ApproximateDate>| {
            date.filter(|date| date.has_latest())
                .map(ApproximateDate::latest)
        };
        let after = |last: Day| last.succ_opt();
        let ends = [self.beta_ends, self.registration_ends, self.retires];
        let after_ends = ends.map(|date| date.map(ApproximateDate::earliest).and_then(after));
        [first(self.beta), first(self.live)]
            .into_iter()
            .chain(after_ends)
            .flatten()
    }
}

fn earlier(day: Day, other: Option<Day>) -> Day {
    other.map_or(day, |other| day.min(other))
}

/// The end of an exam for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LifecycleEnd {
    /// [`FactName::RegistrationEndsOn`] or [`FactName::RetiresOn`], whichever comes first.
    pub fact: FactName,
    /// The last day, as precisely as it is known.
    pub on: ApproximateDate,
    /// The language whose end it is, if ends differ by language.
    pub language: Option<Language>,
}

/// A span of days on which an exam can be booked and taken, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub first: Day,
    /// The last day; `None` while no end is known.
    pub last: Option<Day>,
}

impl Window {
    /// The span between two days; `None` if it is empty.
    fn new(first: Day, last: Option<Day>) -> Option<Self> {
        last.is_none_or(|last| first <= last)
            .then_some(Self { first, last })
    }

    /// Whether the span contains a day.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    /// Live, beta, end of beta, end of registration, last day.
    fn dates(texts: [Option<&str>; 5]) -> LifecycleDates {
        let [beta, live, beta_ends, registration_ends, retires] =
            texts.map(|text| text.map(|text| text.parse().unwrap()));
        LifecycleDates {
            announced: None,
            beta,
            live,
            beta_ends,
            registration_ends,
            retires,
        }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_day_is_still_bookable() {
        let exam = dates([None, Some("2021"), None, None, Some("2026-06-30")]);
        assert_eq!(exam.state(day("2026-06-30")), LifecycleState::Retiring);
        assert_eq!(exam.state(day("2026-07-01")), LifecycleState::Retired);
        assert!(exam.is_bookable(day("2026-06-30")));
        assert!(!exam.is_bookable(day("2026-07-01")));
    }

    #[test]
    fn an_exam_that_can_no_longer_be_scheduled_is_not_yet_retired() {
        let (schedule, sit) = (Some("2026-07-13"), Some("2026-07-15"));
        let exam = dates([None, Some("2024"), None, schedule, sit]);
        assert!(exam.is_bookable(day("2026-07-13")));
        for late in ["2026-07-14", "2026-07-15"] {
            assert!(!exam.is_bookable(day(late)));
            assert_eq!(exam.state(day(late)), LifecycleState::Retiring);
        }
        assert_eq!(exam.last_bookable_day(), Some(day("2026-07-13")));
        assert_eq!(exam.state(day("2026-07-16")), LifecycleState::Retired);
    }

    #[test]
    fn between_the_beta_and_the_final_exam_nothing_can_be_booked() {
        let exam = dates([
            Some("2026-05-01"),
            Some("2026-07-01"),
            Some("2026-05-31"),
            None,
            None,
        ]);
        for (on, open) in [
            ("2026-04-30", false),
            ("2026-05-01", true),
            ("2026-05-31", true),
            ("2026-06-01", false),
            ("2026-06-30", false),
            ("2026-07-01", true),
        ] {
            assert_eq!(exam.is_bookable(day(on)), open, "{on}");
        }
        assert_eq!(exam.state(day("2026-06-15")), LifecycleState::Beta);
    }

    #[test]
    fn rough_dates_are_read_carefully() {
        let exam = dates([Some("2026-05"), Some("2026-07"), None, None, None]);
        assert_eq!(exam.state(day("2026-05-30")), LifecycleState::Announced);
        assert_eq!(exam.state(day("2026-05-31")), LifecycleState::Beta);
        assert_eq!(exam.state(day("2026-07-30")), LifecycleState::Beta);
        assert_eq!(exam.state(day("2026-07-31")), LifecycleState::Live);
        let gone = dates([None, Some("2019"), None, None, Some("../2023-01-01")]);
        assert_eq!(gone.state(day("2021-01-01")), LifecycleState::Retired);
    }

    /// Lifecycles with each kind of date, known or unknown.
    fn lives() -> impl Strategy<Value = LifecycleDates> {
        proptest::array::uniform5(proptest::option::of(0_u64..300)).prop_map(|offsets| {
            let [beta, live, beta_ends, registration_ends, retires] = offsets.map(|offset| {
                offset.map(|days| ApproximateDate::day(day("2022-01-01") + Days::new(days)))
            });
            LifecycleDates {
                announced: None,
                beta,
                live,
                beta_ends,
                registration_ends,
                retires,
            }
        })
    }

    proptest! {
        /// States only move forward.
        #[test]
        fn states_never_go_back(exam in lives(), days in proptest::collection::vec(0_u64..320, 2)) {
            let start = day("2022-01-01");
            let (first, second) = (days[0].min(days[1]), days[0].max(days[1]));
            prop_assert!(exam.state(start + Days::new(first)) <= exam.state(start + Days::new(second)));
        }

        /// A bookable exam is open, and neither registration nor the beta has ended.
        #[test]
        fn an_exam_is_bookable_while_it_is_open(exam in lives(), offset in 0_u64..320) {
            let today = day("2022-01-01") + Days::new(offset);
            let ended = |date: Option<ApproximateDate>| date.is_some_and(|date| date.earliest() < today);
            let open = match exam.state(today) {
                LifecycleState::Announced | LifecycleState::Retired => false,
                LifecycleState::Beta => !ended(exam.beta_ends),
                LifecycleState::Live | LifecycleState::Retiring => true,
            };
            prop_assert_eq!(exam.is_bookable(today), open && !ended(exam.registration_ends));
        }

        /// Bookable days lie within the bounds that plans use.
        #[test]
        fn bookable_days_lie_between_the_bounds(exam in lives(), offset in 0_u64..320) {
            let today = day("2022-01-01") + Days::new(offset);
            let within = exam.first_bookable_day().is_some_and(|first| first <= today)
                && exam.last_bookable_day().is_none_or(|last| today <= last);
            prop_assert!(within || !exam.is_bookable(today));
            if exam.beta_ends.is_none() {
                prop_assert_eq!(exam.is_bookable(today), within);
            }
        }

        /// The state changes only on the reported days.
        #[test]
        fn between_two_changes_nothing_changes(exam in lives(), offset in 1_u64..320) {
            let today = day("2022-01-01") + Days::new(offset);
            let before = today - Days::new(1);
            if exam.changes().all(|change| change != today) {
                prop_assert_eq!(exam.state(today), exam.state(before));
                prop_assert_eq!(exam.is_bookable(today), exam.is_bookable(before));
            }
        }
    }
}
