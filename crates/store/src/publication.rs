//! The audit log of publications: author, reason and response.
//!
//! An entry is written in the transaction of its change, under the revision's lock. So a writer
//! sees all earlier publications, and of two concurrent copies of a request one is executed.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    TransactionTrait,
};

use super::{
    change_log::{locked_revision, position},
    connection::Store,
    entity::publication,
    error::StoreError,
    replace::{CommittedRevision, ContentUpdate},
    schema::exclusive,
};
use catalogue::{LogPosition, Revision};

/// The audit entry of a change set.
#[derive(Debug, Clone, Copy)]
pub struct AuditEntry<'a> {
    /// The idempotency key, unique for the actor.
    pub idempotency_key: Option<&'a str>,
    /// The SHA-256 of the request in lowercase hexadecimal.
    pub request_sha256: &'a str,
    /// Number of added records.
    pub added: usize,
    /// Number of changed records.
    pub changed: usize,
    /// Number of removed records.
    pub removed: usize,
    /// The difference to return for a repeated request; only with a key.
    pub difference: Option<&'a str>,
}

/// A committed publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The revision after it; the current one when it changed nothing.
    pub revision: Revision,
    /// The end of the change log at that revision.
    pub position: LogPosition,
    /// The author.
    pub actor: String,
    /// The reason.
    pub note: Option<String>,
    /// The idempotency key, unique for the actor.
    pub idempotency_key: Option<String>,
    /// The SHA-256 of the request in lowercase hexadecimal.
    pub request_sha256: String,
    /// The difference as returned; stored for requests with a key.
    pub difference: Option<String>,
    /// When it was committed.
    pub committed_at: DateTime<Utc>,
}

/// The result of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishResult {
    /// It was committed.
    Committed(CommittedRevision),
    /// A request of this actor with this key was committed before; nothing was written.
    Replayed(Publication),
}

impl Store {
    /// Replaces the content and writes an audit entry, atomically.
    ///
    /// A content that does not differ changes neither revision nor log; then an audit entry is
    /// written only to record an idempotency key.
    ///
    /// # Errors
    /// As [`Store::replace`].
    pub async fn publish(
        &self,
        update: ContentUpdate<'_>,
        entry: AuditEntry<'_>,
    ) -> Result<PublishResult, StoreError> {
        let transaction = self.connection.begin_with_options(exclusive()).await?;
        self.suppress_revision_trigger(&transaction).await?;
        let row = locked_revision(&transaction).await?;
        if let Some(key) = entry.idempotency_key
            && let Some(earlier) = find(&transaction, update.actor, key).await?
        {
            transaction.rollback().await?;
            return Ok(PublishResult::Replayed(earlier));
        }
        let before = row.number;
        let written = self.write(&transaction, row, update).await?;
        let row = &written.row;
        if row.number != before || entry.idempotency_key.is_some() {
            let count = |count: usize| Set(i64::try_from(count).unwrap_or(i64::MAX));
            let entry = publication::ActiveModel {
                revision: Set(row.number),
                log_sequence: Set(row.log_sequence),
                log_chain: Set(row.log_chain.clone()),
                actor: Set(update.actor.to_owned()),
                note: Set(update.note.map(str::to_owned)),
                idempotency_key: Set(entry.idempotency_key.map(str::to_owned)),
                request_sha256: Set(entry.request_sha256.to_owned()),
                added: count(entry.added),
                changed: count(entry.changed),
                removed: count(entry.removed),
                difference: Set(entry.difference.map(str::to_owned)),
                committed_at: Set(update.now),
                ..Default::default()
            };
            entry.insert(&transaction).await?;
        }
        let committed = self.commit(transaction, written).await?;
        Ok(PublishResult::Committed(committed))
    }

    /// The publication of this actor with this key.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn publication(
        &self,
        actor: &str,
        idempotency_key: &str,
    ) -> Result<Option<Publication>, StoreError> {
        self.bounded(1, find(&self.connection, actor, idempotency_key))
            .await
    }
}

async fn find(
    connection: &impl ConnectionTrait,
    actor: &str,
    idempotency_key: &str,
) -> Result<Option<Publication>, StoreError> {
    let row = publication::Entity::find()
        .filter(publication::Column::Actor.eq(actor))
        .filter(publication::Column::IdempotencyKey.eq(idempotency_key))
        .one(connection)
        .await?;
    row.map(read).transpose()
}

fn read(row: publication::Model) -> Result<Publication, StoreError> {
    Ok(Publication {
        revision: Revision::new(row.revision),
        position: position(row.log_sequence, &row.log_chain)?,
        actor: row.actor,
        note: row.note,
        idempotency_key: row.idempotency_key,
        request_sha256: row.request_sha256,
        difference: row.difference,
        committed_at: row.committed_at,
    })
}
