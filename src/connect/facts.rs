//! Merges values of a statement into the facts of an exam.
//!
//! Facts of the same source are replaced by newer ones on the same topic; facts of other sources
//! are unchanged. The general rules decide which fact is served.

use super::{
    finding::{Finding, Findings},
    statement::{FactStatement, Retirement, Stated, Statement},
};
use crate::catalogue::{
    ApproximateDate, Confidence, Evidence, Exam, Fact, FactConditions, FactContent, FactName,
    FactValue, LifecycleDates,
};

/// Evidence that all values of a statement share.
pub(super) fn evidence(statement: &Statement, note: Option<String>) -> Evidence {
    Evidence {
        sources: vec![statement.source.key.clone()],
        as_of: ApproximateDate::day(statement.as_of),
        checked: None,
        confidence: Confidence::VendorApi,
        note,
    }
}

/// Whether a fact is from this source only.
pub(super) fn is_own(evidence: &Evidence, statement: &Statement) -> bool {
    matches!(&evidence.sources[..], [source] if *source == statement.source.key)
}

/// Whether the fact is from a newer response.
pub(super) fn is_newer(evidence: &Evidence, statement: &Statement) -> bool {
    let latest = evidence.checked.max(Some(evidence.as_of.latest()));
    is_own(evidence, statement) && latest > Some(statement.as_of)
}

/// Marks an unchanged fact as checked again.
pub(super) fn confirm(evidence: &mut Evidence, statement: &Statement) {
    if statement.as_of > evidence.as_of.latest() {
        evidence.checked = Some(statement.as_of);
    }
}

/// Merges one value into an exam's facts.
pub(super) fn merge_fact(
    exam: &mut Exam,
    value: &FactStatement,
    statement: &Statement,
    findings: &mut Findings,
) {
    let label = value.is_wording.then(|| statement.label.to_owned());
    let is_topic = |fact: &Fact| {
        let is_about = fact.about == value.about || (value.is_wording && fact.about == label);
        fact.name == value.name && is_about && is_general(fact)
    };
    let own = |fact: &Fact| is_topic(fact) && is_own(&fact.evidence, statement);
    if exam
        .facts
        .iter()
        .any(|fact| own(fact) && is_newer(&fact.evidence, statement))
    {
        findings.add(Finding::Older, &exam.key().to_string());
        return;
    }
    let content = match &value.content {
        Stated::Silent => return,
        Stated::Withdrawn => return exam.facts.retain(|fact| !own(fact)),
        Stated::Given(content) => content,
    };
    // Free text is not a contradiction, and an API's text is no better than a page's.
    let others = exam
        .facts
        .iter()
        .filter(|fact| !is_own(&fact.evidence, statement));
    let is_known_elsewhere = others
        .into_iter()
        .any(|fact| fact.name == value.name && fact.about == value.about && is_general(fact));
    let fact = Fact {
        name: value.name,
        about: if value.is_wording && is_known_elsewhere {
            label.clone()
        } else {
            value.about.clone()
        },
        experience: None,
        conditions: FactConditions::ALWAYS,
        content: content.clone(),
        evidence: evidence(statement, value.note.clone()),
    };
    let Some(place) = exam.facts.iter().position(own) else {
        exam.facts.push(fact);
        return;
    };
    let stored = &mut exam.facts[place];
    if (&stored.content, &stored.about) == (&fact.content, &fact.about)
        && stored.evidence.confidence == fact.evidence.confidence
        && stored.evidence.note == fact.evidence.note
    {
        confirm(&mut stored.evidence, statement);
    } else {
        *stored = fact;
    }
    // Only a database that was edited by hand has two.
    let mut index = 0;
    exam.facts.retain(|fact| {
        let is_kept = index <= place || !own(fact);
        index += 1;
        is_kept
    });
}

/// Whether a fact is unconditional.
fn is_general(fact: &Fact) -> bool {
    fact.experience.is_none() && fact.conditions == FactConditions::ALWAYS
}

/// Merges the end of an exam into its facts.
pub(super) fn merge_retirement(
    exam: &mut Exam,
    retirement: Stated<Retirement>,
    statement: &Statement,
    findings: &mut Findings,
) {
    let (content, note) = match retirement {
        Stated::Silent => (Stated::Silent, None),
        Stated::Withdrawn => (Stated::Withdrawn, None),
        Stated::Given(Retirement::On(date)) => (Stated::Given(date), None),
        Stated::Given(Retirement::Marked) => {
            let known = LifecycleDates::of(exam).retires;
            if known.is_some_and(|known| known.latest() <= statement.as_of) {
                findings.add(Finding::EndKnown, &exam.key().to_string());
                return;
            }
            let by = ApproximateDate::on_or_before(statement.as_of);
            let note = "Marked as ended, without a day.".to_owned();
            (Stated::Given(by), Some(note))
        }
    };
    let content = match content {
        Stated::Silent => Stated::Silent,
        Stated::Withdrawn => Stated::Withdrawn,
        Stated::Given(date) => Stated::Given(FactContent::Known(FactValue::Date(date))),
    };
    let value = FactStatement {
        name: FactName::RetiresOn,
        about: None,
        content,
        note,
        is_wording: false,
    };
    merge_fact(exam, &value, statement, findings);
}

/// The opening of an exam without another source: on or before the day of the response. An
/// estimate, so that any dated source is served before it.
pub(super) fn opening(is_beta: bool, statement: &Statement) -> Fact {
    let note = "The interface gives no opening date; it lists the exam, which is taken to have \
                been open by then.";
    let by = ApproximateDate::on_or_before(statement.as_of);
    Fact {
        name: if is_beta {
            FactName::BetaOn
        } else {
            FactName::LiveOn
        },
        about: None,
        experience: None,
        conditions: FactConditions::ALWAYS,
        content: FactContent::Known(FactValue::Date(by)),
        evidence: Evidence {
            confidence: Confidence::Estimate,
            ..evidence(statement, Some(note.to_owned()))
        },
    }
}
