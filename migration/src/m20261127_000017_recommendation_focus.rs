//! The focus within a role that a recommendation is limited to.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

/// Adds the focus to recommendations for roles.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Null: the recommendation is for the role as a whole.
        let statement = "ALTER TABLE role_recommendation ADD COLUMN focus text";
        run(manager, &[statement.to_owned()]).await
    }
}
