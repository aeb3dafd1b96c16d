//! certgraph: a certification catalogue served as a GraphQL API.
//!
//! The layers, lowest first: [`catalogue`] (the model), [`advice`], [`picture`], [`open_data`], [`store`],
//! [`publish`], [`connect`], [`webhook`], [`graphql`], [`mcp`], [`http`], [`app`], [`cli`]. Imports go down only.

// The macros use absolute paths of this crate.
extern crate self as certgraph;

pub use {advice, catalogue, open_data, picture, store};

pub mod app;
pub mod cli;
pub mod config;
pub mod connect;
pub mod graphql;
mod host_name;
pub mod http;
pub mod mcp;
pub mod metrics;
pub mod publish;
pub mod secret;
mod shutdown;
pub mod stdio;
pub mod telemetry;
pub mod webhook;
