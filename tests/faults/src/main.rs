//! Breaks databases, networks and servers under load, and checks the responses to readers and
//! editors.
//!
//! Everything is real: server processes, PostgreSQL, TCP. Readers send requests throughout; each
//! response must be correct and in time. Editors must receive the true result of each change, and
//! all acknowledged changes must be stored at the end.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a test prints what it finds and ends at the first fault"
)]

mod cluster;
mod editor;
mod faults;
mod link;
mod postgres;
mod readers;
mod rolling;
mod server;
mod soak;

use std::{env, time::Duration};

use tokio::time::timeout;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let minutes = |count| Duration::from_mins(count);
    match arguments[1..] {
        ["faults", binary, form] => timeout(minutes(15), faults::run(binary, form == "short")).await,
        ["cluster", binary] => timeout(minutes(10), cluster::run(binary)).await,
        ["rolling", binary] => timeout(minutes(5), rolling::run(binary)).await,
        ["soak", binary, seconds] => {
            let seconds = seconds.parse().expect("a number of seconds");
            let time = Duration::from_secs(seconds);
            timeout(time + minutes(5), soak::run(binary, time)).await
        }
        _ => panic!("usage: certgraph-fault-test faults BINARY long|short | cluster BINARY | rolling BINARY | soak BINARY SECONDS"),
    }
    .expect("it ends in time");
}
