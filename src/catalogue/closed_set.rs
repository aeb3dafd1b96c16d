//! Enums whose names and meanings the API and the documentation show as they are written here.

/// An enum of values without fields, with what each means.
pub trait ClosedSet: Copy + Eq + Send + Sync + 'static {
    /// What the enum is about, in Markdown.
    const MEANING: &'static str;
    /// Each value with its name in Rust and its meaning in Markdown.
    const VALUES: &'static [(Self, &'static str, &'static str)];
}

/// Defines an enum that is a [`ClosedSet`]; its doc comments are the meanings.
macro_rules! closed_set {
    (
        $(#[doc = $meaning:literal])+
        $(#[derive($($derive:ident),+)])?
        $(#[serde($($serde:tt)+)])?
        pub enum $set:ident {
            $($(#[doc = $doc:literal])+ $(#[default $($default:tt)*])? $value:ident,)+
        }
    ) => {
        $(#[doc = $meaning])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $(#[derive($($derive),+)])?
        $(#[serde($($serde)+)])?
        pub enum $set {
            $($(#[doc = $doc])+ $(#[default $($default)*])? $value,)+
        }

        impl $crate::catalogue::ClosedSet for $set {
            const MEANING: &'static str = concat!($($meaning, "\n"),+);
            const VALUES: &'static [(Self, &'static str, &'static str)] =
                &[$((Self::$value, stringify!($value), concat!($($doc, "\n"),+))),+];
        }
    };
}
pub(crate) use closed_set;
