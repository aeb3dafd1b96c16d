//! Writes iCalendar files (RFC 5545) with all-day events, for any calendar program.
//!
//! No crate is used: equal inputs must give equal bytes, identifiers and timestamps included.

use chrono::{DateTime, Utc};

use crate::catalogue::{Day, writable};

/// The longest line in bytes, without its end.
const MAX_LINE_BYTES: usize = 75;

/// Writes an iCalendar file.
pub(super) struct CalendarFile {
    text: String,
    stamp: String,
}

impl CalendarFile {
    /// A calendar of a product with a name, as of an instant.
    pub(super) fn new(name: &str, product: &str, stamp: DateTime<Utc>) -> Self {
        let mut calendar = Self {
            text: String::new(),
            stamp: stamp.format("%Y%m%dT%H%M%SZ").to_string(),
        };
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", &format!("-//certgraph//{product}//EN"));
        calendar.line("CALSCALE", "GREGORIAN");
        calendar.line("METHOD", "PUBLISH");
        // RFC 7986, and its older equivalent.
        calendar.line("NAME", &escaped(name));
        calendar.line("X-WR-CALNAME", &escaped(name));
        // A subscribed calendar reloads the file each day and drops removed events; an imported one
        // cannot.
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
        calendar.line("X-PUBLISHED-TTL", "P1D");
        calendar
    }

    /// An event from the first day to the last one, both included. It does not block time.
    pub(super) fn event(&mut self, uid: &str, days: (Day, Day), summary: &str, description: &str) {
        let (first, last) = days;
        let date = |day: Day| day.format("%Y%m%d").to_string();
        let stamp = self.stamp.clone();
        self.line("BEGIN", "VEVENT");
        self.line("UID", uid);
        self.line("DTSTAMP", &stamp);
        self.line("DTSTART;VALUE=DATE", &date(first));
        // An event without an end is one of its first day.
        if let Some(end) = last.succ_opt().and_then(writable) {
            self.line("DTEND;VALUE=DATE", &date(end));
        }
        self.line("SUMMARY", &escaped(summary));
        if !description.is_empty() {
            self.line("DESCRIPTION", &escaped(description));
        }
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A content line, folded so that no line is longer than 75 bytes.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain(":".chars()).chain(value.chars()) {
            if length + letter.len_utf8() > MAX_LINE_BYTES {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(letter);
            length += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// The text of the file.
    pub(super) fn finish(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.text
    }
}

/// A text value: special characters escaped, control characters left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(value: &str) -> String {
        let mut calendar = CalendarFile {
            text: String::new(),
            stamp: String::new(),
        };
        calendar.line("DESCRIPTION", value);
        calendar.text
    }

    /// Decodes a text value.
    fn unescaped(text: &str) -> String {
        let mut read = String::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match (letter, letter == '\\') {
                (_, true) => match letters.next() {
                    Some('n') => read.push('\n'),
                    Some(other) => read.push(other),
                    None => {}
                },
                (letter, false) => read.push(letter),
            }
        }
        read
    }

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
        assert_eq!(line("x"), "DESCRIPTION:x\r\n");
    }

    proptest! {
        #[test]
        fn text_round_trips_through_folded_lines(text in "[^\\p{Cc}]{0,300}") {
            let written = line(&escaped(&text));
            prop_assert!(written.split("\r\n").all(|line| line.len() <= MAX_LINE_BYTES));
            let unfolded = written.replace("\r\n ", "");
            let value = unfolded.strip_prefix("DESCRIPTION:").unwrap();
            prop_assert_eq!(unescaped(value.strip_suffix("\r\n").unwrap()), text);
        }
    }
}
