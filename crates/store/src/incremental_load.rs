//! Loads the current content at the cost of the changes since the last load.
//!
//! The content that was loaded or written last is cached. Where the revision's row says that the
//! log is complete, replaying the entries since then gives the content of the tables, because each
//! entry has the whole record. After bare SQL edits, pruned entries, a restored backup or too many
//! entries, every table is read again.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use catalogue::{LogPosition, Revision};

use super::{
    change_log::{LogReplay, RecentChanges, head_of},
    connection::Store,
    entity::revision,
    error::StoreError,
    load::StoredContent,
};

/// The maximum number of statements that read the log; each may take a statement's time.
const STATEMENTS: u32 = 2;

/// The maximum number of entries to replay; beyond it, reading tables is about as fast.
const MAX_REPLAY: i64 = 2_000;

/// The content that was loaded or written last, if the log is complete up to it, and the log
/// entries before it. Copies share it.
#[derive(Debug, Clone, Default)]
pub(super) struct LastLoaded(Arc<Mutex<Loaded>>);

#[derive(Debug, Default)]
struct Loaded {
    stored: Option<Arc<StoredContent>>,
    recent: RecentChanges,
}

impl LastLoaded {
    pub(super) fn get(&self) -> Option<Arc<StoredContent>> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.stored.clone()
    }

    /// Caches a content and the entries that lead to it.
    pub(super) fn set(&self, stored: Arc<StoredContent>, changes: RecentChanges) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.stored = Some(stored);
        last.recent.extend(changes);
    }
}

impl Store {
    /// The current content, equal to the result of [`Store::load`]. Unchanged records are shared
    /// with the content that was loaded before.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn current(&self) -> Result<Arc<StoredContent>, StoreError> {
        let (transaction, row) = self.begin_reading().await?;
        let stored = self.current_at(&transaction, &row).await?;
        transaction.commit().await?;
        Ok(stored)
    }

    /// The newest log entries, up to the content that this process loaded or wrote last.
    pub fn recent_changes(&self) -> RecentChanges {
        let last = self.last_loaded.0.lock();
        last.unwrap_or_else(PoisonError::into_inner).recent.clone()
    }

    /// The content inside a transaction that has read the revision's row.
    pub(super) async fn current_at(
        &self,
        transaction: &DatabaseTransaction,
        row: &revision::Model,
    ) -> Result<Arc<StoredContent>, StoreError> {
        let last = self.last_loaded.get();
        let replayed = match &last {
            Some(last) if is_same(last, row)? => return Ok(Arc::clone(last)),
            Some(last) => {
                self.bounded(STATEMENTS, replay(transaction, last, row))
                    .await?
            }
            None => None,
        };
        let (stored, changes) = if let Some(replayed) = replayed {
            replayed
        } else {
            let content = self.load_all(transaction, last.as_deref()).await?;
            let changes = RecentChanges::starting_at(head_of(row)?);
            (Arc::new(StoredContent::of(content, row)?), changes)
        };
        if stored.is_logged {
            self.last_loaded.set(Arc::clone(&stored), changes);
        }
        Ok(stored)
    }
}

fn is_same(last: &StoredContent, row: &revision::Model) -> Result<bool, StoreError> {
    Ok(last.revision == Revision::new(row.number)
        && row.logged_revision == row.number
        && last.log_head == head_of(row)?)
}

/// Whether the log may lead from an earlier state to that of the row, in few enough entries.
pub(super) fn may_lead_from(
    revision: Revision,
    log_head: LogPosition,
    row: &revision::Model,
    head: LogPosition,
) -> bool {
    let gap = head.sequence - log_head.sequence;
    row.logged_revision == row.number
        && revision <= Revision::new(row.number)
        && (head == log_head || (1..=MAX_REPLAY).contains(&gap))
}

/// The last content with all entries since then, and these; `None` where the log cannot prove that
/// this is the content of the tables.
async fn replay(
    connection: &impl ConnectionTrait,
    last: &StoredContent,
    row: &revision::Model,
) -> Result<Option<(Arc<StoredContent>, RecentChanges)>, StoreError> {
    let head = head_of(row)?;
    if !may_lead_from(last.revision, last.log_head, row, head) {
        return Ok(None);
    }
    let Some(replay) = LogReplay::read(connection, last.log_head, head).await? else {
        return Ok(None);
    };
    let Some(content) = replay.apply(&last.content) else {
        return Ok(None);
    };
    let stored = StoredContent::of(content, row)?;
    Ok(Some((Arc::new(stored), replay.into_recent())))
}
