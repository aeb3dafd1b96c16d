//! The maximum confidence of a source for one kind of facts.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, run};

/// Creates the table of source limits, and the triggers for edits by hand.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

fn statements(sql: Dialect) -> Vec<String> {
    let position = Dialect::POSITION;
    let mut statements = vec![format!(
        "CREATE TABLE source_limit (
            {source_id},
            {position},
            kind text NOT NULL CHECK (kind IN ('LIFECYCLE', 'FEE', 'OUTLINE', 'OTHER')),
            at_most text NOT NULL CHECK (at_most IN
                ('VENDOR_API', 'REPUTABLE', 'COMMUNITY', 'ESTIMATE')),
            note text NOT NULL CHECK (length(note) > 0),
            PRIMARY KEY (source_id, position),
            UNIQUE (source_id, kind)
        )",
        source_id = Dialect::owner("source_id", "source"),
    )];
    statements.extend(sql.counted_by_revision("source_limit"));
    statements
}
