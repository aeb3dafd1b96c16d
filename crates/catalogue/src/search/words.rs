//! Tokenization, the same for indexed text and queries.
//!
//! Folding is Unicode compatibility decomposition (NFKD) without combining marks, then upper and
//! lower case: `É` is `e`, `ß` is `ss`, full-width letters become plain ones. A word is a run of
//! letters and digits; a script without spaces gives one word for a whole run. A trailing `+` is
//! the word `plus`, an `&` between words is `and`.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Common words, which do not distinguish certifications: conjunctions, and words for
/// certifications and exams themselves. In byte order.
const COMMON: [&str; 20] = [
    "an",
    "and",
    "cert",
    "certificate",
    "certificates",
    "certification",
    "certifications",
    "certified",
    "certs",
    "exam",
    "examination",
    "exams",
    "for",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
];

/// The word for a trailing `+`.
pub(super) const PLUS: &str = "plus";

/// The word for an `&` between words.
const AND: &str = "and";

/// The form in which texts are compared.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut add = |letter: char| {
        let folds = letter.to_uppercase().flat_map(char::to_lowercase);
        folded.extend(folds.filter(|letter| !is_combining_mark(*letter)));
    };
    for letter in text.chars() {
        if letter.is_ascii() {
            add(letter);
        } else {
            // The order of marks, which full normalization fixes, is irrelevant: marks are dropped.
            decompose_compatible(letter, &mut add);
        }
    }
    Cow::Owned(folded)
}

/// The words of a folded text, in order.
pub(crate) fn words(folded: &str) -> Words<'_> {
    Words {
        rest: folded,
        before: Before::Nothing,
    }
}

/// The words of a folded text.
pub(crate) struct Words<'a> {
    rest: &'a str,
    before: Before,
}

/// The kind of the preceding character, as far as a sign can attach to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Word,
    WordAndSpace,
    Nothing,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        while let Some(first) = self.rest.chars().next() {
            if first.is_alphanumeric() {
                let end = self.rest.find(|letter: char| !letter.is_alphanumeric());
                let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
                self.rest = rest;
                self.before = Before::Word;
                return Some(word);
            }
            self.rest = &self.rest[first.len_utf8()..];
            match first {
                '+' if self.ends_word() => return Some(PLUS),
                '&' if self.before != Before::Nothing => {
                    self.before = Before::Nothing;
                    return Some(AND);
                }
                _ if first.is_whitespace() && self.before != Before::Nothing => {
                    self.before = Before::WordAndSpace;
                }
                _ => self.before = Before::Nothing,
            }
        }
        None
    }
}

impl Words<'_> {
    /// Whether a `+` belongs to the preceding word: `A+`, `C++` and `Network +`, but not `azure+ai`
    /// or `azure + ai`.
    fn ends_word(&self) -> bool {
        match self.before {
            Before::Word => !self.rest.starts_with(char::is_alphanumeric),
            Before::WordAndSpace => self.rest.trim_start().is_empty(),
            Before::Nothing => false,
        }
    }
}

/// Whether a folded word is a common word.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

/// The letters and digits of a text, folded: `AI-102`, `ai 102` and `Ai102` are all `ai102`.
pub(super) fn compact(text: &str) -> String {
    words(&folded(text)).collect()
}

/// The typo tolerance for a word, by its length: short words have too many neighbours.
pub(super) fn tolerated_typos(word: &str) -> u8 {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn list(text: &str) -> Vec<&str> {
        words(text).collect()
    }

    #[test]
    fn case_marks_and_widths_fold_away() {
        assert_eq!(folded("Überprüfung"), "uberprufung");
        assert_eq!(folded("ＡＺ-９００"), "az-900");
        assert_eq!(folded("Straße"), "strasse");
        assert_eq!(folded("İstanbul"), "istanbul");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let found = list("ai-102: designing, c# ~ more");
        assert_eq!(found, ["ai", "102", "designing", "c", "more"]);
        assert_eq!(compact(" Ai\u{2011}102 "), "ai102");
        assert_eq!(compact("+++"), "");
    }

    #[test]
    fn a_plus_belongs_to_the_word_before_it_and_an_ampersand_joins() {
        assert_eq!(list("a+"), ["a", "plus"]);
        assert_eq!(list("network +"), ["network", "plus"]);
        assert_eq!(list("security+ (v7)"), ["security", "plus", "v7"]);
        assert_eq!(list("c++"), ["c", "plus", "plus"]);
        assert_eq!(list("azure+ai"), ["azure", "ai"]);
        assert_eq!(list("azure + ai"), ["azure", "ai"]);
        assert_eq!(list("risk & compliance"), ["risk", "and", "compliance"]);
        assert_eq!(list("r&d"), ["r", "and", "d"]);
        for text in ["+", "&", "+-*/&", " + & +"] {
            assert_eq!(list(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn common_words_are_in_order() {
        assert!(COMMON.is_sorted());
        assert!(is_common("exam") && !is_common("azure"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".{0,40}") {
            let once = folded(&text).into_owned();
            prop_assert_eq!(folded(&once), once.as_str());
        }
    }
}
