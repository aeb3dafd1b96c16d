//! Maps locales of Microsoft Learn to languages of the catalogue.

/// Locale codes with their language names.
const LANGUAGES: [(&str, &str); 43] = [
    ("ar", "Arabic"),
    ("bg", "Bulgarian"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("ms", "Malay"),
    ("nb", "Norwegian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("pt-br", "Brazilian Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh-cn", "Simplified Chinese"),
    ("zh-hans", "Simplified Chinese"),
    ("zh-hant", "Traditional Chinese"),
    ("zh-tw", "Traditional Chinese"),
];

/// The name of a language; a regional form (`fr-ca`) without its own name has that of the language.
pub(super) fn language(code: &str) -> Option<&'static str> {
    let code = code.trim().to_ascii_lowercase();
    let named = |code: &str| {
        let found = LANGUAGES.iter().find(|(known, _)| *known == code);
        found.map(|(_, name)| *name)
    };
    named(&code).or_else(|| named(code.split_once('-')?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_language_have_the_name_that_exams_are_offered_in() {
        assert_eq!(language("en-us"), Some("English"));
        assert_eq!(language("PT-BR"), Some("Brazilian Portuguese"));
        assert_eq!(language("pt-pt"), Some("Portuguese"));
        assert_eq!(language("zh-cn"), Some("Simplified Chinese"));
        // Simplified or traditional is not specified.
        assert_eq!(language("zh"), None);
        assert_eq!(language("tlh"), None);
    }
}
