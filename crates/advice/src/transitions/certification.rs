//! When certifications can be earned, and by which exams.

use super::{
    Detail, TransitionKind as Kind, TransitionSubject, collector::Collector, each_with_day_before,
};
use catalogue::{Catalogue, CertificationIndex, Day};

/// Adds the transitions of a certification.
pub(super) fn collect(
    catalogue: &Catalogue,
    certification: CertificationIndex,
    found: &mut Collector<'_>,
) {
    let entry = catalogue.certification(certification);
    let exams = entry.earned_by.iter().flatten();
    let mut days: Vec<Day> = exams
        .flat_map(|exam| catalogue.exam(*exam).lifecycle.changes())
        .collect();
    for set in &entry.record.earned_by {
        days.extend(set.from);
        days.extend(set.until.and_then(|until| until.succ_opt()));
    }
    if !found.includes_any(&days) {
        return;
    }
    let subject = TransitionSubject::Certification(certification);
    found.begin();
    for (before, day) in each_with_day_before(days) {
        let earnable = |day| entry.is_earnable(catalogue, day);
        if !entry.earned_by_on(before).eq(entry.earned_by_on(day)) {
            found.add(day, Kind::RequirementsChanged, subject, Detail::None);
        }
        match (earnable(before), earnable(day)) {
            (false, true) => found.add(day, Kind::CertificationOpens, subject, Detail::None),
            (true, false) => found.add(day, Kind::CertificationClosed, subject, Detail::None),
            _ => {}
        }
    }
}
