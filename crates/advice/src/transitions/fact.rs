//! When another value of a fact holds: by the day of earning, or because the beta ends.

use super::{
    Detail, TransitionKind as Kind, TransitionSubject, collector::Collector, each_with_day_before,
};
use catalogue::{
    Catalogue, Currency, Day, ExamEntry, ExamIndex, Fact, FactContent, FactKind, FactName,
    FactValue,
};

/// Adds the transitions of an exam's facts.
pub(super) fn collect(catalogue: &Catalogue, exam: ExamIndex, found: &mut Collector<'_>) {
    let entry = catalogue.exam(exam);
    let facts = entry.record.facts.iter();
    let dependent: Vec<&Fact> = facts.filter(|fact| depends(fact)).collect();
    if dependent.is_empty() {
        return;
    }
    let mut days: Vec<Day> = entry.lifecycle.changes().collect();
    for fact in &dependent {
        days.extend(fact.conditions.earned_from);
        days.extend(fact.conditions.earned_before);
    }
    if !found.includes_any(&days) {
        return;
    }
    let mut names: Vec<FactName> = dependent.iter().map(|fact| listed_as(fact.name)).collect();
    names.sort_unstable();
    names.dedup();
    let subject = TransitionSubject::Exam(exam);
    found.begin();
    for (before, day) in each_with_day_before(days) {
        for name in &names {
            for currency in currencies(entry, *name) {
                let content = |day| content(entry, *name, currency, day);
                if content(before) != content(day) {
                    let kind = match name {
                        FactName::Fee => Kind::PriceChanged,
                        _ => Kind::FactChanged,
                    };
                    found.add(day, kind, subject, Detail::Fact(*name, currency));
                }
            }
        }
    }
}

/// Whether the fact holds on some days only. Dates are the lifecycle's, which reads those of both
/// forms.
fn depends(fact: &Fact) -> bool {
    if FactKind::of(fact.name) == FactKind::Lifecycle {
        return false;
    }
    let conditions = &fact.conditions;
    let is_dated = conditions.earned_from.is_some() || conditions.earned_before.is_some();
    is_dated || conditions.form.is_some() || fact.name == FactName::BetaFee
}

/// The beta fee is the price while the beta can be booked.
fn listed_as(name: FactName) -> FactName {
    match name {
        FactName::BetaFee => FactName::Fee,
        other => other,
    }
}

/// The currencies in which a price is known; one entry without a currency for other facts.
fn currencies(entry: &ExamEntry, name: FactName) -> Vec<Option<Currency>> {
    if name != FactName::Fee {
        return vec![None];
    }
    let prices = [FactName::Fee, FactName::BetaFee].map(|name| entry.facts(name));
    let mut currencies = Vec::new();
    for fact in prices.into_iter().flatten() {
        if let Some(FactValue::Money(price)) = fact.value()
            && !currencies.contains(&Some(price.currency()))
        {
            currencies.push(Some(price.currency()));
        }
    }
    currencies
}

/// What holds on a day in the default circumstances.
pub(super) fn served(
    entry: &ExamEntry,
    name: FactName,
    currency: Option<Currency>,
    day: Day,
) -> Option<&Fact> {
    let usual = entry.usual_circumstances(day);
    match currency {
        Some(currency) => entry.fee_fact_in(currency, &usual),
        None => entry.fact_in(name, &usual),
    }
}

fn content(
    entry: &ExamEntry,
    name: FactName,
    currency: Option<Currency>,
    day: Day,
) -> Option<&FactContent> {
    served(entry, name, currency, day).map(|fact| &fact.content)
}
