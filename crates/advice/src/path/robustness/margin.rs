//! How much a fact would have to change, to list the tightest bounds first.

use super::{Bounds, FactBounds, FactRobustness};
use catalogue::{Day, Money};

/// The days that count as the whole of a date.
const YEAR: u64 = 365;

/// Sorts facts: the least change first, relative to the value, with a year as the whole of a date;
/// then bounds of what has no value; then what has no bound.
pub(super) fn tightest_first(facts: &mut [FactRobustness]) {
    facts.sort_by_key(|fact| margin(&fact.bounds));
}

/// The order of some bounds: whether they have an end and a value, then the least relative change in
/// thousandths.
fn margin(bounds: &FactBounds) -> (u8, u64) {
    match bounds {
        FactBounds::Fee(bounds) => {
            let distance = |one: &Money, other: &Money| one.minor().abs_diff(other.minor());
            let whole = bounds.value.map_or(1, |fee| fee.minor().unsigned_abs());
            relative(bounds, distance, whole)
        }
        FactBounds::StudyHours(bounds) => {
            let distance = |one: &u32, other: &u32| u64::from(one.abs_diff(*other));
            relative(bounds, distance, bounds.value.unwrap_or(1).into())
        }
        FactBounds::Day(bounds) => {
            let days = |one: &Day, other: &Day| {
                one.signed_duration_since(*other).num_days().unsigned_abs()
            };
            relative(bounds, days, YEAR)
        }
    }
}

fn relative<T>(bounds: &Bounds<T>, distance: impl Fn(&T, &T) -> u64, whole: u64) -> (u8, u64) {
    let ends = [&bounds.from, &bounds.to];
    if ends.iter().all(|end| end.is_none()) {
        return (2, 0);
    }
    let Some(value) = &bounds.value else {
        return (1, 0);
    };
    let least = ends
        .into_iter()
        .flatten()
        .map(|end| distance(end, value))
        .min();
    let least = least.unwrap_or_default().saturating_mul(1_000);
    (0, least / whole.max(1))
}
