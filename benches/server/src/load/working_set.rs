//! What the response cache costs or saves when more is asked for than it holds.

use std::{error::Error, io::Write};

use serde_json::Value;

use super::{
    CONNECTIONS, Effort,
    client::Load,
    median, note,
    workload::{Names, Question, Workload},
};
use crate::{Setting, server::Server};

/// Pulls every page of every day again and again, from a server with the response cache and from
/// one without, in turn.
pub(super) async fn measure(
    setting: &Setting,
    url: &str,
    names: &Names,
    effort: Effort,
    rows: &mut Vec<Value>,
) -> Result<(), Box<dyn Error>> {
    writeln!(
        std::io::stdout(),
        "\na working set larger than the response cache: all cursors of all days, repeated"
    )?;
    let cached = Server::start(setting, url).await?;
    let uncached = Server::start_with(setting, url, &["--response-cache-mebibytes", "0"]).await?;
    let mut workloads = [(); 2].map(|()| Workload::new(Question::PartnerPull, true, names));
    // Once through all pages, so that the cache has seen each.
    for (server, workload) in [&cached, &uncached].into_iter().zip(&mut workloads) {
        let pages = workload.pages();
        workload.samples(server.port(), pages).await?;
    }
    let mut ratios = Vec::new();
    for _ in 0..effort.rounds {
        let mut rates = Vec::new();
        for (server, workload) in [&cached, &uncached].into_iter().zip(&mut workloads) {
            let load = Load {
                port: server.port(),
                path: None,
                connections: CONNECTIONS,
                duration: effort.round,
                rate: None,
            };
            let outcome = load.run(workload).await?;
            if outcome.errors > 0 {
                return Err(format!("{} errors", outcome.errors).into());
            }
            workload.skip(outcome.latencies.len() as u64);
            rates.push(outcome.rate());
        }
        ratios.push(rates[0] / rates[1]);
    }
    note(
        rows,
        "throughput with the cache, in parts of that without",
        "",
        median(&ratios),
        "at least 1",
    )?;
    cached.stop().await?;
    uncached.stop().await
}
