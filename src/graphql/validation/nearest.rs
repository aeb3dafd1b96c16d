//! Suggestions for unknown names.

use strsim::damerau_levenshtein;

/// The end of a message about an unknown name: the nearest known name, if one is near.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let most = name.chars().count() / 3 + 1;
    let (name, mut best) = (name.to_lowercase(), None);
    for candidate in known {
        let distance = damerau_levenshtein(&name, &candidate.to_lowercase());
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| format!("; did you mean \"{candidate}\"?"))
        .unwrap_or_default()
}
