//! How text becomes comparable words, the same way for what is indexed and for what is asked.
//!
//! Folding is Unicode compatibility decomposition (NFKD) without its combining marks, then upper
//! and lower case: `É` is `e`, `ß` is `ss`, full-width letters are plain ones. A word is a run of
//! letters and digits; scripts that set no spaces give one word for a whole run.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The text in the form under which texts are compared.
pub(in crate::catalogue) fn folded(text: &str) -> Cow<'_, str> {
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
            // The order of marks, which full normalisation settles, is of no interest: they go.
            decompose_compatible(letter, &mut add);
        }
    }
    Cow::Owned(folded)
}

/// The words of a folded text, in order.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The letters and digits of a text, folded: `AI-102`, `ai 102` and `Ai102` are all `ai102`.
pub(super) fn compact(text: &str) -> String {
    words(&folded(text)).collect()
}

/// How many typos a word of this length may have: short words have too many neighbours.
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

    #[test]
    fn case_marks_and_widths_fold_away() {
        assert_eq!(folded("Überprüfung"), "uberprufung");
        assert_eq!(folded("ＡＺ-９００"), "az-900");
        assert_eq!(folded("Straße"), "strasse");
        assert_eq!(folded("İstanbul"), "istanbul");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let found: Vec<&str> = words("ai-102: designing, c++ & more").collect();
        assert_eq!(found, ["ai", "102", "designing", "c", "more"]);
        assert_eq!(compact(" Ai\u{2011}102 "), "ai102");
        assert_eq!(compact("+++"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".{0,40}") {
            let once = folded(&text).into_owned();
            prop_assert_eq!(folded(&once), once.as_str());
        }
    }
}
