//! Conversion between values of the model and columns.
//!
//! Reading validates every value: a row may have been edited by hand.

use std::{fmt::Display, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{
    Deserialize, Serialize,
    de::{IntoDeserializer, value::Error as WordError},
};

use catalogue::{ApproximateDate, MoneyRange, Precision, Quantity, Tenths, Unit};

use super::error::StoreError;

/// The cell that an error is reported for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    table: &'static str,
    column: &'static str,
    row: i64,
}

/// A cell: table, column and the key of the row or of its owner.
pub(super) const fn cell(table: &'static str, column: &'static str, row: i64) -> Cell {
    Cell { table, column, row }
}

impl Cell {
    pub(super) fn fault(self, what: impl Display) -> StoreError {
        StoreError::Inconsistent {
            table: self.table,
            column: self.column,
            row: self.row,
            what: what.to_string(),
        }
    }

    /// A value with its own text form.
    pub(super) fn parse<T: FromStr<Err: Display>>(self, text: &str) -> Result<T, StoreError> {
        text.parse().map_err(|error| self.fault(error))
    }

    /// An enum value by name.
    pub(super) fn member<T: for<'a> Deserialize<'a>>(self, word: &str) -> Result<T, StoreError> {
        let read: Result<T, WordError> = T::deserialize(word.into_deserializer());
        read.map_err(|error| self.fault(error))
    }

    /// An optional enum value.
    pub(super) fn optional_member<T: for<'a> Deserialize<'a>>(
        self,
        word: Option<&str>,
    ) -> Result<Option<T>, StoreError> {
        word.map(|word| self.member(word)).transpose()
    }

    /// A number of a smaller type than its column's.
    pub(super) fn number<T: TryFrom<i32>>(self, number: i32) -> Result<T, StoreError> {
        T::try_from(number).map_err(|_| self.fault(format_args!("{number} is out of range")))
    }

    /// A value that another column requires.
    pub(super) fn present<T>(self, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.fault("is empty"))
    }

    /// A date from its columns.
    pub(super) fn date(self, columns: &DateColumns) -> Result<ApproximateDate, StoreError> {
        let latest = self.present(columns.latest)?;
        // Fast path: most dates are days.
        let is_written = (0..=9_999).contains(&latest.year());
        let date = match columns.precision.as_deref() {
            Some("DAY") if is_written => ApproximateDate::day(latest),
            Some("ON_OR_BEFORE") if is_written => ApproximateDate::on_or_before(latest),
            Some("MONTH") => self.parse(&latest.format("%Y-%m").to_string())?,
            Some("YEAR") => self.parse(&latest.format("%Y").to_string())?,
            Some("DAY" | "ON_OR_BEFORE") => {
                return Err(self.fault("is outside the years 0001 to 9999"));
            }
            _ => return Err(self.fault("has no known precision")),
        };
        let bound = date.precision() == Precision::OnOrBefore;
        let earliest = (!bound).then(|| date.earliest());
        if (columns.earliest, latest) == (earliest, date.latest()) {
            Ok(date)
        } else {
            Err(self.fault(format_args!("earliest and latest day do not span {date}")))
        }
    }

    /// A date from its columns; those of its bound where only "not before" is known.
    pub(super) fn date_or_bound(
        self,
        columns: &DateColumns,
        is_not_before: bool,
    ) -> Result<ApproximateDate, StoreError> {
        let date = self.date(columns)?;
        if is_not_before {
            self.present(ApproximateDate::not_before(date))
        } else {
            Ok(date)
        }
    }

    /// An optional date.
    pub(super) fn optional_date(
        self,
        columns: &DateColumns,
    ) -> Result<Option<ApproximateDate>, StoreError> {
        if columns.latest.is_none() {
            return Ok(None);
        }
        self.date(columns).map(Some)
    }

    /// A range of money from its columns, in minor units.
    pub(super) fn money(
        self,
        min: Option<i64>,
        max: Option<i64>,
        currency: Option<&str>,
    ) -> Result<MoneyRange, StoreError> {
        let currency = self.parse(self.present(currency)?)?;
        MoneyRange::from_minor(self.present(min)?, self.present(max)?, currency)
            .ok_or_else(|| self.fault("the range ends before it begins"))
    }

    /// A quantity from its columns, in tenths of its unit.
    pub(super) fn quantity(
        self,
        min: Option<i64>,
        max: Option<i64>,
        unit: Option<&str>,
    ) -> Result<Quantity, StoreError> {
        let min = Tenths::from_tenths(self.present(min)?);
        let max = Tenths::from_tenths(self.present(max)?);
        let unit = self.present(unit)?.to_ascii_lowercase();
        self.parse(&format!("{min}..{max} {unit}"))
    }
}

/// The three columns of a date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DateColumns {
    pub(super) earliest: Option<NaiveDate>,
    pub(super) latest: Option<NaiveDate>,
    pub(super) precision: Option<String>,
}

impl From<ApproximateDate> for DateColumns {
    fn from(date: ApproximateDate) -> Self {
        // For "not before" the columns hold the bound; see `not_before`.
        let date = date.lower_bound().unwrap_or(date);
        let bound = date.precision() == Precision::OnOrBefore;
        Self {
            earliest: (!bound).then(|| date.earliest()),
            latest: Some(date.latest()),
            precision: Some(precision_word(date.precision()).to_owned()),
        }
    }
}

impl From<Option<ApproximateDate>> for DateColumns {
    fn from(date: Option<ApproximateDate>) -> Self {
        date.map(Self::from).unwrap_or_default()
    }
}

/// The precision of a date, as stored.
pub(super) const fn precision_word(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "DAY",
        Precision::Month => "MONTH",
        Precision::Year => "YEAR",
        Precision::OnOrBefore => "ON_OR_BEFORE",
        // Stored in its own column, next to the precision of the bound.
        Precision::NotBefore => "NOT_BEFORE",
    }
}

/// The unit of a quantity, as stored.
pub(super) fn unit_word(unit: Unit) -> String {
    unit.word().to_ascii_uppercase()
}

/// An enum value as stored: the name that files and responses use.
pub(super) fn word(member: &impl Serialize) -> String {
    serde_json::to_value(member)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use catalogue::Level;

    use super::*;

    const CELL: Cell = cell("fact", "date", 7);

    #[test]
    fn dates_survive_their_columns() {
        for text in ["2026-06-30", "2024-02", "2025", "../2026-09-24"] {
            let date: ApproximateDate = text.parse().unwrap();
            assert_eq!(CELL.date(&DateColumns::from(date)).unwrap(), date);
        }
        for text in ["2026-06-30/..", "2024-02/..", "2025/.."] {
            let date: ApproximateDate = text.parse().unwrap();
            let columns = DateColumns::from(date);
            assert_eq!(CELL.date_or_bound(&columns, true).unwrap(), date);
        }
        assert_eq!(CELL.optional_date(&DateColumns::from(None)).unwrap(), None);
    }

    #[test]
    fn a_month_that_does_not_span_its_days_is_a_fault() {
        let date: ApproximateDate = "2024-02".parse().unwrap();
        let edited = DateColumns {
            latest: "2024-02-28".parse().ok(),
            ..DateColumns::from(date)
        };
        let message = CELL.date(&edited).unwrap_err().to_string();
        assert!(
            message.contains("table fact, row 7, column date"),
            "{message}"
        );
    }

    #[test]
    fn members_are_read_back_from_their_words() {
        for level in Level::ALL {
            assert_eq!(CELL.member::<Level>(&word(&level)).unwrap(), level);
        }
        assert!(CELL.member::<Level>("EXPERT").is_err());
    }

    #[test]
    fn a_quantity_survives_its_columns() {
        let quantity: Quantity = "16.7..60 percent".parse().unwrap();
        let read = CELL.quantity(
            Some(quantity.min().tenths()),
            Some(quantity.max().tenths()),
            Some(&unit_word(quantity.unit())),
        );
        assert_eq!(read.unwrap(), quantity);
        assert!(CELL.quantity(Some(2), Some(1), Some("HOURS")).is_err());
    }
}
