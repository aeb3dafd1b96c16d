//! Resolves the inputs of an estimate: from the request, otherwise from facts, otherwise unknown.

use super::{
    Assumption, AssumptionName, AssumptionValue, DEFAULT_HORIZON_YEARS, RoiInput, RoiSubject,
    interval::{Fraction, Interval},
    plain,
};
use catalogue::{
    Circumstances, Currency, Evidence, ExamEntry, ExamIndex, Experience, Fact, FactName, FactValue,
    MoneyRange, Quantity, Tenths, Unit, served,
};

/// The resolved inputs of an estimate.
#[derive(Debug)]
pub(super) struct Assumptions {
    pub(super) fees: Option<MoneyRange>,
    pub(super) practice_cost: Option<MoneyRange>,
    pub(super) study_hours: Option<Quantity>,
    pub(super) hourly_rate: Option<MoneyRange>,
    pub(super) annual_raise: Option<MoneyRange>,
    pub(super) horizon_years: u16,
    /// In the order of [`AssumptionName`].
    pub(super) list: Vec<Assumption>,
    pub(super) missing: Vec<String>,
}

/// A figure with its origin.
struct Sourced<T> {
    value: Option<T>,
    overridden: bool,
    formula: Option<String>,
    evidence: Vec<Evidence>,
}

impl<T> Sourced<T> {
    fn given(value: T) -> Self {
        Self {
            value: Some(value),
            overridden: true,
            formula: None,
            evidence: vec![],
        }
    }

    fn unknown() -> Self {
        Self {
            value: None,
            overridden: false,
            formula: None,
            evidence: vec![],
        }
    }

    fn from_evidence(value: T, evidence: &Evidence) -> Self {
        Self {
            value: Some(value),
            overridden: false,
            formula: None,
            evidence: vec![evidence.clone()],
        }
    }
}

impl Assumptions {
    pub(super) fn read(subject: &RoiSubject<'_>, target: ExamIndex, input: &RoiInput) -> Self {
        let reader = Reader {
            subject,
            currency: input.currency,
        };
        let mut read = Self {
            fees: None,
            practice_cost: None,
            study_hours: None,
            hourly_rate: None,
            annual_raise: None,
            horizon_years: input.horizon_years.unwrap_or(DEFAULT_HORIZON_YEARS),
            list: vec![],
            missing: vec![],
        };
        let target = subject.catalogue.exam(target);

        let fees = reader.over_all(input.fees, "fee", &mut read.missing, |entry| {
            reader.fee(entry)
        });
        read.fees = read.note(AssumptionName::Fees, fees);
        read.practice(&reader, target, input);
        let hours = reader.study_hours(input.study_hours, &mut read.missing);
        read.study_hours = read.note_quantity(AssumptionName::StudyHours, hours);
        let rate = input.hourly_rate.map_or_else(
            || reader.amount(target, FactName::HourlyRate, None),
            Sourced::given,
        );
        read.require(rate.value.is_some(), || {
            format!("hourly rate for {}", target.record.code)
        });
        read.hourly_rate = read.note(AssumptionName::HourlyRate, rate);
        let raise = input.annual_raise.map_or_else(
            || reader.amount(target, FactName::AnnualRaise, None),
            Sourced::given,
        );
        read.require(raise.value.is_some(), || {
            format!("annual raise for {}", target.record.code)
        });
        read.annual_raise = read.note(AssumptionName::AnnualRaise, raise);
        read.horizon(input.horizon_years);
        read
    }

    /// Practice costs a total, or a weekly amount for some weeks.
    fn practice(&mut self, reader: &Reader<'_>, target: &ExamEntry, input: &RoiInput) {
        let by_the_week = input.practice_cost_weekly.is_some() || input.practice_weeks.is_some();
        if input.practice_cost.is_some() || !by_the_week {
            let mut missing = vec![];
            let total = reader.over_all(
                input.practice_cost,
                "practice cost",
                &mut missing,
                |entry| reader.practice_cost(entry),
            );
            self.missing.append(&mut missing);
            self.practice_cost = self.note(AssumptionName::PracticeCost, total);
            return;
        }
        let weekly = input.practice_cost_weekly.map_or_else(
            || reader.amount(target, FactName::PracticeCostWeekly, None),
            Sourced::given,
        );
        let weeks = match input.practice_weeks {
            Some(weeks) => Sourced::given(weeks),
            None => reader.weeks_of_all(),
        };
        self.require(weekly.value.is_some(), || {
            format!("weekly practice cost of {}", target.record.code)
        });
        self.require(weeks.value.is_some(), || "weeks of practice".to_owned());
        let total = by_week(weekly.value, weeks.value);
        let mut computed = Sourced::unknown();
        computed.value = total.as_ref().map(|(total, _)| *total);
        computed.formula = total.map(|(_, formula)| formula);
        self.practice_cost = self.note(AssumptionName::PracticeCost, computed);
        self.note(AssumptionName::PracticeCostWeekly, weekly);
        self.note_quantity(AssumptionName::PracticeWeeks, weeks);
    }

    fn horizon(&mut self, given: Option<u16>) {
        let years = Tenths::whole(self.horizon_years.into());
        let value = Quantity::new(years, years, Unit::Years);
        self.list.push(Assumption {
            name: AssumptionName::HorizonYears,
            value: value.map(AssumptionValue::Quantity),
            overridden: given.is_some(),
            formula: given
                .is_none()
                .then(|| format!("default: {DEFAULT_HORIZON_YEARS} years")),
            evidence: vec![],
        });
    }

    fn require(&mut self, known: bool, what: impl FnOnce() -> String) {
        if !known {
            self.missing.push(what());
        }
    }

    fn note(&mut self, name: AssumptionName, sourced: Sourced<MoneyRange>) -> Option<MoneyRange> {
        self.list.push(Assumption {
            name,
            value: sourced.value.map(AssumptionValue::Money),
            overridden: sourced.overridden,
            formula: sourced.formula,
            evidence: sourced.evidence,
        });
        sourced.value
    }

    fn note_quantity(
        &mut self,
        name: AssumptionName,
        sourced: Sourced<Quantity>,
    ) -> Option<Quantity> {
        self.list.push(Assumption {
            name,
            value: sourced.value.map(AssumptionValue::Quantity),
            overridden: sourced.overridden,
            formula: sourced.formula,
            evidence: sourced.evidence,
        });
        sourced.value
    }
}

/// Reads figures of exams in one currency.
struct Reader<'a> {
    subject: &'a RoiSubject<'a>,
    currency: Currency,
}

impl<'a> Reader<'a> {
    fn entries(&self) -> impl ExactSizeIterator<Item = &'a ExamEntry> {
        let catalogue = self.subject.catalogue;
        let exams = self.subject.exams.iter();
        exams.map(move |exam| catalogue.exam(*exam))
    }

    /// The sum of a figure over all exams, unless overridden. Exams without the figure are listed,
    /// and make the sum unknown.
    fn over_all(
        &self,
        given: Option<MoneyRange>,
        what: &str,
        missing: &mut Vec<String>,
        read: impl Fn(&'a ExamEntry) -> Sourced<MoneyRange>,
    ) -> Sourced<MoneyRange> {
        if let Some(given) = given {
            return Sourced::given(given);
        }
        let mut sum = Some((0_i64, 0_i64));
        let (mut terms, mut evidence) = (vec![], vec![]);
        let mut is_computed = self.entries().len() > 1;
        for entry in self.entries() {
            let code = &entry.record.code;
            let part = read(entry);
            if let Some(value) = part.value {
                sum = sum.and_then(|(min, max)| {
                    let min = min.checked_add(value.min().minor())?;
                    Some((min, max.checked_add(value.max().minor())?))
                });
                let text = part.formula.unwrap_or_else(|| plain(value));
                is_computed |= text.contains('×');
                terms.push(format!("{text} ({code})"));
            } else {
                missing.push(format!("{what} of {code} in {}", self.currency));
                sum = None;
            }
            for item in part.evidence {
                if !evidence.contains(&item) {
                    evidence.push(item);
                }
            }
        }
        let value = sum.and_then(|(min, max)| MoneyRange::from_minor(min, max, self.currency));
        Sourced {
            value,
            overridden: false,
            formula: value.filter(|_| is_computed).map(|_| terms.join(" + ")),
            evidence,
        }
    }

    fn fee(&self, entry: &ExamEntry) -> Sourced<MoneyRange> {
        let usual = entry.usual_circumstances(self.subject.day);
        self.money(entry.fee_fact_in(self.currency, &usual))
    }

    /// The practice cost in total, or weekly for the weeks of study.
    fn practice_cost(&self, entry: &ExamEntry) -> Sourced<MoneyRange> {
        let experience = self.subject.experience;
        let total = self.amount(entry, FactName::PracticeCost, experience);
        if total.value.is_some() {
            return total;
        }
        let weekly = self.amount(entry, FactName::PracticeCostWeekly, experience);
        let weeks = self.weeks(entry);
        let Some((value, formula)) = by_week(weekly.value, weeks.value) else {
            return Sourced::unknown();
        };
        Sourced {
            value: Some(value),
            overridden: false,
            formula: Some(formula),
            evidence: [weekly.evidence, weeks.evidence].concat(),
        }
    }

    fn study_hours(&self, given: Option<Quantity>, missing: &mut Vec<String>) -> Sourced<Quantity> {
        if let Some(given) = given {
            return Sourced::given(given);
        }
        let experience = self.subject.experience;
        let mut sum = Some((Tenths::default(), Tenths::default()));
        let (mut terms, mut evidence) = (vec![], vec![]);
        for entry in self.entries() {
            let code = &entry.record.code;
            let fact = entry.study_hours_fact(experience);
            if let (Some(hours), Some(fact)) = (entry.study_hours(experience), fact) {
                sum = sum.map(|(min, max)| (min + hours.min(), max + hours.max()));
                terms.push(format!("{hours} ({code})"));
                if !evidence.contains(&fact.evidence) {
                    evidence.push(fact.evidence.clone());
                }
            } else {
                missing.push(format!("study hours of {code}"));
                sum = None;
            }
        }
        let sum = sum.and_then(|(min, max)| Quantity::new(min, max, Unit::Hours));
        let of_path = self.subject.study_hours.filter(|_| sum.is_some());
        let formula = match (sum, of_path) {
            (Some(sum), Some(own)) if own != sum => Some(format!(
                "{}, minus what earlier exams cover",
                terms.join(" + ")
            )),
            (Some(_), _) if terms.len() > 1 => Some(terms.join(" + ")),
            _ => None,
        };
        Sourced {
            value: of_path.or(sum),
            overridden: false,
            formula,
            evidence,
        }
    }

    /// The weeks of study of all exams.
    fn weeks_of_all(&self) -> Sourced<Quantity> {
        let parts: Vec<Sourced<Quantity>> = self.entries().map(|entry| self.weeks(entry)).collect();
        let sum = parts
            .iter()
            .map(|part| part.value.map(|weeks| (weeks.min(), weeks.max())))
            .reduce(|sum, part| {
                let ((min, max), part) = (sum?, part?);
                Some((min + part.0, max + part.1))
            });
        let value = sum
            .flatten()
            .and_then(|(min, max)| Quantity::new(min, max, Unit::Weeks));
        Sourced {
            value,
            overridden: false,
            formula: None,
            evidence: parts.into_iter().flat_map(|part| part.evidence).collect(),
        }
    }

    fn weeks(&self, entry: &ExamEntry) -> Sourced<Quantity> {
        let fact = fact(entry, FactName::StudyWeeks, self.subject.experience);
        match fact.map(|fact| (fact.value(), fact)) {
            Some((Some(FactValue::Quantity(weeks)), fact)) => {
                Sourced::from_evidence(*weeks, &fact.evidence)
            }
            _ => Sourced::unknown(),
        }
    }

    fn amount(
        &self,
        entry: &ExamEntry,
        name: FactName,
        experience: Option<Experience>,
    ) -> Sourced<MoneyRange> {
        self.money(fact(entry, name, experience))
    }

    fn money(&self, fact: Option<&Fact>) -> Sourced<MoneyRange> {
        match fact.map(|fact| (fact.value(), fact)) {
            Some((Some(FactValue::Money(range)), fact)) if range.currency() == self.currency => {
                Sourced::from_evidence(*range, &fact.evidence)
            }
            _ => Sourced::unknown(),
        }
    }
}

/// The served fact for an experience, otherwise the one for everyone.
fn fact(entry: &ExamEntry, name: FactName, experience: Option<Experience>) -> Option<&Fact> {
    let own = experience.and_then(|_| {
        served(
            entry
                .facts(name)
                .filter(|fact| fact.about.is_none() && fact.experience == experience),
            &Circumstances::default(),
        )
    });
    own.or_else(|| entry.fact(name))
}

/// A weekly amount for some weeks, with its formula; rounded outwards to the minor unit.
fn by_week(weekly: Option<MoneyRange>, weeks: Option<Quantity>) -> Option<(MoneyRange, String)> {
    let (weekly, weeks) = (weekly?, weeks?);
    let (min, max) = amounts(weekly)?.times(numbers(weeks)?)?.outward()?;
    let total = MoneyRange::from_minor(min, max, weekly.currency())?;
    Some((total, format!("{} a week × {weeks}", plain(weekly))))
}

/// A range of amounts in the minor unit.
pub(super) fn amounts(range: MoneyRange) -> Option<Interval> {
    Interval::new(
        Fraction::new(range.min().minor(), 1)?,
        Fraction::new(range.max().minor(), 1)?,
    )
}

/// A quantity as an interval.
pub(super) fn numbers(quantity: Quantity) -> Option<Interval> {
    Interval::new(
        Fraction::new(quantity.min().tenths(), 10)?,
        Fraction::new(quantity.max().tenths(), 10)?,
    )
}
