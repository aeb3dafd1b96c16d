//! The words of a query, each with the indexed words that it can match.

use std::ops::Range;

use super::{
    MAX_WORDS,
    dictionary::{Dictionary, WordId},
    hit::TextMatch,
    words::{PLUS, folded, is_common, tolerated_typos, words},
};

/// The last word matches as a prefix from this length on.
const MIN_LAST_BEGINNING: usize = 2;

/// Every other word matches as a prefix from this length on.
const MIN_BEGINNING: usize = 3;

/// A word that is not indexed is split into two parts of at least this length.
const MIN_PART: usize = 2;

/// A longer word is not split.
const MAX_COMPOUND: usize = 40;

/// A query word with the indexed words that it can match.
pub(super) struct QueryWord {
    exact: Option<WordId>,
    /// The word joined with its predecessor and with its successor: `dev ops` for `devops`.
    joined: [Option<WordId>; 2],
    begun: Range<WordId>,
    /// In index order.
    misspelt: Vec<(WordId, u8)>,
}

/// The words of a query that a record must contain.
///
/// Common words are dropped if others remain. An unindexed word that is a compound of two indexed
/// words counts as those two.
pub(super) fn parse(dictionary: &Dictionary, text: &str) -> Vec<QueryWord> {
    let folded = folded(text);
    let all = distinct(words(&folded));
    let mut significant = all.clone();
    let mut followers = all.iter().skip(1);
    significant.retain(|word| {
        let follower = followers.next();
        !is_common(word) && (*word != "a" || follower == Some(&PLUS))
    });
    if significant.is_empty() {
        significant = all;
    }
    significant.truncate(MAX_WORDS);
    let mut query: Vec<QueryWord> = Vec::with_capacity(significant.len());
    for (index, word) in significant.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| significant[before]);
        let behind = significant.get(index + 1).copied();
        let found = QueryWord::new(dictionary, word, before, behind);
        let parts = if found.means_nothing() {
            split_compound(dictionary, word)
        } else {
            None
        };
        match parts {
            Some(parts) => query.extend(parts.map(QueryWord::exactly)),
            None => query.push(found),
        }
    }
    query
}

/// The distinct words, each at its last occurrence.
fn distinct<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct: Vec<&str> = Vec::new();
    for word in words {
        distinct.retain(|earlier| *earlier != word);
        distinct.push(word);
    }
    distinct
}

/// The two indexed words that form a compound, the first as long as possible.
fn split_compound(dictionary: &Dictionary, word: &str) -> Option<[WordId; 2]> {
    let count = word.chars().count();
    if !(2 * MIN_PART..=MAX_COMPOUND).contains(&count) {
        return None;
    }
    let cuts = word.char_indices().skip(MIN_PART);
    let cuts: Vec<usize> = cuts
        .take(count + 1 - 2 * MIN_PART)
        .map(|(at, _)| at)
        .collect();
    cuts.into_iter().rev().find_map(|at| {
        let (left, right) = word.split_at(at);
        Some([dictionary.find(left)?, dictionary.find(right)?])
    })
}

impl QueryWord {
    /// A word in the context of its neighbours.
    fn new(
        dictionary: &Dictionary,
        word: &str,
        before: Option<&str>,
        behind: Option<&str>,
    ) -> Self {
        let least = match behind {
            None => MIN_LAST_BEGINNING,
            Some(_) => MIN_BEGINNING,
        };
        let begun = if word.chars().count() >= least {
            dictionary.completions(word)
        } else {
            0..0
        };
        let joined = |left: &str, right: &str| dictionary.find(&format!("{left}{right}"));
        let mut misspelt = dictionary.near(word, tolerated_typos(word));
        misspelt.retain(|(_, typos)| *typos > 0);
        Self {
            exact: dictionary.find(word),
            joined: [
                before.and_then(|before| joined(before, word)),
                behind.and_then(|behind| joined(word, behind)),
            ],
            begun,
            misspelt,
        }
    }

    /// A word that matches one indexed word only.
    fn exactly(exact: WordId) -> Self {
        Self {
            exact: Some(exact),
            joined: [None, None],
            begun: 0..0,
            misspelt: Vec::new(),
        }
    }

    fn means_nothing(&self) -> bool {
        self.exact().next().is_none() && self.begun.is_empty() && self.misspelt.is_empty()
    }

    /// The indexed words that equal it, alone or joined with a neighbour.
    pub(super) fn exact(&self) -> impl Iterator<Item = WordId> {
        self.exact
            .into_iter()
            .chain(self.joined.into_iter().flatten())
    }

    /// The indexed words of which it is a prefix.
    pub(super) fn begun(&self) -> Range<WordId> {
        self.begun.clone()
    }

    /// The indexed words within its typo tolerance, with the number of typos.
    pub(super) fn misspelt(&self) -> impl Iterator<Item = (WordId, u8)> {
        self.misspelt.iter().copied()
    }

    /// How an indexed word matches, if at all.
    pub(super) fn judge(&self, word: WordId) -> Option<TextMatch> {
        if self.exact == Some(word) || self.joined.contains(&Some(word)) {
            return Some(TextMatch::Words);
        }
        if self.begun.contains(&word) {
            return Some(TextMatch::Beginning);
        }
        let found = self
            .misspelt
            .binary_search_by_key(&word, |(index, _)| *index);
        found
            .ok()
            .map(|found| TextMatch::with_typos(self.misspelt[found].1))
    }
}
