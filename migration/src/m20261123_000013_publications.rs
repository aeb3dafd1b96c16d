//! The audit log of publications, with responses for repeated requests.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, run};

/// Creates the audit log of publications.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &[statement(Dialect::of(manager))]).await
    }
}

/// A change set without changes has an entry only if it has an idempotency key. The difference is
/// stored as JSON for requests with a key.
fn statement(sql: Dialect) -> String {
    let Dialect {
        id, key, timestamp, ..
    } = sql;
    format!(
        "CREATE TABLE publication (
            {id},
            revision bigint NOT NULL CHECK (revision >= 0),
            log_sequence bigint NOT NULL CHECK (log_sequence >= 0),
            log_chain text NOT NULL CHECK (length(log_chain) = 64),
            actor {key} NOT NULL,
            note text,
            idempotency_key {key},
            request_sha256 text NOT NULL CHECK (length(request_sha256) = 64),
            added bigint NOT NULL CHECK (added >= 0),
            changed bigint NOT NULL CHECK (changed >= 0),
            removed bigint NOT NULL CHECK (removed >= 0),
            difference text,
            committed_at {timestamp} NOT NULL,
            UNIQUE (actor, idempotency_key),
            CHECK ((idempotency_key IS NULL) = (difference IS NULL))
        )"
    )
}
