//! Prunes superseded entries from the log.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, TransactionTrait,
};

use super::locked_revision;
use crate::{
    connection::Store,
    entity::{change_log, revision},
    error::StoreError,
    schema::exclusive,
};

impl Store {
    /// Deletes removals and superseded entries made before an instant, and returns how many.
    ///
    /// The last entry of each record stays, so a reader can always start from the beginning.
    /// Cursors from before the instant become invalid.
    ///
    /// # Errors
    /// As [`Store::replace`].
    pub async fn prune_log(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        self.bounded_write(self.prune(before)).await
    }

    async fn prune(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        let transaction = self.connection.begin_with_options(exclusive()).await?;
        self.allow_long_statements(&transaction).await?;
        let row = locked_revision(&transaction).await?;
        let first_kept = change_log::Entity::find()
            .filter(change_log::Column::CommittedAt.gte(before))
            .order_by_asc(change_log::Column::Sequence)
            .one(&transaction)
            .await?;
        // The entry at the floor stays: cursors at this position are checked against it.
        let floor = match first_kept {
            Some(entry) => entry.sequence - 1,
            None => row.log_sequence,
        };
        if floor <= row.log_floor {
            transaction.rollback().await?;
            return Ok(0);
        }
        let outcome = transaction
            .execute_unprepared(&format!(
                "DELETE FROM change_log WHERE sequence < {floor} AND (operation = 'DELETE'
                OR EXISTS (SELECT 1 FROM change_log AS later
                    WHERE later.kind = change_log.kind AND later.key = change_log.key
                    AND later.sequence > change_log.sequence AND later.sequence <= {floor}))"
            ))
            .await?;
        let mut row = row.into_active_model();
        row.log_floor = Set(floor);
        revision::Entity::update(row).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(outcome.rows_affected())
    }
}
