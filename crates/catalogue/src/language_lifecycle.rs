//! The lifecycle of an exam in each language in which it is offered.

use super::{
    conditions::Circumstances,
    exam::Exam,
    fact::{FactName, FactValue, served_of_name},
    language::Language,
    lifecycle::LifecycleDates,
};

/// The languages in which an exam is offered, each with its dates.
#[derive(Debug, Clone)]
pub(super) struct LanguageLifecycles {
    offered: Box<[InLanguage]>,
    /// Whether some date differs between languages.
    differ: bool,
}

/// The exam in one language.
#[derive(Debug, Clone)]
struct InLanguage {
    /// The language's name; for a language outside the closed list, as the source writes it.
    name: Box<str>,
    language: Option<Language>,
    dates: LifecycleDates,
}

impl LanguageLifecycles {
    /// Reads the languages and dates from the exam's facts.
    ///
    /// An exam is offered in the listed languages (English if no list is known) and in every
    /// language that a date names.
    pub(super) fn of(exam: &Exam) -> Self {
        let listed = served_of_name(&exam.facts, FactName::Languages, &Circumstances::default());
        let mut names: Vec<&str> = match listed.and_then(|fact| fact.value()) {
            Some(FactValue::List(names)) if !names.is_empty() => {
                names.iter().map(String::as_str).collect()
            }
            _ => vec![Language::ENGLISH.name()],
        };
        let dated = LifecycleDates::languages(exam);
        names.extend(dated.iter().map(|language| language.name()));
        let mut offered: Vec<InLanguage> = Vec::with_capacity(names.len());
        for name in names {
            let language = name.parse::<Language>().ok();
            let name = language.map_or(name, |language| language.name());
            if offered.iter().all(|known| &*known.name != name) {
                let usual = Circumstances::default();
                let circumstances = language.map_or(usual, |language| usual.in_language(language));
                offered.push(InLanguage {
                    name: name.into(),
                    language,
                    dates: LifecycleDates::of_circumstances(exam, &circumstances),
                });
            }
        }
        let differ = !dated.is_empty();
        Self {
            offered: offered.into(),
            differ,
        }
    }

    /// Whether some date differs between languages.
    pub(super) fn differ(&self) -> bool {
        self.differ
    }

    /// The dates in each language in which the exam is offered, by language name.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &LifecycleDates)> {
        let offered = self.offered.iter();
        offered.map(|offered| (&*offered.name, &offered.dates))
    }

    /// The dates in each offered language that satisfies a request for this one.
    pub(super) fn satisfying(&self, requested: Language) -> impl Iterator<Item = &LifecycleDates> {
        let offered = self.offered.iter();
        let satisfying = offered.filter(move |offered| {
            offered
                .language
                .is_some_and(|language| satisfies(requested, language))
        });
        satisfying.map(|offered| &offered.dates)
    }

    /// The dates in a language: of an exact match if there is one, otherwise of the first that
    /// satisfies a request for it.
    pub(super) fn dates(&self, requested: Language) -> Option<&LifecycleDates> {
        let mut offered = self.offered.iter();
        let same = offered.find(|offered| offered.language == Some(requested));
        same.map(|offered| &offered.dates)
            .or_else(|| self.satisfying(requested).next())
    }
}

/// Whether an exam in `offered` satisfies a request for `requested`: the languages are equal, or one
/// is the regionless form of the other (`Spanish`, `Latin American Spanish`).
fn satisfies(requested: Language, offered: Language) -> bool {
    let primary = |language: Language| language.tag().split('-').next();
    let is_regional = |language: Language| language.tag().contains('-');
    requested == offered
        || primary(requested) == primary(offered)
            && !(is_regional(requested) && is_regional(offered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_a_region_suits_every_region() {
        let satisfies =
            |one: &str, other: &str| satisfies(one.parse().unwrap(), other.parse().unwrap());
        assert!(satisfies("Portuguese", "pt-BR") && satisfies("pt-BR", "Portuguese"));
        assert!(satisfies("German", "de-AT"));
        assert!(!satisfies("zh-Hans", "zh-Hant"));
        assert!(!satisfies("Spanish", "Portuguese"));
    }
}
