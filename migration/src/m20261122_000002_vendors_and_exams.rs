//! Vendors, and exams with their names.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, EVIDENCE, reference_index, run};

/// Creates the tables of vendors, exams and successions.
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
    let exam_id = Dialect::owner("exam_id", "exam");
    let code = sql.code("code");
    vec![
        format!(
            "CREATE TABLE vendor ({id}, {slug} UNIQUE, name text NOT NULL, url text)",
            slug = sql.slug("slug"),
        ),
        format!(
            "CREATE TABLE exam (
                {id},
                vendor_id bigint NOT NULL REFERENCES vendor (id),
                {code},
                title text NOT NULL
            )"
        ),
        // Lookup of codes ignores case, so two may not differ in case alone.
        "CREATE UNIQUE INDEX exam_code_in_any_case ON exam (vendor_id, upper(code))".to_owned(),
        format!(
            "CREATE TABLE exam_former_code (
                {exam_id}, {position}, {code},
                PRIMARY KEY (exam_id, position), UNIQUE (exam_id, code)
            )"
        ),
        format!(
            "CREATE TABLE exam_alias (
                {exam_id}, {position}, {code},
                PRIMARY KEY (exam_id, position), UNIQUE (exam_id, code)
            )"
        ),
        format!(
            "CREATE TABLE succession (
                {exam_id},
                {position},
                successor_id bigint NOT NULL REFERENCES exam (id) CHECK (successor_id <> exam_id),
                {EVIDENCE},
                PRIMARY KEY (exam_id, position),
                UNIQUE (exam_id, successor_id)
            )"
        ),
        reference_index("succession", "successor_id"),
    ]
}
