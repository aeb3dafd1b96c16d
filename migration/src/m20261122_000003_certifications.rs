//! Certifications, and the exams that earn them.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, EVIDENCE, LEVELS, reference_index, run};

/// Creates the tables of certifications.
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
            "CREATE TABLE certification (
                {id},
                {slug} UNIQUE,
                vendor_id bigint NOT NULL REFERENCES vendor (id),
                title text NOT NULL,
                level text CHECK (level IN ({LEVELS})),
                {EVIDENCE}
            )",
            slug = sql.slug("slug"),
        ),
        reference_index("certification", "vendor_id"),
        // Any one set earns the certification; all its exams are required.
        format!(
            "CREATE TABLE certification_requirement_set (
                {id}, {certification_id}, {position},
                UNIQUE (certification_id, position)
            )",
            certification_id = Dialect::owner("certification_id", "certification"),
        ),
        format!(
            "CREATE TABLE certification_requirement (
                {requirement_set_id},
                {position},
                exam_id bigint NOT NULL REFERENCES exam (id),
                PRIMARY KEY (requirement_set_id, position),
                UNIQUE (requirement_set_id, exam_id)
            )",
            requirement_set_id =
                Dialect::owner("requirement_set_id", "certification_requirement_set"),
        ),
        reference_index("certification_requirement", "exam_id"),
    ]
}
