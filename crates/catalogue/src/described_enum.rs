//! Enums whose doc comments are also their descriptions in the API and the documentation.

/// A fieldless enum with a description of each value.
pub trait DescribedEnum: Copy + Eq + Send + Sync + 'static {
    /// The description of the enum, in Markdown.
    const MEANING: &'static str;
    /// Each value with its Rust name and its description in Markdown.
    const VALUES: &'static [(Self, &'static str, &'static str)];

    /// The name of the value in files and in the API: `STUDY_HOURS`.
    fn key(self) -> String {
        let mut values = Self::VALUES.iter();
        let name = values.find(|(value, ..)| *value == self);
        let mut key = String::new();
        for letter in name.map_or("", |(_, name, _)| name).chars() {
            if letter.is_ascii_uppercase() && !key.is_empty() {
                key.push('_');
            }
            key.push(letter.to_ascii_uppercase());
        }
        key
    }
}

/// Defines an enum that implements [`DescribedEnum`]; its doc comments are the descriptions.
#[macro_export]
macro_rules! described_enum {
    (
        $(#[doc = $meaning:literal])+
        $(#[derive($($derive:ident),+)])?
        $(#[serde($($serde:tt)+)])?
        pub enum $set:ident {
            $($(#[doc = $doc:literal])+ $(#[default $($default:tt)*])? $(#[serde($($rule:tt)+)])? $value:ident,)+
        }
    ) => {
        $(#[doc = $meaning])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $(#[derive($($derive),+)])?
        $(#[serde($($serde)+)])?
        pub enum $set {
            $($(#[doc = $doc])+ $(#[default $($default)*])? $(#[serde($($rule)+)])? $value,)+
        }

        impl $crate::DescribedEnum for $set {
            const MEANING: &'static str = concat!($($meaning, "\n"),+);
            const VALUES: &'static [(Self, &'static str, &'static str)] =
                &[$((Self::$value, stringify!($value), concat!($($doc, "\n"),+))),+];
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FactName;

    #[test]
    fn the_key_of_a_value_is_its_name_in_files() {
        assert_eq!(
            FactName::StatedThreeYearGain.key(),
            "STATED_THREE_YEAR_GAIN"
        );
        for (value, ..) in FactName::VALUES {
            let in_files = serde_json::to_value(value).unwrap();
            assert_eq!(in_files, DescribedEnum::key(*value));
        }
    }
}
