//! Codes and slugs for names in any spelling.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::catalogue::ExamCode;

/// Maximum length of a code and of a slug.
const MAX_CODE: usize = 60;
const MAX_SLUG: usize = 100;

/// A text with normalised whitespace; `None` when it is empty or a placeholder for nothing.
pub(super) fn text(text: Option<&str>) -> Option<String> {
    let words: Vec<&str> = text?.split_whitespace().collect();
    let text = words.join(" ");
    let nothing = ["", "null", "n/a", "none"];
    let nothing = nothing.iter().any(|word| text.eq_ignore_ascii_case(word));
    (!nothing).then_some(text)
}

/// A code for a text: the text itself if valid, else without diacritics, with hyphens for invalid
/// characters, and truncated. `None` where letters of another script would be lost or nothing is
/// left.
pub(super) fn code(text: &str) -> Option<ExamCode> {
    if let Ok(code) = text.parse() {
        return Some(code);
    }
    let plain = plain_letters(text);
    if plain
        .chars()
        .any(|letter| letter.is_alphabetic() && !letter.is_ascii())
    {
        return None;
    }
    let is_kept = |letter: char| letter.is_ascii_alphanumeric() || "._+".contains(letter);
    hyphenated(&plain, is_kept, MAX_CODE).parse().ok()
}

/// A slug for a title; empty when it has no Latin letter and no digit.
pub(super) fn slug(title: &str) -> String {
    let lower = plain_letters(title).to_lowercase();
    hyphenated(&lower, |letter| letter.is_ascii_alphanumeric(), MAX_SLUG)
}

/// A slug that is not used yet: that of the title or `otherwise`, with a number if it is used.
pub fn free_slug(title: &str, otherwise: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut written = slug(title);
    if written.is_empty() {
        otherwise.clone_into(&mut written);
    }
    let mut slug = written.clone();
    let mut number = 1;
    while is_taken(&slug) {
        number += 1;
        let ending = format!("-{number}");
        let room = MAX_SLUG - ending.len();
        slug = shortened(written.clone(), room) + &ending;
    }
    slug
}

/// The letters and digits of a title, in lowercase, to compare spellings.
pub fn folded_title(title: &str) -> String {
    let lower = plain_letters(title).to_lowercase();
    lower
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// A prefix of an ASCII text, without a trailing hyphen.
fn shortened(mut text: String, most: usize) -> String {
    text.truncate(most);
    text.trim_end_matches('-').to_owned()
}

/// The text without diacritics: `Avançado` is `Avancado`.
fn plain_letters(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .collect()
}

/// The ASCII text with one hyphen per run of invalid characters, truncated.
fn hyphenated(text: &str, is_kept: impl Fn(char) -> bool, most: usize) -> String {
    let parts: Vec<&str> = text
        .split(|letter| !is_kept(letter))
        .filter(|part| !part.is_empty())
        .collect();
    shortened(parts.join("-"), most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::DomainKey;

    #[test]
    fn codes_retain_valid_characters() {
        let written = |text: &str| code(text).map(|code| code.to_string());
        for (text, expected) in [
            ("AZ-104", "AZ-104"),
            ("AP Physics C: E&M", "AP-Physics-C-E-M"),
            ("CELPE-Bras Avançado", "CELPE-Bras-Avancado"),
            ("AIF – AI3010", "AIF-AI3010"),
            ("SBL/P1", "SBL-P1"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected));
        }
        assert_eq!(written("ТРКИ-I"), None);
        assert_eq!(written(" / "), None);
        let long = "PE Electrical and Computer: Electronics, Controls, and Communications";
        assert_eq!(
            written(long).as_deref(),
            Some("PE-Electrical-and-Computer-Electronics-Controls-and-Communic")
        );
    }

    #[test]
    fn placeholders_are_none() {
        for nothing in [None, Some(" "), Some("null"), Some("N/A")] {
            assert_eq!(text(nothing), None);
        }
        assert_eq!(text(Some(" a\n b ")).as_deref(), Some("a b"));
    }

    proptest! {
        #[test]
        fn any_title_has_a_free_slug(title in "\\PC{0,140}", taken in 0_usize..4) {
            let mut slugs: Vec<String> = Vec::new();
            for _ in 0..=taken {
                let slug = free_slug(&title, "domain-1", |slug| slugs.iter().any(|other| other == slug));
                prop_assert!(slug.parse::<DomainKey>().is_ok(), "{slug:?}");
                prop_assert!(!slugs.contains(&slug));
                slugs.push(slug);
            }
        }
    }
}
