//! Dates in a text, as people write them in English, and in ISO 8601.

use std::ops::Range;

use super::token::{Token, tokens};
use catalogue::ApproximateDate;

/// A date in a text, with its place in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundDate {
    pub(super) span: Range<usize>,
    pub(super) date: ApproximateDate,
}

/// The dates of a text, in order, that name at least a month; years alone are none.
pub(super) fn dates(text: &str) -> Vec<FoundDate> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match date_at(&tokens[at..]) {
            Some((date, length)) => {
                let span = tokens[at].span.start..tokens[at + length - 1].span.end;
                found.push(FoundDate { span, date });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The date that a text is, in the catalogue's notation or in words.
pub(super) fn whole_date(text: &str) -> Option<ApproximateDate> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let found = dates(text);
        match found.as_slice() {
            [only] if only.span == (0..text.len()) => Some(only.date),
            _ => None,
        }
    })
}

/// The date at the start, and how many tokens it takes.
fn date_at(tokens: &[Token]) -> Option<(ApproximateDate, usize)> {
    iso(tokens)
        .or_else(|| month_first(tokens))
        .or_else(|| day_first(tokens))
}

/// `2026-06-30`; a month alone (`2026-06`) reads like a range, so it is none.
fn iso(tokens: &[Token]) -> Option<(ApproximateDate, usize)> {
    let [year, first, month, second, day, ..] = tokens else {
        return None;
    };
    let joined = tokens[..5].windows(2).all(|pair| pair[0].touches(&pair[1]));
    if !joined || !first.is_sign(&['-']) || !second.is_sign(&['-']) {
        return None;
    }
    Some((date(year_of(year)?, whole(month)?, Some(whole(day)?))?, 5))
}

/// `June 30, 2026`, `Jun 30 2026`, `June 2026`, `June of 2026`.
fn month_first(tokens: &[Token]) -> Option<(ApproximateDate, usize)> {
    let month = month(tokens.first()?)?;
    let mut at = 1 + usize::from(tokens.get(1).is_some_and(|token| token.is_sign(&['.'])));
    if let Some(year) = year_at(tokens, at) {
        return Some((date(year, month, None)?, at + 1));
    }
    let day = day_number(tokens, &mut at)?;
    at += usize::from(tokens.get(at).is_some_and(|token| token.is_sign(&[','])));
    Some((date(year_at(tokens, at)?, month, Some(day))?, at + 1))
}

/// `30 June 2026`, `30th of June 2026`.
fn day_first(tokens: &[Token]) -> Option<(ApproximateDate, usize)> {
    let mut at = 0;
    let day = day_number(tokens, &mut at)?;
    at += usize::from(tokens.get(at).and_then(Token::word) == Some("of"));
    let month = month(tokens.get(at)?)?;
    at += 1;
    at += usize::from(
        tokens
            .get(at)
            .is_some_and(|token| token.is_sign(&['.', ','])),
    );
    Some((date(year_at(tokens, at)?, month, Some(day))?, at + 1))
}

fn day_number(tokens: &[Token], at: &mut usize) -> Option<i64> {
    let day = whole(tokens.get(*at)?).filter(|day| (1..=31).contains(day))?;
    *at += 1;
    let ordinal = tokens.get(*at).and_then(Token::word);
    *at += usize::from(matches!(ordinal, Some("st" | "nd" | "rd" | "th")));
    Some(day)
}

fn year_at(tokens: &[Token], at: usize) -> Option<i64> {
    let at = at + usize::from(tokens.get(at).and_then(Token::word) == Some("of"));
    tokens.get(at).and_then(year_of)
}

fn year_of(token: &Token) -> Option<i64> {
    whole(token).filter(|year| (1990..=2099).contains(year))
}

fn whole(token: &Token) -> Option<i64> {
    let thousandths = token.number()?;
    (thousandths % 1000 == 0).then_some(thousandths / 1000)
}

fn month(token: &Token) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = token.word()?;
    let is_it = |month: &&str| {
        *month == word || word == &month[..3] || (word == "sept" && *month == "september")
    };
    let place = MONTHS.iter().position(is_it)?;
    i64::try_from(place + 1).ok()
}

fn date(year: i64, month: i64, day: Option<i64>) -> Option<ApproximateDate> {
    let text = match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_words_and_digits() {
        for (text, expected) in [
            ("2026-06-30", "2026-06-30"),
            ("June 30, 2026", "2026-06-30"),
            ("Jun 30 2026", "2026-06-30"),
            ("Sept. 9th, 2026", "2026-09-09"),
            ("30 June 2026", "2026-06-30"),
            ("1st of May 2027", "2027-05-01"),
            ("June 2026", "2026-06"),
        ] {
            assert_eq!(whole_date(text).unwrap().to_string(), expected, "{text}");
        }
        let found = dates("AI-102 retires on June 30, 2026 and AZ-204 in July 2026.");
        let texts: Vec<String> = found.iter().map(|found| found.date.to_string()).collect();
        assert_eq!(texts, ["2026-06-30", "2026-07"]);
        assert_eq!(dates("AZ-204 may 2 be read"), []);
        assert_eq!(whole_date("2026").unwrap().to_string(), "2026");
        assert_eq!(whole_date("soon"), None);
    }
}
