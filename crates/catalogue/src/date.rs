//! Calendar days, and dates known only to the month, to the year or as a bound.
//!
//! Sources often say "June 2026", or only show that something had happened by a day. Such a date is
//! stored as given. Decisions that must be safe (is the exam still bookable?) use its earliest or
//! latest possible day.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{binary::binary_struct, text::TextError};

/// A calendar day in UTC.
pub type Day = NaiveDate;

/// A computed day; `None` if dates cannot be written for it, whose years have four digits.
pub fn writable(day: Day) -> Option<Day> {
    (0..=9999).contains(&day.year()).then_some(day)
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// The day is known.
    Day,
    /// Only the month is known.
    Month,
    /// Only the year is known.
    Year,
    /// Known only to be on or before a date.
    OnOrBefore,
    /// Known only not to be before a date.
    NotBefore,
}

/// A date as a source gives it, in EDTF notation (ISO 8601-2): `2026-06-30`, `2026-06`, `2026`,
/// `../2026-09-24` for "on or before", or `2024-12/..` for "not before" (a day, a month or a year).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApproximateDate {
    earliest: Day,
    latest: Day,
    /// The precision of the date, or for "not before" that of its bound.
    precision: Precision,
    is_lower_bound: bool,
}

binary_struct!(ApproximateDate {
    earliest,
    latest,
    precision,
    is_lower_bound
});

impl ApproximateDate {
    /// A date with a known day.
    pub const fn day(day: Day) -> Self {
        Self {
            earliest: day,
            latest: day,
            precision: Precision::Day,
            is_lower_bound: false,
        }
    }

    /// A date that is this day or earlier.
    pub const fn on_or_before(day: Day) -> Self {
        Self {
            earliest: Day::MIN,
            latest: day,
            precision: Precision::OnOrBefore,
            is_lower_bound: false,
        }
    }

    /// A date that is not before another; `None` if that one has no earliest day.
    pub fn not_before(bound: Self) -> Option<Self> {
        (bound.earliest > Day::MIN).then_some(Self {
            latest: Day::MAX,
            is_lower_bound: true,
            ..bound
        })
    }

    /// The first possible day; the minimum day for "on or before".
    pub const fn earliest(self) -> Day {
        self.earliest
    }

    /// The last possible day; the maximum day for "not before".
    pub const fn latest(self) -> Day {
        self.latest
    }

    /// Whether there is a last possible day: false for "not before" only.
    pub const fn has_latest(self) -> bool {
        !self.is_lower_bound
    }

    /// The precision.
    pub const fn precision(self) -> Precision {
        if self.is_lower_bound {
            Precision::NotBefore
        } else {
            self.precision
        }
    }

    /// For "not before" the bound: a day, a month or a year.
    pub fn lower_bound(self) -> Option<Self> {
        self.is_lower_bound
            .then(|| spanning(self.earliest, self.precision))
            .flatten()
    }

    /// The day, if it is known exactly.
    pub fn exact(self) -> Option<Day> {
        (self.precision() == Precision::Day).then_some(self.latest)
    }
}

/// The day, month or year that starts on a day.
fn spanning(earliest: Day, precision: Precision) -> Option<ApproximateDate> {
    let months = match precision {
        Precision::Day => return Some(ApproximateDate::day(earliest)),
        Precision::Month => 1,
        Precision::Year => 12,
        Precision::OnOrBefore | Precision::NotBefore => return None,
    };
    let next = earliest.checked_add_months(chrono::Months::new(months))?;
    Some(ApproximateDate {
        earliest,
        latest: next.checked_sub_days(Days::new(1))?,
        precision,
        is_lower_bound: false,
    })
}

/// Parses a day digit by digit: requests contain days, and chrono's parser takes ten times as long.
fn parse_day(text: &str) -> Option<Day> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let two = |tens: u8, ones: u8| {
        let are_digits = tens.is_ascii_digit() && ones.is_ascii_digit();
        are_digits.then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
    };
    let year = i32::try_from(two(y1, y2)? * 100 + two(y3, y4)?).ok()?;
    Day::from_ymd_opt(year, two(m1, m2)?, two(d1, d2)?)
}

impl FromStr for ApproximateDate {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let expected = "a date such as 2026-06-30, 2026-06, 2026, ../2026-06-30 (on or before) or \
             2026-06/.. (not before)";
        let fault = || TextError::new(text, expected);
        if let Some(bound) = text.strip_prefix("../") {
            return Ok(Self::on_or_before(parse_day(bound).ok_or_else(fault)?));
        }
        let (span, is_bound) = match text.strip_suffix("/..") {
            Some(span) => (span, true),
            None => (text, false),
        };
        let (earliest, precision) = match span.len() {
            4 => (parse_day(&format!("{span}-01-01")), Precision::Year),
            7 => (parse_day(&format!("{span}-01")), Precision::Month),
            _ => (parse_day(span), Precision::Day),
        };
        let date = earliest.and_then(|earliest| spanning(earliest, precision));
        let date = if is_bound {
            date.and_then(Self::not_before)
        } else {
            date
        };
        date.ok_or_else(fault)
    }
}

impl TryFrom<String> for ApproximateDate {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        text.parse()
    }
}

impl From<ApproximateDate> for String {
    fn from(date: ApproximateDate) -> Self {
        date.to_string()
    }
}

impl fmt::Display for ApproximateDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.earliest.year(), self.earliest.month());
        match self.precision {
            Precision::Day => write!(formatter, "{}", self.earliest),
            Precision::Month => write!(formatter, "{year:04}-{month:02}"),
            Precision::Year => write!(formatter, "{year:04}"),
            Precision::OnOrBefore => write!(formatter, "../{}", self.latest),
            // Unreachable: the bound of "not before" is a day, a month or a year.
            Precision::NotBefore => Ok(()),
        }?;
        formatter.write_str(if self.is_lower_bound { "/.." } else { "" })
    }
}

impl schemars::JsonSchema for ApproximateDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ApproximateDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^(\.\./\d{4}-\d{2}-\d{2}|\d{4}(-\d{2}(-\d{2})?)?(/\.\.)?)$",
            "description": "A day (2026-06-30), a month (2026-06), a year (2026), ../2026-06-30 for on or before that day, or one of the former with /.. behind it for not before (2026-06/..; for ends of exams only).",
        })
    }
}

/// Serializes an optional day as `YYYY-MM-DD`.
pub(super) mod optional_day {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use super::{Day, parse_day};
    use crate::text::TextError;

    #[allow(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands over a reference to the field"
    )]
    pub(crate) fn serialize<S: Serializer>(
        day: &Option<Day>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Day>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| {
            let fault = || TextError::new(&text, "a day such as 2026-06-30");
            parse_day(&text).ok_or_else(fault).map_err(D::Error::custom)
        })
        .transpose()
    }
}

/// The JSON Schema of a day.
pub(super) fn day_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "type": "string",
        "pattern": r"^\d{4}-\d{2}-\d{2}$",
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> ApproximateDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_spans_its_days() {
        let february = date("2024-02");
        assert_eq!(february.earliest().to_string(), "2024-02-01");
        assert_eq!(february.latest().to_string(), "2024-02-29");
        assert_eq!(february.exact(), None);
    }

    #[test]
    fn a_bound_has_no_earliest_day() {
        assert_eq!(date("../2026-09-24").earliest(), Day::MIN);
        assert_eq!(date("../2026-09-24").latest().to_string(), "2026-09-24");
    }

    #[test]
    fn a_lower_bound_has_no_latest_day() {
        let bound = date("2024-12/..");
        assert_eq!(bound.earliest().to_string(), "2024-12-01");
        assert_eq!(bound.latest(), Day::MAX);
        assert_eq!(bound.precision(), Precision::NotBefore);
        assert_eq!(bound.lower_bound(), Some(date("2024-12")));
        assert!(!bound.has_latest() && date("2024-12").has_latest());
        assert_eq!(date("2024-12-05/..").exact(), None);
        assert_eq!(date("2024").lower_bound(), None);
        assert_eq!(ApproximateDate::not_before(date("../2024-12-05")), None);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for bad in [
            "",
            "26",
            "2026-13",
            "2026-02-30",
            "2026-1-1",
            "../2026",
            "+2026-01-01",
            "2026-06-30T",
            "2026-06/../..",
            "../2026-06-30/..",
            "/..",
            "..",
        ] {
            assert!(bad.parse::<ApproximateDate>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn dates_read_back_as_written(text in "(20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?(/\\.\\.)?|\\.\\./20[0-9]{2}-0[1-9]-0[1-9])") {
            prop_assert_eq!(date(&text).to_string(), text);
        }

        #[test]
        fn any_text_is_refused_or_read_without_a_panic(text in ".{0,20}") {
            let _ = text.parse::<ApproximateDate>();
        }
    }
}
