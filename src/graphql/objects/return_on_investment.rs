//! Return on investment of exams and paths.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{InputObject, Result, SimpleObject};
use certgraph_macros::Fields;

use crate::graphql::{
    objects::connection::{bad_argument, parsed, within},
    objects::evidence::Evidence,
    objects::fact::Fact,
    objects::scalars::Decimal,
    objects::values::{DecimalRange, Money, MoneyRange},
    objects::view::View,
};
use crate::{
    advice::{self, RoiSubject},
    catalogue::{self, Currency, ExamIndex, Experience, FactName, Quantity, Tenths, Unit},
};

/// The largest amount of an input, in whole units of the currency.
const MAX_AMOUNT: u32 = 1_000_000_000;
/// The largest number of study hours or practice weeks of an input.
const MAX_LENGTH: i64 = 100_000;

/// Figures of your own in the place of the catalogue's. Whatever is left out is read from facts;
/// where there is none, the figures that need it are null and `missing` says so.
#[derive(InputObject, Debug, Clone, Default)]
pub struct RoiInput {
    /// All exam fees, in `currency`. Example: `{ min: "165" }`. Default: the list prices.
    fees: Option<DecimalRangeInput>,
    /// Cloud consumption of practice in total, in `currency`. Example: `{ min: "0", max: "80" }`.
    /// Not together with `practiceCostWeekly` or `practiceWeeks`.
    practice_cost: Option<DecimalRangeInput>,
    /// Cloud consumption of practice a week, in `currency`; counted for `practiceWeeks`.
    practice_cost_weekly: Option<DecimalRangeInput>,
    /// For how many weeks practice is paid. Example: `{ min: "6", max: "8" }`. Default, where
    /// `practiceCostWeekly` is given: the weeks of study that a source names.
    practice_weeks: Option<DecimalRangeInput>,
    /// Hours of study in total, at most one decimal place. Example: `{ min: "60", max: "100" }`.
    /// Default: the hours for `experience`, for a path those of its totals.
    study_hours: Option<DecimalRangeInput>,
    /// What an hour of study is worth to you, in `currency`. Example: `{ min: "60" }`.
    hourly_rate: Option<DecimalRangeInput>,
    /// The raise a year before tax, in `currency`. Example: `{ min: "12000", max: "25000" }`.
    annual_raise: Option<DecimalRangeInput>,
    /// For how many years the raise counts, 1 to 50. Default: 3.
    horizon_years: Option<i32>,
    /// The ISO 4217 currency of every amount; facts in another one are not used, for nothing is
    /// converted. Default: `"USD"`.
    currency: Option<String>,
    /// The experience that study hours and weeks are read for. Default: what holds in general; a
    /// path keeps the experience that it was asked for with.
    experience: Option<ApiEnum<Experience>>,
}

/// A range of numbers of at least 0, both ends inclusive.
#[derive(InputObject, Debug, Clone)]
pub struct DecimalRangeInput {
    /// The lower end. Example: `"12000"`.
    min: Decimal,
    /// The upper end. Default: `min`, that is a single number. Example: `"20000"`.
    max: Option<Decimal>,
}

/// What exams cost, study time included, and what a raise returns. Ranges go in and
/// ranges come out; amounts are exact and rounded outwards to the currency's smallest unit.
#[derive(SimpleObject, Fields)]
pub struct RoiEstimate {
    /// Fees, practice and study time together. Null when a part of it is not known.
    investment: Option<MoneyRange>,
    /// Months until the raise has paid the investment back, rounded outwards to tenths. Example:
    /// `{ min: "3.5", max: "3.6", unit: "months" }`. Null when a part is not known, or the raise
    /// may be zero.
    payback_months: Option<DecimalRange>,
    /// For how many years the raise counts. Example: `3`.
    horizon_years: i32,
    /// What the raise brings over the horizon before the investment and before tax. Null when the
    /// raise is not known.
    horizon_gross_gain: Option<MoneyRange>,
    /// What the raise brings over the horizon less the investment, before tax; below zero for a
    /// loss. Null when a part is not known.
    horizon_gain: Option<MoneyRange>,
    /// The least raise a year with which the horizon gain is surely not a loss: the upper end of
    /// `breakEvenRange`. Null when the investment is not known.
    break_even_raise: Option<Money>,
    /// The raise a year with which the horizon gain is zero, for the lowest and the highest
    /// investment. Null when the investment is not known.
    break_even_range: Option<MoneyRange>,
    /// Every input with its value and where it comes from, in a fixed order.
    assumptions: Vec<Assumption>,
    /// How each figure comes about, with its formula.
    calculations: Vec<Calculation>,
    /// Whether every figure is known.
    complete: bool,
    /// What is not known. Example: `["practice cost of AI-103 in USD"]`. Unknown is never taken
    /// for zero.
    missing: Vec<String>,
    /// What sources state about these figures themselves; kept beside the computed ones and never
    /// served in their place. Empty for a path.
    claims: Vec<Fact>,
}

/// One input of an estimate.
#[derive(SimpleObject, Fields)]
pub struct Assumption {
    /// Which input it is.
    name: ApiEnum<advice::AssumptionName>,
    /// The value as text with its unit. Examples: `"165.00 USD"`, `"60..100 hours"`. Null when it
    /// is not known.
    value: Option<String>,
    /// The value as money. Null when it is not money, or not known.
    money: Option<MoneyRange>,
    /// The value as numbers with their unit. Null when it is money, or not known.
    quantity: Option<DecimalRange>,
    /// Whether the question gives it.
    overridden: bool,
    /// How it comes about from other figures. Example: `"99.00 (AI-900) + 165.00 (AZ-204)"`. Null
    /// when it is as a source or the question has it.
    formula: Option<String>,
    /// Its evidence; empty when the question gives it or no source states it.
    evidence: Vec<Evidence>,
}

/// How a figure comes about.
#[derive(SimpleObject, Fields)]
pub struct Calculation {
    /// The figure. Example: `"investment"`.
    figure: &'static str,
    /// The formula in words. Example: `"investment / (annual raise / 12)"`.
    formula: &'static str,
    /// The formula with this estimate's numbers. Example:
    /// `"4965.00..5045.00 / (17000.00 / 12) = 3.5..3.6 months"`. Null when a part is not known.
    text: Option<String>,
}

/// The facts in which sources state the computed figures themselves.
const CLAIMS: [FactName; 4] = [
    FactName::StatedInvestment,
    FactName::StatedMonthlyReturn,
    FactName::StatedPayback,
    FactName::StatedThreeYearGain,
];

/// The estimate for one exam.
pub(crate) fn of_exam(
    view: &View,
    exam: ExamIndex,
    input: Option<RoiInput>,
) -> Result<Option<RoiEstimate>> {
    let input = input.unwrap_or_default();
    let subject = RoiSubject {
        catalogue: &view.catalogue,
        exams: &[exam],
        day: view.day,
        study_hours: None,
        experience: input.experience.map(|set| set.0),
    };
    let estimate = advice::return_on_investment(&subject, &read(&input)?);
    let facts = &view.catalogue.exam(exam).record.facts;
    let claims = || {
        facts
            .iter()
            .filter(|fact| CLAIMS.contains(&fact.name))
            .filter_map(|fact| Fact::find(view, exam, fact))
            .collect()
    };
    Ok(estimate.map(|estimate| shown(view, estimate, claims())))
}

/// The estimate for the exams of a path.
pub(crate) fn of_path(
    view: &View,
    exams: &[ExamIndex],
    study_hours: Option<Quantity>,
    experience: Option<ApiEnum<Experience>>,
    input: Option<RoiInput>,
) -> Result<Option<RoiEstimate>> {
    let input = input.unwrap_or_default();
    let own = input.experience;
    let subject = RoiSubject {
        catalogue: &view.catalogue,
        exams,
        day: view.day,
        study_hours: study_hours.filter(|_| own.is_none() || own == experience),
        experience: own.or(experience).map(|set| set.0),
    };
    let estimate = advice::return_on_investment(&subject, &read(&input)?);
    Ok(estimate.map(|estimate| shown(view, estimate, vec![])))
}

fn shown(view: &View, estimate: advice::RoiEstimate, claims: Vec<Fact>) -> RoiEstimate {
    let assumption = |assumption: advice::Assumption| {
        let (value, money, quantity) = match assumption.value {
            Some(advice::AssumptionValue::Money(range)) => {
                (Some(range.to_string()), Some(range.into()), None)
            }
            Some(advice::AssumptionValue::Quantity(quantity)) => {
                (Some(quantity.to_string()), None, Some(quantity.into()))
            }
            None => (None, None, None),
        };
        Assumption {
            name: assumption.name.into(),
            value,
            money,
            quantity,
            overridden: assumption.overridden,
            formula: assumption.formula,
            evidence: view.evidence(&assumption.evidence),
        }
    };
    RoiEstimate {
        investment: estimate.investment.map(Into::into),
        payback_months: estimate.payback_months.map(Into::into),
        horizon_years: estimate.horizon_years.into(),
        horizon_gross_gain: estimate.gross_gain.map(Into::into),
        horizon_gain: estimate.horizon_gain.map(Into::into),
        break_even_raise: estimate.break_even_raise.map(Into::into),
        break_even_range: estimate.break_even.map(Into::into),
        assumptions: estimate.assumptions.into_iter().map(assumption).collect(),
        calculations: estimate
            .calculations
            .into_iter()
            .map(|item| Calculation {
                figure: item.figure,
                formula: item.formula,
                text: item.text,
            })
            .collect(),
        complete: estimate.complete,
        missing: estimate.missing,
        claims,
    }
}

/// Reads the inputs; a `BAD_USER_INPUT` names the field.
fn read(input: &RoiInput) -> Result<advice::RoiInput> {
    let currency: Currency = match &input.currency {
        Some(text) => parsed("input.currency", text)?,
        None => Currency::USD,
    };
    if input.practice_cost.is_some()
        && (input.practice_cost_weekly.is_some() || input.practice_weeks.is_some())
    {
        let message = "gives practice in total; leave practiceCostWeekly and practiceWeeks out";
        return Err(bad_argument("input.practiceCost", message));
    }
    let years = input.horizon_years;
    let horizon_years = years.map(|years| within("input.horizonYears", years, 1..=50));
    let horizon_years = horizon_years.transpose()?;
    let amount = |name, range| amount(name, range, currency);
    Ok(advice::RoiInput {
        fees: amount("input.fees", input.fees.as_ref())?,
        practice_cost: amount("input.practiceCost", input.practice_cost.as_ref())?,
        practice_cost_weekly: amount(
            "input.practiceCostWeekly",
            input.practice_cost_weekly.as_ref(),
        )?,
        practice_weeks: number(
            "input.practiceWeeks",
            input.practice_weeks.as_ref(),
            Unit::Weeks,
        )?,
        study_hours: number("input.studyHours", input.study_hours.as_ref(), Unit::Hours)?,
        hourly_rate: amount("input.hourlyRate", input.hourly_rate.as_ref())?,
        annual_raise: amount("input.annualRaise", input.annual_raise.as_ref())?,
        horizon_years,
        currency,
    })
}

fn amount(
    name: &str,
    range: Option<&DecimalRangeInput>,
    currency: Currency,
) -> Result<Option<catalogue::MoneyRange>> {
    let largest = i64::from(MAX_AMOUNT) * 10_i64.pow(currency.decimals());
    let read = |argument: &str, decimal: &Decimal| {
        let money = catalogue::Money::parse_amount(&decimal.0, currency)
            .map_err(|fault| bad_argument(argument, fault))?;
        if money.minor() > largest {
            return Err(bad_argument(argument, format!("is above {MAX_AMOUNT}")));
        }
        Ok(money.minor())
    };
    ends(name, range, read, |min, max| {
        catalogue::MoneyRange::from_minor(min, max, currency)
    })
}

fn number(name: &str, range: Option<&DecimalRangeInput>, unit: Unit) -> Result<Option<Quantity>> {
    let read = |argument: &str, decimal: &Decimal| {
        let number: Tenths = parsed(argument, &decimal.0)?;
        if number > Tenths::whole(MAX_LENGTH) {
            return Err(bad_argument(argument, format!("is above {MAX_LENGTH}")));
        }
        Ok(number)
    };
    ends(name, range, read, |min, max| Quantity::new(min, max, unit))
}

/// Reads both ends of a range.
fn ends<T: Copy, R>(
    name: &str,
    range: Option<&DecimalRangeInput>,
    read: impl Fn(&str, &Decimal) -> Result<T>,
    made: impl Fn(T, T) -> Option<R>,
) -> Result<Option<R>> {
    let Some(DecimalRangeInput { min, max }) = range else {
        return Ok(None);
    };
    let min = read(&format!("{name}.min"), min)?;
    let end = format!("{name}.max");
    let max = max.as_ref().map_or(Ok(min), |max| read(&end, max))?;
    let range = made(min, max).ok_or_else(|| bad_argument(&end, "is below min"));
    range.map(Some)
}
