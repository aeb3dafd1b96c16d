//! A sorted word list that finds a word, its completions and its near misspellings.
//!
//! A typo adds at most one letter and removes at most one, so letter sets alone reject nearly all
//! distant words; the edit distance is computed for the rest only. Words of the same length and
//! letters are rejected together: codes of one vendor mostly differ by digits.

use std::ops::Range;

use super::compressed_rows::CompressedRows;

/// The index of a word in sorted order.
pub(super) type WordId = u32;

/// A sorted set of words.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    words: Vec<Box<str>>,
    /// The distinct letter sets without digits, in order, so that equal lengths are adjacent.
    groups: Vec<LetterSet>,
    /// The words of each group, with their digits.
    members: CompressedRows<(WordId, Digits)>,
}

/// A set of digits.
type Digits = u16;

impl Dictionary {
    /// A dictionary of sorted, distinct words.
    pub(super) fn of_sorted(words: Vec<Box<str>>) -> Self {
        let mut sets: Vec<(LetterSet, WordId, Digits)> = (0..)
            .zip(&words)
            .map(|(index, word)| {
                let (letters, digits) = LetterSet::of(word).split();
                (letters, index, digits)
            })
            .collect();
        sets.sort_unstable();
        let mut groups = Vec::new();
        let mut members = CompressedRows::default();
        for group in sets.chunk_by(|left, right| left.0 == right.0) {
            groups.push(group[0].0);
            members.push(group.iter().map(|(_, index, digits)| (*index, *digits)));
        }
        groups.shrink_to_fit();
        members.shrink();
        Self {
            words,
            groups,
            members,
        }
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
        let wanted = LetterSet::of(word);
        let (letters, _) = wanted.split();
        let shortest = wanted.length().saturating_sub(u64::from(max_typos));
        let longest = wanted.length() + u64::from(max_typos);
        let first = self
            .groups
            .partition_point(|group| group.length() < shortest);
        let groups = self.groups[first..]
            .iter()
            .take_while(|group| group.length() <= longest);
        let mut near = Vec::new();
        for (index, group) in (word_id(first)..).zip(groups) {
            if !group.may_be_within(letters, max_typos) {
                continue;
            }
            for (index, digits) in self.members.list(index) {
                if !group.with(*digits).may_be_within(wanted, max_typos) {
                    continue;
                }
                if let Some(typos) = typos_between(&self.words[*index as usize], word, max_typos) {
                    near.push((*index, typos));
                }
            }
        }
        near.sort_unstable();
        near
    }
}

/// The number of typos between two words (optimal string alignment distance), if it is at most `most`.
fn typos_between(left: &str, right: &str, most: u8) -> Option<u8> {
    if left.is_ascii() && right.is_ascii() {
        let (left, right) = (left.as_bytes(), right.as_bytes());
        return (0..=most).find(|typos| are_within(left, right, *typos));
    }
    let distance = u8::try_from(strsim::osa_distance(left, right)).ok()?;
    (distance <= most).then_some(distance)
}

/// Whether two words differ by at most so many typos: after what they begin with alike comes a typo of
/// some kind, and the rest has one typo less.
fn are_within(left: &[u8], right: &[u8], typos: u8) -> bool {
    let pairs = left.iter().zip(right);
    let alike = pairs.take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[alike..], &right[alike..]);
    let Some(fewer) = typos.checked_sub(1) else {
        return left.is_empty() && right.is_empty();
    };
    if left.len().abs_diff(right.len()) > usize::from(typos) {
        return false;
    }
    match (left, right) {
        ([], _) | (_, []) => true,
        ([_, left_rest @ ..], [_, right_rest @ ..]) => {
            let are_swapped = || match (left, right) {
                ([a, b, left @ ..], [c, d, right @ ..]) => {
                    a == d && b == c && are_within(left, right, fewer)
                }
                _ => false,
            };
            are_within(left_rest, right_rest, fewer)
                || are_within(left_rest, right, fewer)
                || are_within(left, right_rest, fewer)
                || are_swapped()
        }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LetterSet(u64);

impl LetterSet {
    /// The low bits are the letter set, the high bits the length, up to 255.
    const LETTERS: u32 = 56;

    /// The lowest bits are the digits.
    const DIGITS: u64 = 0x3ff;

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

    fn length(self) -> u64 {
        self.0 >> Self::LETTERS
    }

    /// The set without digits, and the digits.
    fn split(self) -> (Self, Digits) {
        let digits = Digits::try_from(self.0 & Self::DIGITS).unwrap_or_default();
        (Self(self.0 & !Self::DIGITS), digits)
    }

    /// The set with digits added.
    fn with(self, digits: Digits) -> Self {
        Self(self.0 | u64::from(digits))
    }

    fn may_be_within(self, other: Self, max_typos: u8) -> bool {
        let lengths = self.length().abs_diff(other.length());
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
            known in proptest::collection::btree_set("[ab7äü]{1,7}|[abc7]{1,9}", 0..40),
            letters in "[ab7äü]{0,7}|[abc7]{0,9}",
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
