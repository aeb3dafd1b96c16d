//! The rarity of terms among a few texts, such as the domains of two blueprints: a word of every
//! domain tells none of them apart, however rare it is in the catalogue.

use std::collections::{BTreeMap, HashMap};

use super::{Term, TermVector};

/// How many groups of texts contain each term.
#[derive(Debug, Default)]
pub struct LocalRarity {
    groups: f64,
    using: HashMap<Term, f64>,
}

impl LocalRarity {
    /// Counts a group of texts, such as a domain with its objectives.
    pub fn add_group<'a>(&mut self, vectors: impl IntoIterator<Item = &'a TermVector>) {
        self.groups += 1.0;
        let mut terms: Vec<Term> = vectors
            .into_iter()
            .flat_map(|vector| vector.0.iter().map(|(term, _)| *term))
            .collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            *self.using.entry(term).or_default() += 1.0;
        }
    }

    /// A vector with each term weighted by `ln((groups + 1) / (groups with the term))`, of length 1.
    pub fn weigh(&self, vector: &TermVector) -> TermVector {
        let weight = |term: &Term| {
            let using = self.using.get(term).copied().unwrap_or_default();
            ((self.groups + 1.0) / using.max(1.0)).ln()
        };
        let terms = vector.0.iter();
        let weighed = terms.map(|(term, value)| (*term, value * weight(term)));
        TermVector::of_length_one(weighed.collect())
    }
}

impl TermVector {
    /// The sum of vectors, each taken a number of times, of length 1.
    pub fn combined<'a>(vectors: impl IntoIterator<Item = (&'a Self, f64)>) -> Self {
        let mut sum = BTreeMap::new();
        for (vector, times) in vectors {
            super::add(&mut sum, vector, times);
        }
        Self::of_length_one(sum)
    }
}
