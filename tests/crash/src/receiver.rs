//! A receiver of webhooks that loses an event now and then.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    time::{Instant, sleep},
};

/// Of so many events it closes the connection of one before it answers.
const LOST: usize = 25;

/// How long the last events may take after the last kill: the lease of the process that was killed, and
/// the pause after a lost answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// What the receiver has seen, in the order of arrival.
#[derive(Default)]
struct Log {
    events: Vec<(String, Value)>,
}

pub(crate) struct Receiver {
    pub(crate) url: String,
    log: Arc<Mutex<Log>>,
}

/// What was counted.
pub(crate) struct Told {
    pub(crate) events: usize,
    pub(crate) repeated: usize,
    pub(crate) changes: i64,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let log: Arc<Mutex<Log>> = Arc::default();
        let seen = Arc::clone(&log);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let seen = Arc::clone(&seen);
                // What a killed server had not sent wholly is no event.
                tokio::spawn(async move { receive(stream, &seen).await });
            }
        });
        Self {
            url: format!("http://{address}/"),
            log,
        }
    }

    /// Waits until the change of this number has arrived, and checks that each change up to it has
    /// arrived, in order, with repetitions only of whole events.
    pub(crate) async fn check(&self, last: i64) -> Told {
        let end = Instant::now() + PATIENCE;
        while self.highest() < last {
            let highest = self.highest();
            assert!(
                Instant::now() < end,
                "{highest} of {last} changes have arrived"
            );
            sleep(Duration::from_millis(50)).await;
        }
        let log = self.log.lock().unwrap();
        let mut bodies = BTreeMap::new();
        let (mut highest, mut repeated) = (0, 0);
        for (id, data) in &log.events {
            if let Some(earlier) = bodies.insert(id, data) {
                repeated += 1;
                assert_eq!(earlier, data, "event {id} comes again as it was");
                continue;
            }
            for sequence in sequences(data) {
                assert_eq!(
                    sequence,
                    highest + 1,
                    "the changes of event {id} are in order"
                );
                highest = sequence;
            }
        }
        Told {
            events: bodies.len(),
            repeated,
            changes: highest,
        }
    }

    fn highest(&self) -> i64 {
        let log = self.log.lock().unwrap();
        let all = log.events.iter().flat_map(|(_, data)| sequences(data));
        all.max().unwrap_or_default()
    }
}

fn sequences(data: &Value) -> Vec<i64> {
    let nodes = data["nodes"].as_array().expect("events have changes");
    let sequences = nodes.iter().map(|node| node["sequence"].as_i64());
    sequences
        .map(|sequence| sequence.expect("a number"))
        .collect()
}

async fn receive(stream: TcpStream, log: &Mutex<Log>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    let mut event: Value = serde_json::from_slice(&body).ok()?;
    let id = event["id"].as_str()?.to_owned();
    let count = {
        let mut log = log.lock().unwrap();
        log.events.push((id, event["data"].take()));
        log.events.len()
    };
    if count % LOST != 0 {
        let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        stream.write_all(answer).await.ok()?;
    }
    Some(())
}
