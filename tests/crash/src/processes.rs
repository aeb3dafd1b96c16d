//! The processes that are killed: the server, and PostgreSQL where the run has one of its own.

use std::{env, fs, net::TcpListener, process::Stdio, time::Duration};

use tokio::{
    process::{Child, Command},
    sync::Mutex,
    time::sleep,
};

/// A server on a port of its own, started again after each kill.
pub(crate) struct Server {
    pub(crate) url: String,
    binary: String,
    database: String,
    listen: String,
    child: Mutex<Child>,
}

impl Server {
    pub(crate) async fn start(binary: &str, database: &str) -> Self {
        let listen = {
            let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
            free.local_addr().expect("an address").to_string()
        };
        let child = spawn(binary, database, &listen);
        let server = Self {
            url: format!("http://{listen}"),
            binary: binary.to_owned(),
            database: database.to_owned(),
            listen,
            child: Mutex::new(child),
        };
        server.until_ready().await;
        server
    }

    /// Waits until it answers from a catalogue that the database confirms.
    pub(crate) async fn until_ready(&self) {
        loop {
            let ready = reqwest::get(format!("{}/readyz", self.url)).await;
            if ready.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    pub(crate) async fn kill_and_start(&self) {
        let mut child = self.child.lock().await;
        child.kill().await.expect("the server was running");
        *child = spawn(&self.binary, &self.database, &self.listen);
        drop(child);
        self.until_ready().await;
    }

    pub(crate) async fn stop(&self) {
        self.child
            .lock()
            .await
            .kill()
            .await
            .expect("the server was running");
    }
}

fn spawn(binary: &str, database: &str, listen: &str) -> Child {
    Command::new(binary)
        .args(["serve", "--listen", listen, "--database-url", database])
        .env("LOG", "error")
        .env("WEBHOOK_PRIVATE_ADDRESSES", "true")
        .env("WEBHOOK_TIMEOUT_SECONDS", "1")
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("the server starts")
}

/// Makes a token that may publish, and the schema that it lives in.
pub(crate) async fn editor_token(binary: &str, database: &str) -> String {
    for arguments in [
        &["migrate"][..],
        &[
            "token",
            "create",
            "--scope",
            "editor",
            "--name",
            "crash-test",
        ],
    ] {
        let output = Command::new(binary)
            .args(arguments)
            .args(["--database-url", database])
            .output()
            .await
            .expect("the program runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).expect("text");
        let token = text
            .split_whitespace()
            .find(|word| word.starts_with("certgraph_"));
        if let Some(token) = token {
            return token.to_owned();
        }
    }
    panic!("`certgraph token create` shows no token");
}

/// Adds a webhook that is told of all changes.
pub(crate) async fn add_webhook(binary: &str, database: &str, url: &str) {
    let output = Command::new(binary)
        .args([
            "webhook",
            "add",
            "--url",
            url,
            "--webhook-private-addresses",
        ])
        .args(["--database-url", database])
        .output()
        .await
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

/// The database that the servers share.
#[derive(Clone)]
pub(crate) struct Database {
    kind: &'static str,
    /// The file with PostgreSQL's process number, and the program that starts it again.
    control: Option<(String, String)>,
}

impl Database {
    #[expect(
        clippy::disallowed_methods,
        reason = "the script tells by variables how the database is controlled"
    )]
    pub(crate) fn new(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            return Self {
                kind: "sqlite",
                control: None,
            };
        }
        let variable = |name| env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
        Self {
            kind: "postgres",
            control: Some((
                variable("TEST_DATABASE_PROCESS"),
                variable("TEST_DATABASE_START"),
            )),
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    pub(crate) fn can_be_killed(&self) -> bool {
        self.control.is_some()
    }

    /// Kills the server process; its children notice and end. Then starts it again.
    pub(crate) async fn kill_and_start(&self) {
        let Some((process, start)) = &self.control else {
            return;
        };
        let text = fs::read_to_string(process).expect("the database runs");
        let number = text.lines().next().expect("a process number");
        let killed = Command::new("kill").args(["-9", number]).status().await;
        assert!(
            killed.expect("kill runs").success(),
            "the database was running"
        );
        let started = Command::new(start).status().await;
        assert!(
            started.expect("it can be started").success(),
            "the database starts again"
        );
    }
}
