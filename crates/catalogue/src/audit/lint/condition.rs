//! Facts that a note limits to some languages, people or days, without a typed condition.

use super::{Context, fact_field};
use crate::{
    audit::finding::{Finding, Lint},
    entry::ExamEntry,
    fact::{Fact, FactName},
};

/// Languages as notes name them. English is missing because it is the default of answers.
const LANGUAGES: [&str; 14] = [
    "japanese",
    "korean",
    "chinese",
    "german",
    "french",
    "spanish",
    "portuguese",
    "italian",
    "indonesian",
    "thai",
    "arabic",
    "russian",
    "in english",
    "english version",
];

/// Phrases by which notes limit a fact to people or days.
const LIMITS: [&str; 7] = [
    "earned before",
    "earned from",
    "earned after",
    "if earned",
    "for members",
    "members only",
    "non-members",
];

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, exam) in context.exams() {
        for fact in exam.record.facts.iter().filter(|fact| exam.is_served(fact)) {
            if fact.conditions.is_empty()
                && let Some(word) = limiting_word(fact)
            {
                let message = format!("the note limits {} (\"{word}\")", value(fact));
                let lint = Lint::ConditionOnlyInNote;
                let field = fact_field(fact.name);
                findings.push(Finding::new(lint, &*exam.record, field, message));
            }
        }
        findings.extend(end_of_one_language(exam));
    }
}

/// The end of the whole exam is the day on which one of its languages ends.
fn end_of_one_language(exam: &ExamEntry) -> Option<Finding> {
    let name = FactName::RetiresOn;
    let end = exam.fact(name)?;
    let value = end.value()?;
    if end.conditions.language.is_some() {
        return None;
    }
    let language = exam
        .facts(name)
        .filter(|fact| fact.value() == Some(value))
        .find_map(|fact| fact.conditions.language)?;
    let message = format!("{value} is given as the end of the exam and of its {language} version");
    let lint = Lint::LanguageEndIsExams;
    Some(Finding::new(lint, &*exam.record, fact_field(name), message))
}

fn value(fact: &Fact) -> String {
    fact.value()
        .map_or_else(|| "the fact".to_owned(), ToString::to_string)
}

/// The limiting phrase in a note of a fact that has no matching condition.
fn limiting_word(fact: &Fact) -> Option<&'static str> {
    let speaks_of_languages = matches!(
        fact.name,
        FactName::Languages | FactName::Statement | FactName::OutlineHistory
    );
    if speaks_of_languages || fact.about.is_some() {
        return None;
    }
    let note = fact.evidence.note.as_ref()?.to_lowercase();
    let mut words = LANGUAGES.into_iter().chain(LIMITS);
    words.find(|word| note.contains(word))
}
