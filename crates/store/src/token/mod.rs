//! API tokens: scope, expiry and revocation.
//!
//! Only the digest of a token is stored, so a leaked database, backup or log does not let anyone
//! act as its owner.

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
    /// The scope of a token.
    pub enum TokenScope {
        /// Read at a higher rate than without a token.
        Partner,
        /// Publish changes, and read as a partner.
        Editor,
    }
}

impl TokenScope {
    /// All scopes, the least privileged first.
    pub const ALL: [Self; 2] = [Self::Partner, Self::Editor];

    /// The scope as stored, for example `PARTNER`.
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

/// Why a text is not a valid scope or name of a token.
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

/// Actors in the change log that are not tokens: no token may use these names.
const RESERVED: [&str; 4] = ["anonymous", "cli", "seed", "sql"];

/// The name of a token, such as `acme-2026`, for people and the change log.
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
                "anonymous, cli, seed and sql are reserved names of the change log",
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

/// A stored token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its number in the database.
    pub id: i64,
    /// Its name; never reused, so that authors in the change log stay unambiguous.
    pub name: TokenName,
    /// Its scope.
    pub scope: TokenScope,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it expires; `None` for never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked; `None` if it was not.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute; `None` before its first use.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Whether a token is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenStanding {
    /// Valid.
    Valid,
    /// Expired.
    Expired,
    /// Revoked.
    Revoked,
}

impl Token {
    /// Whether the token is valid at an instant.
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
