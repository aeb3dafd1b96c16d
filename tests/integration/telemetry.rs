//! Spans of requests, as a collector receives them.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
    thread,
};

use crate::{
    command_line::{Server, certgraph, failed, folder, free_port, run, try_get_with},
    support::database::{TestDatabase, fresh},
};

const QUESTION: &str = "/graphql?query=query%20Named%7Bexam(code:%22ai-102%22)%7Bcode%7D%7D";
const ANSWER: &str = r#"{"data":{"exam":{"code":"AI-102"}}}"#;

/// A collector that stores the bodies of the requests to its traces endpoint.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<Vec<u8>>>>);

impl Collector {
    /// Starts to listen; returns the URL too.
    fn start() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let collector = Self::default();
        let taking = collector.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let taking = taking.clone();
                thread::spawn(move || while taking.take(stream.as_ref().unwrap()).is_some() {});
            }
        });
        (collector, url)
    }

    /// Receives the next request of a connection.
    fn take(&self, mut stream: &TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).ok()? == 0 {
                return None;
            }
        }
        let head = head.to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1)?.lines().next()?;
        let mut body = vec![0; length.parse().unwrap()];
        reader.read_exact(&mut body).ok()?;
        assert!(head.starts_with("post /v1/traces http/1.1"), "{head}");
        assert!(
            head.contains("content-type: application/x-protobuf"),
            "{head}"
        );
        self.0.lock().unwrap().push(body);
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(answer.as_bytes()).ok()
    }

    /// How often it received these bytes.
    fn count(&self, bytes: &[u8]) -> usize {
        let bodies = self.0.lock().unwrap();
        let found = |body: &Vec<u8>| {
            body.windows(bytes.len())
                .filter(|part| *part == bytes)
                .count()
        };
        bodies.iter().map(found).sum()
    }
}

fn serving(database: &TestDatabase, folder: &Path, collector: &str) -> Command {
    let mut command = certgraph(folder);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "error"])
        .env("DATABASE_URL", database.url())
        .env("SHUTDOWN_DELAY_SECONDS", "0")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", collector);
    command
}

/// Sends a request as part of a trace.
fn ask(server: &Server, path: &str, trace: u128, sampled: bool) -> String {
    let flags = u8::from(sampled);
    let header = format!("traceparent: 00-{trace:032x}-00f067aa0ba902b7-{flags:02x}\r\n");
    try_get_with(&server.address, path, &header).unwrap()
}

#[tokio::test]
async fn each_request_has_a_span() {
    const TRACE: u128 = 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736;
    const PAGE: u128 = TRACE + 1;
    const PROBE: u128 = TRACE + 2;
    const UNSAMPLED: u128 = TRACE + 3;

    let (database, folder) = (fresh().await, folder());
    let (collector, url) = Collector::start();
    let mut command = serving(&database, folder.path(), &format!("{url}/"));
    command.env("OTEL_SERVICE_NAME", "atlas-of-tests");
    let mut server = Server::start(command);
    // The third response comes from the cache.
    for _ in 0..3 {
        let answer = ask(&server, QUESTION, TRACE, true);
        assert!(answer.contains(ANSWER), "{answer}");
    }
    ask(&server, "/no/such/page", PAGE, true);
    ask(&server, "/livez", PROBE, true);
    ask(&server, QUESTION, UNSAMPLED, false);
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));

    let traces = |trace: u128| collector.count(&trace.to_be_bytes());
    assert_eq!(traces(TRACE), 3);
    assert_eq!(traces(PAGE), 1);
    assert_eq!(traces(PROBE) + traces(UNSAMPLED), 0);
    let parent = 0x00f0_67aa_0ba9_02b7_u64;
    assert_eq!(collector.count(&parent.to_be_bytes()), 4);
    assert!(collector.count(b"atlas-of-tests") > 0);
    for (text, times) in [
        ("GET /graphql", 3),
        ("Named", 3),
        ("/no/such/page", 1),
        ("http.route", 3),
        ("certgraph.cache.hit", 4),
        ("http.response.status_code", 4),
        ("certgraph.operation.cost", 2),
        ("certgraph.error.code", 1),
    ] {
        assert_eq!(collector.count(text.as_bytes()), times, "{text}");
    }
}

#[tokio::test]
async fn requests_do_not_wait_for_an_unreachable_collector() {
    let database = fresh().await;
    // It accepts connections and never responds.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    for port in [free_port(), silent.local_addr().unwrap().port()] {
        let folder = folder();
        let mut command = serving(
            &database,
            folder.path(),
            &format!("http://127.0.0.1:{port}"),
        );
        command.env("SHUTDOWN_GRACE_SECONDS", "2");
        let mut server = Server::start(command);
        for trace in 1..4 {
            let answer = ask(&server, QUESTION, trace, true);
            assert!(answer.contains(ANSWER), "{answer}");
        }
        server.signal("TERM");
        assert_eq!(server.wait(), Some(0));
    }
}

#[tokio::test]
async fn invalid_collector_addresses_are_reported() {
    let (database, folder) = (fresh().await, folder());
    for address in [
        "https://collector.example",
        "localhost:4318",
        "http://",
        "http://a b",
    ] {
        let option = ["serve", "--otel-exporter-otlp-endpoint", address];
        let output = run(folder.path(), &option);
        assert_eq!(output.status.code(), Some(2), "{address}");
    }
    let output = serving(&database, folder.path(), "http://[::1").output();
    let message = failed(&output.unwrap(), "TRACES_UNSENDABLE");
    assert!(message.contains("http://[::1"), "{message}");
}
