//! The age of the facts of an exam since their last check.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::catalogue::{self, Day, ExamIndex, FactKind, oldest_check, writable};
use crate::graphql::{
    engine::request_context::RequestContext,
    objects::scalars::{ApproximateDate, Date},
    objects::view::View,
};

/// How long ago what answers say of an exam was checked, and when it is due for another check.
///
/// A statement was checked on the day on which its evidence was read or confirmed; a day that is known
/// only roughly counts as its first. The dates of an exam are due 30 days after that, prices after 90,
/// blueprints after 180 and everything else after 365, unless the server is set otherwise
/// (`kinds { intervalDays }`). One look at the state of an exam settles all of its dates, so the newest
/// counts there; elsewhere the oldest. Nothing about a retired exam is due, nor are estimates that
/// rest on no source.
#[derive(SimpleObject, Fields)]
pub struct ExamFreshness {
    /// The day on which the kind of facts was checked that was checked longest ago. Example:
    /// `"2026-09-24"`. Null when no fact rests on a source, or none has a date.
    last_checked_on: Option<Date>,
    /// The same date as exactly as it is known: a day, a month, a year, or the first of them that is
    /// possible. Example: `"2026"`. Null where `lastCheckedOn` is.
    last_checked: Option<ApproximateDate>,
    /// The first day on which something is due. Example: `"2026-10-24"`. Null when nothing ever is,
    /// or when something is due because it has no date.
    due_on: Option<Date>,
    /// Whether something is due on the day.
    is_due: bool,
    /// The same kind by kind; kinds of which no fact rests on a source are left out.
    kinds: Vec<KindFreshness>,
}

/// How long ago the facts of one kind about an exam were checked.
#[derive(SimpleObject, Fields)]
pub struct KindFreshness {
    /// The kind.
    kind: ApiEnum<FactKind>,
    /// After how many days a fact of this kind is due for another check. Example: `30`.
    interval_days: u16,
    /// How many facts of the kind answers use that rest on a source; the blueprint in force counts as
    /// one.
    statements: usize,
    /// How many of them are due on the day.
    statements_due: usize,
    /// The day on which the oldest was checked; of dates, on which any was checked last. Example:
    /// `"2026-09-24"`. Null when none has a date.
    last_checked_on: Option<Date>,
    /// The same date as exactly as it is known: a day, a month, a year, or the first of them that is
    /// possible. Example: `"2026"`. Null where `lastCheckedOn` is.
    last_checked: Option<ApproximateDate>,
    /// The first day on which one is due. Example: `"2026-10-24"`. Null when none ever is, or when one
    /// is due because it has no date.
    due_on: Option<Date>,
    /// Whether one is due on the day.
    is_due: bool,
}

/// The freshness of an exam on the day of the view.
pub(crate) fn freshness(view: &View, exam: ExamIndex, scope: &RequestContext) -> ExamFreshness {
    let intervals = scope.limits.freshness;
    let kinds = view.catalogue.exam(exam).freshness(intervals, view.day);
    let checks: Option<Vec<_>> = kinds.iter().map(|kind| kind.last_checked).collect();
    let last_checked = checks.and_then(|checks| oldest_check(checks.into_iter()));
    ExamFreshness {
        last_checked_on: last_checked.map(first_day),
        last_checked: last_checked.map(ApproximateDate),
        due_on: due_on(kinds.iter().filter_map(|kind| kind.due_on).min()),
        is_due: kinds.iter().any(|kind| kind.due > 0),
        kinds: kinds
            .into_iter()
            .map(|kind| KindFreshness::of(kind, intervals))
            .collect(),
    }
}

impl KindFreshness {
    fn of(kind: catalogue::KindFreshness, intervals: catalogue::FreshnessIntervals) -> Self {
        Self {
            kind: kind.kind.into(),
            interval_days: intervals.days(kind.kind),
            statements: kind.statements,
            statements_due: kind.due,
            last_checked_on: kind.last_checked.map(first_day),
            last_checked: kind.last_checked.map(ApproximateDate),
            due_on: due_on(kind.due_on),
            is_due: kind.due > 0,
        }
    }
}

/// The first possible day of a check.
fn first_day(checked: catalogue::ApproximateDate) -> Date {
    Date(checked.earliest())
}

/// A day as a date; `None` for the minimum, which marks facts without a date.
fn due_on(day: Option<Day>) -> Option<Date> {
    day.and_then(writable).map(Date)
}
