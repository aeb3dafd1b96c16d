//! Whether two facts can both be true.

use super::{
    fact::{AbsenceReason, Fact, FactContent, FactName, FactValue, PassingScore, ValueKind},
    money::MoneyRange,
    quantity::{Quantity, Tenths, Unit},
    source::Confidence,
};

/// Whether two facts contradict each other: they are about the same thing, which has one answer,
/// and no value fits both. A range fits every value inside it, an imprecise date every possible
/// day.
pub(super) fn disagree(one: &Fact, other: &Fact) -> bool {
    if one.topic() != other.topic() || !has_one_answer(one) {
        return false;
    }
    match (&one.content, &other.content) {
        (FactContent::Known(left), FactContent::Known(right)) => values_disagree(left, right),
        (FactContent::Known(_), FactContent::Absent(reason)) => denies(*reason, one),
        (FactContent::Absent(reason), FactContent::Known(_)) => denies(*reason, other),
        (FactContent::Absent(_), FactContent::Absent(_)) => false,
    }
}

/// Whether different values of a fact exclude each other. Most lists are incomplete; only those
/// that state a rule, or have a heading, have one answer.
fn has_one_answer(fact: &Fact) -> bool {
    match fact.name {
        FactName::LevelWording | FactName::Subject | FactName::OutlineChangedOn => false,
        FactName::Languages
        | FactName::ItemTypes
        | FactName::Delivery
        | FactName::Renewal
        | FactName::Retake => true,
        name => name.kind() != ValueKind::List || fact.about.is_some(),
    }
}

/// Whether the reason for an absent value contradicts a known value.
fn denies(reason: AbsenceReason, known: &Fact) -> bool {
    match reason {
        // Unknown is not a claim.
        AbsenceReason::Unknown | AbsenceReason::Disputed => false,
        AbsenceReason::NotApplicable => true,
        // Others may report or estimate what the vendor does not publish.
        AbsenceReason::NotPublished => known.evidence.confidence < Confidence::Community,
    }
}

fn values_disagree(left: &FactValue, right: &FactValue) -> bool {
    match (left, right) {
        (FactValue::Money(left), FactValue::Money(right)) => amounts_disagree(*left, *right),
        (FactValue::Quantity(left), FactValue::Quantity(right)) => {
            quantities_disagree(*left, *right)
        }
        (FactValue::Score(left), FactValue::Score(right)) => scores_disagree(*left, *right),
        (FactValue::Date(left), FactValue::Date(right)) => {
            left.latest() < right.earliest() || right.latest() < left.earliest()
        }
        (FactValue::Text(left), FactValue::Text(right)) => plain(left) != plain(right),
        (FactValue::List(left), FactValue::List(right)) => lists_disagree(left, right),
        (left, right) => left != right,
    }
}

/// Prices in different currencies belong to different markets.
fn amounts_disagree(left: MoneyRange, right: MoneyRange) -> bool {
    left.currency() == right.currency()
        && (left.max().minor() < right.min().minor() || right.max().minor() < left.min().minor())
}

fn quantities_disagree(left: Quantity, right: Quantity) -> bool {
    let apart =
        |left: (Tenths, Tenths), right: (Tenths, Tenths)| left.1 < right.0 || right.1 < left.0;
    if left.unit() == right.unit() {
        return apart((left.min(), left.max()), (right.min(), right.max()));
    }
    match (day_range(left), day_range(right)) {
        (Some(left), Some(right)) => apart(left, right),
        _ => false,
    }
}

/// The number of days in a calendar span; a month has 28 to 31.
fn day_range(quantity: Quantity) -> Option<(Tenths, Tenths)> {
    let (shortest, longest) = match quantity.unit() {
        Unit::Days => (1, 1),
        Unit::Weeks => (7, 7),
        Unit::Months => (28, 31),
        Unit::Years => (365, 366),
        _ => return None,
    };
    let times =
        |number: Tenths, days: i64| Tenths::from_tenths(number.tenths().saturating_mul(days));
    Some((
        times(quantity.min(), shortest),
        times(quantity.max(), longest),
    ))
}

/// Scales that start at 0 and at 1 are interchangeable; the score and the maximum count.
fn scores_disagree(left: PassingScore, right: PassingScore) -> bool {
    (left.unit, left.passing, left.scale_max) != (right.unit, right.passing, right.scale_max)
}

/// Lists contradict each other if they are disjoint.
fn lists_disagree(left: &[String], right: &[String]) -> bool {
    let right: Vec<String> = right.iter().map(|item| plain(item)).collect();
    let shared = left.iter().any(|item| right.contains(&plain(item)));
    !left.is_empty() && !right.is_empty() && !shared
}

/// A text without case and punctuation.
fn plain(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || "-_".contains(letter));
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}
