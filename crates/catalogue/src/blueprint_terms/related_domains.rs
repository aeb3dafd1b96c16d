//! Texts by the domains of the catalogue that they are like, so that texts without a common word can
//! be compared: "caching" and "performance" are near because the same domains have both.
//!
//! After Gabrilovich and Markovitch, "Computing semantic relatedness using Wikipedia-based explicit
//! semantic analysis" (2007), with domains in place of articles.

use std::collections::{BTreeMap, HashMap};

use super::{Rarity, Term, TermReader, TermVector, domain_terms, dot, newest, sampled};
use crate::entry::ExamEntry;

/// The domains of the catalogue that use each term, with its weight there.
#[derive(Debug)]
pub(super) struct RelatedDomains(HashMap<Term, Vec<(u32, f64)>>);

/// The likeness of a text to the domains of the catalogue: a vector of length 1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RelatednessProfile(Box<[(u32, f64)]>);

impl RelatedDomains {
    pub(super) fn of(exams: &[ExamEntry], rarity: &Rarity) -> Self {
        let reader = TermReader::new();
        let mut using: HashMap<Term, Vec<(u32, f64)>> = HashMap::new();
        let blueprints = sampled(exams).filter_map(|entry| newest(&entry.record));
        for (number, domain) in (0..).zip(blueprints.flat_map(|blueprint| &blueprint.domains)) {
            for (term, weight) in domain_terms(domain, &reader, rarity).0 {
                using.entry(term).or_default().push((number, weight));
            }
        }
        Self(using)
    }

    pub(super) fn profile(&self, vector: &TermVector) -> RelatednessProfile {
        let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
        for (term, weight) in &vector.0 {
            for (domain, there) in self.0.get(term).into_iter().flatten() {
                *sums.entry(*domain).or_default() += weight * there;
            }
        }
        let squares = sums.values().map(|value| value * value);
        let length = squares.sum::<f64>().sqrt();
        let scaled = sums.into_iter().map(|(domain, sum)| (domain, sum / length));
        RelatednessProfile(scaled.collect())
    }
}

impl RelatednessProfile {
    /// The cosine of two profiles, 0 to 1.
    pub fn cosine(&self, other: &Self) -> f64 {
        dot(&self.0, &other.0).clamp(0.0, 1.0)
    }
}
