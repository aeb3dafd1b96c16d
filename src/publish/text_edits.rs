//! Replaces byte ranges of a file, so that everything else stays as it was written.

use std::{cmp::Reverse, ops::Range};

/// A byte range and its replacement.
pub(super) type TextEdit = (Range<usize>, String);

/// A text with edits applied, in any order. Their ranges must not overlap.
pub(super) fn edited(text: &str, mut edits: Vec<TextEdit>) -> String {
    edits.sort_by_key(|(span, _)| Reverse(span.start));
    let mut text = text.to_owned();
    for (span, replacement) in edits {
        text.replace_range(span, &replacement);
    }
    text
}
