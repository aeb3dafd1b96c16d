//! When another exam is to be booked for one that a source recommends for a role.

use std::collections::BTreeSet;

use super::{
    Detail, TransitionKind as Kind, TransitionSubject, collector::Collector, each_with_day_before,
    scope::Scope,
};
use catalogue::{Catalogue, Day, ExamIndex, RoleIndex};

/// Adds the transitions of a role.
pub(super) fn collect(
    catalogue: &Catalogue,
    role: RoleIndex,
    scope: &Scope<'_>,
    found: &mut Collector<'_>,
) {
    let recommendations = &catalogue.role(role).recommendations;
    let named: BTreeSet<ExamIndex> = recommendations
        .iter()
        .flatten()
        .flatten()
        .copied()
        .collect();
    for named in named {
        let line = catalogue.line_after(named).iter();
        let days: Vec<Day> = line
            .flat_map(|exam| catalogue.exam(*exam).lifecycle.changes())
            .collect();
        if !found.includes_any(&days) {
            continue;
        }
        found.begin();
        for (before, day) in each_with_day_before(days) {
            let booked = |day| catalogue.bookable_substitutes(named, day);
            let (before, after) = (booked(before), booked(day));
            let concerned = [&[named][..], &before, &after].concat();
            if before != after && scope.has_change_of(&concerned) {
                let detail = Detail::Booked {
                    named,
                    before,
                    after,
                };
                let subject = TransitionSubject::Role(role);
                found.add(day, Kind::RoleExamsChanged, subject, detail);
            }
        }
    }
}
