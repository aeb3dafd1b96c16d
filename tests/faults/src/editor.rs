//! An editor that publishes vendors over HTTP and records acknowledged changes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::{process::Command, time::sleep};

const MUTATION: &str = "mutation($input: ChangeSetInput!) { publishChanges(input: $input) {
    __typename ... on Published { revision } } }";

pub(crate) struct Editor {
    token: String,
    client: reqwest::Client,
    next: usize,
    pub(crate) acknowledged: Vec<(String, i64)>,
}

/// The result of a publication.
#[derive(Debug)]
pub(crate) enum PublishOutcome {
    Revision(i64),
    /// A code of an error.
    Code(String),
    /// A response that could not be read.
    Unreadable(#[expect(dead_code, reason = "it is printed where a test fails")] String),
}

impl Editor {
    /// An editor with a token of this name.
    pub(crate) async fn new(binary: &str, database_url: &str, name: &str) -> Self {
        let output = Command::new(binary)
            .args(["token", "create", "--scope", "editor", "--name", name])
            .args(["--database-url", database_url])
            .output()
            .await
            .expect("the program runs");
        let text = String::from_utf8(output.stdout).expect("text");
        let token = text
            .split_whitespace()
            .find(|word| word.starts_with("certgraph_"));
        Self {
            token: token.expect("a token").to_owned(),
            client: reqwest::Client::new(),
            next: 0,
            acknowledged: Vec::new(),
        }
    }

    /// Publishes a change once; returns the result and the duration.
    pub(crate) async fn publish(&mut self, url: &str) -> (PublishOutcome, Duration) {
        let slug = format!("fault-{}", self.next);
        self.next += 1;
        self.send(url, &slug).await
    }

    async fn send(&mut self, url: &str, slug: &str) -> (PublishOutcome, Duration) {
        let input = json!({
            "vendors": [{ "slug": slug, "name": format!("Vendor {slug}") }],
            "idempotencyKey": slug,
        });
        let body = json!({ "query": MUTATION, "variables": { "input": input } });
        let started = Instant::now();
        let sent = self
            .client
            .post(format!("{url}/graphql"))
            .bearer_auth(&self.token)
            .json(&body)
            .timeout(Duration::from_secs(10))
            .send()
            .await;
        let outcome = match sent {
            Err(error) => PublishOutcome::Unreadable(format!("{error:?}")),
            Ok(answer) => match answer.json::<Value>().await {
                Err(error) => PublishOutcome::Unreadable(error.to_string()),
                Ok(answer) => {
                    let revision = answer["data"]["publishChanges"]["revision"].as_i64();
                    let code = answer["errors"][0]["extensions"]["code"].as_str();
                    match (revision, code) {
                        (Some(revision), _) => PublishOutcome::Revision(revision),
                        (None, Some(code)) => PublishOutcome::Code(code.to_owned()),
                        _ => PublishOutcome::Unreadable(answer.to_string()),
                    }
                }
            },
        };
        if let PublishOutcome::Revision(revision) = outcome {
            self.acknowledged.push((slug.to_owned(), revision));
        }
        (outcome, started.elapsed())
    }

    /// Insists on a change until it is acknowledged, and returns its revision and how long it took.
    pub(crate) async fn retry(&mut self, urls: &[String], limit: Duration) -> (i64, Duration) {
        let slug = format!("fault-{}", self.next);
        self.next += 1;
        let started = Instant::now();
        for turn in 0.. {
            let url = &urls[turn % urls.len()];
            let (outcome, _) = self.send(url, &slug).await;
            if let PublishOutcome::Revision(revision) = outcome {
                return (revision, started.elapsed());
            }
            assert!(
                started.elapsed() < limit,
                "nothing is published within {limit:?}: {outcome:?}"
            );
            sleep(Duration::from_millis(20)).await;
        }
        unreachable!("it goes on until it is acknowledged")
    }

    /// How many of the acknowledged changes a server does not show.
    pub(crate) async fn lost(&self, url: &str) -> usize {
        let mut lost = 0;
        for (slug, _) in &self.acknowledged {
            let body = json!({ "query": format!("{{ vendor(slug: \"{slug}\") {{ slug }} }}") });
            let sent = self
                .client
                .post(format!("{url}/graphql"))
                .json(&body)
                .send()
                .await;
            let answer: Value = sent.expect("an answer").json().await.expect("JSON");
            if answer["data"]["vendor"]["slug"] != slug.as_str() {
                lost += 1;
            }
        }
        lost
    }
}

/// How long it takes until a server shows a revision.
pub(crate) async fn until_shown(url: &str, revision: i64, limit: Duration) -> Duration {
    let client = reqwest::Client::new();
    let started = Instant::now();
    loop {
        let body = json!({ "query": "{ catalogue { revision } }" });
        let sent = client
            .post(format!("{url}/graphql"))
            .json(&body)
            .send()
            .await;
        if let Ok(answer) = sent
            && let Ok(answer) = answer.json::<Value>().await
            && answer["data"]["catalogue"]["revision"].as_i64() >= Some(revision)
        {
            return started.elapsed();
        }
        assert!(
            started.elapsed() < limit,
            "revision {revision} is not shown within {limit:?}"
        );
        sleep(Duration::from_millis(10)).await;
    }
}
