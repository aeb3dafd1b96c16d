//! Study credit: the hours that known exams take off the study for another exam.
//!
//! - No known exam gives more than its own hours.
//! - In each domain, several known exams together give no more than the one that covers it best:
//!   shared coverage counts once.
//! - At most [`MAX_COVERED`] of the hours is taken off.
//!
//! Within these limits, each domain takes as much as it can from the known exams in order. Hours
//! are whole tenths, so sums are exact. An additional known exam gives at
//! most its own hours, and what it displaces stays available in other domains, so an additional step
//! never makes a path shorter (the credits possible in a domain form a polymatroid).

use super::MAX_COVERED;
use catalogue::{Catalogue, Day, ExamIndex, Experience, Quantity, Tenths};

/// Tenths of an hour in two cases: every exam takes the fewest hours that its sources state, or the
/// most.
pub(super) type MinMaxTenths = [i64; 2];

/// The ends of a range of hours.
pub(super) fn min_max(hours: Quantity) -> MinMaxTenths {
    [hours.min().tenths(), hours.max().tenths()]
}

/// The hours that remain in both cases after subtracting `off`.
pub(super) fn after_credit(hours: Quantity, off: MinMaxTenths) -> MinMaxTenths {
    let [fewest, most] = min_max(hours);
    [fewest - off[0], most - off[1]]
}

pub(super) fn sum(all: &[MinMaxTenths]) -> MinMaxTenths {
    all.iter().copied().fold([0, 0], plus)
}

pub(super) fn plus(one: MinMaxTenths, other: MinMaxTenths) -> MinMaxTenths {
    [one[0] + other[0], one[1] + other[1]]
}

/// The range from the lower to the higher case.
pub(super) fn range([one, other]: MinMaxTenths, of: Quantity) -> Quantity {
    let [min, max] = [one.min(other), one.max(other)].map(Tenths::from_tenths);
    Quantity::new(min, max, of.unit()).unwrap_or(of)
}

/// A known exam.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    /// How far it covers each domain of the other exam, 0 to 1; empty if unknown.
    pub(super) covers: &'a [f64],
    /// The hours that it can give; `None` if its own hours are unknown.
    pub(super) available: Option<MinMaxTenths>,
}

/// The hours that each known exam takes off an exam with these domain shares, in order.
pub(super) fn credit_of_each(
    hours: Quantity,
    domains: &(impl Iterator<Item = f64> + Clone),
    known: &[Known<'_>],
) -> Vec<MinMaxTenths> {
    let mut credits = vec![[0, 0]; known.len()];
    for (end, hours) in min_max(hours).into_iter().enumerate() {
        let mut left = share_in_tenths(hours, MAX_COVERED);
        let mut credited: Vec<(i64, i64)> = Vec::with_capacity(known.len());
        for (domain, share) in domains.clone().enumerate() {
            credited.clear();
            for (known, credit) in known.iter().zip(&mut credits) {
                let covers = known.covers.get(domain).copied().unwrap_or_default();
                let covers = share_in_tenths(hours, share * covers);
                let available = known
                    .available
                    .map_or(i64::MAX, |available| available[end] - credit[end]);
                let off = remaining(&credited, covers).min(available).min(left);
                credited.push((covers, off));
                credit[end] += off;
                left -= off;
            }
        }
    }
    credits
}

/// For each domain, the covered share of the exam, given how far each known exam covers the domain.
pub(super) fn covered_shares<'k>(
    domains: &(impl Iterator<Item = f64> + Clone),
    known: impl Iterator<Item = &'k [f64]>,
) -> Vec<f64> {
    let mut best = vec![0.0_f64; domains.clone().count()];
    for covers in known {
        for (best, covers) in best.iter_mut().zip(covers) {
            *best = best.max(*covers);
        }
    }
    let shares = domains.clone().zip(best);
    shares.map(|(share, covers)| share * covers).collect()
}

/// The hours that known exams with this coverage take off, ignoring how many they have to give.
pub(super) fn uncapped_credit(hours: Quantity, covered: &[f64]) -> MinMaxTenths {
    min_max(hours).map(|hours| {
        let off: i64 = covered
            .iter()
            .map(|share| share_in_tenths(hours, *share))
            .sum();
        off.min(share_in_tenths(hours, MAX_COVERED))
    })
}

/// The hours that an exam with this coverage can still take off, given the coverage and hours of
/// others: for every bound, exams that cover at most the bound together take off at most the bound.
fn remaining(others: &[(i64, i64)], covers: i64) -> i64 {
    let remaining_up_to = |bound: i64| {
        let below = others.iter().filter(|(covers, _)| *covers <= bound);
        bound - below.map(|(_, off)| off).sum::<i64>()
    };
    let larger = others.iter().map(|(covers, _)| *covers);
    let bounds = larger.filter(|bound| *bound > covers);
    bounds
        .map(remaining_up_to)
        .fold(remaining_up_to(covers), i64::min)
}

/// A share of hours in whole tenths, rounded down; a value that differs from a whole number by
/// rounding error is that number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a part of hours that are far below two to the 52nd"
)]
fn share_in_tenths(hours: i64, share: f64) -> i64 {
    (hours as f64 * share.clamp(0.0, 1.0) + 1e-6).floor() as i64
}

/// The remaining study hours of an exam given known exams, and whether the hours of known exams
/// limit the credit. `None` if the exam has no blueprint.
pub(super) fn hours_left_of(
    catalogue: &Catalogue,
    (wanted, hours): (ExamIndex, Quantity),
    known: &[ExamIndex],
    experience: Option<Experience>,
    day: Day,
) -> Option<(Quantity, bool)> {
    let blueprint = catalogue.indexed_blueprint(wanted, day)?;
    let similarity: Vec<_> = known
        .iter()
        .map(|known| Some(blueprint.similarity(catalogue.indexed_blueprint(*known, day)?)))
        .collect();
    let own_hours = |exam: &ExamIndex| catalogue.exam(*exam).study_hours(experience).map(min_max);
    let known: Vec<Known<'_>> = similarity
        .iter()
        .zip(known)
        .map(|(covers, exam)| Known {
            covers: covers.as_deref().unwrap_or_default(),
            available: own_hours(exam),
        })
        .collect();
    let domains = blueprint.terms.domains.iter().map(|domain| domain.share);
    let off = sum(&credit_of_each(hours, &domains, &known));
    let covered = covered_shares(&domains, known.iter().map(|known| known.covers));
    let limited = off != uncapped_credit(hours, &covered);
    Some((range(after_credit(hours, off), hours), limited))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::testing::credit_by_subsets;

    fn hours(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    /// The remainder of 60 to 100 hours in two domains, given the coverage and hours of known
    /// exams.
    fn left(known: &[([f64; 2], Option<&str>)]) -> String {
        let full = hours("60..100 hours");
        let known: Vec<Known<'_>> = known
            .iter()
            .map(|(covers, own_hours)| Known {
                covers,
                available: own_hours.map(|own_hours| min_max(hours(own_hours))),
            })
            .collect();
        let off = credit_of_each(full, &[0.5, 0.5].into_iter(), &known);
        range(after_credit(full, sum(&off)), full).to_string()
    }

    #[test]
    fn credit_never_exceeds_the_own_hours_of_the_known_exam() {
        assert_eq!(left(&[]), "60..100 hours");
        assert_eq!(left(&[([0.25, 0.25], None)]), "45..75 hours");
        assert_eq!(left(&[([0.5, 0.0], Some("10..15 hours"))]), "50..85 hours");
        assert_eq!(left(&[([1.0, 1.0], None)]), "15..25 hours");
    }

    #[test]
    fn what_several_exams_cover_counts_once() {
        let (one, other) = ([0.5, 0.0], [0.0, 0.5]);
        assert_eq!(left(&[(one, None), (one, None)]), "45..75 hours");
        assert_eq!(left(&[(one, None), (other, None)]), "30..50 hours");
        // A one-hour exam that covers the other half gives one hour, not that half.
        let (short, long) = (Some("1 hours"), Some("90 hours"));
        let twice = [(one, long), (one, long), (other, short)];
        assert_eq!(left(&twice), "44..74 hours");
    }

    #[test]
    fn a_range_holds_both_cases() {
        let full = hours("60..61 hours");
        assert_eq!(
            range(after_credit(full, [0, 300]), full).to_string(),
            "31..60 hours"
        );
    }

    /// The number of domains of test steps.
    const DOMAINS: usize = 3;

    /// A step: its fewest and most tenths of an hour, its domain shares, and how far each earlier
    /// step covers each domain.
    type Step = ((i64, i64), [f64; DOMAINS], Vec<[f64; DOMAINS]>);

    fn any_step() -> impl Strategy<Value = Step> {
        let parts = prop::array::uniform3(1_u32..10).prop_map(|parts| {
            let sum: u32 = parts.iter().sum();
            parts.map(|part| f64::from(part) / f64::from(sum))
        });
        let share = prop_oneof![Just(0.0), Just(1.0), 0.0..1.0];
        let covered = vec(prop::array::uniform3(share), 7);
        ((0_i64..600, 0_i64..600), parts, covered)
    }

    /// The total hours of consecutive steps, optionally without one of them.
    fn total(steps: &[Step], left_out: Option<usize>) -> MinMaxTenths {
        let mut to_give: Vec<(usize, MinMaxTenths)> = vec![];
        let mut total = [0, 0];
        for (at, ((min, width), domains, covered)) in steps.iter().enumerate() {
            if left_out == Some(at) {
                continue;
            }
            let full = range([*min, min + width], hours("0 hours"));
            let known: Vec<Known<'_>> = to_give
                .iter()
                .map(|(by, available)| Known {
                    covers: &covered[*by],
                    available: Some(*available),
                })
                .collect();
            let off = credit_of_each(full, &domains.iter().copied(), &known);
            for ((_, available), off) in to_give.iter_mut().zip(&off) {
                *available = [available[0] - off[0], available[1] - off[1]];
            }
            let own = after_credit(full, sum(&off));
            to_give.push((at, own));
            total = plus(total, own);
        }
        total
    }

    proptest! {
        /// Removing a step never increases the total hours of the path.
        #[test]
        fn leaving_a_step_out_never_adds_hours(
            steps in vec(any_step(), 2..8),
            out in any::<prop::sample::Index>(),
        ) {
            let out = out.index(steps.len());
            let (all, fewer) = (total(&steps, None), total(&steps, Some(out)));
            prop_assert!(all[0] >= fewer[0] && all[1] >= fewer[1], "{all:?} {fewer:?}");
        }

        #[test]
        fn credit_matches_the_definition_by_subsets(
            hours in 0_i64..1_000,
            domains in prop::array::uniform3(0.0_f64..0.5),
            known in vec((vec(0.0_f64..1.0, DOMAINS), 0_i64..500), 0..5),
        ) {
            let givers: Vec<Known<'_>> = known
                .iter()
                .map(|(covers, available)| Known { covers, available: Some([*available; 2]) })
                .collect();
            let full = range([hours; 2], "0 hours".parse().unwrap());
            let off = credit_of_each(full, &domains.into_iter(), &givers);
            let covers: Vec<Vec<f64>> = known
                .iter()
                .map(|(covers, _)| domains.iter().zip(covers).map(|(share, covers)| share * covers).collect())
                .collect();
            let available: Vec<i64> = known.iter().map(|(_, available)| *available).collect();
            let expected: Vec<MinMaxTenths> = credit_by_subsets(hours, &covers, &available)
                .into_iter()
                .map(|off| [off; 2])
                .collect();
            prop_assert_eq!(off, expected);
        }
    }
}
