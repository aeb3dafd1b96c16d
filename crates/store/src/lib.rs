//! The only code that speaks to the database.
//!
//! The tables are normalised and hold the truth; the rest of the program sees whole contents: one
//! is loaded in one consistent read, another put in its place in one transaction that writes
//! only what differs. A watcher tells when the database has moved on.

mod address;
mod change;
mod change_log;
mod connection;
mod entity;
mod error;
mod incremental_load;
mod lazy_store;
mod load;
mod publication;
mod replace;
mod row_keys;
mod schema;
mod token;
mod values;
mod watch;
mod write;

pub(crate) use self::values::FromColumns;
pub use self::{
    change_log::{LogPage, LogReading, LoggedDocument, Reconciliation},
    connection::{PoolUse, Store, StoreOptions, connect},
    entity::tables,
    error::StoreError,
    lazy_store::LazyStore,
    load::StoredContent,
    publication::{AuditEntry, Publication, Publishing},
    replace::{Replaced, Replacement},
    schema::SchemaStatus,
    token::{Token, TokenDigest, TokenError, TokenName, TokenScope, TokenSecret, TokenStanding},
    watch::{RevisionStatus, WatchOptions},
};
