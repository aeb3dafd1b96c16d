//! Enums whose doc comments are also their descriptions in the API and the documentation.

/// A fieldless enum with a description of each value.
pub trait DescribedEnum: Copy + Eq + Send + Sync + 'static {
    /// The description of the enum, in Markdown.
    const MEANING: &'static str;
    /// Each value with its Rust name and its description in Markdown.
    const VALUES: &'static [(Self, &'static str, &'static str)];
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
