//! A real server on a free port, over the run's database, with a clock that stands still.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    thread::JoinHandle,
    time::Duration,
};

use certgraph::{
    app::Application,
    config::{
        AnswerSettings, ArchivePlace, CallerSettings, DatabaseSettings, FreshnessSettings,
        NetworkList, OriginList, ProxyHeader, ReplicaSettings, ServeSettings, TraceSettings,
        WebhookAddressSettings, WebhookSettings,
    },
    http::Clock,
    store::{self, StoreOptions, TokenScope},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::{sync::oneshot, time::sleep};

use super::database::{TestDatabase, fresh};

/// The instant at which the tests' clock stands unless a test says otherwise.
pub const NOW: &str = "2026-11-22T12:00:00Z";

/// A server that runs until this value goes.
pub struct TestServer {
    /// Where it is: `http://127.0.0.1:port`.
    pub url: String,
    /// Its database, which lives as long as the last server over it.
    pub database: Arc<TestDatabase>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// A clock that stands still.
struct StandingClock(DateTime<Utc>);

impl Clock for StandingClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// A clock that is set by hand.
pub struct SetClock(Mutex<DateTime<Utc>>);

impl SetClock {
    /// A clock that shows this instant until it is set anew.
    pub fn at(instant: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new(instant.parse().expect("an instant"))))
    }

    /// Sets it.
    pub fn set(&self, instant: &str) {
        *self.0.lock().expect("no test panics in here") = instant.parse().expect("an instant");
    }

    /// Puts it forward.
    pub fn advance(&self, time: TimeDelta) {
        *self.0.lock().expect("no test panics in here") += time;
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("no test panics in here")
    }
}

/// A clock that shows this instant.
pub fn clock_at(instant: &str) -> Arc<dyn Clock> {
    Arc::new(StandingClock(instant.parse().expect("an instant")))
}

/// Settings of a server over a database.
pub fn settings(database: &TestDatabase) -> ServeSettings {
    ServeSettings {
        database: DatabaseSettings {
            database_url: database.url().to_owned(),
            database_connections: 4,
        },
        replica: ReplicaSettings::default(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        metrics_listen: None,
        traces: TraceSettings {
            otel_exporter_otlp_endpoint: None,
            otel_service_name: "certgraph".to_owned(),
        },
        migrate: true,
        seed: true,
        snapshot_archive: ArchivePlace::Beside,
        require_database: true,
        poll_interval_milliseconds: 50,
        callers: CallerSettings {
            anonymous_rate: 0,
            anonymous_burst: 20_000,
            token_rate: 5_000,
            token_burst: 100_000,
            trusted_proxies: NetworkList::default(),
            trusted_proxy_header: ProxyHeader::XForwardedFor,
        },
        connections: 1_024,
        cors_origins: OriginList::None,
        workers: 2,
        answers: AnswerSettings {
            compression: true,
            response_cache_mebibytes: 24,
            persisted_queries_mebibytes: 4,
            federation: false,
            plan_cache_mebibytes: 8,
            trusted_documents: None,
            public_url: None,
            cache_max_age_seconds: 60,
            cache_stale_while_revalidate_seconds: 300,
            cache_stale_if_error_seconds: 86_400,
        },
        freshness: FreshnessSettings {
            freshness_lifecycle_days: 30,
            freshness_fee_days: 90,
            freshness_outline_days: 180,
            freshness_other_days: 365,
        },
        live_connections: 64,
        heartbeat_seconds: 1,
        shutdown_grace_seconds: 5,
        shutdown_delay_seconds: 0,
        change_retention_days: 400,
        webhooks: WebhookSettings {
            webhook_delivery: false,
            addresses: WebhookAddressSettings {
                webhook_private_addresses: false,
            },
            webhook_timeout_seconds: 15,
            webhook_retry_hours: 72,
        },
    }
}

/// Waits until a server serves a revision, or a later one.
pub async fn until_served(server: &TestServer, revision: i64) {
    for _ in 0..500 {
        let data = server.data("{ catalogue { revision } }").await;
        if data["catalogue"]["revision"].as_i64() >= Some(revision) {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("revision {revision} is not served");
}

impl TestServer {
    /// Serves the shipped catalogue, imported into a database of its own.
    pub async fn start() -> Self {
        Self::over(fresh().await).await
    }

    /// Serves what a database holds; an empty one is filled with the shipped catalogue.
    pub async fn over(database: TestDatabase) -> Self {
        let settings = settings(&database);
        Self::with(database, settings, clock_at(NOW)).await
    }

    /// Serves what a database holds with these settings and this clock.
    pub async fn with(
        database: impl Into<Arc<TestDatabase>>,
        settings: ServeSettings,
        clock: Arc<dyn Clock>,
    ) -> Self {
        // A runtime of its own, as in production: tests come and go, the server stays.
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let (listening, listens) = oneshot::channel();
        let (stop, stopped) = oneshot::channel();
        let (ready, is_ready) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let stop = async {
                let _ = stopped.await;
            };
            let outcome = runtime.block_on(async {
                let application = Application::bind(settings, clock).await;
                let application = application.expect("a free port");
                let _ = listening.send(application.addresses()[0]);
                let ready = || {
                    let _ = ready.send(());
                };
                application.run(stop, ready).await
            });
            outcome.expect("the server runs and stops cleanly");
        });
        let address = listens.await.expect("the server listens");
        is_ready.await.expect("the server becomes ready");
        Self {
            url: format!("http://{address}"),
            database: database.into(),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// One more process over the same database.
    pub async fn beside(&self) -> Self {
        let settings = settings(&self.database);
        Self::with(Arc::clone(&self.database), settings, clock_at(NOW)).await
    }

    /// A token of this name, which never ends.
    pub async fn token(&self, name: &str, scope: TokenScope) -> String {
        let store = store::connect(self.database.url(), StoreOptions::default());
        let store = store.await.expect("the database answers");
        let name = name.parse().expect("a name");
        let now = NOW.parse().expect("an instant");
        let secret = store.create_token(&name, scope, None, now);
        secret.await.expect("the name is free").reveal()
    }

    /// Sends a document by POST and returns the status and the whole answer.
    pub async fn post(&self, query: &str, variables: Value) -> (u16, Value) {
        self.post_as(None, query, variables).await
    }

    /// Sends a document by POST with a token and returns the status and the whole answer.
    pub async fn post_as(
        &self,
        token: Option<&str>,
        query: &str,
        variables: Value,
    ) -> (u16, Value) {
        let mut request = reqwest::Client::new()
            .post(format!("{}/graphql", self.url))
            .header("accept", "application/graphql-response+json")
            .json(&json!({ "query": query, "variables": variables }));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.expect("the server answers");
        let status = response.status().as_u16();
        (status, response.json().await.expect("the answer is JSON"))
    }

    /// The data of a document that must succeed.
    pub async fn data(&self, query: &str) -> Value {
        let (status, mut answer) = self.post(query, json!({})).await;
        assert_eq!(
            (status, answer.get("errors")),
            (200, None),
            "{query}\n{answer:#}"
        );
        answer["data"].take()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let outcome = thread.join();
            assert!(
                outcome.is_ok() || std::thread::panicking(),
                "the server failed"
            );
        }
    }
}
