//! Prerequisites and study plans.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, EVIDENCE, EXPERIENCES, reference_index, run};

/// Creates the tables of prerequisites and study plans.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

fn statements(sql: Dialect) -> Vec<String> {
    let mut statements = prerequisites(sql);
    statements.extend(study_plans(sql));
    statements
}

fn prerequisites(sql: Dialect) -> Vec<String> {
    let Dialect { id, .. } = sql;
    let position = Dialect::POSITION;
    let group_id = Dialect::owner("prerequisite_group_id", "prerequisite_group");
    vec![
        format!(
            "CREATE TABLE prerequisite_group (
                {id},
                {exam_id},
                {position},
                kind text NOT NULL CHECK (kind IN ('REQUIRED', 'RECOMMENDED')),
                {EVIDENCE},
                UNIQUE (exam_id, position)
            )",
            exam_id = Dialect::owner("exam_id", "exam"),
        ),
        format!(
            "CREATE TABLE prerequisite_member (
                {group_id},
                {position},
                exam_id bigint NOT NULL REFERENCES exam (id),
                PRIMARY KEY (prerequisite_group_id, position),
                UNIQUE (prerequisite_group_id, exam_id)
            )"
        ),
        reference_index("prerequisite_member", "exam_id"),
        format!(
            "CREATE TABLE prerequisite_experience (
                {group_id},
                {position},
                experience text NOT NULL CHECK (experience IN ({EXPERIENCES})),
                PRIMARY KEY (prerequisite_group_id, position),
                UNIQUE (prerequisite_group_id, experience)
            )"
        ),
    ]
}

fn study_plans(sql: Dialect) -> Vec<String> {
    let Dialect { id, .. } = sql;
    let position = Dialect::POSITION;
    vec![
        format!(
            "CREATE TABLE study_plan (
                exam_id bigint NOT NULL PRIMARY KEY REFERENCES exam (id) ON DELETE CASCADE,
                {EVIDENCE}
            )"
        ),
        format!(
            "CREATE TABLE study_plan_block (
                {id},
                exam_id bigint NOT NULL REFERENCES study_plan (exam_id) ON DELETE CASCADE,
                {position},
                first_week integer NOT NULL CHECK (first_week BETWEEN 1 AND last_week),
                last_week integer NOT NULL CHECK (last_week <= 65535),
                hours integer NOT NULL CHECK (hours BETWEEN 0 AND 65535),
                gate_percent integer CHECK (gate_percent BETWEEN 0 AND 100),
                gate_consecutive_attempts integer
                    CHECK (gate_consecutive_attempts BETWEEN 1 AND 255),
                UNIQUE (exam_id, position),
                CHECK ((gate_percent IS NULL) = (gate_consecutive_attempts IS NULL))
            )"
        ),
        format!(
            "CREATE TABLE study_plan_item (
                {study_plan_block_id},
                kind text NOT NULL CHECK (kind IN ('TOPIC', 'LAB', 'MATERIAL')),
                {position},
                wording text NOT NULL,
                PRIMARY KEY (study_plan_block_id, kind, position)
            )",
            study_plan_block_id = Dialect::owner("study_plan_block_id", "study_plan_block"),
        ),
    ]
}
