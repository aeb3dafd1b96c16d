//! Writes changed records as rows: deletes stale rows, then inserts top-level rows, then their
//! parts.
//!
//! Rows that others reference (sources, vendors, exams, roles) keep their key when their record
//! changes, so that references stay valid. Keys are allocated before rows are inserted, so that
//! each level of parts is one bulk insert.

mod audience_rules;
mod blueprints;
mod certifications;
mod comparisons;
mod exams;
mod facts;
mod roles;
mod sources;
mod vendors;

use std::{collections::HashMap, hash::Hash, vec};

use futures_util::future::join;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    IdenStatic, IntoActiveModel, Iterable, QueryFilter, QueryTrait, Statement,
    sea_query::{OnConflict, Value},
};

use catalogue::{Exam, ExamKey, Record, RoleSlug, SourceKey, VendorSlug};

use super::{
    change::RecordDiff,
    entity::{
        audience_rule, certification, comparison, equivalence, exam, role, role_focus,
        role_recommendation, source, source_limit, vendor,
    },
    error::StoreError,
    row_keys::RowKeys,
};

/// Maximum bind parameters per statement: SQLite's limit, below PostgreSQL's.
const BINDS: usize = 32_000;

/// Maximum rows per statement: more gains nothing, and plans grow.
const ROWS: usize = 1_000;

/// Inserts rows in bulk. The next statement is made while the database executes one.
pub(super) async fn insert_all<E>(
    connection: &impl ConnectionTrait,
    rows: Vec<E::Model>,
) -> Result<(), StoreError>
where
    E: EntityTrait<Model: IntoActiveModel<E::ActiveModel>>,
    E::ActiveModel: Send,
{
    let mut inserts = Inserts::<E> {
        backend: connection.get_database_backend(),
        rows: rows.into_iter(),
        text: None,
    };
    let mut next = inserts.next();
    while let Some(statement) = next {
        let execution = connection.execute_raw(statement);
        let (executed, following) = join(execution, async { inserts.next() }).await;
        executed?;
        next = following;
    }
    Ok(())
}

/// The statements that insert rows.
struct Inserts<E: EntityTrait> {
    backend: DbBackend,
    rows: vec::IntoIter<E::Model>,
    /// The text for a number of rows: the library takes longer to make it again than the database
    /// takes to execute it.
    text: Option<(usize, String)>,
}

impl<E> Iterator for Inserts<E>
where
    E: EntityTrait<Model: IntoActiveModel<E::ActiveModel>>,
{
    type Item = Statement;

    fn next(&mut self) -> Option<Statement> {
        let columns = E::Column::iter().count().max(1);
        let chunk: Vec<_> = self
            .rows
            .by_ref()
            .take((BINDS / columns).min(ROWS))
            .collect();
        let count = chunk.len();
        match &self.text {
            _ if count == 0 => None,
            Some((rows, text)) if *rows == count => {
                let mut values = Vec::with_capacity(count * columns);
                for row in chunk {
                    let mut row = row.into_active_model();
                    // A model has a value for each column.
                    let of_row =
                        E::Column::iter().filter_map(|column| row.take(column).into_value());
                    values.extend(of_row);
                }
                Some(Statement::from_sql_and_values(self.backend, text, values))
            }
            _ => {
                let chunk = chunk.into_iter().map(IntoActiveModel::into_active_model);
                let statement = E::insert_many(chunk).build(self.backend);
                self.text = Some((count, statement.sql.clone()));
                Some(statement)
            }
        }
    }
}

/// A part with its position in the author's order and the key of its owner.
struct Part<'a, T> {
    owner: i64,
    position: i32,
    value: &'a T,
}

/// The parts of several owners, each owner's in order.
fn parts<'a, T: 'a, O: 'a>(
    owners: impl IntoIterator<Item = (i64, &'a O)>,
    list: impl Fn(&'a O) -> &'a [T],
) -> Result<Vec<Part<'a, T>>, StoreError> {
    let mut parts = Vec::new();
    for (owner, record) in owners {
        for (position, value) in list(record).iter().enumerate() {
            parts.push(Part {
                owner,
                position: i32::try_from(position).map_err(|error| StoreError::Database {
                    source: Box::new(error),
                })?,
                value,
            });
        }
    }
    Ok(parts)
}

/// The values of parts with their keys: the owners of the next level.
fn owners<'a, T>(ids: &[i64], parts: &[Part<'a, T>]) -> Vec<(i64, &'a T)> {
    let values = parts.iter().map(|part| part.value);
    ids.iter().copied().zip(values).collect()
}

fn named<K: Eq + Hash>(ids: &HashMap<K, i64>, key: &K) -> Result<i64, StoreError> {
    ids.get(key).copied().ok_or_else(|| StoreError::Constraint {
        what: "a record refers to a missing one",
        source: "the reference could not be resolved".into(),
    })
}

/// Inserts one row for each part: owner, position and the columns that are given.
macro_rules! insert_parts {
    ($writer:expr, $table:ident { $owner:ident }, $parts:expr, |$part:ident| { $($column:ident: $value:expr),* $(,)? }) => {{
        let mut rows = Vec::new();
        for $part in $parts {
            rows.push($table::Model {
                $owner: $part.owner,
                position: $part.position,
                $($column: $value,)*
            });
        }
        $writer.insert::<$table::Entity>(rows).await?;
    }};
}

/// Inserts one row for each part, with its own key, and returns the keys in order.
macro_rules! insert_keyed_parts {
    ($writer:expr, $table:ident { $owner:ident }, $parts:expr, |$part:ident| { $($column:ident: $value:expr),* $(,)? }) => {{
        let ids = $writer.reserve(stringify!($table), $parts.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ($part, id) in $parts.iter().zip(&ids) {
            rows.push($table::Model {
                id: *id,
                $owner: $part.owner,
                position: $part.position,
                $($column: $value,)*
            });
        }
        $writer.insert::<$table::Entity>(rows).await?;
        ids
    }};
}

/// As `insert_keyed_parts`, with evidence.
macro_rules! insert_evident_parts {
    ($writer:expr, $table:ident { $owner:ident }, $parts:expr, |$part:ident| { $($column:ident: $value:expr),* $(,)? }) => {{
        let evidence = $writer.evidence($parts.iter().map(|part| &part.value.evidence).collect()).await?;
        let ids = $writer.reserve(stringify!($table), $parts.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for (($part, id), evidence_id) in $parts.iter().zip(&ids).zip(evidence) {
            rows.push($table::Model {
                id: *id,
                $owner: $part.owner,
                position: $part.position,
                evidence_id,
                $($column: $value,)*
            });
        }
        $writer.insert::<$table::Entity>(rows).await?;
        ids
    }};
}

use {insert_evident_parts, insert_keyed_parts, insert_parts};

/// Writes a record diff inside a transaction.
pub(super) struct Writer<'a> {
    transaction: &'a DatabaseTransaction,
    sources: HashMap<SourceKey, i64>,
    vendors: HashMap<VendorSlug, i64>,
    exams: HashMap<ExamKey, i64>,
    roles: HashMap<RoleSlug, i64>,
}

impl<'a> Writer<'a> {
    /// Starts from the keys of stored rows.
    pub(super) fn new(transaction: &'a DatabaseTransaction, keys: RowKeys) -> Self {
        let RowKeys {
            sources,
            vendors,
            exams,
            roles,
        } = keys;
        Self {
            transaction,
            sources,
            vendors,
            exams,
            roles,
        }
    }

    /// Writes all changed records.
    pub(super) async fn apply(mut self, changes: &RecordDiff<'_>) -> Result<(), StoreError> {
        self.clear(changes).await?;
        self.upsert_sources(changes.sources.written().collect())
            .await?;
        self.upsert_vendors(changes.vendors.written().collect())
            .await?;
        let exams = self.upsert_exams(changes.exams.written().collect()).await?;
        let roles = self.upsert_roles(changes.roles.written().collect()).await?;
        self.exam_parts(&exams).await?;
        self.role_parts(&roles).await?;
        self.certifications(changes.certifications.written().collect())
            .await?;
        self.comparisons(changes.comparisons.written().collect())
            .await?;
        self.equivalences(changes.equivalences.written().collect())
            .await?;
        self.audience_rules(changes.audience_rules.written().collect())
            .await
    }

    /// Deletes removed and rewritten rows, referring ones before referenced ones. Parts of parts,
    /// and evidence, are deleted with their owners.
    async fn clear(&mut self, changes: &RecordDiff<'_>) -> Result<(), StoreError> {
        let keys = changes.audience_rules.stale().map(Record::record_key);
        self.delete::<audience_rule::Entity>(audience_rule::Column::Key, values(keys))
            .await?;
        let slugs = changes.certifications.stale().map(Record::record_key);
        self.delete::<certification::Entity>(certification::Column::Slug, values(slugs))
            .await?;
        self.clear_pairs(changes).await?;

        let roles = stored(&self.roles, changes.roles.stale().map(|role| &role.slug));
        self.delete::<role_focus::Entity>(role_focus::Column::RoleId, roles.clone())
            .await?;
        let column = role_recommendation::Column::RoleId;
        self.delete::<role_recommendation::Entity>(column, roles)
            .await?;
        let sources = changes.sources.stale().map(|source| &source.key);
        let sources = stored(&self.sources, sources);
        self.delete::<source_limit::Entity>(source_limit::Column::SourceId, sources)
            .await?;
        let keys: Vec<ExamKey> = changes.exams.stale().map(Exam::key).collect();
        self.clear_exam_parts(&stored(&self.exams, &keys)).await?;

        let roles = taken(
            &mut self.roles,
            changes.roles.removed.iter().map(|role| role.slug.clone()),
        );
        self.delete::<role::Entity>(role::Column::Id, roles).await?;
        let exams = taken(
            &mut self.exams,
            changes.exams.removed.iter().map(|exam| exam.key()),
        );
        self.delete::<exam::Entity>(exam::Column::Id, exams).await?;
        let vendors = changes
            .vendors
            .removed
            .iter()
            .map(|vendor| vendor.slug.clone());
        let vendors = taken(&mut self.vendors, vendors);
        self.delete::<vendor::Entity>(vendor::Column::Id, vendors)
            .await?;
        let sources = changes
            .sources
            .removed
            .iter()
            .map(|source| source.key.clone());
        let sources = taken(&mut self.sources, sources);
        self.delete::<source::Entity>(source::Column::Id, sources)
            .await
    }

    async fn clear_pairs(&self, changes: &RecordDiff<'_>) -> Result<(), StoreError> {
        for pair in changes.comparisons.stale() {
            let left = named(&self.exams, &pair.left)?;
            let right = named(&self.exams, &pair.right)?;
            comparison::Entity::delete_many()
                .filter(comparison::Column::LeftExamId.eq(left))
                .filter(comparison::Column::RightExamId.eq(right))
                .exec(self.transaction)
                .await?;
        }
        for pair in changes.equivalences.stale() {
            let left = named(&self.exams, &pair.left)?;
            let right = named(&self.exams, &pair.right)?;
            equivalence::Entity::delete_many()
                .filter(equivalence::Column::LeftExamId.eq(left))
                .filter(equivalence::Column::RightExamId.eq(right))
                .exec(self.transaction)
                .await?;
        }
        Ok(())
    }

    async fn delete<E: EntityTrait>(
        &self,
        column: E::Column,
        values: Vec<Value>,
    ) -> Result<(), StoreError> {
        for chunk in values.chunks(ROWS) {
            E::delete_many()
                .filter(column.is_in(chunk.iter().cloned()))
                .exec(self.transaction)
                .await?;
        }
        Ok(())
    }

    async fn insert<E>(&self, rows: Vec<E::Model>) -> Result<(), StoreError>
    where
        E: EntityTrait<Model: IntoActiveModel<E::ActiveModel>>,
        E::ActiveModel: Send,
    {
        insert_all::<E>(self.transaction, rows).await
    }

    /// Inserts rows, or overwrites those that have the same key.
    async fn upsert<E>(&self, id: E::Column, rows: Vec<E::Model>) -> Result<(), StoreError>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        let others = E::Column::iter().filter(|column| column.as_str() != id.as_str());
        let overwrite = OnConflict::column(id).update_columns(others).to_owned();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk = rows.by_ref().take(ROWS);
            E::insert_many(chunk.map(IntoActiveModel::into_active_model))
                .on_conflict(overwrite.clone())
                .exec_without_returning(self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Allocates as many new keys of a table as there will be rows.
    async fn reserve(&self, table: &'static str, count: usize) -> Result<Vec<i64>, StoreError> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let wanted = i64::try_from(count).map_err(|error| StoreError::Database {
            source: Box::new(error),
        })?;
        let backend = self.transaction.get_database_backend();
        if backend == DbBackend::Postgres {
            let statement = Statement::from_sql_and_values(
                backend,
                "SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id \
                 FROM generate_series(1, $2)",
                [table.into(), wanted.into()],
            );
            let rows = self.transaction.query_all_raw(statement).await?;
            let ids: Result<Vec<i64>, _> = rows.iter().map(|row| row.try_get("", "id")).collect();
            return Ok(ids?);
        }
        // The transaction holds the only write lock, so no other writer can use these keys.
        let statement = Statement::from_string(
            backend,
            format!("SELECT coalesce(max(id), 0) AS id FROM {table}"),
        );
        let row = self.transaction.query_one_raw(statement).await?;
        let last: i64 = row.map_or(Ok(0), |row| row.try_get("", "id"))?;
        Ok((last + 1..=last + wanted).collect())
    }

    /// The keys of records by name: existing ones, and new ones for the others.
    async fn keys<K: Clone + Eq + Hash>(
        &self,
        table: &'static str,
        stored: &HashMap<K, i64>,
        names: &[K],
    ) -> Result<Vec<i64>, StoreError> {
        let missing = names.iter().filter(|name| !stored.contains_key(name));
        let mut new = self.reserve(table, missing.count()).await?.into_iter();
        let keys = names.iter().map(|name| stored.get(name).copied());
        Ok(keys.filter_map(|key| key.or_else(|| new.next())).collect())
    }
}

/// Values to bind.
fn values<V: Into<Value>>(values: impl Iterator<Item = V>) -> Vec<Value> {
    values.map(Into::into).collect()
}

/// The keys of stored records.
fn stored<'k, K: Eq + Hash + 'k>(
    ids: &HashMap<K, i64>,
    names: impl IntoIterator<Item = &'k K>,
) -> Vec<Value> {
    values(names.into_iter().filter_map(|name| ids.get(name).copied()))
}

/// Removes the keys of deleted records; nothing refers to them any more.
fn taken<K: Eq + Hash>(ids: &mut HashMap<K, i64>, names: impl Iterator<Item = K>) -> Vec<Value> {
    values(names.filter_map(|name| ids.remove(&name)))
}
