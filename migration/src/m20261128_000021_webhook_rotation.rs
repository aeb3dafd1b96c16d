//! Secrets of webhooks that were replaced and still sign for a while.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

/// Adds them to webhooks.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A list of secrets, each with its end. A webhook has few and is always read with all of them.
        let column = "ALTER TABLE webhook ADD COLUMN earlier_secrets text";
        run(manager, &[column.to_owned()]).await
    }
}
