//! Replaces the content in one transaction: writes what differs, logs it, counts the revision.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    TransactionTrait,
};

use catalogue::{Content, LogPosition, Revision};

use super::{
    change::ChangeSet,
    change_log::{ChangeAuthor, LogWriter, catch_up, head_of, locked_revision},
    connection::Store,
    entity::revision,
    error::StoreError,
    row_keys::RowKeys,
    schema::exclusive,
    write::Writer,
};

/// What the content is to become, and whose doing that is.
#[derive(Debug, Clone, Copy)]
pub struct Replacement<'a> {
    /// The revision that the caller has seen; `None` when any will do.
    pub expected: Option<Revision>,
    /// The whole content, which must have been validated.
    pub content: &'a Content,
    /// Who does it, for the change log.
    pub actor: &'a str,
    /// Why, for the change log.
    pub note: Option<&'a str>,
    /// The present instant.
    pub now: DateTime<Utc>,
}

/// Where a replacement has brought the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replaced {
    /// The revision afterwards.
    pub revision: Revision,
    /// The end of the change log afterwards.
    pub position: LogPosition,
}

impl Store {
    /// Makes the content what is given, all of it or nothing, and tells the revision afterwards.
    ///
    /// Records that are equal are not touched. Each of the others gets an entry in the change log
    /// under the new revision. What somebody changed in the tables without the log is entered
    /// first. When nothing differs, nothing is written and the revision stays.
    ///
    /// # Errors
    /// [`StoreError::RevisionConflict`] when a revision is expected and is not the one found;
    /// [`StoreError::Constraint`] when the content breaks a rule of the database;
    /// [`StoreError::Overloaded`] when another process writes for too long; otherwise as [`Store::load`].
    pub async fn replace(&self, replacement: Replacement<'_>) -> Result<Replaced, StoreError> {
        let transaction = self.connection.begin_with_options(exclusive()).await?;
        self.suppress_revision_trigger(&transaction).await?;
        let row = locked_revision(&transaction).await?;
        let row = self.write(&transaction, row, replacement).await?;
        self.restore_revision_trigger(&transaction).await?;
        transaction.commit().await?;
        self.written.notify_one();
        Ok(Replaced {
            revision: Revision::new(row.number),
            position: head_of(&row)?,
        })
    }

    /// Writes content, log and revision inside a transaction that holds the revision's lock, and
    /// tells the revision's row as it is then.
    pub(super) async fn write(
        &self,
        transaction: &DatabaseTransaction,
        row: revision::Model,
        replacement: Replacement<'_>,
    ) -> Result<revision::Model, StoreError> {
        let found = Revision::new(row.number);
        let unexpected = replacement.expected.filter(|expected| *expected != found);
        if let Some(expected) = unexpected {
            return Err(StoreError::RevisionConflict { expected, found });
        }
        let stored = self.current_at(transaction, &row).await?;
        let mut log = LogWriter::new(transaction, &row);
        // Boxed: the futures of whole loads are large, and those of their callers with them.
        let catch_up = catch_up(
            &mut log,
            transaction,
            &row,
            &stored.content,
            replacement.now,
        );
        let logged = Box::pin(catch_up).await?;
        let changes = ChangeSet::between(&stored.content, replacement.content);
        let entries = ChangeSet::between(&logged, replacement.content).entries()?;
        let next = if changes.is_empty() && entries.is_empty() {
            found
        } else {
            found.next()
        };
        if !changes.is_empty() {
            let keys = RowKeys::read(transaction).await?;
            Writer::new(transaction, keys).apply(&changes).await?;
        }
        let authorship = ChangeAuthor {
            actor: replacement.actor,
            note: replacement.note,
            at: replacement.now,
        };
        log.append(entries, next, authorship).await?;
        let mut row = row.into_active_model();
        log.conclude(&mut row);
        row.logged_revision = Set(next.number());
        if next != found {
            row.number = Set(next.number());
            row.committed_at = Set(replacement.now);
        }
        Ok(revision::Entity::update(row).exec(transaction).await?)
    }

    /// Tells the triggers that this transaction counts its revision itself.
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

    /// Gives the statements of a transaction the time of a writer.
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

    /// Takes back what does not end with the transaction by itself.
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
