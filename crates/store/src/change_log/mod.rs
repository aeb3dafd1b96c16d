//! The change log: written in the transaction of the change, read by partners.
//!
//! Sequence numbers have no gaps and follow the order of commits, because every writer holds the
//! revision's lock. Edits by bare SQL are logged before any process serves them.

mod append;
mod materialise;
mod prune;
mod read;
mod recent;
mod reconcile;
mod replay;

pub(super) use self::{
    append::{ChangeAuthor, LogWriter},
    reconcile::catch_up,
    replay::LogReplay,
};
pub use self::{
    read::{LogPage, LogReading, LoggedDocument},
    recent::{ForeignPosition, RecentChanges},
    reconcile::Reconciliation,
};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QuerySelect};

use super::{entity::revision, error::StoreError, values::cell};
use catalogue::LogPosition;

/// The revision's row, locked until the transaction ends to serialise writers.
pub(super) async fn locked_revision(
    transaction: &DatabaseTransaction,
) -> Result<revision::Model, StoreError> {
    let mut select = revision::Entity::find_by_id(1);
    // SQLite has no row locks; the transaction began with the write lock.
    if transaction.get_database_backend() == DbBackend::Postgres {
        select = select.lock_exclusive();
    }
    let row = select.one(transaction).await?;
    cell("revision", "id", 1).present(row)
}

/// The position after the last entry.
pub(super) fn head_of(row: &revision::Model) -> Result<LogPosition, StoreError> {
    position(row.log_sequence, &row.log_chain)
}

/// A position from a sequence number and the hexadecimal chain.
pub(super) fn position(sequence: i64, chain: &str) -> Result<LogPosition, StoreError> {
    let chain = chain_start(chain)
        .ok_or_else(|| cell("revision", "log_chain", 1).fault("is no SHA-256"))?;
    Ok(LogPosition { sequence, chain })
}

/// The first bytes of the hexadecimal chain.
fn chain_start(chain: &str) -> Option<[u8; 8]> {
    let digits = chain.get(..16)?;
    Some(u64::from_str_radix(digits, 16).ok()?.to_be_bytes())
}
