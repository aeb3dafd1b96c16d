//! The content overlap of exams, measured on their blueprints, and the remaining study hours of a
//! person who knows other exams.
//!
//! The measure is the cosine of the blueprints as TF-IDF vectors, each domain by its weight (see
//! [`catalogue::BlueprintTerms`]). The coverage of a domain is its similarity to the most similar
//! domain of the known exams.

use super::study_credit::hours_left_of;
use catalogue::{Catalogue, Day, Evidence, ExamIndex, Experience, IndexedBlueprint, Quantity};

/// The maximum share of study hours taken off for familiar content. An estimate of this catalogue:
/// every exam has its own format, services and revision, however familiar its subjects are.
pub const MAX_COVERED: f64 = 0.75;

/// Two domains of different exams with common terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedDomains {
    /// The index of the domain in the left blueprint.
    pub left: usize,
    /// The index of the domain in the right blueprint.
    pub right: usize,
    /// Their contribution to the overlap of the exams; the contributions of all pairs add up to it.
    pub share: f64,
}

/// How much of an exam's content other exams cover.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The share of the whole exam, 0 to 1.
    pub share: f64,
    /// Each domain that has terms, in the vendor's order.
    pub domains: Vec<DomainCoverage>,
}

/// How much of a domain other exams cover.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DomainCoverage {
    /// The index of the domain in its blueprint.
    pub index: usize,
    /// Its share of the exam, 0 to 1.
    pub weight: f64,
    /// Its similarity to the most similar domain, 0 to 1.
    pub covered: f64,
    /// The known exam with that domain; `None` if nothing is similar.
    pub by: Option<ExamIndex>,
}

/// The study hours of an exam, less those that known exams cover.
#[derive(Debug, Clone, PartialEq)]
pub struct MarginalHours {
    /// The hours without known exams.
    pub full: Quantity,
    /// The remaining hours: the covered part of each domain is taken off, to a tenth of an hour and
    /// at most [`MAX_COVERED`] in total; no known exam takes off more than its own hours.
    pub left: Quantity,
    /// Whether a known exam covers more than its own hours.
    pub limited: bool,
    /// The coverage of the content.
    pub coverage: Coverage,
    /// The evidence of the full hours.
    pub evidence: Evidence,
}

/// The content overlap of two exams on a day, symmetric: 1 for equal content, near 0 for unrelated
/// exams.
///
/// `None` if a blueprint is missing or has no terms.
pub fn overlap(catalogue: &Catalogue, left: ExamIndex, right: ExamIndex, day: Day) -> Option<f64> {
    let left = catalogue.blueprint_terms(left, day)?;
    let right = catalogue.blueprint_terms(right, day)?;
    Some(share(left.whole.dot(&right.whole)))
}

/// The pairs of domains behind the overlap of two exams, the largest contribution first. Empty if a
/// blueprint is missing or nothing is shared.
pub fn shared_domains(
    catalogue: &Catalogue,
    left: ExamIndex,
    right: ExamIndex,
    day: Day,
) -> Vec<SharedDomains> {
    let blueprints = catalogue
        .blueprint_terms(left, day)
        .zip(catalogue.blueprint_terms(right, day));
    let Some((left, right)) = blueprints else {
        return Vec::new();
    };
    let mut shared = Vec::new();
    for one in &left.domains {
        for other in &right.domains {
            let product = one.share * other.share * one.terms.dot(&other.terms);
            if product > 0.0 {
                shared.push(SharedDomains {
                    left: one.index,
                    right: other.index,
                    share: product / (left.length * right.length),
                });
            }
        }
    }
    shared.sort_by(|one, other| other.share.total_cmp(&one.share));
    shared
}

/// The share of an exam's content that another exam covers, 0 to 1.
///
/// `None` if a blueprint is missing or has no terms.
pub fn covered_share(
    catalogue: &Catalogue,
    wanted: ExamIndex,
    known: ExamIndex,
    day: Day,
) -> Option<f64> {
    let wanted = catalogue.indexed_blueprint(wanted, day)?;
    let known = catalogue.indexed_blueprint(known, day)?;
    Some(cover(wanted, &[(None, known)]).share)
}

/// How much of an exam's content several known exams cover. Known exams without a blueprint cover
/// nothing.
///
/// `None` if the exam itself has no blueprint, or one without terms.
pub fn coverage(
    catalogue: &Catalogue,
    wanted: ExamIndex,
    known: &[ExamIndex],
    day: Day,
) -> Option<Coverage> {
    let wanted = catalogue.indexed_blueprint(wanted, day)?;
    let known: Vec<_> = known
        .iter()
        .filter_map(|exam| Some((Some(*exam), catalogue.indexed_blueprint(*exam, day)?)))
        .collect();
    Some(cover(wanted, &known))
}

/// The study hours of an exam for a person who knows other exams.
///
/// `None` if its hours or its content are unknown.
pub fn marginal_hours(
    catalogue: &Catalogue,
    wanted: ExamIndex,
    known: &[ExamIndex],
    experience: Option<Experience>,
    day: Day,
) -> Option<MarginalHours> {
    let entry = catalogue.exam(wanted);
    let full = entry.study_hours(experience)?;
    let evidence = entry.study_hours_fact(experience)?.evidence.clone();
    let coverage = coverage(catalogue, wanted, known, day)?;
    let (left, limited) = hours_left_of(catalogue, (wanted, full), known, experience, day)?;
    Some(MarginalHours {
        full,
        left,
        limited,
        coverage,
        evidence,
    })
}

fn cover(
    wanted: IndexedBlueprint<'_>,
    known: &[(Option<ExamIndex>, IndexedBlueprint<'_>)],
) -> Coverage {
    let domains = wanted.terms.domains.iter();
    let mut domains: Vec<DomainCoverage> = domains
        .map(|domain| DomainCoverage {
            index: domain.index,
            weight: domain.share,
            covered: 0.0,
            by: None,
        })
        .collect();
    for (exam, blueprint) in known {
        let similarity = wanted.similarity(*blueprint);
        for (domain, alike) in domains.iter_mut().zip(similarity.iter()) {
            if *alike > domain.covered {
                (domain.covered, domain.by) = (*alike, *exam);
            }
        }
    }
    let covered = domains.iter().map(|domain| domain.weight * domain.covered);
    Coverage {
        share: share(covered.sum()),
        domains,
    }
}

/// A share from 0 to 1; a value that differs from 1 by rounding error is 1.
fn share(number: f64) -> f64 {
    if number > 1.0 - 1e-9 {
        1.0
    } else {
        number.max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;
    use crate::testing::{ExamSketch, Sketch, first_day};

    /// A domain: the words of its title and objectives, and its weight.
    type DomainSketch = (Vec<&'static str>, u8);

    const WORDS: [&str; 8] = [
        "vision", "speech", "agents", "search", "networks", "identity", "storage", "queues",
    ];

    fn any_outline() -> impl Strategy<Value = Vec<DomainSketch>> {
        vec((vec(select(&WORDS[..]), 1..6), 1_u8..40), 1..4)
    }

    fn catalogue(blueprints: &[Vec<DomainSketch>]) -> (Catalogue, Vec<ExamIndex>) {
        let exam = |blueprint: &Vec<DomainSketch>| ExamSketch {
            blueprint: blueprint.clone(),
            ..ExamSketch::default()
        };
        let sketch = Sketch::of(blueprints.iter().map(exam).collect());
        let catalogue = sketch.build();
        let exams = (0..blueprints.len())
            .map(|index| sketch.exam(&catalogue, index))
            .collect();
        (catalogue, exams)
    }

    fn of(blueprints: &[Vec<DomainSketch>]) -> Option<f64> {
        let (catalogue, exams) = catalogue(blueprints);
        overlap(&catalogue, exams[0], exams[1], first_day())
    }

    #[test]
    fn unrelated_blueprints_share_nothing_and_missing_ones_are_not_compared() {
        let vision = vec![(vec!["vision", "speech"], 100)];
        let network = vec![(vec!["networks", "identity"], 100)];
        assert_eq!(of(&[vision.clone(), network]), Some(0.0));
        assert_eq!(of(&[vision, vec![]]), None);
    }

    #[test]
    fn weights_count() {
        let left = vec![(vec!["vision"], 90), (vec!["identity"], 10)];
        let light = vec![(vec!["networks"], 90), (vec!["identity"], 10)];
        let heavy = vec![(vec!["networks"], 10), (vec!["identity"], 90)];
        let (light, heavy) = (of(&[left.clone(), light]), of(&[left.clone(), heavy]));
        assert!(light < heavy, "{light:?} {heavy:?}");
        let (catalogue, exams) = catalogue(&[left, vec![(vec!["vision"], 100)]]);
        let covered = covered_share(&catalogue, exams[0], exams[1], first_day()).unwrap();
        assert!((covered - 0.9).abs() < 1e-12);
    }

    #[test]
    fn a_word_that_every_blueprint_uses_counts_little() {
        let blueprint = |title| vec![(vec![title], 100)];
        let all = ["vision solutions", "networks solutions", "vision solutions"].map(blueprint);
        let (catalogue, exams) = catalogue(&all);
        let between = |a: usize, b: usize| overlap(&catalogue, exams[a], exams[b], first_day());
        assert_eq!(between(0, 2), Some(1.0));
        assert!(between(0, 1).is_some_and(|generic| generic < 0.1));
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
            let own = covered_share(&catalogue, exams[0], exams[2], first_day()).unwrap();
            prop_assert_eq!(own.to_bits(), 1_f64.to_bits());
        }

        /// The shared domains add up to the overlap, and knowing more covers no less.
        #[test]
        fn shared_domains_add_up_and_coverage_grows(
            blueprints in vec(any_outline(), 3),
        ) {
            let (catalogue, exams) = catalogue(&blueprints);
            let shared = shared_domains(&catalogue, exams[0], exams[1], first_day());
            let sum: f64 = shared.iter().map(|pair| pair.share).sum();
            let whole = overlap(&catalogue, exams[0], exams[1], first_day()).unwrap();
            prop_assert!((sum - whole).abs() < 1e-9);
            let cover = |known: &[ExamIndex]| {
                coverage(&catalogue, exams[0], known, first_day()).unwrap().share
            };
            prop_assert!(cover(&[]).abs() < 1e-12);
            prop_assert!(cover(&exams[1..]) + 1e-12 >= cover(&exams[1..2]));
            let one = covered_share(&catalogue, exams[0], exams[1], first_day()).unwrap();
            prop_assert_eq!(cover(&exams[1..2]).to_bits(), one.to_bits());
        }
    }
}
