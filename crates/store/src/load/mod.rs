//! Reads the content in one transaction: the exams in blocks, and all other records at once.
//!
//! While the rows of a block are converted, the database reads those of the next one. Only these two are
//! in memory twice.

mod audience_rules;
mod blueprints;
mod certifications;
mod comparisons;
mod exams;
mod facts;
mod roles;
mod rows;

mod sources;
mod vendors;

use std::{collections::HashMap, future::poll_fn, pin::pin, sync::Arc, task::Poll, time::Duration};

use chrono::{DateTime, Utc};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, EntityTrait, IsolationLevel, TransactionTrait,
};
use tokio::time::timeout;

use catalogue::{
    Content, Evidence, ExamKey, LogPosition, Record, Revision, RoleSlug, SourceKey, VendorSlug,
};

use self::rows::Rows;
use super::{
    change_log::head_of,
    connection::Store,
    entity::{exam, revision},
    error::StoreError,
    values::{Cell, cell},
};

/// Timeout of a poll of the revision.
const REVISION_POLL_TIMEOUT: Duration = Duration::from_millis(1_500);

/// How many statements precede the tables; each may take a statement's time.
const SETUP_STATEMENTS: u32 = 3;

/// Timeout of one block. The duration of a whole load depends on the size of the catalogue.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(4);

/// How many exams are read at once: enough that their rows cost more than the statement, and few
/// enough that converting them takes some milliseconds.
const BLOCK: usize = 250;

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
async fn load(transaction: &DatabaseTransaction, known: &Content) -> Result<Content, StoreError> {
    let rows = Rows::of_others(transaction).await?;
    let mut exam_rows = rows.of::<exam::Entity>()?;
    exam_rows.sort_unstable_by_key(|row| row.id);
    let keys: Vec<i64> = exam_rows.iter().map(|row| row.id).collect();
    let blocks = keys
        .chunks(BLOCK)
        .map(|block| (block[0], block[block.len() - 1]));
    let mut reader = Reader::new(rows, &exam_rows)?;
    let mut content = reader.others()?;
    content.exams.reserve_exact(exam_rows.len());
    let mut exam_rows = exam_rows.into_iter();
    let mut next = None;
    for block in blocks.map(Some).chain([None]) {
        let mut rows = pin!(async {
            match block {
                Some(block) => Rows::of_exams(transaction, block).await.map(Some),
                None => Ok(None),
            }
        });
        // So that the database reads it while the one before is converted.
        let begun = poll_fn(|context| Poll::Ready(rows.as_mut().poll(context))).await;
        if let Some(rows) = next {
            reader.begin(rows)?;
            let mut exams = reader.exams(exam_rows.by_ref().take(BLOCK))?;
            share_equal(&mut exams, &known.exams);
            content.exams.extend(exams);
        }
        next = match begun {
            Poll::Ready(rows) => rows?,
            Poll::Pending => rows.await?,
        };
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

/// The parts in rows by the key of their owner, in the author's order: `read` returns owner,
/// position and part. Sorted here rather than in SQL, because most are in order already.
fn grouped<R, T>(
    rows: Vec<R>,
    mut read: impl FnMut(R) -> Result<(i64, i32, T), StoreError>,
) -> Result<HashMap<i64, Vec<T>>, StoreError> {
    let mut groups: HashMap<i64, Vec<(i32, T)>> = HashMap::new();
    for row in rows {
        let (owner, position, part) = read(row)?;
        groups.entry(owner).or_default().push((position, part));
    }
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
        $crate::load::grouped($reader.rows.of::<$table::Entity>()?, |$row| {
            let position = $row.position;
            Ok(($row.$owner, position, $value))
        })?
    };
}

/// Reads a table of references to exams, by the key of their owner.
macro_rules! exam_lists {
    ($reader:expr, $table:ident, $owner:ident) => {
        $crate::load::grouped($reader.rows.of::<$table::Entity>()?, |row| {
            let at = $crate::values::cell(stringify!($table), "exam_id", row.$owner);
            Ok((row.$owner, row.position, $reader.exam(row.exam_id, at)?))
        })?
    };
}

use {exam_lists, values};

/// Converts rows, block by block.
struct Reader {
    rows: Rows,
    /// That of the rows. Removed when the owning row is read.
    evidence: HashMap<i64, Evidence>,
    sources: HashMap<i64, SourceKey>,
    vendors: HashMap<i64, VendorSlug>,
    exams: HashMap<i64, ExamKey>,
    roles: HashMap<i64, RoleSlug>,
}

impl Reader {
    /// Begins with the records that are not exams, and their names.
    fn new(rows: Rows, exam_rows: &[exam::Model]) -> Result<Self, StoreError> {
        let sources = sources::source_keys(&rows)?;
        let vendors = vendors::vendor_slugs(&rows)?;
        Ok(Self {
            evidence: sources::evidence(&rows, &sources)?,
            exams: exams::exam_keys(exam_rows, &vendors)?,
            roles: roles::role_slugs(&rows)?,
            sources,
            vendors,
            rows,
        })
    }

    /// Continues with a block of exams.
    fn begin(&mut self, rows: Rows) -> Result<(), StoreError> {
        self.evidence = sources::evidence(&rows, &self.sources)?;
        self.rows = rows;
        Ok(())
    }

    /// All records but exams.
    fn others(&mut self) -> Result<Content, StoreError> {
        Ok(Content {
            sources: self.sources()?,
            vendors: self.vendors()?,
            certifications: self.certifications()?,
            exams: Vec::new(),
            roles: self.roles()?,
            comparisons: self.comparisons()?,
            equivalences: self.equivalences()?,
            audience_rules: self.audience_rules()?,
        })
    }

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
