//! A change log without gaps, and the revision up to which it is complete.
//!
//! The writer, which holds the revision's lock, assigns sequence numbers, because database
//! sequences skip a number when a transaction fails. Earlier entries had neither chain nor
//! subjects: the log starts again, and the first process that serves the database logs the content
//! of the tables.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, run};

/// Creates the new change log, and the columns for its head.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

fn statements(sql: Dialect) -> Vec<String> {
    let Dialect { key, timestamp, .. } = sql;
    let beginning = "0".repeat(64);
    vec![
        "DROP TABLE change_log".to_owned(),
        format!(
            "CREATE TABLE change_log (
                sequence bigint NOT NULL PRIMARY KEY CHECK (sequence > 0),
                revision bigint NOT NULL CHECK (revision > 0),
                kind text NOT NULL CHECK (kind IN ('SOURCE', 'VENDOR', 'CERTIFICATION', 'EXAM',
                    'ROLE', 'COMPARISON', 'EQUIVALENCE', 'AUDIENCE_RULE')),
                key {key} NOT NULL,
                operation text NOT NULL CHECK (operation IN ('UPSERT', 'DELETE')),
                document text,
                sha256 text CHECK (length(sha256) = 64),
                chain text NOT NULL CHECK (length(chain) = 64),
                vendors text NOT NULL,
                exams text NOT NULL,
                actor text NOT NULL,
                note text,
                committed_at {timestamp} NOT NULL,
                UNIQUE (revision, kind, key),
                CHECK ((operation = 'UPSERT') = (document IS NOT NULL)),
                CHECK ((document IS NULL) = (sha256 IS NULL))
            )"
        ),
        "CREATE INDEX change_log_record_index ON change_log (kind, key, sequence)".to_owned(),
        // Sequence and chain of the last entry, the sequence below which superseded entries are
        // pruned, and the last revision whose changes are all logged.
        "ALTER TABLE revision ADD COLUMN log_sequence bigint NOT NULL DEFAULT 0
            CHECK (log_sequence >= 0)"
            .to_owned(),
        format!(
            "ALTER TABLE revision ADD COLUMN log_chain text NOT NULL DEFAULT '{beginning}'
                CHECK (length(log_chain) = 64)"
        ),
        "ALTER TABLE revision ADD COLUMN log_floor bigint NOT NULL DEFAULT 0
            CHECK (log_floor >= 0)"
            .to_owned(),
        "ALTER TABLE revision ADD COLUMN logged_revision bigint NOT NULL DEFAULT 0
            CHECK (logged_revision >= 0)"
            .to_owned(),
    ]
}
