//! The subscription `changes`: replay and live without a gap and without a change twice, over both
//! transports, with several processes over one database.

use std::{sync::Arc, time::Duration};

use certgraph::{
    catalogue::{Content, LogCursor},
    graphql::sdl,
    store::{self, CommittedRevision, ContentUpdate, Store, StoreOptions, TokenScope},
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::support::{
    content::synthetic,
    database::fresh,
    event_stream::EventStream,
    oracle::ask,
    server::{NOW, SetClock, TestServer, clock_at, settings, until_served},
    web_socket::{Heard, Socket},
};

const FOLLOW: &str = "subscription ($after: String, $filter: ChangeFilter) {
    changes(after: $after, filter: $filter) { sequence cursor kind key operation } }";

/// Two processes over one database, and somebody who publishes into it.
struct Site {
    first: TestServer,
    second: TestServer,
    store: Store,
    content: Content,
}

impl Site {
    async fn start() -> Self {
        let database = fresh().await;
        let mut settings = settings(&database);
        settings.seed = false;
        let first = TestServer::with(database, settings, clock_at(NOW)).await;
        let store = store::connect(first.database.url(), StoreOptions::default());
        let store = store.await.unwrap();
        let mut content = synthetic(2);
        content.vendors.truncate(2);
        Self {
            second: first.beside().await,
            first,
            store,
            content,
        }
    }

    /// Publishes a revision with one change, after which the log ends where this says.
    async fn publish(&mut self, title: &str) -> CommittedRevision {
        title.clone_into(&mut Arc::make_mut(&mut self.content.exams[0]).title);
        let update = ContentUpdate {
            expected: None,
            content: &self.content,
            actor: "editor",
            note: None,
            now: NOW.parse().unwrap(),
        };
        self.store.replace(update).await.unwrap()
    }

    /// Publishes a revision that both processes serve; the cursor and the number of its last change.
    async fn begin(&mut self) -> (String, i64) {
        let replaced = self.publish("as it was").await;
        until_served(&self.first, replaced.revision.number()).await;
        until_served(&self.second, replaced.revision.number()).await;
        let cursor = LogCursor::from(replaced.position);
        (cursor.to_string(), replaced.position.sequence)
    }
}

fn change(message: &Value) -> &Value {
    let change = &message["payload"]["data"]["changes"];
    assert!(change.is_object(), "{message:#}");
    change
}

#[tokio::test]
async fn a_socket_hears_what_was_and_what_comes_each_once_and_in_order() {
    let mut site = Site::start().await;
    let (after, start) = site.begin().await;
    for number in 0..30 {
        site.publish(&format!("before {number}")).await;
    }
    // On the process that may not have seen the last of them yet.
    let mut socket = Socket::ready(&site.second.url).await;
    socket
        .subscribe("1", FOLLOW, json!({ "after": after }))
        .await;
    let last = start + 60;
    let publishing = async {
        for number in 0..30 {
            site.publish(&format!("live {number}")).await;
        }
    };
    let following = async {
        let mut sequences = Vec::new();
        while sequences.last() != Some(&last) {
            let message = socket.message().await;
            assert_eq!(
                (&message["type"], &message["id"]),
                (&json!("next"), &json!("1"))
            );
            sequences.push(change(&message)["sequence"].as_i64().unwrap());
        }
        sequences
    };
    let ((), sequences) = tokio::join!(publishing, following);
    assert_eq!(sequences, (start + 1..=last).collect::<Vec<_>>());
}

#[tokio::test]
async fn events_go_on_where_a_lost_connection_ended() {
    let mut site = Site::start().await;
    let (after, start) = site.begin().await;
    let query = format!("subscription {{ changes(after: \"{after}\") {{ sequence cursor }} }}");
    let last = start + 24;
    let urls = [site.first.url.clone(), site.second.url.clone()];
    let publishing = async {
        for number in 0..24 {
            site.publish(&format!("{number}")).await;
            sleep(Duration::from_millis(10)).await;
        }
    };
    let following = async {
        let mut sequences = Vec::new();
        let mut id: Option<String> = None;
        let mut connections = 0;
        while sequences.last() != Some(&last) {
            // Each time on the other process, and with the same document: what the browser knows
            // counts, not what the document says.
            let url = &urls[connections % 2];
            connections += 1;
            let mut events = EventStream::open(url, &query, id.as_deref()).await;
            for _ in 0..5 {
                let event = events.dispatched().await.unwrap();
                assert_eq!(event.name, "next");
                let data: Value = serde_json::from_str(&event.data.unwrap()).unwrap();
                let change = &data["data"]["changes"];
                assert_eq!(change["cursor"].as_str(), event.id.as_deref());
                sequences.push(change["sequence"].as_i64().unwrap());
                id = event.id;
                if sequences.last() == Some(&last) {
                    break;
                }
            }
        }
        (sequences, connections)
    };
    let ((), (sequences, connections)) = tokio::join!(publishing, following);
    assert_eq!(sequences, (start + 1..=last).collect::<Vec<_>>());
    assert_eq!(connections, 5);
}

#[tokio::test]
async fn without_a_cursor_only_new_changes_arrive() {
    let mut site = Site::start().await;
    let (_, start) = site.begin().await;
    let mut socket = Socket::ready(&site.first.url).await;
    socket.subscribe("new", FOLLOW, json!({})).await;
    // An answer to something else shows that the subscription has begun.
    socket.subscribe("asked", "{ __typename }", json!({})).await;
    assert_eq!(socket.message().await["id"], "asked");
    assert_eq!(socket.message().await["type"], "complete");
    site.publish("new").await;
    let message = socket.message().await;
    let told = change(&message);
    assert_eq!(told["sequence"], start + 1);
    assert_eq!(
        (&told["kind"], &told["key"]),
        (&json!("EXAM"), &json!("vendor-0/X-0000"))
    );
}

#[tokio::test]
async fn a_filter_picks_and_the_place_moves_on_all_the_same() {
    let mut site = Site::start().await;
    let (after, start) = site.begin().await;
    let query = format!(
        "subscription {{ changes(after: \"{after}\", filter: {{ kinds: [VENDOR] }}) {{ sequence key }} }}"
    );
    let mut events = EventStream::open(&site.first.url, &query, None).await;
    for number in 0..3 {
        site.publish(&format!("{number}")).await;
    }
    // No vendor has changed, but the client learns that it need not read that again.
    let moved = loop {
        let event = events.next().await.unwrap();
        assert_eq!(event.data, None);
        match event.id {
            Some(id) if id[2..18] == format!("{:016x}", start + 3) => break id,
            _ => {}
        }
    };
    Arc::make_mut(&mut site.content.vendors[1]).name = "Another".to_owned();
    site.publish("last").await;
    let mut events = EventStream::open(&site.second.url, &query, Some(&moved)).await;
    let event = events.dispatched().await.unwrap();
    let data: Value = serde_json::from_str(&event.data.unwrap()).unwrap();
    assert_eq!(data["data"]["changes"]["key"], "vendor-1");
}

/// Every field of a change.
const EVERYTHING: &str =
    "cursor sequence revision kind key operation document sha256 actor note committedAt";

/// A subscription streams whatever its root is written as, and each event is what graphql-js makes of
/// the change, which is read by the query.
#[tokio::test]
async fn subscriptions_of_every_shape_stream_over_both_transports() {
    let mut site = Site::start().await;
    let (after, start) = site.begin().await;
    let replaced = site.publish("new").await;
    until_served(&site.first, replaced.revision.number()).await;
    let changes = format!("changes(after: \"{after}\")");
    let shapes = [
        format!("subscription {{ {changes} {{ key }} }}"),
        format!("subscription {{ ...F }} fragment F on Subscription {{ {changes} {{ key }} }}"),
        format!("subscription {{ ... {{ {changes} {{ key }} }} }}"),
        format!("subscription {{ ... on Subscription {{ {changes} {{ key }} }} }}"),
        format!(
            "subscription {{ ...F }} fragment F on Subscription {{ ...G }}
             fragment G on Subscription {{ ... {{ {changes} {{ key }} }} }}"
        ),
        format!("subscription {{ alias: {changes} {{ key }} }}"),
        format!("subscription {{ {changes} {{ key }} ... {{ {changes} {{ sequence }} }} }}"),
        format!(
            "subscription {{ {changes} {{ ...C kind }} }} fragment C on Change {{ key sequence }}"
        ),
        format!("subscription {{ {changes} {{ __typename key @skip(if: true) it: kind }} }}"),
        format!("subscription {{ {changes} {{ key @include(if: false) }} }}"),
    ];
    let query = format!("{{ {changes} {{ nodes {{ {EVERYTHING} }} }} }}");
    let page = site.first.data(&query).await;
    let change = &page["changes"]["nodes"][0];
    assert_eq!(change["sequence"], json!(start + 1), "{page}");
    let cases: Vec<Value> = shapes
        .iter()
        .map(|query| json!({ "kind": "event", "query": query, "data": { "changes": change } }))
        .collect();
    let mut socket = Socket::ready(&site.second.url).await;
    for (number, (query, due)) in shapes.iter().zip(ask(&sdl(), &cases)).enumerate() {
        assert_eq!(due["paths"], json!([]), "{query}: {due}");
        let due = json!({ "data": due["data"] });
        let mut events = EventStream::open(&site.first.url, query, None).await;
        let event = events.dispatched().await.unwrap();
        let told: Value = serde_json::from_str(&event.data.unwrap()).unwrap();
        assert_eq!(told, due, "{query}");
        let id = number.to_string();
        socket.subscribe(&id, query, json!({})).await;
        let message = socket.message().await;
        assert_eq!(message["payload"], due, "{query}");
        socket.send(&json!({ "type": "complete", "id": id })).await;
    }
}

#[tokio::test]
async fn subscription_errors_have_stable_codes() {
    let mut site = Site::start().await;
    site.begin().await;
    let mut socket = Socket::ready(&site.first.url).await;
    let foreign = format!("c1{:016x}{:016x}", 2, 7);
    for (variables, code) in [
        (json!({ "after": "nonsense" }), "CURSOR_INVALID"),
        (json!({ "after": foreign }), "RESYNC_REQUIRED"),
        (json!({ "filter": { "vendors": ["!"] } }), "BAD_USER_INPUT"),
        (
            json!({ "filter": { "vendors": ["microsft"] } }),
            "BAD_USER_INPUT",
        ),
        (json!({ "filter": { "vendors": [] } }), "BAD_USER_INPUT"),
        (json!({ "filter": 7 }), "BAD_USER_INPUT"),
    ] {
        socket.subscribe("1", FOLLOW, variables.clone()).await;
        let message = socket.message().await;
        let errors = if message["type"] == "error" {
            &message["payload"]
        } else {
            assert_eq!(message["type"], "next", "{message:#}");
            &message["payload"]["errors"]
        };
        assert_eq!(errors[0]["extensions"]["code"], code, "{message:#}");
        if message["type"] == "next" {
            assert_eq!(
                socket.message().await,
                json!({ "type": "complete", "id": "1" })
            );
        }
    }
    let several = "subscription { changes { key } more: changes { key } }";
    socket.subscribe("1", several, json!({})).await;
    let message = socket.message().await;
    assert_eq!(message["type"], "error", "{message:#}");
    assert_eq!(
        message["payload"][0]["extensions"]["code"],
        "GRAPHQL_VALIDATION_FAILED"
    );
}

#[tokio::test]
async fn a_revoked_token_ends_its_connections() {
    let database = fresh().await;
    let settings = settings(&database);
    let clock = SetClock::at(NOW);
    let server = TestServer::with(database, settings, clock.clone()).await;
    let token = server.token("acme", TokenScope::Partner).await;
    let bearer = format!("Bearer {token}");

    let wrong = format!("Bearer certgraph_{}", "0".repeat(64));
    let mut refused = Socket::open(&server.url, Some("graphql-transport-ws"), &[])
        .await
        .unwrap();
    let init = json!({ "type": "connection_init", "payload": { "Authorization": wrong } });
    refused.send(&init).await;
    assert_eq!(refused.closed().await, Some(4403));

    let mut in_band = Socket::open(&server.url, Some("graphql-transport-ws"), &[])
        .await
        .unwrap();
    clock.advance(TimeDelta::seconds(10));
    let init = json!({ "type": "connection_init", "payload": { "authorization": bearer } });
    in_band.send(&init).await;
    assert_eq!(in_band.message().await["type"], "connection_ack");
    let query = "{ viewer { name } }";
    in_band.subscribe("who", query, json!({})).await;
    assert_eq!(
        in_band.message().await["payload"]["data"]["viewer"]["name"],
        "acme"
    );

    let headers = [("authorization", bearer.as_str())];
    let by_header = Socket::open(&server.url, Some("graphql-transport-ws"), &headers).await;
    let mut by_header = by_header.unwrap();
    by_header.send(&json!({ "type": "connection_init" })).await;
    assert_eq!(by_header.message().await["type"], "connection_ack");

    let store = store::connect(server.database.url(), StoreOptions::default());
    let name = "acme".parse().unwrap();
    store
        .await
        .unwrap()
        .revoke_token(&name, NOW.parse().unwrap())
        .await
        .unwrap();
    clock.advance(TimeDelta::seconds(10));
    assert_eq!(in_band.closed().await, Some(4403));
    assert_eq!(by_header.closed().await, Some(4403));

    // Somebody without a token is not concerned.
    let mut anonymous = Socket::ready(&server.url).await;
    anonymous.subscribe("1", "{ __typename }", json!({})).await;
    assert!(matches!(anonymous.hear().await, Heard::Message(_)));
}
