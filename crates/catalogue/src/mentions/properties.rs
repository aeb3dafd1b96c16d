//! Laws of recognition, for any text.

use proptest::prelude::*;

use super::{tests::sample, words::Words, *};
use crate::mentions::{names, surroundings::Surroundings};

/// Parts of texts: names of the sample in several spellings, words about certification, signs, and
/// letters of many scripts.
fn part() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "AZ-104",
        "az104",
        "AZ 104",
        "AI-102",
        "SY0-701",
        "220-1201",
        "200-301",
        "CKA",
        "PCA",
        "Security+",
        "A+",
        "CompTIA A+",
        "GitHub Copilot",
        "Azure Administrator Associate",
        "Microsoft Azure Administrator",
        "ML Engineer",
        "data engineer",
        "CCNA",
        "me1-c02",
    ]);
    let signs = prop::sample::select(vec![
        " ", "-", "\u{2011}", "/", ", ", ". ", "\n", "\n- ", "+", " (", ")", " exam ", " and ",
        "é", "ü", "ß", "e\u{301}", "İ", "Ⅳ", "ﷺ", "考", "😀", "\u{200d}", "\0",
    ]);
    prop_oneof![
        names.prop_map(str::to_owned),
        signs.prop_map(str::to_owned),
        "\\PC{0,3}",
        any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(part(), 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn places_are_whole_characters_in_order_without_overlaps(text in text()) {
        let catalogue = sample();
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut end = 0;
        for mention in catalogue.recognise(&text) {
            prop_assert!(end <= mention.bytes.start && mention.bytes.start < mention.bytes.end);
            end = mention.bytes.end;
            let written = &text[mention.bytes.clone()];
            let in_units = String::from_utf16(&units[mention.utf16.clone()]);
            prop_assert_eq!(in_units.unwrap(), written);
            prop_assert!(
                matches!(mention.candidates, MentionCandidates::Roles(_))
                    || !mention.candidates.exams(&catalogue).is_empty()
            );
        }
    }

    #[test]
    fn every_name_in_a_text_is_looked_at(text in text()) {
        // Against a look-up of every run of words.
        let catalogue = sample();
        let names = names::of_catalogue(&catalogue);
        let words = Words::of(&text);
        let surroundings = Surroundings::of(&words);
        let index = MentionIndex::build(&catalogue);
        let mut found: Vec<Range<usize>> = index
            .find(&words, &surroundings)
            .into_iter()
            .map(|found| found.words)
            .collect();
        let count = words.list().len();
        let mut expected = Vec::new();
        for start in 0..count {
            for end in start + 1..=count {
                let run: Vec<&str> = (start..end).map(|index| words.text(index)).collect();
                let meanings = names.get(&format!(" {} ", run.join(" ")));
                let counts = meanings.is_some_and(|meanings| {
                    meanings.iter().any(|meaning| surroundings.may_count(meaning, &(start..end)))
                });
                if counts {
                    expected.push(start..end);
                }
            }
        }
        found.sort_by_key(|range| (range.start, range.end));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_code_stands_in_any_sentence(before in "[a-zäöü ]{0,20}", behind in "[a-zäöü ]{0,20}") {
        let catalogue = sample();
        let text = format!("{before} (AZ-104) {behind}");
        let mentions = catalogue.recognise(&text);
        prop_assert!(mentions.iter().any(|mention| &text[mention.bytes.clone()] == "AZ-104"));
    }
}

/// Texts that repeat what costs most: beginnings of names, doubtful abbreviations, list entries,
/// signs, marks, letters that decompose to many.
const HOSTILE: [&str; 12] = [
    "CC ",
    "PCA, ",
    "microsoft certified azure ",
    "AI 102 ",
    "220-1201-",
    "+",
    "a+",
    "e\u{301}",
    "ﷺ",
    "考AZ-104",
    "A+ and ",
    "exam ",
];

#[test]
fn the_work_is_linear_in_the_length_of_hostile_texts() {
    // Names found, each counted with its meanings and the words that are looked at around it.
    let catalogue = sample();
    let index = MentionIndex::build(&catalogue);
    let steps = |text: &str| {
        let words = Words::of(text);
        let surroundings = Surroundings::of(&words);
        let found = index.find(&words, &surroundings);
        let looked_at = found
            .iter()
            .map(|found| found.words.len() + 1)
            .sum::<usize>();
        words.folded.len() + index.hits(&words) + looked_at
    };
    for part in HOSTILE {
        let half = steps(&part.repeat(32 * 1024 / part.len()));
        let whole = steps(&part.repeat(2 * (32 * 1024 / part.len())));
        assert!(whole <= 2 * half + 64, "{part:?}: {half} and {whole}");
        assert!(half <= 16 * 32 * 1024, "{part:?}: {half}");
    }
}
