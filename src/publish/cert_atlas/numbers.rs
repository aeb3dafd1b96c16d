//! Exact values of numbers in the index, and scales in free text.

use serde_json::Number;

use crate::catalogue::{
    FactValue, MoneyRange, PassingScore, Quantity, ScoreUnit, Tenths, WeightRange,
};

/// A positive number of a unit.
pub(super) fn quantity(number: &Number, unit: &str) -> Option<FactValue> {
    let quantity: Quantity = format!("{number} {unit}").parse().ok()?;
    (quantity.min() > Tenths::default()).then_some(FactValue::Quantity(quantity))
}

/// An amount in US dollars, may be 0.
pub(super) fn dollars(number: &Number) -> Option<FactValue> {
    let amount: MoneyRange = format!("{number} USD").parse().ok()?;
    Some(FactValue::Money(amount))
}

/// A score with the scale in the text; `None` without a scale that contains it.
pub(super) fn score(number: &Number, words: &str) -> Option<FactValue> {
    let (passing, (scale_min, scale_max, unit)) = (whole(number)?, scale(words)?);
    (scale_min <= passing && passing <= scale_max).then_some(FactValue::Score(PassingScore {
        passing,
        scale_min,
        scale_max,
        unit,
    }))
}

/// A whole number.
pub(super) fn whole(number: &Number) -> Option<u16> {
    let text = number.to_string();
    text.strip_suffix(".0").unwrap_or(&text).parse().ok()
}

/// The range of two percentages, widened to tenths, and whether that changed it.
pub(super) fn weight(min: &Number, max: &Number) -> Option<(WeightRange, bool)> {
    let (floor, min_is_exact) = tenths_below(min)?;
    let (below, max_is_exact) = tenths_below(max)?;
    let ceiling = if max_is_exact { below } else { below + 1 };
    let range = WeightRange::new(Tenths::from_tenths(floor), Tenths::from_tenths(ceiling))?;
    Some((range, !(min_is_exact && max_is_exact)))
}

/// The tenths of a non-negative number, rounded down, and whether that is exact.
fn tenths_below(number: &Number) -> Option<(i64, bool)> {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() > 6 {
        return None;
    }
    let (tenth, rest) = fraction.split_at(1);
    let tenths = format!("{whole}{tenth}").parse().ok()?;
    Some((tenths, rest.bytes().all(|byte| byte == b'0')))
}

/// The scale of a score and its unit: percent if the text starts so, else the only range in a text
/// about a scale or that is nothing but a range.
fn scale(words: &str) -> Option<(u16, u16, ScoreUnit)> {
    let lower = words.to_lowercase();
    if lower.starts_with("percentage") {
        return Some((0, 100, ScoreUnit::Percent));
    }
    let ranges = ranges(words);
    let [(min, max, is_all)] = ranges[..] else {
        return None;
    };
    (min < max && (is_all || lower.contains("scale"))).then_some((
        min,
        max,
        ScoreUnit::ScaledPoints,
    ))
}

/// The ranges in a text that are not percentages, and whether the text is nothing but a range.
fn ranges(words: &str) -> Vec<(u16, u16, bool)> {
    let in_range = |letter: char| letter.is_ascii_digit() || "-–".contains(letter);
    let mut ranges = Vec::new();
    let mut rest = words;
    while let Some(start) = rest.find(in_range) {
        rest = &rest[start..];
        let end = rest.find(|letter| !in_range(letter)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        if let Some((min, max)) = piece.split_once(['-', '–'])
            && let (Ok(min), Ok(max)) = (min.parse(), max.parse())
            && !after.starts_with('%')
        {
            ranges.push((min, max, piece == words.trim()));
        }
        rest = after;
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn weights_finer_than_a_tenth_are_enclosed() {
        let written = |min: &str, max: &str| {
            weight(&number(min), &number(max)).map(|(range, rounded)| (range.to_string(), rounded))
        };
        assert_eq!(written("20.0", "25"), Some(("20..25".into(), false)));
        assert_eq!(written("16.67", "16.67"), Some(("16.6..16.7".into(), true)));
        assert_eq!(written("18.7", "18.7"), Some(("18.7".into(), false)));
        assert_eq!(written("-1", "5"), None);
        assert_eq!(written("90", "101"), None);
        assert_eq!(written("30", "20"), None);
        assert_eq!(written("1e300", "1e300"), None);
    }

    #[test]
    fn scales_are_read_where_they_are_plain() {
        let points = |min, max| Some((min, max, ScoreUnit::ScaledPoints));
        for (words, expected) in [
            ("1-1000", points(1, 1000)),
            ("1–5", points(1, 5)),
            (
                "Scaled score 200–500; 350 required to pass",
                points(200, 500),
            ),
            ("75 on scale of 1–99", points(1, 99)),
            ("Scaled score 0–1000; 600 (60%) passing", points(0, 1000)),
            ("percentage", Some((0, 100, ScoreUnit::Percent))),
            (
                "Percentage (70-80% passing depending on exam)",
                Some((0, 100, ScoreUnit::Percent)),
            ),
            ("400/999 scaled score", None),
            (
                "NAVLE: scaled 200–800 (passing = 425); MPJE scale 0–100",
                None,
            ),
            ("Two cut scores, 70-80% each, scaled", None),
            ("Pass/fail", None),
        ] {
            assert_eq!(scale(words), expected, "{words}");
        }
    }

    #[test]
    fn amounts_and_quantities_must_make_sense() {
        let fee = |text: &str| dollars(&number(text)).map(|fee| fee.to_string());
        assert_eq!(fee("165.0").as_deref(), Some("165.00 USD"));
        assert_eq!(fee("15.25").as_deref(), Some("15.25 USD"));
        assert_eq!(fee("-1"), None);
        assert_eq!(fee("9.999"), None);
        let time = |text: &str| quantity(&number(text), "minutes");
        assert_eq!(time("100").unwrap().to_string(), "100 minutes");
        assert_eq!(time("0"), None);
        assert_eq!(time("-5"), None);
        assert_eq!(
            (whole(&number("700")), whole(&number("2.0"))),
            (Some(700), Some(2))
        );
        assert_eq!(whole(&number("2.5")), None);
    }
}
