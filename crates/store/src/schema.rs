//! The schema version of the database, and its migration.

use std::collections::BTreeSet;

use migration::{Migrator, MigratorTrait, seaql_migrations};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

use super::{
    connection::{Store, retry_while_busy},
    error::StoreError,
};

/// How the database's schema compares with this program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaStatus {
    /// There is no schema.
    Empty,
    /// Migrations are missing.
    Behind,
    /// It is current.
    Current,
    /// A newer program has applied unknown migrations.
    Ahead,
}

/// The key of the advisory lock of migrations.
const MIGRATION_LOCK: i64 = 0x6365_7274_6772_6170;

impl Store {
    /// Compares the schema with this program's. Needs no privilege to change it.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`], [`StoreError::Refused`] and the like.
    pub async fn schema_status(&self) -> Result<SchemaStatus, StoreError> {
        Ok(compare(&known(), &applied(&self.connection).await?))
    }

    /// Applies pending migrations atomically and returns their names. Of several processes, one
    /// migrates and the others wait.
    ///
    /// # Errors
    /// [`StoreError::SchemaAhead`] when the schema is newer; [`StoreError::Overloaded`] when
    /// another process migrates for too long; otherwise as [`Store::schema_status`].
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        let transaction = retry_while_busy(self.options.migration_timeout, || async {
            let transaction = self.connection.begin_with_options(exclusive()).await?;
            if self.is_postgres() {
                lock(&transaction).await?;
            }
            Ok(transaction)
        })
        .await?;
        let before = applied(&transaction).await?;
        if compare(&known(), &before) == SchemaStatus::Ahead {
            return Err(StoreError::SchemaAhead);
        }
        Migrator::up(&transaction, None).await?;
        transaction.commit().await?;
        Ok(known()
            .into_iter()
            .filter(|name| !before.contains(name))
            .collect())
    }
}

/// A transaction that starts with SQLite's write lock.
pub(super) fn exclusive() -> TransactionOptions {
    TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    }
}

/// Tries to take the migration lock, which ends with the transaction.
///
/// Polled rather than waited for: a waiting statement holds a snapshot, and an index build of the
/// other process would wait for that in turn.
async fn lock(transaction: &DatabaseTransaction) -> Result<(), StoreError> {
    transaction
        .execute_unprepared("SET LOCAL statement_timeout = 0")
        .await?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_try_advisory_xact_lock($1) AS taken",
        [MIGRATION_LOCK.into()],
    );
    let row = transaction.query_one_raw(statement).await?;
    let taken = row.is_some_and(|row| row.try_get("", "taken").unwrap_or(false));
    if taken {
        Ok(())
    } else {
        Err(StoreError::Overloaded { source: None })
    }
}

/// The migrations of this program, oldest first.
fn known() -> Vec<String> {
    Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect()
}

/// The applied migrations; none when the database has no list of them.
async fn applied(connection: &impl ConnectionTrait) -> Result<BTreeSet<String>, StoreError> {
    let listed = match connection.get_database_backend() {
        DbBackend::Postgres => "SELECT to_regclass('seaql_migrations') IS NOT NULL AS listed",
        _ => {
            "SELECT count(*) > 0 AS listed FROM sqlite_schema \
              WHERE type = 'table' AND name = 'seaql_migrations'"
        }
    };
    let statement = Statement::from_string(connection.get_database_backend(), listed);
    let row = connection.query_one_raw(statement).await?;
    if !row.is_some_and(|row| row.try_get("", "listed").unwrap_or(false)) {
        return Ok(BTreeSet::new());
    }
    let rows = seaql_migrations::Entity::find().all(connection).await?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

fn compare(known: &[String], applied: &BTreeSet<String>) -> SchemaStatus {
    if applied.is_empty() {
        SchemaStatus::Empty
    } else if !applied.iter().all(|name| known.contains(name)) {
        SchemaStatus::Ahead
    } else if applied.len() < known.len() {
        SchemaStatus::Behind
    } else {
        SchemaStatus::Current
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_migration_means_a_newer_program() {
        let known = ["a".to_owned(), "b".to_owned()];
        let status = |applied: &[&str]| {
            let applied = applied.iter().map(ToString::to_string).collect();
            compare(&known, &applied)
        };
        assert_eq!(status(&[]), SchemaStatus::Empty);
        assert_eq!(status(&["a"]), SchemaStatus::Behind);
        assert_eq!(status(&["a", "b"]), SchemaStatus::Current);
        assert_eq!(status(&["a", "c"]), SchemaStatus::Ahead);
    }
}
