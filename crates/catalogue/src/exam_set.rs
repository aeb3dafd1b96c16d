//! Bit sets of exams, one bit for each exam of the snapshot.

use std::ops::Range;

use super::index::ExamIndex;

const BITS: usize = u64::BITS as usize;

/// A set of exams of one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExamSet(Box<[u64]>);

impl ExamSet {
    /// The empty set for a snapshot with this many exams.
    pub(super) fn none(exams: usize) -> Self {
        Self(vec![0; exams.div_ceil(BITS)].into())
    }

    /// The full set for a snapshot with this many exams.
    pub(super) fn all(exams: usize) -> Self {
        let mut set = Self::none(exams);
        set.insert_range(0..exams);
        set
    }

    pub(super) fn insert(&mut self, exam: ExamIndex) {
        self.0[exam.index() / BITS] |= 1 << (exam.index() % BITS);
    }

    /// Adds the exams at these indexes of the snapshot.
    pub(super) fn insert_range(&mut self, indexes: Range<usize>) {
        let mut at = indexes.start;
        while at < indexes.end {
            let (word, bit) = (at / BITS, at % BITS);
            let count = (BITS - bit).min(indexes.end - at);
            self.0[word] |= (u64::MAX >> (BITS - count)) << bit;
            at += count;
        }
    }

    /// Removes what is not in another set.
    pub(super) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Removes what is in another set.
    pub(super) fn subtract(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    /// Adds what is in another set.
    pub(super) fn unite(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Retains the exams that satisfy a predicate.
    pub(super) fn retain(&mut self, keep: impl Fn(ExamIndex) -> bool) {
        for exam in self.clone().iter() {
            if !keep(exam) {
                self.0[exam.index() / BITS] &= !(1 << (exam.index() % BITS));
            }
        }
    }

    pub(super) fn contains(&self, exam: ExamIndex) -> bool {
        self.0[exam.index() / BITS] & (1 << (exam.index() % BITS)) != 0
    }

    /// The number of exams in the set.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Its exams in snapshot order.
    pub(super) fn iter(&self) -> impl Iterator<Item = ExamIndex> {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(ExamIndex::new(index * BITS + bit))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn set(exams: usize, indexes: &BTreeSet<usize>) -> ExamSet {
        let mut set = ExamSet::none(exams);
        for index in indexes {
            set.insert(ExamIndex::new(*index));
        }
        set
    }

    fn indexes(set: &ExamSet) -> BTreeSet<usize> {
        set.iter().map(ExamIndex::index).collect()
    }

    proptest! {
        #[test]
        fn it_is_a_set(
            one in prop::collection::btree_set(0_usize..200, 0..60),
            other in prop::collection::btree_set(0_usize..200, 0..60),
            (begin, end) in (0_usize..=200, 0_usize..=200),
        ) {
            let range = begin.min(end)..begin.max(end);
            let left = set(200, &one);
            prop_assert_eq!(indexes(&left), one.clone());
            prop_assert_eq!(left.len(), one.len());
            prop_assert!((0..200).all(|index| left.contains(ExamIndex::new(index)) == one.contains(&index)));
            let with = |change: &dyn Fn(&mut ExamSet)| {
                let mut changed = left.clone();
                change(&mut changed);
                indexes(&changed)
            };
            let right = set(200, &other);
            prop_assert_eq!(with(&|set| set.intersect(&right)), &one & &other);
            prop_assert_eq!(with(&|set| set.subtract(&right)), &one - &other);
            prop_assert_eq!(with(&|set| set.unite(&right)), &one | &other);
            prop_assert_eq!(with(&|set| set.insert_range(range.clone())), &one | &range.clone().collect());
            prop_assert_eq!(with(&|set| set.retain(|exam| right.contains(exam))), &one & &other);
            prop_assert_eq!(ExamSet::all(200).len(), 200);
        }
    }
}
