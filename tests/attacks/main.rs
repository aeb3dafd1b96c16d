//! What an attacker tries against a server that anybody may ask: each attack gets an answer in time,
//! memory stays bounded, and the server goes on.
//!
//! Every test has a server process of its own, as it would run in production.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "the helpers of tests fail as tests do"
)]

mod connections;
mod federation;
mod hostile_inputs;
mod load;
mod mcp;
mod open_data;
mod process;
mod rest;
mod stopping;
mod web_sockets;
mod webhooks;
