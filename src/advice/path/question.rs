//! What is asked, with the few rules on single exams that every part of the search shares.

use std::collections::HashSet;

use super::{
    answer::WeekRange,
    calendar::{day_after, weeks},
    merit::{Amount, Cost},
};
use crate::{
    advice::{Constraints, Profile},
    catalogue::{
        Catalogue, Day, ExamIndex, Experience, Money, PrerequisiteGroup, PrerequisiteKind, Quantity,
    },
};

/// A question for paths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) profile: &'a Profile,
    pub(super) constraints: &'a Constraints,
    /// The day on which study begins.
    pub(super) begin: Day,
}

impl<'a> Question<'a> {
    /// A question that is asked on a day; nobody begins before the day on which they ask.
    pub(super) fn new(
        catalogue: &'a Catalogue,
        profile: &'a Profile,
        constraints: &'a Constraints,
        day: Day,
    ) -> Self {
        Self {
            catalogue,
            profile,
            constraints,
            begin: constraints.start_on.max(day),
        }
    }

    pub(super) fn code(self, exam: ExamIndex) -> &'a str {
        self.catalogue.exam(exam).record.code.as_str()
    }

    pub(super) fn fee(self, exam: ExamIndex) -> Option<Money> {
        self.catalogue.exam(exam).fee(self.constraints.currency)
    }

    pub(super) fn study_hours(self, exam: ExamIndex) -> Option<Quantity> {
        self.catalogue
            .exam(exam)
            .study_hours(self.profile.experience)
    }

    pub(super) fn weeks(self, exam: ExamIndex) -> Option<WeekRange> {
        self.study_hours(exam)
            .map(|hours| weeks(hours, self.constraints.weekly_hours))
    }

    pub(super) fn cost(self, exam: ExamIndex) -> Cost {
        let hours = self.study_hours(exam);
        let weeks = self.weeks(exam);
        Cost {
            fees: Amount::of(self.fee(exam).map(Money::minor)),
            study: Amount::of(hours.map(|hours| hours.max().tenths())),
            weeks: Amount::of(weeks.map(|weeks| i64::try_from(weeks.max).unwrap_or(i64::MAX))),
        }
    }

    /// The day on which an exam is taken when so many weeks of study lie before its own. Unknown
    /// study time counts as none here: it is the earliest day that is possible.
    pub(super) fn exam_day(self, exam: ExamIndex, weeks_before: u64) -> Day {
        let own = self.weeks(exam).unwrap_or_default().max;
        day_after(self.begin, weeks_before.saturating_add(own))
    }

    /// Whether an exam can be booked on the day on which it would be taken.
    pub(super) fn is_bookable(self, exam: ExamIndex, weeks_before: u64) -> bool {
        let day = self.exam_day(exam, weeks_before);
        self.catalogue.exam(exam).state(day).is_bookable()
    }

    /// Whether there is any day on which the exam could be taken.
    pub(super) fn may_ever_be_booked(self, exam: ExamIndex) -> bool {
        let dates = self.catalogue.exam(exam).lifecycle;
        dates.first_bookable_day().is_some_and(|first| {
            let earliest = first.max(self.exam_day(exam, 0));
            dates
                .last_bookable_day()
                .is_none_or(|last| earliest <= last)
        })
    }

    /// What is taken for an exam that a source names: itself where it can be booked on the day on
    /// which it would be taken, else the nearest of its successors that can, each on its own day.
    pub(super) fn stand_ins(self, named: ExamIndex, weeks_before: u64) -> Vec<ExamIndex> {
        let mut level = vec![named];
        let mut seen = HashSet::from([named]);
        while !level.is_empty() {
            let bookable: Vec<ExamIndex> = level
                .iter()
                .copied()
                .filter(|exam| self.is_bookable(*exam, weeks_before))
                .collect();
            if !bookable.is_empty() {
                return bookable;
            }
            level = level
                .iter()
                .flat_map(|exam| &self.catalogue.exam(*exam).successors)
                .copied()
                .filter(|next| seen.insert(*next))
                .collect();
        }
        Vec::new()
    }

    /// Whether a step may be this exam at all, whatever the day.
    pub(super) fn allows(self, exam: ExamIndex) -> bool {
        let vendors = &self.profile.vendors;
        !self.profile.held.contains(&exam)
            && !self.constraints.exclude.contains(&exam)
            && (vendors.is_empty() || vendors.contains(&self.catalogue.exam(exam).vendor))
    }

    /// Whether advice for people of these experiences (everybody, when empty) becomes a step.
    ///
    /// Unless the question says otherwise, it does when it names the person's experience;
    /// advice for everybody is meant for those who are new.
    pub(super) fn heeds(self, experience: &[Experience]) -> bool {
        match (
            self.constraints.include_recommended,
            self.profile.experience,
        ) {
            (Some(decided), _) => decided,
            (None, Some(own)) => {
                experience.contains(&own)
                    || (experience.is_empty() && own == Experience::NewToCloud)
            }
            (None, None) => false,
        }
    }

    /// Whether a prerequisite group asks for anything that is not held.
    ///
    /// What the vendor enforces needs one of the very exams that it names. Advice is satisfied by
    /// a predecessor or a successor too.
    pub(super) fn is_open(self, group: &PrerequisiteGroup, members: &[ExamIndex]) -> bool {
        match group.kind {
            PrerequisiteKind::Required => {
                !members.iter().any(|exam| self.profile.held.contains(exam))
            }
            PrerequisiteKind::Recommended => {
                self.heeds(&group.experience)
                    && !members.iter().any(|exam| self.holds_version_of(*exam))
            }
        }
    }

    /// Whether the exam, a later or an earlier version of it is held.
    pub(super) fn holds_version_of(self, exam: ExamIndex) -> bool {
        let held = |line: Vec<ExamIndex>| line.iter().any(|exam| self.profile.held.contains(exam));
        !self.profile.held.is_empty()
            && (held(self.line_after(exam))
                || held(line(exam, |exam| &self.catalogue.exam(exam).predecessors)))
    }

    /// The exam and all that follow it in the line of succession, nearest first.
    pub(super) fn line_after(self, exam: ExamIndex) -> Vec<ExamIndex> {
        line(exam, |exam| &self.catalogue.exam(exam).successors)
    }
}

fn line<'a>(exam: ExamIndex, next: impl Fn(ExamIndex) -> &'a Vec<ExamIndex>) -> Vec<ExamIndex> {
    let mut line = vec![exam];
    let mut seen = HashSet::from([exam]);
    let mut at = 0;
    while let Some(exam) = line.get(at) {
        let following: Vec<ExamIndex> = next(*exam)
            .iter()
            .copied()
            .filter(|exam| seen.insert(*exam))
            .collect();
        line.extend(following);
        at += 1;
    }
    line
}
