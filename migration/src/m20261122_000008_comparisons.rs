//! Comparisons of two exams, and equivalences across vendors.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, EVIDENCE, reference_index, run};

/// Creates the tables of comparisons and equivalences.
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
    let comparison_id = Dialect::owner("comparison_id", "comparison");
    vec![
        format!(
            "CREATE TABLE comparison (
                {id},
                left_exam_id bigint NOT NULL REFERENCES exam (id),
                right_exam_id bigint NOT NULL REFERENCES exam (id),
                summary text NOT NULL,
                {EVIDENCE},
                UNIQUE (left_exam_id, right_exam_id),
                CHECK (left_exam_id <> right_exam_id)
            )"
        ),
        reference_index("comparison", "right_exam_id"),
        format!(
            "CREATE TABLE comparison_dimension (
                {comparison_id},
                {position},
                name text NOT NULL,
                left_wording text NOT NULL,
                right_wording text NOT NULL,
                PRIMARY KEY (comparison_id, position),
                UNIQUE (comparison_id, name)
            )"
        ),
        format!(
            "CREATE TABLE comparison_audience (
                {id}, {comparison_id}, {position}, audience text NOT NULL, advice text NOT NULL,
                UNIQUE (comparison_id, position)
            )"
        ),
        format!(
            "CREATE TABLE comparison_audience_exam (
                {comparison_audience_id},
                {position},
                exam_id bigint NOT NULL REFERENCES exam (id),
                PRIMARY KEY (comparison_audience_id, position),
                UNIQUE (comparison_audience_id, exam_id)
            )",
            comparison_audience_id =
                Dialect::owner("comparison_audience_id", "comparison_audience"),
        ),
        reference_index("comparison_audience_exam", "exam_id"),
        format!(
            "CREATE TABLE equivalence (
                {id},
                left_exam_id bigint NOT NULL REFERENCES exam (id),
                right_exam_id bigint NOT NULL REFERENCES exam (id),
                tier_distance integer NOT NULL CHECK (tier_distance BETWEEN -3 AND 3),
                rationale text NOT NULL,
                {EVIDENCE},
                UNIQUE (left_exam_id, right_exam_id),
                CHECK (left_exam_id <> right_exam_id)
            )"
        ),
        reference_index("equivalence", "right_exam_id"),
    ]
}
