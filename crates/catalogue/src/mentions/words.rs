//! A text as words that keep their place: the common form of names in the catalogue and in texts.
//!
//! A word is a run of letters or a run of digits, folded as for search, so `AI-102`, `ai 102` and
//! `AI102` are the same two words and differ in the gap between them. A `+` that ends a word is the
//! word `plus`.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::search::folded;

use super::cues;

/// A longer word is in no name.
const MAX_WORD_BYTES: usize = 128;

/// Stands for a word that is too long.
const TOO_LONG: char = '\u{0}';

/// What lies between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: letters follow digits or the reverse.
    Joined,
    /// One hyphen, dash or underscore.
    Hyphen,
    /// One dot or slash.
    Point,
    /// Spaces.
    Space,
    /// Other signs, or one line break.
    Signs,
    /// The end of a line that is not continued: a list item, a table cell, a paragraph.
    Item,
    /// The end of a sentence, or the beginning of the text.
    Sentence,
}

impl Gap {
    /// Whether the words on its sides can be parts of one name.
    pub(super) fn is_within_name(self) -> bool {
        !matches!(self, Self::Item | Self::Sentence)
    }

    /// Whether the words on its sides can be parts of one code as vendors write it.
    pub(super) fn is_within_code(self) -> bool {
        matches!(self, Self::Joined | Self::Hyphen | Self::Point)
    }

    fn between(signs: &str) -> Self {
        const MOST: usize = 8;
        let mut letters = signs.chars();
        let (first, second) = (letters.next(), letters.next());
        match (first, second) {
            (None, _) => return Self::Joined,
            (
                Some('-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{ad}'),
                None,
            ) => {
                return Self::Hyphen;
            }
            (Some('.' | '/'), None) => return Self::Point,
            _ => {}
        }
        let lines = signs.matches('\n').count();
        if lines == 0 && signs.chars().all(char::is_whitespace) {
            return Self::Space;
        }
        let ends = |sign: char| matches!(sign, '.' | '!' | '?' | ';' | '…' | '。' | '！' | '？');
        if signs.starts_with(ends) {
            return Self::Sentence;
        }
        let is_item = |sign: char| {
            matches!(sign, '|' | '\t' | '•' | '·' | '*' | '▪' | '‣')
                || lines > 0 && matches!(sign, '-' | '–' | '—' | '#' | '>')
        };
        if lines > 1 || signs.chars().any(is_item) || signs.len() > MOST {
            return Self::Item;
        }
        Self::Signs
    }
}

/// How the letters of a word are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// Digits, or letters of a script without cases.
    None,
    Lower,
    /// A capital first, and not only capitals.
    Initial,
    /// At least one letter, all capitals.
    Upper,
    /// Capitals after the first letter, such as `iOS`.
    Mixed,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// The byte behind it in the text.
    pub(super) end: usize,
    /// Where its folded form ends in [`Words::folded`].
    folded_end: usize,
    /// The gap before it.
    pub(super) gap: Gap,
    pub(super) casing: Casing,
    pub(super) is_number: bool,
    /// Whether it is a `+` behind a word.
    pub(super) is_sign: bool,
    pub(super) is_cue: bool,
}

/// The words of a text, and their folded forms with a space before each and one at the end.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) folded: String,
    list: Vec<Word>,
}

/// Kinds of letters; a word has one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    /// A letter of a script without cases, most of which write no spaces.
    Uncased,
    Digit,
}

fn kind_of(letter: char) -> Option<Kind> {
    if letter.is_ascii() {
        return match letter {
            '0'..='9' => Some(Kind::Digit),
            'a'..='z' | 'A'..='Z' => Some(Kind::Letter),
            _ => None,
        };
    }
    if letter.is_numeric() {
        Some(Kind::Digit)
    } else if !letter.is_alphabetic() || is_combining_mark(letter) {
        None
    } else if letter.is_lowercase() || letter.is_uppercase() {
        Some(Kind::Letter)
    } else {
        Some(Kind::Uncased)
    }
}

impl Words {
    /// Reads a text; the time is linear in its length.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self {
            folded: String::with_capacity(text.len() + text.len() / 8 + 1),
            list: Vec::with_capacity(text.len() / 5),
        };
        let mut letters = text.char_indices().peekable();
        let mut before: Option<Kind> = None;
        while let Some((start, letter)) = letters.next() {
            let Some(kind) = kind_of(letter) else {
                let follows = words.list.last().is_some_and(|word| word.end == start);
                let next = letters.peek().and_then(|(_, next)| kind_of(*next));
                if letter == '+' && follows && next.is_none() {
                    words.add(text, start..start + 1, None);
                    before = None;
                }
                continue;
            };
            let mut end = start + letter.len_utf8();
            while let Some((at, next)) = letters
                .next_if(|(_, next)| kind_of(*next) == Some(kind) || is_combining_mark(*next))
            {
                end = at + next.len_utf8();
            }
            let joins_other_script = words.list.last().is_some_and(|word| word.end == start)
                && (before == Some(Kind::Uncased) || kind == Kind::Uncased);
            words.add(text, start..end, Some(kind));
            if joins_other_script && let Some(word) = words.list.last_mut() {
                word.gap = Gap::Space;
            }
            before = Some(kind);
        }
        words.folded.push(' ');
        words
    }

    /// Adds the word at this place; `None` as kind is the sign of a plus.
    fn add(&mut self, text: &str, at: Range<usize>, kind: Option<Kind>) {
        let gap = match self.list.last() {
            Some(before) => Gap::between(&text[before.end..at.start]),
            None => Gap::Sentence,
        };
        let written = &text[at.clone()];
        self.folded.push(' ');
        let start = self.folded.len();
        match kind {
            None => self.folded.push_str("plus"),
            // No name has such a word; what it folds to can be far longer.
            Some(_) if written.len() > MAX_WORD_BYTES => self.folded.push(TOO_LONG),
            Some(Kind::Uncased) => self.folded.push_str(written),
            Some(_) if written.is_ascii() => {
                self.folded.push_str(written);
                self.folded[start..].make_ascii_lowercase();
            }
            Some(_) => {
                let folded = folded(written);
                // A sign in what a letter decomposes to would end the word.
                let letters = folded.chars().filter(|letter| letter.is_alphanumeric());
                self.folded.extend(letters);
            }
        }
        self.list.push(Word {
            start: at.start,
            end: at.end,
            folded_end: self.folded.len(),
            gap,
            casing: casing_of(written),
            is_number: kind == Some(Kind::Digit),
            is_sign: kind.is_none(),
            is_cue: kind == Some(Kind::Letter) && cues::is_cue(&self.folded[start..]),
        });
    }

    /// The words in order.
    pub(super) fn list(&self) -> &[Word] {
        &self.list
    }

    /// The folded form of a word.
    pub(super) fn text(&self, index: usize) -> &str {
        let start = index
            .checked_sub(1)
            .map_or(0, |before| self.list[before].folded_end);
        &self.folded[start + 1..self.list[index].folded_end]
    }

    /// The folded forms in order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.list.len()).map(|index| self.text(index))
    }

    /// The index of the word whose folded form ends at this byte, searched from a word on.
    pub(super) fn ending_at(&self, folded_end: usize, from: usize) -> usize {
        let later = self.list[from..].iter();
        from + later
            .take_while(|word| word.folded_end < folded_end)
            .count()
    }

    /// Whether nothing that belongs to the word or number stands before the first word of a range or
    /// behind its last one.
    pub(super) fn is_bounded(&self, range: &Range<usize>) -> bool {
        let joins = |index: usize| {
            self.list
                .get(index)
                .is_some_and(|word| word.gap == Gap::Joined)
        };
        !joins(range.start) && !joins(range.end)
    }
}

fn casing_of(written: &str) -> Casing {
    if written.is_ascii() && written.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Casing::Lower;
    }
    let mut cased = written
        .chars()
        .filter(|letter| letter.is_uppercase() || letter.is_lowercase())
        .map(char::is_uppercase);
    let Some(first) = cased.next() else {
        return Casing::None;
    };
    let (mut upper, mut lower) = (false, false);
    for is_upper in cased {
        upper |= is_upper;
        lower |= !is_upper;
    }
    match (first, upper, lower) {
        (true, _, false) => Casing::Upper,
        (true, false, true) => Casing::Initial,
        (false, false, _) => Casing::Lower,
        _ => Casing::Mixed,
    }
}
