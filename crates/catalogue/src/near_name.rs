//! Names that a misspelt one may mean.

/// The most names that are suggested.
const MAX_NEAR: usize = 3;

/// The most characters of a text that are compared.
const MAX_COMPARED: usize = 100;

/// At most three known names that are near to a text in any case, nearest first.
pub fn near_names<'k>(text: &str, known: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    let text: String = text.trim().chars().take(MAX_COMPARED).collect();
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|known| Some((edits_if_near(&text, known)?, known)))
        .collect();
    near.sort_unstable();
    near.dedup();
    let names = near.into_iter().map(|(_, known)| known);
    names.take(MAX_NEAR).collect()
}

/// The end of a message about an unknown name: the nearest of these, if there is one.
pub fn did_you_mean(near: &[&str]) -> String {
    near.first()
        .map(|name| format!("; did you mean \"{name}\"?"))
        .unwrap_or_default()
}

/// How many edits lead from a text to a known name, in any case of letters, if they are few: at most
/// one, or a third of the characters of the longer of both. No name is near to an empty text.
fn edits_if_near(text: &str, known: &str) -> Option<usize> {
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

    #[test]
    fn the_nearest_name_is_first() {
        let known = ["first", "fist", "after", "fist", "fits", "rist"];
        let near = near_names(" frist ", known.into_iter());
        assert_eq!(near, ["first", "fist", "rist"]);
        assert!(near_names("", known.into_iter()).is_empty());
    }
}
