//! Escapes text in HTML.

/// Escapes text for an element or a quoted attribute.
pub(in crate::http) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
