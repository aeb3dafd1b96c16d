//! The scalars of the API.

use async_graphql::{InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime as Instant, SecondsFormat, Utc};

use crate::catalogue::{self, Day};
use crate::graphql::{
    federation::{ANY, Representation},
    plan::leaf_outputs,
};

/// A scalar as input.
trait Read: Sized {
    /// The expected format, for a message that begins with the name of the scalar.
    const EXPECTS: &'static str;

    fn read(value: &Value) -> Option<Self>;
}

fn parse<T: Read + InputType>(value: &Value) -> InputValueResult<T> {
    T::read(value).ok_or_else(|| InputValueError::custom(T::EXPECTS))
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub Day);

impl Read for Date {
    const EXPECTS: &'static str = "expects a day such as \"2026-06-30\" (YYYY-MM-DD)";

    fn read(value: &Value) -> Option<Self> {
        let date: catalogue::ApproximateDate = text(value)?.parse().ok()?;
        date.exact().map(Self)
    }
}

/// A calendar day in UTC, written `YYYY-MM-DD`. Example: `"2026-06-30"`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        parse(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApproximateDate(pub catalogue::ApproximateDate);

impl Read for ApproximateDate {
    const EXPECTS: &'static str =
        "expects a day, a month, a year, \"../\" and a day, or one of the former and \"/..\"";

    fn read(value: &Value) -> Option<Self> {
        text(value)?.parse().ok().map(Self)
    }
}

/// A date as exactly as a source knows it, in EDTF (ISO 8601-2): a day `"2026-06-30"`, a month
/// `"2026-06"`, a year `"2026"`, `"../2026-09-24"` for "on or before that day", or `"2026-06/.."` for
/// "not before": an end of which only the first possible day, month or year is known.
#[Scalar(specified_by_url = "https://www.loc.gov/standards/datetime/")]
impl ScalarType for ApproximateDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        parse(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub Instant<Utc>);

impl Read for DateTime {
    const EXPECTS: &'static str = "expects an instant such as \"2026-11-22T09:30:00Z\"";

    fn read(value: &Value) -> Option<Self> {
        let instant = Instant::parse_from_rfc3339(text(value)?).ok()?;
        Some(Self(instant.to_utc()))
    }
}

/// An instant in UTC as RFC 3339. Example: `"2026-11-22T09:30:00Z"`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        parse(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal(pub String);

impl Read for Decimal {
    const EXPECTS: &'static str = "expects a decimal such as \"165.00\"";

    fn read(value: &Value) -> Option<Self> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(&text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        (text.len() <= 30 && digits(whole) && digits(fraction)).then_some(Self(text))
    }
}

/// An exact decimal number as text, never a binary fraction. Example: `"165.00"`. As input, a
/// plain number is taken too.
#[Scalar]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        parse(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongText(pub String);

impl LongText {
    /// The most bytes of UTF-8 that it may have.
    pub(crate) const MAX_BYTES: usize = 64 * 1024;
}

impl Read for LongText {
    const EXPECTS: &'static str = "expects a text";

    // A text that is too long is refused by the limits of values, whose messages do not repeat it, and
    // in bytes by the field.
    fn read(value: &Value) -> Option<Self> {
        text(value).map(|text| Self(text.to_owned()))
    }
}

/// A text of at most 65,536 bytes of UTF-8. Give it in a variable that is declared as `LongText`:
/// texts in the document and in variables of other types are limited to `Limits.textCharacters`.
/// Example: `"We need somebody with AZ-104."`.
#[Scalar]
impl ScalarType for LongText {
    fn parse(value: Value) -> InputValueResult<Self> {
        parse(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Checks a value of a scalar, or returns the expected format.
pub(crate) type Reader = fn(&Value) -> Result<(), &'static str>;

/// The reader of the scalar with this name.
pub(crate) fn reader(name: &str) -> Option<Reader> {
    fn reads<T: Read>(value: &Value) -> Result<(), &'static str> {
        T::read(value).map(drop).ok_or(T::EXPECTS)
    }

    Some(match name {
        "Date" => reads::<Date>,
        "ApproximateDate" => reads::<ApproximateDate>,
        "DateTime" => reads::<DateTime>,
        "Decimal" => reads::<Decimal>,
        "LongText" => reads::<LongText>,
        ANY => Representation::check,
        _ => return None,
    })
}

// Written directly, without an intermediate `Value`.
leaf_outputs! {
    Date => |date, run| run.write_plain(&date.0);
    ApproximateDate => |date, run| run.write_plain(&date.0);
    DateTime => |instant, run| run.write_json(&ScalarType::to_value(instant));
    Decimal => |decimal, run| run.write_string(&decimal.0);
}
