//! What editors should check first: the facts that decide most of the canonical answers.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    super::{credit::Credits, goal::Destination, problem::Question, solution::Solution},
    canonical::CanonicalProfile,
    days::{Date, careful},
    fees::Fee,
    first_path::{FirstPath, Stopped, Way},
    hours,
    known::{Basis, below},
    missing::below_any_path,
    trial::Trial,
};
use crate::Cancel;
use catalogue::{Catalogue, Currency, Day, ExamIndex, Fact, FactName, FactValue, Money, RoleIndex};

/// How far a known fee or study time is plausibly wrong, in percent.
pub const PLAUSIBLE_PERCENT: u32 = 25;

/// How far a known day is plausibly wrong, in days.
pub const PLAUSIBLE_DAYS: u64 = 90;

/// What editors should check, what decides most answers first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewQueue {
    /// How many canonical questions have a path: roles times profiles, less those without one.
    pub answers: usize,
    /// The facts that decide at least one answer: by the number of answers, then the oldest first,
    /// then by exam and name. Missing facts have no age and follow those of the same number.
    pub items: Vec<ReviewItem>,
    /// Whether a search hit a limit, so that a number may be wrong.
    pub truncated: bool,
}

/// A fact that decides canonical answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewItem {
    /// The exam.
    pub exam: ExamIndex,
    /// What the fact is about.
    pub name: FactName,
    /// The index of the fact among those of the exam; `None` if no source states one.
    pub fact: Option<usize>,
    /// Whether there is no value.
    pub is_missing: bool,
    /// How many canonical answers it decides.
    pub answers: usize,
    /// The roles of those answers, by slug.
    pub roles: Vec<RoleIndex>,
    /// The days since the last day for which the fact is known to hold; `None` if it is missing.
    pub age_days: Option<i64>,
}

/// The answers of one canonical profile, and the facts that decide them.
#[derive(Debug, Clone)]
pub struct DecidedAnswers {
    answers: usize,
    by_fact: BTreeMap<Basis, Decided>,
    truncated: bool,
}

#[derive(Debug, Clone, Default)]
struct Decided {
    answers: usize,
    roles: BTreeSet<RoleIndex>,
    is_missing: bool,
}

/// The facts that decide the first path to each role for a person on a day. A fact decides it if a
/// plausible value of it, all else equal, makes another path first:
///
/// - a fee or the longest study time up to [`PLAUSIBLE_PERCENT`] lower or higher,
/// - a day up to [`PLAUSIBLE_DAYS`] earlier or later,
/// - for a missing fee the lowest or the highest, for missing study hours any that the catalogue
///   knows of another exam,
/// - for a missing opening, a day up to [`PLAUSIBLE_DAYS`] before or after study begins.
///
/// `None` if it was cancelled.
pub fn decided_answers(
    catalogue: &Catalogue,
    person: &CanonicalProfile,
    day: Day,
    cancel: &dyn Cancel,
) -> Option<DecidedAnswers> {
    let plausible = Plausible::of(catalogue);
    let credits = Credits::new(catalogue, &person.profile, person.constraints.start_on);
    let question = Question::new(&person.profile, &person.constraints, &credits, day);
    let mut found = DecidedAnswers {
        answers: 0,
        by_fact: BTreeMap::new(),
        truncated: false,
    };
    for role in catalogue.roles() {
        let search = FirstPath::new(question.with_cancel(cancel), Destination::Role(role));
        let Some(solved) = search.first().ok()? else {
            continue;
        };
        found.answers += 1;
        for (basis, is_missing) in deciding(&search, &solved, &plausible).ok()? {
            let decided = found.by_fact.entry(basis).or_default();
            decided.answers += 1;
            decided.roles.insert(role);
            decided.is_missing = is_missing;
        }
        found.truncated |= search.is_truncated();
    }
    Some(found)
}

/// The queue on a day over the answers of several profiles.
pub fn review_queue(catalogue: &Catalogue, day: Day, profiles: &[DecidedAnswers]) -> ReviewQueue {
    let mut all: BTreeMap<Basis, Decided> = BTreeMap::new();
    for (basis, decided) in profiles.iter().flat_map(|profile| &profile.by_fact) {
        let sum = all.entry(*basis).or_default();
        sum.answers += decided.answers;
        sum.roles.extend(&decided.roles);
        sum.is_missing = decided.is_missing;
    }
    let items = all.into_iter().map(|(basis, decided)| {
        let Basis { exam, name, fact } = basis;
        let facts = &catalogue.exam(exam).record.facts;
        let stated = fact
            .filter(|_| !decided.is_missing)
            .map(|fact| &facts[fact]);
        ReviewItem {
            exam,
            name,
            fact,
            is_missing: decided.is_missing,
            answers: decided.answers,
            roles: decided.roles.into_iter().collect(),
            age_days: stated.map(|fact| age(fact, day)),
        }
    });
    let mut items: Vec<ReviewItem> = items.collect();
    items.sort_by_key(|item| (Reverse(item.answers), Reverse(item.age_days)));
    ReviewQueue {
        answers: profiles.iter().map(|profile| profile.answers).sum(),
        items,
        truncated: profiles.iter().any(|profile| profile.truncated),
    }
}

fn age(fact: &Fact, day: Day) -> i64 {
    day.signed_duration_since(fact.evidence.newest_day())
        .num_days()
        .max(0)
}

/// The figures that a missing fact plausibly has: those that the catalogue knows of exams.
struct Plausible {
    /// The least and the greatest fee in US dollars, in cents.
    fees: Option<(i64, i64)>,
    /// The longest study hours, ascending, rounded up.
    hours: BTreeSet<u32>,
}

impl Plausible {
    fn of(catalogue: &Catalogue) -> Self {
        let entries = || catalogue.exams().map(|exam| catalogue.exam(exam));
        let fees = entries().filter_map(|entry| entry.fee(Currency::USD));
        let fees: BTreeSet<i64> = fees.map(Money::minor).collect();
        let hours = entries().filter_map(|entry| entry.study_hours(None));
        Self {
            fees: fees.first().copied().zip(fees.last().copied()),
            hours: hours
                .filter_map(|hours| u32::try_from(hours.max().ceil()).ok())
                .collect(),
        }
    }
}

/// The facts that decide the first path of a question, and whether each is missing.
fn deciding(
    search: &FirstPath<'_>,
    (first, solution): &(Way, Solution),
    plausible: &Plausible,
) -> Result<Vec<(Basis, bool)>, Stopped> {
    let steps = first.steps.iter();
    let known = steps.flat_map(|exam| below(search, *exam));
    // That no end is announced is no statement that could be checked again.
    let facts = |exam: ExamIndex| &search.question.catalogue.exam(exam).record.facts;
    let is_stated = |basis: &Basis| {
        let fact = basis.fact.map(|fact| &facts(basis.exam)[fact]);
        fact.is_some_and(|fact| fact.value().is_some())
    };
    let known = known.filter(is_stated);
    let missing = below_any_path(search, solution);
    let all = known.map(|basis| (basis, false));
    let all = all.chain(missing.into_iter().map(|basis| (basis, true)));
    let mut deciding = vec![];
    for (basis, is_missing) in all {
        if decides(search, first, basis, is_missing, plausible)? {
            deciding.push((basis, is_missing));
        }
    }
    Ok(deciding)
}

fn decides(
    search: &FirstPath<'_>,
    first: &Way,
    basis: Basis,
    is_missing: bool,
    plausible: &Plausible,
) -> Result<bool, Stopped> {
    let Basis { exam, name, fact } = basis;
    let mut trial = Trial::new(search, exam, name, fact);
    let facts = &search.question.catalogue.exam(exam).record.facts;
    let value = fact.and_then(|fact| facts[fact].value());
    match (value.filter(|_| !is_missing), name) {
        (Some(FactValue::Money(fee)), _) => {
            let own = fee.max().minor();
            let change = own.saturating_mul(PLAUSIBLE_PERCENT.into()) / 100;
            let ends = (own.saturating_sub(change), own.saturating_add(change));
            any_end_changes(&mut trial, first, ends)
        }
        (Some(FactValue::Quantity(hours)), _) => {
            let own = u32::try_from(hours.max().ceil()).unwrap_or(u32::MAX);
            let change = own / 100 * PLAUSIBLE_PERCENT + own % 100 * PLAUSIBLE_PERCENT / 100;
            let values = own - change..=own.saturating_add(change);
            hours::any_changes(&mut trial, first, values, Some(*hours))
        }
        (Some(FactValue::Date(date)), _) => {
            let present = careful(name, *date);
            Date::new(&mut trial, first, name).changes_within(present, PLAUSIBLE_DAYS)
        }
        (None, FactName::Fee) => match plausible.fees {
            Some(ends) => any_end_changes(&mut trial, first, ends),
            None => Ok(false),
        },
        (None, FactName::StudyHours) => {
            let hours = plausible.hours.iter().copied();
            hours::any_changes(&mut trial, first, hours, None)
        }
        (None, FactName::LiveOn) => {
            let begin = search.question.begin;
            Date::new(&mut trial, first, name).changes_within(begin, PLAUSIBLE_DAYS)
        }
        _ => Ok(false),
    }
}

/// Whether another path is first at the lower or the upper of two fees. Between two fees that keep
/// the path first, every fee does.
fn any_end_changes(
    trial: &mut Trial<'_, '_>,
    first: &Way,
    (least, greatest): (i64, i64),
) -> Result<bool, Stopped> {
    let currency = trial.search.question.constraints.currency;
    let mut fee = Fee {
        trial,
        first,
        currency,
    };
    Ok(!fee.keeps(least)? || !fee.keeps(greatest)?)
}
