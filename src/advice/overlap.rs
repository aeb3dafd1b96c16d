//! How much the content of two exams has in common, measured on their outlines.
//!
//! The measure is the weighted Jaccard similarity (Ruzicka 1958: sum of minima over sum of
//! maxima) of how each outline spreads its weight over terms: a domain's weight is shared evenly
//! among the terms of its title and objectives.

use std::collections::BTreeMap;

use super::terms::terms;
use crate::catalogue::{Blueprint, Catalogue, Day, ExamIndex};

/// How an outline spreads its weight over terms; the shares add up to 1.
type TermShares = BTreeMap<String, f64>;

/// The content overlap of two exams by the outlines in force on a day: 1 for an exam with itself
/// or with one of the same content, near 0 for unrelated ones, the same both ways round.
///
/// `None` when an outline is missing or says nothing.
pub fn overlap(catalogue: &Catalogue, left: ExamIndex, right: ExamIndex, day: Day) -> Option<f64> {
    let left = term_shares(catalogue.exam(left).blueprint(day)?)?;
    let right = term_shares(catalogue.exam(right).blueprint(day)?)?;
    let shared = shared_weight(&left, &right);
    let total = |shares: &TermShares| shares.values().sum::<f64>();
    let (left_only, right_only) = (total(&left) - shared, total(&right) - shared);
    // An exam with itself leaves exactly nothing over on either side, hence exactly 1.
    // Their sum comes first, so that both ways round give the same bits.
    let apart = left_only.max(0.0) + right_only.max(0.0);
    Some((shared / (shared + apart)).clamp(0.0, 1.0))
}

/// The share of an exam's content that somebody who knows another exam has met already, 0 to 1.
///
/// `None` when an outline is missing or says nothing.
pub fn covered_share(
    catalogue: &Catalogue,
    wanted: ExamIndex,
    known: ExamIndex,
    day: Day,
) -> Option<f64> {
    let wanted = term_shares(catalogue.exam(wanted).blueprint(day)?)?;
    let known = term_shares(catalogue.exam(known).blueprint(day)?)?;
    let total: f64 = wanted.values().sum();
    Some((shared_weight(&wanted, &known) / total).clamp(0.0, 1.0))
}

/// The weight that both spread over the same terms.
fn shared_weight(left: &TermShares, right: &TermShares) -> f64 {
    left.iter()
        .filter_map(|(term, share)| right.get(term).map(|other| share.min(*other)))
        .sum()
}

/// How an outline spreads its weight over terms; `None` when it has no terms.
fn term_shares(blueprint: &Blueprint) -> Option<TermShares> {
    let domains: Vec<Vec<String>> = blueprint
        .domains
        .iter()
        .map(|domain| {
            let objectives = domain.objectives.iter().flat_map(|text| terms(text));
            terms(&domain.title).chain(objectives).collect()
        })
        .collect();
    let weights = domain_weights(blueprint);
    let total: f64 = domains
        .iter()
        .zip(&weights)
        .filter(|(terms, _)| !terms.is_empty())
        .map(|(_, weight)| weight)
        .sum();
    if total <= 0.0 {
        return None;
    }
    let mut shares = TermShares::new();
    for (terms, weight) in domains.into_iter().zip(weights) {
        let share = weight / total / count(terms.len());
        for term in terms {
            *shares.entry(term).or_default() += share;
        }
    }
    Some(shares)
}

/// The weight of each domain: the middle of its tightened range, else of its published range;
/// the same for all when some domain has none.
fn domain_weights(blueprint: &Blueprint) -> Vec<f64> {
    let published = || {
        blueprint
            .domains
            .iter()
            .map(|domain| domain.weight)
            .collect()
    };
    let known: Option<Vec<_>> = blueprint.tightened_weights().or_else(published);
    match known {
        Some(weights) => weights
            .into_iter()
            .map(|weight| f64::midpoint(weight.min().as_f64(), weight.max().as_f64()))
            .collect(),
        None => vec![1.0; blueprint.domains.len()],
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "an outline has far fewer than 2^52 terms"
)]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;
    use crate::advice::testing::{ExamSketch, Sketch, first_day};

    /// A domain: the words of its title and objectives, and its weight.
    type DomainSketch = (Vec<&'static str>, u8);

    const WORDS: [&str; 8] = [
        "vision", "speech", "agents", "search", "networks", "identity", "storage", "queues",
    ];

    fn any_outline() -> impl Strategy<Value = Vec<DomainSketch>> {
        vec((vec(select(&WORDS[..]), 1..6), 1_u8..40), 1..4)
    }

    fn catalogue(outlines: &[Vec<DomainSketch>]) -> (Catalogue, Vec<ExamIndex>) {
        let exam = |outline: &Vec<DomainSketch>| ExamSketch {
            outline: outline.clone(),
            ..ExamSketch::default()
        };
        let sketch = Sketch::of(outlines.iter().map(exam).collect());
        let catalogue = sketch.build();
        let exams = (0..outlines.len())
            .map(|place| sketch.exam(&catalogue, place))
            .collect();
        (catalogue, exams)
    }

    fn of(outlines: &[Vec<DomainSketch>]) -> Option<f64> {
        let (catalogue, exams) = catalogue(outlines);
        overlap(&catalogue, exams[0], exams[1], first_day())
    }

    #[test]
    fn unrelated_outlines_share_nothing_and_missing_ones_are_not_compared() {
        let vision = vec![(vec!["vision", "speech"], 100)];
        let network = vec![(vec!["networks", "identity"], 100)];
        assert_eq!(of(&[vision.clone(), network]), Some(0.0));
        assert_eq!(of(&[vision, vec![]]), None);
    }

    #[test]
    fn weights_count() {
        // A tenth of each exam is shared: 0.1 / (0.1 + 0.9 + 0.9).
        let left = vec![(vec!["vision"], 90), (vec!["identity"], 10)];
        let right = vec![(vec!["networks"], 90), (vec!["identity"], 10)];
        let shared = of(&[left.clone(), right]).unwrap();
        assert!((shared - 0.1 / 1.9).abs() < 1e-12);
        let (catalogue, exams) = catalogue(&[left, vec![(vec!["vision"], 100)]]);
        let covered = covered_share(&catalogue, exams[0], exams[1], first_day()).unwrap();
        assert!((covered - 0.9).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn an_exam_is_all_that_it_is_and_overlap_goes_both_ways(
            left in any_outline(), right in any_outline(),
        ) {
            let (catalogue, exams) = catalogue(&[left.clone(), right, left]);
            let between = |a: usize, b: usize| {
                overlap(&catalogue, exams[a], exams[b], first_day()).unwrap()
            };
            prop_assert_eq!(between(0, 0).to_bits(), 1_f64.to_bits());
            prop_assert_eq!(between(0, 2).to_bits(), 1_f64.to_bits());
            prop_assert_eq!(between(0, 1).to_bits(), between(1, 0).to_bits());
            prop_assert!((0.0..=1.0).contains(&between(0, 1)));
        }
    }
}
