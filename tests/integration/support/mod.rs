//! What several tests need.

pub mod cert_atlas;
pub mod committed;
pub mod content;
pub mod database;
pub mod digest;
pub mod edge;
pub mod event_stream;
pub mod mcp;
pub mod oracle;
pub mod random_documents;
pub mod receiver;
pub mod server;
pub mod service;
pub mod web_socket;
pub mod webhooks;
