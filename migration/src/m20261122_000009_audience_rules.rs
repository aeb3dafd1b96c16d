//! Audience rules.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, EVIDENCE, EXPERIENCES, reference_index, run};

/// Creates the tables of audience rules.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

fn statements(sql: Dialect) -> Vec<String> {
    let mut statements = rules(sql);
    statements.extend(conditions());
    statements.extend(advice(sql));
    statements
}

fn rules(sql: Dialect) -> Vec<String> {
    let Dialect { id, .. } = sql;
    vec![
        format!(
            "CREATE TABLE audience_rule (
                {id},
                {key} UNIQUE,
                exam_id bigint NOT NULL REFERENCES exam (id),
                audience text NOT NULL,
                decision text NOT NULL
                    CHECK (decision IN ('TAKE', 'TAKE_LATER', 'TAKE_INSTEAD', 'SKIP')),
                {ships_code},
                {EVIDENCE}
            )",
            key = sql.slug("key"),
            ships_code = sql.flag("ships_code", false),
        ),
        reference_index("audience_rule", "exam_id"),
    ]
}

/// Conditions on a person; `ships_code` of the rule itself is one too.
fn conditions() -> Vec<String> {
    let position = Dialect::POSITION;
    let rule_id = Dialect::owner("audience_rule_id", "audience_rule");
    vec![
        format!(
            "CREATE TABLE audience_rule_held_exam (
                {rule_id},
                {position},
                exam_id bigint NOT NULL REFERENCES exam (id),
                PRIMARY KEY (audience_rule_id, position),
                UNIQUE (audience_rule_id, exam_id)
            )"
        ),
        reference_index("audience_rule_held_exam", "exam_id"),
        format!(
            "CREATE TABLE audience_rule_vendor (
                {rule_id},
                {position},
                vendor_id bigint NOT NULL REFERENCES vendor (id),
                PRIMARY KEY (audience_rule_id, position),
                UNIQUE (audience_rule_id, vendor_id)
            )"
        ),
        reference_index("audience_rule_vendor", "vendor_id"),
        format!(
            "CREATE TABLE audience_rule_experience (
                {rule_id},
                {position},
                experience text NOT NULL CHECK (experience IN ({EXPERIENCES})),
                PRIMARY KEY (audience_rule_id, position),
                UNIQUE (audience_rule_id, experience)
            )"
        ),
        format!(
            "CREATE TABLE audience_rule_role (
                {rule_id},
                {position},
                role_id bigint NOT NULL REFERENCES role (id),
                PRIMARY KEY (audience_rule_id, position),
                UNIQUE (audience_rule_id, role_id)
            )"
        ),
        reference_index("audience_rule_role", "role_id"),
        format!(
            "CREATE TABLE audience_rule_circumstance (
                {rule_id}, {position}, wording text NOT NULL,
                PRIMARY KEY (audience_rule_id, position)
            )"
        ),
    ]
}

fn advice(sql: Dialect) -> Vec<String> {
    let Dialect { id, .. } = sql;
    let position = Dialect::POSITION;
    let rule_id = Dialect::owner("audience_rule_id", "audience_rule");
    vec![
        format!(
            "CREATE TABLE audience_rule_reason (
                {rule_id}, {position}, wording text NOT NULL,
                PRIMARY KEY (audience_rule_id, position)
            )"
        ),
        // The groups are taken in order, any one exam of each.
        format!(
            "CREATE TABLE audience_rule_take_group (
                {id}, {rule_id}, {position},
                UNIQUE (audience_rule_id, position)
            )"
        ),
        format!(
            "CREATE TABLE audience_rule_take_exam (
                {take_group_id},
                {position},
                exam_id bigint NOT NULL REFERENCES exam (id),
                PRIMARY KEY (take_group_id, position),
                UNIQUE (take_group_id, exam_id)
            )",
            take_group_id = Dialect::owner("take_group_id", "audience_rule_take_group"),
        ),
        reference_index("audience_rule_take_exam", "exam_id"),
    ]
}
