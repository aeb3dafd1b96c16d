//! Names and abbreviations that people use for certifications and exams.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, run};

/// Creates the tables of these names, and the triggers for edits by hand.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = Dialect::of(manager);
        let owners = ["certification", "exam"];
        let statements: Vec<String> = owners
            .iter()
            .flat_map(|owner| statements(sql, owner))
            .collect();
        run(manager, &statements).await
    }
}

fn statements(sql: Dialect, owner: &str) -> Vec<String> {
    let table = format!("{owner}_also_known_as");
    let owner_id = format!("{owner}_id");
    let mut statements = vec![format!(
        "CREATE TABLE {table} (
            {owner},
            {position},
            wording text NOT NULL CHECK (length(wording) BETWEEN 1 AND 100),
            PRIMARY KEY ({owner_id}, position),
            UNIQUE ({owner_id}, wording)
        )",
        owner = Dialect::owner(&owner_id, owner),
        position = Dialect::POSITION,
    )];
    statements.extend(sql.counted_by_revision(&table));
    statements
}
