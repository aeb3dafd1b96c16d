//! Numbers and durations as the vocabularies write them.

use catalogue::{Money, Quantity, Tenths, Unit};
use serde_json::{Number, Value};

/// Percent points as a JSON number: whole where they are.
pub(crate) fn tenths(tenths: Tenths) -> Value {
    if tenths.floor() == tenths.ceil() {
        tenths.floor().into()
    } else {
        Number::from_f64(tenths.as_f64()).map_or(Value::Null, Value::Number)
    }
}

/// An amount as a JSON number: whole where it is. Amounts have at most 15 significant digits, so the
/// number reads back exactly.
pub(crate) fn amount(money: Money) -> Value {
    let text = money.amount();
    let whole = text.trim_end_matches('0').trim_end_matches('.');
    let whole = if text.contains('.') { whole } else { &text };
    serde_json::from_str(whole).unwrap_or(Value::Null)
}

/// A quantity of time without a range as an ISO 8601 duration: `PT100M`, `P3Y`. `None` for a range,
/// a fraction, or a unit that is no time.
pub(crate) fn duration(quantity: Quantity) -> Option<String> {
    (quantity.min() == quantity.max())
        .then(|| duration_of(quantity.min(), quantity.unit()))
        .flatten()
}

/// A number of a unit of time as an ISO 8601 duration.
pub(crate) fn duration_of(number: Tenths, unit: Unit) -> Option<String> {
    if number.floor() != number.ceil() {
        return None;
    }
    let number = number.floor();
    Some(match unit {
        Unit::Minutes => format!("PT{number}M"),
        Unit::Hours => format!("PT{number}H"),
        Unit::Days => format!("P{number}D"),
        Unit::Weeks => format!("P{number}W"),
        Unit::Months => format!("P{number}M"),
        Unit::Years => format!("P{number}Y"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_fraction() {
        let usd = |text| amount(Money::parse_amount(text, catalogue::Currency::USD).unwrap());
        assert_eq!(usd("165.00").to_string(), "165");
        assert_eq!(usd("100.00").to_string(), "100");
        assert_eq!(usd("99.50").to_string(), "99.5");
        assert_eq!(usd("0.00").to_string(), "0");
        assert_eq!(tenths(Tenths::from_tenths(167)).to_string(), "16.7");
        assert_eq!(tenths(Tenths::whole(20)).to_string(), "20");
    }

    #[test]
    fn only_exact_times_are_durations() {
        let text = |text: &str| duration(text.parse().unwrap());
        assert_eq!(text("100 minutes").as_deref(), Some("PT100M"));
        assert_eq!(text("3 years").as_deref(), Some("P3Y"));
        assert_eq!(text("12 months").as_deref(), Some("P12M"));
        assert_eq!(text("60..100 hours"), None);
        assert_eq!(text("1.5 hours"), None);
        assert_eq!(text("40..60 items"), None);
    }
}
