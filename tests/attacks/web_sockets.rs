//! Bytes that are made to break, stall or fill a WebSocket, frame by frame.

use std::time::Duration;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::process::{MAX_MEMORY_KIBIBYTES, Process};

const HANDSHAKE: &str = "GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
    Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n";

const TEXT: u8 = 0x81;

/// A frame as clients send them: masked, here with zeros.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    match payload.len() {
        length @ 0..=125 => bytes.push(0x80 | u8::try_from(length).unwrap()),
        length @ 126..=0xffff => {
            bytes.push(0x80 | 0x7e);
            bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
        length => {
            bytes.push(0x80 | 0x7f);
            bytes.extend((length as u64).to_be_bytes());
        }
    }
    bytes.extend([0; 4]);
    bytes.extend_from_slice(payload);
    bytes
}

fn text(message: &str) -> Vec<u8> {
    frame(TEXT, message.as_bytes())
}

fn init() -> Vec<u8> {
    text(r#"{"type":"connection_init"}"#)
}

fn subscribe(id: &str, query: &str) -> Vec<u8> {
    let payload = json!({ "query": query });
    text(&json!({ "id": id, "type": "subscribe", "payload": payload }).to_string())
}

/// What a socket is closed with.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// A close frame with this code.
    Code(u16),
    /// The connection alone.
    Cut,
    /// Nothing, for as long as the test waits.
    Open,
}

/// Sends bytes after the handshake, and returns how the socket ends and what it said until then.
async fn attack(process: &Process, bytes: &[u8], patience: Duration) -> (End, String) {
    let mut stream = TcpStream::connect(process.address).await.unwrap();
    stream.write_all(HANDSHAKE.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    let (mut reading, mut writing) = stream.split();
    let write = async {
        let _ = writing.write_all(bytes).await;
        std::future::pending::<()>().await;
    };
    let read = async {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match reading.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(count) => heard.extend_from_slice(&buffer[..count]),
            }
        }
    };
    let ended = tokio::select! {
        ended = timeout(patience, read) => ended.is_ok(),
        () = write => unreachable!("it never ends"),
    };
    let handshake = heard.windows(4).position(|part| part == b"\r\n\r\n");
    let frames = handshake.map_or(&[][..], |end| &heard[end + 4..]);
    let (code, said) = read_frames(frames);
    let end = match code {
        Some(code) => End::Code(code),
        None if ended => End::Cut,
        None => End::Open,
    };
    (end, said)
}

/// The code of the close frame among these, and the texts before it.
fn read_frames(mut bytes: &[u8]) -> (Option<u16>, String) {
    let mut said = String::new();
    while let [first, length, rest @ ..] = bytes {
        let (length, rest) = match length & 0x7f {
            126 if rest.len() >= 2 => (
                usize::from(u16::from_be_bytes([rest[0], rest[1]])),
                &rest[2..],
            ),
            126 | 127 => break,
            length => (usize::from(length), rest),
        };
        let payload = &rest[..length.min(rest.len())];
        if *first == 0x88 {
            return (
                payload.first_chunk().map(|code| u16::from_be_bytes(*code)),
                said,
            );
        }
        said.push_str(&String::from_utf8_lossy(payload));
        bytes = &rest[length.min(rest.len())..];
    }
    (None, said)
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "it is a list")]
async fn hostile_frames_end_their_socket_and_nothing_else() {
    let process = Process::start(&[]).await;
    let levels: Vec<String> = (0..30)
        .map(|level| format!("fragment f{level} on Query{{...f{0} ...f{0}}}", level + 1))
        .collect();
    let bomb = format!(
        "{{...f0}} {} fragment f30 on Query{{__typename}}",
        levels.join(" ")
    );
    let changes = "subscription { changes { key } }";
    let after_init = |more: Vec<u8>| [init(), more].concat();
    let hundred: Vec<u8> = (0..101)
        .flat_map(|id| subscribe(&id.to_string(), changes))
        .collect();
    let cases: Vec<(&str, Vec<u8>, &[End], &str)> = vec![
        (
            "two initialisations",
            after_init(init()),
            &[End::Code(4429)],
            "connection_ack",
        ),
        (
            "a subscription before the initialisation",
            subscribe("a", changes),
            &[End::Code(4401)],
            "",
        ),
        ("no JSON", text("hello"), &[End::Code(4400)], ""),
        ("a list", text("[]"), &[End::Code(4400)], ""),
        (
            "an unknown type",
            text(r#"{"type":"hack"}"#),
            &[End::Code(4400)],
            "",
        ),
        ("an empty message", text(""), &[End::Code(4400)], ""),
        (
            "JSON 100,000 deep",
            text(&"[".repeat(100_000)),
            &[End::Code(4400)],
            "",
        ),
        (
            "no id",
            after_init(text(
                r#"{"type":"subscribe","payload":{"query":"{__typename}"}}"#,
            )),
            &[End::Code(4400)],
            "",
        ),
        (
            "an id twice",
            after_init([subscribe("a", changes), subscribe("a", changes)].concat()),
            &[End::Code(4409)],
            "",
        ),
        (
            "101 operations",
            after_init(hundred),
            &[End::Open],
            "\"error\"",
        ),
        (
            "a fragment bomb",
            after_init(subscribe("a", &bomb)),
            &[End::Open],
            "QUERY_TOO_COMPLEX",
        ),
        (
            "a document that is none",
            after_init(subscribe("a", "{")),
            &[End::Open],
            "GRAPHQL_PARSE_FAILED",
        ),
        (
            "a mutation without a token",
            after_init(subscribe(
                "a",
                "mutation { publishChanges(input: {}) { __typename } }",
            )),
            &[End::Open],
            "UNAUTHENTICATED",
        ),
        (
            "completing what is not there",
            after_init(text(r#"{"id":"x","type":"complete"}"#)),
            &[End::Open],
            "connection_ack",
        ),
        (
            "a message of 1 MiB",
            text(&"a".repeat(1 << 20)),
            &[End::Code(1009), End::Cut],
            "",
        ),
        (
            "a frame that claims 2^63 bytes",
            vec![TEXT, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            &[End::Code(1009)],
            "",
        ),
        (
            "a frame that claims 4 GiB, before any of them",
            vec![TEXT, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
            &[End::Code(1009)],
            "",
        ),
        (
            "a frame without a mask",
            vec![TEXT, 2, b'{', b'}'],
            &[End::Code(1002)],
            "",
        ),
        ("reserved bits", frame(0xf1, b"{}"), &[End::Code(1002)], ""),
        (
            "an unknown kind of frame",
            frame(0x83, b"{}"),
            &[End::Code(1002)],
            "",
        ),
        (
            "a continuation of nothing",
            frame(0x80, b"{}"),
            &[End::Code(1002)],
            "",
        ),
        (
            "a ping of 200 bytes",
            frame(0x89, &[b'a'; 200]),
            &[End::Code(1002)],
            "",
        ),
        (
            "text that is no UTF-8",
            frame(TEXT, b"\xff\xfe\xfd"),
            &[End::Code(1007)],
            "",
        ),
        (
            "bytes",
            after_init(frame(0x82, b"\0\x01")),
            &[End::Code(4400), End::Code(1003)],
            "",
        ),
        (
            "pieces without an end",
            [
                vec![0x01, 0x80, 0, 0, 0, 0],
                frame(0x00, &[b'a'; 1_000]).repeat(2_000),
            ]
            .concat(),
            &[End::Code(1009)],
            "",
        ),
        (
            "10,000 pings",
            after_init(text(r#"{"type":"ping"}"#).repeat(10_000)),
            &[End::Open, End::Cut, End::Code(4400), End::Code(1008)],
            "pong",
        ),
        (
            "a code of closing that is none",
            frame(0x88, &[0, 7]),
            &[
                End::Code(4400),
                End::Code(1002),
                End::Code(1000),
                End::Cut,
                End::Code(7),
            ],
            "",
        ),
        (
            "rubbish",
            vec![0x5a; 5_000],
            &[End::Code(1002), End::Cut, End::Code(4400), End::Code(1009)],
            "",
        ),
    ];
    let mut faults = Vec::new();
    for (name, bytes, expected, says) in &cases {
        // Sockets that should be closed are read until then; the others for a moment.
        let patience = if expected.contains(&End::Open) {
            1_500
        } else {
            8_000
        };
        let (end, said) = attack(&process, bytes, Duration::from_millis(patience)).await;
        if !expected.contains(&end) || !said.contains(says) {
            let said: String = said.chars().take(300).collect();
            faults.push(format!(
                "{name}: expected {expected:?} and {says:?}, got {end:?}: {said}"
            ));
        }
        process.assert_alive(name).await;
    }
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
    let most = process.memory("VmHWM");
    assert!(most < MAX_MEMORY_KIBIBYTES, "{most} KiB");
}

#[tokio::test]
async fn silent_sockets_are_closed() {
    let process = Process::start(&["--heartbeat-seconds", "1"]).await;
    let (end, _) = attack(&process, b"", Duration::from_secs(14)).await;
    assert_eq!(end, End::Code(4408), "who never says who it is");
    let (end, _) = attack(&process, &init(), Duration::from_secs(8)).await;
    assert_eq!(end, End::Code(4408), "who never answers a sign of life");
}

#[tokio::test]
async fn sockets_beyond_the_limit_get_retry_after() {
    let process = Process::start(&["--live-connections", "5"]).await;
    let mut held = Vec::new();
    for number in 0..20 {
        let mut stream = TcpStream::connect(process.address).await.unwrap();
        stream.write_all(HANDSHAKE.as_bytes()).await.unwrap();
        let mut buffer = [0; 1_024];
        let count = stream.read(&mut buffer).await.unwrap();
        let heard = String::from_utf8_lossy(&buffer[..count]);
        let expected = if number < 5 {
            "HTTP/1.1 101 "
        } else {
            "HTTP/1.1 503 "
        };
        assert!(heard.starts_with(expected), "{number}: {heard}");
        held.push(stream);
    }
    process.assert_alive("too many sockets").await;
}
