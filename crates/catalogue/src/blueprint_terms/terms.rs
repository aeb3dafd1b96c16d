//! The terms of a blueprint text: word stems without stop words.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use frostem::{Algorithm, Stemmer};

/// Words without content.
const FUNCTION_WORDS: &str = "a an and any are as at be between by for from given how in including into is it its no \
    not of on or other per that the their through to up versus via vs when which with within \
    without";

/// The verbs with which domains and objectives begin. Other frequent words get a low weight from
/// their document frequency.
const VERBS: &str = "apply build choose compare configure consider create define demonstrate deploy describe \
    design determine develop enable ensure evaluate explain identify implement interact \
    manage optimize perform plan prepare provide recommend select set such support \
    understand use used using work";

/// How much a usual verb counts against another word, where it counts at all.
const VERB_PART: f64 = 0.5;

static FUNCTION_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| stems(FUNCTION_WORDS));
static VERB_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| stems(VERBS));

fn stems(words: &str) -> HashSet<String> {
    let stemmer = Stemmer::new(Algorithm::English);
    let words = words.split_whitespace();
    words.map(|word| stemmer.stem(word).into_owned()).collect()
}

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
    kind: WordKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordKind {
    Function,
    Verb,
    Other,
}

impl TermReader {
    pub(crate) fn new() -> Self {
        Self {
            stemmer: Stemmer::new(Algorithm::English),
            read: RefCell::default(),
        }
    }

    /// The terms of a text in order, with repetitions, without stop words: function words and the
    /// usual verbs. A text of stop words only consists of those.
    pub(crate) fn terms(&self, text: &str) -> Vec<Term> {
        let stems = self.stems(text, |kind| kind != WordKind::Other);
        stems.into_iter().map(|stem| stem.term).collect()
    }

    /// The terms of a text as [`Self::terms`], with the usual verbs, and how much each counts: they
    /// matter where few texts are compared.
    pub(crate) fn terms_with_verbs(&self, text: &str) -> Vec<(Term, f64)> {
        let stems = self.stems(text, |kind| kind == WordKind::Function);
        let counted = stems.into_iter().map(|stem| match stem.kind {
            WordKind::Verb => (stem.term, VERB_PART),
            WordKind::Function | WordKind::Other => (stem.term, 1.0),
        });
        counted.collect()
    }

    fn stems(&self, text: &str, is_stop: impl Fn(WordKind) -> bool) -> Vec<Stem> {
        let mut stems: Vec<Stem> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| word.chars().nth(1).is_some())
            .map(|word| self.stem(word))
            .collect();
        if !stems.iter().all(|stem| is_stop(stem.kind)) {
            stems.retain(|stem| !is_stop(stem.kind));
        }
        stems
    }

    fn stem(&self, word: &str) -> Stem {
        if let Some(known) = self.read.borrow().get(word) {
            return *known;
        }
        let lower = word.to_lowercase();
        let stem = self.stemmer.stem(&lower);
        let stem = Stem {
            term: Term::of(&stem),
            kind: if FUNCTION_STEMS.contains(&*stem) {
                WordKind::Function
            } else if VERB_STEMS.contains(&*stem) {
                WordKind::Verb
            } else {
                WordKind::Other
            },
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
