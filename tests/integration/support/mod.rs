//! What several tests need.

pub mod cert_atlas;
pub mod content;
pub mod database;
pub mod digest;
pub mod edge;
pub mod event_stream;
pub mod server;
pub mod web_socket;
