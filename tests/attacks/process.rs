//! A server process over a database of its own.

use std::{
    fs,
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

/// The most memory that a server may take, whatever is done to it.
pub const MAX_MEMORY_KIBIBYTES: u64 = 192 * 1_024;

/// A server process that ends with this value.
pub struct Process {
    pub address: SocketAddr,
    pub child: Child,
    pub client: Client,
    folder: TempDir,
}

impl Process {
    /// Starts a server with these further arguments.
    pub async fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let address = {
            let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
            free.local_addr().expect("an address")
        };
        let log = fs::File::create(folder.path().join("log")).expect("a file");
        let database = format!("sqlite://{}/catalogue.db", folder.path().display());
        let child = Command::new(env!("CARGO_BIN_EXE_certgraph"))
            .args(["serve", "--listen", &address.to_string()])
            .args(["--database-url", &database])
            .args(arguments)
            .env("LOG", "warn,certgraph=warn")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the server starts");
        let process = Self {
            address,
            child,
            client: Client::builder()
                .timeout(Duration::from_mins(1))
                .build()
                .expect("a client"),
            folder,
        };
        let started = Instant::now();
        while process
            .get("/readyz")
            .await
            .ok()
            .map(|answer| answer.status().as_u16())
            != Some(200)
        {
            assert!(
                started.elapsed() < Duration::from_mins(2),
                "it becomes ready"
            );
            sleep(Duration::from_millis(20)).await;
        }
        process
    }

    pub async fn get(&self, path: &str) -> reqwest::Result<reqwest::Response> {
        self.client
            .get(format!("http://{}{path}", self.address))
            .send()
            .await
    }

    /// The status and the answer to a document.
    pub async fn ask(&self, query: &str) -> (u16, Value) {
        self.ask_with(query, json!({})).await
    }

    pub async fn ask_with(&self, query: &str, variables: Value) -> (u16, Value) {
        let sent = self
            .client
            .post(format!("http://{}/graphql", self.address))
            .header("accept", "application/graphql-response+json")
            .json(&json!({ "query": query, "variables": variables }))
            .send()
            .await
            .expect("an answer");
        let status = sent.status().as_u16();
        (status, sent.json().await.expect("JSON"))
    }

    /// The status and the answer to a document with a token.
    pub async fn ask_as(&self, token: &str, query: &str, variables: Value) -> (u16, Value) {
        let sent = self
            .client
            .post(format!("http://{}/graphql", self.address))
            .header("accept", "application/graphql-response+json")
            .bearer_auth(token)
            .json(&json!({ "query": query, "variables": variables }))
            .send()
            .await
            .expect("an answer");
        let status = sent.status().as_u16();
        (status, sent.json().await.expect("JSON"))
    }

    /// A token that may publish.
    pub fn editor_token(&self) -> String {
        let database = format!("sqlite://{}/catalogue.db", self.folder.path().display());
        let output = Command::new(env!("CARGO_BIN_EXE_certgraph"))
            .args(["token", "create", "--scope", "editor", "--name", "ana"])
            .args(["--database-url", &database])
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout)
            .expect("text")
            .trim()
            .to_owned()
    }

    /// What the server says to these bytes until it closes the connection or has said all of an
    /// answer, and how long that took.
    pub async fn say(&self, bytes: &[u8]) -> (String, Duration) {
        let started = Instant::now();
        let mut stream = TcpStream::connect(self.address)
            .await
            .expect("a connection");
        let mut heard = Vec::new();
        let talk = async {
            let (mut reading, mut writing) = stream.split();
            let write = async {
                let _ = writing.write_all(bytes).await;
            };
            let read = async {
                let mut buffer = vec![0; 64 << 10];
                while !is_whole(&heard) {
                    match reading.read(&mut buffer).await {
                        Ok(0) | Err(_) => break,
                        Ok(count) => heard.extend_from_slice(&buffer[..count]),
                    }
                }
            };
            // An answer may come before all was written.
            tokio::select! {
                () = read => {}
                () = async { write.await; std::future::pending().await } => {}
            }
        };
        let _ = timeout(Duration::from_secs(20), talk).await;
        (
            String::from_utf8_lossy(&heard).into_owned(),
            started.elapsed(),
        )
    }

    /// Whether it still answers rightly.
    pub async fn assert_alive(&self, after: &str) {
        let (status, answer) = self.ask("{ exam(code: \"AZ-104\") { code } }").await;
        assert_eq!(
            (status, &answer["data"]["exam"]["code"]),
            (200, &json!("AZ-104")),
            "after {after}"
        );
    }

    /// A line of its status, in KiB: `VmRSS` now, `VmHWM` at most.
    pub fn memory(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("the process is there");
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let line = line.expect("its memory").trim_start_matches(':').trim();
        line.split(' ')
            .next()
            .expect("a number")
            .parse()
            .expect("a number")
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([name, &self.child.id().to_string()])
            .status();
        assert!(sent.expect("kill runs").success());
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).expect("its log")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let log = self.log();
        assert!(
            std::thread::panicking() || !log.contains("panicked"),
            "no attack makes it panic: {log}"
        );
    }
}

/// Whether these bytes hold a whole answer, as its length tells.
fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = bytes.windows(4).position(|part| part == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .and_then(|length| length.trim().parse::<usize>().ok());
    length.is_some_and(|length| bytes.len() >= end + 4 + length)
}

/// The slowest of all but one in a hundred.
pub fn ninety_ninth(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() * 99 / 100]
}
