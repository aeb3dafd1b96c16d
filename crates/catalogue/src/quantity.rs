//! Exact numbers with their unit: percent points, weight ranges, hours, minutes.
//!
//! Numbers are counted in tenths, so a published 16.7 % is exact and sums of weights are exact.
//! Binary floating point would not be.

use std::{fmt, iter::Sum, ops, str::FromStr};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, Visitor},
};

use super::{binary::binary_struct, text::TextError};

/// An exact number with one decimal place, counted in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tenths(i64);

binary_struct!(Tenths(tenths));

impl Tenths {
    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self(number * 10)
    }

    /// A number given as its count of tenths: 167 is 16.7.
    pub const fn from_tenths(tenths: i64) -> Self {
        Self(tenths)
    }

    /// The count of tenths: 16.7 is 167.
    pub const fn tenths(self) -> i64 {
        self.0
    }

    /// The nearest binary fraction, for output formats that have nothing better.
    #[expect(
        clippy::cast_precision_loss,
        reason = "parsed numbers have at most 12 digits"
    )]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 10.0
    }

    /// The largest whole number that is not above this one.
    pub const fn floor(self) -> i64 {
        self.0.div_euclid(10)
    }

    /// The smallest whole number that is not below this one.
    pub const fn ceil(self) -> i64 {
        -(-self.0).div_euclid(10)
    }
}

impl ops::Add for Tenths {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::Sub for Tenths {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Tenths {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::default(), ops::Add::add)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if tenth == 0 {
            write!(formatter, "{sign}{whole}")
        } else {
            write!(formatter, "{sign}{whole}.{tenth}")
        }
    }
}

impl FromStr for Tenths {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let fault = || {
            TextError::new(
                text,
                "a number of at least 0 with at most one decimal place",
            )
        };
        let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || whole.len() > 12 || !digits(tenth) || tenth.len() != 1 {
            return Err(fault());
        }
        let whole: i64 = whole.parse().map_err(|_| fault())?;
        let tenth: i64 = tenth.parse().map_err(|_| fault())?;
        Ok(Self(whole * 10 + tenth))
    }
}

/// Splits `20..25` into its ends; a single number is both ends.
pub(super) fn split_range(text: &str) -> (&str, &str) {
    text.split_once("..")
        .map_or((text, text), |(min, max)| (min.trim(), max.trim()))
}

/// The share of an exam that a domain makes up, in percent points, both ends inclusive.
///
/// Written `"20..25"`. A single published number, written `"24"` or `24`, is a range with equal
/// ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct WeightRange {
    min: Tenths,
    max: Tenths,
}

binary_struct!(WeightRange { min, max });

impl WeightRange {
    /// A range of percent points; `None` unless 0 <= min <= max <= 100.
    pub fn new(min: Tenths, max: Tenths) -> Option<Self> {
        (Tenths::default() <= min && min <= max && max <= Tenths::whole(100))
            .then_some(Self { min, max })
    }

    /// The lower end in percent points.
    pub const fn min(self) -> Tenths {
        self.min
    }

    /// The upper end in percent points.
    pub const fn max(self) -> Tenths {
        self.max
    }
}

impl FromStr for WeightRange {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let fault = || {
            TextError::new(
                text,
                "a weight in percent points to a tenth, such as 24, 16.7 or 20..25 \
                 (0 <= min <= max <= 100); write 16.7 for 16.67",
            )
        };
        let (min, max) = split_range(text);
        let min = min.parse().map_err(|_| fault())?;
        let max = max.parse().map_err(|_| fault())?;
        Self::new(min, max).ok_or_else(fault)
    }
}

impl<'de> Deserialize<'de> for WeightRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WeightVisitor)
    }
}

/// Deserializes a weight from a string or a number.
struct WeightVisitor;

impl Visitor<'_> for WeightVisitor {
    type Value = WeightRange;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a weight in percent points, such as 24, 16.7 or \"20..25\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<WeightRange, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<WeightRange, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<WeightRange, E> {
        self.visit_str(&number.to_string())
    }

    /// The shortest decimal that parses back to the same number is what the author wrote.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<WeightRange, E> {
        self.visit_str(&number.to_string())
    }
}

impl From<WeightRange> for String {
    fn from(range: WeightRange) -> Self {
        range.to_string()
    }
}

impl fmt::Display for WeightRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.min == self.max {
            write!(formatter, "{}", self.min)
        } else {
            write!(formatter, "{}..{}", self.min, self.max)
        }
    }
}

impl schemars::JsonSchema for WeightRange {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WeightRange".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "number"],
            "pattern": r"^\d{1,3}(\.\d)?(\.\.\d{1,3}(\.\d)?)?$",
            "minimum": 0,
            "maximum": 100,
            "description": "Percent points to a tenth: one number (16.7) or both ends of a range (\"20..25\").",
        })
    }
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Answering or renewal time.
    Minutes,
    /// Study time.
    Hours,
    /// Waiting time.
    Days,
    /// Calendar time of a study plan.
    Weeks,
    /// Validity, payback.
    Months,
    /// Calendar years.
    Years,
    /// Percent points.
    Percent,
    /// Exam items (questions).
    Items,
    /// Anything else that is counted.
    Count,
}

impl Unit {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Minutes, "minutes"),
        (Self::Hours, "hours"),
        (Self::Days, "days"),
        (Self::Weeks, "weeks"),
        (Self::Months, "months"),
        (Self::Years, "years"),
        (Self::Percent, "percent"),
        (Self::Items, "items"),
        (Self::Count, "count"),
    ];

    /// The unit's word, as written behind a number.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(unit, _)| *unit == self)
            .map_or("", |(_, word)| word)
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(unit, _)| *unit)
    }
}

/// A range of counted things, both ends inclusive, written `60..100 hours` or `100 minutes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quantity {
    min: Tenths,
    max: Tenths,
    unit: Unit,
}

binary_struct!(Quantity { min, max, unit });

impl Quantity {
    /// A range; `None` unless 0 <= min <= max.
    pub fn new(min: Tenths, max: Tenths, unit: Unit) -> Option<Self> {
        (Tenths::default() <= min && min <= max).then_some(Self { min, max, unit })
    }

    /// One whole number.
    pub fn exactly(count: u32, unit: Unit) -> Self {
        let count = Tenths::whole(count.into());
        Self {
            min: count,
            max: count,
            unit,
        }
    }

    /// The range with another upper end; a lower end above it becomes equal to it.
    #[must_use]
    pub fn up_to(self, max: u32) -> Self {
        let max = Tenths::whole(max.into());
        Self {
            min: self.min.min(max),
            max,
            ..self
        }
    }

    /// The lower end.
    pub const fn min(self) -> Tenths {
        self.min
    }

    /// The upper end.
    pub const fn max(self) -> Tenths {
        self.max
    }

    /// What is counted.
    pub const fn unit(self) -> Unit {
        self.unit
    }
}

impl FromStr for Quantity {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let fault = || {
            TextError::new(
                text,
                "a quantity such as \"60..100 hours\" or \"100 minutes\"",
            )
        };
        let (range, word) = text.rsplit_once(' ').ok_or_else(fault)?;
        let (min, max) = split_range(range.trim());
        let min = min.parse().map_err(|_| fault())?;
        let max = max.parse().map_err(|_| fault())?;
        Self::new(min, max, Unit::of_word(word).ok_or_else(fault)?).ok_or_else(fault)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.min == self.max {
            write!(formatter, "{} {}", self.min, self.unit.word())
        } else {
            write!(formatter, "{}..{} {}", self.min, self.max, self.unit.word())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn tenths_read_back_as_written(tenths in 0_i64..10_000_000) {
            let number = Tenths::from_tenths(tenths);
            prop_assert_eq!(number.to_string().parse::<Tenths>().unwrap(), number);
        }

        #[test]
        fn a_weight_range_keeps_its_order_and_bounds(min in -50_i64..1_100, max in -50_i64..1_100) {
            let range = WeightRange::new(Tenths::from_tenths(min), Tenths::from_tenths(max));
            prop_assert_eq!(range.is_some(), 0 <= min && min <= max && max <= 1_000);
            if let Some(range) = range {
                prop_assert_eq!(range.to_string().parse::<WeightRange>().unwrap(), range);
            }
        }

        #[test]
        fn a_quantity_reads_back_as_written(min in 0_i64..5_000, width in 0_i64..5_000, unit in 0_usize..9) {
            let (min, max) = (Tenths::from_tenths(min), Tenths::from_tenths(min + width));
            let quantity = Quantity::new(min, max, Unit::ALL[unit].0).unwrap();
            prop_assert_eq!(quantity.to_string().parse::<Quantity>().unwrap(), quantity);
        }

        #[test]
        fn any_text_is_refused_or_read_without_a_panic(text in ".{0,40}") {
            let _ = text.parse::<Tenths>();
            let _ = text.parse::<WeightRange>();
            let _ = text.parse::<Quantity>();
        }
    }

    #[test]
    fn a_weight_is_read_from_a_text_or_a_number() {
        let weight = |json: &str| serde_json::from_str::<WeightRange>(json);
        assert_eq!(weight("24").unwrap(), "24".parse().unwrap());
        assert_eq!(weight("16.7").unwrap(), "16.7".parse().unwrap());
        assert_eq!(weight("24.0").unwrap(), "24".parse().unwrap());
        assert_eq!(weight("\"20..25\"").unwrap(), "20..25".parse().unwrap());
        for refused in ["16.67", "\"16.67\"", "-1", "101", "1e300"] {
            let message = weight(refused).unwrap_err().to_string();
            assert!(message.contains("write 16.7 for 16.67"), "{message}");
        }
        assert!(weight("true").unwrap_err().to_string().contains("24, 16.7"));
    }

    #[test]
    fn floor_and_ceil_enclose() {
        let number: Tenths = "16.7".parse().unwrap();
        assert_eq!((number.floor(), number.ceil()), (16, 17));
        assert_eq!(
            (Tenths::whole(20).floor(), Tenths::whole(20).ceil()),
            (20, 20)
        );
    }
}
