//! Study hours: numbers are tried one by one, because credit and days are not monotone in them.

use super::{
    Bounds,
    first_path::{Stopped, Way},
    span::{Span, Spans},
    trial::{Trial, last_kept},
};
use catalogue::{FactValue, Quantity, Unit};

/// The most study hours that are tried. The longest that a source of the shipped catalogue gives is
/// 210.
pub const MAX_HOURS: u32 = 300;

/// Of missing study hours, every multiple of this is tried. Sources give hours in tens.
const STEP: u32 = 5;

/// The whole hours around the present longest study time for which the path stays first. The
/// shortest study time stays, unless it is longer. A present figure with tenths lies between two
/// whole ones: the bounds are then those nearest to it.
pub(super) fn bounds(
    trial: &mut Trial<'_, '_>,
    first: &Way,
    present: Quantity,
) -> Result<Bounds<u32>, Stopped> {
    let whole = |hours: i64| u32::try_from(hours).unwrap_or(u32::MAX);
    let (floor, ceil) = (whole(present.max().floor()), whole(present.max().ceil()));
    let mut at = |most| trial.first(FactValue::Quantity(present.up_to(most)), None);
    let less = if floor < ceil { 0..ceil } else { 0..floor };
    let (from, below) = last_kept(less.rev(), ceil, first, &mut at)?;
    let more = floor + 1..=MAX_HOURS.max(ceil);
    let (to, above) = last_kept(more, floor, first, &mut at)?;
    Ok(Bounds {
        value: Some(ceil),
        from,
        to,
        below,
        above,
    })
}

/// The whole hours of an exam without known ones for which another path is first. Every
/// [`STEP`]-th number is tried, and every border between two of them found exactly.
pub(super) fn changes(trial: &mut Trial<'_, '_>, first: &Way) -> Result<Vec<Span<u32>>, Stopped> {
    let mut at = |hours| {
        let value = FactValue::Quantity(Quantity::exactly(hours, Unit::Hours));
        trial.first(value, None)
    };
    let keeps = |way: &Option<Way>| way.as_ref() == Some(first);
    let mut spans = Spans::new(first);
    let mut before: Option<(u32, Option<Way>)> = None;
    for hours in (0..=MAX_HOURS).step_by(STEP as usize) {
        let way = at(hours)?;
        if let Some((mut same, mut same_way)) = before
            && keeps(&same_way) != keeps(&way)
        {
            let kept = keeps(&same_way);
            let (mut other, mut other_way) = (hours, way.clone());
            while other - same > 1 {
                let middle = same.midpoint(other);
                let found = at(middle)?;
                if keeps(&found) == kept {
                    (same, same_way) = (middle, found);
                } else {
                    (other, other_way) = (middle, found);
                }
            }
            spans.add(same, same, same_way);
            spans.add(other, other, other_way);
        }
        spans.add(hours, hours, way.clone());
        before = Some((hours, way));
    }
    Ok(spans.between(0, MAX_HOURS))
}

/// Whether another path is first for one of some longest study hours.
pub(super) fn any_changes(
    trial: &mut Trial<'_, '_>,
    first: &Way,
    values: impl IntoIterator<Item = u32>,
    present: Option<Quantity>,
) -> Result<bool, Stopped> {
    for hours in values {
        let exactly = Quantity::exactly(hours, Unit::Hours);
        let value = present.map_or(exactly, |present| present.up_to(hours));
        let way = trial.first(FactValue::Quantity(value), None)?;
        if way.as_ref() != Some(first) {
            return Ok(true);
        }
    }
    Ok(false)
}
