//! Ends of an exam in one language that contradict the end of the whole exam.

use super::{
    Claim, Contradiction, ContradictionRule, ContradictionSubject, Severity, fact_claim, identity,
};
use crate::{
    date::ApproximateDate,
    fact::{Fact, FactName, FactValue, first_on_topic},
    index::ExamIndex,
    language::Language,
    linked::LinkedRecords,
};

/// The facts that state the end of an exam.
const ENDS: [FactName; 2] = [FactName::RegistrationEndsOn, FactName::RetiresOn];

fn date(fact: &Fact) -> Option<ApproximateDate> {
    match fact.value() {
        Some(FactValue::Date(date)) => Some(*date),
        _ => None,
    }
}

/// The languages in which an exam ends later than the whole exam.
pub(super) fn contradictions(catalogue: &LinkedRecords, exam: ExamIndex) -> Vec<Contradiction> {
    let ends = ENDS.into_iter();
    ends.filter_map(|name| outlived(catalogue, exam, name))
        .collect()
}

fn outlived(catalogue: &LinkedRecords, exam: ExamIndex, name: FactName) -> Option<Contradiction> {
    let entry = catalogue.exam(exam);
    let whole = first_on_topic(entry.facts(name).filter(|fact| fact.conditions.is_empty()))?;
    let last = date(whole)?;
    let later: Vec<(&Fact, Language, ApproximateDate)> = entry
        .facts(name)
        .filter_map(|fact| Some((fact, fact.conditions.language?, date(fact)?)))
        .filter(|(_, _, ends)| last.latest() < ends.earliest())
        .collect();
    if later.is_empty() {
        return None;
    }
    let served = fact_claim(catalogue, exam, whole)?;
    let claims: Vec<Claim> = std::iter::once(Some(served.clone()))
        .chain(
            later
                .iter()
                .map(|(fact, _, _)| fact_claim(catalogue, exam, fact)),
        )
        .flatten()
        .collect();
    let in_languages: Vec<String> = later
        .iter()
        .map(|(_, language, ends)| format!("{ends} in {language}"))
        .collect();
    let code = &entry.record.code;
    let verb = match name {
        FactName::RegistrationEndsOn => "can be scheduled until",
        _ => "ends on",
    };
    let rule = ContradictionRule::LanguageOutlivesExam;
    Some(Contradiction {
        identity: identity(rule, entry.identity, &name.key()),
        rule,
        severity: Severity::High,
        subject: ContradictionSubject::Exam(exam),
        exams: vec![exam],
        message: format!(
            "{code} {verb} {last} as a whole, but {}.",
            in_languages.join(", ")
        ),
        claims,
        served: Some(served),
        why:
            "Answers use each end in its own language, and that of the whole exam in languages for \
              which no source names one."
                .to_owned(),
    })
}
