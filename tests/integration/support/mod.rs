//! What several tests need.

pub mod content;
pub mod database;
pub mod server;
