//! A sorted set of words that finds a word, its completions and its near misspellings.
//!
//! Neighbours share the beginnings of their words, so that the distances to a misspelt word are
//! computed once for each beginning and hopeless beginnings are skipped whole: an exact answer
//! without a further index.

use std::ops::Range;

/// The place of a word in the sorted order.
pub(super) type WordPlace = u32;

/// A sorted set of words.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    words: Vec<Box<str>>,
    /// How many letters each word shares with the one before it; counts beyond 255 read 255.
    shared: Vec<u8>,
}

impl Dictionary {
    /// The dictionary of words that are sorted and unique.
    pub(super) fn of_sorted(words: Vec<Box<str>>) -> Self {
        let shared = words.iter().scan("", |last, word| {
            let count = shared_beginning(last, word);
            *last = word;
            Some(u8::try_from(count).unwrap_or(u8::MAX))
        });
        let shared = shared.collect();
        Self { words, shared }
    }

    /// The word at a place.
    pub(super) fn word(&self, place: WordPlace) -> &str {
        &self.words[place as usize]
    }

    /// The place of a word.
    pub(super) fn find(&self, word: &str) -> Option<WordPlace> {
        let found = self.words.binary_search_by(|known| (**known).cmp(word));
        found.ok().map(place)
    }

    /// The places of all words that begin with a text, itself included.
    pub(super) fn completions(&self, beginning: &str) -> Range<WordPlace> {
        let first = self.words.partition_point(|word| **word < *beginning);
        let rest = &self.words[first..];
        let count = rest.partition_point(|word| word.starts_with(beginning));
        place(first)..place(first + count)
    }

    /// The words within `most` typos of a word, itself included, with the number of typos.
    ///
    /// A typo is a wrong, missing or added letter or two swapped neighbours (the optimal string
    /// alignment distance). `most` must stay small (at most 100).
    pub(super) fn near(&self, word: &str, most: u8) -> Vec<(WordPlace, u8)> {
        let mut distances = Distances::new(word, most);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(known) = self.words.get(at) {
            let kept = usize::from(self.shared[at]).min(distances.depth());
            distances.shorten(kept);
            let within_reach = known
                .chars()
                .skip(kept)
                .all(|letter| distances.extend(letter));
            if within_reach && distances.whole() <= most {
                found.push((place(at), distances.whole()));
            }
            at += 1;
            if !within_reach {
                let hopeless = distances.depth();
                let same = |shared: &&u8| usize::from(**shared) >= hopeless;
                at += self.shared[at..].iter().take_while(same).count();
            }
        }
        found
    }
}

/// How many letters two words share at their beginnings.
pub(super) fn shared_beginning(left: &str, right: &str) -> usize {
    let pairs = left.chars().zip(right.chars());
    pairs.take_while(|(left, right)| left == right).count()
}

fn place(index: usize) -> WordPlace {
    WordPlace::try_from(index).unwrap_or(WordPlace::MAX)
}

/// The table of distances between the beginnings of a known word and those of the asked word.
struct Distances {
    asked: Vec<char>,
    most: u8,
    known: Vec<char>,
    /// One row for each beginning of the known word, one column for each of the asked word.
    table: Vec<u8>,
}

impl Distances {
    fn new(asked: &str, most: u8) -> Self {
        let asked: Vec<char> = asked.chars().collect();
        let beyond = most + 1;
        let table = (0..=asked.len())
            .map(|column| u8::try_from(column).map_or(beyond, |column| column.min(beyond)))
            .collect();
        Self {
            asked,
            most,
            known: Vec::new(),
            table,
        }
    }

    fn width(&self) -> usize {
        self.asked.len() + 1
    }

    fn depth(&self) -> usize {
        self.known.len()
    }

    /// Goes back to the first letters of the known word.
    fn shorten(&mut self, depth: usize) {
        self.known.truncate(depth);
        self.table.truncate((depth + 1) * self.width());
    }

    /// Adds a letter to the known word; `false` when no word with this beginning can be near.
    ///
    /// Only cells within `most` of the diagonal are computed: all others are beyond it.
    fn extend(&mut self, letter: char) -> bool {
        let (width, beyond) = (self.width(), self.most + 1);
        let start = self.table.len();
        self.known.push(letter);
        let depth = self.known.len();
        self.table.resize(start + width, beyond);
        if depth <= usize::from(self.most) {
            self.table[start] = u8::try_from(depth).unwrap_or(beyond);
        }
        let reach = usize::from(self.most);
        let mut least = self.table[start];
        for column in depth.saturating_sub(reach).max(1)..=(depth + reach).min(width - 1) {
            let above = start - width + column;
            let wrong = u8::from(self.asked[column - 1] != letter);
            let mut distance = (self.table[above - 1] + wrong)
                .min(self.table[above] + 1)
                .min(self.table[start + column - 1] + 1);
            let swapped = depth > 1
                && column > 1
                && self.asked[column - 1] == self.known[depth - 2]
                && self.asked[column - 2] == letter;
            if swapped {
                distance = distance.min(self.table[above - width - 2] + 1);
            }
            self.table[start + column] = distance.min(beyond);
            least = least.min(distance);
        }
        least <= self.most
    }

    /// The distance between the whole words, or one more than `most`.
    fn whole(&self) -> u8 {
        self.table.last().copied().unwrap_or(self.most + 1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Skipping hopeless beginnings loses nothing: every word is judged as by a full table.
        #[test]
        fn near_words_are_exactly_those_within_the_distance(
            known in proptest::collection::btree_set("[abä]{1,7}", 0..40),
            asked in "[abä]{0,7}",
            most in 0_u8..4,
        ) {
            let known: BTreeSet<String> = known;
            let dictionary = Dictionary::of_sorted(known.iter().map(|word| word.as_str().into()).collect());
            let found: Vec<(String, usize)> = dictionary
                .near(&asked, most)
                .into_iter()
                .map(|(place, typos)| (dictionary.word(place).to_owned(), usize::from(typos)))
                .collect();
            let expected: Vec<(String, usize)> = known
                .iter()
                .map(|word| (word.clone(), strsim::osa_distance(word, &asked)))
                .filter(|(_, typos)| *typos <= usize::from(most))
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn completions_are_exactly_the_words_with_that_beginning(
            known in proptest::collection::btree_set("[abä]{1,5}", 0..40),
            beginning in "[abä]{0,3}",
        ) {
            let known: BTreeSet<String> = known;
            let dictionary = Dictionary::of_sorted(known.iter().map(|word| word.as_str().into()).collect());
            let found: Vec<&str> = dictionary.completions(&beginning).map(|place| dictionary.word(place)).collect();
            let expected: Vec<&str> = known.iter().map(String::as_str).filter(|word| word.starts_with(&beginning)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
