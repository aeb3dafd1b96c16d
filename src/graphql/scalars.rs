//! The scalars of the API.

use async_graphql::{InputType, InputValueError, InputValueResult, Pos, Scalar, ScalarType, Value};
use chrono::{DateTime as Instant, SecondsFormat, Utc};

use super::plan::{Failed, Output, Plan, Planner, Run, SelectionSet, UnknownField};
use crate::catalogue::{self, Day};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub Day);

/// A calendar day in UTC, written `YYYY-MM-DD`. Example: `"2026-06-30"`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let expected = "expects a day such as \"2026-06-30\" (YYYY-MM-DD)";
        let Value::String(text) = value else {
            return Err(InputValueError::custom(expected));
        };
        let date: Option<catalogue::ApproximateDate> = text.parse().ok();
        let day = date.and_then(catalogue::ApproximateDate::exact);
        day.map(Self)
            .ok_or_else(|| InputValueError::custom(expected))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApproximateDate(pub catalogue::ApproximateDate);

/// A date as exactly as a source knows it, in EDTF (ISO 8601-2): a day `"2026-06-30"`, a month
/// `"2026-06"`, a year `"2026"`, `"../2026-09-24"` for "on or before that day", or `"2026-06/.."` for
/// "not before": an end of which only the first possible day, month or year is known.
#[Scalar(specified_by_url = "https://www.loc.gov/standards/datetime/")]
impl ScalarType for ApproximateDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        let expected =
            "expects a day, a month, a year, \"../\" and a day, or one of the former and \"/..\"";
        let Value::String(text) = value else {
            return Err(InputValueError::custom(expected));
        };
        text.parse()
            .map(Self)
            .map_err(|_| InputValueError::custom(expected))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub Instant<Utc>);

/// An instant in UTC as RFC 3339. Example: `"2026-11-22T09:30:00Z"`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let expected = "expects an instant such as \"2026-11-22T09:30:00Z\"";
        let Value::String(text) = value else {
            return Err(InputValueError::custom(expected));
        };
        let instant = Instant::parse_from_rfc3339(&text);
        instant
            .map(|instant| Self(instant.to_utc()))
            .map_err(|_| InputValueError::custom(expected))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal(pub String);

/// An exact decimal number as text, never a binary fraction. Example: `"165.00"`. As input, a
/// plain number is taken too.
#[Scalar]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = match value {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => {
                return Err(InputValueError::custom(
                    "expects a decimal such as \"165.00\"",
                ));
            }
        };
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(&text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        if text.len() <= 30 && digits(whole) && digits(fraction) {
            Ok(Self(text))
        } else {
            Err(InputValueError::custom(
                "expects a decimal such as \"165.00\"",
            ))
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Tells whether a scalar reads a value, or what it expects.
pub(super) type Reader = fn(Value) -> Result<(), String>;

/// What reads the scalar with this name.
pub(super) fn reader(name: &str) -> Option<Reader> {
    fn read<T: ScalarType + InputType>(value: Value) -> Result<(), String> {
        <T as ScalarType>::parse(value).map(drop).map_err(|fault| {
            // The library says so after a text of its own.
            let message = fault.into_server_error(Pos::default()).message;
            let own = message.find("expects").unwrap_or_default();
            message.get(own..).unwrap_or_default().to_owned()
        })
    }

    let readers: [(_, Reader); 4] = [
        ("Date", read::<Date>),
        ("ApproximateDate", read::<ApproximateDate>),
        ("DateTime", read::<DateTime>),
        ("Decimal", read::<Decimal>),
    ];
    let mut readers = readers.into_iter();
    readers
        .find(|(known, _)| *known == name)
        .map(|(_, reader)| reader)
}

/// Makes outputs of scalars that are written as text, without making a value of them first.
macro_rules! text_outputs {
    ($($scalar:ty => |$value:ident, $run:ident| $write:expr;)*) => {$(
        impl Output for $scalar {
            fn plan(_: &Planner<'_>, _: &[&SelectionSet]) -> Result<Plan, UnknownField> {
                Ok(Plan::Leaf)
            }

            fn write(&self, _: &Plan, $run: &mut Run<'_>) -> Result<(), Failed> {
                let $value = self;
                $write
            }
        }
    )*};
}

text_outputs! {
    Date => |date, run| run.write_plain(&date.0);
    ApproximateDate => |date, run| run.write_plain(&date.0);
    DateTime => |instant, run| run.write_json(&ScalarType::to_value(instant));
    Decimal => |decimal, run| run.write_text(&decimal.0);
}
