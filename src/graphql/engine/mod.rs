//! How a request is executed: its document, its variables, its limits and its response.

pub(super) mod blocking_pool;
pub(super) mod cache_key;
pub(super) mod cache_scope;
pub(super) mod caller;
pub(super) mod cancellation;
pub(super) mod document_hash;
pub(super) mod execution;
pub(super) mod operation;
pub(super) mod persisted_documents;
pub(super) mod quota;
pub(super) mod request;
pub(super) mod request_context;
pub(super) mod request_time;
pub(super) mod response;
pub(super) mod review_cache;
pub(super) mod served_days;
pub(super) mod services;
pub(super) mod trusted_documents;
