//! Roles, and the exams that sources recommend for them.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, EVIDENCE, reference_index, run};

/// Creates the tables of roles.
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
    let role_id = Dialect::owner("role_id", "role");
    vec![
        format!(
            "CREATE TABLE role ({id}, {slug} UNIQUE, title text NOT NULL, family text NOT NULL)",
            slug = sql.slug("slug"),
        ),
        format!(
            "CREATE TABLE role_focus (
                {role_id}, {position}, wording text NOT NULL,
                PRIMARY KEY (role_id, position)
            )"
        ),
        // Fees are in the currency's minor unit.
        format!(
            "CREATE TABLE role_recommendation (
                {id},
                {role_id},
                {position},
                vendor_id bigint REFERENCES vendor (id),
                {ordered},
                months_min integer CHECK (months_min BETWEEN 0 AND 65535),
                months_max integer CHECK (months_max BETWEEN 0 AND 65535),
                fees_min bigint CHECK (fees_min >= 0),
                fees_max bigint CHECK (fees_min <= fees_max),
                {fees_currency},
                {EVIDENCE},
                UNIQUE (role_id, position),
                CHECK (months_min <= months_max),
                CHECK ((fees_min IS NULL) = (fees_currency IS NULL)),
                CHECK ((fees_max IS NULL) = (fees_currency IS NULL))
            )",
            ordered = sql.flag("ordered", true),
            fees_currency = sql.currency("fees_currency"),
        ),
        reference_index("role_recommendation", "vendor_id"),
        format!(
            "CREATE TABLE role_step (
                {id}, {role_recommendation_id}, {position}, {optional}, {held},
                UNIQUE (role_recommendation_id, position)
            )",
            role_recommendation_id =
                Dialect::owner("role_recommendation_id", "role_recommendation"),
            optional = sql.flag("optional", true),
            held = sql.flag("held", true),
        ),
        format!(
            "CREATE TABLE role_step_exam (
                {role_step_id},
                {position},
                exam_id bigint NOT NULL REFERENCES exam (id),
                PRIMARY KEY (role_step_id, position),
                UNIQUE (role_step_id, exam_id)
            )",
            role_step_id = Dialect::owner("role_step_id", "role_step"),
        ),
        reference_index("role_step_exam", "exam_id"),
    ]
}
