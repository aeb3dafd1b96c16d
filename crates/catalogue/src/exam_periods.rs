//! The periods in which what the record of an exam says stays the same.

use super::{
    date::ApproximateDate, date::Day, exam::Exam, language_lifecycle::LanguageLifecycles,
    lifecycle::LifecycleDates,
};

/// The days, in order, on which something that a record says of its exam may begin or end.
#[derive(Debug, Clone)]
pub(super) struct ExamPeriods(Box<[Day]>);

impl ExamPeriods {
    /// The periods of a record with these lifecycles.
    pub(super) fn of(
        record: &Exam,
        lifecycle: &LifecycleDates,
        languages: &LanguageLifecycles,
    ) -> Self {
        let by_language = languages.all().map(|(_, dates)| dates);
        let lifecycles = std::iter::once(lifecycle).chain(by_language);
        let mut days: Vec<Day> = lifecycles.flat_map(LifecycleDates::changes).collect();
        for fact in &record.facts {
            days.extend(fact.conditions.earned_from);
            days.extend(fact.conditions.earned_before);
        }
        for blueprint in &record.blueprints {
            days.push(blueprint.effective_from.latest());
            let until = blueprint.effective_until.map(ApproximateDate::latest);
            days.extend(until.and_then(|until| until.succ_opt()));
        }
        days.sort_unstable();
        days.dedup();
        Self(days.into())
    }

    /// The number of the period that a day belongs to.
    pub(super) fn on(&self, day: Day) -> u32 {
        let number = self.0.partition_point(|change| *change <= day);
        u32::try_from(number).unwrap_or(u32::MAX)
    }
}
