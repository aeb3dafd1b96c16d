//! Collects transitions of the days and kinds that are asked about.

use std::ops::RangeInclusive;

use super::{Detail, Transition, TransitionKind, TransitionSubject, scope::Scope};
use catalogue::Day;

/// The transitions found so far.
pub(super) struct Collector<'a> {
    days: &'a RangeInclusive<Day>,
    scope: &'a Scope<'a>,
    found: Vec<Transition>,
    /// The transitions of the current subject, on whatever day: they number those that repeat.
    own: Vec<(TransitionKind, Detail)>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(days: &'a RangeInclusive<Day>, scope: &'a Scope<'a>) -> Self {
        Self {
            days,
            scope,
            found: Vec::new(),
            own: Vec::new(),
        }
    }

    /// Whether one of the days is asked about.
    pub(super) fn includes_any(&self, days: &[Day]) -> bool {
        days.iter().any(|day| self.days.contains(day))
    }

    /// Whether all days that are asked about follow this one.
    pub(super) fn begins_after(&self, day: Day) -> bool {
        day < *self.days.start()
    }

    /// Begins a new series of transitions that repeat.
    pub(super) fn begin(&mut self) {
        self.own.clear();
    }

    /// Adds a transition. Those of a subject that can repeat come in the order of days.
    pub(super) fn add(
        &mut self,
        day: Day,
        kind: TransitionKind,
        subject: TransitionSubject,
        detail: Detail,
    ) {
        let same =
            |(other, its): &&(TransitionKind, Detail)| *other == kind && its.is_same(&detail);
        let repeats = self.own.iter().filter(same).count();
        if self.days.contains(&day) && self.scope.wants(kind) {
            self.found.push(Transition {
                day,
                kind,
                subject,
                detail: detail.clone(),
                occurrence: u32::try_from(repeats).unwrap_or(u32::MAX),
            });
        }
        self.own.push((kind, detail));
    }

    pub(super) fn transitions(self) -> Vec<Transition> {
        self.found
    }
}
