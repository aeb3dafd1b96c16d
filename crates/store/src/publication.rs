//! The audit of publications: who changed the catalogue, why, and what was answered.
//!
//! An entry is written in the transaction of its change, under the revision's lock. So whoever
//! holds the lock sees every publication that came before, and a request that was sent twice is
//! carried out once, however close together its two copies arrive.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    TransactionTrait,
};

use super::{
    change_log::{head_of, locked_revision, position},
    connection::Store,
    entity::publication,
    error::StoreError,
    replace::Replacement,
    schema::exclusive,
};
use catalogue::{LogPosition, Revision};

/// What is remembered of a change set besides its changes.
#[derive(Debug, Clone, Copy)]
pub struct AuditEntry<'a> {
    /// What names the request among those of its actor.
    pub idempotency_key: Option<&'a str>,
    /// The SHA-256 of the request in lower-case hexadecimal.
    pub request_sha256: &'a str,
    /// Records that it adds.
    pub added: usize,
    /// Records that it changes.
    pub changed: usize,
    /// Records that it removes.
    pub removed: usize,
    /// The difference that is told when the request comes again; given with a key.
    pub difference: Option<&'a str>,
}

/// A publication that has been committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The revision that it led to; the one that was there when it changed nothing.
    pub revision: Revision,
    /// The end of the change log at that revision.
    pub position: LogPosition,
    /// Who published.
    pub actor: String,
    /// Why.
    pub note: Option<String>,
    /// What names the request among those of its actor.
    pub idempotency_key: Option<String>,
    /// The SHA-256 of the request in lower-case hexadecimal.
    pub request_sha256: String,
    /// The difference as it was told; kept for requests with a key.
    pub difference: Option<String>,
    /// When it was committed.
    pub committed_at: DateTime<Utc>,
}

/// What came of a request to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Publishing {
    /// It was carried out.
    Done {
        /// The revision afterwards.
        revision: Revision,
        /// The end of the change log afterwards.
        position: LogPosition,
    },
    /// A request of this actor with this key was carried out before; nothing was written.
    Earlier(Publication),
}

impl Store {
    /// Makes the content what is given and enters it in the audit, all of it or nothing.
    ///
    /// A content that does not differ leaves revision and log as they are; its entry is written
    /// only to remember a key.
    ///
    /// # Errors
    /// As [`Store::replace`].
    pub async fn publish(
        &self,
        replacement: Replacement<'_>,
        entry: AuditEntry<'_>,
    ) -> Result<Publishing, StoreError> {
        let transaction = self.connection.begin_with_options(exclusive()).await?;
        self.suppress_revision_trigger(&transaction).await?;
        let row = locked_revision(&transaction).await?;
        if let Some(key) = entry.idempotency_key
            && let Some(earlier) = find(&transaction, replacement.actor, key).await?
        {
            transaction.rollback().await?;
            return Ok(Publishing::Earlier(earlier));
        }
        let before = row.number;
        let row = self.write(&transaction, row, replacement).await?;
        if row.number != before || entry.idempotency_key.is_some() {
            let count = |count: usize| Set(i64::try_from(count).unwrap_or(i64::MAX));
            let entry = publication::ActiveModel {
                revision: Set(row.number),
                log_sequence: Set(row.log_sequence),
                log_chain: Set(row.log_chain.clone()),
                actor: Set(replacement.actor.to_owned()),
                note: Set(replacement.note.map(str::to_owned)),
                idempotency_key: Set(entry.idempotency_key.map(str::to_owned)),
                request_sha256: Set(entry.request_sha256.to_owned()),
                added: count(entry.added),
                changed: count(entry.changed),
                removed: count(entry.removed),
                difference: Set(entry.difference.map(str::to_owned)),
                committed_at: Set(replacement.now),
                ..Default::default()
            };
            entry.insert(&transaction).await?;
        }
        self.restore_revision_trigger(&transaction).await?;
        transaction.commit().await?;
        self.written.notify_one();
        Ok(Publishing::Done {
            revision: Revision::new(row.number),
            position: head_of(&row)?,
        })
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
