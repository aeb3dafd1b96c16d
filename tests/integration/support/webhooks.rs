//! A server that delivers to webhooks, and an editor of it.

use std::{sync::Arc, time::Duration};

use certgraph::{
    catalogue::ChangeFilter,
    config::ServeSettings,
    http::Clock,
    store::{self, NewWebhook, Store, StoreOptions, TokenScope, Webhook, WebhookSecret},
    webhook::secret_from_text,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    database::{TestDatabase, fresh},
    server::{NOW, SetClock, TestServer, settings},
};

/// The instant at which the bench begins.
pub fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

/// Settings of a server that sends to public addresses only.
pub fn delivering(database: &TestDatabase) -> ServeSettings {
    let mut settings = settings(database);
    settings.webhooks.webhook_delivery = true;
    settings
}

/// Settings of a server that may send to this machine.
pub fn sending(database: &TestDatabase) -> ServeSettings {
    let mut settings = delivering(database);
    settings.webhooks.addresses.webhook_private_addresses = true;
    settings.webhooks.webhook_timeout_seconds = 1;
    settings
}

/// A webhook of all changes, for the store.
pub fn new_webhook(url: &str) -> NewWebhook {
    NewWebhook {
        url: url.to_owned(),
        filter: ChangeFilter::default(),
        secret: WebhookSecret::random().unwrap(),
        created_by: "cli".to_owned(),
    }
}

pub async fn connected(database_url: &str) -> Store {
    store::connect(database_url, StoreOptions::default())
        .await
        .unwrap()
}

/// A server that may send to this machine, an editor of it, and its clock.
pub struct Bench {
    pub server: TestServer,
    pub token: String,
    pub clock: Arc<SetClock>,
    pub store: Store,
}

/// What the clock does while a failed delivery waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pauses {
    /// It stands still.
    Keep,
    /// It is put forward to the next attempt.
    Skip,
}

impl Bench {
    pub async fn start() -> Self {
        Self::with(sending).await
    }

    pub async fn with(settings: impl Fn(&TestDatabase) -> ServeSettings) -> Self {
        let database = fresh().await;
        let clock = SetClock::at(NOW);
        let settings = settings(&database);
        let server = TestServer::with(database, settings, clock.clone()).await;
        let token = server.token("ana", TokenScope::Editor).await;
        let store = connected(server.database.url()).await;
        Self {
            server,
            token,
            clock,
            store,
        }
    }

    /// The data of what the editor asks, which must succeed.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let (status, mut answer) = self
            .server
            .post_as(Some(&self.token), query, variables)
            .await;
        assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
        answer["data"].take()
    }

    /// The code of the error of what somebody asks, which must fail.
    pub async fn code(&self, token: Option<&str>, query: &str, variables: Value) -> String {
        let (_, answer) = self.server.post_as(token, query, variables).await;
        let code = answer["errors"][0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("{answer:#}")).to_owned()
    }

    /// Adds a webhook and returns its id and secret.
    pub async fn add(&self, url: &str) -> (String, WebhookSecret) {
        let query = "mutation($url: String!) { addWebhook(url: $url) { webhook { id } secret } }";
        let added = &self.ask(query, json!({ "url": url })).await["addWebhook"];
        let id = added["webhook"]["id"].as_str().unwrap().to_owned();
        let secret = added["secret"].as_str().unwrap();
        (id, secret_from_text(secret).unwrap())
    }

    /// Carries out a mutation of a webhook, and returns what is shown of it then.
    pub async fn change(&self, mutation: &str, id: &str) -> Value {
        let query = format!(
            "mutation($id: ID!) {{ {mutation}(id: $id) {{ state failures circuitOpen behind }} }}"
        );
        self.ask(&query, json!({ "id": id })).await[mutation].take()
    }

    /// Publishes vendors with these slugs in one revision.
    pub async fn publish(&self, slugs: &[&str]) {
        let vendors: Vec<_> = slugs
            .iter()
            .map(|slug| json!({ "slug": slug, "name": format!("Vendor {slug}") }))
            .collect();
        let query =
            "mutation($input: ChangeSetInput!) { publishChanges(input: $input) { __typename } }";
        let input = json!({ "input": { "vendors": vendors } });
        let data = self.ask(query, input).await;
        assert_eq!(data["publishChanges"]["__typename"], "Published");
    }

    pub async fn webhook(&self, id: &str) -> Webhook {
        self.store.webhook(&id.parse().unwrap()).await.unwrap()
    }

    /// Waits until the webhook is in a state.
    pub async fn until(
        &self,
        id: &str,
        pauses: Pauses,
        is_met: impl Fn(&Webhook) -> bool,
    ) -> Webhook {
        for _ in 0..1_200 {
            let webhook = self.webhook(id).await;
            if is_met(&webhook) {
                return webhook;
            }
            let pause = webhook.next_attempt_at - self.clock.now();
            if pauses == Pauses::Skip && pause > TimeDelta::zero() {
                self.clock.advance(pause);
            }
            sleep(Duration::from_millis(50)).await;
        }
        panic!("{:?}", self.webhook(id).await);
    }

    /// Waits until the first delivery has failed.
    pub async fn until_failed(&self, id: &str) -> Webhook {
        let has_failed = |webhook: &Webhook| webhook.failures == 1;
        self.until(id, Pauses::Keep, has_failed).await
    }

    /// Waits until so many events were acknowledged.
    pub async fn until_delivered(&self, id: &str, events: i64) -> Webhook {
        let is_delivered = |webhook: &Webhook| webhook.deliveries == events;
        self.until(id, Pauses::Keep, is_delivered).await
    }

    /// Waits until the whole log was delivered or passed over.
    pub async fn until_at_head(&self, id: &str) -> Webhook {
        let head = self.store.log_head().await.unwrap();
        let is_at_head = |webhook: &Webhook| webhook.cursor == Some(head.into());
        self.until(id, Pauses::Keep, is_at_head).await
    }
}
