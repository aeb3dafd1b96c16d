//! Study credit: the hours that known exams take off the study for another exam.
//!
//! - No known exam gives more than its own hours.
//! - In each domain, several known exams together give no more than the one that covers it best:
//!   shared coverage counts once.
//! - At most [`MAX_COVERED`] of the hours is taken off.
//!
//! Within these limits, each domain takes as much as it can from the known exams in order. Hours
//! are whole tenths, so sums are exact. The second rule is a polymatroid for each domain: an
//! additional known exam gives at most its own hours, and what it displaces stays available in
//! other domains. So an additional step never makes a path shorter.

use super::MAX_COVERED;
use catalogue::{Catalogue, Day, ExamIndex, Experience, Quantity, Tenths};

/// Tenths of an hour in two cases: every exam takes the fewest hours that its sources state, or the
/// most.
pub(super) type Ends = [i64; 2];

/// The ends of a range of hours.
pub(super) fn ends(hours: Quantity) -> Ends {
    [hours.min().tenths(), hours.max().tenths()]
}

/// The hours that remain in both cases after subtracting `off`.
pub(super) fn ends_left(hours: Quantity, off: Ends) -> Ends {
    let [fewest, most] = ends(hours);
    [fewest - off[0], most - off[1]]
}

/// The sum in both cases.
pub(super) fn sum(all: &[Ends]) -> Ends {
    all.iter().copied().fold([0, 0], plus)
}

/// The sum of two in both cases.
pub(super) fn plus(one: Ends, other: Ends) -> Ends {
    [one[0] + other[0], one[1] + other[1]]
}

/// The range from the lower to the higher case.
pub(super) fn range([one, other]: Ends, of: Quantity) -> Quantity {
    let [min, max] = [one.min(other), one.max(other)].map(Tenths::from_tenths);
    Quantity::new(min, max, of.unit()).unwrap_or(of)
}

/// A known exam.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    /// How far it covers each domain of the other exam, 0 to 1; empty if unknown.
    pub(super) covers: &'a [f64],
    /// The hours that it can give; `None` if its own hours are unknown.
    pub(super) gives: Option<Ends>,
}

/// The hours that each known exam takes off an exam with these domain shares, in order.
pub(super) fn taken_off(
    hours: Quantity,
    domains: &(impl Iterator<Item = f64> + Clone),
    known: &[Known<'_>],
) -> Vec<Ends> {
    let mut by = vec![[0, 0]; known.len()];
    for (end, hours) in ends(hours).into_iter().enumerate() {
        let mut left = part(hours, MAX_COVERED);
        let mut in_domain: Vec<(i64, i64)> = Vec::with_capacity(known.len());
        for (domain, share) in domains.clone().enumerate() {
            in_domain.clear();
            for (known, by) in known.iter().zip(&mut by) {
                let covers = known.covers.get(domain).copied().unwrap_or_default();
                let covers = part(hours, share * covers);
                let gives = known.gives.map_or(i64::MAX, |gives| gives[end] - by[end]);
                let off = remaining(&in_domain, covers).min(gives).min(left);
                in_domain.push((covers, off));
                by[end] += off;
                left -= off;
            }
        }
    }
    by
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
pub(super) fn taken_off_at_most(hours: Quantity, covered: &[f64]) -> Ends {
    ends(hours).map(|hours| {
        let off: i64 = covered.iter().map(|share| part(hours, *share)).sum();
        off.min(part(hours, MAX_COVERED))
    })
}

/// The hours that an exam with this coverage can still take off, given the coverage and hours of
/// others: for every bound, exams that cover at most the bound together take off at most the bound.
fn remaining(others: &[(i64, i64)], covers: i64) -> i64 {
    let left_below = |bound: i64| {
        let below = others.iter().filter(|(covers, _)| *covers <= bound);
        bound - below.map(|(_, off)| off).sum::<i64>()
    };
    let above = others.iter().map(|(covers, _)| *covers);
    let bounds = above.filter(|bound| *bound > covers);
    bounds.map(left_below).fold(left_below(covers), i64::min)
}

/// A share of hours in whole tenths, rounded down; a value that differs from a whole number by
/// rounding error is that number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a part of hours that are far below two to the 52nd"
)]
fn part(hours: i64, share: f64) -> i64 {
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
    let took = |exam: &ExamIndex| catalogue.exam(*exam).study_hours(experience).map(ends);
    let known: Vec<Known<'_>> = similarity
        .iter()
        .zip(known)
        .map(|(covers, exam)| Known {
            covers: covers.as_deref().unwrap_or_default(),
            gives: took(exam),
        })
        .collect();
    let domains = blueprint.terms.domains.iter().map(|domain| domain.share);
    let off = sum(&taken_off(hours, &domains, &known));
    let covered = covered_shares(&domains, known.iter().map(|known| known.covers));
    let limited = off != taken_off_at_most(hours, &covered);
    Some((range(ends_left(hours, off), hours), limited))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::testing::credit_by_every_subset;

    fn hours(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    /// The remainder of 60 to 100 hours in two domains, given the coverage and hours of known
    /// exams.
    fn left(known: &[([f64; 2], Option<&str>)]) -> String {
        let full = hours("60..100 hours");
        let known: Vec<Known<'_>> = known
            .iter()
            .map(|(covers, took)| Known {
                covers,
                gives: took.map(|took| ends(hours(took))),
            })
            .collect();
        let off = taken_off(full, &[0.5, 0.5].into_iter(), &known);
        range(ends_left(full, sum(&off)), full).to_string()
    }

    #[test]
    fn an_exam_takes_off_what_it_covers_and_never_more_than_it_took() {
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
            range(ends_left(full, [0, 300]), full).to_string(),
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
    fn total(steps: &[Step], left_out: Option<usize>) -> Ends {
        let mut to_give: Vec<(usize, Ends)> = vec![];
        let mut total = [0, 0];
        for (at, ((min, width), domains, covered)) in steps.iter().enumerate() {
            if left_out == Some(at) {
                continue;
            }
            let full = range([*min, min + width], hours("0 hours"));
            let known: Vec<Known<'_>> = to_give
                .iter()
                .map(|(by, gives)| Known {
                    covers: &covered[*by],
                    gives: Some(*gives),
                })
                .collect();
            let off = taken_off(full, &domains.iter().copied(), &known);
            for ((_, gives), off) in to_give.iter_mut().zip(&off) {
                *gives = [gives[0] - off[0], gives[1] - off[1]];
            }
            let own = ends_left(full, sum(&off));
            to_give.push((at, own));
            total = plus(total, own);
        }
        total
    }

    proptest! {
        /// Removing a step never makes the path longer for the rest than it was with the step.
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
        fn each_known_exam_takes_off_what_the_law_leaves_it(
            hours in 0_i64..1_000,
            domains in prop::array::uniform3(0.0_f64..0.5),
            known in vec((vec(0.0_f64..1.0, DOMAINS), 0_i64..500), 0..5),
        ) {
            let givers: Vec<Known<'_>> = known
                .iter()
                .map(|(covers, gives)| Known { covers, gives: Some([*gives; 2]) })
                .collect();
            let full = range([hours; 2], "0 hours".parse().unwrap());
            let off = taken_off(full, &domains.into_iter(), &givers);
            let covers: Vec<Vec<f64>> = known
                .iter()
                .map(|(covers, _)| domains.iter().zip(covers).map(|(share, covers)| share * covers).collect())
                .collect();
            let gives: Vec<i64> = known.iter().map(|(_, gives)| *gives).collect();
            let expected: Vec<Ends> = credit_by_every_subset(hours, &covers, &gives)
                .into_iter()
                .map(|off| [off; 2])
                .collect();
            prop_assert_eq!(off, expected);
        }
    }
}
