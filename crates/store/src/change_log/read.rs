//! Reads the log: pages of changes, and documents at a position.

use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{chain_start, materialise::still_held};
use crate::{
    connection::Store, entity::change_log, error::StoreError, load::revision_row, values::cell,
};
use catalogue::{Change, ChangeFilter, LogCursor, LogPosition, RecordKind, Revision};

/// A page of changes after a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// The changes, oldest first, each with the cursor after it.
    pub changes: Vec<(LogCursor, Change)>,
    /// Whether there are more matching changes up to the requested end.
    pub has_more: bool,
}

/// The result of reading after a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogReading {
    /// The next page.
    Page(LogPage),
    /// The cursor is older than the log or from another log: the reader must start again.
    ResyncRequired,
}

/// A record at a position in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedDocument {
    /// The kind of the record.
    pub kind: RecordKind,
    /// Its key, unique for the kind.
    pub key: String,
    /// The record as canonical JSON.
    pub document: String,
    /// The document's SHA-256 in lowercase hexadecimal.
    pub sha256: String,
}

impl Store {
    /// At most `limit` changes after a cursor, up to and including the entry `through`; from the
    /// start without a cursor.
    ///
    /// From the start, changes superseded before the log's floor are omitted, so that replaying the
    /// rest gives the current content.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn changes_after(
        &self,
        after: Option<LogCursor>,
        through: i64,
        limit: u64,
        filter: &ChangeFilter,
    ) -> Result<LogReading, StoreError> {
        self.bounded(3, async {
            let start = after.map_or(0, |cursor| cursor.position.sequence);
            let mut rows = change_log::Entity::find()
                .filter(change_log::Column::Sequence.gt(start))
                .filter(change_log::Column::Sequence.lte(through))
                .filter(self.picked_by(filter))
                .order_by_asc(change_log::Column::Sequence)
                .limit(limit.saturating_add(1))
                .all(&self.connection)
                .await?;
            let has_more = rows.len() as u64 > limit;
            rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            // Read after the page: the floor only rises, so a page that is valid now was complete.
            let floor = revision_row(&self.connection).await?.log_floor;
            let replay_floor = match after {
                None => Some(floor),
                Some(cursor) => {
                    if !self.is_valid(cursor, floor).await? {
                        return Ok(LogReading::ResyncRequired);
                    }
                    cursor.replay_floor
                }
            };
            let changes = rows.into_iter().map(|row| {
                let change = change_of(row)?;
                let cursor = LogCursor {
                    position: change.position,
                    replay_floor: replay_floor.filter(|floor| change.position.sequence < *floor),
                };
                Ok((cursor, change))
            });
            Ok(LogReading::Page(LogPage {
                changes: changes.collect::<Result<_, StoreError>>()?,
                has_more,
            }))
        })
        .await
    }

    /// At most `limit` of the last changes up to and including the entry `through`, newest first.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn last_changes(&self, through: i64, limit: u64) -> Result<Vec<Change>, StoreError> {
        self.bounded(1, async {
            let rows = change_log::Entity::find()
                .filter(change_log::Column::Sequence.lte(through))
                .order_by_desc(change_log::Column::Sequence)
                .limit(limit)
                .all(&self.connection)
                .await?;
            rows.into_iter().map(change_of).collect()
        })
        .await
    }

    /// Whether the cursor is from this log and all later entries still exist.
    async fn is_valid(&self, cursor: LogCursor, floor: i64) -> Result<bool, StoreError> {
        let LogPosition { sequence, chain } = cursor.position;
        if sequence < floor && cursor.replay_floor != Some(floor) {
            return Ok(sequence == 0 && floor == 0);
        }
        if sequence == 0 {
            return Ok(chain == [0; 8]);
        }
        let entry = change_log::Entity::find_by_id(sequence)
            .one(&self.connection)
            .await?;
        Ok(entry.is_some_and(|entry| chain_start(&entry.chain) == Some(chain)))
    }

    fn picked_by(&self, filter: &ChangeFilter) -> Condition {
        let mut condition = Condition::all();
        if let Some(kinds) = &filter.kinds {
            let kinds = kinds.iter().map(|kind| kind.text());
            condition = condition.add(change_log::Column::Kind.is_in(kinds));
        }
        if let Some(vendors) = &filter.vendors {
            condition = condition.add(self.names_any("vendors", vendors));
        }
        if let Some(exams) = &filter.exams {
            condition = condition.add(self.names_any("exams", exams));
        }
        condition
    }

    /// Whether a `|`-separated list contains one of the names.
    fn names_any<T: ToString>(&self, column: &str, names: &[T]) -> Condition {
        let find = match self.connection.get_database_backend() {
            DbBackend::Postgres => format!("strpos({column}, $1) > 0"),
            _ => format!("instr({column}, ?) > 0"),
        };
        names.iter().fold(Condition::any(), |any, name| {
            let name = format!("|{}|", name.to_string());
            any.add(Expr::cust_with_values(find.clone(), [name]))
        })
    }

    /// At most `limit` documents of a kind after the entry `through`, in key order, with keys after
    /// `after`.
    ///
    /// Exact for every position from the log's floor on.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn documents_at(
        &self,
        through: i64,
        kind: RecordKind,
        after: Option<&str>,
        limit: u64,
    ) -> Result<Vec<LoggedDocument>, StoreError> {
        self.bounded(1, async {
            let mut select = still_held(through)
                .filter(change_log::Column::Kind.eq(kind.text()))
                .order_by_asc(change_log::Column::Key)
                .limit(limit);
            if let Some(after) = after {
                select = select.filter(change_log::Column::Key.gt(after));
            }
            let rows = select.all(&self.connection).await?;
            rows.into_iter().map(document_of).collect()
        })
        .await
    }

    /// The number of records of a kind after the entry `through`.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn count_at(&self, through: i64, kind: RecordKind) -> Result<u64, StoreError> {
        use sea_orm::PaginatorTrait;

        self.bounded(1, async {
            let held = still_held(through).filter(change_log::Column::Kind.eq(kind.text()));
            Ok(held.count(&self.connection).await?)
        })
        .await
    }

    /// The entry with this sequence number; `None` when it is pruned or does not exist yet.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn change(&self, sequence: i64) -> Result<Option<Change>, StoreError> {
        self.bounded(1, async {
            let row = change_log::Entity::find_by_id(sequence)
                .one(&self.connection)
                .await?;
            row.map(change_of).transpose()
        })
        .await
    }
}

pub(super) fn change_of(row: change_log::Model) -> Result<Change, StoreError> {
    let cell = |column| cell("change_log", column, row.sequence);
    let parts = |text: &str| -> Vec<String> {
        let names = text.split('|').filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    };
    let vendors = parts(&row.vendors);
    let exams = parts(&row.exams);
    Ok(Change {
        position: LogPosition {
            sequence: row.sequence,
            chain: chain_start(&row.chain).ok_or_else(|| cell("chain").fault("is no SHA-256"))?,
        },
        revision: Revision::new(row.revision),
        kind: cell("kind").parse(&row.kind)?,
        vendors: vendors
            .iter()
            .map(|slug| cell("vendors").parse(slug))
            .collect::<Result<_, _>>()?,
        exams: exams
            .iter()
            .map(|key| cell("exams").parse(key))
            .collect::<Result<_, _>>()?,
        key: row.key,
        document: row.document,
        sha256: row.sha256,
        actor: row.actor,
        note: row.note,
        committed_at: row.committed_at,
    })
}

fn document_of(row: change_log::Model) -> Result<LoggedDocument, StoreError> {
    let cell = |column| cell("change_log", column, row.sequence);
    Ok(LoggedDocument {
        kind: cell("kind").parse(&row.kind)?,
        document: cell("document").present(row.document)?,
        sha256: cell("sha256").present(row.sha256)?,
        key: row.key,
    })
}
