//! Suggestions for unknown names.

use crate::catalogue::{did_you_mean, near_names};

/// The end of a message about an unknown name: the nearest known name, if one is near.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    did_you_mean(&near_names(name, known))
}
