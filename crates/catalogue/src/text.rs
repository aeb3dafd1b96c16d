//! Text newtypes of the catalogue: codes, slugs and keys.
//!
//! Each is parsed once at the boundary, so an exam's code cannot be passed where a vendor's slug is
//! expected.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    binary::{Binary, BinaryReader, BinaryWriter},
    exam_name::ExamName,
};

/// Why a text is not a valid name of the expected type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not {expected}")]
pub struct TextError {
    text: String,
    expected: &'static str,
}

impl TextError {
    pub(crate) fn new(text: &str, expected: &'static str) -> Self {
        Self {
            text: text.chars().take(80).collect(),
            expected,
        }
    }
}

/// Declares a validated text newtype with parser, `Display` and JSON Schema. Clones share the
/// allocation, because records refer to each other repeatedly.
macro_rules! text_newtype {
    ($(#[$meta:meta])* $name:ident, $check:path, $pattern:literal, $expected:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                if $check(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(TextError::new(text, $expected))
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                (*name.0).into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl Binary for $name {
            fn write(&self, writer: &mut BinaryWriter) {
                writer.name(&self.0);
            }

            fn read(reader: &mut BinaryReader<'_>) -> Option<Self> {
                reader.name().map(Self)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": $pattern,
                    "description": concat!("Is ", $expected, "."),
                })
            }
        }
    };
}

fn is_slug(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

fn is_code(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._+".contains(&byte))
}

text_newtype!(
    /// A vendor's short name in addresses and arguments, such as `google-cloud`.
    VendorSlug, is_slug, "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a vendor slug (lower-case words joined by hyphens, such as google-cloud)"
);
text_newtype!(
    /// A certification's short name, such as `azure-ai-engineer-associate`.
    CertificationSlug, is_slug, "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a certification slug (lower-case words joined by hyphens)"
);
text_newtype!(
    /// A role's short name, such as `azure-ai-engineer`.
    RoleSlug, is_slug, "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a role slug (lower-case words joined by hyphens, such as azure-ai-engineer)"
);
text_newtype!(
    /// The key by which facts name their source, such as `aws-aif-c01-guide`.
    SourceKey, is_slug, "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a source key (lower-case words joined by hyphens)"
);
text_newtype!(
    /// The key of a domain within an exam; it survives re-wording of the title.
    DomainKey, is_slug, "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a domain key (lower-case words joined by hyphens, such as computer-vision)"
);
text_newtype!(
    /// The key of an objective within an exam; it survives re-wording and re-numbering.
    ObjectiveKey, is_slug, "^[a-z0-9]+(-[a-z0-9]+)*$",
    "an objective key (lower-case words joined by hyphens, such as monitor-deployed-models)"
);
text_newtype!(
    /// The key of an audience rule, such as `ai-102-azure-developer`.
    RuleKey, is_slug, "^[a-z0-9]+(-[a-z0-9]+)*$",
    "a rule key (lower-case words joined by hyphens)"
);
text_newtype!(
    /// An exam's code as its vendor writes it, such as `AI-102`; looked up in any case.
    ExamCode, is_code, "^[A-Za-z0-9._+-]{1,60}$",
    "an exam code (1 to 60 letters, digits, hyphens, dots, underscores or plus signs)"
);

impl ExamCode {
    /// The form in which codes are compared: ASCII upper case.
    pub fn folded(&self) -> String {
        self.0.to_ascii_uppercase()
    }
}

/// What names one exam for good: its vendor and its current code, written `microsoft/AI-102`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ExamKey {
    /// The vendor that issues the exam.
    pub vendor: VendorSlug,
    /// The exam's current code, unique within its vendor.
    pub code: ExamCode,
}

impl FromStr for ExamKey {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let expected = "an exam key (vendor slug, slash, code, such as microsoft/AI-102)";
        let fault = || TextError::new(text, expected);
        let name = ExamName::from(text);
        let vendor = name.vendor.ok_or_else(fault)?;
        Ok(Self {
            vendor: vendor.parse().map_err(|_| fault())?,
            code: name.code.parse().map_err(|_| fault())?,
        })
    }
}

impl TryFrom<String> for ExamKey {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        text.parse()
    }
}

impl From<ExamKey> for String {
    fn from(key: ExamKey) -> Self {
        key.to_string()
    }
}

impl fmt::Display for ExamKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.vendor, self.code)
    }
}

impl schemars::JsonSchema for ExamKey {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ExamKey".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*/[A-Za-z0-9._+-]{1,60}$",
            "description": "Vendor slug, slash, exam code, such as microsoft/AI-102.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_words_joined_by_single_hyphens() {
        for good in ["aws", "google-cloud", "220-1201"] {
            assert!(good.parse::<VendorSlug>().is_ok(), "{good}");
        }
        for bad in ["", "-aws", "aws-", "a--b", "AWS", "a b", "ä"] {
            assert!(bad.parse::<VendorSlug>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_exam_key_reads_back_as_written() {
        let key: ExamKey = "microsoft/AI-102".parse().unwrap();
        assert_eq!(key.to_string(), "microsoft/AI-102");
        assert!("AI-102".parse::<ExamKey>().is_err());
        assert!("Microsoft/AI-102".parse::<ExamKey>().is_err());
    }
}
