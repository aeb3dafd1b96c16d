//! Webhooks: who is told of changes, how far, and which process tells them.

mod access;
mod lease;
mod secret;

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

use catalogue::{ChangeFilter, LogCursor, described_enum, hexadecimal};

pub use self::{
    access::{NewWebhook, WebhookError},
    lease::{Attempt, LeaseOwner},
    secret::{WebhookSecret, WebhookSecrets},
};

described_enum! {
    /// Whether a webhook is told of changes.
    pub enum WebhookState {
        /// It is told of each change.
        Active,
        /// An editor paused it; its place in the log is kept.
        Paused,
        /// Its receiver answered 410, or failed for too long; its place in the log is kept.
        Disabled,
    }
}

impl WebhookState {
    const ALL: [Self; 3] = [Self::Active, Self::Paused, Self::Disabled];

    /// The state as stored, for example `ACTIVE`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Paused => "PAUSED",
            Self::Disabled => "DISABLED",
        }
    }
}

impl FromStr for WebhookState {
    type Err = WebhookTextError;

    fn from_str(text: &str) -> Result<Self, WebhookTextError> {
        let mut states = Self::ALL.into_iter();
        states
            .find(|state| state.text() == text)
            .ok_or(WebhookTextError("this is no state of a webhook"))
    }
}

/// Why a text is no id, state or secret of a webhook. The message omits the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WebhookTextError(&'static str);

/// The prefix of every id.
const PREFIX: &str = "wh-";

/// What names a webhook: `wh-` and 96 random bits in hexadecimal. Never reused, so that ids of
/// events are unique for ever.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebhookId(String);

impl WebhookId {
    fn random() -> Result<Self, getrandom::Error> {
        let mut bits = [0; 12];
        getrandom::fill(&mut bits)?;
        Ok(Self(PREFIX.to_owned() + &hexadecimal(&bits)))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebhookId {
    type Err = WebhookTextError;

    fn from_str(text: &str) -> Result<Self, WebhookTextError> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        match text.strip_prefix(PREFIX) {
            Some(digits) if digits.len() == 24 && digits.bytes().all(is_digit) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(WebhookTextError(
                "the id of a webhook is \"wh-\" and 24 hexadecimal digits",
            )),
        }
    }
}

impl fmt::Display for WebhookId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A stored webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// The address that receives the events.
    pub url: String,
    /// Which changes it is told of.
    pub filter: ChangeFilter,
    /// Sign the events.
    pub secrets: WebhookSecrets,
    /// Whether it is told of changes.
    pub state: WebhookState,
    /// The place up to which the receiver has acknowledged the log; `None` before its beginning.
    pub cursor: Option<LogCursor>,
    /// The head of the log at which the page in delivery was begun, so that a retry sends the same
    /// page; `None` between pages.
    pub page_head: Option<LogCursor>,
    /// How often it was replayed: a replay has events of its own.
    pub generation: i64,
    /// How many events the receiver has acknowledged.
    pub deliveries: i64,
    /// How many attempts have failed since the last acknowledgement.
    pub failures: u32,
    /// When the first of them failed; `None` when there is none.
    pub failing_since: Option<DateTime<Utc>>,
    /// Why the last one failed; `None` when there is none.
    pub last_failure: Option<String>,
    /// When the last attempt ended; `None` before the first one.
    pub last_attempt_at: Option<DateTime<Utc>>,
    /// Before this instant no attempt is made; 1970 while there are no failures.
    pub next_attempt_at: DateTime<Utc>,
    /// When the receiver last acknowledged an event; `None` before the first time.
    pub delivered_at: Option<DateTime<Utc>>,
    /// Who added it: the name of a token, or `cli`.
    pub created_by: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

impl Webhook {
    /// Whether an attempt may be made at an instant.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.state == WebhookState::Active && self.next_attempt_at <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text_and_no_other_text_is_one() {
        let id = WebhookId::random().unwrap();
        assert_eq!(id.to_string().parse(), Ok(id.clone()));
        assert_ne!(WebhookId::random().unwrap(), id);
        for bad in ["", "wh-", "wh-12", "wh-00000000000000000000000G", "1"] {
            assert!(bad.parse::<WebhookId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn states_survive_their_text() {
        for state in WebhookState::ALL {
            assert_eq!(state.text().parse(), Ok(state));
        }
        assert!("active".parse::<WebhookState>().is_err());
    }
}
