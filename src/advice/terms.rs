//! The terms that a piece of an outline is about: words, folded and stripped of what says nothing.

/// Words that outlines use everywhere and that therefore tell no two subjects apart: function
/// words, the verbs with which objectives begin, and the vendors' own names.
const STOP_WORDS: &[&str] = &[
    "a",
    "an",
    "and",
    "any",
    "appropriate",
    "apply",
    "are",
    "as",
    "at",
    "available",
    "aws",
    "amazon",
    "azure",
    "based",
    "basic",
    "be",
    "between",
    "build",
    "by",
    "choose",
    "cloud",
    "common",
    "compare",
    "concept",
    "configure",
    "consider",
    "consideration",
    "create",
    "define",
    "demonstrate",
    "deploy",
    "describe",
    "design",
    "determine",
    "develop",
    "different",
    "enable",
    "ensure",
    "evaluate",
    "explain",
    "feature",
    "for",
    "from",
    "google",
    "given",
    "how",
    "identify",
    "implement",
    "implementing",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "manage",
    "managing",
    "microsoft",
    "of",
    "on",
    "optimize",
    "option",
    "or",
    "other",
    "perform",
    "plan",
    "planning",
    "prepare",
    "provide",
    "recommend",
    "requirement",
    "scenario",
    "select",
    "service",
    "set",
    "solution",
    "such",
    "support",
    "task",
    "that",
    "the",
    "their",
    "through",
    "to",
    "understand",
    "up",
    "use",
    "using",
    "various",
    "when",
    "which",
    "with",
    "within",
    "work",
];

/// The terms of a text in its order, repeated as often as they occur.
pub(super) fn terms(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| singular(word.to_lowercase()))
        .filter(|word| word.chars().count() > 1 && !STOP_WORDS.contains(&word.as_str()))
}

/// Takes the English plural off: the S-stemmer of Harman, "How effective is suffixing?", 1991.
fn singular(mut word: String) -> String {
    let ends = |word: &str, end: &str, not: &[&str]| {
        word.ends_with(end) && !not.iter().any(|other| word.ends_with(other))
    };
    if ends(&word, "ies", &["eies", "aies"]) && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ends(&word, "es", &["aes", "ees", "oes"])
        || ends(&word, "s", &["us", "ss"]) && word.len() > 2
    {
        word.pop();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        terms(text).collect()
    }

    #[test]
    fn words_are_folded_and_lose_their_plural() {
        assert_eq!(all("Virtual Networks"), all("virtual network"));
        assert_eq!(all("policies, keys"), ["policy", "key"]);
        assert_eq!(all("access"), ["access"]);
    }

    #[test]
    fn words_that_tell_nothing_apart_are_left_out() {
        assert_eq!(
            all("Implement and manage the Azure solutions"),
            Vec::<String>::new()
        );
        assert_eq!(all(""), Vec::<String>::new());
    }
}
