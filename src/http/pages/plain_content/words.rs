//! Days, figures and enum values in the reader's language.

use std::fmt::{self, Write};

use chrono::Datelike;

use crate::{
    catalogue::{
        AbsenceReason, ApproximateDate, Confidence, Day, ExamEntry, Fact, FactContent, FactValue,
        Level, LifecycleState, Money, Precision, Quantity,
    },
    http::pages::messages::Language,
};

/// The names of the months in messages.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl Language {
    /// Shown for unknown figures.
    pub(super) fn unknown(self) -> String {
        self.text("plain-unknown")
    }

    /// A day: `30 June 2026`.
    pub(super) fn day(self, day: Day) -> String {
        let month = self.text_with("plain-month", &[("month", month(day))]);
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let parts = [("day", &*number), ("month", &*month), ("year", &*year)];
        self.text_with("plain-day", &parts)
    }

    /// A date: `30 June 2026`, `June 2026`, `30 June 2026 or later`.
    pub(super) fn date(self, date: ApproximateDate) -> String {
        let first = date.earliest();
        match date.precision() {
            Precision::Day => self.day(first),
            Precision::Month => {
                let month = self.text_with("plain-month", &[("month", month(first))]);
                let year = first.year().to_string();
                self.text_with("plain-month-of", &[("month", &month), ("year", &year)])
            }
            Precision::Year => first.year().to_string(),
            Precision::OnOrBefore => {
                let day = self.day(date.latest());
                self.text_with("plain-or-earlier", &[("day", &day)])
            }
            Precision::NotBefore => self.text_with("plain-or-later", &[("day", &self.day(first))]),
        }
    }

    /// The name of a level, or that it is not known.
    pub(super) fn level(self, level: Option<Level>) -> String {
        match level {
            None => self.unknown(),
            Some(Level::Fundamentals) => self.text("plain-level-fundamentals"),
            Some(Level::Associate) => self.text("plain-level-associate"),
            Some(Level::Professional) => self.text("plain-level-professional"),
            Some(Level::Specialty) => self.text("plain-level-specialty"),
        }
    }

    /// The state of an exam on a day.
    pub(super) fn state_of(self, entry: &ExamEntry, day: Day) -> String {
        self.state(entry.state(day))
    }

    /// The name of a state.
    pub(super) fn state(self, state: LifecycleState) -> String {
        self.text(match state {
            LifecycleState::Announced => "plain-state-announced",
            LifecycleState::Beta => "plain-state-beta",
            LifecycleState::Live => "plain-state-live",
            LifecycleState::Retiring => "plain-state-retiring",
            LifecycleState::Retired => "plain-state-retired",
        })
    }

    /// The name of a class of confidence.
    pub(super) fn confidence(self, confidence: Confidence) -> String {
        self.text(match confidence {
            Confidence::Official => "plain-confidence-official",
            Confidence::VendorApi => "plain-confidence-vendor-api",
            Confidence::Reputable => "plain-confidence-reputable",
            Confidence::Community => "plain-confidence-community",
            Confidence::Estimate => "plain-confidence-estimate",
        })
    }

    /// A number of study hours: `60–100 hours`.
    pub(super) fn hours(self, hours: Quantity) -> String {
        let text = hours.to_string().replace("..", "–");
        let range = text.split(' ').next().unwrap_or_default();
        self.text_with("plain-hours", &[("range", range)])
    }

    /// A range of whole hours.
    pub(super) fn whole_hours(self, (min, max): (i64, i64)) -> String {
        self.text_with("plain-hours", &[("range", &range(min, max))])
    }

    /// A minimum: `at least 60 hours`.
    pub(super) fn at_least(self, figure: &str) -> String {
        self.text_with("plain-at-least", &[("figure", figure)])
    }

    /// The value of a fact, or that it does not apply; `None` if it is unknown.
    pub(super) fn fact(self, fact: &Fact) -> Option<String> {
        let value = match &fact.content {
            FactContent::Known(value) => value,
            FactContent::Absent(AbsenceReason::NotApplicable) => {
                return Some(self.text("plain-not-applicable"));
            }
            FactContent::Absent(_) => return None,
        };
        Some(match value {
            FactValue::Date(on) => self.date(*on),
            FactValue::Money(_) => value.to_string().replace(".00", "").replace("..", "–"),
            FactValue::Quantity(_) | FactValue::Score(_) => value.to_string().replace("..", "–"),
            _ => value.to_string(),
        })
    }
}

/// A sentence of the API, which is in English, with days, amounts and ranges in words.
pub(super) fn prose(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\n']) {
        let core = word.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        match core.parse::<Day>() {
            Ok(on) if core.len() == 10 => {
                let day = Language::English.day(on);
                let _ = write!(prose, "{day}{}", &word[core.len()..]);
            }
            _ if core.starts_with(|letter: char| letter.is_ascii_digit()) => {
                prose.push_str(&word.replace(".00", "").replace("..", "–"));
            }
            _ => prose.push_str(word),
        }
    }
    prose
}

/// An amount: `165 USD`.
pub(super) fn money(money: Money) -> String {
    money.to_string().replace(".00 ", " ")
}

/// A range: `5–8`, or one number.
pub(super) fn range<T: Copy + PartialEq + fmt::Display>(min: T, max: T) -> String {
    if min == max {
        min.to_string()
    } else {
        format!("{min}–{max}")
    }
}

/// The name of a month in messages.
fn month(day: Day) -> &'static str {
    MONTHS[day.month0() as usize]
}
