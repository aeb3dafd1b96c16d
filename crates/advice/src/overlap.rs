//! How much the content of exams has in common, measured on their outlines, and the study hours
//! that are left for somebody who knows other exams.
//!
//! The measure is the cosine of the outlines as TF-IDF vectors, a domain counting by its weight
//! (see [`catalogue::OutlineTerms`]). A domain is covered as far as it is like the domain
//! of the known exams that it is most like.

use super::study_credit::hours_left_of;
use catalogue::{Catalogue, Day, Evidence, ExamIndex, Experience, Outline, Quantity};

/// The most that is taken off study hours for content met before. An estimate of this catalogue:
/// every exam keeps its own format, services and revision, however familiar its subjects are.
pub const MAX_COVERED: f64 = 0.75;

/// Two domains of different exams that have terms in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedDomains {
    /// The place of the domain in the left outline, from 0.
    pub left: usize,
    /// The place of the domain in the right outline, from 0.
    pub right: usize,
    /// What the two contribute to the overlap of the exams; over all pairs of domains these add
    /// up to it.
    pub share: f64,
}

/// How much of an exam's content somebody has met in other exams.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The share of the whole exam, 0 to 1.
    pub share: f64,
    /// Each domain that says something, in the vendor's order.
    pub domains: Vec<DomainCoverage>,
}

/// How much of a domain somebody has met in other exams.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DomainCoverage {
    /// The domain's place in its outline, from 0.
    pub place: usize,
    /// Its share of the exam, 0 to 1.
    pub weight: f64,
    /// How like it is to the domain that it is most like, 0 to 1.
    pub covered: f64,
    /// The known exam that has that domain; `None` when nothing is alike.
    pub by: Option<ExamIndex>,
}

/// Study hours for an exam, less what other exams have taught already.
#[derive(Debug, Clone, PartialEq)]
pub struct MarginalHours {
    /// The hours without knowing other exams.
    pub full: Quantity,
    /// The hours that are left by the credit law: of each domain, what is covered is taken off, to
    /// a tenth of an hour, [`MAX_COVERED`] of all at most; but no known exam takes off more than
    /// the hours that it took itself.
    pub left: Quantity,
    /// Whether a known exam covers more than the hours that it took.
    pub limited: bool,
    /// How much of the content is covered.
    pub coverage: Coverage,
    /// Who gives the full hours.
    pub evidence: Evidence,
}

/// The content overlap of two exams on a day: 1 for an exam with itself or with one of the same
/// content, near 0 for unrelated ones, the same both ways round.
///
/// `None` when an outline is missing or says nothing.
pub fn overlap(catalogue: &Catalogue, left: ExamIndex, right: ExamIndex, day: Day) -> Option<f64> {
    let left = catalogue.outline_terms(left, day)?;
    let right = catalogue.outline_terms(right, day)?;
    Some(share(left.whole.dot(&right.whole)))
}

/// The pairs of domains that make up the overlap of two exams, the largest contribution first.
/// Empty when an outline is missing or nothing is shared.
pub fn shared_domains(
    catalogue: &Catalogue,
    left: ExamIndex,
    right: ExamIndex,
    day: Day,
) -> Vec<SharedDomains> {
    let outlines = catalogue
        .outline_terms(left, day)
        .zip(catalogue.outline_terms(right, day));
    let Some((left, right)) = outlines else {
        return Vec::new();
    };
    let mut shared = Vec::new();
    for one in &left.domains {
        for other in &right.domains {
            let product = one.share * other.share * one.terms.dot(&other.terms);
            if product > 0.0 {
                shared.push(SharedDomains {
                    left: one.place,
                    right: other.place,
                    share: product / (left.length * right.length),
                });
            }
        }
    }
    shared.sort_by(|one, other| other.share.total_cmp(&one.share));
    shared
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
    let wanted = catalogue.outline(wanted, day)?;
    let known = catalogue.outline(known, day)?;
    Some(cover(wanted, &[(None, known)]).share)
}

/// How much of an exam's content somebody who knows several exams has met already. Known exams
/// without an outline cover nothing.
///
/// `None` when the exam itself has no outline or one that says nothing.
pub fn coverage(
    catalogue: &Catalogue,
    wanted: ExamIndex,
    known: &[ExamIndex],
    day: Day,
) -> Option<Coverage> {
    let wanted = catalogue.outline(wanted, day)?;
    let known: Vec<_> = known
        .iter()
        .filter_map(|exam| Some((Some(*exam), catalogue.outline(*exam, day)?)))
        .collect();
    Some(cover(wanted, &known))
}

/// The study hours that an exam takes somebody who knows other exams.
///
/// `None` when its hours or its content are not known.
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

fn cover(wanted: Outline<'_>, known: &[(Option<ExamIndex>, Outline<'_>)]) -> Coverage {
    let domains = wanted.terms.domains.iter();
    let mut domains: Vec<DomainCoverage> = domains
        .map(|domain| DomainCoverage {
            place: domain.place,
            weight: domain.share,
            covered: 0.0,
            by: None,
        })
        .collect();
    for (exam, outline) in known {
        let similarity = wanted.similarity(*outline);
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

/// A share from 0 to 1; what differs from 1 by rounding alone is 1.
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
    fn a_word_that_every_outline_uses_counts_little() {
        let outline = |title| vec![(vec![title], 100)];
        let all = ["vision solutions", "networks solutions", "vision solutions"].map(outline);
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

        /// What is shown as shared adds up to the overlap, and knowing more covers no less.
        #[test]
        fn shared_domains_add_up_and_coverage_grows(
            outlines in vec(any_outline(), 3),
        ) {
            let (catalogue, exams) = catalogue(&outlines);
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
