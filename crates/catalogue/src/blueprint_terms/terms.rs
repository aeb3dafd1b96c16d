//! The terms of a blueprint text: word stems without stop words.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use rust_stemmers::{Algorithm, Stemmer};

/// Stop words: function words, and the verbs with which domains and objectives begin. Other
/// frequent words get a low weight from their document frequency.
const STOP_WORDS: &str = "a an and any apply are as at be between build by choose compare \
    configure consider create define demonstrate deploy describe design determine develop enable \
    ensure evaluate explain for from given how identify implement in including interact into is it \
    its manage no not of on optimize or other per perform plan prepare provide recommend select \
    set such support that the their through to understand up use used using versus via vs when \
    which with within without work";

static STOPS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let stemmer = Stemmer::create(Algorithm::English);
    let stems = STOP_WORDS.split_whitespace();
    stems.map(|word| stemmer.stem(word).into_owned()).collect()
});

/// A word stem, identified by its 64-bit FNV-1a hash, which is the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Term(u64);

impl Term {
    fn of(stem: &str) -> Self {
        let mix =
            |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(stem.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }
}

/// Tokenizes texts into terms and memoizes words, which repeat across blueprints.
pub(crate) struct TermReader {
    stemmer: Stemmer,
    read: RefCell<HashMap<String, Stem>>,
}

/// The term of a word.
#[derive(Debug, Clone, Copy)]
struct Stem {
    term: Term,
    tells_nothing: bool,
}

impl TermReader {
    pub(crate) fn new() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
            read: RefCell::default(),
        }
    }

    /// The terms of a text in order, with repetitions. A text of stop words only consists of those.
    pub(crate) fn terms(&self, text: &str) -> Vec<Term> {
        let mut stems: Vec<Stem> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| word.chars().nth(1).is_some())
            .map(|word| self.stem(word))
            .collect();
        if !stems.iter().all(|stem| stem.tells_nothing) {
            stems.retain(|stem| !stem.tells_nothing);
        }
        stems.into_iter().map(|stem| stem.term).collect()
    }

    fn stem(&self, word: &str) -> Stem {
        if let Some(known) = self.read.borrow().get(word) {
            return *known;
        }
        let lower = word.to_lowercase();
        let stem = self.stemmer.stem(&lower);
        let stem = Stem {
            term: Term::of(&stem),
            tells_nothing: STOPS.contains(&*stem),
        };
        self.read.borrow_mut().insert(word.to_owned(), stem);
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Term> {
        TermReader::new().terms(text)
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        assert_eq!(all("Virtual Networks"), all("virtual networking"));
        assert_eq!(all("securing deployments"), all("Security deployed"));
        assert_ne!(all("access"), all("storage"));
    }

    #[test]
    fn words_that_tell_nothing_apart_are_left_out() {
        assert_eq!(all("Implement and manage the storage"), all("storage"));
        assert_eq!(all("Design and implement").len(), 3);
        assert_eq!(all(""), Vec::<Term>::new());
    }
}
