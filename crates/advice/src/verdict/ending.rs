//! Whether study can finish before an exam ends, and the exam's successors.

use chrono::Days;

use super::{FiredRule, Question, RuleKind, circumstance::rule};
use crate::{
    UNKNOWN_STUDY_WEEKS, WeeklyHours,
    availability::end_evidence,
    study_credit::hours_left_of,
    succession::{succession_evidence, successor_line},
};
use catalogue::{Day, Decision, ExamIndex, Quantity, writable};

/// Full-time study in hours a week.
const FULL_TIME: u16 = 40;

/// A bookable exam with a known end.
#[derive(Debug)]
pub(super) struct Ending {
    /// The rule that states the end and the successor.
    pub(super) rule: FiredRule,
    /// The last day on which it can be booked and taken.
    last: Day,
    /// The day on which study at [`WeeklyHours::default`] finishes; `None` beyond the calendar.
    ready: Option<Day>,
    /// The day on which the shortest known study at [`FULL_TIME`] finishes; likewise.
    earliest: Option<Day>,
    /// Its successors.
    pub(super) successors: Vec<ExamIndex>,
}

impl Ending {
    /// Whether study at [`WeeklyHours::default`] finishes in time.
    pub(super) fn in_time(&self) -> bool {
        self.ready.is_some_and(|ready| ready <= self.last)
    }

    /// Whether even the shortest known study at [`FULL_TIME`] finishes too late.
    pub(super) fn out_of_reach(&self) -> bool {
        self.earliest.is_none_or(|ready| ready > self.last)
    }

    /// The first days on which study that begins then finishes too late, each with its hours a week.
    pub(super) fn too_late(&self, question: Question<'_>) -> Vec<(Day, u16)> {
        let paces = [WeeklyHours::default().hours(), FULL_TIME];
        let finishes = [self.ready, self.earliest].into_iter().zip(paces);
        let days = finishes.filter_map(|(ready, pace)| {
            let begin = self.last.checked_sub_signed(ready? - question.day)?;
            Some((begin.succ_opt()?, pace))
        });
        days.collect()
    }
}

impl Question<'_> {
    /// The end of a bookable exam for a person who first takes one exam of each group in `before`;
    /// `None` if no end is known or it has passed.
    ///
    /// Uses the upper study hours, less what held exams cover; unknown hours count as
    /// [`UNKNOWN_STUDY_WEEKS`].
    pub(super) fn ending(self, before: &[Vec<ExamIndex>]) -> Option<Ending> {
        let entry = self.catalogue.exam(self.exam);
        let languages = &self.profile.languages;
        let last = entry.last_bookable_day(languages)?;
        if last < self.day {
            return None;
        }
        let first = before.iter().map(|group| self.shortest(group));
        let study: Vec<Option<Quantity>> = first.chain([self.hours(self.exam)]).collect();
        let known = study.iter().flatten().map(|hours| hours.max().tenths());
        let unknown = study.iter().filter(|hours| hours.is_none()).count();
        let ready = self.ready_on(known.sum(), unknown, WeeklyHours::default().hours());
        let shortest = study.iter().flatten().map(|hours| hours.min().tenths());
        let earliest = self.ready_on(shortest.sum(), 0, FULL_TIME);
        let in_time = ready.is_some_and(|ready| ready <= last);
        let line = successor_line(self.catalogue, self.exam).split_off(1);
        let successors: Vec<ExamIndex> = entry.successors.clone();
        let decision = match (in_time, successors.is_empty()) {
            (true, _) => Decision::Take,
            (false, true) => Decision::Skip,
            (false, false) if self.can_be_booked(&line) => Decision::TakeInstead,
            (false, false) => Decision::TakeLater,
        };
        let mut evidence = end_evidence(entry, languages);
        for link in succession_evidence(self.catalogue, self.exam, &successors) {
            if !evidence.contains(&link) {
                evidence.push(link);
            }
        }
        Some(Ending {
            rule: rule(
                RuleKind::Ending,
                decision,
                self.ending_text(last, ready, unknown > 0, &successors),
                evidence,
            ),
            last,
            ready,
            earliest,
            successors,
        })
    }

    fn ending_text(
        self,
        last: Day,
        ready: Option<Day>,
        is_assumed: bool,
        successors: &[ExamIndex],
    ) -> String {
        let code = self.code(self.exam);
        let pace = WeeklyHours::default().hours();
        let assumed = if is_assumed {
            format!(", with {UNKNOWN_STUDY_WEEKS} weeks where no source says how long it takes")
        } else {
            String::new()
        };
        let study = match ready {
            Some(ready) if ready <= last => {
                format!("study for it at {pace} hours a week can end on {ready}, in time{assumed}")
            }
            Some(ready) => {
                format!("study for it at {pace} hours a week takes until {ready}{assumed}")
            }
            None => "study for it takes longer than any calendar".to_owned(),
        };
        let then = if successors.is_empty() {
            "no exam is known to follow it".to_owned()
        } else {
            let follows = successors.iter().map(|exam| self.opening(*exam));
            format!(
                "its successor is {}",
                follows.collect::<Vec<_>>().join(" or ")
            )
        };
        format!("{code} can be taken until {last} only; {study}; {then}.")
    }

    /// An exam by its code, with its opening day if that is still to come.
    fn opening(self, exam: ExamIndex) -> String {
        let entry = self.catalogue.exam(exam);
        let code = self.code(exam);
        match entry.first_bookable_day(&self.profile.languages) {
            Some(first) if first > self.day => format!("{code}, certain to be open from {first}"),
            Some(_) => code.to_owned(),
            None => format!("{code}, not known to be open yet"),
        }
    }

    fn can_be_booked(self, exams: &[ExamIndex]) -> bool {
        let mut exams = exams.iter();
        exams.any(|exam| self.can_book(*exam) && !self.holds(*exam))
    }

    /// The remaining study hours of an exam given the held ones; `None` if no source gives any.
    fn hours(self, exam: ExamIndex) -> Option<Quantity> {
        let experience = self.profile.experience;
        let hours = self.catalogue.exam(exam).study_hours(experience)?;
        let held: Vec<ExamIndex> = self.profile.held.iter().copied().collect();
        let left = hours_left_of(self.catalogue, (exam, hours), &held, experience, self.day);
        Some(left.map_or(hours, |(left, _)| left))
    }

    /// The hours of the exam in a group that takes the least study.
    fn shortest(self, group: &[ExamIndex]) -> Option<Quantity> {
        let hours = group.iter().filter_map(|exam| self.hours(*exam));
        hours.min_by_key(|hours| hours.max())
    }

    /// The day on which study ends at this pace, with [`UNKNOWN_STUDY_WEEKS`] for each exam of
    /// unknown hours.
    fn ready_on(self, tenths: i64, unknown: usize, hours_a_week: u16) -> Option<Day> {
        let a_week = u64::from(hours_a_week) * 10;
        let weeks = u64::try_from(tenths).ok()?.div_ceil(a_week);
        let assumed = u64::try_from(unknown)
            .ok()?
            .checked_mul(UNKNOWN_STUDY_WEEKS)?;
        let days = weeks.checked_add(assumed)?.checked_mul(7)?;
        let ready = self.day.checked_add_days(Days::new(days));
        ready.and_then(writable)
    }
}
