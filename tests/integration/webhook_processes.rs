//! Webhooks: of several processes over one database, one delivers to a receiver at a time.

use std::{sync::Arc, thread, time::Duration};

use certgraph::{
    catalogue::LogCursor,
    store::{Attempt, LeaseOwner},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::sleep;

use crate::command_line::{Server, certgraph, folder, on_database, succeeded};
use crate::support::{
    database::{TestDatabase, fresh},
    receiver::{Received, Receiver, keys},
    server::TestServer,
    service::reply,
    webhooks::{Bench, connected, new_webhook, now, sending},
};

#[tokio::test]
async fn two_processes_never_send_to_one_receiver_at_once_nor_a_page_twice() {
    let bench = Bench::start().await;
    let receiver = Receiver::start(|_, stream| {
        thread::sleep(Duration::from_millis(120));
        reply(stream, "200 OK", "", b"");
    });
    let (id, _) = bench.add(&receiver.url).await;
    let database = Arc::clone(&bench.server.database);
    let settings = sending(&database);
    let beside = TestServer::with(database, settings, bench.clock.clone()).await;
    bench.change("replayWebhook", &id).await;
    for number in 0..6 {
        bench.publish(&[&format!("hook-{number}")]).await;
        sleep(Duration::from_millis(60)).await;
    }
    let head = bench.store.log_head().await.unwrap().sequence;
    bench.until_at_head(&id).await;
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

/// A process as an operator starts it.
async fn process(database: &TestDatabase, folder: &TempDir) -> Server {
    let mut command = certgraph(folder.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("DATABASE_URL", database.url())
        .env("WEBHOOK_PRIVATE_ADDRESSES", "true")
        .env("WEBHOOK_TIMEOUT_SECONDS", "5")
        .env("LOG", "error");
    let server = Server::start(command);
    let ready = format!("http://{}/readyz", server.address);
    for _ in 0..1_500 {
        let answer = reqwest::get(&ready).await;
        if answer.is_ok_and(|answer| answer.status().is_success()) {
            return server;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("it does not become ready");
}

async fn publish(server: &Server, token: &str, slug: &str) {
    let query = format!(
        "mutation {{ publishChanges(input: {{ vendors: [{{ slug: \"{slug}\", name: \"{slug}\" }}] }}) {{
            __typename }} }}"
    );
    let answer = reqwest::Client::new()
        .post(format!("http://{}/graphql", server.address))
        .bearer_auth(token)
        .json(&json!({ "query": query }))
        .send();
    let answer: Value = answer.await.unwrap().json().await.unwrap();
    assert_eq!(
        answer["data"]["publishChanges"]["__typename"], "Published",
        "{answer:#}"
    );
}

#[tokio::test]
async fn a_process_that_is_killed_during_a_delivery_is_followed_by_another() {
    let database = fresh().await;
    let folder = folder();
    let run = |arguments: &[&str]| succeeded(&on_database(&database, folder.path(), arguments));
    let first = process(&database, &folder).await;
    let second = process(&database, &folder).await;
    let token = run(&["token", "create", "--scope", "editor", "--name", "ana"]);
    let token = token
        .split_whitespace()
        .find(|word| word.starts_with("certgraph_"));
    let token = token.unwrap();
    // The first event is never answered.
    let receiver = Receiver::start(|place, stream| {
        if place > 0 {
            reply(stream, "200 OK", "", b"");
        } else {
            thread::sleep(Duration::from_mins(1));
        }
    });
    let private = "--webhook-private-addresses";
    let added = run(&["webhook", "add", "--url", &receiver.url, private]);
    let id = added.lines().next().unwrap();

    // So that it is the first one that delivers.
    second.signal("STOP");
    publish(&first, token, "hook-a").await;
    receiver.until(1).await;
    second.signal("CONT");
    publish(&second, token, "hook-b").await;
    let before_the_kill = receiver.events().len();
    drop(first);
    assert_eq!(before_the_kill, 1, "the second one waits for the lease");

    let events = receiver.until(3).await;
    assert_eq!(keys(&events), ["hook-a", "hook-a", "hook-b"]);
    assert_eq!(events[1].id(), events[0].id());
    assert_eq!(events[1].body, events[0].body);
    let store = connected(database.url()).await;
    let at_end = async || {
        let webhook = store.webhook(&id.parse().unwrap()).await.unwrap();
        (webhook.deliveries == 2).then_some(webhook)
    };
    let webhook = loop {
        if let Some(webhook) = at_end().await {
            break webhook;
        }
        sleep(Duration::from_millis(20)).await;
    };
    let head = store.log_head().await.unwrap();
    assert_eq!((webhook.failures, webhook.cursor), (0, Some(head.into())));
}

#[tokio::test]
async fn a_lease_is_of_one_process_until_it_ends() {
    let database = fresh().await;
    let store = connected(database.url()).await;
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
