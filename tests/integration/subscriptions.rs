//! Subscriptions: the rules of `graphql-transport-ws`, server-sent events, and limits per client.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_graphql::{
    Subscription,
    futures_util::{Stream, stream},
};
use certgraph::{
    graphql::{
        ApiSchema, Engine, Services,
        plan::{
            self, EventSource, Failed, FieldPlan, Planner, Run, Selected, StreamStart,
            UnknownField, events, registered_only,
        },
    },
    http::{HttpConfig, LiveLimits},
};
use certgraph_macros::fields;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{
    edge::{Edge, EdgeParts, code, header, read},
    event_stream::EventStream,
    web_socket::Socket,
};

const PROTOCOL: Option<&str> = Some("graphql-transport-ws");

fn url(edge: &Edge) -> String {
    format!("http://{}", edge.address)
}

fn edge_with(live: LiveLimits) -> Edge {
    let edge = Edge::start_with(&HttpConfig {
        live,
        ..HttpConfig::default()
    });
    edge.fill();
    edge
}

async fn open(edge: &Edge) -> Socket {
    Socket::open(&url(edge), PROTOCOL, &[])
        .await
        .expect("the server takes sockets")
}

/// A schema of endless streams.
#[derive(Clone)]
struct Query;

#[fields(root)]
impl Query {
    async fn waits(&self) -> i32 {
        std::future::pending().await
    }
}

#[derive(Clone)]
struct NeverCancelled(Arc<AtomicUsize>);

/// Defines the fields; their streams begin below.
#[Subscription]
impl NeverCancelled {
    async fn flood(&self) -> stream::Pending<String> {
        registered_only()
    }

    async fn silence(&self) -> stream::Pending<i32> {
        registered_only()
    }

    async fn count(&self, to: i32) -> stream::Pending<i32> {
        let _ = to;
        registered_only()
    }

    async fn panics(&self) -> stream::Pending<i32> {
        registered_only()
    }
}

impl NeverCancelled {
    /// As many events as the client reads.
    fn pieces(&self) -> impl Stream<Item = String> + use<> {
        let made = Arc::clone(&self.0);
        stream::repeat_with(move || {
            made.fetch_add(1, Ordering::Relaxed);
            "x".repeat(16 * 1024)
        })
    }
}

impl EventSource for NeverCancelled {
    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField> {
        match selected.name() {
            "flood" => planner.field::<String>(selected, 0, &[]),
            "silence" => planner.field::<i32>(selected, 1, &[]),
            "count" => planner.field::<i32>(selected, 2, &["to"]),
            "panics" => planner.field::<i32>(selected, 3, &[]),
            _ => Err(UnknownField),
        }
    }

    fn begin(
        &self,
        field: &FieldPlan,
        run: &mut Run<'_>,
        _: StreamStart,
    ) -> Result<plan::EventStream, Failed> {
        Ok(match field.index() {
            0 => events(self.pieces()),
            1 => events(stream::pending::<i32>()),
            2 => {
                let to: i32 = run.argument(field, 0, None)?;
                events(stream::iter(1..=to))
            }
            _ => events(stream::repeat_with(|| -> i32 {
                "password=hunter2".parse().expect("a number")
            })),
        })
    }
}

#[derive(Clone)]
struct Nothing;

#[fields]
impl Nothing {
    fn nothing(&self) -> i32 {
        0
    }
}

/// An edge with that schema, and the number of generated flood events.
fn endless(live: LiveLimits) -> (Edge, Arc<AtomicUsize>) {
    let made = Arc::new(AtomicUsize::new(0));
    let schema = ApiSchema::new(
        Query,
        Nothing,
        NeverCancelled(Arc::clone(&made)),
        Services::new(),
    );
    let edge = Edge::assemble(EdgeParts {
        engine: Engine::new(schema),
        config: HttpConfig {
            live,
            ..HttpConfig::default()
        },
        ..EdgeParts::default()
    });
    edge.fill();
    (edge, made)
}

#[tokio::test]
async fn protocol_violations_close_the_socket_with_their_code() {
    let edge = edge_with(LiveLimits::default());
    let init = json!({ "type": "connection_init" }).to_string();
    let silent = |id: &str| {
        let payload = json!({ "query": "subscription { changes { key } }" });
        json!({ "type": "subscribe", "id": id, "payload": payload }).to_string()
    };
    let cases: [(&[String], u16); 11] = [
        (&[silent("1")], 4401),
        (&[init.clone(), init.clone()], 4429),
        (&[init.clone(), silent("1"), silent("1")], 4409),
        (&["nonsense".to_owned()], 4400),
        (&[json!({ "type": "unknown" }).to_string()], 4400),
        (&[json!({ "type": "next", "id": "1" }).to_string()], 4400),
        (&[init.clone(), silent("")], 4400),
        (
            &[init.clone(), json!({ "type": "complete" }).to_string()],
            4400,
        ),
        (
            &[json!({ "type": "connection_init", "payload": 7 }).to_string()],
            4400,
        ),
        (
            &[
                init.clone(),
                json!({ "type": "subscribe", "id": "1", "payload": [] }).to_string(),
            ],
            4400,
        ),
        (
            &[format!("{{\"type\":\"{}\"}}", "x".repeat(300 * 1024))],
            1009,
        ),
    ];
    for (messages, expected) in cases {
        let mut socket = open(&edge).await;
        for message in messages {
            socket.send_raw(Message::text(message.clone())).await;
        }
        let shown = messages
            .last()
            .map(|text| text.chars().take(80).collect::<String>());
        assert_eq!(socket.closed().await, Some(expected), "{shown:?}");
    }
    let mut socket = open(&edge).await;
    socket.send_raw(Message::binary(init.into_bytes())).await;
    assert_eq!(socket.closed().await, Some(4400));
    let mut socket = Socket::open(&url(&edge), None, &[]).await.unwrap();
    assert_eq!(socket.closed().await, Some(4406));
    // The library of a client that requires another subprotocol fails the handshake; the server still
    // sends its close code.
    let handshake = "GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\
                     Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
                     Sec-WebSocket-Protocol: graphql-ws\r\n\r\n";
    let answer = edge.say(handshake.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 101 "), "{answer}");
    assert!(
        !answer.to_lowercase().contains("sec-websocket-protocol"),
        "{answer}"
    );
    assert!(answer.ends_with("Subprotocol not acceptable"), "{answer}");
    edge.assert_alive().await;
}

#[tokio::test]
async fn operations_run_concurrently_and_their_ids_can_be_reused() {
    let (edge, _) = endless(LiveLimits::default());
    let mut socket = Socket::ready(&url(&edge)).await;
    socket
        .send(&json!({ "type": "ping", "payload": { "n": 1 } }))
        .await;
    let pong = json!({ "type": "pong", "payload": { "n": 1 } });
    assert_eq!(socket.message().await, pong);
    socket
        .subscribe("silent", "subscription { silence }", json!({}))
        .await;
    for _ in 0..3 {
        let query = "subscription ($to: Int!) { count(to: $to) }";
        socket.subscribe("count", query, json!({ "to": 3 })).await;
        for number in 1..=3 {
            let expected = json!({ "type": "next", "id": "count", "payload": { "data": { "count": number } } });
            assert_eq!(socket.message().await, expected);
        }
        let complete = json!({ "type": "complete", "id": "count" });
        assert_eq!(socket.message().await, complete);
    }
    // Cancelled by the client: no more messages, and the id can be reused.
    for _ in 0..3 {
        socket
            .send(&json!({ "type": "complete", "id": "silent" }))
            .await;
        socket
            .subscribe("silent", "subscription { silence }", json!({}))
            .await;
    }
    socket
        .subscribe("wrong", "subscription { no }", json!({}))
        .await;
    let error = socket.message().await;
    assert_eq!(
        (&error["type"], &error["id"]),
        (&json!("error"), &json!("wrong"))
    );
    assert_eq!(
        error["payload"][0]["extensions"]["code"],
        "GRAPHQL_VALIDATION_FAILED"
    );
    socket.subscribe("wrong", "{ __typename }", json!({})).await;
    let answer =
        json!({ "type": "next", "id": "wrong", "payload": { "data": { "__typename": "Query" } } });
    assert_eq!(socket.message().await, answer);
    assert_eq!(socket.message().await["type"], "complete");
    // Errors do not expose internal messages.
    socket
        .subscribe("panics", "subscription { panics }", json!({}))
        .await;
    let error = socket.message().await;
    assert_eq!(error["payload"][0]["extensions"]["code"], "INTERNAL");
    assert!(!error.to_string().contains("hunter2"));
}

#[tokio::test]
async fn connections_and_operations_are_limited() {
    let limits = LiveLimits {
        operations: 3,
        connections: 2,
        ..LiveLimits::default()
    };
    let (edge, _) = endless(limits);
    let mut socket = Socket::ready(&url(&edge)).await;
    for id in ["1", "2", "3", "4"] {
        socket
            .subscribe(id, "subscription { silence }", json!({}))
            .await;
    }
    let error = socket.message().await;
    assert_eq!(
        (&error["type"], &error["id"]),
        (&json!("error"), &json!("4"))
    );
    assert_eq!(error["payload"][0]["extensions"]["code"], "RATE_LIMITED");

    let events = EventStream::open(&url(&edge), "subscription { silence }", None).await;
    let refused = Socket::open(&url(&edge), PROTOCOL, &[])
        .await
        .err()
        .unwrap();
    assert_eq!(refused.status(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    let request = edge
        .request(Method::GET, "/graphql")
        .query(&[("query", "subscription { silence }")]);
    let refused = request
        .header("accept", "text/event-stream")
        .send()
        .await
        .unwrap();
    assert_eq!(header(&refused, "retry-after"), "5");
    let (status, answer) = read(refused).await;
    assert_eq!((status, code(&answer)), (503, "UNAVAILABLE"));

    // A closed connection releases its permit.
    drop(events);
    drop(socket);
    let deadline = Instant::now() + Duration::from_secs(10);
    while Socket::open(&url(&edge), PROTOCOL, &[]).await.is_err() {
        assert!(Instant::now() < deadline, "the places are given back");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn nothing_is_buffered_for_a_slow_client() {
    let limits = LiveLimits {
        send_timeout: Duration::from_millis(300),
        ..LiveLimits::default()
    };
    let (edge, made) = endless(limits);
    let mut socket = Socket::ready(&url(&edge)).await;
    socket
        .subscribe("flood", "subscription { flood }", json!({}))
        .await;
    // The client does not read: the server stops generating events, and then closes.
    sleep(Duration::from_secs(2)).await;
    let before = made.load(Ordering::Relaxed);
    sleep(Duration::from_millis(500)).await;
    assert_eq!(
        made.load(Ordering::Relaxed),
        before,
        "nothing is made for nobody"
    );
    // The socket buffers of both sides, and the limit of one connection.
    assert!(before < 1_500, "{before} pieces of 16 KiB");
    let code = socket.closed().await;
    assert!(matches!(code, None | Some(1008)), "{code:?}");

    let made_before = made.load(Ordering::Relaxed);
    let events = EventStream::open(&url(&edge), "subscription { flood }", None).await;
    sleep(Duration::from_secs(1)).await;
    let made_for_events = made.load(Ordering::Relaxed) - made_before;
    assert!(
        made_for_events < 1_500,
        "{made_for_events} pieces of 16 KiB"
    );
    drop(events);
    let (status, _) = edge.ask("{ __typename }").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn pings_are_sent_and_pongs_required() {
    let limits = LiveLimits {
        heartbeat: Duration::from_millis(100),
        initialisation: Duration::from_millis(300),
        ..LiveLimits::default()
    };
    let (edge, _) = endless(limits);
    let mut events = EventStream::open(&url(&edge), "subscription { silence }", None).await;
    for _ in 0..3 {
        let event = events.next().await.unwrap();
        assert_eq!((event.data, event.id), (None, None));
    }
    // A client that sends pongs stays connected; its library sends them while it reads messages.
    let mut socket = Socket::ready(&url(&edge)).await;
    socket
        .subscribe("1", "subscription { silence }", json!({}))
        .await;
    let heard = tokio::time::timeout(Duration::from_secs(1), socket.hear()).await;
    assert!(heard.is_err(), "{heard:?}");
    // One that does not is disconnected.
    sleep(Duration::from_secs(1)).await;
    assert_eq!(socket.closed().await, Some(4408));
    // And one that sends nothing at all.
    let mut socket = open(&edge).await;
    assert_eq!(socket.closed().await, Some(4408));
}

#[tokio::test]
async fn open_connections_end_with_the_server() {
    let (edge, _) = endless(LiveLimits::default());
    let mut socket = Socket::ready(&url(&edge)).await;
    socket
        .subscribe("1", "subscription { silence }", json!({}))
        .await;
    let mut events = EventStream::open(&url(&edge), "subscription { silence }", None).await;
    assert!(events.next().await.is_some());
    let began = Instant::now();
    let handle = edge.handle.clone();
    let stopping = tokio::spawn(async move { handle.stop(true).await });
    assert_eq!(socket.closed().await, Some(1001));
    // Without the event "complete", so that the client reconnects.
    assert_eq!(events.dispatched().await, None);
    drop((socket, events));
    stopping.await.unwrap();
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn a_subscription_does_not_retain_old_snapshots() {
    let edge = edge_with(LiveLimits::default());
    let mut socket = Socket::ready(&url(&edge)).await;
    socket
        .subscribe("1", "subscription { changes { key } }", json!({}))
        .await;
    socket.subscribe("2", "{ __typename }", json!({})).await;
    assert_eq!(socket.message().await["id"], "2");
    assert_eq!(socket.message().await["id"], "2");
    let old = Arc::downgrade(&edge.live.current().unwrap());
    edge.fill();
    let deadline = Instant::now() + Duration::from_secs(10);
    while old.upgrade().is_some() {
        assert!(Instant::now() < deadline, "the old snapshot is let go");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn clients_that_accept_events_receive_them() {
    let (edge, _) = endless(LiveLimits::default());
    let get = |accept: &str, query: &str| {
        let request = edge
            .request(Method::GET, "/graphql")
            .query(&[("query", query)]);
        request.header("accept", accept)
    };
    let count = "subscription { count(to: 2) }";
    // Clients such as urql always accept events, and read JSON where there is no subscription.
    let both = "application/graphql-response+json, application/json, text/event-stream";
    let mut events = EventStream::of(get(both, count).send().await.unwrap());
    for number in 1..=2 {
        let event = events.dispatched().await.unwrap();
        let data: Value = serde_json::from_str(&event.data.unwrap()).unwrap();
        assert_eq!(
            (event.name.as_str(), &data["data"]["count"]),
            ("next", &json!(number))
        );
    }
    let last = events.dispatched().await.unwrap();
    assert_eq!(
        (last.name.as_str(), last.data.as_deref()),
        ("complete", Some(""))
    );
    assert_eq!(events.next().await, None);

    let answer = get(both, "{ __typename }").send().await.unwrap();
    assert_eq!(
        header(&answer, "content-type"),
        "application/graphql-response+json; charset=utf-8"
    );
    let answer = get("text/event-stream", "{ __typename }")
        .send()
        .await
        .unwrap();
    let mut events = EventStream::of(answer);
    assert_eq!(
        events.dispatched().await.unwrap().data.as_deref(),
        Some("{\"data\":{\"__typename\":\"Query\"}}")
    );
    assert_eq!(events.dispatched().await.unwrap().name, "complete");

    // By POST as well, but only with `Accept: text/event-stream`.
    let body = json!({ "query": count }).to_string();
    let answer = edge
        .post(body.clone())
        .header("accept", "text/event-stream")
        .send()
        .await
        .unwrap();
    assert!(EventStream::of(answer).dispatched().await.is_some());
    let (status, answer) = read(edge.post(body).send().await.unwrap()).await;
    assert_eq!((status, code(&answer)), (400, "BAD_USER_INPUT"));

    // A refused operation has an error status, so that browsers do not reconnect.
    for (query, id, status, expected) in [
        ("subscription { no }", "", 400, "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "", 400, "GRAPHQL_PARSE_FAILED"),
        (count, "nonsense", 400, "CURSOR_INVALID"),
    ] {
        let request = get("text/event-stream", query).header("last-event-id", id);
        let (found, answer) = read(request.send().await.unwrap()).await;
        assert_eq!((found, code(&answer)), (status, expected), "{query}");
    }
}

#[tokio::test]
async fn malformed_handshakes_are_refused() {
    let edge = edge_with(LiveLimits::default());
    let answer = edge
        .say(b"GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
        .await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(answer.contains("BAD_REQUEST"), "{answer}");
    edge.assert_alive().await;
}
