//! When statements were last checked, and when the next check is due.
//!
//! A statement was last checked on the day on which its evidence was read. The interval depends on
//! its kind. Statements that cannot change are never due: those about retired exams, and estimates,
//! which have no source.

use std::cmp::Reverse;

use chrono::Days;

use super::{
    date::{ApproximateDate, Day},
    entry::ExamEntry,
    fact::Fact,
    fact_kind::FactKind,
    lifecycle::LifecycleState,
    source::Evidence,
};

/// The number of days after which a statement of each kind is due for a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FreshnessIntervals {
    /// For [`FactKind::Lifecycle`].
    pub lifecycle: u16,
    /// For [`FactKind::Fee`].
    pub fee: u16,
    /// For [`FactKind::Outline`].
    pub blueprint: u16,
    /// For [`FactKind::Other`].
    pub other: u16,
}

impl FreshnessIntervals {
    /// The interval for a kind, in days.
    pub const fn days(self, kind: FactKind) -> u16 {
        match kind {
            FactKind::Lifecycle => self.lifecycle,
            FactKind::Fee => self.fee,
            FactKind::Outline => self.blueprint,
            FactKind::Other => self.other,
        }
    }

    /// The first day on which a statement of a kind is due, given the day of its last check.
    pub fn due_on(self, kind: FactKind, checked: Day) -> Day {
        let days = Days::new(self.days(kind).into());
        checked.checked_add_days(days).unwrap_or(Day::MAX)
    }
}

impl Default for FreshnessIntervals {
    fn default() -> Self {
        Self {
            lifecycle: 30,
            fee: 90,
            blueprint: 180,
            other: 365,
        }
    }
}

impl Evidence {
    /// When the statement was last certainly read or confirmed, as exactly as that is known. An
    /// imprecise date counts as its first day; `None` if it has none (`../2026-11-22`).
    pub fn last_checked(&self) -> Option<ApproximateDate> {
        let read = (self.as_of.earliest() > Day::MIN).then_some(self.as_of);
        let confirmed = self.checked.map(ApproximateDate::day);
        newest(read.into_iter().chain(confirmed))
    }

    /// The first day of [`Self::last_checked`].
    pub fn last_checked_on(&self) -> Option<Day> {
        self.last_checked().map(ApproximateDate::earliest)
    }
}

/// The date with the newest first day, the most exact one of several.
fn newest(dates: impl Iterator<Item = ApproximateDate>) -> Option<ApproximateDate> {
    dates.max_by_key(|date| (date.earliest(), Reverse(date.latest())))
}

/// The date with the oldest first day, the most exact one of several.
pub fn oldest_check(dates: impl Iterator<Item = ApproximateDate>) -> Option<ApproximateDate> {
    dates.min_by_key(|date| (date.earliest(), date.latest()))
}

/// The freshness of one kind of statements about an exam on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindFreshness {
    /// The kind.
    pub kind: FactKind,
    /// The number of served statements of the kind that have a source.
    pub statements: usize,
    /// The number of them that are due on the day.
    pub due: usize,
    /// The oldest last check of any of them; for dates the newest, because one check of the exam's
    /// status confirms all dates. `None` if unknown.
    pub last_checked: Option<ApproximateDate>,
    /// The first day on which one is due; `None` if none ever is.
    pub due_on: Option<Day>,
}

/// A served statement with its last check.
#[derive(Debug, Clone, Copy)]
pub struct CheckedStatement<'a> {
    /// Its kind.
    pub kind: FactKind,
    /// The fact; `None` for the blueprint in force.
    pub fact: Option<&'a Fact>,
    /// Its evidence.
    pub evidence: &'a Evidence,
    /// Its last check; see [`KindFreshness::last_checked`].
    pub last_checked: Option<ApproximateDate>,
    /// The first day on which it is due; `None` if never.
    pub due_on: Option<Day>,
}

impl CheckedStatement<'_> {
    /// The first day of its last check.
    pub fn last_checked_on(&self) -> Option<Day> {
        self.last_checked.map(ApproximateDate::earliest)
    }

    /// Whether it is due on a day.
    pub fn is_due(&self, day: Day) -> bool {
        self.due_on.is_some_and(|due| due <= day)
    }
}

impl ExamEntry {
    /// The statements about the exam that are served on a day and have a source, each with its last
    /// check: facts in the author's order, then the blueprint in force.
    pub fn checked_statements(
        &self,
        intervals: FreshnessIntervals,
        day: Day,
    ) -> Vec<CheckedStatement<'_>> {
        let is_over = self.state(day) == LifecycleState::Retired;
        let status = self.status_checked();
        let statement = |kind, fact, evidence: &'_ Evidence| {
            let last_checked = match kind {
                FactKind::Lifecycle => status,
                _ => evidence.last_checked(),
            };
            // An undated statement is always due.
            let due_on = last_checked.map_or(Day::MIN, |checked| {
                intervals.due_on(kind, checked.earliest())
            });
            (last_checked, (!is_over).then_some(due_on), fact)
        };
        let facts = self.record.facts.iter().filter(|fact| self.is_served(fact));
        let facts = facts.map(|fact| (FactKind::of(fact.name), Some(fact), &fact.evidence));
        let blueprint = self.blueprint(day).into_iter();
        let blueprint = blueprint.map(|blueprint| (FactKind::Outline, None, &blueprint.evidence));
        facts
            .chain(blueprint)
            .filter(|(_, _, evidence)| !evidence.sources.is_empty())
            .map(|(kind, fact, evidence)| {
                let (last_checked, due_on, fact) = statement(kind, fact, evidence);
                CheckedStatement {
                    kind,
                    fact,
                    evidence,
                    last_checked,
                    due_on,
                }
            })
            .collect()
    }

    /// The first day of [`Self::status_checked`].
    pub fn status_checked_on(&self) -> Option<Day> {
        self.status_checked().map(ApproximateDate::earliest)
    }

    /// When a source about the exam's opening or end was last read.
    pub fn status_checked(&self) -> Option<ApproximateDate> {
        let facts = self.record.facts.iter().filter(|fact| {
            FactKind::of(fact.name) == FactKind::Lifecycle && !fact.evidence.sources.is_empty()
        });
        newest(facts.filter_map(|fact| fact.evidence.last_checked()))
    }

    /// The freshness of the exam's statements on a day by kind; kinds without statements are
    /// omitted.
    pub fn freshness(&self, intervals: FreshnessIntervals, day: Day) -> Vec<KindFreshness> {
        let statements = self.checked_statements(intervals, day);
        let of_kind = |kind: FactKind| {
            let own: Vec<_> = statements.iter().filter(|own| own.kind == kind).collect();
            let checks: Option<Vec<_>> = own.iter().map(|own| own.last_checked).collect();
            (!own.is_empty()).then(|| KindFreshness {
                kind,
                statements: own.len(),
                due: own.iter().filter(|own| own.is_due(day)).count(),
                last_checked: checks.and_then(|checks| oldest_check(checks.into_iter())),
                due_on: own.iter().filter_map(|own| own.due_on).min(),
            })
        };
        FactKind::ALL.into_iter().filter_map(of_kind).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::{Value, json};

    use super::*;
    use crate::{Catalogue, Content, Revision};

    fn evidence(as_of: &str) -> Value {
        json!({ "sources": ["s"], "as_of": as_of, "confidence": "REPUTABLE" })
    }

    fn catalogue(facts: &[(&str, &str, &str)]) -> Catalogue {
        let facts: Vec<Value> = facts
            .iter()
            .map(|(name, value, as_of)| json!({ "name": name, "value": value, "evidence": evidence(as_of) }))
            .collect();
        let content: Content = serde_json::from_value(json!({
            "source": [{ "key": "s", "title": "S", "publisher": "P", "url": "https://example.com", "kind": "ARTICLE" }],
            "vendor": [{ "slug": "acme", "name": "Acme" }],
            "exam": [{
                "vendor": "acme", "code": "A-1", "title": "A", "facts": facts,
                "blueprint": [{
                    "version": "1", "standing": "OFFICIAL", "weights": "UNKNOWN", "effective_from": "2025",
                    "evidence": evidence("2026-05"), "domain": [{ "key": "a", "title": "A" }],
                }],
            }],
        }))
        .unwrap();
        Catalogue::build(content, Revision::new(1), DateTime::UNIX_EPOCH).unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn rough(text: &str) -> ApproximateDate {
        text.parse().unwrap()
    }

    fn freshness(catalogue: &Catalogue, on: &str) -> Vec<KindFreshness> {
        let exam = catalogue.exams().next().unwrap();
        let intervals = FreshnessIntervals::default();
        catalogue.exam(exam).freshness(intervals, day(on))
    }

    #[test]
    fn each_kind_is_due_after_its_own_time() {
        let catalogue = catalogue(&[
            ("LIVE_ON", "2021-01-01", "2021-02-01"),
            ("FEE", "1 USD", "2026-08-01"),
            ("DURATION", "90 minutes", "2026-08-01"),
            ("RETIRES_ON", "2027-06-30", "2026-09-24"),
        ]);
        let [lifecycle, fee, blueprint, other] = freshness(&catalogue, "2026-10-24")[..] else {
            panic!("four kinds");
        };
        // One check of the status confirms both dates.
        assert_eq!(lifecycle.last_checked, Some(rough("2026-09-24")));
        assert_eq!(lifecycle.due_on, Some(day("2026-10-24")));
        assert_eq!((lifecycle.statements, lifecycle.due), (2, 2));
        assert_eq!(fee.due_on, Some(day("2026-10-30")));
        assert_eq!((fee.statements, fee.due), (1, 0));
        // A month counts as its first day, and stays a month.
        assert_eq!(blueprint.last_checked, Some(rough("2026-05")));
        assert_eq!(blueprint.due_on, Some(day("2026-10-28")));
        assert_eq!(other.due_on, Some(day("2027-08-01")));
        assert_eq!(freshness(&catalogue, "2026-10-23")[0].due, 0);
    }

    #[test]
    fn of_checks_on_one_first_day_the_most_exact_is_named() {
        let catalogue = catalogue(&[
            ("LIVE_ON", "2021-01-01", "2026"),
            ("RETIRES_ON", "2027-06-30", "2026-01-01"),
            ("FEE", "1 USD", "2026"),
            ("DURATION", "90 minutes", "2026"),
            ("ITEMS", "40..60 items", "2026-01-01"),
        ]);
        let kinds = freshness(&catalogue, "2026-10-24");
        let checks: Vec<_> = kinds.iter().map(|kind| kind.last_checked).collect();
        let expected = ["2026-01-01", "2026", "2026-05", "2026-01-01"];
        assert_eq!(checks, expected.map(|text| Some(rough(text))));
    }

    #[test]
    fn a_confirmation_counts_as_a_reading() {
        let confirmed = |as_of: &str, checked: &str| {
            let mut evidence = evidence(as_of);
            evidence["checked"] = checked.into();
            let evidence: Evidence = serde_json::from_value(evidence).unwrap();
            evidence.last_checked_on()
        };
        let checked = Some(day("2026-11-27"));
        assert_eq!(confirmed("2026-08-18", "2026-11-27"), checked);
        assert_eq!(confirmed("../2026-08-18", "2026-11-27"), checked);
        assert_eq!(confirmed("2026", "2026-11-27"), checked);
    }

    #[test]
    fn nothing_about_a_retired_exam_is_due_and_what_is_undated_is_due_at_once() {
        let over = catalogue(&[
            ("LIVE_ON", "2021-01-01", "2021-02-01"),
            ("RETIRES_ON", "2022-06-30", "2021-02-01"),
        ]);
        let kinds = freshness(&over, "2026-10-24");
        assert!(
            kinds
                .iter()
                .all(|kind| kind.due == 0 && kind.due_on.is_none())
        );
        assert_eq!(kinds[0].last_checked, Some(rough("2021-02-01")));

        let undated = catalogue(&[("LIVE_ON", "2021-01-01", "../2026-10-24")]);
        let [lifecycle, _] = freshness(&undated, "2026-10-24")[..] else {
            panic!("two kinds");
        };
        assert_eq!(
            (lifecycle.last_checked, lifecycle.due_on, lifecycle.due),
            (None, Some(Day::MIN), 1)
        );
    }
}
