//! The exams whose passing renews the credential of another exam.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

/// Adds the name of the fact.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "INSERT INTO fact_name (name, value_kind) VALUES ('RENEWED_BY', 'LIST')";
        run(manager, &[name.to_owned()]).await
    }
}
