//! What a person holds of what sources want for a role, and the exam that has taken its place.

use super::goal::targets;
use crate::Profile;
use catalogue::{Catalogue, Day, ExamIndex, RoleIndex};

/// A held exam that fulfils what a source recommends for a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldTarget {
    /// The exam that is held.
    pub held: ExamIndex,
    /// What follows it and can be booked on the day; `None` when it is the newest, or when nothing
    /// that follows it can be booked.
    pub upgrade: Option<ExamIndex>,
}

/// The exams that a person holds and that count as a target of the role: as named, or another
/// version of it. Each once, in the order of the recommendations; of several versions the newest.
///
/// A holder of an earlier version needs no path to the later one, so no path leads there: the
/// upgrade is named here.
pub fn held_targets(
    catalogue: &Catalogue,
    role: RoleIndex,
    profile: &Profile,
    day: Day,
) -> Vec<HeldTarget> {
    let mut found: Vec<HeldTarget> = Vec::new();
    for target in targets(catalogue, role) {
        let before = catalogue.line_before(target).iter();
        let line = before.rev().chain(catalogue.line_after(target));
        let newest = line.copied().rfind(|exam| profile.held.contains(exam));
        let Some(held) = newest.filter(|held| !found.iter().any(|item| item.held == *held)) else {
            continue;
        };
        let mut later = catalogue.line_after(held).iter().copied().skip(1);
        let is_open = |exam: &ExamIndex| {
            let entry = catalogue.exam(*exam);
            entry.is_bookable_in(&profile.languages, day)
        };
        found.push(HeldTarget {
            held,
            upgrade: later.find(is_open),
        });
    }
    found
}
