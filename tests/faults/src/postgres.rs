//! A private PostgreSQL server, and the faults to apply to it.

use std::{env, fs, path::PathBuf, process::Stdio, time::Duration};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tokio::{process::Command, time::sleep};

#[expect(
    clippy::disallowed_methods,
    reason = "the script tells by variables how the database is controlled"
)]
fn variable(name: &str) -> String {
    env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set; scripts/postgres --durable sets it"))
}

/// A PostgreSQL server of the run's own.
pub(crate) struct Postgres {
    /// `host:port`.
    pub(crate) place: String,
    pub(crate) folder: PathBuf,
    process: PathBuf,
    start: String,
}

impl Postgres {
    /// The server that scripts/postgres has started.
    pub(crate) fn of_the_run() -> Self {
        let url = variable("TEST_DATABASE_URL");
        let place = url.rsplit_once('@').expect("a user").1;
        let process = PathBuf::from(variable("TEST_DATABASE_PROCESS"));
        Self {
            place: place.split('/').next().expect("a place").to_owned(),
            folder: process.parent().expect("a folder").to_owned(),
            process,
            start: variable("TEST_DATABASE_START"),
        }
    }

    /// The address of a database for its owner.
    pub(crate) fn url(place: &str, user: &str, database: &str) -> String {
        format!("postgres://{user}@{place}/{database}")
    }

    /// Carries out statements as the superuser.
    pub(crate) async fn run(&self, database: &str, statements: &[&str]) {
        let connection = self.connect(database).await;
        for statement in statements {
            let done = connection.execute_unprepared(statement).await;
            done.unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        connection.close().await.expect("it closes");
    }

    pub(crate) async fn connect(&self, database: &str) -> DatabaseConnection {
        let url = Self::url(&self.place, "certgraph", database);
        loop {
            match Database::connect(&url).await {
                Ok(connection) => return connection,
                Err(_) => sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Creates a user and a database of this name.
    pub(crate) async fn create(&self, name: &str) {
        let (user, database) = (
            format!("CREATE ROLE {name} LOGIN"),
            format!("CREATE DATABASE {name} OWNER {name}"),
        );
        self.run("postgres", &[&user, &database]).await;
    }

    /// Ends the connections of a user; with a condition only some of them.
    pub(crate) async fn end_connections(&self, user: &str, condition: &str) {
        let statement = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{user}' AND {condition}"
        );
        self.run("postgres", &[&statement]).await;
    }

    fn number(&self) -> Option<String> {
        let text = fs::read_to_string(&self.process).ok()?;
        Some(text.lines().next()?.to_owned())
    }

    /// Sends the server's first process a signal, and with `all` its children too.
    pub(crate) async fn signal(&self, name: &str, all: bool) {
        let number = self.number().expect("the database runs");
        let mut numbers = vec![number.clone()];
        if all {
            let children = Command::new("pgrep").args(["-P", &number]).output().await;
            let children = String::from_utf8(children.expect("pgrep runs").stdout).expect("text");
            numbers.extend(children.lines().map(str::to_owned));
        }
        let sent = Command::new("kill")
            .arg(name)
            .args(&numbers)
            .stderr(Stdio::null())
            .status()
            .await;
        sent.expect("kill runs");
    }

    /// Waits until it has ended.
    pub(crate) async fn gone(&self, number: &str) {
        while fs::metadata(format!("/proc/{number}")).is_ok_and(|_| {
            let status = fs::read_to_string(format!("/proc/{number}/status"));
            status.is_ok_and(|status| !status.contains("State:\tZ"))
        }) {
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Kills it by signal 9; its children notice and end.
    pub(crate) async fn kill(&self) {
        let number = self.number().expect("the database runs");
        self.signal("-9", false).await;
        self.gone(&number).await;
    }

    /// Has it end all connections and stop.
    pub(crate) async fn stop(&self) {
        let number = self.number().expect("the database runs");
        self.signal("-INT", false).await;
        self.gone(&number).await;
    }

    pub(crate) async fn start(&self) {
        let started = Command::new(&self.start).status().await;
        assert!(
            started.expect("it can be started").success(),
            "the database starts"
        );
    }

    /// Runs a program of PostgreSQL as the account that owns its files.
    pub(crate) async fn program(name: &str, arguments: &[&str]) {
        let path = PathBuf::from(variable("TEST_DATABASE_PROGRAMS")).join(name);
        let account = variable("TEST_DATABASE_ACCOUNT");
        let mut command = if account.is_empty() {
            Command::new(path)
        } else {
            let mut command = Command::new("runuser");
            command.args(["-u", &account, "--"]).arg(path);
            command
        };
        let output = command
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::null())
            .output()
            .await;
        let output = output.expect("the program runs");
        assert!(
            output.status.success(),
            "{name}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// A second server that follows this one by streaming replication. Commits here wait for it.
    pub(crate) async fn standby(&self) -> Self {
        let folder = self.folder.with_file_name("standby");
        let data = folder.to_str().expect("text");
        let (host, port) = self.place.split_once(':').expect("a port");
        let connection = format!("host={host} port={port} user=certgraph application_name=standby");
        Self::program(
            "pg_basebackup",
            &[
                "--pgdata",
                data,
                "--dbname",
                &connection,
                "--write-recovery-conf",
                "--wal-method=stream",
                "--checkpoint=fast",
                "--create-slot",
                "--slot=standby",
            ],
        )
        .await;
        let standby = Self {
            place: crate::server::free_address(),
            process: folder.join("postmaster.pid"),
            start: String::new(),
            folder: folder.clone(),
        };
        standby.follow().await;
        self.wait_for_standby(true).await;
        standby
    }

    /// Starts a standby that this run has made.
    pub(crate) async fn follow(&self) {
        let (_, port) = self.place.split_once(':').expect("a port");
        let log = self.folder.join("log");
        Self::program(
            "pg_ctl",
            &[
                "start",
                "--wait",
                "--timeout=60",
                "--silent",
                "--pgdata",
                self.folder.to_str().expect("text"),
                "--log",
                log.to_str().expect("text"),
                "--options",
                &format!("-p {port}"),
            ],
        )
        .await;
    }

    /// Says whether commits here wait for the standby.
    pub(crate) async fn wait_for_standby(&self, waits: bool) {
        let names = if waits { "standby" } else { "" };
        let set = format!("ALTER SYSTEM SET synchronous_standby_names = '{names}'");
        self.run("postgres", &[&set, "SELECT pg_reload_conf()"])
            .await;
    }

    /// Promotes a standby without synchronous replication.
    pub(crate) async fn promote(&self) {
        let data = self.folder.to_str().expect("text");
        Self::program(
            "pg_ctl",
            &["promote", "--wait", "--silent", "--pgdata", data],
        )
        .await;
        self.wait_for_standby(false).await;
    }

    /// Stops a standby that this run has made.
    pub(crate) async fn shut_down(&self) {
        let data = self.folder.to_str().expect("text");
        Self::program(
            "pg_ctl",
            &["stop", "--mode=immediate", "--silent", "--pgdata", data],
        )
        .await;
    }
}
