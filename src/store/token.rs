//! The tokens by which callers make themselves known: what each allows.

use std::fmt;

/// What the bearer of a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenScope {
    /// Reads, at a higher rate than callers without a token.
    Partner,
    /// Publishes changes, and all that a partner may do.
    Editor,
}

impl TokenScope {
    /// Every scope, from the one that allows least.
    pub const ALL: [Self; 2] = [Self::Partner, Self::Editor];

    /// The scope as it stands in the database, for example `PARTNER`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Partner => "PARTNER",
            Self::Editor => "EDITOR",
        }
    }
}

impl fmt::Display for TokenScope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}
