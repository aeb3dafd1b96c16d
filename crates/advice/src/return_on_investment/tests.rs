use proptest::prelude::*;

use super::*;
use crate::testing::{ExamSketch, Sketch};

fn dollars(text: &str) -> Option<MoneyRange> {
    format!("{text} USD").parse().ok()
}

fn quantity(text: &str) -> Option<Quantity> {
    let tenths = |text: &str| text.parse::<Tenths>().unwrap();
    let (range, unit) = text.split_once(' ').unwrap();
    let (min, max) = range.split_once("..").unwrap_or((range, range));
    let unit = if unit == "hours" {
        Unit::Hours
    } else {
        Unit::Weeks
    };
    Quantity::new(tenths(min), tenths(max), unit)
}

/// An exam of 165 USD and 60 to 100 hours, and one of 99 USD and 20 to 40 hours.
fn sketch() -> Sketch {
    let exam = |fee, hours| ExamSketch {
        fee: Some(fee),
        hours: Some(hours),
        ..ExamSketch::default()
    };
    Sketch::of(vec![exam(165, (60, 100)), exam(99, (20, 40))])
}

fn estimate_of(sketch: &Sketch, indexes: &[usize], input: &RoiInput) -> RoiEstimate {
    let catalogue = sketch.build();
    let exams: Vec<ExamIndex> = indexes
        .iter()
        .map(|index| sketch.exam(&catalogue, *index))
        .collect();
    let subject = RoiSubject {
        catalogue: &catalogue,
        exams: &exams,
        day: "2026-11-22".parse().unwrap(),
        study_hours: None,
        experience: None,
    };
    return_on_investment(&subject, input).unwrap()
}

fn article() -> RoiInput {
    RoiInput {
        practice_cost: dollars("0..80"),
        study_hours: quantity("80 hours"),
        hourly_rate: dollars("60"),
        annual_raise: dollars("17000"),
        ..RoiInput::in_currency(Currency::USD)
    }
}

#[test]
fn the_figures_of_the_article_come_out() {
    let estimate = estimate_of(&sketch(), &[0], &article());
    assert_eq!(estimate.investment, dollars("4965..5045"));
    assert_eq!(
        estimate.payback_months.unwrap().to_string(),
        "3.5..3.6 months"
    );
    assert_eq!(estimate.horizon_years, 3);
    assert_eq!(estimate.gross_gain, dollars("51000"));
    assert_eq!(estimate.horizon_gain, dollars("45955..46035"));
    assert_eq!(estimate.break_even, dollars("1655..1681.67"));
    assert_eq!(
        estimate.break_even_raise.unwrap().to_string(),
        "1681.67 USD"
    );
    assert!(estimate.complete && estimate.missing.is_empty());
    assert_eq!(
        estimate.calculations[0].text.as_deref().unwrap(),
        "165.00 + 0.00..80.00 + 80 hours × 60.00 = 4965.00..5045.00 USD"
    );
}

#[test]
fn unknown_is_not_zero() {
    let estimate = estimate_of(&sketch(), &[0], &RoiInput::in_currency(Currency::USD));
    assert_eq!(estimate.investment, None);
    assert_eq!(estimate.payback_months, None);
    assert_eq!(estimate.horizon_gain, None);
    assert!(!estimate.complete);
    assert_eq!(
        estimate.missing,
        [
            "practice cost of E-0 in USD",
            "hourly rate for E-0",
            "annual raise for E-0"
        ]
    );
    let only_raise = RoiInput {
        annual_raise: dollars("1000"),
        ..RoiInput::in_currency(Currency::USD)
    };
    let estimate = estimate_of(&sketch(), &[0], &only_raise);
    assert_eq!(estimate.gross_gain, dollars("3000"));
    assert_eq!(estimate.horizon_gain, None);
}

#[test]
fn nothing_is_converted() {
    let input = RoiInput::in_currency("EUR".parse().unwrap());
    let estimate = estimate_of(&sketch(), &[0], &input);
    assert!(estimate.missing.contains(&"fee of E-0 in EUR".to_owned()));
}

#[test]
fn the_steps_of_a_path_are_summed() {
    let input = RoiInput {
        study_hours: None,
        ..article()
    };
    let estimate = estimate_of(&sketch(), &[1, 0], &input);
    assert_eq!(
        estimate.assumptions[0].value,
        dollars("264").map(AssumptionValue::Money)
    );
    assert_eq!(
        estimate.assumptions[0].formula.as_deref(),
        Some("99.00 (E-1) + 165.00 (E-0)")
    );
    // 264 + 0..80 + 80..140 hours x 60
    assert_eq!(estimate.investment, dollars("5064..8744"));
}

#[test]
fn practice_by_the_week_is_shown_with_its_parts() {
    let input = RoiInput {
        practice_cost: None,
        practice_cost_weekly: dollars("5..20"),
        practice_weeks: quantity("6..8 weeks"),
        ..article()
    };
    let estimate = estimate_of(&sketch(), &[0], &input);
    assert_eq!(
        estimate.assumptions[1].value,
        dollars("30..160").map(AssumptionValue::Money)
    );
    assert_eq!(
        estimate.assumptions[1].formula.as_deref(),
        Some("5.00..20.00 a week × 6..8 weeks")
    );
    assert!(!estimate.assumptions[1].overridden);
    assert_eq!(estimate.investment, dollars("4995..5125"));
}

#[test]
fn a_raise_that_may_be_zero_need_never_pay_back() {
    let input = RoiInput {
        annual_raise: dollars("0..17000"),
        ..article()
    };
    let estimate = estimate_of(&sketch(), &[0], &input);
    assert_eq!(estimate.payback_months, None);
    assert!(!estimate.complete);
    let gain = estimate.horizon_gain.unwrap();
    assert_eq!(gain.to_string(), "-5045.00..46035.00 USD");
}

/// Ends of a range and a point within it.
fn any_range(most: i64) -> impl Strategy<Value = (i64, i64, i64)> {
    (0..most, 0..most, 0_i64..=1000).prop_map(|(one, other, share)| {
        let (min, max) = (one.min(other), one.max(other));
        (min, max, min + (max - min) * share / 1000)
    })
}

fn cents((min, max, _): (i64, i64, i64)) -> Option<MoneyRange> {
    MoneyRange::from_minor(min, max, Currency::USD)
}

fn hours((min, max, _): (i64, i64, i64)) -> Option<Quantity> {
    Quantity::new(
        Tenths::from_tenths(min),
        Tenths::from_tenths(max),
        Unit::Hours,
    )
}

type Range = (i64, i64, i64);

fn input(
    fees: Range,
    practice: Range,
    time: Range,
    rate: Range,
    raise: Range,
    years: u16,
) -> RoiInput {
    RoiInput {
        fees: cents(fees),
        practice_cost: cents(practice),
        study_hours: hours(time),
        hourly_rate: cents(rate),
        annual_raise: cents(raise),
        horizon_years: Some(years),
        ..RoiInput::in_currency(Currency::USD)
    }
}

/// Ten times the investment in minor units: exact, because hours are counted in tenths.
fn tenfold(fees: i64, practice: i64, time: i64, rate: i64) -> i128 {
    let [fees, practice, time, rate] = [fees, practice, time, rate].map(i128::from);
    10 * (fees + practice) + time * rate
}

fn ends(range: Option<MoneyRange>) -> (i128, i128) {
    let range = range.unwrap();
    (range.min().minor().into(), range.max().minor().into())
}

proptest! {
    /// For any inputs within their ranges, the figures lie within the computed ranges, which are no
    /// wider than rounding requires.
    #[test]
    fn ranges_enclose_every_point_and_nothing_more(
        fees in any_range(100_000), practice in any_range(50_000), time in any_range(5_000),
        rate in any_range(30_000), raise in any_range(5_000_000), years in 1_u16..=50,
    ) {
        let raise = (raise.0 + 1, raise.1 + 1, raise.2 + 1);
        let estimate = estimate_of(&sketch(), &[0], &input(fees, practice, time, rate, raise, years));
        let point = tenfold(fees.2, practice.2, time.2, rate.2);
        let least = tenfold(fees.0, practice.0, time.0, rate.0);
        let most = tenfold(fees.1, practice.1, time.1, rate.1);
        let years = i128::from(years);
        let raises = [raise.0, raise.1, raise.2].map(i128::from);

        let (min, max) = ends(estimate.investment);
        prop_assert!(10 * min <= point && point <= 10 * max);
        prop_assert!(least - 10 * min < 10 && 10 * max - most < 10);

        let payback = estimate.payback_months.unwrap();
        let (min, max) = (i128::from(payback.min().tenths()), i128::from(payback.max().tenths()));
        prop_assert!(min * raises[2] <= 12 * point && 12 * point <= max * raises[2]);
        prop_assert!((min + 1) * raises[1] > 12 * least && (max - 1) * raises[0] < 12 * most.max(1));

        prop_assert_eq!(ends(estimate.gross_gain), (raises[0] * years, raises[1] * years));
        let (min, max) = ends(estimate.horizon_gain);
        let gain = 10 * raises[2] * years - point;
        prop_assert!(10 * min <= gain && gain <= 10 * max);
        prop_assert!(10 * (min + 1) > 10 * raises[0] * years - most);
        prop_assert!(10 * (max - 1) < 10 * raises[1] * years - least);

        let (min, max) = ends(estimate.break_even);
        prop_assert!(10 * min * years <= point && point <= 10 * max * years);
    }

    /// Higher cost never lowers the investment, the payback or the break-even raise; a higher raise
    /// never lengthens the payback.
    #[test]
    fn figures_move_with_their_inputs(
        fees in any_range(100_000), practice in any_range(50_000), time in any_range(5_000),
        rate in any_range(30_000), raise in any_range(5_000_000), more in 0_i64..10_000, which in 0_usize..5,
    ) {
        let shift = |range: Range, by: i64| (range.0 + by, range.1 + by, range.2 + by);
        let raise = shift(raise, 1);
        let before = estimate_of(&sketch(), &[0], &input(fees, practice, time, rate, raise, 3));
        let by = |index| if index == which { more } else { 0 };
        let after = estimate_of(&sketch(), &[0], &input(
            shift(fees, by(0)), shift(practice, by(1)), shift(time, by(2)), shift(rate, by(3)),
            shift(raise, by(4)), 3,
        ));
        let both = |estimate: &RoiEstimate| {
            let payback = estimate.payback_months.unwrap();
            (ends(estimate.investment), ends(estimate.break_even), (payback.min(), payback.max()))
        };
        let ((investment, even, payback), (investment_after, even_after, payback_after)) = (both(&before), both(&after));
        if which == 4 {
            prop_assert_eq!((investment, even), (investment_after, even_after));
            prop_assert!(payback_after.0 <= payback.0 && payback_after.1 <= payback.1);
            prop_assert!(ends(before.horizon_gain).0 <= ends(after.horizon_gain).0);
        } else {
            prop_assert!(investment.0 <= investment_after.0 && investment.1 <= investment_after.1);
            prop_assert!(even.0 <= even_after.0 && even.1 <= even_after.1);
            prop_assert!(payback.0 <= payback_after.0 && payback.1 <= payback_after.1);
            prop_assert!(ends(after.horizon_gain).1 <= ends(before.horizon_gain).1);
        }
    }

    /// Overriding one input changes only that assumption.
    #[test]
    fn one_input_changes_nothing_else(amount in 0_i64..1_000_000, which in 0_usize..6) {
        let given = cents((amount, amount, amount));
        let base = RoiInput::in_currency(Currency::USD);
        let (name, changed) = match which {
            0 => (AssumptionName::Fees, RoiInput { fees: given, ..base.clone() }),
            1 => (AssumptionName::PracticeCost, RoiInput { practice_cost: given, ..base.clone() }),
            2 => (AssumptionName::StudyHours, RoiInput { study_hours: hours((amount, amount, amount)), ..base.clone() }),
            3 => (AssumptionName::HourlyRate, RoiInput { hourly_rate: given, ..base.clone() }),
            4 => (AssumptionName::AnnualRaise, RoiInput { annual_raise: given, ..base.clone() }),
            _ => (AssumptionName::HorizonYears, RoiInput { horizon_years: Some(7), ..base.clone() }),
        };
        let before = estimate_of(&sketch(), &[1, 0], &base);
        let after = estimate_of(&sketch(), &[1, 0], &changed);
        prop_assert_eq!(before.assumptions.len(), after.assumptions.len());
        for (before, after) in before.assumptions.iter().zip(&after.assumptions) {
            prop_assert_eq!(before.name, after.name);
            prop_assert_eq!(after.overridden, after.name == name);
            if after.name != name {
                prop_assert_eq!(before, after);
            }
        }
    }

    /// No amount, however large, causes a panic.
    #[test]
    fn any_amounts_are_summed_or_reported_as_too_large(
        fees in 0..i64::MAX, rate in 0..i64::MAX, raise in 0..i64::MAX, time in 0..i64::MAX,
    ) {
        let point = |number: i64| (number, number, number);
        let input = input(point(fees), point(fees), point(time), point(rate), point(raise), 50);
        let estimate = estimate_of(&sketch(), &[0], &input);
        prop_assert_eq!(estimate.complete, estimate.missing.is_empty());
    }
}

#[test]
fn the_fee_is_that_of_the_beta_while_it_can_be_booked() {
    let fact = |name: &str, value: &str, conditions: serde_json::Value| {
        serde_json::json!({"name": name, "value": value, "conditions": conditions,
            "evidence": {"as_of": "2026", "confidence": "ESTIMATE", "note": "for a test"}})
    };
    let none = serde_json::json!({});
    let content = serde_json::from_value(serde_json::json!({
        "vendor": [{"slug": "acme", "name": "Acme"}],
        "exam": [{"vendor": "acme", "code": "AC-100", "title": "Engineering", "facts": [
            fact("BETA_ON", "2026-01-01", none.clone()),
            fact("RETIRES_ON", "2026-03-31", serde_json::json!({"form": "BETA"})),
            fact("FEE", "150.00 USD", none.clone()),
            fact("BETA_FEE", "75.00 USD", none),
        ]}],
    }));
    let built = Catalogue::build(
        content.unwrap(),
        catalogue::Revision::new(1),
        chrono::DateTime::UNIX_EPOCH,
    );
    let catalogue = built.unwrap();
    let exams: Vec<ExamIndex> = catalogue.exams().collect();
    for (day, fee) in [("2026-02-01", "75"), ("2026-04-01", "150")] {
        let subject = RoiSubject {
            catalogue: &catalogue,
            exams: &exams,
            day: day.parse().unwrap(),
            study_hours: None,
            experience: None,
        };
        let input = RoiInput::in_currency(Currency::USD);
        let estimate = return_on_investment(&subject, &input).unwrap();
        let mut assumptions = estimate.assumptions.iter();
        let fees = assumptions.find(|own| own.name == AssumptionName::Fees);
        let expected = dollars(fee).map(AssumptionValue::Money);
        assert_eq!(fees.unwrap().value, expected, "{day}");
    }
}
