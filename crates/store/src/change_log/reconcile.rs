//! Logs edits of the tables by bare SQL.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel, TransactionTrait,
};

use super::{
    append::{ChangeAuthor, LogWriter},
    locked_revision,
    materialise::logged_content,
};
use crate::{
    change::RecordDiff, connection::Store, entity::revision, error::StoreError, schema::exclusive,
};
use catalogue::{Content, Revision, Violation, validate};

/// The author of such entries.
const ACTOR: &str = "sql";

/// The result of reconciling the log with the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reconciliation {
    /// The log is complete.
    Complete {
        /// How many entries were missing.
        entered: usize,
    },
    /// The tables are invalid: they are not logged and must not be served.
    Invalid(Vec<Violation>),
}

impl Store {
    /// Logs the difference between the tables and the log. One process does it; for the others the
    /// log is complete already.
    ///
    /// # Errors
    /// As [`Store::replace`].
    pub async fn reconcile(&self, now: DateTime<Utc>) -> Result<Reconciliation, StoreError> {
        self.bounded_write(self.complete_log(now)).await
    }

    async fn complete_log(&self, now: DateTime<Utc>) -> Result<Reconciliation, StoreError> {
        let transaction = self.connection.begin_with_options(exclusive()).await?;
        self.allow_long_statements(&transaction).await?;
        let row = locked_revision(&transaction).await?;
        if row.logged_revision == row.number {
            transaction.rollback().await?;
            return Ok(Reconciliation::Complete { entered: 0 });
        }
        let known = self.last_loaded.get();
        let stored = self.load_all(&transaction, known.as_deref()).await?;
        let violations = validate(&stored);
        if !violations.is_empty() {
            transaction.rollback().await?;
            return Ok(Reconciliation::Invalid(violations));
        }
        let mut log = LogWriter::new(&transaction, &row)?;
        let entered = enter(&mut log, &transaction, &row, &stored, now).await?;
        let number = row.number;
        let mut row = row.into_active_model();
        log.finish(&mut row);
        row.logged_revision = Set(number);
        revision::Entity::update(row).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(Reconciliation::Complete { entered })
    }
}

/// Logs edits by bare SQL before a writer appends its own entries. Returns the content of the log
/// where that differs from the stored content: invalid edits are not logged, so the writer's
/// entries must lead from the log's content to the new one.
pub(crate) async fn catch_up(
    log: &mut LogWriter<'_>,
    transaction: &DatabaseTransaction,
    row: &revision::Model,
    stored: &Content,
    now: DateTime<Utc>,
) -> Result<Option<Content>, StoreError> {
    if row.logged_revision == row.number {
        return Ok(None);
    }
    if !validate(stored).is_empty() {
        return logged_content(transaction, row.log_sequence)
            .await
            .map(Some);
    }
    enter(log, transaction, row, stored, now).await?;
    Ok(None)
}

async fn enter(
    log: &mut LogWriter<'_>,
    transaction: &DatabaseTransaction,
    row: &revision::Model,
    stored: &Content,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let logged = logged_content(transaction, row.log_sequence).await?;
    let entries = RecordDiff::between(&logged, stored).entries()?;
    let count = entries.len();
    let author = ChangeAuthor {
        actor: ACTOR,
        note: Some("found in the tables, where it was changed without certgraph"),
        at: now,
    };
    log.append(entries, Revision::new(row.number), author)
        .await?;
    Ok(count)
}
