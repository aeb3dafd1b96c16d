//! Exact amounts of money with their ISO 4217 currency.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{binary::binary_struct, quantity::split_range, text::TextError};

/// An ISO 4217 currency code, such as `USD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

binary_struct!(Currency(letters));

impl Currency {
    /// The US dollar, in which most list prices are published.
    pub const USD: Self = Self(*b"USD");

    /// The three capital letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many decimal places the currency has (ISO 4217 "minor unit"): 2 unless listed.
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

/// The codes of national currencies that were in use in 2025 or later (ISO 4217, list one), in
/// order, each with a space behind it.
const CODES: &str = "\
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN \
    BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD \
    FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY \
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP \
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR \
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT \
    TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER \
    ZAR ZMW ZWG ";

impl FromStr for Currency {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let (codes, _) = CODES.as_bytes().as_chunks();
        match text.as_bytes() {
            // A misspelt currency would look like one in which no fee is known.
            [a, b, c] if codes.binary_search(&[*a, *b, *c, b' ']).is_ok() => Ok(Self([*a, *b, *c])),
            _ => Err(TextError::new(
                text,
                "an ISO 4217 currency code such as USD",
            )),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// An exact amount, counted in the currency's minor unit (cents for USD), written `165.00 USD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount in the currency's minor unit: 16500 with USD is 165.00 USD.
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The amount in the currency's minor unit.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The amount as an exact decimal string with the currency's number of places: `165.00`.
    pub fn amount(self) -> String {
        let places = self.currency.decimals();
        let scale = 10_u64.pow(places);
        let sign = if self.minor < 0 { "-" } else { "" };
        let whole = self.minor.unsigned_abs() / scale;
        if places == 0 {
            return format!("{sign}{whole}");
        }
        let rest = self.minor.unsigned_abs() % scale;
        format!("{sign}{whole}.{rest:0width$}", width = places as usize)
    }

    /// Parses a decimal amount (`165`, `165.5`, `165.00`) of a currency.
    ///
    /// # Errors
    /// If the text is not a decimal number of at least 0, or has more places than the currency.
    pub fn parse_amount(text: &str, currency: Currency) -> Result<Self, TextError> {
        let fault = || TextError::new(text, "an amount of at least 0 such as 165.00");
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let places = currency.decimals() as usize;
        let dangling = text.contains('.') && fraction.is_empty();
        if whole.is_empty() || whole.len() > 12 || !digits(whole) || !digits(fraction) || dangling {
            return Err(fault());
        }
        if fraction.len() > places {
            return Err(TextError::new(
                text,
                "an amount with the currency's number of decimals",
            ));
        }
        let minor = format!("{whole}{fraction:0<places$}")
            .parse()
            .map_err(|_| fault())?;
        Ok(Self { minor, currency })
    }
}

impl FromStr for Money {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let fault = || TextError::new(text, "an amount with its currency such as \"165.00 USD\"");
        let (amount, currency) = text.rsplit_once(' ').ok_or_else(fault)?;
        Self::parse_amount(amount, currency.parse()?)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount(), self.currency)
    }
}

/// A range of amounts in one currency, both ends inclusive, written `12000.00..25000.00 USD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MoneyRange {
    min: i64,
    max: i64,
    currency: Currency,
}

binary_struct!(MoneyRange { min, max, currency });

impl MoneyRange {
    /// A range in the currency's minor unit; `None` unless min <= max.
    pub fn from_minor(min: i64, max: i64, currency: Currency) -> Option<Self> {
        (min <= max).then_some(Self { min, max, currency })
    }

    /// One amount: both ends are equal.
    pub const fn exact(money: Money) -> Self {
        Self {
            min: money.minor(),
            max: money.minor(),
            currency: money.currency(),
        }
    }

    /// The lower end.
    pub const fn min(self) -> Money {
        Money::from_minor(self.min, self.currency)
    }

    /// The upper end.
    pub const fn max(self) -> Money {
        Money::from_minor(self.max, self.currency)
    }

    /// The currency of both ends.
    pub const fn currency(self) -> Currency {
        self.currency
    }
}

impl From<Money> for MoneyRange {
    fn from(money: Money) -> Self {
        Self {
            min: money.minor,
            max: money.minor,
            currency: money.currency,
        }
    }
}

impl FromStr for MoneyRange {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let expected = "an amount or a range with its currency such as \"12000..25000 USD\"";
        let fault = || TextError::new(text, expected);
        let (range, currency) = text.rsplit_once(' ').ok_or_else(fault)?;
        let currency = currency.parse()?;
        let (min, max) = split_range(range.trim());
        let min = Money::parse_amount(min, currency).map_err(|_| fault())?;
        let max = Money::parse_amount(max, currency).map_err(|_| fault())?;
        Self::from_minor(min.minor, max.minor, currency).ok_or_else(fault)
    }
}

impl TryFrom<String> for MoneyRange {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        text.parse()
    }
}

impl From<MoneyRange> for String {
    fn from(range: MoneyRange) -> Self {
        range.to_string()
    }
}

impl fmt::Display for MoneyRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.min == self.max {
            return self.min().fmt(formatter);
        }
        write!(
            formatter,
            "{}..{} {}",
            self.min().amount(),
            self.max().amount(),
            self.currency
        )
    }
}

impl schemars::JsonSchema for MoneyRange {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MoneyRange".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^\d+(\.\d+)?(\.\.\d+(\.\d+)?)? [A-Z]{3}$",
            "description": "An amount (165.00 USD) or a range (12000..25000 USD), ISO 4217 currency.",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn money_reads_back_as_written(minor in 0_i64..1_000_000_000, currency in "USD|JPY|KWD|EUR") {
            let money = Money::from_minor(minor, currency.parse().unwrap());
            prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        }

        #[test]
        fn any_text_is_refused_or_read_without_a_panic(text in ".{0,40}") {
            let _ = text.parse::<Money>();
            let _ = text.parse::<MoneyRange>();
        }
    }

    #[test]
    fn decimals_follow_the_currency() {
        assert_eq!(
            "165 USD".parse::<Money>().unwrap().to_string(),
            "165.00 USD"
        );
        assert_eq!(
            "21100 JPY".parse::<Money>().unwrap().to_string(),
            "21100 JPY"
        );
        assert!("165.001 USD".parse::<Money>().is_err());
        assert!("1.5 JPY".parse::<Money>().is_err());
        assert!("-1 USD".parse::<Money>().is_err());
        assert!("1. USD".parse::<Money>().is_err());
        for text in ["AED", "EUR", "USD", "ZWG"] {
            assert_eq!(text.parse::<Currency>().unwrap().as_str(), text);
        }
        for text in ["ZZZ", "usd", "US", "US ", "USDX", "", "ED "] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }
}
