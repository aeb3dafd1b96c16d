//! An exam's life in each language in which it is offered.

use super::{
    conditions::Circumstances,
    exam::Exam,
    fact::{FactName, FactValue, served_of_name},
    language::Language,
    lifecycle::LifecycleDates,
};

/// The languages in which an exam is offered, each with its dates.
#[derive(Debug)]
pub(super) struct LanguageLifecycles {
    offered: Box<[InLanguage]>,
    /// Whether some date is another one in some language.
    differ: bool,
}

/// An exam in one language.
#[derive(Debug)]
struct InLanguage {
    /// The name; as the source writes it where the language is not known.
    name: Box<str>,
    language: Option<Language>,
    dates: LifecycleDates,
}

impl LanguageLifecycles {
    /// What the facts of an exam say.
    ///
    /// It is offered in the languages that are listed, or in English where no list is known, and in
    /// those that a date speaks of.
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

    /// Whether some date is another one in some language.
    pub(super) fn differ(&self) -> bool {
        self.differ
    }

    /// The dates in every language that is offered, by name.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &LifecycleDates)> {
        let offered = self.offered.iter();
        offered.map(|offered| (&*offered.name, &offered.dates))
    }

    /// The dates in the languages that suit somebody who asks for one.
    pub(super) fn suiting(&self, asked: Language) -> impl Iterator<Item = &LifecycleDates> {
        let offered = self.offered.iter();
        let suiting = offered.filter(move |offered| {
            offered
                .language
                .is_some_and(|language| suits(asked, language))
        });
        suiting.map(|offered| &offered.dates)
    }

    /// The dates in a language: in just that one where it is offered, else in one that suits.
    pub(super) fn dates(&self, asked: Language) -> Option<&LifecycleDates> {
        let mut offered = self.offered.iter();
        let same = offered.find(|offered| offered.language == Some(asked));
        same.map(|offered| &offered.dates)
            .or_else(|| self.suiting(asked).next())
    }
}

/// Whether somebody who asks for one language can take an exam in the other: they are the same, or
/// one of them is the same language without a region (`Spanish`, `Latin American Spanish`).
fn suits(asked: Language, offered: Language) -> bool {
    let primary = |language: Language| language.tag().split('-').next();
    let is_regional = |language: Language| language.tag().contains('-');
    asked == offered
        || primary(asked) == primary(offered) && !(is_regional(asked) && is_regional(offered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_a_region_suits_every_region() {
        let suits = |one: &str, other: &str| suits(one.parse().unwrap(), other.parse().unwrap());
        assert!(suits("Portuguese", "pt-BR") && suits("pt-BR", "Portuguese"));
        assert!(suits("German", "de-AT"));
        assert!(!suits("zh-Hans", "zh-Hant"));
        assert!(!suits("Spanish", "Portuguese"));
    }
}
