//! Enters into the log what was changed past it: edits of the tables by bare SQL.

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
    change::ChangeSet, connection::Store, entity::revision, error::StoreError, load::load,
    schema::exclusive,
};
use catalogue::{Content, Revision, Violation, validate};

/// Who changed what no program logged.
const ACTOR: &str = "sql";

/// What came of holding the log against the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reconciliation {
    /// The log accounts for the tables, after as many new entries.
    Complete {
        /// How many entries were missing.
        entered: usize,
    },
    /// What the tables hold is not valid, so it is neither logged nor may it be served.
    Invalid(Vec<Violation>),
}

impl Store {
    /// Enters into the log what the tables hold beyond it. One process does it; to the others the
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
        let stored = load(&transaction).await?;
        let violations = validate(&stored);
        if !violations.is_empty() {
            transaction.rollback().await?;
            return Ok(Reconciliation::Invalid(violations));
        }
        let mut log = LogWriter::new(&transaction, &row);
        let entered = enter(&mut log, &transaction, &row, &stored, now).await?;
        let number = row.number;
        let mut row = row.into_active_model();
        log.conclude(&mut row);
        row.logged_revision = Set(number);
        revision::Entity::update(row).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(Reconciliation::Complete { entered })
    }
}

/// What a writer has to know of the past before it adds to the log: the content that the log
/// amounts to once everything that can be entered is entered.
///
/// Tables that are not valid are not entered. The writer's content then is held against the log
/// alone, so that its entries lead from there to what it writes.
pub(crate) async fn catch_up(
    log: &mut LogWriter<'_>,
    transaction: &DatabaseTransaction,
    row: &revision::Model,
    stored: &Content,
    now: DateTime<Utc>,
) -> Result<Content, StoreError> {
    if row.logged_revision == row.number {
        return Ok(stored.clone());
    }
    if !validate(stored).is_empty() {
        return logged_content(transaction, row.log_sequence).await;
    }
    enter(log, transaction, row, stored, now).await?;
    Ok(stored.clone())
}

async fn enter(
    log: &mut LogWriter<'_>,
    transaction: &DatabaseTransaction,
    row: &revision::Model,
    stored: &Content,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let logged = logged_content(transaction, row.log_sequence).await?;
    let entries = ChangeSet::between(&logged, stored).entries()?;
    let count = entries.len();
    let authorship = ChangeAuthor {
        actor: ACTOR,
        note: Some("found in the tables, where it was changed without certgraph"),
        at: now,
    };
    log.append(entries, Revision::new(row.number), authorship)
        .await?;
    Ok(count)
}
