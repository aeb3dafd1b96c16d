//! The similarity of blueprint domains, cached for the exams that roles lead to.
//!
//! A path query compares every reachable exam with every other. The products of term vectors depend
//! on the snapshot alone, so each pair is computed once for all queries.

use std::{borrow::Cow, sync::OnceLock};

use super::{BlueprintTerms, DomainTerms, IndexedBlueprint};
use crate::{
    entry::{ExamEntry, RoleEntry},
    index::ExamIndex,
};

/// The maximum number of cached blueprints: memory grows with its square. The shipped catalogue has
/// fewer than 100.
const MAX_CACHED: usize = 1_000;

/// For each domain of a blueprint, its similarity to the most similar domain of another.
type Similarity = Box<[f64]>;

/// The similarities of one blueprint to each cached blueprint.
type Row = Box<[OnceLock<Similarity>]>;

/// The cached similarities. A row is allocated when a pair of it is first requested.
#[derive(Debug, Default)]
pub(super) struct SimilarityCache(Box<[OnceLock<Row>]>);

impl SimilarityCache {
    /// An empty cache with this capacity.
    pub(super) fn with_capacity(blueprints: usize) -> Self {
        Self((0..blueprints).map(|_| OnceLock::new()).collect())
    }

    fn pair(&self, wanted: u32, known: u32, measure: impl FnOnce() -> Similarity) -> &[f64] {
        let row = self.0[wanted as usize]
            .get_or_init(|| (0..self.0.len()).map(|_| OnceLock::new()).collect());
        row[known as usize].get_or_init(measure)
    }
}

impl<'a> IndexedBlueprint<'a> {
    /// For each domain, its similarity (0 to 1) to the most similar domain of `known`, in the order
    /// of [`BlueprintTerms::domains`].
    pub fn similarity(self, known: Self) -> Cow<'a, [f64]> {
        let cached = self.cached_similarity(known).map(Cow::Borrowed);
        cached.unwrap_or_else(|| Cow::Owned(measured(self.terms, known.terms).into_vec()))
    }

    /// The same from the cache; `None` if either blueprint is not cached.
    pub fn cached_similarity(self, known: Self) -> Option<&'a [f64]> {
        let similarities = &self.index.similarities;
        let measure = || measured(self.terms, known.terms);
        Some(similarities.pair(self.number?, known.number?, measure))
    }
}

fn measured(wanted: &BlueprintTerms, known: &BlueprintTerms) -> Similarity {
    let domains = wanted.domains.iter();
    let nearest = domains.map(|domain| {
        let similarities = known.domains.iter().map(|other| domain.similarity(other));
        similarities.fold(0.0, f64::max)
    });
    nearest.collect()
}

impl DomainTerms {
    /// The cosine similarity of two domains, 0 to 1; a value that differs from 1 by rounding error
    /// is 1.
    fn similarity(&self, other: &Self) -> f64 {
        let product = self.terms.dot(&other.terms);
        if product > 1.0 - 1e-9 {
            1.0
        } else {
            product.max(0.0)
        }
    }
}

/// For each exam, the number of its first cached blueprint, and the total number of cached
/// blueprints.
///
/// Cached are the recommended exams, their successors, and what these can require.
pub(super) fn numbered(exams: &[ExamEntry], roles: &[RoleEntry]) -> (Vec<Option<u32>>, usize) {
    let mut numbers = vec![None; exams.len()];
    let mut count = 0;
    let recommended = roles.iter().flat_map(|role| &role.recommendations);
    let mut open: Vec<ExamIndex> = recommended.flatten().flatten().copied().collect();
    while let Some(exam) = open.pop() {
        let entry = &exams[exam.index()];
        let blueprints = entry.record.blueprints.len();
        if numbers[exam.index()].is_some() || count + blueprints > MAX_CACHED {
            continue;
        }
        numbers[exam.index()] = u32::try_from(count).ok();
        count += blueprints;
        open.extend(&entry.successors);
        open.extend(entry.prerequisites.iter().flatten());
    }
    (numbers, count)
}
