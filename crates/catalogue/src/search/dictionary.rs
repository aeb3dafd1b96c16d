//! A sorted word list that finds a word, its completions and its near misspellings.
//!
//! A typo adds at most one letter and removes at most one, so letter sets alone reject nearly all
//! distant words; the edit distance is computed for the rest only.

use std::ops::Range;

/// The index of a word in sorted order.
pub(super) type WordId = u32;

/// A sorted set of words.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    words: Vec<Box<str>>,
    letter_sets: Vec<LetterSet>,
}

impl Dictionary {
    /// A dictionary of sorted, distinct words.
    pub(super) fn of_sorted(words: Vec<Box<str>>) -> Self {
        let letter_sets = words.iter().map(|word| LetterSet::of(word)).collect();
        Self { words, letter_sets }
    }

    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at an index.
    pub(super) fn word(&self, index: WordId) -> &str {
        &self.words[index as usize]
    }

    /// The index of a word.
    pub(super) fn find(&self, word: &str) -> Option<WordId> {
        let found = self.words.binary_search_by(|known| (**known).cmp(word));
        found.ok().map(word_id)
    }

    /// The indexes of all words with a prefix, the prefix itself included.
    pub(super) fn completions(&self, beginning: &str) -> Range<WordId> {
        let first = self.words.partition_point(|word| **word < *beginning);
        let rest = &self.words[first..];
        let count = rest.partition_point(|word| word.starts_with(beginning));
        word_id(first)..word_id(first + count)
    }

    /// The words within `max_typos` typos of a word, itself included, with the number of typos, in
    /// index order.
    ///
    /// A typo is a wrong, missing or added letter or a swap of neighbours (optimal string alignment
    /// distance).
    pub(super) fn near(&self, word: &str, max_typos: u8) -> Vec<(WordId, u8)> {
        if max_typos == 0 {
            return self.find(word).map(|word| (word, 0)).into_iter().collect();
        }
        let letters = LetterSet::of(word);
        let letter_sets = self.letter_sets.iter().enumerate();
        letter_sets
            .filter(|(_, known)| known.may_be_within(letters, max_typos))
            .filter_map(|(index, _)| {
                let distance = strsim::osa_distance(&self.words[index], word);
                let typos = u8::try_from(distance).ok()?;
                (typos <= max_typos).then_some((word_id(index), typos))
            })
            .collect()
    }
}

/// The length of the common prefix.
pub(super) fn shared_beginning(left: &str, right: &str) -> usize {
    let pairs = left.chars().zip(right.chars());
    pairs.take_while(|(left, right)| left == right).count()
}

fn word_id(index: usize) -> WordId {
    WordId::try_from(index).unwrap_or(WordId::MAX)
}

/// The length and letter set of a word, for a quick lower bound on the distance.
#[derive(Debug, Clone, Copy)]
struct LetterSet(u64);

impl LetterSet {
    /// The low bits are the letter set, the high bits the length, up to 255.
    const LETTERS: u32 = 56;

    fn of(word: &str) -> Self {
        let letters = word.chars().fold(0, |set, letter| {
            let class = match letter {
                '0'..='9' => u32::from(letter) - u32::from('0'),
                'a'..='z' => 10 + u32::from(letter) - u32::from('a'),
                _ => 36 + u32::from(letter) % 20,
            };
            set | 1 << class
        });
        let length = u64::try_from(word.chars().count()).map_or(255, |length| length.min(255));
        Self(length << Self::LETTERS | letters)
    }

    fn may_be_within(self, other: Self, max_typos: u8) -> bool {
        let lengths = (self.0 >> Self::LETTERS).abs_diff(other.0 >> Self::LETTERS);
        let letters = (1 << Self::LETTERS) - 1;
        let missing = (self.0 & !other.0 & letters).count_ones();
        let added = (other.0 & !self.0 & letters).count_ones();
        lengths <= u64::from(max_typos) && missing.max(added) <= u32::from(max_typos)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The letter sets hide nothing: the result equals that of measuring every word.
        #[test]
        fn near_words_are_exactly_those_within_the_distance(
            known in proptest::collection::btree_set("[ab7äü]{1,7}", 0..40),
            letters in "[ab7äü]{0,7}",
            max_typos in 0_u8..4,
        ) {
            let known: BTreeSet<String> = known;
            let dictionary = Dictionary::of_sorted(known.iter().map(|word| word.as_str().into()).collect());
            let found: Vec<(String, usize)> = dictionary
                .near(&letters, max_typos)
                .into_iter()
                .map(|(index, typos)| (dictionary.word(index).to_owned(), usize::from(typos)))
                .collect();
            let expected: Vec<(String, usize)> = known
                .iter()
                .map(|word| (word.clone(), strsim::osa_distance(word, &letters)))
                .filter(|(_, typos)| *typos <= usize::from(max_typos))
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn completions_are_exactly_the_words_with_that_beginning(
            known in proptest::collection::btree_set("[ab7äü]{1,5}", 0..40),
            beginning in "[ab7äü]{0,3}",
        ) {
            let known: BTreeSet<String> = known;
            let dictionary = Dictionary::of_sorted(known.iter().map(|word| word.as_str().into()).collect());
            let found: Vec<&str> = dictionary.completions(&beginning).map(|index| dictionary.word(index)).collect();
            let expected: Vec<&str> = known.iter().map(String::as_str).filter(|word| word.starts_with(&beginning)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
