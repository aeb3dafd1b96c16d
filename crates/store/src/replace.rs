//! Replaces the content in one transaction: writes and logs the changed records and increments the
//! revision.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    TransactionTrait,
};

use catalogue::{Content, LogPosition, Revision};

use super::{
    change::RecordDiff,
    change_log::{ChangeAuthor, LogWriter, RecentChanges, catch_up, locked_revision},
    connection::Store,
    entity::revision,
    error::StoreError,
    load::StoredContent,
    row_keys::RowKeys,
    schema::exclusive,
    write::Writer,
};

/// A new content, its author and the expected revision.
#[derive(Debug, Clone, Copy)]
pub struct ContentUpdate<'a> {
    /// The revision that the caller has read; `None` to skip the check.
    pub expected: Option<Revision>,
    /// The whole content, which must have been validated.
    pub content: &'a Content,
    /// The author, for the change log.
    pub actor: &'a str,
    /// The reason, for the change log.
    pub note: Option<&'a str>,
    /// The present instant.
    pub now: DateTime<Utc>,
}

/// The state after a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommittedRevision {
    /// The revision afterwards.
    pub revision: Revision,
    /// The end of the change log afterwards.
    pub position: LogPosition,
}

/// What a transaction has written.
pub(super) struct Written {
    pub(super) row: revision::Model,
    stored: StoredContent,
    changes: RecentChanges,
}

impl Store {
    /// Replaces the content atomically.
    ///
    /// Only changed records are written; each gets an entry in the change log under the new
    /// revision. Earlier edits by bare SQL are logged first. When nothing differs, nothing is
    /// written and the revision stays.
    ///
    /// # Errors
    /// [`StoreError::RevisionConflict`] when a revision is expected and is not the one found;
    /// [`StoreError::Constraint`] when the content breaks a rule of the database;
    /// [`StoreError::Overloaded`] when another process writes for too long; otherwise as [`Store::load`].
    pub async fn replace(
        &self,
        update: ContentUpdate<'_>,
    ) -> Result<CommittedRevision, StoreError> {
        let transaction = self.connection.begin_with_options(exclusive()).await?;
        self.suppress_revision_trigger(&transaction).await?;
        let row = locked_revision(&transaction).await?;
        let written = self.write(&transaction, row, update).await?;
        self.commit(transaction, written).await
    }

    /// Commits, and caches the content and its log entries, so that this process need not read
    /// them back.
    pub(super) async fn commit(
        &self,
        transaction: DatabaseTransaction,
        written: Written,
    ) -> Result<CommittedRevision, StoreError> {
        self.restore_revision_trigger(&transaction).await?;
        transaction.commit().await?;
        let Written {
            stored, changes, ..
        } = written;
        let replaced = CommittedRevision {
            revision: stored.revision,
            position: stored.log_head,
        };
        self.last_loaded.set(Arc::new(stored), changes);
        self.written.notify_one();
        Ok(replaced)
    }

    /// Writes content, log and revision inside a transaction that holds the revision's lock.
    pub(super) async fn write(
        &self,
        transaction: &DatabaseTransaction,
        row: revision::Model,
        update: ContentUpdate<'_>,
    ) -> Result<Written, StoreError> {
        let found = Revision::new(row.number);
        let unexpected = update.expected.filter(|expected| *expected != found);
        if let Some(expected) = unexpected {
            return Err(StoreError::RevisionConflict { expected, found });
        }
        let stored = self.current_at(transaction, &row).await?;
        let mut log = LogWriter::new(transaction, &row)?;
        // Boxed: the futures of whole loads are large, and those of their callers with them.
        let catch_up = catch_up(&mut log, transaction, &row, &stored.content, update.now);
        let logged = Box::pin(catch_up).await?;
        let changes = RecordDiff::between(&stored.content, update.content);
        let entries = match logged {
            None => changes.entries()?,
            Some(logged) => RecordDiff::between(&logged, update.content).entries()?,
        };
        let next = if changes.is_empty() && entries.is_empty() {
            found
        } else {
            found.next()
        };
        if !changes.is_empty() {
            let keys = RowKeys::read(transaction).await?;
            Writer::new(transaction, keys).apply(&changes).await?;
        }
        let author = ChangeAuthor {
            actor: update.actor,
            note: update.note,
            at: update.now,
        };
        log.append(entries, next, author).await?;
        let mut row = row.into_active_model();
        let changes = log.finish(&mut row);
        row.logged_revision = Set(next.number());
        if next != found {
            row.number = Set(next.number());
            row.committed_at = Set(update.now);
        }
        let row = revision::Entity::update(row).exec(transaction).await?;
        let mut content = update.content.clone();
        content.sort();
        Ok(Written {
            stored: StoredContent::of(content, &row)?,
            row,
            changes,
        })
    }

    /// Disables the trigger that increments the revision: this transaction does it itself.
    pub(super) async fn suppress_revision_trigger(
        &self,
        transaction: &DatabaseTransaction,
    ) -> Result<(), StoreError> {
        self.allow_long_statements(transaction).await?;
        let statement = if self.is_postgres() {
            "SET LOCAL certgraph.revision_counted = 'on'"
        } else {
            "INSERT INTO publishing (id) VALUES (1)"
        };
        transaction.execute_unprepared(statement).await?;
        Ok(())
    }

    /// Raises the statement timeout of a transaction to a writer's.
    pub(super) async fn allow_long_statements(
        &self,
        transaction: &DatabaseTransaction,
    ) -> Result<(), StoreError> {
        if self.is_postgres() {
            let milliseconds = self.options.write_timeout.as_millis();
            let statement = format!("SET LOCAL statement_timeout = {milliseconds}");
            transaction.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    /// Enables the trigger again. On PostgreSQL the setting ends with the transaction.
    pub(super) async fn restore_revision_trigger(
        &self,
        transaction: &DatabaseTransaction,
    ) -> Result<(), StoreError> {
        if !self.is_postgres() {
            transaction
                .execute_unprepared("DELETE FROM publishing")
                .await?;
        }
        Ok(())
    }
}
