//! Held exams that count towards a role, and their bookable upgrades.

use super::goal::targets;
use crate::Profile;
use catalogue::{Catalogue, Day, ExamIndex, RoleIndex};

/// A held exam that counts as a target of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldTarget {
    /// The held exam.
    pub held: ExamIndex,
    /// Its bookable successor on the day; `None` if it is the newest version, or no successor is
    /// bookable.
    pub upgrade: Option<ExamIndex>,
}

/// The held exams that count as a target of the role, in the named or another version. Distinct, in
/// the order of the recommendations; of several versions the newest.
///
/// A holder of an earlier version needs no path to the later one, so none is searched; the upgrade
/// is named here.
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
