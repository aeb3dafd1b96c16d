//! The return on investment of an exam.

use crate::{
    advice::{
        AssumptionName, AssumptionValue, RoiEstimate, RoiInput, RoiSubject, return_on_investment,
    },
    catalogue::{Catalogue, Currency, Day, ExamIndex, Quantity, Tenths, Unit},
    http::pages::plain_content::{
        Page, capital,
        exam::evidences,
        words::{money, money_range},
    },
};

/// The figures by sources with their derivation; where none is known, they are folded to one line.
pub(super) fn write(page: &mut Page, catalogue: &Catalogue, exam: ExamIndex, day: Day) {
    let language = page.language;
    let subject = RoiSubject {
        catalogue,
        exams: &[exam],
        day,
        study_hours: None,
        experience: None,
    };
    let input = RoiInput::in_currency(Currency::USD);
    let Some(estimate) = return_on_investment(&subject, &input) else {
        return;
    };
    let title = language.text("return-title");
    let is_known = estimate.investment.is_some()
        || estimate.payback_months.is_some()
        || estimate.horizon_gain.is_some();
    if is_known {
        page.element("h2", &title);
        write_figures(page, &estimate);
        let how = language.text("return-how");
        page.folded(&how, |page| write_derivation(page, catalogue, &estimate));
    } else {
        let summary = format!("{title}: {}", language.text("plain-return-unknown"));
        page.folded(&summary, |page| {
            write_figures(page, &estimate);
            write_derivation(page, catalogue, &estimate);
        });
    }
}

fn write_figures(page: &mut Page, estimate: &RoiEstimate) {
    let language = page.language;
    let years = Tenths::whole(estimate.horizon_years.into());
    let years = Quantity::new(years, years, Unit::Years).map(|years| language.quantity(years));
    let gain = [("years", &*years.unwrap_or_default())];
    let amount = |range: Option<_>| range.map_or_else(|| language.unknown(), money_range);
    let payback = estimate.payback_months;
    let figures = [
        (language.text("return-spent"), amount(estimate.investment)),
        (
            language.text("return-payback"),
            payback.map_or_else(|| language.unknown(), |months| language.quantity(months)),
        ),
        (
            language.text_with("return-gain", &gain),
            amount(estimate.horizon_gain),
        ),
    ];
    page.list(
        figures
            .into_iter()
            .map(|(name, figure)| format!("{name}: {figure}")),
    );
    if !estimate.missing.is_empty() {
        let list = language.english(&estimate.missing.join(", "));
        page.raw(&language.text_with("plain-return-missing", &[("list", &list)]));
    }
}

/// Every input with its sources, and the formulas.
fn write_derivation(page: &mut Page, catalogue: &Catalogue, estimate: &RoiEstimate) {
    let language = page.language;
    let assumptions = estimate.assumptions.iter().map(|assumption| {
        let name = capital(&language.text(message(assumption.name)));
        let value = match assumption.value {
            Some(AssumptionValue::Money(range)) => money_range(range),
            Some(AssumptionValue::Quantity(quantity)) => language.quantity(quantity),
            None => language.unknown(),
        };
        let formula = assumption.formula.iter();
        let formula = formula.map(|formula| format!(" = {}", language.english(formula)));
        let formula: String = formula.collect();
        let sources = evidences(catalogue, &assumption.evidence, language);
        let gap = if sources.is_empty() { "" } else { ". " };
        format!("{name}: {value}{formula}{gap}{sources}")
    });
    let calculations = estimate.calculations.iter().map(|calculation| {
        let figure = capital(&language.word(calculation.figure));
        let text = calculation.text.as_deref().unwrap_or(calculation.formula);
        format!("{figure} = {}", language.english(text))
    });
    let raise = estimate.break_even_raise.map(|raise| {
        let amount = money(raise);
        language.text_with("return-break-even", &[("amount", &amount)])
    });
    page.list(assumptions.chain(calculations).chain(raise));
}

/// The message that names an input.
fn message(name: AssumptionName) -> &'static str {
    match name {
        AssumptionName::Fees => "word-fees",
        AssumptionName::PracticeCost => "word-practice-cost",
        AssumptionName::PracticeCostWeekly => "word-practice-cost-weekly",
        AssumptionName::PracticeWeeks => "word-practice-weeks",
        AssumptionName::StudyHours => "word-study-hours",
        AssumptionName::HourlyRate => "word-hourly-rate",
        AssumptionName::AnnualRaise => "word-annual-raise",
        AssumptionName::HorizonYears => "word-horizon-years",
    }
}
