//! Names of exams as people and programs write them.

use std::fmt;

/// A code (`AI-102`), or a vendor's slug and a code (`microsoft/AI-102`); neither has to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExamName<'t> {
    /// The vendor's slug, if the name has one.
    pub vendor: Option<&'t str>,
    /// The code.
    pub code: &'t str,
}

impl<'t> From<&'t str> for ExamName<'t> {
    fn from(text: &'t str) -> Self {
        match text.split_once('/') {
            Some((vendor, code)) => Self {
                vendor: Some(vendor),
                code,
            },
            None => Self {
                vendor: None,
                code: text,
            },
        }
    }
}

impl fmt::Display for ExamName<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.vendor {
            Some(vendor) => write!(formatter, "{vendor}/{}", self.code),
            None => formatter.write_str(self.code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_as_written() {
        for (text, vendor, code) in [
            ("AI-102", None, "AI-102"),
            ("microsoft/AI-102", Some("microsoft"), "AI-102"),
            ("a/b/c", Some("a"), "b/c"),
            ("/AI-102", Some(""), "AI-102"),
            ("", None, ""),
        ] {
            let name = ExamName::from(text);
            assert_eq!((name.vendor, name.code), (vendor, code));
            assert_eq!(name.to_string(), text);
        }
    }
}
