//! Webhooks: what receivers get, when, from whom, and what editors see of it.

use std::{
    io::Write,
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use certgraph::{
    catalogue::{ChangeFilter, LogCursor, LogPosition},
    config::ServeSettings,
    http::Clock,
    store::{
        self, Attempt, LeaseOwner, NewWebhook, Store, StoreOptions, TokenScope, Webhook,
        WebhookSecret, WebhookState,
    },
    webhook::{secret_from_text, sign},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::command_line::{failed, folder, on_database, succeeded};
use crate::support::{
    database::{TestDatabase, fresh},
    receiver::{Received, Receiver},
    server::{NOW, SetClock, TestServer, settings},
    service::{Service, reply},
};

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

/// Settings of a server that sends to public addresses only.
fn delivering(database: &TestDatabase) -> ServeSettings {
    let mut settings = settings(database);
    settings.webhooks.webhook_delivery = true;
    settings
}

/// Settings of a server that may send to this machine.
fn sending(database: &TestDatabase) -> ServeSettings {
    let mut settings = delivering(database);
    settings.webhooks.addresses.webhook_private_addresses = true;
    settings.webhooks.webhook_timeout_seconds = 1;
    settings
}

/// A server that may send to this machine, an editor of it, and its clock.
struct Bench {
    server: TestServer,
    token: String,
    clock: Arc<SetClock>,
    store: Store,
}

impl Bench {
    async fn start() -> Self {
        Self::with(sending).await
    }

    async fn with(settings: impl Fn(&TestDatabase) -> ServeSettings) -> Self {
        let database = fresh().await;
        let clock = SetClock::at(NOW);
        let settings = settings(&database);
        let server = TestServer::with(database, settings, clock.clone()).await;
        let token = server.token("ana", TokenScope::Editor).await;
        let store = connected(&server).await;
        Self {
            server,
            token,
            clock,
            store,
        }
    }

    async fn ask(&self, query: &str, variables: Value) -> Value {
        let (status, mut answer) = self
            .server
            .post_as(Some(&self.token), query, variables)
            .await;
        assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
        answer["data"].take()
    }

    /// Adds a webhook and returns its id and secret.
    async fn add(&self, url: &str, vendors: Option<&[&str]>) -> (String, WebhookSecret) {
        let query = "mutation($url: String!, $vendors: [String!]) {
            addWebhook(url: $url, vendors: $vendors) { webhook { id } secret } }";
        let variables = json!({ "url": url, "vendors": vendors });
        let added = &self.ask(query, variables).await["addWebhook"];
        let id = added["webhook"]["id"].as_str().unwrap().to_owned();
        let secret = added["secret"].as_str().unwrap();
        (id, secret_from_text(secret).unwrap())
    }

    /// Publishes vendors with these slugs in one revision.
    async fn publish(&self, slugs: &[&str]) {
        let vendors: Vec<_> = slugs
            .iter()
            .map(|slug| json!({ "slug": slug, "name": format!("Vendor {slug}") }))
            .collect();
        let query =
            "mutation($input: ChangeSetInput!) { publishChanges(input: $input) { __typename } }";
        let data = self
            .ask(query, json!({ "input": { "vendors": vendors } }))
            .await;
        assert_eq!(data["publishChanges"]["__typename"], "Published");
    }

    async fn webhook(&self, id: &str) -> Webhook {
        self.store.webhook(&id.parse().unwrap()).await.unwrap()
    }

    /// Waits until the webhook is in a state.
    async fn until(&self, id: &str, pauses: Pauses, is_met: impl Fn(&Webhook) -> bool) -> Webhook {
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
}

async fn connected(server: &TestServer) -> Store {
    store::connect(server.database.url(), StoreOptions::default())
        .await
        .unwrap()
}

/// What the clock does while a failed delivery waits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pauses {
    /// It stands still.
    Keep,
    /// It is put forward to the next attempt.
    Skip,
}

#[tokio::test]
async fn each_change_arrives_signed_in_order_and_as_the_feed_has_it() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let (id, secret) = bench.add(&receiver.url, None).await;
    let start = bench.webhook(&id).await.cursor.unwrap();
    for slugs in [&["hook-a", "hook-b"][..], &["hook-c"], &["hook-d"]] {
        bench.publish(slugs).await;
    }
    let last = bench.until(&id, Pauses::Keep, |webhook| {
        let sequence = |cursor: LogCursor| cursor.position.sequence;
        webhook.cursor.map(sequence) == Some(sequence(start) + 4)
    });
    let last = last.await;
    let events = receiver.events();
    let keys: Vec<String> = events.iter().flat_map(Received::keys).collect();
    assert_eq!(keys, ["hook-a", "hook-b", "hook-c", "hook-d"]);
    assert_eq!(last.deliveries, i64::try_from(events.len()).unwrap());
    assert_eq!(last.failures, 0);

    let mut after = start.to_string();
    for event in &events {
        let header = |name: &str| event.headers[name].as_str();
        let timestamp = header("webhook-timestamp").parse().unwrap();
        assert_eq!(timestamp, now().timestamp());
        let signed = sign(&secret, header("webhook-id"), timestamp, &event.body);
        assert_eq!(header("webhook-signature"), signed.signature);
        assert_eq!(header("webhook-id"), event.id());
        assert_eq!(
            header("content-type"),
            "application/cloudevents+json; charset=utf-8"
        );
        assert_eq!(event.event["specversion"], "1.0");
        assert_eq!(event.event["type"], "org.certgraph.changes.v1");
        assert_eq!(event.event["source"], "urn:certgraph:catalogue");
        // The same page as from the feed.
        let query = "query($after: String, $first: Int) { changes(after: $after, first: $first) {
            nodes { cursor sequence revision kind key operation document sha256 actor note
                committedAt }
            pageInfo { hasNextPage endCursor } } }";
        let count = event.keys().len();
        let page = bench
            .ask(query, json!({ "after": after, "first": count }))
            .await;
        let data = &event.event["data"];
        assert_eq!(data["nodes"], page["changes"]["nodes"]);
        assert_eq!(
            data["pageInfo"]["endCursor"],
            page["changes"]["pageInfo"]["endCursor"]
        );
        after = data["pageInfo"]["endCursor"].as_str().unwrap().to_owned();
    }
    assert_eq!(after, last.cursor.unwrap().to_string());
}

#[tokio::test]
async fn a_failed_delivery_is_repeated_with_the_same_id_and_body_before_the_next() {
    let bench = Bench::start().await;
    let receiver = Receiver::start(|place, stream| {
        let status = if place < 3 {
            "503 Service Unavailable"
        } else {
            "200 OK"
        };
        reply(stream, status, "", b"");
    });
    let (id, _) = bench.add(&receiver.url, None).await;
    bench.publish(&["hook-a"]).await;
    let failing = bench
        .until(&id, Pauses::Keep, |webhook| webhook.failures == 1)
        .await;
    assert_eq!(failing.last_failure.as_deref(), Some("status 503"));
    let pause = failing.next_attempt_at - now();
    assert!(
        pause > TimeDelta::seconds(3) && pause <= TimeDelta::seconds(5),
        "{pause}"
    );
    // Published while the first page waits: it does not change that page.
    bench.publish(&["hook-b"]).await;
    let done = bench.until(&id, Pauses::Skip, |webhook| {
        webhook.deliveries == 2 && webhook.page_head.is_none()
    });
    let done = done.await;
    assert_eq!(
        (done.failures, done.failing_since, done.last_failure),
        (0, None, None)
    );
    let events = receiver.events();
    assert_eq!(events.len(), 5);
    for retry in &events[1..4] {
        assert_eq!(retry.id(), events[0].id());
        assert_eq!(retry.body, events[0].body);
    }
    assert_eq!(events[3].keys(), ["hook-a"]);
    assert_eq!(events[4].keys(), ["hook-b"]);
    assert_ne!(events[4].id(), events[0].id());
}

#[tokio::test]
async fn retry_after_is_honoured_up_to_six_hours() {
    let bench = Bench::start().await;
    for (asked, expected) in [("90", 90), ("999999", 6 * 3_600)] {
        let header: &'static str = Box::leak(format!("Retry-After: {asked}\r\n").into_boxed_str());
        let receiver = Receiver::start(move |_, stream| {
            reply(stream, "429 Too Many Requests", header, b"");
        });
        let (id, _) = bench.add(&receiver.url, None).await;
        bench.publish(&[&format!("hook-{asked}")]).await;
        let failing = bench
            .until(&id, Pauses::Keep, |webhook| webhook.failures == 1)
            .await;
        assert_eq!(
            failing.next_attempt_at,
            now() + TimeDelta::seconds(expected)
        );
    }
}

#[tokio::test]
async fn a_receiver_that_is_gone_or_fails_for_days_is_told_no_more_and_can_be_resumed() {
    let bench = Bench::start().await;
    let gone = Receiver::start(|_, stream| reply(stream, "410 Gone", "", b""));
    let repaired = Arc::new(AtomicBool::new(false));
    let is_repaired = Arc::clone(&repaired);
    let failing = Receiver::start(move |_, stream| {
        let status = if is_repaired.load(Ordering::Relaxed) {
            "200 OK"
        } else {
            "500 Internal Server Error"
        };
        reply(stream, status, "", b"");
    });
    let (gone_id, _) = bench.add(&gone.url, None).await;
    let (failing_id, _) = bench.add(&failing.url, None).await;
    bench.publish(&["hook-a"]).await;
    let disabled = |webhook: &Webhook| webhook.state == WebhookState::Disabled;
    let webhook = bench.until(&gone_id, Pauses::Keep, disabled).await;
    assert_eq!(webhook.last_failure.as_deref(), Some("status 410"));
    assert_eq!(gone.events().len(), 1);

    let webhook = bench.until(&failing_id, Pauses::Skip, disabled).await;
    let failures = webhook.failures;
    assert!((25..40).contains(&failures), "{failures} failures");
    assert_eq!(webhook.last_attempt_at, Some(now() + TimeDelta::hours(72)));
    repaired.store(true, Ordering::Relaxed);
    // Its place is kept.
    let sent = failing.events().len();
    let query =
        "mutation($id: ID!) { resumeWebhook(id: $id) { state failures circuitOpen behind } }";
    let resumed = bench.ask(query, json!({ "id": failing_id })).await;
    let expected = json!({ "state": "ACTIVE", "failures": 0, "circuitOpen": false, "behind": 1 });
    assert_eq!(resumed["resumeWebhook"], expected);
    let events = failing.until(sent + 1).await;
    assert_eq!(events[sent].keys(), ["hook-a"]);
}

#[tokio::test]
async fn redirects_are_not_followed_and_bodies_are_not_read() {
    let bench = Bench::start().await;
    let target = Service::always("200 OK", "", "");
    let location: &'static str =
        Box::leak(format!("Location: {}/\r\n", target.url).into_boxed_str());
    let redirecting = Receiver::start(move |_, stream| {
        reply(stream, "307 Temporary Redirect", location, b"");
    });
    let (redirected, _) = bench.add(&redirecting.url, None).await;
    // Acknowledges, and then sends a byte now and then for ever.
    let slow = Receiver::start(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n");
        trickle(stream);
    });
    let (slow_id, _) = bench.add(&slow.url, None).await;
    bench.publish(&["hook-a"]).await;
    let webhook = bench
        .until(&redirected, Pauses::Keep, |webhook| webhook.failures == 1)
        .await;
    let failure = webhook.last_failure.unwrap();
    assert_eq!(failure, "status 307; redirects are not followed");
    assert!(target.requests().is_empty());
    let webhook = bench
        .until(&slow_id, Pauses::Keep, |webhook| webhook.deliveries == 1)
        .await;
    assert_eq!(webhook.failures, 0);
}

fn trickle(stream: &mut TcpStream) {
    while stream.write_all(b"x").is_ok() {
        thread::sleep(Duration::from_millis(100));
    }
}

#[tokio::test]
async fn a_receiver_that_does_not_answer_in_time_fails_and_holds_up_nobody() {
    let bench = Bench::start().await;
    let silent = Receiver::start(|_, _| thread::sleep(Duration::from_secs(20)));
    let slow_head = Receiver::start(|_, stream| trickle(stream));
    let closed = Receiver::start(|_, _| {});
    let willing = Receiver::willing();
    let mut ids = Vec::new();
    for receiver in [&silent, &slow_head, &closed, &willing] {
        ids.push(bench.add(&receiver.url, None).await.0);
    }
    bench.publish(&["hook-a"]).await;
    bench
        .until(&ids[3], Pauses::Keep, |webhook| webhook.deliveries == 1)
        .await;
    let failure = async |id: &str| {
        let failing = bench
            .until(id, Pauses::Keep, |webhook| webhook.failures == 1)
            .await;
        failing.last_failure.unwrap()
    };
    assert_eq!(failure(&ids[0]).await, "no answer within 1 s");
    let slow = failure(&ids[1]).await;
    assert!(
        ["no answer within 1 s", "it is not an HTTP server"].contains(&&*slow),
        "{slow}"
    );
    assert!(!failure(&ids[2]).await.is_empty());
}

#[tokio::test]
async fn no_request_goes_to_private_addresses_unless_allowed() {
    let bench = Bench::with(delivering).await;
    let receiver = Receiver::willing();
    // The API refuses such an address; this one comes from an earlier setting.
    let port = receiver.url.rsplit(':').next().unwrap();
    let urls = [
        receiver.url.clone(),
        format!("https://127.0.0.1:{port}"),
        "https://localhost.:1/".to_owned(),
    ];
    for url in &urls {
        let query = "mutation($url: String!) { addWebhook(url: $url) { secret } }";
        let (_, answer) = bench
            .server
            .post_as(Some(&bench.token), query, json!({ "url": url }))
            .await;
        let code = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(code, "BAD_USER_INPUT", "{url} {answer:#}");
        bench
            .store
            .add_webhook(new_webhook(url), now())
            .await
            .unwrap();
    }
    bench.publish(&["hook-a"]).await;
    for webhook in bench.store.webhooks().await.unwrap() {
        let id = webhook.id.as_str();
        let failing = bench
            .until(id, Pauses::Keep, |webhook| webhook.failures == 1)
            .await;
        assert!(failing.last_failure.is_some());
    }
    assert!(receiver.events().is_empty());
}

fn new_webhook(url: &str) -> NewWebhook {
    NewWebhook {
        url: url.to_owned(),
        filter: ChangeFilter::default(),
        secret: WebhookSecret::random().unwrap(),
        created_by: "cli".to_owned(),
    }
}

#[tokio::test]
async fn only_changes_that_the_filter_picks_arrive() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let query =
        "mutation($url: String!) { addWebhook(url: $url, kinds: [VENDOR], vendors: [\"cncf\"]) {
        webhook { id kinds vendors } } }";
    let added = bench.ask(query, json!({ "url": receiver.url })).await;
    let webhook = &added["addWebhook"]["webhook"];
    assert_eq!(webhook["kinds"], json!(["VENDOR"]));
    assert_eq!(webhook["vendors"], json!(["cncf"]));
    let id = webhook["id"].as_str().unwrap();
    bench.publish(&["hook-a"]).await;
    // What is for nobody moves the cursor without a request.
    let head = bench.store.log_head().await.unwrap();
    let at_head = |webhook: &Webhook| webhook.cursor == Some(head.into());
    bench.until(id, Pauses::Keep, at_head).await;
    assert!(receiver.events().is_empty());
    bench.publish(&["cncf", "hook-b"]).await;
    let events = receiver.until(1).await;
    assert_eq!(events[0].keys(), ["cncf"]);
    let data = &events[0].event["data"];
    let head = LogCursor::from(bench.store.log_head().await.unwrap());
    assert_eq!(data["pageInfo"]["endCursor"], head.to_string());
}

#[tokio::test]
async fn a_replay_sends_everything_again_in_order_with_ids_of_its_own() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let (id, _) = bench.add(&receiver.url, None).await;
    let start = bench.webhook(&id).await.cursor.unwrap();
    bench.publish(&["hook-a"]).await;
    let first = receiver.until(1).await;
    let query =
        "mutation($id: ID!, $since: String) { replayWebhook(id: $id, since: $since) { behind } }";
    bench
        .until(&id, Pauses::Keep, |webhook| webhook.deliveries == 1)
        .await;
    bench
        .ask(query, json!({ "id": id, "since": start.to_string() }))
        .await;
    let events = receiver.until(2).await;
    assert_eq!(events[1].event["data"], first[0].event["data"]);
    assert_ne!(events[1].id(), first[0].id());

    // The whole log, page by page.
    bench
        .until(&id, Pauses::Keep, |webhook| webhook.deliveries == 2)
        .await;
    bench.ask(query, json!({ "id": id })).await;
    let head = bench.store.log_head().await.unwrap().sequence;
    bench
        .until(&id, Pauses::Keep, |webhook| {
            webhook
                .cursor
                .is_some_and(|cursor| cursor.position.sequence == head)
                && webhook.generation == 2
        })
        .await;
    let replayed = &receiver.events()[2..];
    assert!(replayed.len() > 2, "{} pages", replayed.len());
    let sequences: Vec<i64> = replayed.iter().flat_map(Received::sequences).collect();
    assert_eq!(sequences, (1..=head).collect::<Vec<_>>());
    for (place, event) in replayed.iter().enumerate() {
        let has_next = place + 1 < replayed.len();
        assert_eq!(event.event["data"]["pageInfo"]["hasNextPage"], has_next);
    }

    for (since, code) in [
        ("nonsense", "CURSOR_INVALID"),
        ("c10000000000000001ffffffffffffffff", "RESYNC_REQUIRED"),
    ] {
        let (_, answer) = bench
            .server
            .post_as(
                Some(&bench.token),
                query,
                json!({ "id": id, "since": since }),
            )
            .await;
        assert_eq!(
            answer["errors"][0]["extensions"]["code"], code,
            "{answer:#}"
        );
    }
}

#[tokio::test]
async fn a_receiver_behind_the_log_is_told_to_start_again() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    bench.add(&receiver.url, None).await;
    let foreign = LogCursor::from(LogPosition {
        sequence: 1,
        chain: [255; 8],
    });
    let connection = Database::connect(bench.server.database.url())
        .await
        .unwrap();
    let statement = format!("UPDATE webhook SET cursor = '{foreign}'");
    connection.execute_unprepared(&statement).await.unwrap();
    let events = receiver.until(1).await;
    let reset = &events[0].event;
    assert_eq!(reset["type"], "org.certgraph.reset.v1");
    assert_eq!(reset["data"]["reason"], "RESYNC_REQUIRED");
    assert_eq!(reset["data"]["export"], "/exports/catalogue.jsonl");
    let head = LogCursor::from(bench.store.log_head().await.unwrap());
    assert_eq!(reset["data"]["endCursor"], head.to_string());
    bench.publish(&["hook-a"]).await;
    let events = receiver.until(2).await;
    assert_eq!(events[1].keys(), ["hook-a"]);
}

#[tokio::test]
async fn a_paused_webhook_keeps_its_place() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let (id, _) = bench.add(&receiver.url, None).await;
    let set = async |field: &str| {
        let query = format!("mutation($id: ID!) {{ {field}(id: $id) {{ state }} }}");
        bench.ask(&query, json!({ "id": id })).await[field]["state"].take()
    };
    assert_eq!(set("pauseWebhook").await, "PAUSED");
    bench.publish(&["hook-a"]).await;
    // A second webhook shows that the worker has passed the first one.
    let other = Receiver::willing();
    bench.add(&other.url, None).await;
    bench.publish(&["hook-b"]).await;
    other.until(1).await;
    assert!(receiver.events().is_empty());
    assert_eq!(set("resumeWebhook").await, "ACTIVE");
    let head = bench.store.log_head().await.unwrap();
    bench
        .until(&id, Pauses::Keep, |webhook| {
            webhook.cursor == Some(head.into())
        })
        .await;
    let keys: Vec<String> = receiver.events().iter().flat_map(Received::keys).collect();
    assert_eq!(keys, ["hook-a", "hook-b"]);
}

#[tokio::test]
async fn two_processes_never_send_to_one_receiver_at_once_nor_a_page_twice() {
    let bench = Bench::start().await;
    let receiver = Receiver::start(|_, stream| {
        thread::sleep(Duration::from_millis(120));
        reply(stream, "200 OK", "", b"");
    });
    let (id, _) = bench.add(&receiver.url, None).await;
    let database = Arc::clone(&bench.server.database);
    let settings = sending(&database);
    let beside = TestServer::with(database, settings, bench.clock.clone()).await;
    let query = "mutation($id: ID!) { replayWebhook(id: $id) { behind } }";
    bench.ask(query, json!({ "id": id })).await;
    for number in 0..6 {
        bench.publish(&[&format!("hook-{number}")]).await;
        sleep(Duration::from_millis(60)).await;
    }
    let head = bench.store.log_head().await.unwrap().sequence;
    bench
        .until(&id, Pauses::Keep, |webhook| {
            webhook
                .cursor
                .is_some_and(|cursor| cursor.position.sequence == head)
        })
        .await;
    drop(beside);
    let events = receiver.events();
    let sequences: Vec<i64> = events.iter().flat_map(Received::sequences).collect();
    assert_eq!(
        sequences,
        (1..=head).collect::<Vec<_>>(),
        "each once, in order"
    );
    for pair in events.windows(2) {
        assert!(
            pair[0].ended.unwrap() <= pair[1].began,
            "one request at a time"
        );
    }
}

#[tokio::test]
async fn a_lease_is_of_one_process_until_it_ends() {
    let database = fresh().await;
    let store = store::connect(database.url(), StoreOptions::default())
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let added = store
        .add_webhook(new_webhook("https://example.org/"), now())
        .await
        .unwrap();
    let [one, other] = [LeaseOwner::random().unwrap(), LeaseOwner::random().unwrap()];
    let lease = async |owner: &LeaseOwner, milliseconds| {
        let time = Duration::from_millis(milliseconds);
        store.lease_webhook(&added.id, owner, time).await.unwrap()
    };
    let webhook = lease(&one, 400).await.unwrap();
    assert_eq!(webhook, added);
    assert_eq!(lease(&other, 400).await, None);
    assert!(lease(&one, 400).await.is_some(), "its owner extends it");
    let head = LogCursor::default();
    assert!(
        store
            .begin_webhook_page(&webhook, &one, head)
            .await
            .unwrap()
    );
    assert!(
        !store
            .begin_webhook_page(&webhook, &other, head)
            .await
            .unwrap()
    );
    // The owner was killed: after the end of its lease another process takes over, at the page that
    // was begun.
    let taken = loop {
        if let Some(webhook) = lease(&other, 60_000).await {
            break webhook;
        }
        sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(taken.page_head, Some(head));
    // It was only stopped: what it writes now does not count.
    let delivered = Attempt::Delivered { end: head };
    let late = store.record_webhook_attempt(&webhook, &one, &delivered, now());
    assert!(!late.await.unwrap());
    let recorded = store.record_webhook_attempt(&taken, &other, &delivered, now());
    assert!(recorded.await.unwrap());
    assert_eq!(store.webhook(&added.id).await.unwrap().deliveries, 1);
    // A lease that is given back is free at once; one of another process cannot be given back.
    store.release_webhook(&added.id, &one).await.unwrap();
    assert_eq!(lease(&one, 400).await, None);
    store.release_webhook(&added.id, &other).await.unwrap();
    let again = lease(&one, 400).await.unwrap();
    // A replay meanwhile makes the answer to the old page void.
    store.replay_webhook(&added.id, None).await.unwrap();
    let void = store.record_webhook_attempt(&again, &one, &delivered, now());
    assert!(!void.await.unwrap());
}

#[tokio::test]
async fn webhooks_are_for_editors_and_secrets_do_not_show() {
    let bench = Bench::start().await;
    let partner = bench.server.token("acme", TokenScope::Partner).await;
    let id = "wh-000000000000000000000000";
    let change = |field: &str| format!("mutation {{ {field}(id: \"{id}\") {{ id }} }}");
    let documents = [
        "{ webhooks { totalCount } }".to_owned(),
        "mutation { addWebhook(url: \"http://127.0.0.1/\") { secret } }".to_owned(),
        change("removeWebhook"),
        change("replayWebhook"),
        change("pauseWebhook"),
        change("resumeWebhook"),
    ];
    for document in &documents {
        for (token, code) in [(None, "UNAUTHENTICATED"), (Some(&*partner), "FORBIDDEN")] {
            let (_, answer) = bench.server.post_as(token, document, json!({})).await;
            let found = &answer["errors"][0]["extensions"]["code"];
            assert_eq!(found, code, "{document} {answer:#}");
        }
    }
    for document in &documents[2..] {
        let (_, answer) = bench
            .server
            .post_as(Some(&bench.token), document, json!({}))
            .await;
        let found = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(found, "BAD_USER_INPUT", "{document} {answer:#}");
    }
    let given = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let query =
        "mutation($secret: String) { addWebhook(url: \"http://127.0.0.1:9/\", secret: $secret) {
        webhook { id createdBy createdAt } secret } }";
    let added = bench.ask(query, json!({ "secret": given })).await;
    assert_eq!(added["addWebhook"]["secret"], Value::Null);
    assert_eq!(added["addWebhook"]["webhook"]["createdBy"], "ana");
    let listed = bench
        .ask(
            "{ webhooks { totalCount nodes { url state behind deliveries failures
        lastFailure nextAttemptAt deliveredAt cursor } } }",
            json!({}),
        )
        .await;
    assert_eq!(listed["webhooks"]["totalCount"], 1);
    let webhook = bench.store.webhooks().await.unwrap().remove(0);
    assert!(!format!("{webhook:?}").contains("MfKQ"), "{webhook:?}");
    let removed = "mutation($id: ID!) { removeWebhook(id: $id) { id } }";
    bench
        .ask(removed, json!({ "id": webhook.id.as_str() }))
        .await;
    assert!(bench.store.webhooks().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_command_does_what_the_api_does() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let folder = folder();
    let database = &bench.server.database;
    let run = |arguments: &[&str]| on_database(database, folder.path(), arguments);
    let refused = run(&["webhook", "add", "--url", &receiver.url]);
    failed(&refused, "WEBHOOK_ADDRESS_REFUSED");
    let private = "--webhook-private-addresses";
    let unknown = run(&[
        "webhook",
        "add",
        "--url",
        &receiver.url,
        private,
        "--vendors",
        "nobody",
    ]);
    failed(&unknown, "VENDOR_UNKNOWN");
    let empty = run(&[
        "webhook",
        "add",
        "--url",
        &receiver.url,
        private,
        "--secret",
        "-",
    ]);
    failed(&empty, "WEBHOOK_SECRET_INVALID");
    let added = run(&[
        "webhook",
        "add",
        "--url",
        &receiver.url,
        private,
        "--kinds",
        "vendor,EXAM",
        "--vendors",
        "cncf",
    ]);
    let added = succeeded(&added);
    let lines: Vec<&str> = added.lines().collect();
    let [id, secret] = lines[..] else {
        panic!("{added}");
    };
    let secret = secret_from_text(secret).unwrap();
    bench.publish(&["cncf"]).await;
    let event = receiver.until(1).await.remove(0);
    let timestamp = event.headers["webhook-timestamp"].parse().unwrap();
    let signed = sign(&secret, event.id(), timestamp, &event.body);
    assert_eq!(event.headers["webhook-signature"], signed.signature);
    bench
        .until(id, Pauses::Keep, |webhook| webhook.deliveries == 1)
        .await;

    let status = succeeded(&run(&["webhook", "status", id]));
    for row in [
        "state            ACTIVE",
        "kinds            VENDOR,EXAM",
        "behind           0",
        "deliveries       1",
    ] {
        assert!(status.contains(row), "{row}\n{status}");
    }
    assert!(succeeded(&run(&["webhook", "pause", id])).contains("PAUSED"));
    assert!(succeeded(&run(&["webhook", "list"])).contains(&receiver.url));
    assert!(succeeded(&run(&["webhook", "resume", id])).contains("ACTIVE"));
    succeeded(&run(&["webhook", "replay", id]));
    receiver.until(2).await;
    let foreign = "c10000000000000001ffffffffffffffff";
    failed(
        &run(&["webhook", "replay", id, "--since", foreign]),
        "RESYNC_REQUIRED",
    );
    succeeded(&run(&["webhook", "remove", id]));
    failed(&run(&["webhook", "status", id]), "WEBHOOK_UNKNOWN");
    assert_eq!(
        run(&["webhook", "status", "nonsense"]).status.code(),
        Some(2)
    );
}
