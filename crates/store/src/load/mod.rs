//! Reads the content in one transaction: the exams in blocks, and all other records at once.
//!
//! A block is read by one query per table, and its rows are streamed, so that no more than a block is
//! in memory twice.

mod audience_rules;
mod blueprints;
mod certifications;
mod comparisons;
mod exams;
mod facts;
mod roles;
mod scope;
mod sources;
mod vendors;

use std::{collections::HashMap, pin::pin, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, EntityTrait, IsolationLevel, QueryFilter,
    QueryTrait, StreamTrait, TransactionTrait, sea_query::Expr,
};
use tokio::time::timeout;

use catalogue::{Content, Evidence, ExamKey, LogPosition, Record, Revision, RoleSlug, VendorSlug};

use self::scope::Scope;
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

/// How many exams are read at once: enough that their rows cost more than the statements.
const BLOCK: usize = 2_000;

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
        let content = self.load_all(&transaction, None).await?;
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

    /// Reads every table inside a transaction. Equal records are shared with the known content.
    pub(super) async fn load_all(
        &self,
        transaction: &DatabaseTransaction,
        known: Option<&StoredContent>,
    ) -> Result<Content, StoreError> {
        // Reading a table of a large catalogue takes longer than a reader's other statements.
        let allowed = self.allow_long_statements(transaction);
        self.bounded(1, allowed).await?;
        let nothing = Content::default();
        load(transaction, known.map_or(&nothing, |known| &known.content)).await
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

/// Reads every table. The caller's transaction makes the reads consistent. Records that are equal
/// to known ones are shared with these, block by block.
async fn load<C>(connection: &C, known: &Content) -> Result<Content, StoreError>
where
    C: ConnectionTrait + StreamTrait,
{
    let (sources, source_keys) = sources::sources(connection).await?;
    let (vendors, vendor_slugs) = vendors::vendors(connection).await?;
    let mut exam_rows = all::<exam::Entity>(connection, None).await?;
    exam_rows.sort_unstable_by_key(|row| row.id);
    let exam_keys = exams::exam_keys(&exam_rows, &vendor_slugs)?;
    let role_rows = all::<role::Entity>(connection, None).await?;
    let role_slugs = role_rows
        .iter()
        .map(|row| Ok((row.id, cell("role", "slug", row.id).parse(&row.slug)?)))
        .collect::<Result<_, StoreError>>()?;
    let scope = Scope::Others;
    let mut reader = Reader {
        connection,
        scope,
        evidence: sources::evidence(connection, scope, &source_keys).await?,
        vendors: vendor_slugs,
        exams: exam_keys,
        roles: role_slugs,
    };
    let mut content = Content {
        sources,
        vendors,
        certifications: reader.certifications().await?,
        exams: Vec::with_capacity(exam_rows.len()),
        roles: reader.roles(role_rows).await?,
        comparisons: reader.comparisons().await?,
        equivalences: reader.equivalences().await?,
        audience_rules: reader.audience_rules().await?,
    };
    let mut exam_rows = exam_rows.into_iter();
    loop {
        let rows: Vec<_> = exam_rows.by_ref().take(BLOCK).collect();
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            break;
        };
        let scope = Scope::Exams {
            first: first.id,
            last: last.id,
        };
        reader.scope = scope;
        reader.evidence = sources::evidence(connection, scope, &source_keys).await?;
        let mut exams = reader.exams(rows).await?;
        share_equal(&mut exams, &known.exams);
        content.exams.extend(exams);
    }
    content.sort();
    Ok(content)
}

/// Replaces records by equal ones of a sorted list.
fn share_equal<T: Record + PartialEq>(records: &mut [Arc<T>], known: &[Arc<T>]) {
    for record in records {
        let place = known.binary_search_by(|known| known.cmp_key(record));
        if let Some(known) = place.ok().map(|place| &known[place])
            && known == record
        {
            *record = Arc::clone(known);
        }
    }
}

/// Calls `take` for each row of a table that meets a condition, in any order.
async fn each<E: EntityTrait<Model: FromColumns>>(
    connection: &(impl ConnectionTrait + StreamTrait),
    condition: Option<String>,
    mut take: impl FnMut(E::Model) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let timed_out = |_| StoreError::unresponsive();
    let condition = condition.map(Expr::cust);
    let query = E::find()
        .apply_if(condition, QueryFilter::filter)
        .into_query();
    let rows = timeout(ROW_TIMEOUT, connection.stream(&query));
    let mut rows = pin!(rows.await.map_err(timed_out)??);
    while let Some(row) = timeout(ROW_TIMEOUT, rows.try_next())
        .await
        .map_err(timed_out)??
    {
        take(E::Model::from_columns(&row)?)?;
    }
    Ok(())
}

/// All rows of a table that meet a condition, in any order.
async fn all<E: EntityTrait<Model: FromColumns>>(
    connection: &(impl ConnectionTrait + StreamTrait),
    condition: Option<String>,
) -> Result<Vec<E::Model>, StoreError> {
    let mut rows = Vec::new();
    each::<E>(connection, condition, |row| {
        rows.push(row);
        Ok(())
    })
    .await?;
    Ok(rows)
}

/// The parts in a table that meet a condition, by the key of their owner, in the author's order:
/// `read` returns owner, position and part. Sorted here rather than in SQL, because most are in order already.
async fn grouped<E: EntityTrait<Model: FromColumns>, T>(
    connection: &(impl ConnectionTrait + StreamTrait),
    condition: Option<String>,
    mut read: impl FnMut(E::Model) -> Result<(i64, i32, T), StoreError>,
) -> Result<HashMap<i64, Vec<T>>, StoreError> {
    let mut groups: HashMap<i64, Vec<(i32, T)>> = HashMap::new();
    each::<E>(connection, condition, |row| {
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
        $crate::load::grouped::<$table::Entity, _>(
            $reader.connection,
            $reader.scope.of_owner(stringify!($owner)),
            |$row| {
                let position = $row.position;
                Ok(($row.$owner, position, $value))
            },
        )
        .await?
    };
}

/// Reads a table of references to exams, by the key of their owner.
macro_rules! exam_lists {
    ($reader:expr, $table:ident, $owner:ident) => {{
        $crate::load::grouped::<$table::Entity, _>(
            $reader.connection,
            $reader.scope.of_owner(stringify!($owner)),
            |row| {
                let at = $crate::values::cell(stringify!($table), "exam_id", row.$owner);
                Ok((row.$owner, row.position, $reader.exam(row.exam_id, at)?))
            },
        )
        .await?
    }};
}

use {exam_lists, values};

struct Reader<'a, C> {
    connection: &'a C,
    /// What is being read.
    scope: Scope,
    /// That of the scope. Removed when the owning row is read.
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
