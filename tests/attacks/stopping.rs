//! A server that is signalled to stop.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};

use crate::process::Process;

#[tokio::test]
async fn requests_in_flight_are_answered_and_idle_connections_do_not_delay() {
    let mut process = Process::start(&[]).await;
    let mut idle = Vec::new();
    for _ in 0..20 {
        let mut stream = TcpStream::connect(process.address).await.unwrap();
        stream
            .write_all(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
            .await
            .unwrap();
        assert!(stream.read(&mut [0; 2_048]).await.unwrap() > 0);
        idle.push(stream);
    }
    let body = r#"{"query":"{ exam(code: \"AZ-104\") { code } }"}"#;
    let mut running = Vec::new();
    for _ in 0..20 {
        let mut stream = TcpStream::connect(process.address).await.unwrap();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&body.as_bytes()[..10]).await.unwrap();
        running.push(stream);
    }
    sleep(Duration::from_millis(200)).await;
    process.signal("-TERM");
    let signalled_at = Instant::now();
    sleep(Duration::from_millis(200)).await;
    let ready = process.get("/readyz").await.unwrap();
    assert_eq!(ready.status().as_u16(), 503, "/readyz fails at once");
    // Past the time for which connections are still taken.
    sleep(Duration::from_millis(1_300)).await;
    assert!(
        TcpStream::connect(process.address).await.is_err(),
        "no new connection is accepted"
    );
    let mut answered = 0;
    for mut stream in running {
        stream.write_all(&body.as_bytes()[10..]).await.unwrap();
        let mut heard = String::new();
        stream.read_to_string(&mut heard).await.unwrap();
        answered += usize::from(heard.contains("AZ-104"));
    }
    assert_eq!(answered, 20);
    let status = process.child.wait().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(
        signalled_at.elapsed() < Duration::from_secs(5),
        "{:?}",
        signalled_at.elapsed()
    );
    drop(idle);
}

#[tokio::test]
async fn a_second_signal_stops_it_at_once() {
    let mut process = Process::start(&["--shutdown-delay-seconds", "5"]).await;
    process.signal("-TERM");
    sleep(Duration::from_millis(300)).await;
    let signalled_at = Instant::now();
    process.signal("-TERM");
    process.child.wait().unwrap();
    assert!(signalled_at.elapsed() < Duration::from_secs(3));
}
