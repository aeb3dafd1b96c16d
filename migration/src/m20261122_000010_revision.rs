//! The revision of the content, the change log, and the triggers for edits by hand.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, run};

/// Creates the revision, the change log and the triggers.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

/// All tables of content; a write to any of them increments the revision.
const CONTENT: &[&str] = &[
    "audience_rule",
    "audience_rule_circumstance",
    "audience_rule_experience",
    "audience_rule_held_exam",
    "audience_rule_reason",
    "audience_rule_role",
    "audience_rule_take_exam",
    "audience_rule_take_group",
    "audience_rule_vendor",
    "blueprint",
    "certification",
    "certification_requirement",
    "certification_requirement_set",
    "comparison",
    "comparison_audience",
    "comparison_audience_exam",
    "comparison_dimension",
    "domain",
    "equivalence",
    "evidence",
    "evidence_source",
    "exam",
    "exam_alias",
    "exam_former_code",
    "fact",
    "fact_item",
    "objective",
    "prerequisite_experience",
    "prerequisite_group",
    "prerequisite_member",
    "role",
    "role_focus",
    "role_recommendation",
    "role_step",
    "role_step_exam",
    "source",
    "study_plan",
    "study_plan_block",
    "study_plan_item",
    "succession",
    "vendor",
];

/// The tables whose rows own evidence.
const EVIDENCE_OWNERS: &[&str] = &[
    "audience_rule",
    "blueprint",
    "certification",
    "comparison",
    "equivalence",
    "fact",
    "prerequisite_group",
    "role_recommendation",
    "study_plan",
    "succession",
];

fn statements(sql: Dialect) -> Vec<String> {
    let mut statements = tables(sql);
    if sql.is_postgres() {
        statements.extend(postgres_triggers());
    } else {
        statements.extend(sqlite_triggers(sql.now));
    }
    statements
}

fn tables(sql: Dialect) -> Vec<String> {
    let Dialect {
        id,
        key,
        timestamp,
        now,
        ..
    } = sql;
    vec![
        format!(
            "CREATE TABLE revision (
                id integer PRIMARY KEY CHECK (id = 1),
                number bigint NOT NULL CHECK (number >= 0),
                committed_at {timestamp} NOT NULL
            )"
        ),
        format!("INSERT INTO revision (id, number, committed_at) VALUES (1, 0, {now})"),
        format!(
            "CREATE TABLE change_log (
                {sequence},
                revision bigint NOT NULL CHECK (revision > 0),
                kind text NOT NULL CHECK (kind IN ('SOURCE', 'VENDOR', 'CERTIFICATION', 'EXAM',
                    'ROLE', 'COMPARISON', 'EQUIVALENCE', 'AUDIENCE_RULE')),
                key {key} NOT NULL,
                operation text NOT NULL CHECK (operation IN ('UPSERT', 'DELETE')),
                document text,
                sha256 text CHECK (length(sha256) = 64),
                actor text NOT NULL,
                note text,
                committed_at {timestamp} NOT NULL,
                UNIQUE (revision, kind, key),
                CHECK ((operation = 'UPSERT') = (document IS NOT NULL)),
                CHECK ((document IS NULL) = (sha256 IS NULL))
            )",
            sequence = id.replacen("id ", "sequence ", 1),
        ),
    ]
}

/// One increment per transaction: a transaction-local setting records it. A process that increments
/// the revision itself sets it first.
fn postgres_triggers() -> Vec<String> {
    let mut statements = vec![
        "CREATE FUNCTION certgraph_count_revision() RETURNS trigger
        LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
        BEGIN
            IF coalesce(current_setting('certgraph.revision_counted', true), '') <> 'on' THEN
                UPDATE revision SET number = number + 1, committed_at = now();
                PERFORM set_config('certgraph.revision_counted', 'on', true);
            END IF;
            RETURN NULL;
        END $$"
            .to_owned(),
        "CREATE FUNCTION certgraph_notify_revision() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('certgraph_revision', NEW.number::text);
            RETURN NULL;
        END $$"
            .to_owned(),
        "CREATE TRIGGER revision_notify AFTER UPDATE OF number ON revision
        FOR EACH ROW EXECUTE FUNCTION certgraph_notify_revision()"
            .to_owned(),
        "CREATE FUNCTION certgraph_drop_evidence() RETURNS trigger
        LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
        BEGIN
            DELETE FROM evidence WHERE id IN (SELECT evidence_id FROM gone);
            RETURN NULL;
        END $$"
            .to_owned(),
    ];
    statements.extend(CONTENT.iter().map(|table| {
        format!(
            "CREATE TRIGGER {table}_counts_revision
            AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION certgraph_count_revision()"
        )
    }));
    statements.extend(EVIDENCE_OWNERS.iter().map(|table| {
        format!(
            "CREATE TRIGGER {table}_drops_evidence AFTER DELETE ON {table}
            REFERENCING OLD TABLE AS gone
            FOR EACH STATEMENT EXECUTE FUNCTION certgraph_drop_evidence()"
        )
    }));
    statements
}

/// SQLite has only row triggers and no settings: an edit by hand increments once per row, and a
/// process that increments the revision itself inserts a row into `publishing` during its
/// transaction.
fn sqlite_triggers(now: &str) -> Vec<String> {
    let mut statements =
        vec!["CREATE TABLE publishing (id integer PRIMARY KEY CHECK (id = 1))".to_owned()];
    for table in CONTENT {
        statements.extend(["INSERT", "UPDATE", "DELETE"].map(|event| {
            format!(
                "CREATE TRIGGER {table}_{}_counts_revision AFTER {event} ON {table}
                WHEN NOT EXISTS (SELECT 1 FROM publishing)
                BEGIN
                    UPDATE revision SET number = number + 1, committed_at = {now};
                END",
                event.to_ascii_lowercase(),
            )
        }));
    }
    statements.extend(EVIDENCE_OWNERS.iter().map(|table| {
        format!(
            "CREATE TRIGGER {table}_drops_evidence AFTER DELETE ON {table}
            BEGIN
                DELETE FROM evidence WHERE id = OLD.evidence_id;
            END"
        )
    }));
    statements
}
