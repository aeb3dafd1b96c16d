//! API tokens.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, run};

/// Creates the table of tokens.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &[table(Dialect::of(manager))]).await
    }
}

/// It has no content, so it has no revision triggers.
fn table(sql: Dialect) -> String {
    let Dialect {
        id, key, timestamp, ..
    } = sql;
    format!(
        "CREATE TABLE access_token (
            {id},
            name {key} NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
            scope text NOT NULL CHECK (scope IN ('PARTNER', 'EDITOR')),
            sha256 {key} NOT NULL UNIQUE CHECK (length(sha256) = 64),
            created_at {timestamp} NOT NULL,
            expires_at {timestamp},
            revoked_at {timestamp},
            last_used_at {timestamp}
        )"
    )
}
