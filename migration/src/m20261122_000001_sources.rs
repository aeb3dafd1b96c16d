//! Sources and evidence.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, reference_index, run};

/// Creates the tables of sources and evidence.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

fn statements(sql: Dialect) -> Vec<String> {
    let Dialect { id, .. } = sql;
    let position = Dialect::POSITION;
    vec![
        format!(
            "CREATE TABLE source (
                {id},
                {key} UNIQUE,
                title text NOT NULL,
                publisher text NOT NULL,
                url text NOT NULL,
                kind text NOT NULL
                    CHECK (kind IN ('OFFICIAL', 'OFFICIAL_COPY', 'REPOSITORY', 'ARTICLE')),
                note text
            )",
            key = sql.slug("key"),
        ),
        format!(
            "CREATE TABLE evidence (
                {id},
                {as_of},
                confidence text NOT NULL CHECK (confidence IN
                    ('OFFICIAL', 'VENDOR_API', 'REPUTABLE', 'COMMUNITY', 'ESTIMATE')),
                note text
            )",
            as_of = sql.rough_date("as_of", true),
        ),
        format!(
            "CREATE TABLE evidence_source (
                {evidence_id},
                {position},
                source_id bigint NOT NULL REFERENCES source (id),
                PRIMARY KEY (evidence_id, position),
                UNIQUE (evidence_id, source_id)
            )",
            evidence_id = Dialect::owner("evidence_id", "evidence"),
        ),
        reference_index("evidence_source", "source_id"),
    ]
}
