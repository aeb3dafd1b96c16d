//! The content as it is now, at the cost of what has changed since it was last read.
//!
//! The change log accounts for the tables wherever the revision's row says so: whatever leads from
//! one such revision to a later one stands in its entries, each with the whole record. So what was
//! read before and the entries since then are what the tables hold. Wherever that cannot be shown
//! (an edit by bare SQL, entries that were forgotten, another log, too many of them), every table
//! is read anew.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use catalogue::Revision;

use super::{
    change_log::{LogReplay, head_of},
    connection::Store,
    entity::revision,
    error::StoreError,
    load::StoredContent,
};

/// How many statements read the log, at most; each may take the time of one.
const STATEMENTS: u32 = 2;

/// The most entries that are applied one by one; beyond that, tables are read about as fast.
const MAX_ADVANCE: i64 = 2_000;

/// What was read last of what the log accounts for. Copies share it.
#[derive(Debug, Clone, Default)]
pub(super) struct LastLoaded(Arc<Mutex<Option<Arc<StoredContent>>>>);

impl LastLoaded {
    fn get(&self) -> Option<Arc<StoredContent>> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone()
    }

    fn set(&self, stored: &Arc<StoredContent>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(Arc::clone(stored));
    }
}

impl Store {
    /// The content as it is at one moment: just what [`Store::load`] would read. Records that have
    /// not changed are shared with what was read before.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn current(&self) -> Result<Arc<StoredContent>, StoreError> {
        let (transaction, row) = self.begin_reading().await?;
        let stored = self.current_at(&transaction, &row).await?;
        transaction.commit().await?;
        Ok(stored)
    }

    /// The content inside a transaction that has read the revision's row.
    pub(super) async fn current_at(
        &self,
        transaction: &DatabaseTransaction,
        row: &revision::Model,
    ) -> Result<Arc<StoredContent>, StoreError> {
        let stored = match self.last_read.get() {
            Some(last) => {
                self.bounded(STATEMENTS, advanced(transaction, &last, row))
                    .await?
            }
            None => None,
        };
        let stored = match stored {
            Some(stored) => stored,
            None => Arc::new(StoredContent::of(self.load_all(transaction).await?, row)?),
        };
        if stored.is_logged {
            self.last_read.set(&stored);
        }
        Ok(stored)
    }
}

/// What was read before with everything that has happened since; nothing where that cannot be told
/// from the log.
async fn advanced(
    connection: &impl ConnectionTrait,
    last: &Arc<StoredContent>,
    row: &revision::Model,
) -> Result<Option<Arc<StoredContent>>, StoreError> {
    let is_logged = row.logged_revision == row.number;
    let head = head_of(row)?;
    let gap = head.sequence - last.log_head.sequence;
    if !is_logged || Revision::new(row.number) < last.revision || !(0..=MAX_ADVANCE).contains(&gap)
    {
        return Ok(None);
    }
    if head == last.log_head && Revision::new(row.number) == last.revision {
        return Ok(Some(Arc::clone(last)));
    }
    let advance = LogReplay::read(connection, last.log_head, head).await?;
    let content = advance.and_then(|advance| advance.apply(&last.content));
    let stored = content.map(|content| StoredContent::of(content, row).map(Arc::new));
    stored.transpose()
}
