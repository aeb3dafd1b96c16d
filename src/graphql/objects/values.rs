//! Small values: amounts of money and ranges of numbers.

use async_graphql::SimpleObject;
use certgraph_macros::{Fields, fields};

use crate::catalogue::{self, Currency, Quantity, Tenths};
use crate::graphql::objects::scalars::Decimal;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    amount: catalogue::Money,
    currency: Currency,
}

impl From<catalogue::Money> for Money {
    fn from(money: catalogue::Money) -> Self {
        Self {
            amount: money,
            currency: money.currency(),
        }
    }
}

/// An exact amount of money.
#[fields]
#[cacheable]
impl Money {
    /// The amount as an exact decimal with the currency's number of places. Example: `"165.00"`.
    fn amount(&self) -> Decimal {
        Decimal(self.amount.amount())
    }

    /// The ISO 4217 currency code. Example: `"USD"`.
    fn currency(&self) -> &str {
        self.currency.as_str()
    }
}

/// A range of amounts in one currency, both ends inclusive.
#[derive(SimpleObject, Fields, Debug, Clone, PartialEq, Eq)]
pub struct MoneyRange {
    /// The lower end. Example: `"12000.00"`.
    min: Decimal,
    /// The upper end; equal to `min` for a single amount. Example: `"25000.00"`.
    max: Decimal,
    /// The ISO 4217 currency code of both ends. Example: `"USD"`.
    currency: String,
}

impl From<catalogue::MoneyRange> for MoneyRange {
    fn from(range: catalogue::MoneyRange) -> Self {
        Self {
            min: Decimal(range.min().amount()),
            max: Decimal(range.max().amount()),
            currency: range.currency().to_string(),
        }
    }
}

/// A range of whole numbers, both ends inclusive; the field that holds it names the unit.
#[derive(SimpleObject, Fields, Debug, Clone, Copy, PartialEq, Eq)]
#[cacheable]
pub struct IntRange {
    /// The lower end. Example: `60`.
    pub(crate) min: i64,
    /// The upper end; equal to `min` for a single number. Example: `100`.
    pub(crate) max: i64,
}

impl From<Quantity> for IntRange {
    fn from(quantity: Quantity) -> Self {
        let (min, max) = catalogue::whole_range(quantity);
        Self { min, max }
    }
}

/// A range of exact decimal numbers with its unit, both ends inclusive.
#[derive(SimpleObject, Fields, Debug, Clone, PartialEq, Eq)]
pub struct DecimalRange {
    /// The lower end. Example: `"65"`.
    min: Decimal,
    /// The upper end; equal to `min` for a single number. Example: `"75"`.
    max: Decimal,
    /// What is counted: `minutes`, `hours`, `days`, `weeks`, `months`, `years`, `percent`, `items`
    /// or `count`.
    unit: String,
}

impl From<Quantity> for DecimalRange {
    fn from(quantity: Quantity) -> Self {
        Self {
            min: Decimal(quantity.min().to_string()),
            max: Decimal(quantity.max().to_string()),
            unit: quantity.unit().word().to_owned(),
        }
    }
}

/// How much of an exam a domain makes up, both ends inclusive, exact to tenths of a point. Vendors
/// that publish one number have equal ends; a midpoint is never made up.
#[derive(SimpleObject, Fields, Debug, Clone, Copy, PartialEq)]
#[cacheable]
pub struct WeightRange {
    /// The lower end in percent points. Example: `20`.
    min: f64,
    /// The upper end in percent points. Example: `25`.
    max: f64,
}

impl From<catalogue::WeightRange> for WeightRange {
    fn from(range: catalogue::WeightRange) -> Self {
        Self {
            min: range.min().as_f64(),
            max: range.max().as_f64(),
        }
    }
}

/// Whether the weights of a blueprint can add up to 100 percent.
#[derive(SimpleObject, Fields, Debug, Clone, Copy, PartialEq)]
#[cacheable]
pub struct WeightCheck {
    /// The sum of the lower ends in percent points; null when a weight is missing. Example: `80`.
    sum_of_mins: Option<f64>,
    /// The sum of the upper ends in percent points; null when a weight is missing. Example: `105`.
    sum_of_maxes: Option<f64>,
    /// Whether some split within the ranges adds up to 100; null when a weight is missing.
    feasible: Option<bool>,
}

impl From<Option<catalogue::WeightCheck>> for WeightCheck {
    fn from(check: Option<catalogue::WeightCheck>) -> Self {
        let number = |of: fn(catalogue::WeightCheck) -> Tenths| check.map(|it| of(it).as_f64());
        Self {
            sum_of_mins: number(|check| check.sum_of_mins),
            sum_of_maxes: number(|check| check.sum_of_maxes),
            feasible: check.map(|check| check.feasible),
        }
    }
}

/// The passing score and its scale.
#[derive(SimpleObject, Fields, Debug, Clone, PartialEq, Eq)]
#[cacheable]
pub struct PassingScore {
    /// The score to reach. Example: `700`.
    passing: u16,
    /// The lowest score of the scale. Example: `1`.
    scale_min: u16,
    /// The highest score of the scale. Example: `1000`.
    scale_max: u16,
    /// What the score is counted in: `scaled points` or `percent`.
    unit: String,
}

impl From<catalogue::PassingScore> for PassingScore {
    fn from(score: catalogue::PassingScore) -> Self {
        let unit = match score.unit {
            catalogue::ScoreUnit::ScaledPoints => "scaled points",
            catalogue::ScoreUnit::Percent => "percent",
        };
        Self {
            passing: score.passing,
            scale_min: score.scale_min,
            scale_max: score.scale_max,
            unit: unit.to_owned(),
        }
    }
}

/// A share to four decimal places, which is as exact as the measure.
pub(crate) fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}
