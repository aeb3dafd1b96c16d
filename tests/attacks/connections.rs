//! Connections that say little, late or nothing, and too many of them.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::process::{MAX_MEMORY_KIBIBYTES, Process, ninety_ninth};

/// What readers may have to wait while the server is attacked. A client that is blocked waits for
/// the time limit of another connection, which is 5 s at least; other tests run beside these.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long simple requests take, one after the other, for a time.
async fn simple_requests(process: &Process, time: Duration) -> Vec<Duration> {
    let end = Instant::now() + time;
    let mut times = Vec::new();
    while Instant::now() < end {
        let started = Instant::now();
        process.assert_alive("many connections").await;
        times.push(started.elapsed());
        sleep(Duration::from_millis(20)).await;
    }
    times
}

/// Sends a byte now and then until the server closes the connection; returns when it did.
fn drip(mut stream: TcpStream, first: &'static str) -> JoinHandle<Duration> {
    tokio::spawn(async move {
        let started = Instant::now();
        stream.write_all(first.as_bytes()).await.unwrap();
        let (mut reading, mut writing) = stream.split();
        let write = async {
            while writing.write_all(b"a").await.is_ok() {
                sleep(Duration::from_millis(500)).await;
            }
            std::future::pending::<()>().await;
        };
        let read = async {
            let mut buffer = [0; 1_024];
            while reading.read(&mut buffer).await.is_ok_and(|count| count > 0) {}
        };
        tokio::select! {
            () = read => {}
            () = write => {}
        }
        started.elapsed()
    })
}

#[tokio::test]
async fn slow_heads_and_bodies_are_cut_while_others_are_served() {
    let process = Process::start(&[]).await;
    let mut slow = Vec::new();
    for number in 0..300 {
        let stream = TcpStream::connect(process.address).await.unwrap();
        let first = if number < 200 {
            "GET /graphql HTTP/1.1\r\nHost: a\r\nX-Slow: "
        } else {
            "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"
        };
        slow.push(drip(stream, first));
    }
    let times = simple_requests(&process, Duration::from_secs(16)).await;
    let cut = join_all(
        slow.into_iter()
            .map(|task| timeout(Duration::from_secs(19), task)),
    )
    .await;
    let cut: Vec<_> = cut
        .into_iter()
        .map(|task| task.expect("it is cut").unwrap())
        .collect();
    let (heads, bodies) = cut.split_at(200);
    let slowest = |times: &[Duration]| times.iter().max().copied().unwrap();
    assert!(
        slowest(heads) < Duration::from_secs(8),
        "{:?}",
        slowest(heads)
    );
    assert!(
        slowest(bodies) < Duration::from_secs(20),
        "{:?}",
        slowest(bodies)
    );
    let served = ninety_ninth(times);
    assert!(served < PATIENCE, "{served:?}");
}

#[tokio::test]
async fn idle_and_never_reading_connections_block_no_other_client() {
    let process = Process::start(&[]).await;
    let before = process.memory("VmRSS");
    let mut held = Vec::new();
    for _ in 0..500 {
        let mut stream = TcpStream::connect(process.address).await.unwrap();
        stream
            .write_all(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
            .await
            .unwrap();
        held.push(stream);
    }
    let large = "GET /exports/catalogue.jsonl HTTP/1.1\r\nHost: a\r\n\r\n".repeat(16);
    for _ in 0..100 {
        let mut stream = TcpStream::connect(process.address).await.unwrap();
        let _ = timeout(
            Duration::from_millis(50),
            stream.write_all(large.as_bytes()),
        )
        .await;
        held.push(stream);
    }
    let served = ninety_ninth(simple_requests(&process, Duration::from_secs(5)).await);
    assert!(served < PATIENCE, "{served:?}");
    let most = process.memory("VmHWM");
    assert!(most < MAX_MEMORY_KIBIBYTES, "{most} KiB");
    drop(held);
    sleep(Duration::from_secs(3)).await;
    let after = process.memory("VmRSS");
    assert!(
        after < before + 64 * 1_024,
        "{before} KiB before, {after} after"
    );
}

#[tokio::test]
async fn connections_beyond_the_limit_are_refused_at_once() {
    // This side of the connections needs as many files as the server.
    let files = rlimit::increase_nofile_limit(8_192).unwrap();
    assert!(files > 4_096, "{files} files may be open");
    let by_default: &[&str] = &[];
    for (arguments, limit) in [(&["--connections", "40"][..], 40), (by_default, 1_024)] {
        let process = Process::start(arguments).await;
        let mut held = Vec::new();
        // Readers of this test hold some already.
        for _ in 0..limit {
            held.push(TcpStream::connect(process.address).await.unwrap());
        }
        sleep(Duration::from_millis(200)).await;
        for _ in 0..100 {
            let (heard, took) = process.say(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").await;
            assert!(heard.starts_with("HTTP/1.1 503 "), "{limit}: {heard}");
            assert!(heard.contains("\r\nRetry-After: 1\r\n"), "{heard}");
            assert!(heard.contains("\"UNAVAILABLE\""), "{heard}");
            assert!(took < PATIENCE, "{limit}: {took:?}");
        }
        let most = process.memory("VmHWM");
        assert!(most < MAX_MEMORY_KIBIBYTES, "{most} KiB");
        drop(held);
        sleep(Duration::from_millis(500)).await;
        process.assert_alive("too many connections").await;
    }
}
