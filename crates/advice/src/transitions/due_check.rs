//! When statements about exams are due for a check.

use super::{
    Detail, TransitionKind as Kind, TransitionSubject, collector::Collector, each_with_day_before,
};
use catalogue::{Catalogue, Day, ExamIndex, FactKind, FreshnessIntervals};

/// Adds the days on which statements about an exam are due.
pub(super) fn collect(
    catalogue: &Catalogue,
    exam: ExamIndex,
    intervals: FreshnessIntervals,
    found: &mut Collector<'_>,
) {
    let entry = catalogue.exam(exam);
    let facts = entry.record.facts.iter();
    let facts = facts.map(|fact| (FactKind::of(fact.name), &fact.evidence));
    let blueprints = entry.record.blueprints.iter();
    let blueprints = blueprints.map(|blueprint| (FactKind::Outline, &blueprint.evidence));
    let checked = facts.chain(blueprints).filter_map(|(kind, evidence)| {
        let checked = match kind {
            FactKind::Lifecycle => entry.status_checked_on(),
            _ => evidence.last_checked_on(),
        };
        Some(intervals.due_on(kind, checked?))
    });
    let mut days: Vec<Day> = checked.collect();
    days.retain(|day| found.includes_any(&[*day]));
    found.begin();
    for (_, day) in each_with_day_before(days) {
        let statements = entry.checked_statements(intervals, day);
        for kind in FactKind::ALL {
            let is_due = statements
                .iter()
                .any(|statement| statement.kind == kind && statement.due_on == Some(day));
            if is_due {
                let detail = Detail::Statements(kind);
                found.add(day, Kind::CheckDue, TransitionSubject::Exam(exam), detail);
            }
        }
    }
}
