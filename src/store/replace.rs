//! Replaces the content in one transaction: writes what differs, logs it, counts the revision.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QuerySelect,
    TransactionTrait,
};

use crate::catalogue::{Content, Revision};

use super::{
    change::{ChangeSet, Entry},
    connection::Store,
    entity::{change_log, revision},
    error::StoreError,
    load::load,
    schema::exclusive,
    values::cell,
    write::{Writer, insert_all},
};

impl Store {
    /// Makes the content what is given, all of it or nothing, and returns the revision afterwards.
    ///
    /// Records that are equal are not touched. Each of the others gets an entry in the change log
    /// under the new revision, with `actor` (who did it) and `note` (why). When nothing differs,
    /// nothing is written and the revision stays. The content must have been validated.
    ///
    /// # Errors
    /// [`StoreError::RevisionConflict`] when `expected` is given and is not the revision found;
    /// [`StoreError::Constraint`] when the content breaks a rule of the database;
    /// [`StoreError::Busy`] when another process writes for too long; otherwise as [`Store::load`].
    pub async fn replace(
        &self,
        expected: Option<Revision>,
        content: &Content,
        actor: &str,
        note: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Revision, StoreError> {
        let transaction = self.connection.begin_with_options(exclusive()).await?;
        self.announce(&transaction).await?;
        let found = locked_revision(&transaction).await?;
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            return Err(StoreError::RevisionConflict { expected, found });
        }
        let stored = load(&transaction).await?;
        let changes = ChangeSet::between(&stored.content, content);
        let entries = changes.entries().map_err(|error| StoreError::Database {
            source: Box::new(error),
        })?;
        if entries.is_empty() {
            transaction.rollback().await?;
            return Ok(found);
        }
        let next = found.next();
        Writer::new(
            &transaction,
            stored.sources,
            stored.vendors,
            stored.exams,
            stored.roles,
        )
        .apply(&changes)
        .await?;
        write_log(&transaction, &entries, next, actor, note, now).await?;
        let row = revision::ActiveModel {
            id: Set(1),
            number: Set(next.number()),
            committed_at: Set(now),
        };
        revision::Entity::update(row).exec(&transaction).await?;
        self.conclude(&transaction).await?;
        transaction.commit().await?;
        Ok(next)
    }

    /// Tells the triggers that this transaction counts its revision itself.
    async fn announce(&self, transaction: &DatabaseTransaction) -> Result<(), StoreError> {
        let statement = if self.is_postgres() {
            format!(
                "SET LOCAL certgraph.revision_counted = 'on'; SET LOCAL statement_timeout = {}",
                self.options.write_timeout.as_millis()
            )
        } else {
            "INSERT INTO publishing (id) VALUES (1)".to_owned()
        };
        transaction.execute_unprepared(&statement).await?;
        Ok(())
    }

    /// Takes back what does not end with the transaction by itself.
    async fn conclude(&self, transaction: &DatabaseTransaction) -> Result<(), StoreError> {
        if !self.is_postgres() {
            transaction
                .execute_unprepared("DELETE FROM publishing")
                .await?;
        }
        Ok(())
    }
}

/// The revision, locked until the transaction ends, so that writers come one after the other.
async fn locked_revision(transaction: &DatabaseTransaction) -> Result<Revision, StoreError> {
    let mut select = revision::Entity::find_by_id(1);
    // SQLite has no row locks; there the transaction began with the only lock.
    if transaction.get_database_backend() == DbBackend::Postgres {
        select = select.lock_exclusive();
    }
    let row = select.one(transaction).await?;
    let row = cell("revision", "id", 1).present(row)?;
    Ok(Revision::new(row.number))
}

async fn write_log(
    transaction: &DatabaseTransaction,
    entries: &[Entry],
    revision: Revision,
    actor: &str,
    note: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let rows = entries.iter().map(|entry| {
        let removed = entry.document.is_none();
        change_log::ActiveModel {
            revision: Set(revision.number()),
            kind: Set(entry.kind.text().to_owned()),
            key: Set(entry.key.clone()),
            operation: Set(if removed { "DELETE" } else { "UPSERT" }.to_owned()),
            document: Set(entry.document.clone()),
            sha256: Set(entry.sha256()),
            actor: Set(actor.to_owned()),
            note: Set(note.map(str::to_owned)),
            committed_at: Set(now),
            ..Default::default()
        }
    });
    insert_all::<change_log::Entity>(transaction, rows.collect()).await
}
