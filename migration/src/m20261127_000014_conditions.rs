//! Conditional facts, dates with a lower bound only, the day on which a fact was confirmed, and
//! requirement sets of a certification that are limited in time.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, run};

/// Adds the columns; stored rows have no condition, bound or day.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

fn statements(sql: Dialect) -> Vec<String> {
    let add = |table: &str, column: String| format!("ALTER TABLE {table} ADD COLUMN {column}");
    let region = if sql.is_postgres() {
        "region ~ '^[A-Z]{2}$'"
    } else {
        "region GLOB '[A-Z][A-Z]'"
    };
    let not_before = sql.flag("date_not_before", true);
    vec![
        "INSERT INTO fact_name (name, value_kind) VALUES ('REGISTRATION_ENDS_ON', 'DATE')"
            .to_owned(),
        // All conditions must be met; NULL is no condition.
        add("fact", sql.day("earned_from", None)),
        add(
            "fact",
            sql.day("earned_before", Some("earned_from < earned_before")),
        ),
        add(
            "fact",
            "language text CHECK (length(language) BETWEEN 1 AND 100)".to_owned(),
        ),
        add("fact", format!("region text CHECK ({region})")),
        add("fact", sql.flag("member", false)),
        add(
            "fact",
            "form text CHECK (form IN ('STANDARD', 'BETA'))".to_owned(),
        ),
        // The date of the row is a lower bound of the fact's date.
        add(
            "fact",
            format!(
                "{not_before} DEFAULT {no} CHECK (NOT date_not_before OR
                    (date_precision IS NOT NULL AND date_precision <> 'ON_OR_BEFORE'))",
                no = sql.no(),
            ),
        ),
        add("evidence", sql.day("checked", None)),
        add(
            "certification_requirement_set",
            sql.day("counts_from", None),
        ),
        add(
            "certification_requirement_set",
            sql.day("counts_until", Some("counts_from <= counts_until")),
        ),
    ]
}
