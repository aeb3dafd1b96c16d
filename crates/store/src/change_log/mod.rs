//! The log of every change: written in the transaction of the change, read by partners.
//!
//! Sequence numbers have no gaps and stand in the order of commits, because every writer holds
//! the revision's lock. The log accounts for the tables: a change that came past it, by bare SQL,
//! is entered before any process serves it.

mod append;
mod materialise;
mod prune;
mod read;
mod reconcile;
mod replay;

pub(super) use self::{
    append::{ChangeAuthor, LogWriter},
    reconcile::catch_up,
    replay::LogReplay,
};
pub use self::{
    read::{LogPage, LogReading, LoggedDocument},
    reconcile::Reconciliation,
};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QuerySelect};

use super::{entity::revision, error::StoreError, values::cell};
use catalogue::LogPosition;

/// The revision's row, locked until the transaction ends, so that writers come one after the other.
pub(super) async fn locked_revision(
    transaction: &DatabaseTransaction,
) -> Result<revision::Model, StoreError> {
    let mut select = revision::Entity::find_by_id(1);
    // SQLite has no row locks; there the transaction began with the only lock.
    if transaction.get_database_backend() == DbBackend::Postgres {
        select = select.lock_exclusive();
    }
    let row = select.one(transaction).await?;
    cell("revision", "id", 1).present(row)
}

/// The place after the last entry.
pub(super) fn head_of(row: &revision::Model) -> Result<LogPosition, StoreError> {
    position(row.log_sequence, &row.log_chain)
}

/// A place in the log from its number and its chain's hexadecimal text.
pub(super) fn position(sequence: i64, chain: &str) -> Result<LogPosition, StoreError> {
    let chain = chain_start(chain)
        .ok_or_else(|| cell("revision", "log_chain", 1).fault("is no SHA-256"))?;
    Ok(LogPosition { sequence, chain })
}

/// The first bytes of a chain's hexadecimal text.
fn chain_start(chain: &str) -> Option<[u8; 8]> {
    let digits = chain.get(..16)?;
    Some(u64::from_str_radix(digits, 16).ok()?.to_be_bytes())
}
