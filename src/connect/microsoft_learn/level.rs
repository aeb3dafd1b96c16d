//! Tiers, which Microsoft Learn gives in three ways.

use crate::catalogue::Level;

/// The tier in the last word of a title.
const WORDS: [(&str, Level); 4] = [
    ("Fundamentals", Level::Fundamentals),
    ("Associate", Level::Associate),
    ("Expert", Level::Professional),
    ("Specialty", Level::Specialty),
];

/// A tier of the catalogue, with the vendor's word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tier {
    pub(super) level: Level,
    /// The word of the title; `None` if derived from another field.
    pub(super) word: Option<&'static str>,
}

/// The tier of a certification: by the last word of its title, else by its type, else by the
/// required experience. `None` without any.
pub(super) fn tier(title: &str, kind: Option<&str>, levels: &[&str]) -> Option<Tier> {
    let last = title.split_whitespace().next_back().unwrap_or_default();
    if let Some((word, level)) = WORDS.iter().find(|(word, _)| *word == last) {
        return Some(Tier {
            level: *level,
            word: Some(word),
        });
    }
    let level = match (kind, levels) {
        (Some("fundamentals"), _) | (None, ["beginner"]) => Level::Fundamentals,
        (Some("specialty"), _) => Level::Specialty,
        // The office and legacy programmes have other tiers.
        (None | Some("role-based"), ["intermediate"]) => Level::Associate,
        (None | Some("role-based"), ["advanced"]) => Level::Professional,
        _ => return None,
    };
    Some(Tier { level, word: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_takes_precedence_over_the_experience() {
        let level = |title, kind, levels: &[&str]| tier(title, kind, levels).map(|tier| tier.level);
        let title = "Microsoft Certified: Azure Solutions Architect Expert";
        assert_eq!(
            level(title, Some("role-based"), &["intermediate"]),
            Some(Level::Professional)
        );
        let title = "Microsoft Certified: Azure Cosmos DB Developer Specialty";
        assert_eq!(
            level(title, Some("role-based"), &["advanced"]),
            Some(Level::Specialty)
        );
        assert_eq!(
            level("Something", Some("fundamentals"), &[]),
            Some(Level::Fundamentals)
        );
        assert_eq!(
            level("Something", Some("role-based"), &["advanced"]),
            Some(Level::Professional)
        );
        assert_eq!(
            level(
                "Something",
                Some("role-based"),
                &["beginner", "intermediate"]
            ),
            None
        );
        assert_eq!(
            level("Word Associate skills", Some("mos"), &["intermediate"]),
            None
        );
    }
}
