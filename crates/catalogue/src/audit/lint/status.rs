//! Whether the lifecycle state that is served can be trusted.

use chrono::TimeDelta;

use super::{Context, LAST_DAYS, fact_field};
use crate::{
    audit::finding::{Finding, Lint},
    conditions::Circumstances,
    date::Day,
    entry::ExamEntry,
    fact::{Fact, FactName, FactValue},
    fact_kind::FactKind,
    index::ExamIndex,
    lifecycle::{LifecycleDates, LifecycleState},
};

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, exam) in context.exams() {
        findings.extend(unchecked(context, index, exam));
        findings.extend(disputed(context, exam));
        findings.extend(successor_without_end(context, exam));
        findings.extend(only_in_note(context, exam));
    }
}

/// A recommended exam whose status was last checked too long ago.
fn unchecked(context: &Context<'_>, index: ExamIndex, exam: &ExamEntry) -> Option<Finding> {
    if !context.recommended.contains(&index) {
        return None;
    }
    let limit = context.question.intervals.days(FactKind::Lifecycle);
    let message = match exam.status_checked_on() {
        None => "is recommended, and no dated statement shows it open".to_owned(),
        Some(checked) => {
            let age = (context.day() - checked).num_days();
            if age <= limit.into() {
                return None;
            }
            format!(
                "is recommended, and what shows it open was last read on {checked}, {age} days \
                 before; the limit is {limit}"
            )
        }
    };
    let lint = Lint::StatusUnchecked;
    Some(Finding::new(lint, &*exam.record, "facts", message))
}

/// Whether a fact of this name concerns the whole exam in the default circumstances.
fn plain(fact: &Fact, name: FactName) -> bool {
    fact.name == name
        && fact.about.is_none()
        && fact.experience.is_none()
        && fact.conditions.hold_in(&Circumstances::default())
}

/// The first statement that is not served and would give the exam another state on the day or soon.
fn disputed(context: &Context<'_>, exam: &ExamEntry) -> Option<Finding> {
    let day = context.day();
    let served = exam.lifecycle;
    [
        FactName::RetiresOn,
        FactName::RegistrationEndsOn,
        FactName::LiveOn,
        FactName::BetaOn,
    ]
    .into_iter()
    .flat_map(|name| exam.facts(name).map(move |fact| (name, fact)))
    .filter(|(name, fact)| plain(fact, *name) && !exam.is_served(fact))
    .find_map(|(name, fact)| {
        let Some(FactValue::Date(date)) = fact.value() else {
            return None;
        };
        let mut other = served;
        match name {
            FactName::RetiresOn => other.retires = Some(*date),
            FactName::RegistrationEndsOn => other.registration_ends = Some(*date),
            FactName::LiveOn => other.live = Some(*date),
            _ => other.beta = Some(*date),
        }
        let difference = difference(served, other, day)?;
        let message = format!(
            "{} by {} (read {}, {}): {difference}",
            *date,
            context.sources(fact),
            fact.evidence.as_of,
            fact.evidence.confidence.word(),
        );
        let field = fact_field(name);
        Some(Finding::new(
            Lint::StatusDisputed,
            &*exam.record,
            field,
            message,
        ))
    })
}

/// How other dates would change the state on a day or soon.
fn difference(served: LifecycleDates, other: LifecycleDates, day: Day) -> Option<String> {
    let (is, would_be) = (served.is_bookable(day), other.is_bookable(day));
    if is != would_be {
        let word = |open: bool| if open { "open" } else { "closed" };
        return Some(format!(
            "the exam would be {}, and is served as {}",
            word(would_be),
            word(is)
        ));
    }
    let soon = day.checked_add_signed(TimeDelta::days(LAST_DAYS))?;
    let ends = |dates: LifecycleDates| dates.last_bookable_day();
    let (is, would_be) = (ends(served), ends(other));
    let earlier = would_be.filter(|would_be| (day..=soon).contains(would_be));
    let end = is.map_or("no end is served".to_owned(), |is| {
        format!("{is} is served")
    });
    earlier
        .filter(|earlier| is.is_none_or(|is| *earlier < is))
        .map(|earlier| format!("the exam would end on {earlier}, and {end}"))
}

/// An exam that is open without an end although a source names a successor that is open too.
fn successor_without_end(context: &Context<'_>, exam: &ExamEntry) -> Option<Finding> {
    if exam.state(context.day()) != LifecycleState::Live {
        return None;
    }
    // A fact about the end exists, if only that there is none.
    if exam.facts(FactName::RetiresOn).next().is_some() {
        return None;
    }
    let next = exam
        .successors
        .iter()
        .map(|next| context.catalogue.exam(*next))
        .find(|next| context.is_open(next))?;
    let message = format!(
        "has no end, and {}, which takes its place, is open",
        next.record.key()
    );
    let lint = Lint::SuccessorWithoutEnd;
    let field = fact_field(FactName::RetiresOn);
    Some(Finding::new(lint, &*exam.record, field, message))
}

/// Phrases by which notes mention an end.
const ENDS: [&str; 6] = [
    "has retired",
    "was retired",
    "is retired",
    "as retired",
    "will retire",
    "no longer offered",
];

/// Phrases by which notes mention a beta.
const BETAS: [&str; 3] = ["in beta", "is a beta", "still beta"];

/// A note that mentions an end or a beta without a matching date.
fn only_in_note(context: &Context<'_>, exam: &ExamEntry) -> Option<Finding> {
    let state = exam.state(context.day());
    let mut words = match state {
        LifecycleState::Live | LifecycleState::Beta => ENDS.to_vec(),
        _ => return None,
    };
    if state == LifecycleState::Live && exam.lifecycle.beta.is_none() {
        words.extend(BETAS);
    }
    exam.record.facts.iter().find_map(|fact| {
        let note = fact.evidence.note.as_ref()?.to_lowercase();
        let word = words.iter().find(|word| note.contains(**word))?;
        let message = format!("a note says \"{word}\", and the exam is served as open without it");
        let lint = Lint::StatusOnlyInNote;
        Some(Finding::new(
            lint,
            &*exam.record,
            fact_field(fact.name),
            message,
        ))
    })
}
