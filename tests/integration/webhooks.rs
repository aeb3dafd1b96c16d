//! Webhooks: what receivers get, and when.

use std::{
    io::Write,
    iter::once,
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use certgraph::{
    catalogue::{LogCursor, LogPosition},
    http::Clock,
    store::{Webhook, WebhookState},
    webhook::sign,
};
use chrono::{SecondsFormat, TimeDelta};
use sea_orm::{ConnectionTrait, Database};
use serde_json::json;

use crate::command_line::{folder, on_database, succeeded};
use crate::support::{
    receiver::{Received, Receiver, keys},
    service::{Service, reply},
    webhooks::{Bench, Pauses, delivering, new_webhook, now},
};

#[tokio::test]
async fn each_change_arrives_signed_in_order_and_as_the_feed_has_it() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    let (id, secret) = bench.add(&receiver.url).await;
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
    assert_eq!(keys(&events), ["hook-a", "hook-b", "hook-c", "hook-d"]);
    assert_eq!(last.deliveries, i64::try_from(events.len()).unwrap());
    assert_eq!(last.failures, 0);

    let mut after = start.to_string();
    for event in &events {
        let header = |name: &str| event.headers[name].as_str();
        let timestamp = header("webhook-timestamp").parse().unwrap();
        assert_eq!(timestamp, now().timestamp());
        let signed = sign(once(&secret), header("webhook-id"), timestamp, &event.body);
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
    let (id, _) = bench.add(&receiver.url).await;
    bench.publish(&["hook-a"]).await;
    let failing = bench.until_failed(&id).await;
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
        let (id, _) = bench.add(&receiver.url).await;
        bench.publish(&[&format!("hook-{asked}")]).await;
        let failing = bench.until_failed(&id).await;
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
    let (failing, repaired) = failing_until_repaired();
    let (gone_id, _) = bench.add(&gone.url).await;
    let (failing_id, _) = bench.add(&failing.url).await;
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
    let resumed = bench.change("resumeWebhook", &failing_id).await;
    let expected = json!({ "state": "ACTIVE", "failures": 0, "circuitOpen": false, "behind": 1 });
    assert_eq!(resumed, expected);
    let events = failing.until(sent + 1).await;
    assert_eq!(events[sent].keys(), ["hook-a"]);
}

/// A receiver that answers 503 until the flag is set.
fn failing_until_repaired() -> (Receiver, Arc<AtomicBool>) {
    let repaired = Arc::new(AtomicBool::new(false));
    let is_repaired = Arc::clone(&repaired);
    let receiver = Receiver::start(move |_, stream| {
        let status = if is_repaired.load(Ordering::Relaxed) {
            "200 OK"
        } else {
            "503 Service Unavailable"
        };
        reply(stream, status, "", b"");
    });
    (receiver, repaired)
}

#[tokio::test]
async fn an_open_circuit_pauses_deliveries_and_one_success_closes_it() {
    let bench = Bench::start().await;
    let (failing, repaired) = failing_until_repaired();
    let willing = Receiver::willing();
    let (id, _) = bench.add(&failing.url).await;
    let (other, _) = bench.add(&willing.url).await;
    let shown = async || {
        let query = "{ webhooks { nodes { id state circuitOpen failures lastFailure behind
            nextAttemptAt } } }";
        let data = bench.ask(query, json!({})).await;
        let nodes = data["webhooks"]["nodes"].as_array().unwrap();
        let mut shown = nodes.iter().find(|node| node["id"] == id).unwrap().clone();
        shown.as_object_mut().unwrap().remove("id");
        shown
    };
    let circuit = |state: &str| {
        let folder = folder();
        let status = ["webhook", "status", &id];
        let status = succeeded(&on_database(&bench.server.database, folder.path(), &status));
        let row = format!("circuit               {state}");
        assert!(status.contains(&row), "{status}");
    };
    bench.publish(&["hook-a"]).await;
    bench
        .until(&id, Pauses::Skip, |webhook| webhook.failures == 7)
        .await;
    assert_eq!(shown().await["circuitOpen"], false);
    circuit("closed");
    let open = bench.until(&id, Pauses::Skip, |webhook| webhook.failures == 8);
    let open = open.await;
    let pause = (open.next_attempt_at - bench.clock.now()).num_seconds();
    assert!((480..=640).contains(&pause), "{pause} s");
    circuit("open");
    let mut expected = json!({
        "state": "ACTIVE", "circuitOpen": true, "failures": 8, "lastFailure": "status 503",
        "behind": 1, "nextAttemptAt": open.next_attempt_at.to_rfc3339_opts(SecondsFormat::Secs, true),
    });
    assert_eq!(shown().await, expected);

    // Until the probe nothing is sent to it; others go on.
    bench.publish(&["hook-b"]).await;
    bench.until_at_head(&other).await;
    bench.clock.advance(TimeDelta::seconds(pause - 1));
    bench.publish(&["hook-c"]).await;
    bench.until_at_head(&other).await;
    assert_eq!(keys(&willing.events()), ["hook-a", "hook-b", "hook-c"]);
    assert_eq!(failing.events().len(), 8);
    expected["behind"] = json!(3);
    assert_eq!(shown().await, expected);

    repaired.store(true, Ordering::Relaxed);
    bench.clock.advance(TimeDelta::seconds(2));
    bench.until_at_head(&id).await;
    let events = failing.events();
    assert_eq!(keys(&events[8..]), ["hook-a", "hook-b", "hook-c"]);
    assert_eq!(events[8].body, events[0].body);
    circuit("closed");
    let expected = json!({
        "state": "ACTIVE", "circuitOpen": false, "failures": 0, "lastFailure": null, "behind": 0,
        "nextAttemptAt": null,
    });
    assert_eq!(shown().await, expected);
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
    let (redirected, _) = bench.add(&redirecting.url).await;
    // Acknowledges, and then sends a byte now and then for ever.
    let slow = Receiver::start(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n");
        trickle(stream);
    });
    let (slow_id, _) = bench.add(&slow.url).await;
    bench.publish(&["hook-a"]).await;
    let webhook = bench.until_failed(&redirected).await;
    let failure = webhook.last_failure.unwrap();
    assert_eq!(failure, "status 307; redirects are not followed");
    assert!(target.requests().is_empty());
    let webhook = bench.until_delivered(&slow_id, 1).await;
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
        ids.push(bench.add(&receiver.url).await.0);
    }
    bench.publish(&["hook-a"]).await;
    bench.until_delivered(&ids[3], 1).await;
    let failure = async |id: &str| {
        let failing = bench.until_failed(id).await;
        failing.last_failure.unwrap()
    };
    assert_eq!(failure(&ids[0]).await, "no answer within 1 s");
    let slow = failure(&ids[1]).await;
    assert!(
        ["no answer within 1 s", "it is not an HTTP server"].contains(&&*slow),
        "{slow}"
    );
    let closed = failure(&ids[2]).await;
    assert_eq!(closed, "the connection was closed without an answer");
}

#[tokio::test]
async fn no_request_goes_to_private_addresses_unless_allowed() {
    let bench = Bench::with(delivering).await;
    let receiver = Receiver::willing();
    // The API refuses such an address; this one comes from an earlier setting.
    let port = receiver.url.rsplit(':').next().unwrap();
    let urls = [
        (
            receiver.url.clone(),
            "only https:// addresses can be told of changes",
        ),
        (
            format!("https://127.0.0.1:{port}"),
            "the host is a loopback address, to which no request is sent",
        ),
        (
            "https://localhost.:1/".to_owned(),
            "the host is a name of the own machine or network",
        ),
    ];
    let mut added = Vec::new();
    for (url, reason) in &urls {
        let query = "mutation($url: String!) { addWebhook(url: $url) { secret } }";
        let token = Some(&*bench.token);
        let code = bench.code(token, query, json!({ "url": url })).await;
        assert_eq!(code, "BAD_USER_INPUT", "{url}");
        let webhook = bench.store.add_webhook(new_webhook(url), now());
        added.push((webhook.await.unwrap().id, *reason));
    }
    bench.publish(&["hook-a"]).await;
    for (id, reason) in added {
        let failing = bench.until_failed(id.as_str()).await;
        assert_eq!(failing.last_failure.as_deref(), Some(reason));
    }
    assert!(receiver.events().is_empty());
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
    bench.until_at_head(id).await;
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
    let (id, _) = bench.add(&receiver.url).await;
    let start = bench.webhook(&id).await.cursor.unwrap();
    bench.publish(&["hook-a"]).await;
    let first = receiver.until(1).await;
    let query =
        "mutation($id: ID!, $since: String) { replayWebhook(id: $id, since: $since) { behind } }";
    bench.until_delivered(&id, 1).await;
    bench
        .ask(query, json!({ "id": id, "since": start.to_string() }))
        .await;
    let events = receiver.until(2).await;
    assert_eq!(events[1].event["data"], first[0].event["data"]);
    assert_ne!(events[1].id(), first[0].id());

    // The whole log, page by page.
    bench.until_delivered(&id, 2).await;
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
        let variables = json!({ "id": id, "since": since });
        assert_eq!(bench.code(Some(&bench.token), query, variables).await, code);
    }
}

#[tokio::test]
async fn a_receiver_behind_the_log_is_told_to_start_again() {
    let bench = Bench::start().await;
    let receiver = Receiver::willing();
    bench.add(&receiver.url).await;
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
    let (id, _) = bench.add(&receiver.url).await;
    let paused = bench.change("pauseWebhook", &id).await;
    assert_eq!(paused["state"], "PAUSED");
    bench.publish(&["hook-a"]).await;
    // A second webhook shows that the worker has passed the first one.
    let other = Receiver::willing();
    bench.add(&other.url).await;
    bench.publish(&["hook-b"]).await;
    other.until(1).await;
    assert!(receiver.events().is_empty());
    let resumed = bench.change("resumeWebhook", &id).await;
    assert_eq!(resumed["state"], "ACTIVE");
    bench.until_at_head(&id).await;
    assert_eq!(keys(&receiver.events()), ["hook-a", "hook-b"]);
}
