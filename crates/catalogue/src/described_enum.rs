//! Enums whose names and meanings the API and the documentation show as they are written here.

/// An enum of values without fields, with what each means.
pub trait DescribedEnum: Copy + Eq + Send + Sync + 'static {
    /// What the enum is about, in Markdown.
    const MEANING: &'static str;
    /// Each value with its name in Rust and its meaning in Markdown.
    const VALUES: &'static [(Self, &'static str, &'static str)];
}

/// Defines an enum that is a [`DescribedEnum`]; its doc comments are the meanings.
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
