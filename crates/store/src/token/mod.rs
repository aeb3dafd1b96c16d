//! The tokens by which callers make themselves known: what each allows, and for how long.
//!
//! The database keeps only the digest of a token, so that nobody who reads the database, a backup
//! or a log can act in somebody's name.

mod access;
mod secret;

use std::{fmt, str::FromStr, sync::Arc};

use chrono::{DateTime, Utc};

use catalogue::described_enum;

pub use self::{
    access::TokenError,
    secret::{TokenDigest, TokenSecret},
};

described_enum! {
    /// What a token allows.
    pub enum TokenScope {
        /// Reads at a higher rate than without a token.
        Partner,
        /// Publishes changes, and reads as a partner does.
        Editor,
    }
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

/// Why a text is not the scope or the name of a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TokenTextError(&'static str);

impl FromStr for TokenScope {
    type Err = TokenTextError;

    fn from_str(text: &str) -> Result<Self, TokenTextError> {
        let mut scopes = Self::ALL.into_iter();
        scopes
            .find(|scope| scope.text() == text)
            .ok_or(TokenTextError("the scope is neither PARTNER nor EDITOR"))
    }
}

/// Actors of the change log that are no token: a token must not pass for one of them.
const RESERVED: [&str; 4] = ["anonymous", "cli", "seed", "sql"];

/// The name of a token, such as `acme-2026`: what people and the change log call it by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenName(Arc<str>);

impl TokenName {
    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TokenName {
    type Err = TokenTextError;

    fn from_str(text: &str) -> Result<Self, TokenTextError> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._@".contains(&byte);
        let begins_well = text.starts_with(|first: char| first.is_ascii_alphanumeric());
        if !begins_well || text.len() > 100 || !text.bytes().all(allowed) {
            return Err(TokenTextError(
                "a name has 1 to 100 letters, digits, hyphens, full stops, underscores or at \
                 signs, and begins with a letter or digit",
            ));
        }
        if RESERVED
            .iter()
            .any(|reserved| text.eq_ignore_ascii_case(reserved))
        {
            return Err(TokenTextError(
                "anonymous, cli, seed and sql are names that the change log gives to others",
            ));
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for TokenName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A token as it is kept: everything but the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its number in the database.
    pub id: i64,
    /// Its name; unique for ever, so that the change log stays clear about who did what.
    pub name: TokenName,
    /// What it allows.
    pub scope: TokenScope,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it is not valid any more; `None` for never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was taken back; `None` while it was not.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was used last, to the minute; `None` before its first use.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Whether a token can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenStanding {
    /// It can.
    Valid,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

impl Token {
    /// Whether the token can be used at an instant.
    pub fn standing(&self, now: DateTime<Utc>) -> TokenStanding {
        if self.revoked_at.is_some() {
            TokenStanding::Revoked
        } else if self.expires_at.is_some_and(|end| end <= now) {
            TokenStanding::Expired
        } else {
            TokenStanding::Valid
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_no_other_actor() {
        for name in ["acme", "Acme-2026", "jo@example.com", "7", "a.b_c"] {
            assert_eq!(name.parse::<TokenName>().unwrap().as_str(), name);
        }
        let long = "a".repeat(101);
        for name in ["", "-a", "a b", "ä", "a\n", "sql", "SQL", "Cli", &long] {
            assert!(name.parse::<TokenName>().is_err(), "{name:?}");
        }
    }

    #[test]
    fn a_token_ends_at_its_expiry() {
        let end: DateTime<Utc> = "2026-12-01T00:00:00Z".parse().unwrap();
        let mut token = Token {
            id: 1,
            name: "acme".parse().unwrap(),
            scope: TokenScope::Partner,
            created_at: DateTime::UNIX_EPOCH,
            expires_at: Some(end),
            revoked_at: None,
            last_used_at: None,
        };
        let instant = chrono::TimeDelta::microseconds(1);
        assert_eq!(token.standing(end - instant), TokenStanding::Valid);
        assert_eq!(token.standing(end), TokenStanding::Expired);
        token.revoked_at = Some(DateTime::UNIX_EPOCH);
        assert_eq!(token.standing(end), TokenStanding::Revoked);
    }
}
