//! Publishes change sets: the only way to change the catalogue.
//!
//! A change set is applied to the stored content, the result is validated as a whole, and changed
//! records are written in one transaction. After a race with another writer the edits are applied
//! again to the new content, unless the editor expects a revision.

use std::{fmt, time::Duration};

use chrono::{DateTime, SubsecRound, Utc};
use tokio::time::sleep;

use super::{
    change_set::{ChangeSet, Edit, IdempotencyKey, Note},
    difference::Difference,
};
use crate::{
    catalogue::{Content, LogPosition, Revision, Violation},
    store::{
        AuditEntry, CommittedRevision, ContentUpdate, Publication, PublishResult, Store,
        StoreError, StoredContent,
    },
};

/// Maximum attempts when other writers commit first.
const ATTEMPTS: u32 = 20;

/// The pause before the second attempt; each further one is longer by this.
const PAUSE: Duration = Duration::from_millis(10);

/// The result of a change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The changes are committed, or there are none.
    Published(Published),
    /// The result would be invalid; nothing was written.
    Rejected(Vec<Violation>),
    /// The catalogue has another revision than expected; nothing was written.
    RevisionConflict(RevisionConflict),
}

/// An accepted change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The revision with the changes; the current one if nothing was written.
    pub revision: Revision,
    /// The head of the change log at that revision.
    pub position: LogPosition,
    /// When it was committed; `None` when nothing was written.
    pub committed_at: Option<DateTime<Utc>>,
    /// The difference, also of a dry run.
    pub difference: Difference,
    /// Whether this is the stored response to a repeated change set.
    pub repeated: bool,
}

/// The catalogue has another revision than expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionConflict {
    /// The expected revision.
    pub expected: Revision,
    /// The current revision.
    pub found: Revision,
    /// The changes in between; `None` when the change log is pruned, or the expected revision never
    /// existed.
    pub meanwhile: Option<Difference>,
}

impl fmt::Display for RevisionConflict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            expected, found, ..
        } = self;
        write!(
            formatter,
            "the catalogue is at revision {found}, not at {expected}"
        )?;
        match &self.meanwhile {
            Some(difference) => {
                let counts = difference.counts();
                write!(
                    formatter,
                    "; since then {} added, {} changed, {} removed",
                    counts.added, counts.changed, counts.removed
                )
            }
            None => Ok(()),
        }
    }
}

/// Why a change set was not processed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The actor has used the key for another change set.
    #[error(
        "the idempotency key \"{0}\" was used for another change set; use a new key for new changes"
    )]
    KeyReused(String),
    /// The database denied access or is unreachable.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Validates a change set, and writes it unless it is a dry run.
///
/// # Errors
/// [`PublishError::KeyReused`], or [`PublishError::Store`] with [`StoreError::Overloaded`] when
/// other writers committed first every time.
pub async fn publish<E: Edit>(
    store: &Store,
    change_set: &ChangeSet<E>,
    now: DateTime<Utc>,
) -> Result<Outcome, PublishError> {
    // Boxed: the futures of whole loads and writes are large, and those of their callers with them.
    Box::pin(carry_out(store, change_set, now)).await
}

async fn carry_out<E: Edit>(
    store: &Store,
    change_set: &ChangeSet<E>,
    now: DateTime<Utc>,
) -> Result<Outcome, PublishError> {
    let digest = change_set.digest();
    // The precision of the databases, so that a repeated response is the same.
    let now = now.trunc_subsecs(6);
    // Serialises the writers of this process, which would otherwise wait for the database lock.
    let _turn = store.writers_turn().await;
    for attempt in 0..ATTEMPTS {
        sleep(PAUSE * attempt).await;
        let stored = store.current().await?;
        // Checked after the content was read: if it includes the same change set, its response
        // exists.
        if let Some(answer) = earlier_answer(store, change_set, &digest).await? {
            return Ok(Outcome::Published(answer));
        }
        let expected = change_set.expected_revision;
        if let Some(expected) = expected.filter(|expected| *expected != stored.revision) {
            return conflict(store, expected, &stored).await;
        }
        // Logged content was validated before it was logged.
        let unknown = Content::default();
        let valid = if stored.is_logged {
            &stored.content
        } else {
            &unknown
        };
        let edits = &change_set.edits;
        let content = match edits.apply(&stored.content, valid, now.date_naive()) {
            Ok(content) => content,
            Err(violations) => return Ok(Outcome::Rejected(violations)),
        };
        let difference = Difference::between(&stored.content, &content);
        if change_set.dry_run || (difference.is_empty() && change_set.idempotency_key.is_none()) {
            return Ok(Outcome::Published(Published {
                revision: stored.revision,
                position: stored.log_head,
                committed_at: None,
                difference,
                repeated: false,
            }));
        }
        let checked = Checked {
            change_set,
            digest: &digest,
            seen: stored.revision,
            content: &content,
            difference,
        };
        match checked.write(store, now).await {
            Err(PublishError::Store(StoreError::RevisionConflict { expected, found })) => {
                tracing::debug!(%expected, %found, attempt, "another writer committed first");
            }
            outcome => return Ok(Outcome::Published(outcome?)),
        }
    }
    Err(StoreError::Overloaded { source: None }.into())
}

/// The stored response to the same change set.
async fn earlier_answer<E>(
    store: &Store,
    change_set: &ChangeSet<E>,
    digest: &str,
) -> Result<Option<Published>, PublishError> {
    let key = change_set.idempotency_key.as_ref();
    let Some(key) = key.filter(|_| !change_set.dry_run) else {
        return Ok(None);
    };
    let earlier = store.publication(&change_set.actor, key.as_str()).await?;
    earlier
        .map(|earlier| answer_again(earlier, digest))
        .transpose()
}

fn answer_again(earlier: Publication, digest: &str) -> Result<Published, PublishError> {
    if earlier.request_sha256 != digest {
        let key = earlier.idempotency_key.unwrap_or_default();
        return Err(PublishError::KeyReused(key));
    }
    let text = earlier.difference.as_deref().unwrap_or("[]");
    let difference: Difference = serde_json::from_str(text).map_err(unreadable)?;
    Ok(Published {
        revision: earlier.revision,
        position: earlier.position,
        committed_at: (!difference.is_empty()).then_some(earlier.committed_at),
        difference,
        repeated: true,
    })
}

fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::Database {
        source: Box::new(error),
    }
}

async fn conflict(
    store: &Store,
    expected: Revision,
    stored: &StoredContent,
) -> Result<Outcome, PublishError> {
    let meanwhile = match store.content_at(expected).await? {
        Some(seen) if expected < stored.revision => {
            Some(Difference::between(&seen, &stored.content))
        }
        _ => None,
    };
    Ok(Outcome::RevisionConflict(RevisionConflict {
        expected,
        found: stored.revision,
        meanwhile,
    }))
}

/// A validated change set.
struct Checked<'a, E> {
    change_set: &'a ChangeSet<E>,
    digest: &'a str,
    /// The revision that it was validated against.
    seen: Revision,
    content: &'a Content,
    difference: Difference,
}

impl<E> Checked<'_, E> {
    async fn write(self, store: &Store, now: DateTime<Utc>) -> Result<Published, PublishError> {
        let Self {
            change_set,
            digest,
            difference,
            ..
        } = self;
        let update = ContentUpdate {
            expected: Some(self.seen),
            content: self.content,
            actor: &change_set.actor,
            note: change_set.note.as_ref().map(Note::as_str),
            now,
        };
        let key = change_set.idempotency_key.as_ref();
        let difference_json = key.map(|_| serde_json::to_string(&difference));
        let difference_json = difference_json.transpose().map_err(unreadable)?;
        let counts = difference.counts();
        let entry = AuditEntry {
            idempotency_key: key.map(IdempotencyKey::as_str),
            request_sha256: digest,
            added: counts.added,
            changed: counts.changed,
            removed: counts.removed,
            difference: difference_json.as_deref(),
        };
        match store.publish(update, entry).await? {
            PublishResult::Replayed(earlier) => answer_again(earlier, digest),
            PublishResult::Committed(CommittedRevision { revision, position }) => Ok(Published {
                revision,
                position,
                committed_at: (!difference.is_empty()).then_some(now),
                difference,
                repeated: false,
            }),
        }
    }
}
