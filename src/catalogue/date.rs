//! Calendar days, and dates that a source knows only to the month, to the year or as a bound.
//!
//! Sources often say "June 2026", or only show that something had happened by a day. Such a date
//! is kept as it was said; what must be safe (is the exam still bookable?) reads its earliest or
//! latest possible day.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::text::TextError;

/// A calendar day in UTC.
pub type Day = NaiveDate;

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
}

/// A date as a source gives it, in the notation of EDTF (ISO 8601-2): `2026-06-30`, `2026-06`,
/// `2026`, or `../2026-09-24` for "on or before".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApproximateDate {
    earliest: Day,
    latest: Day,
    precision: Precision,
}

impl ApproximateDate {
    /// A date that is known to the day.
    pub const fn day(day: Day) -> Self {
        Self {
            earliest: day,
            latest: day,
            precision: Precision::Day,
        }
    }

    /// A date that is known only to be this day or an earlier one.
    pub const fn on_or_before(day: Day) -> Self {
        Self {
            earliest: Day::MIN,
            latest: day,
            precision: Precision::OnOrBefore,
        }
    }

    /// The first day that the date can mean; the start of all time for "on or before".
    pub const fn earliest(self) -> Day {
        self.earliest
    }

    /// The last day that the date can mean.
    pub const fn latest(self) -> Day {
        self.latest
    }

    /// How exactly the date is known.
    pub const fn precision(self) -> Precision {
        self.precision
    }

    /// The day, when it is known to the day.
    pub fn exact(self) -> Option<Day> {
        (self.precision == Precision::Day).then_some(self.latest)
    }
}

fn parse_day(text: &str) -> Option<Day> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if shape { text.parse().ok() } else { None }
}

impl FromStr for ApproximateDate {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let expected = "a date such as 2026-06-30, 2026-06, 2026 or ../2026-06-30 (on or before)";
        let fault = || TextError::new(text, expected);
        if let Some(bound) = text.strip_prefix("../") {
            return Ok(Self::on_or_before(parse_day(bound).ok_or_else(fault)?));
        }
        if let Some(day) = parse_day(text) {
            return Ok(Self::day(day));
        }
        let (earliest, months, precision) = match text.len() {
            4 => (parse_day(&format!("{text}-01-01")), 12, Precision::Year),
            7 => (parse_day(&format!("{text}-01")), 1, Precision::Month),
            _ => (None, 0, Precision::Day),
        };
        let earliest = earliest.ok_or_else(fault)?;
        let latest = earliest
            .checked_add_months(chrono::Months::new(months))
            .and_then(|next| next.checked_sub_days(Days::new(1)))
            .ok_or_else(fault)?;
        Ok(Self {
            earliest,
            latest,
            precision,
        })
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
        let (year, month) = (self.latest.year(), self.latest.month());
        match self.precision {
            Precision::Day => write!(formatter, "{}", self.latest),
            Precision::Month => write!(formatter, "{year:04}-{month:02}"),
            Precision::Year => write!(formatter, "{year:04}"),
            Precision::OnOrBefore => write!(formatter, "../{}", self.latest),
        }
    }
}

impl schemars::JsonSchema for ApproximateDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ApproximateDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^(\.\./)?\d{4}(-\d{2}(-\d{2})?)?$",
            "description": "A day (2026-06-30), a month (2026-06), a year (2026), or ../2026-06-30 for on or before that day.",
        })
    }
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
        ] {
            assert!(bad.parse::<ApproximateDate>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn dates_read_back_as_written(text in "(20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?|\\.\\./20[0-9]{2}-0[1-9]-0[1-9])") {
            prop_assert_eq!(date(&text).to_string(), text);
        }

        #[test]
        fn any_text_is_refused_or_read_without_a_panic(text in ".{0,20}") {
            let _ = text.parse::<ApproximateDate>();
        }
    }
}
