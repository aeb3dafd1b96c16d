//! What readers notice while the catalogue changes once a second.

use std::{error::Error, io::Write, time::Duration};

use serde_json::{Value, json};

use super::{
    CONNECTIONS, Effort,
    client::Load,
    median, note,
    workload::{Names, Question, Workload},
};
use crate::{
    Setting,
    server::{Server, output},
};

/// How long each round takes at least: several changes.
const ROUND: Duration = Duration::from_secs(4);

const PUBLISH: &str = "mutation($input: ChangeSetInput!) { publishChanges(input: $input) { ... on Published { revision } } }";

pub(super) async fn measure(
    setting: &Setting,
    url: &str,
    names: &Names,
    effort: Effort,
    rows: &mut Vec<Value>,
) -> Result<(), Box<dyn Error>> {
    writeln!(
        std::io::stdout(),
        "\nwhile a change is published each second, exam page, new variables"
    )?;
    let create = ["token", "create", "--scope", "editor", "--name", "bench"];
    let printed = output(setting, url, &create).await?;
    let token = printed
        .split_whitespace()
        .find(|word| word.starts_with("certgraph_"))
        .ok_or("no token was printed")?
        .to_owned();
    let server = Server::start(setting, url).await?;
    let mut workload = Workload::new(Question::ExamPage, true, names);
    let (mut calm, mut busy, mut p99) = (vec![], vec![], vec![]);
    let (mut errors, mut published) = (0, 0_u32);
    for _ in 0..effort.rounds.min(3) {
        for changes in [false, true] {
            let load = Load {
                port: server.port(),
                path: None,
                connections: CONNECTIONS,
                duration: ROUND,
                rate: None,
            };
            let publish = async {
                loop {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    if changes {
                        published += 1;
                        let name = format!("Bench {published}");
                        let vendor = json!({ "slug": "bench-vendor", "name": name });
                        let input = json!({ "input": { "vendors": [vendor] } });
                        server.ask_as(&token, PUBLISH, &input).await?;
                    }
                }
            };
            let mut outcome = tokio::select! {
                outcome = load.run(&workload) => outcome?,
                fault = publish => {
                    let fault: Result<(), Box<dyn Error>> = fault;
                    return fault;
                }
            };
            workload.skip(outcome.latencies.len() as u64);
            errors += outcome.errors;
            if changes {
                busy.push(outcome.rate());
                p99.push(outcome.milliseconds(0.99));
            } else {
                calm.push(outcome.rate());
            }
        }
    }
    let half = Load {
        port: server.port(),
        path: None,
        connections: CONNECTIONS,
        duration: ROUND,
        rate: Some(median(&calm) / 2.0),
    };
    let publish = async {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            published += 1;
            let vendor = json!({ "slug": "bench-vendor", "name": format!("Bench {published}") });
            let input = json!({ "input": { "vendors": [vendor] } });
            server.ask_as(&token, PUBLISH, &input).await?;
        }
    };
    let mut at_half = tokio::select! {
        outcome = half.run(&workload) => outcome?,
        fault = publish => {
            let fault: Result<(), Box<dyn Error>> = fault;
            return fault;
        }
    };
    errors += at_half.errors;
    note(rows, "errors", "", to_f64(errors), "none")?;
    let kept = median(&busy) / median(&calm);
    note(
        rows,
        "throughput, in parts of that without changes",
        "",
        kept,
        "at least 0.9",
    )?;
    note(rows, "p99 at the saturating load", "ms", median(&p99), "")?;
    note(
        rows,
        "p99 at half of the saturating load",
        "ms",
        at_half.milliseconds(0.99),
        "under 10",
    )?;
    server.stop().await
}

#[expect(
    clippy::cast_precision_loss,
    reason = "nothing here comes near to 2^52 of anything"
)]
fn to_f64(number: u64) -> f64 {
    number as f64
}
