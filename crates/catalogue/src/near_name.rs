//! Names that a misspelt one may mean.

/// How many edits lead from a text to a known name, in any case of letters, if they are few: at most
/// one, or a third of the characters of the longer of both. No name is near to an empty text.
pub fn edits_if_near(text: &str, known: &str) -> Option<usize> {
    if text.is_empty() {
        return None;
    }
    let longer = text.chars().count().max(known.chars().count());
    let edits = strsim::osa_distance(&text.to_lowercase(), &known.to_lowercase());
    (edits <= (longer / 3).max(1)).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_edits_are_near_and_others_are_not() {
        for (text, known, edits) in [
            ("microsft", "microsoft", Some(1)),
            ("azure-ai-enginer", "azure-ai-engineer", Some(1)),
            ("AI-1O2", "AI-102", Some(1)),
            ("ASW", "aws", Some(1)),
            ("aw", "aws", Some(1)),
            ("nope", "iapp", None),
            ("xx", "english", None),
            ("abc", "aws", None),
            ("", "a", None),
            ("", "aws", None),
        ] {
            assert_eq!(edits_if_near(text, known), edits, "{text} {known}");
        }
    }
}
