//! Return on investment: the cost of exams including study time, and the return of a raise.
//!
//! Every figure is computed from named assumptions, each with its evidence and each replaceable.
//! Inputs and results are ranges. A figure with an unknown part is unknown. `docs/advice.md` lists
//! the formulas.

mod assumption;
mod interval;
#[cfg(test)]
mod tests;

use self::{assumption::Assumptions, interval::Interval};
use catalogue::{
    Catalogue, Currency, Day, Evidence, ExamIndex, Experience, Money, MoneyRange, Quantity, Tenths,
    Unit, described_enum,
};

/// The default horizon in years.
pub const DEFAULT_HORIZON_YEARS: u16 = 3;

/// The subject of an estimate: one exam, or the exams of a path.
#[derive(Debug, Clone)]
pub struct RoiSubject<'a> {
    /// The snapshot that facts are read from.
    pub catalogue: &'a Catalogue,
    /// The exams in order; the raise belongs to the last one.
    pub exams: &'a [ExamIndex],
    /// The day: while a beta can be booked, its fee is that of the beta.
    pub day: Day,
    /// The study hours of all exams, if a path has computed them; otherwise read from facts.
    pub study_hours: Option<Quantity>,
    /// The experience for which study hours and weeks are read.
    pub experience: Option<Experience>,
}

/// Values that override the catalogue's figures. Absent ones are read from facts. None is negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoiInput {
    /// All exam fees.
    pub fees: Option<MoneyRange>,
    /// Cloud consumption of practice in total.
    pub practice_cost: Option<MoneyRange>,
    /// Cloud consumption of practice a week; `practice_cost` takes precedence.
    pub practice_cost_weekly: Option<MoneyRange>,
    /// The number of weeks of paid practice.
    pub practice_weeks: Option<Quantity>,
    /// Hours of study in total.
    pub study_hours: Option<Quantity>,
    /// The value of an hour of study to the person.
    pub hourly_rate: Option<MoneyRange>,
    /// The raise a year before tax.
    pub annual_raise: Option<MoneyRange>,
    /// The number of years for which the raise counts.
    pub horizon_years: Option<u16>,
    /// The currency of every amount.
    pub currency: Currency,
}

impl RoiInput {
    /// No overrides, in a currency.
    pub fn in_currency(currency: Currency) -> Self {
        Self {
            fees: None,
            practice_cost: None,
            practice_cost_weekly: None,
            practice_weeks: None,
            study_hours: None,
            hourly_rate: None,
            annual_raise: None,
            horizon_years: None,
            currency,
        }
    }
}

/// The cost and return of exams. Amounts are rounded outwards to the currency's minor unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoiEstimate {
    /// The currency of every amount.
    pub currency: Currency,
    /// Fees, practice and the value of the study time.
    pub investment: Option<MoneyRange>,
    /// Months until the raise pays back the investment, rounded outwards to tenths.
    pub payback_months: Option<Quantity>,
    /// The number of years for which the raise counts.
    pub horizon_years: u16,
    /// The raise over the horizon, before the investment and before tax.
    pub gross_gain: Option<MoneyRange>,
    /// The raise over the horizon minus the investment, before tax.
    pub horizon_gain: Option<MoneyRange>,
    /// The yearly raise at which the horizon gain is zero, for each end of the investment.
    pub break_even: Option<MoneyRange>,
    /// The least yearly raise at which the horizon gain is certainly not negative.
    pub break_even_raise: Option<Money>,
    /// Every input with its origin.
    pub assumptions: Vec<Assumption>,
    /// The derivation of each figure.
    pub calculations: Vec<Calculation>,
    /// Whether every figure is known.
    pub complete: bool,
    /// The unknown inputs, in words.
    pub missing: Vec<String>,
}

/// One input of an estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// Which input it is.
    pub name: AssumptionName,
    /// Its value, if known.
    pub value: Option<AssumptionValue>,
    /// Whether the request overrides it.
    pub overridden: bool,
    /// Its formula, if it is computed from other figures.
    pub formula: Option<String>,
    /// Its evidence; empty if it is overridden or unknown.
    pub evidence: Vec<Evidence>,
}

described_enum! {
    /// The inputs of an estimate.
    pub enum AssumptionName {
        /// All exam fees.
        Fees,
        /// Cloud consumption of practice in total.
        PracticeCost,
        /// Cloud consumption of practice a week.
        PracticeCostWeekly,
        /// For how many weeks that is paid.
        PracticeWeeks,
        /// Hours of study in total.
        StudyHours,
        /// What an hour of study is worth to the person.
        HourlyRate,
        /// The raise a year before tax.
        AnnualRaise,
        /// For how many years the raise counts.
        HorizonYears,
    }
}

/// The value of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssumptionValue {
    /// An amount or a range of amounts.
    Money(MoneyRange),
    /// Hours, weeks or years.
    Quantity(Quantity),
}

/// The derivation of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculation {
    /// The figure, in words.
    pub figure: &'static str,
    /// The formula, in words.
    pub formula: &'static str,
    /// The formula with the numbers of this estimate; `None` if a part is unknown.
    pub text: Option<String>,
}

/// The estimate; `None` if there are no exams.
pub fn return_on_investment(subject: &RoiSubject<'_>, input: &RoiInput) -> Option<RoiEstimate> {
    let target = *subject.exams.last()?;
    let read = Assumptions::read(subject, target, input);
    let currency = input.currency;
    let years = i64::from(read.horizon_years);
    let figures = Figures::of(&read);

    let amount = |interval: Option<Interval>| {
        let (min, max) = interval?.outward()?;
        MoneyRange::from_minor(min, max, currency)
    };
    let (investment, gross_gain) = (amount(figures.investment), amount(figures.gross_gain));
    let (horizon_gain, break_even) = (amount(figures.horizon_gain), amount(figures.break_even));
    let payback_months = figures.payback_in_tenths.and_then(|tenths| {
        let (min, max) = tenths.outward()?;
        Quantity::new(
            Tenths::from_tenths(min),
            Tenths::from_tenths(max),
            Unit::Months,
        )
    });

    let mut missing = read.missing.clone();
    let all_known = missing.is_empty();
    if all_known && payback_months.is_none() {
        missing.push("payback: a raise that may be zero need never pay back".to_owned());
    }
    if all_known && [investment, gross_gain, horizon_gain, break_even].contains(&None) {
        missing.push("figures that are too large to be counted".to_owned());
    }
    let text = |value: Option<MoneyRange>| value.map(plain);
    let hours = read.study_hours.map(|hours| hours.to_string());
    let calculations = vec![
        Calculation {
            figure: "investment",
            formula: "fees + practice cost + study hours × hourly rate",
            text: (|| {
                Some(format!(
                    "{} + {} + {} × {} = {}",
                    text(read.fees)?,
                    text(read.practice_cost)?,
                    hours?,
                    text(read.hourly_rate)?,
                    investment?
                ))
            })(),
        },
        Calculation {
            figure: "payback months",
            formula: "investment / (annual raise / 12)",
            text: (|| {
                Some(format!(
                    "{} / ({} / 12) = {}",
                    text(investment)?,
                    text(read.annual_raise)?,
                    payback_months?
                ))
            })(),
        },
        Calculation {
            figure: "gross gain",
            formula: "annual raise × years",
            text: (|| {
                Some(format!(
                    "{} × {years} = {}",
                    text(read.annual_raise)?,
                    gross_gain?
                ))
            })(),
        },
        Calculation {
            figure: "horizon gain",
            formula: "annual raise × years - investment",
            text: (|| {
                Some(format!(
                    "{} × {years} - {} = {}",
                    text(read.annual_raise)?,
                    text(investment)?,
                    horizon_gain?
                ))
            })(),
        },
        Calculation {
            figure: "break-even raise",
            formula: "investment / years",
            text: (|| Some(format!("{} / {years} = {}", text(investment)?, break_even?)))(),
        },
    ];
    Some(RoiEstimate {
        currency,
        investment,
        payback_months,
        horizon_years: read.horizon_years,
        gross_gain,
        horizon_gain,
        break_even,
        break_even_raise: break_even.map(MoneyRange::max),
        assumptions: read.list,
        calculations,
        complete: missing.is_empty(),
        missing,
    })
}

/// The figures before rounding. Each input occurs once in each formula, so interval arithmetic
/// gives exact ranges.
#[derive(Debug, Clone, Copy)]
struct Figures {
    /// In the currency's minor unit, like the other amounts.
    investment: Option<Interval>,
    payback_in_tenths: Option<Interval>,
    gross_gain: Option<Interval>,
    horizon_gain: Option<Interval>,
    break_even: Option<Interval>,
}

impl Figures {
    fn of(read: &Assumptions) -> Self {
        let years = Interval::whole(read.horizon_years.into());
        let raise = read.annual_raise.and_then(assumption::amounts);
        let investment = (|| {
            let time = assumption::numbers(read.study_hours?)?
                .times(assumption::amounts(read.hourly_rate?)?)?;
            let outlay =
                assumption::amounts(read.fees?)?.plus(assumption::amounts(read.practice_cost?)?)?;
            outlay.plus(time)
        })();
        let gross_gain = raise.and_then(|raise| raise.times(years));
        Self {
            investment,
            // Ten tenths for each of twelve months.
            payback_in_tenths: (|| investment?.times(Interval::whole(120))?.over(raise?))(),
            gross_gain,
            horizon_gain: (|| gross_gain?.minus(investment?))(),
            break_even: (|| investment?.over(years))(),
        }
    }
}

/// An amount or a range of amounts without its currency.
fn plain(range: MoneyRange) -> String {
    let (min, max) = (range.min().amount(), range.max().amount());
    if min == max {
        min
    } else {
        format!("{min}..{max}")
    }
}
