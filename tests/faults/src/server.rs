//! A server process, its metrics and its output.

use std::{
    fs::{self, File},
    net::TcpListener,
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::{
    process::{Child, Command},
    time::sleep,
};

/// How a server process is started.
#[derive(Clone)]
pub(crate) struct Recipe {
    pub(crate) binary: String,
    pub(crate) database_url: String,
    pub(crate) read_url: Option<String>,
    pub(crate) log: PathBuf,
    pub(crate) listen: String,
    pub(crate) metrics: String,
}

/// A port of the loopback interface that was free a moment ago.
pub(crate) fn free_address() -> String {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("an address").to_string()
}

impl Recipe {
    pub(crate) fn new(binary: &str, database_url: &str, log: PathBuf) -> Self {
        Self {
            binary: binary.to_owned(),
            database_url: database_url.to_owned(),
            read_url: None,
            log,
            listen: free_address(),
            metrics: free_address(),
        }
    }

    pub(crate) fn command(&self) -> Command {
        let log = File::options().create(true).append(true).open(&self.log);
        let mut command = Command::new(&self.binary);
        command
            .args(["serve", "--listen", &self.listen])
            .args(["--metrics-listen", &self.metrics])
            .args(["--database-url", &self.database_url])
            .env("LOG", "warn,certgraph=warn")
            .stdout(Stdio::null())
            .stderr(log.expect("the log can be written"))
            .kill_on_drop(true);
        if let Some(url) = &self.read_url {
            command.args(["--database-read-url", url]);
        }
        command
    }
}

/// A running server process.
pub(crate) struct Server {
    pub(crate) recipe: Recipe,
    pub(crate) url: String,
    child: Child,
}

impl Server {
    /// Starts a process, whatever becomes of it.
    pub(crate) fn start(recipe: Recipe) -> Self {
        let child = recipe.command().spawn().expect("the server starts");
        Self {
            url: format!("http://{}", recipe.listen),
            recipe,
            child,
        }
    }

    /// The status of a page; `None` if the server is unreachable.
    pub(crate) async fn status(&self, path: &str) -> Option<u16> {
        let answer = reqwest::get(format!("{}{path}", self.url)).await.ok()?;
        Some(answer.status().as_u16())
    }

    /// How long it takes until a page has a status.
    pub(crate) async fn until(&self, path: &str, status: u16, limit: Duration) -> Duration {
        let started = Instant::now();
        while self.status(path).await != Some(status) {
            assert!(
                started.elapsed() < limit,
                "{path} is not {status} within {limit:?}"
            );
            sleep(Duration::from_millis(10)).await;
        }
        started.elapsed()
    }

    pub(crate) async fn until_ready(&self) -> Duration {
        self.until("/readyz", 200, Duration::from_mins(1)).await
    }

    /// Ends it without a warning.
    pub(crate) async fn kill(mut self) -> Recipe {
        self.child.kill().await.expect("the server was running");
        self.recipe
    }

    /// Sends it a signal.
    pub(crate) async fn signal(&self, name: &str) {
        let number = self.process().to_string();
        let sent = Command::new("kill").args([name, &number]).status().await;
        assert!(sent.expect("kill runs").success(), "the server was running");
    }

    /// Waits for its end, and returns its exit code.
    pub(crate) async fn end(&mut self) -> i32 {
        let status = self.child.wait().await.expect("its end can be waited for");
        status.code().unwrap_or(-1)
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id().expect("the server runs")
    }

    /// Its memory in KiB.
    pub(crate) fn memory(&self) -> i64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process()));
        let status = status.expect("the process is there");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.expect("its memory").trim().split(' ').next();
        number.expect("a number").parse().expect("a number")
    }

    /// Its open files.
    pub(crate) fn files(&self) -> usize {
        let files = fs::read_dir(format!("/proc/{}/fd", self.process()));
        files.expect("the process is there").count()
    }

    /// A figure of its metrics.
    pub(crate) async fn figure(&self, name: &str) -> f64 {
        let page = reqwest::get(format!("http://{}/metrics", self.recipe.metrics)).await;
        let text = page.expect("metrics").text().await.expect("text");
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{name}\n{text}"))
            .parse()
            .expect("a number")
    }
}

/// How often the log speaks of a panic.
pub(crate) fn panics(log: &PathBuf) -> usize {
    let text = fs::read_to_string(log).unwrap_or_default();
    text.lines()
        .filter(|line| line.contains("panicked"))
        .count()
}
