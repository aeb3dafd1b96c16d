//! Webhooks: who is told of changes, how far, and which process tells them.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, run};

/// Creates the table of webhooks.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &[table(Dialect::of(manager))]).await
    }
}

/// It has no content, so it has no revision triggers. The secret is stored as it is, because it has
/// to sign. `lease_until` is in milliseconds since 1970 by the clock of the database, so that the
/// clocks of the processes do not matter.
fn table(sql: Dialect) -> String {
    let Dialect { key, timestamp, .. } = sql;
    format!(
        "CREATE TABLE webhook (
            id {key} NOT NULL PRIMARY KEY CHECK (length(id) = 27),
            url text NOT NULL CHECK (length(url) BETWEEN 1 AND 2048),
            kinds text,
            vendors text,
            secret text NOT NULL CHECK (length(secret) BETWEEN 48 AND 128),
            state text NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'DISABLED')),
            cursor text,
            page_head text,
            generation bigint NOT NULL CHECK (generation >= 0),
            deliveries bigint NOT NULL CHECK (deliveries >= 0),
            failures bigint NOT NULL CHECK (failures >= 0),
            failing_since {timestamp},
            last_failure text,
            last_attempt_at {timestamp},
            next_attempt_at {timestamp} NOT NULL,
            delivered_at {timestamp},
            created_by text NOT NULL,
            created_at {timestamp} NOT NULL,
            lease_owner text,
            lease_until bigint NOT NULL,
            CHECK ((failures = 0) = (failing_since IS NULL))
        )"
    )
}
