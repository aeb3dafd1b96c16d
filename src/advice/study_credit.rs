//! The credit law: how many study hours exams that somebody knows take off the study for another.
//!
//! All known exams together take off what they cover, where what several of them cover counts once.
//! But no exam takes off more hours than it took itself: nobody saves more study than they put in.

use super::{MOST_COVERED, covered_share};
use crate::catalogue::{Catalogue, Day, ExamIndex, Experience, Quantity, Tenths};

/// Shares are counted in these, so that sums of them are exact.
pub(super) const WHOLE: i64 = 10_000;

/// The largest part of an exam that is taken off.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "three quarters of ten thousand"
)]
const MOST: i64 = (MOST_COVERED * WHOLE as f64) as i64;

/// Tenths of an hour at the lower and at the upper end of a range.
pub(super) type Ends = [i64; 2];

/// A share from 0 to 1 in ten-thousandths, rounded down; what differs from a whole number by
/// rounding alone counts as that number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share lies between 0 and 1"
)]
pub(super) fn ten_thousandths(share: f64) -> i64 {
    (share.clamp(0.0, 1.0) * 10_000.0 + 1e-5).floor() as i64
}

/// The ends of a range of hours.
pub(super) fn ends(hours: Quantity) -> Ends {
    [hours.min().tenths(), hours.max().tenths()]
}

/// What a covered share, in ten-thousandths, takes off hours: at most [`MOST_COVERED`]. The lower
/// end of what is left is rounded down and the upper one up, so that it never looks surer than it
/// is.
pub(super) fn taken_off(hours: Quantity, share: i64) -> Ends {
    let ([low, high], share) = (ends(hours), share.min(MOST));
    [
        (low.saturating_mul(share) + WHOLE - 1) / WHOLE,
        high.saturating_mul(share) / WHOLE,
    ]
}

/// What a single known exam takes off hours by the share that it covers, with what it took itself;
/// where nobody knows that, all that it covers.
pub(super) fn taken_off_by(hours: Quantity, share: i64, took: Option<Ends>) -> Ends {
    let off = taken_off(hours, share);
    took.map_or(off, |took| lower(off, took))
}

/// The lower of both at each end.
pub(super) fn lower(one: Ends, other: Ends) -> Ends {
    [one[0].min(other[0]), one[1].min(other[1])]
}

/// The sum at each end.
pub(super) fn plus(one: Ends, other: Ends) -> Ends {
    [
        one[0].saturating_add(other[0]),
        one[1].saturating_add(other[1]),
    ]
}

/// What is left of hours when so much is taken off each end; the upper end stays above the lower.
pub(super) fn less(hours: Quantity, off: Ends) -> Option<Quantity> {
    let [low, high] = ends(hours);
    let low = low.saturating_sub(off[0]).max(0);
    let high = high.saturating_sub(off[1]).max(low);
    let [low, high] = [low, high].map(Tenths::from_tenths);
    Quantity::new(low, high, hours.unit())
}

/// The study hours that are left of an exam for somebody who knows exams that together cover this
/// share of it, and whether the hours that these took limit what they take off.
pub(super) fn hours_left_of(
    catalogue: &Catalogue,
    (wanted, hours): (ExamIndex, Quantity),
    covered: f64,
    known: &[ExamIndex],
    experience: Option<Experience>,
    day: Day,
) -> Option<(Quantity, bool)> {
    let all = taken_off(hours, ten_thousandths(covered));
    let each = known.iter().map(|known| {
        let share = covered_share(catalogue, wanted, *known, day).unwrap_or_default();
        let took = catalogue.exam(*known).study_hours(experience).map(ends);
        taken_off_by(hours, ten_thousandths(share), took)
    });
    let off = lower(all, each.fold([0, 0], plus));
    // Each share is rounded by itself, so that their sum may fall short by a tenth for each.
    let rounding = i64::try_from(known.len()).unwrap_or(i64::MAX);
    let limited = all[1].saturating_sub(off[1]) > rounding;
    Some((less(hours, off)?, limited))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exam_takes_off_what_it_covers_and_never_more_than_it_took() {
        let hours = |text: &str| -> Quantity { text.parse().unwrap() };
        let left = |off| less(hours("60..100 hours"), off).unwrap().to_string();
        let by = |share, took: Option<&str>| {
            taken_off_by(
                hours("60..100 hours"),
                share,
                took.map(|took| ends(hours(took))),
            )
        };
        assert_eq!(left([0, 0]), "60..100 hours");
        assert_eq!(left(by(2_500, None)), "45..75 hours");
        assert_eq!(left(by(2_500, Some("10..15 hours"))), "50..85 hours");
        assert_eq!(left(by(10_000, None)), "15..25 hours");
        assert_eq!(
            left(taken_off(hours("60..100 hours"), 10_000)),
            "15..25 hours"
        );
        // The lower end never rises above the upper one.
        let narrow = less(hours("60..61 hours"), [0, 300]).unwrap();
        assert_eq!(narrow.to_string(), "60 hours");
    }
}
