//! Words, numbers and signs of a text, with their places.

use std::ops::Range;

/// A token with its place in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    pub(super) kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A number in thousandths.
    Number(i64),
    /// Letters and digits that begin with a letter, in lower case.
    Word(String),
    /// Any other visible character.
    Sign(char),
}

impl Token {
    pub(super) fn number(&self) -> Option<i64> {
        match self.kind {
            TokenKind::Number(thousandths) => Some(thousandths),
            _ => None,
        }
    }

    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, signs: &[char]) -> bool {
        matches!(self.kind, TokenKind::Sign(sign) if signs.contains(&sign))
    }

    /// Whether nothing stands between two tokens.
    pub(super) fn touches(&self, next: &Self) -> bool {
        self.span.end == next.span.start
    }
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, letter)) = rest.next() {
        if letter.is_ascii_digit() {
            let length = number_length(&text[start..]);
            let end = start + length;
            while rest.next_if(|(at, _)| *at < end).is_some() {}
            let kind = thousandths(&text[start..end]).map_or_else(
                || TokenKind::Word(text[start..end].to_owned()),
                TokenKind::Number,
            );
            let span = start..end;
            found.push(Token { span, kind });
        } else if letter.is_alphabetic() {
            let mut word: String = letter.to_lowercase().collect();
            let mut end = start + letter.len_utf8();
            while let Some((at, letter)) = rest.next_if(|(_, next)| next.is_alphanumeric()) {
                word.extend(letter.to_lowercase());
                end = at + letter.len_utf8();
            }
            let span = start..end;
            let kind = TokenKind::Word(word);
            found.push(Token { span, kind });
        } else if !letter.is_whitespace() {
            let span = start..start + letter.len_utf8();
            let kind = TokenKind::Sign(letter);
            found.push(Token { span, kind });
        }
    }
    found
}

/// The length of the number at the start: digits, groups of three behind commas, one decimal point.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let run = bytes[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        run.count()
    };
    let mut end = digits(0);
    if end <= 3 {
        while bytes.get(end) == Some(&b',') && digits(end + 1) == 3 {
            end += 4;
        }
    }
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
        // Dotted versions and dates are no numbers.
        while bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
    }
    end
}

/// What every number is below, in thousandths: twelve digits before the point.
pub(super) const NUMBER_BOUND: i64 = 1_000_000_000_000_000;

/// A number in thousandths; `None` if it is too long or has several points.
fn thousandths(text: &str) -> Option<i64> {
    let plain = text.replace(',', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if fraction.len() > 3 || fraction.contains('.') {
        return None;
    }
    let number = format!("{whole}{fraction:0<3}").parse().ok();
    number.filter(|number| *number < NUMBER_BOUND)
}

/// A number that is written as a word, in thousandths.
pub(super) fn number_word(word: &str) -> Option<i64> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let place = |words: &[&str]| words.iter().position(|own| *own == word);
    let number = place(&ONES).or_else(|| place(&TENS).map(|tens| (tens + 2) * 10))?;
    i64::try_from(number).ok().map(|number| number * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_groups_and_decimals_and_versions_are_none() {
        let numbers =
            |text: &str| -> Vec<i64> { tokens(text).iter().filter_map(Token::number).collect() };
        assert_eq!(numbers("$1,000 or 16.7%, 1.34.2"), [1_000_000, 16_700]);
        assert_eq!(numbers("40-60 in 2026"), [40_000, 60_000, 2_026_000]);
        assert_eq!(numbers("C03 v2 9999999999999"), [] as [i64; 0]);
        assert_eq!(number_word("fifteen"), Some(15_000));
        assert_eq!(number_word("ninety"), Some(90_000));
    }
}
