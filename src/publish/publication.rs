//! The one way in which the catalogue is changed, whoever asks for it.
//!
//! A change set is laid over what is stored, the result is checked as a whole, and what differs is
//! written in one transaction or not at all. A race with another writer is no fault of the editor:
//! the edits are made again on what the other one has left, unless the editor wants to look first.

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

/// How often edits are made anew when other processes get in between.
const ATTEMPTS: u32 = 20;

/// The pause before the second attempt; each further one is that much longer.
const PAUSE: Duration = Duration::from_millis(10);

/// What came of a change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The catalogue says what the change set asks for.
    Published(Published),
    /// The catalogue would not hold together; nothing was written.
    Rejected(Vec<Violation>),
    /// The catalogue is not what the editor has seen; nothing was written.
    RevisionConflict(RevisionConflict),
}

/// An accepted change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The catalogue's revision that has the changes; the present one where nothing was written.
    pub revision: Revision,
    /// The end of the change log at that revision.
    pub position: LogPosition,
    /// When it was committed; `None` when nothing was written.
    pub committed_at: Option<DateTime<Utc>>,
    /// What was changed, or would be.
    pub difference: Difference,
    /// Whether this is the answer to the same change set sent before.
    pub repeated: bool,
}

/// The catalogue has moved on from what the editor has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionConflict {
    /// The revision that the editor has seen.
    pub expected: Revision,
    /// The revision that the catalogue has.
    pub found: Revision,
    /// What changed in between; `None` when the change log does not reach back that far, or the
    /// expected revision has never been.
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

/// Why a change set was not dealt with. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The key belongs to another change set of the same actor.
    #[error(
        "the idempotency key \"{0}\" was used for another change set; take a new key for new changes"
    )]
    KeyReused(String),
    /// The database refused or could not be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Deals with a change set: checks it, and writes it unless it is a dry run.
///
/// # Errors
/// [`PublishError::KeyReused`], or [`PublishError::Store`] with [`StoreError::Overloaded`] when other
/// writers got in between every time.
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
    // No finer than the databases keep it, so that an answer is the same when it is given again.
    let now = now.trunc_subsecs(6);
    // Writers of one process would only meet at the database's lock, where waiting is limited.
    let _turn = store.writers_turn().await;
    for attempt in 0..ATTEMPTS {
        sleep(PAUSE * attempt).await;
        let stored = store.current().await?;
        // After the content was read: if a twin of this change set is in it, its answer is there.
        if let Some(answer) = earlier_answer(store, change_set, &digest).await? {
            return Ok(Outcome::Published(answer));
        }
        let expected = change_set.expected_revision;
        if let Some(expected) = expected.filter(|expected| *expected != stored.revision) {
            return conflict(store, expected, &stored).await;
        }
        // What the log accounts for was checked before it was entered there.
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
                tracing::debug!(%expected, %found, attempt, "another writer came first");
            }
            outcome => return Ok(Outcome::Published(outcome?)),
        }
    }
    Err(StoreError::Overloaded { source: None }.into())
}

/// The answer that the same change set got before.
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

/// A checked change set that is to be written.
struct Checked<'a, E> {
    change_set: &'a ChangeSet<E>,
    digest: &'a str,
    /// The revision that it was checked against.
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
        let told = key.map(|_| serde_json::to_string(&difference));
        let told = told.transpose().map_err(unreadable)?;
        let counts = difference.counts();
        let entry = AuditEntry {
            idempotency_key: key.map(IdempotencyKey::as_str),
            request_sha256: digest,
            added: counts.added,
            changed: counts.changed,
            removed: counts.removed,
            difference: told.as_deref(),
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
