//! Storage: the only code that accesses the database.
//!
//! Normalised tables are the source of truth. Callers read and write whole contents: a load is one
//! consistent read, an update is one transaction that writes only changed records. A watcher
//! reports new revisions.

mod address;
mod archive;
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
mod webhook;
mod write;

pub use self::{
    archive::{Archive, Verification},
    change_log::{
        ForeignPosition, LogPage, LogReading, LoggedDocument, RecentChanges, Reconciliation,
    },
    connection::{PoolUse, Store, StoreOptions, connect},
    entity::tables,
    error::StoreError,
    lazy_store::LazyStore,
    load::StoredContent,
    publication::{AuditEntry, Publication, PublishResult},
    replace::{CommittedRevision, ContentUpdate},
    schema::SchemaStatus,
    token::{Token, TokenDigest, TokenError, TokenName, TokenScope, TokenSecret, TokenStanding},
    watch::{RevisionStatus, WatchOptions},
    webhook::{
        Attempt, LeaseOwner, NewWebhook, Webhook, WebhookError, WebhookId, WebhookSecret,
        WebhookSecrets, WebhookState, WebhookTextError,
    },
};
