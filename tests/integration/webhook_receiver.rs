//! The receiver of docs/webhooks.md, run as it stands there.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

use certgraph::{
    app::system_clock,
    store::TokenScope,
    webhook::{secret_from_text, sign},
};
use serde_json::json;
use tokio::time::sleep;

use crate::support::{
    database::fresh,
    server::{TestServer, settings},
};

/// The program in the documentation.
fn program() -> String {
    let text = include_str!("../../docs/webhooks.md");
    let (_, rest) = text
        .split_once("```python\n")
        .expect("docs/webhooks.md has a receiver");
    let (program, _) = rest.split_once("```").expect("the receiver ends");
    program.to_owned()
}

/// Ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

#[tokio::test]
async fn the_documented_receiver_takes_signed_events_once_and_refuses_others() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("receiver.py");
    fs::write(&file, program()).unwrap();
    let port = {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().port()
    };
    let child = Command::new("python3")
        .arg(&file)
        .arg(port.to_string())
        .env("WEBHOOK_SECRET", SECRET)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut receiver = Running(child.expect("python3 runs"));
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(
            receiver.0.try_wait().unwrap().is_none(),
            "the receiver ended"
        );
        sleep(Duration::from_millis(20)).await;
    }

    let database = fresh().await;
    let mut settings = settings(&database);
    settings.webhooks.webhook_delivery = true;
    settings.webhooks.addresses.webhook_private_addresses = true;
    let server = TestServer::with(database, settings, system_clock()).await;
    let token = server.token("ana", TokenScope::Editor).await;
    let url = format!("http://127.0.0.1:{port}/");
    let add = "mutation($url: String!, $secret: String!) {
        addWebhook(url: $url, secret: $secret) { webhook { id } } }";
    let variables = json!({ "url": url, "secret": SECRET });
    let (status, answer) = server.post_as(Some(&token), add, variables).await;
    assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");
    let publish =
        "mutation { publishChanges(input: { vendors: [{ slug: \"hook\", name: \"Hook\" }] }) {
        __typename } }";
    let (status, answer) = server.post_as(Some(&token), publish, json!({})).await;
    assert_eq!((status, answer.get("errors")), (200, None), "{answer:#}");

    let stdout = receiver.0.stdout.take().unwrap();
    let reading = tokio::task::spawn_blocking(move || {
        let mut lines = BufReader::new(stdout).lines();
        let line = lines.next().unwrap().unwrap();
        (line, lines)
    });
    let read = tokio::time::timeout(Duration::from_mins(1), reading).await;
    let (line, mut lines) = read.unwrap().unwrap();
    assert_eq!(line, "UPSERT VENDOR hook");

    let reset = json!({
        "type": "org.certgraph.reset.v1",
        "data": { "reason": "RESYNC_REQUIRED", "export": "/exports/catalogue.jsonl" },
    });
    let (body, now) = (reset.to_string(), system_clock().now().timestamp());
    let secret = secret_from_text(SECRET).unwrap();
    let signed = sign(std::iter::once(&secret), "e-reset", now, body.as_bytes());
    let acknowledged = reqwest::Client::new()
        .post(&url)
        .header("webhook-id", "e-reset")
        .header("webhook-timestamp", now.to_string())
        .header("webhook-signature", signed.signature)
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(acknowledged.status(), 204);
    let reading = tokio::task::spawn_blocking(move || lines.next().unwrap().unwrap());
    let read = tokio::time::timeout(Duration::from_mins(1), reading).await;
    assert_eq!(read.unwrap().unwrap(), "RESET /exports/catalogue.jsonl");

    let forged = reqwest::Client::new()
        .post(&url)
        .header("webhook-id", "e")
        .header(
            "webhook-timestamp",
            system_clock().now().timestamp().to_string(),
        )
        .header("webhook-signature", "v1,AAAA")
        .body("{\"data\":{}}")
        .send()
        .await
        .unwrap();
    assert_eq!(forged.status(), 401);
}
