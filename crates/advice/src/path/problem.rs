//! The request of a path search, with the rules on single exams that all parts of the search share.

use super::{
    calendar::{PathTime, WeekRange, day_after, weeks},
    credit::{Credit, Credits},
    objective::{Amount, Cost},
};
use crate::{Cancel, Constraints, NeverCancelled, Profile, UNKNOWN_STUDY_WEEKS};
use catalogue::{
    Catalogue, Circumstances, Day, ExamEntry, ExamIndex, Experience, Fact, Money,
    PrerequisiteGroup, PrerequisiteKind, Quantity, Window,
};

/// A path request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) profile: &'a Profile,
    pub(super) constraints: &'a Constraints,
    pub(super) credits: &'a Credits<'a>,
    /// Cancels the searches of this request.
    pub(super) cancel: &'a dyn Cancel,
    /// The day of the request.
    pub(super) today: Day,
    /// The day on which study begins.
    pub(super) begin: Day,
}

impl<'a> Question<'a> {
    /// A request on a day; study begins on that day at the earliest.
    pub(super) fn new(
        profile: &'a Profile,
        constraints: &'a Constraints,
        credits: &'a Credits<'a>,
        today: Day,
    ) -> Self {
        Self {
            catalogue: credits.catalogue(),
            profile,
            constraints,
            credits,
            cancel: &NeverCancelled,
            today,
            begin: constraints.start_on.max(today),
        }
    }

    /// The same request with a cancellation handle.
    pub(super) fn with_cancel(self, cancel: &'a dyn Cancel) -> Self {
        Self { cancel, ..self }
    }

    /// The facts of an exam, as the supposition of the credits has them.
    fn entry(self, exam: ExamIndex) -> &'a ExamEntry {
        self.credits.entry(exam)
    }

    pub(super) fn code(self, exam: ExamIndex) -> &'a str {
        self.catalogue.exam(exam).record.code.as_str()
    }

    /// The fee of an exam for the person: in their region, as a member or not, in the form in which
    /// it is given on the first day on which they could take it.
    pub(super) fn fee(self, exam: ExamIndex) -> Option<Money> {
        let entry = self.entry(exam);
        let currency = self.constraints.currency;
        if entry.prices_depend() {
            entry.fee_in(currency, &self.circumstances(exam))
        } else {
            entry.fee(currency)
        }
    }

    /// The fact behind [`Self::fee`]: a price, or why there is none.
    pub(super) fn fee_fact(self, exam: ExamIndex) -> Option<&'a Fact> {
        let currency = self.constraints.currency;
        self.entry(exam)
            .fee_fact_in(currency, &self.circumstances(exam))
    }

    fn circumstances(self, exam: ExamIndex) -> Circumstances {
        let taken = self.taken(exam, self.start(), self.credit(exam));
        let day = taken.map_or(self.begin, |taken| taken.day);
        self.compare(exam, day);
        Circumstances {
            region: self.profile.region,
            member: self.profile.member,
            ..self.entry(exam).usual_circumstances(day)
        }
    }

    /// The hours that sources give, before any credit.
    pub(super) fn hours_before_credit(self, exam: ExamIndex) -> Option<Quantity> {
        self.entry(exam).study_hours(self.profile.experience)
    }

    /// The remaining hours with a credit.
    pub(super) fn hours(self, exam: ExamIndex, credit: Credit) -> Option<Quantity> {
        self.hours_before_credit(exam)
            .map(|hours| credit.left_of(hours))
    }

    pub(super) fn weeks(self, exam: ExamIndex, credit: Credit) -> Option<WeekRange> {
        self.hours(exam, credit)
            .map(|hours| weeks(hours, self.constraints.weekly_hours))
    }

    /// The credit for held exams, which applies to an exam outside the path.
    pub(super) fn credit(self, exam: ExamIndex) -> Credit {
        self.credits.by_held(exam)
    }

    /// An upper bound of the credit of an exam.
    pub(super) fn most_credit(self, exam: ExamIndex) -> Credit {
        if self.credits.is_measurable(exam) {
            Credit::most(self.hours_before_credit(exam))
        } else {
            Credit::default()
        }
    }

    pub(super) fn cost(self, exam: ExamIndex, credit: Credit) -> Cost {
        let hours = self.hours_before_credit(exam);
        let weeks = self.weeks(exam, credit);
        Cost {
            fees: Amount::of(self.fee(exam).map(Money::minor)),
            study: Amount::of(hours.map(|hours| credit.after_credit(hours)[1])),
            weeks: Amount::of(weeks.map(|weeks| i64::try_from(weeks.max).unwrap_or(i64::MAX))),
        }
    }

    /// The start of the path.
    pub(super) fn start(self) -> PathTime {
        PathTime {
            day: self.begin,
            dated: true,
        }
    }

    /// The end of study for an exam that begins at `begin`. Unknown study time counts as zero, so
    /// the day is the earliest possible.
    pub(super) fn study_ends(self, exam: ExamIndex, begin: PathTime, credit: Credit) -> PathTime {
        let own = self.weeks(exam, credit);
        PathTime {
            day: day_after(begin.day, own.unwrap_or_default().max),
            dated: begin.dated && own.is_some(),
        }
    }

    /// When an exam is taken if study for it begins at `begin`; `None` if it is not bookable.
    ///
    /// If the day is exact, the exam must be bookable on it. Otherwise it must be open on the
    /// earliest possible day or open later, and must not be known to end before
    /// [`Self::certainly_over`]; it is then taken on its opening day at the earliest.
    pub(super) fn taken(
        self,
        exam: ExamIndex,
        begin: PathTime,
        credit: Credit,
    ) -> Option<PathTime> {
        let end = self.study_ends(exam, begin, credit);
        self.compare(exam, end.day);
        let mut windows = self.windows(exam);
        if end.dated {
            return windows
                .any(|window| window.contains(end.day))
                .then_some(end);
        }
        let days = windows.filter_map(|window| {
            let day = end.day.max(window.first);
            if day > end.day {
                self.wait(exam);
            }
            let over = self.certainly_over(exam, day);
            self.compare(exam, over);
            let in_time = window.last.is_none_or(|last| over <= last);
            (window.contains(day) && in_time).then_some(day)
        });
        days.min().map(|day| PathTime { day, ..end })
    }

    /// The day by which study that could end on `earliest` is certainly over: study of unknown
    /// length takes [`UNKNOWN_STUDY_WEEKS`].
    pub(super) fn certainly_over(self, exam: ExamIndex, earliest: Day) -> Day {
        match self.hours_before_credit(exam) {
            Some(_) => earliest,
            None => day_after(earliest, UNKNOWN_STUDY_WEEKS),
        }
    }

    /// Tells the supposition that a day is compared with dates of the exam.
    fn compare(self, exam: ExamIndex, day: Day) {
        if let Some(supposition) = self.credits.supposition() {
            supposition.compare(exam, day);
        }
    }

    /// Tells the supposition that a step waits for the exam to open.
    fn wait(self, exam: ExamIndex) {
        if let Some(supposition) = self.credits.supposition() {
            supposition.wait(exam);
        }
    }

    /// The spans of days on which the person can book an exam in one of their languages.
    fn windows(self, exam: ExamIndex) -> impl Iterator<Item = Window> {
        let entry = self.entry(exam);
        entry.windows(&self.profile.languages)
    }

    /// The first day on which the exam is certainly open to the person.
    pub(super) fn first_bookable_day(self, exam: ExamIndex) -> Option<Day> {
        let entry = self.entry(exam);
        entry.first_bookable_day(&self.profile.languages)
    }

    /// The last day on which the person can safely book and take the exam; `None` if no end is
    /// known.
    pub(super) fn last_bookable_day(self, exam: ExamIndex) -> Option<Day> {
        let entry = self.entry(exam);
        entry.last_bookable_day(&self.profile.languages)
    }

    /// Whether the exam can be booked on every day of a path, however long study takes.
    pub(super) fn is_always_bookable(self, exam: ExamIndex) -> bool {
        let mut windows = self.windows(exam);
        windows.any(|window| window.first <= self.begin && window.last.is_none())
    }

    /// Whether an exam could be booked if study for it began first.
    pub(super) fn is_bookable_first(self, exam: ExamIndex) -> bool {
        self.taken(exam, self.start(), self.credit(exam)).is_some()
    }

    /// Whether there is any day on which the exam could be taken.
    pub(super) fn may_ever_be_booked(self, exam: ExamIndex) -> bool {
        let study_ends = || {
            let end = self.study_ends(exam, self.start(), self.most_credit(exam));
            self.compare(exam, end.day);
            end
        };
        self.windows(exam)
            .any(|window| window.last.is_none_or(|last| study_ends().day <= last))
    }

    /// The exams to take for a named exam if study for it begins first.
    pub(super) fn first_substitutes(self, named: ExamIndex) -> Vec<ExamIndex> {
        self.substitutes(named, self.start(), |exam| self.credit(exam))
    }

    /// The exams to take for a named exam: itself if it is bookable on its day, otherwise its
    /// nearest bookable successors, each on its own day.
    pub(super) fn substitutes(
        self,
        named: ExamIndex,
        begin: PathTime,
        credit: impl Fn(ExamIndex) -> Credit,
    ) -> Vec<ExamIndex> {
        let (mut level, mut seen) = (vec![named], Vec::new());
        while !level.is_empty() {
            let is_bookable = |exam: &ExamIndex| self.taken(*exam, begin, credit(*exam)).is_some();
            if level.iter().any(is_bookable) {
                level.retain(is_bookable);
                return level;
            }
            let mut next = Vec::new();
            seen.extend_from_slice(&level);
            for exam in &level {
                for following in &self.catalogue.exam(*exam).successors {
                    if !seen.contains(following) && !next.contains(following) {
                        next.push(*following);
                    }
                }
            }
            level = next;
        }
        level
    }

    /// Whether an exam may be a step on any day.
    pub(super) fn allows(self, exam: ExamIndex) -> bool {
        let vendors = &self.profile.vendors;
        !self.profile.held.contains(&exam)
            && !self.constraints.exclude.contains(&exam)
            && (vendors.is_empty() || vendors.contains(&self.catalogue.exam(exam).vendor))
    }

    /// Whether advice for these experiences (everyone, if empty) becomes a step.
    ///
    /// Unless the request decides, it does if it names the person's experience; advice for everyone
    /// is for people who are new.
    pub(super) fn applies_advice_for(self, experience: &[Experience]) -> bool {
        match (
            self.constraints.include_recommended,
            self.profile.experience,
        ) {
            (Some(decided), _) => decided,
            (None, Some(own)) => advises(experience, own),
            (None, None) => false,
        }
    }

    /// Whether a prerequisite group is not satisfied by held exams.
    ///
    /// A required group needs one of the named exams itself. Advice is also satisfied by a
    /// predecessor, a successor or an equivalent.
    pub(super) fn is_open(self, group: &PrerequisiteGroup, members: &[ExamIndex]) -> bool {
        match group.kind {
            PrerequisiteKind::Required => {
                !members.iter().any(|exam| self.profile.held.contains(exam))
            }
            PrerequisiteKind::Recommended => {
                self.applies_advice_for(&group.experience)
                    && !members
                        .iter()
                        .any(|exam| self.holds_version_of(*exam) || self.holds_equivalent_of(*exam))
            }
        }
    }

    /// Whether the exam, a predecessor or a successor is held.
    pub(super) fn holds_version_of(self, exam: ExamIndex) -> bool {
        let held = |line: &[ExamIndex]| line.iter().any(|exam| self.profile.held.contains(exam));
        !self.profile.held.is_empty()
            && (held(self.line_after(exam)) || held(self.catalogue.line_before(exam)))
    }

    /// Whether a held exam of another vendor is an equivalent according to a source, on at least
    /// the same tier.
    pub(super) fn holds_equivalent_of(self, exam: ExamIndex) -> bool {
        !self.profile.held.is_empty()
            && self.catalogue.exam(exam).equivalences.iter().any(|index| {
                let entry = self.catalogue.equivalence(*index);
                let distance = entry.record.tier_distance;
                let (other, tiers_above) = if entry.left == exam {
                    (entry.right, distance)
                } else {
                    (entry.left, distance.saturating_neg())
                };
                tiers_above >= 0 && self.profile.held.contains(&other)
            })
    }

    /// The exam and all its successors, nearest first.
    pub(super) fn line_after(self, exam: ExamIndex) -> &'a [ExamIndex] {
        self.catalogue.line_after(exam)
    }
}

/// Whether advice for these experiences (everyone, if empty) applies to `own`.
pub(super) fn advises(experience: &[Experience], own: Experience) -> bool {
    experience.contains(&own) || (experience.is_empty() && own == Experience::NewToCloud)
}
