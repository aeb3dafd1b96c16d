//! When study for an exam that ends can no longer finish in time.

use super::{
    Detail, TransitionKind as Kind, TransitionSubject, collector::Collector, each_with_day_before,
};
use crate::{Profile, verdict::too_late_to_study};
use catalogue::{Catalogue, Day, ExamIndex};

/// Adds the days on which the time left for study turns the verdict on an exam.
pub(super) fn collect(catalogue: &Catalogue, exam: ExamIndex, found: &mut Collector<'_>) {
    let last = catalogue.exam(exam).last_bookable_day(&[]);
    if last.is_none_or(|last| found.begins_after(last)) {
        return;
    }
    let days = too_late_to_study(catalogue, exam).into_iter();
    let days = days.map(|(day, _)| day);
    let days: Vec<Day> = days.filter(|day| found.includes_any(&[*day])).collect();
    let profile = Profile::default();
    let decision = |day: Day| crate::verdict(catalogue, exam, &profile, day).decision;
    let opens_or_closes = |day: Day| {
        let line = catalogue.line_after(exam).iter();
        let mut changes = line.flat_map(|exam| catalogue.exam(*exam).lifecycle.changes());
        changes.any(|change| change == day)
    };
    found.begin();
    for (before, day) in each_with_day_before(days) {
        if !opens_or_closes(day) && decision(before) != decision(day) {
            let subject = TransitionSubject::Exam(exam);
            found.add(day, Kind::StudyTimeEnds, subject, Detail::None);
        }
    }
}
