//! The Model Context Protocol: how assistants ask the catalogue. The only code that depends on rmcp.
//!
//! Tools, resources and completions are fixed GraphQL documents in `documents/`. Who executes them, with
//! whose quota, and how bytes come and go is the matter of the layers above.

mod answer;
mod completion;
mod documents;
mod executor;
mod interface;
mod lines;
mod message;
mod prompts;
mod resources;
mod server;
mod tools;

pub use self::{
    executor::{Executed, Executor, Freshness},
    interface::{Allowed, McpInterface},
};
