//! Settings: names, defaults and units of command-line options and environment variables.

mod environment_file;

use std::{
    convert::Infallible,
    ffi::{OsStr, OsString},
    io,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

use chrono::TimeDelta;
use clap::{Args, ValueEnum};
use ipnet::IpNet;
use url::Url;

pub use self::environment_file::BadLine;
use crate::secret::Secret;

/// Database connection.
#[derive(Args, Debug, Clone)]
pub struct DatabaseSettings {
    /// Address of the database.
    #[arg(
        long,
        help = "Address of the database: sqlite://path or postgres://user:password@host:port/database",
        env = "DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite://data/certgraph.db"
    )]
    pub database_url: String,

    /// Maximum database connections per process
    #[arg(long, env = "DATABASE_CONNECTIONS", value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub database_connections: u32,
}

/// The public address of the server: scheme and host, without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address. Example: `https://certs.example`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        match host {
            Some(host) if !host.is_empty() && host.bytes().all(allowed) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err("expects http:// or https://, a host, an optional port and no path"),
        }
    }
}

/// Days after which facts are due for a check.
#[derive(Args, Debug, Clone)]
pub struct FreshnessSettings {
    /// Days after which the dates of an exam are due for a check
    #[arg(long, env = "FRESHNESS_LIFECYCLE_DAYS", value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub freshness_lifecycle_days: u16,

    /// Days after which prices are due for a check
    #[arg(long, env = "FRESHNESS_FEE_DAYS", value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub freshness_fee_days: u16,

    /// Days after which blueprints are due for a check
    #[arg(long, env = "FRESHNESS_OUTLINE_DAYS", value_name = "DAYS", default_value_t = 180, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub freshness_outline_days: u16,

    /// Days after which everything else is due for a check
    #[arg(long, env = "FRESHNESS_OTHER_DAYS", value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub freshness_other_days: u16,
}

/// Read replica.
#[derive(Args, Debug, Clone, Default)]
pub struct ReplicaSettings {
    /// Address of a read replica.
    #[arg(
        long,
        help = "Address of a read replica to load the catalogue from; writes always go to DATABASE_URL",
        env = "DATABASE_READ_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database_read_url: Option<String>,
}

/// The address of an OpenTelemetry collector, without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectorUrl(String);

impl CollectorUrl {
    /// Its endpoint for traces. Example: `http://localhost:4318/v1/traces`.
    pub fn of_traces(&self) -> String {
        format!("{}/v1/traces", self.0)
    }
}

impl FromStr for CollectorUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:[]/".contains(&byte);
        match text.strip_prefix("http://") {
            Some(rest)
                if !rest.starts_with(['/', ':'])
                    && !rest.is_empty()
                    && rest.bytes().all(allowed) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(
                "expects http://, a host and an optional port and path; for a collector behind TLS, run a forwarding collector on the same host",
            ),
        }
    }
}

/// Export of request spans.
#[derive(Args, Debug, Clone)]
pub struct TraceSettings {
    /// OpenTelemetry collector that receives request spans by OTLP over HTTP, such as `http://localhost:4318`
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL", value_parser = CollectorUrl::from_str)]
    pub otel_exporter_otlp_endpoint: Option<CollectorUrl>,

    /// Service name in the spans
    #[arg(
        long,
        env = "OTEL_SERVICE_NAME",
        value_name = "NAME",
        default_value = "certgraph"
    )]
    pub otel_service_name: String,
}

impl TraceSettings {
    /// The timeout of one export, by the variables of the OpenTelemetry specification:
    /// `OTEL_EXPORTER_OTLP_TRACES_TIMEOUT`, else `OTEL_EXPORTER_OTLP_TIMEOUT`, in milliseconds.
    pub fn export_timeout() -> Duration {
        let milliseconds = |name| variable(OsStr::new(name))?.to_str()?.parse().ok();
        milliseconds("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT")
            .or_else(|| milliseconds("OTEL_EXPORTER_OTLP_TIMEOUT"))
            .map_or(Duration::from_secs(10), Duration::from_millis)
    }
}

/// Addresses of webhooks.
#[derive(Args, Debug, Clone, Copy)]
pub struct WebhookAddressSettings {
    /// Allow webhooks at private addresses, but not link-local and metadata ones, and at `http`; only if every editor may send requests into your network
    #[arg(long, env = "WEBHOOK_PRIVATE_ADDRESSES", value_name = "BOOLEAN", default_value_t = false, num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub webhook_private_addresses: bool,
}

/// Deliveries to webhooks.
#[derive(Args, Debug, Clone)]
pub struct WebhookSettings {
    /// Deliver changes to webhooks from this process; `false` leaves that to other processes over the database
    #[arg(long, env = "WEBHOOK_DELIVERY", value_name = "BOOLEAN", default_value_t = true, action = clap::ArgAction::Set)]
    pub webhook_delivery: bool,

    /// Addresses of webhooks.
    #[command(flatten)]
    pub addresses: WebhookAddressSettings,

    /// Timeout in seconds of one delivery to a webhook
    #[arg(long, env = "WEBHOOK_TIMEOUT_SECONDS", value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=300))]
    pub webhook_timeout_seconds: u64,

    /// Hours for which a failing webhook is retried before it is disabled
    #[arg(long, env = "WEBHOOK_RETRY_HOURS", value_name = "HOURS", default_value_t = 72, value_parser = clap::value_parser!(u64).range(1..=720))]
    pub webhook_retry_hours: u64,
}

impl WebhookSettings {
    /// The timeout of one delivery.
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.webhook_timeout_seconds)
    }

    /// How long a failing webhook is retried.
    pub const fn retry_time(&self) -> Duration {
        Duration::from_secs(self.webhook_retry_hours * 3_600)
    }
}

/// Responses and caches.
#[derive(Args, Debug, Clone)]
pub struct AnswerSettings {
    /// Compress responses for clients that accept it; `false` leaves that to a proxy
    #[arg(long, env = "COMPRESSION", value_name = "BOOLEAN", default_value_t = true, action = clap::ArgAction::Set)]
    pub compression: bool,

    /// Size of the response cache in mebibytes; 0 disables it
    #[arg(long, env = "RESPONSE_CACHE_MEBIBYTES", value_name = "NUMBER", default_value_t = 24, value_parser = clap::value_parser!(u32).range(0..=1_048_576))]
    pub response_cache_mebibytes: u32,

    /// Size of the cache of automatic persisted queries in mebibytes; 0 disables it
    #[arg(long, env = "PERSISTED_QUERIES_MEBIBYTES", value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u32).range(0..=1_048_576))]
    pub persisted_queries_mebibytes: u32,

    /// Size of the cache of operations and their execution plans in mebibytes; 0 disables it
    #[arg(long, env = "PLAN_CACHE_MEBIBYTES", value_name = "NUMBER", default_value_t = 8, value_parser = clap::value_parser!(u32).range(0..=1_048_576))]
    pub plan_cache_mebibytes: u32,

    /// Directory of trusted documents; if set, only these may run
    #[arg(long, env = "TRUSTED_DOCUMENTS", value_name = "DIRECTORY")]
    pub trusted_documents: Option<PathBuf>,

    /// Serve the schema as a subgraph of an Apollo Federation graph, with `_service` and `_entities`
    #[arg(long, env = "FEDERATION", value_name = "BOOLEAN", default_value_t = false, num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub federation: bool,

    /// Public address of the server, such as `https://certs.example`; link previews then use absolute picture addresses, and assistants may use its host
    #[arg(long, env = "PUBLIC_URL", value_name = "URL", value_parser = PublicUrl::from_str)]
    pub public_url: Option<PublicUrl>,

    /// Cache-Control max-age of responses in seconds
    #[arg(long, env = "CACHE_MAX_AGE_SECONDS", value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(0..=31_536_000))]
    pub cache_max_age_seconds: u64,

    /// Cache-Control stale-while-revalidate of responses in seconds
    #[arg(long, env = "CACHE_STALE_WHILE_REVALIDATE_SECONDS", value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(0..=31_536_000))]
    pub cache_stale_while_revalidate_seconds: u64,

    /// Cache-Control stale-if-error of responses in seconds
    #[arg(long, env = "CACHE_STALE_IF_ERROR_SECONDS", value_name = "SECONDS", default_value_t = 86_400, value_parser = clap::value_parser!(u64).range(0..=31_536_000))]
    pub cache_stale_if_error_seconds: u64,
}

/// Settings of the server.
#[derive(Args, Debug, Clone)]
pub struct ServeSettings {
    /// Database connection.
    #[command(flatten)]
    pub database: DatabaseSettings,

    /// Read replica.
    #[command(flatten)]
    pub replica: ReplicaSettings,

    /// Address and port to listen on; port 0 picks a free one
    #[arg(
        long,
        env = "LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// Prometheus scrape address: serves /metrics; do not expose it to the internet
    #[arg(long, env = "METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,

    /// Export of request spans.
    #[command(flatten)]
    pub traces: TraceSettings,

    /// Apply pending database migrations at start; `false` leaves that to `certgraph migrate`
    #[arg(long, env = "MIGRATE", value_name = "BOOLEAN", default_value_t = true, action = clap::ArgAction::Set)]
    pub migrate: bool,

    /// Import the embedded catalogue into an empty database
    #[arg(long, env = "SEED", value_name = "BOOLEAN", default_value_t = true, action = clap::ArgAction::Set)]
    pub seed: bool,

    /// Archive of the served snapshot, from which the next start serves: `auto` for beside a SQLite file, a directory, or `none`
    #[arg(
        long,
        env = "SNAPSHOT_ARCHIVE",
        value_name = "DIRECTORY",
        default_value = "auto"
    )]
    pub snapshot_archive: ArchivePlace,

    /// Exit if the database is unreachable at start, instead of retrying
    #[arg(long, env = "REQUIRE_DATABASE", value_name = "BOOLEAN", default_value_t = false, num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub require_database: bool,

    /// Revision polling interval in milliseconds
    #[arg(long, env = "POLL_INTERVAL_MILLISECONDS", value_name = "MILLISECONDS", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(10..=3_600_000))]
    pub poll_interval_milliseconds: u64,

    /// Rate limits.
    #[command(flatten)]
    pub callers: CallerSettings,

    /// Maximum client connections; excess connections receive 503
    #[arg(long, env = "CONNECTIONS", value_name = "NUMBER", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub connections: u32,

    /// Allowed CORS origins: `none`, `*`, or a comma-separated list such as `https://example.org`
    #[arg(
        long,
        env = "CORS_ORIGINS",
        value_name = "ORIGINS",
        default_value = "none"
    )]
    pub cors_origins: OriginList,

    /// Request threads; 0 for one per processor core
    #[arg(long, env = "WORKERS", value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub workers: u16,

    /// Responses and caches.
    #[command(flatten)]
    pub answers: AnswerSettings,

    /// Days after which facts are due for a check.
    #[command(flatten)]
    pub freshness: FreshnessSettings,

    /// Maximum open connections for subscriptions
    #[arg(long, env = "LIVE_CONNECTIONS", value_name = "NUMBER", default_value_t = 512, value_parser = clap::value_parser!(u16).range(0..))]
    pub live_connections: u16,

    /// Keep-alive ping interval of subscriptions in seconds; shorter than the idle timeout of proxies
    #[arg(long, env = "HEARTBEAT_SECONDS", value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub heartbeat_seconds: u16,

    /// Seconds for running requests to finish after SIGTERM
    #[arg(long, env = "SHUTDOWN_GRACE_SECONDS", value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub shutdown_grace_seconds: u64,

    /// Seconds of the grace period in which new connections are still accepted, so that load balancers notice
    #[arg(long, env = "SHUTDOWN_DELAY_SECONDS", value_name = "SECONDS", default_value_t = 1, value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub shutdown_delay_seconds: u64,

    /// Retention in days of removals and superseded changes in the change log; partners that are offline for longer must load everything again
    #[arg(long, env = "CHANGE_RETENTION_DAYS", value_name = "DAYS", default_value_t = 400, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub change_retention_days: u16,

    /// Deliveries to webhooks.
    #[command(flatten)]
    pub webhooks: WebhookSettings,
}

/// Where a server keeps the archive of its snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArchivePlace {
    /// Beside the file of a SQLite database; nowhere for PostgreSQL.
    Beside,
    /// In a directory.
    Directory(PathBuf),
    /// Nowhere.
    None,
}

impl FromStr for ArchivePlace {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "auto" => Self::Beside,
            "none" => Self::None,
            directory => Self::Directory(directory.into()),
        })
    }
}

/// Rate limits and client addresses.
#[derive(Args, Debug, Clone)]
pub struct CallerSettings {
    /// Points per second for each address without a token; 0 disables all rate limits
    #[arg(long, env = "ANONYMOUS_RATE", value_name = "POINTS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub anonymous_rate: u32,

    /// Burst capacity in points for an address without a token
    #[arg(long, env = "ANONYMOUS_BURST", value_name = "POINTS", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub anonymous_burst: u32,

    /// Points per second for each token; at least `ANONYMOUS_RATE`
    #[arg(long, env = "TOKEN_RATE", value_name = "POINTS", default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub token_rate: u32,

    /// Burst capacity in points for a token; at least `ANONYMOUS_BURST`
    #[arg(long, env = "TOKEN_BURST", value_name = "POINTS", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub token_burst: u32,

    /// Networks of proxies whose client address header is trusted, such as `10.0.0.0/8,2001:db8::/32`
    #[arg(
        long,
        env = "TRUSTED_PROXIES",
        value_name = "NETWORKS",
        default_value = "none"
    )]
    pub trusted_proxies: NetworkList,

    /// Header in which trusted proxies send the client address
    #[arg(
        long,
        env = "TRUSTED_PROXY_HEADER",
        value_name = "HEADER",
        default_value = "x-forwarded-for"
    )]
    pub trusted_proxy_header: ProxyHeader,
}

/// A comma-separated list of networks, or `none`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NetworkList(pub Vec<IpNet>);

impl FromStr for NetworkList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self::default());
        }
        let network = |part: &str| {
            let part = part.trim();
            let network = part.parse::<IpNet>();
            let network = network.or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| format!("\"{part}\" is not a network such as 10.0.0.0/8"))
        };
        text.split(',')
            .map(network)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// A comma-separated list of origins, `*` for all, or `none`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OriginList {
    /// No other origin.
    #[default]
    None,
    /// All origins.
    Any,
    /// These origins.
    These(Vec<String>),
}

impl FromStr for OriginList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let origin = |part: &str| {
            let part = part.trim();
            let lower = part.to_ascii_lowercase();
            let host = lower
                .strip_prefix("https://")
                .or_else(|| part.strip_prefix("http://"));
            let is_origin = |host: &str| {
                !host.is_empty()
                    && !host
                        .contains(|sign: char| "/?#@*, ".contains(sign) || !sign.is_ascii_graphic())
            };
            // As browsers send it: lowercase, without the default port.
            let written = host
                .filter(|host| is_origin(host))
                .and_then(|_| Url::parse(part).ok())
                .map(|url| url.origin().ascii_serialization());
            written
                .ok_or_else(|| format!("\"{part}\" is not an origin such as https://example.org"))
        };
        match text {
            "none" => Ok(Self::None),
            "*" => Ok(Self::Any),
            _ => text
                .split(',')
                .map(origin)
                .collect::<Result<_, _>>()
                .map(Self::These),
        }
    }
}

/// A header in which proxies send the client address.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl ServeSettings {
    /// Revision polling interval.
    pub fn poll_interval(&self) -> Duration {
        Duration::from_millis(self.poll_interval_milliseconds)
    }

    /// Retention of removals and superseded changes in the log.
    pub fn change_retention(&self) -> TimeDelta {
        TimeDelta::days(self.change_retention_days.into())
    }

    /// How long the server still accepts connections after SIGTERM.
    pub fn shutdown_delay(&self) -> Duration {
        Duration::from_secs(self.shutdown_delay_seconds.min(self.shutdown_grace_seconds))
    }

    /// How long running requests may take after that.
    pub fn shutdown_grace(&self) -> Duration {
        self.shutdown_time().saturating_sub(self.shutdown_delay())
    }

    /// The sum of both.
    pub fn shutdown_time(&self) -> Duration {
        Duration::from_secs(self.shutdown_grace_seconds)
    }
}

/// Requests to the APIs of vendors.
#[derive(Args, Debug, Clone)]
pub struct ConnectorSettings {
    /// Entra ID token for the Learn Platform API; set it in the environment, since process lists show options
    #[arg(
        long,
        env = "MICROSOFT_LEARN_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN",
        default_value = "",
        hide_default_value = true
    )]
    pub microsoft_learn_token: Secret,

    /// Address of the Learn Platform API
    #[arg(
        long,
        env = "MICROSOFT_LEARN_URL",
        value_name = "URL",
        default_value = "https://learn.microsoft.com/api/v1"
    )]
    pub microsoft_learn_url: Url,

    /// Version of the Learn Platform API to request
    #[arg(
        long,
        env = "MICROSOFT_LEARN_API_VERSION",
        value_name = "VERSION",
        default_value = "2023-11-01-preview"
    )]
    pub microsoft_learn_api_version: String,

    /// Timeout in seconds of each request to a vendor's API, including the response body
    #[arg(long, env = "FETCH_TIMEOUT_SECONDS", value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub fetch_timeout_seconds: u64,

    /// Maximum total size in mebibytes of a vendor's API responses, or of a saved one, after decompression
    #[arg(long, env = "FETCH_MEBIBYTES", value_name = "NUMBER", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub fetch_mebibytes: u64,
}

impl ConnectorSettings {
    /// The timeout of each request.
    pub fn fetch_timeout(&self) -> Duration {
        Duration::from_secs(self.fetch_timeout_seconds)
    }

    /// The maximum total size of responses in bytes.
    pub fn fetch_bytes(&self) -> u64 {
        self.fetch_mebibytes * 1024 * 1024
    }
}

/// Logging.
#[derive(Args, Debug, Clone)]
pub struct LogSettings {
    /// Log filter: error, warn, info, debug, trace, or directives such as warn,certgraph=debug
    #[arg(
        long,
        global = true,
        env = "LOG",
        value_name = "FILTER",
        default_value = "warn,certgraph=info,actix_http::h1=off"
    )]
    pub log: String,

    /// Log format
    #[arg(
        long,
        global = true,
        env = "LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text"
    )]
    pub log_format: LogFormat,
}

/// The form of log lines.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Human-readable lines.
    Text,
    /// One JSON object per line.
    Json,
}

/// The settings file in the working directory.
pub const ENVIRONMENT_FILE: &str = ".env";

/// Why the settings file cannot be used. Messages omit its text, which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum BadEnvironmentFile {
    /// It cannot be read.
    #[error("{ENVIRONMENT_FILE} cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// A line is malformed.
    #[error("{ENVIRONMENT_FILE} cannot be read: {0}")]
    Line(#[from] BadLine),
    /// A variable cannot be set.
    #[error("{ENVIRONMENT_FILE} cannot be read: a value contains a NUL character")]
    Value,
}

/// Loads the `.env` file of the working directory, if there is one, into the environment. Variables
/// that are already set take precedence; an empty one counts as not set.
///
/// # Errors
/// When the file is there but cannot be read as one.
pub fn load_environment_file() -> Result<(), BadEnvironmentFile> {
    let text = match std::fs::read_to_string(ENVIRONMENT_FILE) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    // `std::env::set_var` is unsafe, and this workspace forbids unsafe code; dotenvy sets them.
    let mut lines = String::new();
    for (name, value) in environment_file::parse(&text)? {
        if value.contains('\0') {
            return Err(BadEnvironmentFile::Value);
        }
        if !value.is_empty() && !is_set(&name) {
            lines.push_str(&quoted_line(&name, &value));
        }
    }
    dotenvy::from_read_override(lines.as_bytes()).map_err(|_| BadEnvironmentFile::Value)
}

/// A line that dotenvy reads as exactly this value: quoted, with its special characters escaped.
fn quoted_line(name: &str, value: &str) -> String {
    let mut line = format!("{name}=\"");
    for sign in value.chars() {
        match sign {
            '\n' => line.push_str("\\n"),
            '\\' | '"' | '$' => line.extend(['\\', sign]),
            _ => line.push(sign),
        }
    }
    line.push_str("\"\n");
    line
}

/// Whether an environment variable is set and not empty.
fn is_set(name: &str) -> bool {
    variable(name.as_ref()).is_some_and(|value| !value.is_empty())
}

/// Whether an environment variable is set but empty. It counts as not set, as the OpenTelemetry
/// specification requires, and as Compose and Helm pass optional values.
pub fn is_set_but_empty(name: &OsStr) -> bool {
    variable(name).is_some_and(|value| value.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the only file that reads the environment"
)]
fn variable(name: &OsStr) -> Option<OsString> {
    std::env::var_os(name)
}
