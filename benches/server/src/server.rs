//! The program as processes: commands that end, and servers that answer.

use std::{
    error::Error,
    net::TcpListener,
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{
    process::{Child, Command},
    time::sleep,
};

use crate::Setting;

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_mins(1);

/// Runs a command over a database to its end; fails when it fails.
pub(crate) async fn run(
    setting: &Setting,
    url: &str,
    arguments: &[&str],
) -> Result<Duration, Box<dyn Error>> {
    let begin = Instant::now();
    let output = command(setting, url).args(arguments).output().await?;
    let time = begin.elapsed();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(time)
}

/// Runs a command on a database and returns its output.
pub(crate) async fn output(
    setting: &Setting,
    url: &str,
    arguments: &[&str],
) -> Result<String, Box<dyn Error>> {
    let output = command(setting, url).args(arguments).output().await?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// An unused port.
pub(crate) fn free_port() -> Result<u16, Box<dyn Error>> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn command(setting: &Setting, url: &str) -> Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "where `taskset` is found is no setting"
    )]
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut command = setting.pinned(&setting.binary);
    command
        .env_clear()
        .env("PATH", path)
        .env("DATABASE_URL", url)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

/// A running server.
pub(crate) struct Server {
    process: Child,
    client: reqwest::Client,
    address: String,
    port: u16,
}

impl Server {
    /// Starts one and waits until it is ready.
    pub(crate) async fn start(setting: &Setting, url: &str) -> Result<Self, Box<dyn Error>> {
        Self::start_with(setting, url, &[]).await
    }

    /// The same with other settings.
    pub(crate) async fn start_with(
        setting: &Setting,
        url: &str,
        arguments: &[&str],
    ) -> Result<Self, Box<dyn Error>> {
        let port = free_port()?;
        let process = command(setting, url)
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self {
            process,
            client: reqwest::Client::builder()
                .no_proxy()
                .pool_max_idle_per_host(1)
                .build()?,
            address: format!("http://127.0.0.1:{port}"),
            port,
        };
        let begin = Instant::now();
        while server.ask("{ catalogue { revision } }").await.is_err() {
            if let Some(status) = server.process.try_wait()? {
                return Err(format!("the server ended with {status}").into());
            }
            if begin.elapsed() > PATIENCE {
                return Err("the server does not answer".into());
            }
            sleep(Duration::from_millis(10)).await;
        }
        Ok(server)
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The port that it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> Result<u32, Box<dyn Error>> {
        self.process.id().ok_or_else(|| "the server ended".into())
    }

    /// The data of a document that has to succeed.
    pub(crate) async fn ask(&self, query: &str) -> Result<Value, Box<dyn Error>> {
        self.ask_with(query, &json!({})).await
    }

    /// The same with variables.
    pub(crate) async fn ask_with(
        &self,
        query: &str,
        variables: &Value,
    ) -> Result<Value, Box<dyn Error>> {
        let request = self.client.post(self.url("/graphql"));
        let body = json!({ "query": query, "variables": variables });
        self.data(request.json(&body)).await
    }

    /// The same with a token.
    pub(crate) async fn ask_as(
        &self,
        token: &str,
        query: &str,
        variables: &Value,
    ) -> Result<Value, Box<dyn Error>> {
        let request = self.client.post(self.url("/graphql")).bearer_auth(token);
        let body = json!({ "query": query, "variables": variables });
        self.data(request.json(&body)).await
    }

    async fn data(&self, request: reqwest::RequestBuilder) -> Result<Value, Box<dyn Error>> {
        let response = request.send().await?;
        let mut answer: Value = response.json().await?;
        match answer.get("errors") {
            Some(errors) => Err(errors.to_string().into()),
            None => Ok(answer["data"].take()),
        }
    }

    /// Stops it as an operator does.
    pub(crate) async fn stop(mut self) -> Result<(), Box<dyn Error>> {
        self.process.kill().await?;
        Ok(())
    }
}
