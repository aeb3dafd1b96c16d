//! Loads the whole content: one query per table in one transaction.
//!
//! Rows are streamed and converted one by one, so that no table is in memory twice.

mod audience_rules;
mod blueprints;
mod certifications;
mod comparisons;
mod exams;
mod facts;
mod roles;
mod sources;
mod vendors;

use std::{collections::HashMap, pin::pin, time::Duration};

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, EntityTrait, IsolationLevel, QueryTrait,
    StreamTrait, TransactionTrait,
};
use tokio::time::timeout;

use catalogue::{Content, Evidence, ExamKey, LogPosition, Revision, RoleSlug, VendorSlug};

use super::{
    change_log::head_of,
    connection::Store,
    entity::{exam, revision, role},
    error::StoreError,
    values::{Cell, FromColumns, cell},
};

/// Timeout of a poll of the revision.
const REVISION_POLL_TIMEOUT: Duration = Duration::from_millis(1_500);

/// How many statements precede the tables; each may take a statement's time.
const SETUP_STATEMENTS: u32 = 3;

/// Timeout for the next row. The duration of a whole load depends on the size of the catalogue.
const ROW_TIMEOUT: Duration = Duration::from_secs(4);

/// The content of the database at one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredContent {
    /// All records, in the order of [`Content::sort`].
    pub content: Content,
    /// The revision.
    pub revision: Revision,
    /// When the revision was committed.
    pub committed_at: DateTime<Utc>,
    /// The head of the change log at the revision.
    pub log_head: LogPosition,
    /// Whether the change log is complete at this revision; if not, call [`Store::reconcile`]
    /// before serving the content.
    pub is_logged: bool,
}

impl StoredContent {
    pub(super) fn of(content: Content, row: &revision::Model) -> Result<Self, StoreError> {
        Ok(Self {
            content,
            revision: Revision::new(row.number),
            committed_at: row.committed_at,
            log_head: head_of(row)?,
            is_logged: row.logged_revision == row.number,
        })
    }
}

impl Store {
    /// Loads the whole content in one transaction.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] with table, column and row of an invalid value;
    /// [`StoreError::SchemaBehind`] when a table is missing; [`StoreError::Unreachable`].
    pub async fn load(&self) -> Result<StoredContent, StoreError> {
        let (transaction, row) = self.begin_reading().await?;
        let content = self.load_all(&transaction).await?;
        transaction.commit().await?;
        StoredContent::of(content, &row)
    }

    /// Begins a snapshot transaction and reads the revision's row.
    pub(super) async fn begin_reading(
        &self,
    ) -> Result<(DatabaseTransaction, revision::Model), StoreError> {
        self.bounded(SETUP_STATEMENTS, async {
            let transaction = if self.is_postgres() {
                let isolation = Some(IsolationLevel::RepeatableRead);
                let access = Some(AccessMode::ReadOnly);
                self.connection.begin_with_config(isolation, access).await?
            } else {
                // A SQLite transaction reads one state of the file.
                self.connection.begin().await?
            };
            let row = revision_row(&transaction).await?;
            Ok((transaction, row))
        })
        .await
    }

    /// Reads every table inside a transaction.
    pub(super) async fn load_all(
        &self,
        transaction: &DatabaseTransaction,
    ) -> Result<Content, StoreError> {
        // Reading a table of a large catalogue takes longer than a reader's other statements.
        let allowed = self.allow_long_statements(transaction);
        self.bounded(1, allowed).await?;
        load(transaction).await
    }

    /// The current revision. A poll with a short timeout: it reads one row, and a slow poll is
    /// abandoned and repeated.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn revision(&self) -> Result<Revision, StoreError> {
        let ask = async {
            let row = revision_row(&self.connection).await?;
            Ok(Revision::new(row.number))
        };
        timeout(REVISION_POLL_TIMEOUT, ask)
            .await
            .unwrap_or(Err(StoreError::unresponsive()))
    }
}

pub(super) async fn revision_row(
    connection: &impl ConnectionTrait,
) -> Result<revision::Model, StoreError> {
    let row = revision::Entity::find_by_id(1).one(connection).await?;
    cell("revision", "id", 1).present(row)
}

/// Reads every table. The caller's transaction makes the reads consistent.
pub(super) async fn load<C>(connection: &C) -> Result<Content, StoreError>
where
    C: ConnectionTrait + StreamTrait,
{
    let (sources, source_keys) = sources::sources(connection).await?;
    let (vendors, vendor_slugs) = vendors::vendors(connection).await?;
    let exam_rows = all::<exam::Entity>(connection).await?;
    let exam_keys = exams::exam_keys(&exam_rows, &vendor_slugs)?;
    let role_rows = all::<role::Entity>(connection).await?;
    let role_slugs = role_rows
        .iter()
        .map(|row| Ok((row.id, cell("role", "slug", row.id).parse(&row.slug)?)))
        .collect::<Result<_, StoreError>>()?;
    let mut reader = Reader {
        connection,
        evidence: sources::evidence(connection, &source_keys).await?,
        vendors: vendor_slugs,
        exams: exam_keys,
        roles: role_slugs,
    };
    let mut content = Content {
        sources,
        vendors,
        certifications: reader.certifications().await?,
        exams: reader.exams(exam_rows).await?,
        roles: reader.roles(role_rows).await?,
        comparisons: reader.comparisons().await?,
        equivalences: reader.equivalences().await?,
        audience_rules: reader.audience_rules().await?,
    };
    content.sort();
    Ok(content)
}

/// Calls `take` for each row of a table, in any order.
async fn each<E: EntityTrait<Model: FromColumns>>(
    connection: &(impl ConnectionTrait + StreamTrait),
    mut take: impl FnMut(E::Model) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let timed_out = |_| StoreError::unresponsive();
    let rows = timeout(ROW_TIMEOUT, connection.stream(&E::find().into_query()));
    let mut rows = pin!(rows.await.map_err(timed_out)??);
    while let Some(row) = timeout(ROW_TIMEOUT, rows.try_next())
        .await
        .map_err(timed_out)??
    {
        take(E::Model::from_columns(&row)?)?;
    }
    Ok(())
}

/// All rows of a table, in any order.
async fn all<E: EntityTrait<Model: FromColumns>>(
    connection: &(impl ConnectionTrait + StreamTrait),
) -> Result<Vec<E::Model>, StoreError> {
    let mut rows = Vec::new();
    each::<E>(connection, |row| {
        rows.push(row);
        Ok(())
    })
    .await?;
    Ok(rows)
}

/// The parts in a table by the key of their owner, in the author's order: `read` returns owner,
/// position and part. Sorted here rather than in SQL, because most are in order already.
async fn grouped<E: EntityTrait<Model: FromColumns>, T>(
    connection: &(impl ConnectionTrait + StreamTrait),
    mut read: impl FnMut(E::Model) -> Result<(i64, i32, T), StoreError>,
) -> Result<HashMap<i64, Vec<T>>, StoreError> {
    let mut groups: HashMap<i64, Vec<(i32, T)>> = HashMap::new();
    each::<E>(connection, |row| {
        let (owner, position, part) = read(row)?;
        groups.entry(owner).or_default().push((position, part));
        Ok(())
    })
    .await?;
    let in_order = |(owner, mut group): (i64, Vec<(i32, T)>)| {
        group.sort_by_key(|(position, _)| *position);
        let mut parts = Vec::with_capacity(group.len());
        parts.extend(group.into_iter().map(|(_, part)| part));
        (owner, parts)
    };
    Ok(groups.into_iter().map(in_order).collect())
}

/// Reads a table of parts with one value each, by the key of their owner.
macro_rules! values {
    ($reader:expr, $table:ident, $owner:ident, |$row:ident| $value:expr) => {
        $crate::load::grouped::<$table::Entity, _>($reader.connection, |$row| {
            let position = $row.position;
            Ok(($row.$owner, position, $value))
        })
        .await?
    };
}

/// Reads a table of references to exams, by the key of their owner.
macro_rules! exam_lists {
    ($reader:expr, $table:ident, $owner:ident) => {{
        $crate::load::grouped::<$table::Entity, _>($reader.connection, |row| {
            let at = $crate::values::cell(stringify!($table), "exam_id", row.$owner);
            Ok((row.$owner, row.position, $reader.exam(row.exam_id, at)?))
        })
        .await?
    }};
}

use {exam_lists, values};

struct Reader<'a, C> {
    connection: &'a C,
    /// Removed when the owning row is read.
    evidence: HashMap<i64, Evidence>,
    vendors: HashMap<i64, VendorSlug>,
    exams: HashMap<i64, ExamKey>,
    roles: HashMap<i64, RoleSlug>,
}

impl<C: ConnectionTrait + StreamTrait> Reader<'_, C> {
    fn exam(&self, id: i64, at: Cell) -> Result<ExamKey, StoreError> {
        at.present(self.exams.get(&id).cloned())
    }

    fn vendor(&self, id: i64, at: Cell) -> Result<VendorSlug, StoreError> {
        at.present(self.vendors.get(&id).cloned())
    }

    fn evidence(&mut self, id: i64, table: &'static str, row: i64) -> Result<Evidence, StoreError> {
        cell(table, "evidence_id", row).present(self.evidence.remove(&id))
    }
}
