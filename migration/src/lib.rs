//! The database schema of certgraph, as ordered migrations for PostgreSQL 14+ and SQLite.
//!
//! Statements are SQL text: the value of the schema is in its constraints, which both databases
//! spell alike; `dialect` has the differences. A released migration is never edited: a change is a
//! new file.

mod dialect;
mod m20261122_000001_sources;
mod m20261122_000002_vendors_and_exams;
mod m20261122_000003_certifications;
mod m20261122_000004_facts;
mod m20261122_000005_blueprints;
mod m20261122_000006_preparation;
mod m20261122_000007_roles;
mod m20261122_000008_comparisons;
mod m20261122_000009_audience_rules;
mod m20261122_000010_revision;
mod m20261123_000011_change_log;
mod m20261123_000012_access_tokens;
mod m20261123_000013_publications;
mod m20261127_000014_conditions;
mod m20261127_000015_search_names;
mod m20261127_000016_source_limits;
mod m20261127_000017_recommendation_focus;
mod m20261128_000018_objective_keys;
mod m20261128_000019_renewed_by;
mod m20261128_000020_webhooks;
mod m20261128_000021_webhook_rotation;

use sea_orm_migration::{MigrationTrait, async_trait::async_trait};
pub use sea_orm_migration::{MigratorTrait, seaql_migrations};

/// Applies the migrations, oldest first.
///
/// Takes no lock: two processes must not run it on one database at once.
#[derive(Debug)]
pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_sources::Migration),
            Box::new(m20261122_000002_vendors_and_exams::Migration),
            Box::new(m20261122_000003_certifications::Migration),
            Box::new(m20261122_000004_facts::Migration),
            Box::new(m20261122_000005_blueprints::Migration),
            Box::new(m20261122_000006_preparation::Migration),
            Box::new(m20261122_000007_roles::Migration),
            Box::new(m20261122_000008_comparisons::Migration),
            Box::new(m20261122_000009_audience_rules::Migration),
            Box::new(m20261122_000010_revision::Migration),
            Box::new(m20261123_000011_change_log::Migration),
            Box::new(m20261123_000012_access_tokens::Migration),
            Box::new(m20261123_000013_publications::Migration),
            Box::new(m20261127_000014_conditions::Migration),
            Box::new(m20261127_000015_search_names::Migration),
            Box::new(m20261127_000016_source_limits::Migration),
            Box::new(m20261127_000017_recommendation_focus::Migration),
            Box::new(m20261128_000018_objective_keys::Migration),
            Box::new(m20261128_000019_renewed_by::Migration),
            Box::new(m20261128_000020_webhooks::Migration),
            Box::new(m20261128_000021_webhook_rotation::Migration),
        ]
    }
}
