//! Missing facts that could make another path first.

use std::collections::BTreeSet;

use super::{
    super::solution::Solution,
    Changes, DecisiveUnknown,
    days::Date,
    fees::Fee,
    first_path::{FirstPath, Stopped, Way},
    hours,
    known::{Basis, index, languages, opening},
    trial::Trial,
};
use catalogue::{ExamIndex, Fact, FactName};

/// The missing facts that could make another path first, by exam: fee, study hours, then opening.
pub(super) fn decisive(
    search: &FirstPath<'_>,
    (first, solution): &(Way, Solution),
) -> Result<Vec<DecisiveUnknown>, Stopped> {
    let missing = below_any_path(search, solution).into_iter();
    missing
        .filter_map(|basis| decides(search, first, basis).transpose())
        .collect()
}

/// The missing facts that the search reads: fees and study hours of the exams that paths to the
/// goal can have as steps, and openings of those that could then be steps. Study hours and openings
/// of other exams that sources name for the role count too: whether such an exam can be booked
/// decides whether its source recommends a successor. An end that nobody has announced is not
/// missing.
pub(super) fn below_any_path(search: &FirstPath<'_>, solution: &Solution) -> Vec<Basis> {
    let question = search.question;
    let is_step = |exam| solution.graph.node(exam).is_some();
    let mut missing = vec![];
    for exam in read_exams(search, solution) {
        let entry = question.catalogue.exam(exam);
        let mut add = |name, fact: Option<&Fact>| {
            missing.push(Basis {
                exam,
                name,
                fact: fact.and_then(|fact| index(entry, fact)),
            });
        };
        if question.fee(exam).is_none() && is_step(exam) {
            add(FactName::Fee, question.fee_fact(exam));
        }
        if question.may_ever_be_booked(exam) {
            let is_read = is_step(exam) || !question.is_always_bookable(exam);
            if question.hours_before_credit(exam).is_none() && is_read {
                let fact = entry.study_hours_fact(question.profile.experience);
                add(FactName::StudyHours, fact);
            }
            continue;
        }
        let language = languages(&question.profile.languages).into_iter().next();
        let fact = entry.lifecycle_fact(FactName::LiveOn, language);
        if fact.and_then(opening).is_none() {
            add(FactName::LiveOn, fact);
        }
    }
    missing
}

/// The exams that the search reads, by key: possible steps, what goals, prerequisites and sources
/// name, and everything that follows it.
fn read_exams(search: &FirstPath<'_>, solution: &Solution) -> BTreeSet<ExamIndex> {
    let question = search.question;
    let nodes = || solution.graph.nodes.iter().map(|node| node.exam);
    let slots = solution.goals.open.iter().flat_map(|goal| &goal.slots);
    let named = slots.flat_map(|slot| &slot.named).copied();
    let prerequisites = nodes().flat_map(|exam| {
        let entry = question.catalogue.exam(exam);
        let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
        let open = groups.filter(|(group, named)| question.is_open(group, named));
        open.flat_map(|(_, named)| named).copied()
    });
    let mut exams: BTreeSet<ExamIndex> = nodes().collect();
    for exam in named.chain(prerequisites).chain(search.recommended()) {
        exams.extend(question.line_after(exam));
    }
    exams
}

fn decides(
    search: &FirstPath<'_>,
    first: &Way,
    basis: Basis,
) -> Result<Option<DecisiveUnknown>, Stopped> {
    let Basis { exam, name, fact } = basis;
    let mut trial = Trial::new(search, exam, name, fact);
    let changes = match name {
        FactName::Fee => Changes::Fee(
            Fee {
                trial: &mut trial,
                first,
                currency: search.question.constraints.currency,
            }
            .changes()?,
        ),
        FactName::StudyHours => Changes::StudyHours(hours::changes(&mut trial, first)?),
        _ => Changes::Day(Date::new(&mut trial, first, name).changes()?),
    };
    let decides = match &changes {
        Changes::Fee(spans) => !spans.is_empty(),
        Changes::StudyHours(spans) => !spans.is_empty(),
        Changes::Day(spans) => !spans.is_empty(),
    };
    Ok(decides.then_some(DecisiveUnknown {
        exam,
        name,
        fact,
        changes,
    }))
}
