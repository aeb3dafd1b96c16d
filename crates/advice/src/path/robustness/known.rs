//! The bounds of the facts below a path.

use super::{
    FactBounds, FactRobustness,
    days::{Date, careful},
    fees::Fee,
    first_path::{FirstPath, Stopped, Way},
    hours,
    trial::Trial,
};
use catalogue::{Day, ExamEntry, ExamIndex, Fact, FactName, FactValue, Language};

/// The dates that end the days on which an exam can be booked.
const ENDS: [FactName; 2] = [FactName::RegistrationEndsOn, FactName::RetiresOn];

/// The dates that begin them.
const OPENINGS: [FactName; 2] = [FactName::BetaOn, FactName::LiveOn];

/// A fact below a path, or the end of an exam that no source states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Basis {
    pub(super) exam: ExamIndex,
    pub(super) name: FactName,
    pub(super) fact: Option<usize>,
}

/// The facts below a path with their bounds.
pub(super) fn facts(search: &FirstPath<'_>, first: &Way) -> Result<Vec<FactRobustness>, Stopped> {
    let bases = first.steps.iter().flat_map(|exam| below(search, *exam));
    bases
        .filter_map(|basis| bounds(search, first, basis).transpose())
        .collect()
}

/// The facts of a step that the search reads: its fee and study hours where they are known, the
/// openings that are still to come, and its ends.
pub(super) fn below(search: &FirstPath<'_>, exam: ExamIndex) -> Vec<Basis> {
    let question = search.question;
    let entry = question.catalogue.exam(exam);
    let mut found: Vec<Basis> = vec![];
    let mut add = |fact: Option<&Fact>, is_read: bool| {
        let basis = fact.filter(|_| is_read).map(|fact| Basis {
            exam,
            name: fact.name,
            fact: index(entry, fact),
        });
        if let Some(basis) = basis.filter(|basis| !found.contains(basis)) {
            found.push(basis);
        }
    };
    add(question.fee_fact(exam), question.fee(exam).is_some());
    add(
        entry.study_hours_fact(question.profile.experience),
        question.hours_before_credit(exam).is_some(),
    );
    for language in languages(&question.profile.languages) {
        for name in OPENINGS {
            let fact = entry.lifecycle_fact(name, Some(language));
            let opens = fact.and_then(opening);
            add(fact, opens.is_some_and(|day| day > question.begin));
        }
        for name in ENDS {
            let fact = entry.lifecycle_fact(name, Some(language));
            add(fact, fact.and_then(end).is_some());
        }
    }
    if entry.end(&question.profile.languages).is_none() {
        // A source may say that no end is known: that is the fact that would change.
        let language = languages(&question.profile.languages).into_iter().next();
        let absent = entry.lifecycle_fact(FactName::RetiresOn, language);
        found.push(Basis {
            exam,
            name: FactName::RetiresOn,
            fact: absent.and_then(|fact| index(entry, fact)),
        });
    }
    found
}

fn bounds(
    search: &FirstPath<'_>,
    first: &Way,
    basis: Basis,
) -> Result<Option<FactRobustness>, Stopped> {
    let Basis { exam, name, fact } = basis;
    let mut trial = Trial::new(search, exam, name, fact);
    let entry = search.question.catalogue.exam(exam);
    let value = fact.and_then(|fact| entry.record.facts[fact].value());
    let bounds = match value {
        Some(FactValue::Money(fee)) => FactBounds::Fee(
            Fee {
                trial: &mut trial,
                first,
                currency: fee.currency(),
            }
            .bounds(fee.max())?,
        ),
        Some(FactValue::Quantity(present)) => {
            FactBounds::StudyHours(hours::bounds(&mut trial, first, *present)?)
        }
        Some(FactValue::Date(date)) => {
            let present = careful(name, *date);
            FactBounds::Day(Date::new(&mut trial, first, name).bounds(present)?)
        }
        None => FactBounds::Day(Date::new(&mut trial, first, name).bounds_of_no_end()?),
        Some(_) => return Ok(None),
    };
    Ok(Some(FactRobustness {
        exam,
        name,
        fact,
        bounds,
    }))
}

/// The languages in which a person takes exams.
pub(super) fn languages(own: &[Language]) -> Vec<Language> {
    if own.is_empty() {
        vec![Language::ENGLISH]
    } else {
        own.to_vec()
    }
}

/// The index of a fact among those of its exam.
pub(super) fn index(entry: &ExamEntry, fact: &Fact) -> Option<usize> {
    let mut facts = entry.record.facts.iter();
    facts.position(|other| std::ptr::eq(other, fact))
}

/// The first certain day by an opening.
pub(super) fn opening(fact: &Fact) -> Option<Day> {
    match fact.value() {
        Some(FactValue::Date(date)) if date.has_latest() => Some(date.latest()),
        _ => None,
    }
}

/// The last safe day by an end.
fn end(fact: &Fact) -> Option<Day> {
    match fact.value() {
        Some(FactValue::Date(date)) => Some(date.earliest()),
        _ => None,
    }
}
