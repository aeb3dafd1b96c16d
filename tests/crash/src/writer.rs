//! A writer who publishes change sets over HTTP and insists on an answer.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

/// How long a patient writer insists.
const PATIENCE: Duration = Duration::from_mins(4);

const MUTATION: &str = "mutation($input: ChangeSetInput!) { publishChanges(input: $input) {
    __typename ... on Published { revision } ... on RevisionConflict { found } } }";

/// What became of a change set, as far as its writer knows.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The server said at which revision it was published.
    Acknowledged(i64),
    /// The writer gave up without an answer.
    Unknown,
}

pub(crate) struct Writer {
    url: String,
    token: String,
    client: reqwest::Client,
}

impl Writer {
    pub(crate) fn new(url: &str, token: &str) -> Self {
        Self {
            url: format!("{url}/graphql"),
            token: token.to_owned(),
            client: reqwest::Client::new(),
        }
    }

    /// The keys of the two records of a change set.
    pub(crate) fn keys(name: &str) -> [String; 2] {
        [format!("crash-{name}-a"), format!("crash-{name}-b")]
    }

    /// Publishes a pair of vendors. A patient writer asks with the same key until it is answered;
    /// another one asks once.
    pub(crate) async fn publish(&self, number: usize, patient: bool) -> Outcome {
        let input = Self::input(&number.to_string());
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(answer) = self.send(&input).await {
                assert_eq!(answer["__typename"], "Published", "{answer}");
                return Outcome::Acknowledged(answer["revision"].as_i64().unwrap());
            }
            if !patient {
                return Outcome::Unknown;
            }
            assert!(Instant::now() < end, "publish {number} is never answered");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Two writers with the same expected revision publish concurrently. Returns the numbers of
    /// successes and conflicts.
    pub(crate) async fn race(&self, name: &str) -> (usize, usize) {
        let body = json!({ "query": "{ catalogue { revision } }" });
        let answer = self
            .client
            .post(&self.url)
            .json(&body)
            .send()
            .await
            .unwrap();
        let answer: Value = answer.json().await.unwrap();
        let revision = &answer["data"]["catalogue"]["revision"];
        let writer = |side: &str| {
            let mut input = Self::input(&format!("{name}-{side}"));
            input["expectedRevision"] = revision.clone();
            input
        };
        let (left, right) = (writer("left"), writer("right"));
        let (left, right) = tokio::join!(self.answered(&left), self.answered(&right));
        let answers = [left, right];
        let count = |outcome: &str| {
            let published = answers
                .iter()
                .filter(|answer| answer["__typename"] == outcome);
            published.count()
        };
        (count("Published"), count("RevisionConflict"))
    }

    /// Asks until there is an answer: the database may have been killed a moment ago.
    async fn answered(&self, input: &Value) -> Value {
        loop {
            if let Some(answer) = self.send(input).await {
                return answer;
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    fn input(name: &str) -> Value {
        let vendors: Vec<Value> = Self::keys(name)
            .iter()
            .map(|key| json!({ "slug": key, "name": format!("Vendor {key}") }))
            .collect();
        json!({ "vendors": vendors, "idempotencyKey": format!("crash-{name}") })
    }

    /// The answer; `None` when there was none, or none but "come back later".
    async fn send(&self, input: &Value) -> Option<Value> {
        let body = json!({ "query": MUTATION, "variables": { "input": input } });
        let request = self
            .client
            .post(&self.url)
            .bearer_auth(&self.token)
            .json(&body);
        let answer = request.timeout(Duration::from_secs(20)).send().await.ok()?;
        let mut answer: Value = answer.json().await.ok()?;
        if let Some(error) = answer["errors"].get(0) {
            let code = error["extensions"]["code"].as_str().unwrap_or_default();
            assert!(
                ["UNAVAILABLE", "TIMEOUT"].contains(&code),
                "a good change set is refused: {answer}"
            );
            return None;
        }
        Some(answer["data"]["publishChanges"].take())
    }
}
