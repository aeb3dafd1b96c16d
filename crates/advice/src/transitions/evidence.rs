//! Who says that a transition happens.

use super::{
    Detail, Transition, TransitionKind as Kind, TransitionSubject, fact::served,
    meaning::known_languages,
};
use crate::{availability::end_evidence, succession::succession_evidence};
use catalogue::{
    Catalogue, CertificationIndex, Circumstances, Evidence, ExamForm, ExamIndex, FactName,
    FreshnessIntervals, Language, RoleIndex,
};

/// The evidence of a transition, distinct.
pub(super) fn evidence(catalogue: &Catalogue, transition: &Transition) -> Vec<Evidence> {
    let mut found = match (transition.subject, &transition.detail) {
        (TransitionSubject::Exam(exam), Detail::Date { .. }) => {
            of_date(catalogue, transition, exam)
        }
        (TransitionSubject::Exam(exam), Detail::None) => of_study_time(catalogue, exam),
        (_, Detail::Blueprint(_)) => {
            let record = transition.blueprint_record(catalogue);
            record
                .map(|record| record.evidence.clone())
                .into_iter()
                .collect()
        }
        (TransitionSubject::Exam(exam), Detail::Fact(name, currency)) => {
            let entry = catalogue.exam(exam);
            let days = [Some(transition.day), transition.day.pred_opt()];
            let facts = days.into_iter().flatten();
            let facts = facts.filter_map(|day| served(entry, *name, *currency, day));
            facts.map(|fact| fact.evidence.clone()).collect()
        }
        (_, Detail::Renewal(item)) => {
            let evidence = item.evidence.iter();
            evidence.map(|(_, evidence)| evidence.clone()).collect()
        }
        (TransitionSubject::Exam(exam), Detail::Statements(kind)) => {
            // The statements do not depend on the intervals, only the days on which they are due.
            let intervals = FreshnessIntervals::default();
            let statements = catalogue
                .exam(exam)
                .checked_statements(intervals, transition.day);
            let own = statements.iter().filter(|own| own.kind == *kind);
            own.map(|own| own.evidence.clone()).collect()
        }
        (TransitionSubject::Certification(index), _) => {
            of_certification(catalogue, transition, index)
        }
        (
            TransitionSubject::Role(role),
            Detail::Booked {
                named,
                before,
                after,
            },
        ) => {
            let exams = [&before[..], after].concat();
            of_role(catalogue, transition, role, *named, &exams)
        }
        (TransitionSubject::Exam(_) | TransitionSubject::Role(_), _) => Vec::new(),
    };
    let mut distinct: Vec<Evidence> = Vec::with_capacity(found.len());
    for evidence in found.drain(..) {
        if !distinct.contains(&evidence) {
            distinct.push(evidence);
        }
    }
    distinct
}

fn of_date(catalogue: &Catalogue, transition: &Transition, exam: ExamIndex) -> Vec<Evidence> {
    let entry = catalogue.exam(exam);
    let names = match transition.kind {
        Kind::Announced => &[FactName::AnnouncedOn][..],
        Kind::RegistrationOpens => &[FactName::RegistrationOn],
        Kind::BetaOpens => &[FactName::BetaOn],
        Kind::Live => &[FactName::LiveOn],
        Kind::LastDayToSchedule | Kind::BookingClosed => &[FactName::RegistrationEndsOn],
        Kind::LastDayOfBeta | Kind::BetaClosed => {
            &[FactName::RegistrationEndsOn, FactName::RetiresOn]
        }
        _ => &[FactName::RetiresOn],
    };
    let form = match transition.kind {
        Kind::LastDayOfBeta | Kind::BetaClosed => ExamForm::Beta,
        _ => ExamForm::Standard,
    };
    let mut languages = known_languages(transition);
    if languages.is_empty() {
        languages.push(Language::ENGLISH);
    }
    let mut found = Vec::new();
    for language in languages {
        let circumstances = Circumstances::default().in_language(language).in_form(form);
        for name in names {
            let fact = entry.fact_in(*name, &circumstances);
            let fact =
                fact.filter(|fact| form == ExamForm::Standard || fact.conditions.form.is_some());
            found.extend(fact.map(|fact| fact.evidence.clone()));
        }
    }
    let successors = match transition.instead(catalogue) {
        instead if !instead.is_empty() => instead,
        _ if transition.is_end() => entry.successors.clone(),
        _ => Vec::new(),
    };
    found.extend(succession_evidence(catalogue, exam, &successors));
    found
}

/// The evidence of the exam's end, of its study hours, and of what follows it.
fn of_study_time(catalogue: &Catalogue, exam: ExamIndex) -> Vec<Evidence> {
    let entry = catalogue.exam(exam);
    let mut found = end_evidence(entry, &[]);
    let hours = entry.study_hours_fact(None);
    found.extend(hours.map(|fact| fact.evidence.clone()));
    found.extend(succession_evidence(catalogue, exam, &entry.successors));
    found
}

/// The evidence of the certification, and of the exams' dates on which the day rests.
fn of_certification(
    catalogue: &Catalogue,
    transition: &Transition,
    certification: CertificationIndex,
) -> Vec<Evidence> {
    let entry = catalogue.certification(certification);
    let mut found = vec![entry.record.evidence.clone()];
    if transition.kind != Kind::RequirementsChanged {
        let exams = entry.earned_by.concat();
        found.extend(dates_of_the_day(catalogue, transition, &exams));
    }
    found
}

/// The evidence of the recommendations that name the exam, of the exams' dates on which the day
/// rests, and of the succession.
fn of_role(
    catalogue: &Catalogue,
    transition: &Transition,
    role: RoleIndex,
    named: ExamIndex,
    exams: &[ExamIndex],
) -> Vec<Evidence> {
    let entry = catalogue.role(role);
    let recommendations = entry.record.recommendations.iter();
    let naming = recommendations
        .zip(&entry.recommendations)
        .filter(|(_, steps)| steps.iter().flatten().any(|exam| *exam == named));
    let mut found: Vec<Evidence> = naming.map(|(record, _)| record.evidence.clone()).collect();
    found.extend(dates_of_the_day(catalogue, transition, exams));
    let others: Vec<ExamIndex> = exams
        .iter()
        .copied()
        .filter(|exam| *exam != named)
        .collect();
    found.extend(succession_evidence(catalogue, named, &others));
    found
}

/// The evidence of the dates by which one of these exams opens or closes on the day.
fn dates_of_the_day(
    catalogue: &Catalogue,
    transition: &Transition,
    exams: &[ExamIndex],
) -> Vec<Evidence> {
    let day = transition.day;
    let mut found = Vec::new();
    for exam in exams {
        let entry = catalogue.exam(*exam);
        if !entry.lifecycle.changes().any(|change| change == day) {
            continue;
        }
        let names = [
            FactName::BetaOn,
            FactName::LiveOn,
            FactName::RegistrationEndsOn,
            FactName::RetiresOn,
        ];
        for fact in names.iter().filter_map(|name| entry.fact(*name)) {
            let Some(catalogue::FactValue::Date(date)) = fact.value() else {
                continue;
            };
            let opens = date.has_latest() && date.latest() == day;
            if opens || date.earliest().succ_opt() == Some(day) {
                found.push(fact.evidence.clone());
            }
        }
    }
    found
}
