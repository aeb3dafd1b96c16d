//! Readers that send requests throughout and check every response.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{task::JoinHandle, time::sleep};

/// After how long an answer counts as late.
pub(crate) const LATE: Duration = Duration::from_secs(1);

/// What readers have counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Count {
    pub(crate) good: usize,
    /// Right, but later than [`LATE`].
    pub(crate) late: usize,
    /// No answer, or one that says that there is none.
    pub(crate) failed: usize,
    /// An answer that says something else than the catalogue.
    pub(crate) wrong: usize,
    pub(crate) slowest: Duration,
    pub(crate) examples: Vec<String>,
}

/// Readers at work.
pub(crate) struct Readers {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

struct Shared {
    urls: Vec<String>,
    count: Mutex<Count>,
    done: AtomicBool,
    number: AtomicUsize,
    /// How many servers a reader tries before the answer counts as failed.
    tries: usize,
}

impl Readers {
    /// So many readers of servers; one that gets no answer tries the next server, as a balancer does.
    pub(crate) fn start(count: usize, urls: &[String]) -> Self {
        let shared = Arc::new(Shared {
            urls: urls.to_vec(),
            count: Mutex::default(),
            done: AtomicBool::new(false),
            number: AtomicUsize::new(0),
            tries: urls.len(),
        });
        let tasks = (0..count)
            .map(|_| tokio::spawn(read(Arc::clone(&shared))))
            .collect();
        Self { shared, tasks }
    }

    /// The counts since the last call.
    pub(crate) fn look(&self) -> Count {
        std::mem::take(&mut *self.shared.count.lock().expect("no panic"))
    }

    pub(crate) async fn stop(self) -> Count {
        self.shared.done.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.expect("readers do not fail");
        }
        let count = self.shared.count.lock().expect("no panic");
        count.clone()
    }
}

/// A query, and the expected data of an exam, which no change here affects.
fn question(number: usize) -> (Value, Value) {
    let query = match number % 3 {
        // The alias makes every third query a new one, which is not cached.
        0 => format!(
            "{{ a{number}: exam(code: \"AZ-104\", asOf: \"2026-11-22\") {{ code vendor {{ slug }} }} catalogue {{ revision }} }}"
        ),
        1 => String::from(
            "{ exam: exam(code: \"AZ-104\", asOf: \"2026-11-22\") { code vendor { slug } } catalogue { revision } }",
        ),
        _ => String::from(
            "{ exam: exam(code: \"AZ-104\", asOf: \"2026-11-22\") { code vendor { slug } } catalogue { revision stalenessSeconds } }",
        ),
    };
    let expected = json!({ "code": "AZ-104", "vendor": { "slug": "microsoft" } });
    (json!({ "query": query }), expected)
}

async fn read(shared: Arc<Shared>) {
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(8))
        .build()
        .expect("a client");
    let mut last = 0;
    while !shared.done.load(Ordering::Relaxed) {
        let number = shared.number.fetch_add(1, Ordering::Relaxed);
        let (body, expected) = question(number);
        let started = Instant::now();
        let mut outcome = Err(String::from("nobody was asked"));
        for turn in 0..shared.tries {
            let url = &shared.urls[(number + turn) % shared.urls.len()];
            let sent = client
                .post(format!("{url}/graphql"))
                .json(&body)
                .send()
                .await;
            outcome = match sent {
                Ok(answer) if answer.status().is_success() => {
                    let staleness = answer.headers().contains_key("catalogue-staleness");
                    match answer.json::<Value>().await {
                        Ok(answer) if staleness => Ok(answer),
                        Ok(answer) => Err(format!("no staleness: {answer}")),
                        Err(error) => Err(error.to_string()),
                    }
                }
                Ok(answer) => Err(format!("{}: {:?}", answer.status(), answer.text().await)),
                Err(error) => Err(format!("{error:?}")),
            };
            if outcome.is_ok() {
                break;
            }
        }
        shared.note(outcome, &expected, started.elapsed(), &mut last);
        sleep(Duration::from_millis(5)).await;
    }
}

impl Shared {
    /// Checks a response.
    fn note(
        &self,
        outcome: Result<Value, String>,
        expected: &Value,
        took: Duration,
        last: &mut i64,
    ) {
        let mut count = self.count.lock().expect("no panic");
        count.slowest = count.slowest.max(took);
        match outcome {
            Ok(answer) => {
                let data = &answer["data"];
                let revision = data["catalogue"]["revision"].as_i64().unwrap_or_default();
                let exam = data.as_object().and_then(|data| data.values().next());
                // One server never goes back; several may be a moment apart.
                let goes_back = self.urls.len() == 1 && revision < *last;
                *last = revision.max(*last);
                if exam != Some(expected) || answer.get("errors").is_some() || goes_back {
                    count.wrong += 1;
                    count.examples.push(answer.to_string());
                } else if took > LATE {
                    count.late += 1;
                } else {
                    count.good += 1;
                }
            }
            Err(error) => {
                count.failed += 1;
                if count.examples.len() < 5 {
                    count.examples.push(error);
                }
            }
        }
    }
}
