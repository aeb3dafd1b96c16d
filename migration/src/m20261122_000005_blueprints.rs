//! Blueprints: dated versions with weighted domains and their objectives.

use sea_orm_migration::prelude::*;

use crate::dialect::{Dialect, EVIDENCE, run};

/// Creates the tables of blueprints.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &statements(Dialect::of(manager))).await
    }
}

fn statements(sql: Dialect) -> Vec<String> {
    let Dialect { id, key, .. } = sql;
    let position = Dialect::POSITION;
    vec![
        format!(
            "CREATE TABLE blueprint (
                {id},
                {exam_id},
                {position},
                version {key} NOT NULL,
                standing text NOT NULL CHECK (standing IN ('OFFICIAL', 'CLAIMED')),
                weights text NOT NULL CHECK (weights IN ('PUBLISHED', 'NOT_PUBLISHED', 'UNKNOWN')),
                {published_on},
                {effective_from},
                {effective_until},
                {EVIDENCE},
                UNIQUE (exam_id, position),
                UNIQUE (exam_id, version),
                CHECK (effective_from_earliest <= effective_until_latest)
            )",
            exam_id = Dialect::owner("exam_id", "exam"),
            published_on = sql.rough_date("published_on", false),
            effective_from = sql.rough_date("effective_from", true),
            effective_until = sql.rough_date("effective_until", false),
        ),
        // Weights are in tenths of a percent point, so that published decimals stay exact.
        format!(
            "CREATE TABLE domain (
                {id},
                {blueprint_id},
                {position},
                {domain_key},
                title text NOT NULL,
                weight_min integer CHECK (weight_min >= 0),
                weight_max integer CHECK (weight_max <= 1000),
                UNIQUE (blueprint_id, position),
                UNIQUE (blueprint_id, key),
                CHECK ((weight_min IS NULL) = (weight_max IS NULL)),
                CHECK (weight_min <= weight_max)
            )",
            blueprint_id = Dialect::owner("blueprint_id", "blueprint"),
            domain_key = sql.slug("key"),
        ),
        format!(
            "CREATE TABLE objective (
                {domain_id}, {position}, wording text NOT NULL,
                PRIMARY KEY (domain_id, position)
            )",
            domain_id = Dialect::owner("domain_id", "domain"),
        ),
    ]
}
