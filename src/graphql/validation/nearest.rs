//! Suggestions for unknown names.

use crate::catalogue::near_names;

/// The end of a message about an unknown name: the nearest known name, if one is near.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    did_you_mean(near_names(name, known).first())
}

/// The end of a message about an unknown name that may mean this one.
pub(crate) fn did_you_mean(near: Option<&&str>) -> String {
    near.map(|near| format!("; did you mean \"{near}\"?"))
        .unwrap_or_default()
}
