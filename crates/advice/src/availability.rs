//! Sentences about why a candidate cannot book an exam: it ends, registration is over, or it is
//! offered in other languages only.

use catalogue::{
    ApproximateDate, Catalogue, Day, Evidence, ExamEntry, ExamIndex, FactName, Language,
    LifecycleEnd, Precision,
};

/// An end in words, inside a sentence: `on 2026-06-30`, `in 2026-06`.
pub(super) fn in_words(date: ApproximateDate) -> String {
    match date.precision() {
        Precision::Day => format!("on {date}"),
        Precision::Month | Precision::Year => format!("in {date}"),
        Precision::OnOrBefore => format!("on or before {}", date.latest()),
        Precision::NotBefore => format!("not before {}", date.lower_bound().unwrap_or(date)),
    }
}

/// The start of a sentence about an exam's end: `AI-102 retired on 2026-06-30`, `MLA-C01 retires in
/// English on 2026-09-28`, `003 could be scheduled until 2026-07-13`.
pub(super) fn end_in_words(code: &str, end: &LifecycleEnd, is_past: bool) -> String {
    let language = end.language.map(|language| format!(" in {language}"));
    let language = language.unwrap_or_default();
    match (end.fact, is_past) {
        (FactName::RetiresOn, true) => format!("{code} retired{language} {}", in_words(end.on)),
        (FactName::RetiresOn, false) => format!("{code} retires{language} {}", in_words(end.on)),
        (_, true) => format!(
            "{code} could be scheduled{language} until {}",
            end.on.earliest()
        ),
        (_, false) => format!(
            "{code} can be scheduled{language} until {}",
            end.on.earliest()
        ),
    }
}

/// The evidence of an exam's end; empty if no end is known.
pub(super) fn end_evidence(entry: &ExamEntry, languages: &[Language]) -> Vec<Evidence> {
    let end = entry.end(languages);
    let fact = end.and_then(|end| entry.lifecycle_fact(end.fact, end.language));
    fact.map(|fact| fact.evidence.clone()).into_iter().collect()
}

/// A sentence naming the other languages in which an exam is bookable; `None` if it is bookable in
/// none, or in a language of the candidate.
pub(super) fn in_other_languages(
    catalogue: &Catalogue,
    exam: ExamIndex,
    languages: &[Language],
    day: Day,
) -> Option<String> {
    let entry = catalogue.exam(exam);
    if entry.is_bookable_in(languages, day) {
        return None;
    }
    let others: Vec<&str> = entry.bookable_languages(day).collect();
    let (last, first) = others.split_last()?;
    let listed = if first.is_empty() {
        (*last).to_owned()
    } else {
        format!("{} and {last}", first.join(", "))
    };
    let own = match languages {
        [] => Language::ENGLISH.name().to_owned(),
        some => some
            .iter()
            .map(|own| own.name())
            .collect::<Vec<_>>()
            .join(" or "),
    };
    let code = &entry.record.code;
    Some(format!(
        "On {day} {code} can be booked in {listed}, not in {own}."
    ))
}
