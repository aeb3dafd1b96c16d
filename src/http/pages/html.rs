//! Text within HTML.

/// The text as it stands in an element or in a quoted attribute.
pub(in crate::http) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
