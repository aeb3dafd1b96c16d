//! The languages in which exams are given, under one English name each.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::near_name::{did_you_mean, near_names};

use super::binary::binary_struct;

/// A language in which exams are given: one of a closed list, written by its English name.
///
/// Read from that name, from the names that vendors use for it, or from a BCP 47 tag (`ja`,
/// `pt-BR`), in any case of letters; written by the English name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(u8);

/// The text is not a language of the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is no language that the catalogue knows{}", did_you_mean(.near))]
pub struct UnknownLanguage {
    text: String,
    /// The names that it may mean, nearest first.
    pub near: Vec<&'static str>,
}

/// A language: its English name, its BCP 47 tags (the first is its own, the others are regional
/// tags that map to it), and other names for it.
struct Entry {
    name: &'static str,
    tags: &'static [&'static str],
    other_names: &'static [&'static str],
}

macro_rules! languages {
    ($($name:literal [$($tag:literal),+] $(= $($other:literal),+)?;)+) => {
        const LANGUAGES: &[Entry] = &[$(Entry {
            name: $name,
            tags: &[$($tag),+],
            other_names: &[$($($other),+)?],
        },)+];
    };
}

// English comes first: it is the default language.
languages! {
    "English" ["en"] = "American English", "English (US)", "English (UK)";
    "Afrikaans" ["af"];
    "Arabic" ["ar"] = "Modern Standard Arabic", "Arabic (Saudi Arabia)";
    "Armenian" ["hy"];
    "Azerbaijani" ["az"];
    "Basque" ["eu"];
    "Bengali" ["bn"];
    "Brazilian Portuguese" ["pt-BR"] = "Portuguese (Brazil)", "Portuguese (Brazilian)", "Brazil Portuguese", "Portuguese Brazilian";
    "Bulgarian" ["bg"];
    "Canadian French" ["fr-CA"] = "French (Canada)", "French (Canadian)";
    "Catalan" ["ca"];
    "Chinese" ["zh"] = "Mandarin", "Mandarin Chinese";
    "Croatian" ["hr"];
    "Czech" ["cs"];
    "Danish" ["da"];
    "Dutch" ["nl"];
    "Estonian" ["et"];
    "Filipino" ["fil", "tl"] = "Tagalog";
    "Finnish" ["fi"];
    "French" ["fr"] = "French (France)";
    "Galician" ["gl"];
    "Georgian" ["ka"];
    "German" ["de"];
    "Greek" ["el"];
    "Hebrew" ["he", "iw"];
    "Hindi" ["hi"];
    "Hungarian" ["hu"];
    "Icelandic" ["is"];
    "Indonesian" ["id", "in"] = "Indonesian (Indonesia)", "Bahasa Indonesia";
    "Italian" ["it"];
    "Japanese" ["ja"];
    "Kazakh" ["kk"];
    "Korean" ["ko"];
    "Latin American Spanish" ["es-419", "es-AR", "es-CL", "es-CO", "es-MX", "es-PE"] = "Spanish (Latin America)", "Spanish (Latin American)", "Latin-American Spanish";
    "Latvian" ["lv"];
    "Lithuanian" ["lt"];
    "Malay" ["ms"] = "Bahasa Malaysia", "Bahasa Melayu";
    "Marathi" ["mr"];
    "Norwegian" ["no", "nb", "nn"];
    "Persian" ["fa"] = "Farsi";
    "Polish" ["pl"];
    "Portuguese" ["pt"] = "Portuguese (Portugal)", "European Portuguese";
    "Romanian" ["ro"];
    "Russian" ["ru"];
    "Serbian" ["sr"];
    "Simplified Chinese" ["zh-Hans", "zh-CN", "zh-SG"] = "Chinese (Simplified)", "Chinese Simplified", "Chinese, Simplified";
    "Slovak" ["sk"];
    "Slovenian" ["sl"];
    "Spanish" ["es"] = "Spanish (Spain)", "European Spanish", "Castilian";
    "Swahili" ["sw"];
    "Swedish" ["sv"];
    "Tamil" ["ta"];
    "Telugu" ["te"];
    "Thai" ["th"];
    "Traditional Chinese" ["zh-Hant", "zh-TW", "zh-HK", "zh-MO"] = "Chinese (Traditional)", "Chinese Traditional", "Chinese, Traditional";
    "Turkish" ["tr"];
    "Ukrainian" ["uk"];
    "Urdu" ["ur"];
    "Vietnamese" ["vi"];
}

binary_struct!(Language(position));

impl Language {
    /// English, the default language.
    pub const ENGLISH: Self = Self(0);

    /// Every language of the list, English first, then by name.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).take(LANGUAGES.len()).map(Self)
    }

    /// Its English name: `"Brazilian Portuguese"`.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Its BCP 47 tag: `"pt-BR"`.
    pub fn tag(self) -> &'static str {
        self.entry().tags[0]
    }

    /// The language of a BCP 47 tag; irrelevant subtags are ignored, so `de-AT` is German. `None`
    /// if no language of the list has the tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut tag = tag;
        loop {
            let found = Self::all().find(|language| {
                let mut tags = language.entry().tags.iter();
                tags.any(|own| own.eq_ignore_ascii_case(tag))
            });
            if found.is_some() {
                return found;
            }
            tag = tag.rsplit_once('-')?.0;
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|language| {
            let entry = language.entry();
            let mut names = std::iter::once(&entry.name).chain(entry.other_names);
            names.any(|own| own.eq_ignore_ascii_case(name))
        })
    }

    fn entry(self) -> &'static Entry {
        &LANGUAGES[usize::from(self.0)]
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        let text = text.trim();
        Self::from_name(text)
            .or_else(|| Self::from_tag(text))
            .ok_or_else(|| unknown(text))
    }
}

/// The error for an unknown language, with the nearest names.
fn unknown(text: &str) -> UnknownLanguage {
    let text: String = text.chars().take(80).collect();
    let near = near_names(&text, Language::all().map(Language::name));
    UnknownLanguage { text, near }
}

impl TryFrom<String> for Language {
    type Error = UnknownLanguage;

    fn try_from(text: String) -> Result<Self, UnknownLanguage> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.name().to_owned()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl schemars::JsonSchema for Language {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Language".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<&str> = Self::all().map(Self::name).collect();
        schemars::json_schema!({
            "type": "string",
            "enum": names,
            "description": "The English name of a language in which exams are given.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Language {
        text.parse().unwrap()
    }

    #[test]
    fn names_and_tags_name_one_language_each() {
        for language in Language::all() {
            let entry = language.entry();
            let names = std::iter::once(&entry.name).chain(entry.other_names);
            for text in names.chain(entry.tags) {
                assert_eq!(text.parse(), Ok(language), "{text}");
            }
        }
        let names: Vec<&str> = Language::all().skip(1).map(Language::name).collect();
        assert!(names.is_sorted(), "{names:?}");
    }

    #[test]
    fn a_tag_is_read_without_what_makes_no_difference() {
        for (tag, name) in [
            ("ja", "Japanese"),
            ("JA-jp", "Japanese"),
            ("pt-br", "Brazilian Portuguese"),
            ("pt-PT", "Portuguese"),
            ("zh-Hans-CN", "Simplified Chinese"),
            ("zh-TW", "Traditional Chinese"),
            ("de-AT", "German"),
            ("es-MX", "Latin American Spanish"),
            ("en-GB", "English"),
        ] {
            assert_eq!(language(tag).name(), name, "{tag}");
        }
        assert_eq!(Language::from_tag("xx-YY"), None);
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_nearest_one() {
        for (text, nearest) in [
            ("Englsh", "English"),
            ("japanisch", "Japanese"),
            ("Simplified chinees", "Simplified Chinese"),
        ] {
            let message = text.parse::<Language>().unwrap_err().to_string();
            let expected = format!("did you mean \"{nearest}\"?");
            assert!(message.ends_with(&expected), "{message}");
        }
        for far in ["xx", "Klingon", ""] {
            let message = far.parse::<Language>().unwrap_err().to_string();
            let expected = format!("\"{far}\" is no language that the catalogue knows");
            assert_eq!(message, expected);
        }
    }
}
