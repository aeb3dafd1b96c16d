//! The settings of a server: each is an option of the command line and a variable of the
//! environment, and this is the only place that knows their names, defaults and units.

mod environment_file;

use std::{
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

/// Where the catalogue lives.
#[derive(Args, Debug, Clone)]
pub struct DatabaseSettings {
    /// Where the catalogue lives, as an address.
    #[arg(
        long,
        help = "Where the catalogue lives: sqlite://path or postgres://user:password@host:port/database",
        env = "DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite://data/certgraph.db"
    )]
    pub database_url: String,

    /// Most database connections that one process holds
    #[arg(long, env = "DATABASE_CONNECTIONS", value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub database_connections: u32,
}

/// The address of a server as readers know it: scheme and host, without a slash at the end.
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
            _ => Err("expects http:// or https://, a host and perhaps a port, and no path"),
        }
    }
}

/// After how many days what the catalogue says is due for another check.
#[derive(Args, Debug, Clone)]
pub struct FreshnessSettings {
    /// Days after which the dates of an exam are due for a check
    #[arg(long, env = "FRESHNESS_LIFECYCLE_DAYS", value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub freshness_lifecycle_days: u16,

    /// Days after which prices are due for a check
    #[arg(long, env = "FRESHNESS_FEE_DAYS", value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub freshness_fee_days: u16,

    /// Days after which outlines are due for a check
    #[arg(long, env = "FRESHNESS_OUTLINE_DAYS", value_name = "DAYS", default_value_t = 180, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub freshness_outline_days: u16,

    /// Days after which everything else is due for a check
    #[arg(long, env = "FRESHNESS_OTHER_DAYS", value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub freshness_other_days: u16,
}

/// Another copy of the database, for reading.
#[derive(Args, Debug, Clone, Default)]
pub struct ReplicaSettings {
    /// A copy of the database that follows it, as an address.
    #[arg(
        long,
        help = "A copy of the database that follows it, to load the catalogue from; changes always go to DATABASE_URL",
        env = "DATABASE_READ_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database_read_url: Option<String>,
}

/// The address of a collector of OpenTelemetry, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectorUrl(String);

impl CollectorUrl {
    /// Where it takes traces. Example: `http://localhost:4318/v1/traces`.
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
                "expects http://, a host and perhaps a port and a path; for a collector behind TLS run one beside the server that passes on",
            ),
        }
    }
}

/// Where spans of requests go.
#[derive(Args, Debug, Clone)]
pub struct TraceSettings {
    /// Collector of OpenTelemetry that is sent a span of each request by OTLP over HTTP, such as `http://localhost:4318`
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL", value_parser = CollectorUrl::from_str)]
    pub otel_exporter_otlp_endpoint: Option<CollectorUrl>,

    /// Name of the server in those spans
    #[arg(
        long,
        env = "OTEL_SERVICE_NAME",
        value_name = "NAME",
        default_value = "certgraph"
    )]
    pub otel_service_name: String,
}

impl TraceSettings {
    /// How long one export of spans may take, as the specification of OpenTelemetry names it:
    /// `OTEL_EXPORTER_OTLP_TRACES_TIMEOUT`, else `OTEL_EXPORTER_OTLP_TIMEOUT`, in milliseconds.
    pub fn export_timeout() -> Duration {
        let milliseconds = |name| variable(OsStr::new(name))?.to_str()?.parse().ok();
        milliseconds("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT")
            .or_else(|| milliseconds("OTEL_EXPORTER_OTLP_TIMEOUT"))
            .map_or(Duration::from_secs(10), Duration::from_millis)
    }
}

/// How answers go out and how long they are kept.
#[derive(Args, Debug, Clone)]
pub struct AnswerSettings {
    /// Compress answers for clients that accept it; `false` leaves that to a proxy
    #[arg(long, env = "COMPRESSION", value_name = "BOOLEAN", default_value_t = true, action = clap::ArgAction::Set)]
    pub compression: bool,

    /// Mebibytes for answers that are kept to be given again; 0 keeps none
    #[arg(long, env = "RESPONSE_CACHE_MEBIBYTES", value_name = "NUMBER", default_value_t = 24, value_parser = clap::value_parser!(u32).range(0..=1_048_576))]
    pub response_cache_mebibytes: u32,

    /// Mebibytes for documents that clients announce by their hashes; 0 keeps none
    #[arg(long, env = "PERSISTED_QUERIES_MEBIBYTES", value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u32).range(0..=1_048_576))]
    pub persisted_queries_mebibytes: u32,

    /// Mebibytes for operations that have run before, with the plans by which they are answered; 0 keeps none
    #[arg(long, env = "PLAN_CACHE_MEBIBYTES", value_name = "NUMBER", default_value_t = 8, value_parser = clap::value_parser!(u32).range(0..=1_048_576))]
    pub plan_cache_mebibytes: u32,

    /// Directory of the only documents that may run; without it any may
    #[arg(long, env = "TRUSTED_DOCUMENTS", value_name = "DIRECTORY")]
    pub trusted_documents: Option<PathBuf>,

    /// Where readers find the server, such as `https://certs.example`; previews of links then name their pictures in full
    #[arg(long, env = "PUBLIC_URL", value_name = "URL", value_parser = PublicUrl::from_str)]
    pub public_url: Option<PublicUrl>,

    /// Seconds for which browsers and CDNs may use an answer without asking
    #[arg(long, env = "CACHE_MAX_AGE_SECONDS", value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(0..=31_536_000))]
    pub cache_max_age_seconds: u64,

    /// Seconds after that for which they may still use it while they ask for a new one
    #[arg(long, env = "CACHE_STALE_WHILE_REVALIDATE_SECONDS", value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(0..=31_536_000))]
    pub cache_stale_while_revalidate_seconds: u64,

    /// Seconds after that for which they may still use it while the server fails
    #[arg(long, env = "CACHE_STALE_IF_ERROR_SECONDS", value_name = "SECONDS", default_value_t = 86_400, value_parser = clap::value_parser!(u64).range(0..=31_536_000))]
    pub cache_stale_if_error_seconds: u64,
}

/// How a server runs.
#[derive(Args, Debug, Clone)]
pub struct ServeSettings {
    /// Where the catalogue lives.
    #[command(flatten)]
    pub database: DatabaseSettings,

    /// Another copy of the database.
    #[command(flatten)]
    pub replica: ReplicaSettings,

    /// Address and port to listen on; port 0 takes any free one
    #[arg(
        long,
        env = "LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// Address and port at which /metrics tells Prometheus how the server does; keep it from the public
    #[arg(long, env = "METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,

    /// Where spans of requests go.
    #[command(flatten)]
    pub traces: TraceSettings,

    /// Bring the database's schema up to date at start; `false` leaves that to `certgraph migrate`
    #[arg(long, env = "MIGRATE", value_name = "BOOLEAN", default_value_t = true, action = clap::ArgAction::Set)]
    pub migrate: bool,

    /// Fill an empty database with the catalogue that ships in the binary
    #[arg(long, env = "SEED", value_name = "BOOLEAN", default_value_t = true, action = clap::ArgAction::Set)]
    pub seed: bool,

    /// End at once when the database cannot be reached at start, instead of waiting for it
    #[arg(long, env = "REQUIRE_DATABASE", value_name = "BOOLEAN", default_value_t = false, num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub require_database: bool,

    /// Milliseconds between two looks for a new revision
    #[arg(long, env = "POLL_INTERVAL_MILLISECONDS", value_name = "MILLISECONDS", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(10..=3_600_000))]
    pub poll_interval_milliseconds: u64,

    /// How much callers may ask for.
    #[command(flatten)]
    pub callers: CallerSettings,

    /// Most connections of clients at a time; further ones are told to come back
    #[arg(long, env = "CONNECTIONS", value_name = "NUMBER", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub connections: u32,

    /// Origins whose pages may read answers in browsers: `*`, or such as `https://example.org` with commas between
    #[arg(
        long,
        env = "CORS_ORIGINS",
        value_name = "ORIGINS",
        default_value = "none"
    )]
    pub cors_origins: OriginList,

    /// Threads that answer requests; 0 for one a processor core
    #[arg(long, env = "WORKERS", value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub workers: u16,

    /// How answers go out and how long they are kept.
    #[command(flatten)]
    pub answers: AnswerSettings,

    /// When facts are due for a check.
    #[command(flatten)]
    pub freshness: FreshnessSettings,

    /// Connections that may stay open for subscriptions at a time
    #[arg(long, env = "LIVE_CONNECTIONS", value_name = "NUMBER", default_value_t = 512, value_parser = clap::value_parser!(u16).range(0..))]
    pub live_connections: u16,

    /// Seconds between two signs of life on a connection that stays open; shorter than proxies keep
    /// a silent one
    #[arg(long, env = "HEARTBEAT_SECONDS", value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub heartbeat_seconds: u16,

    /// Seconds that running requests get to finish when the server is told to stop
    #[arg(long, env = "SHUTDOWN_GRACE_SECONDS", value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub shutdown_grace_seconds: u64,

    /// Seconds of them for which the server still takes connections, so that those in front of it notice
    #[arg(long, env = "SHUTDOWN_DELAY_SECONDS", value_name = "SECONDS", default_value_t = 1, value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub shutdown_delay_seconds: u64,

    /// Days for which the change log keeps removals and superseded changes: how long partners may
    /// be away before they have to load everything anew
    #[arg(long, env = "CHANGE_RETENTION_DAYS", value_name = "DAYS", default_value_t = 400, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    pub change_retention_days: u16,
}

/// How much callers may ask for, and how they are told apart.
#[derive(Args, Debug, Clone)]
pub struct CallerSettings {
    /// Points a second that each address without a token may spend; 0 for no limit on anybody
    #[arg(long, env = "ANONYMOUS_RATE", value_name = "POINTS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub anonymous_rate: u32,

    /// Points that an address without a token may save up and spend at once
    #[arg(long, env = "ANONYMOUS_BURST", value_name = "POINTS", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub anonymous_burst: u32,

    /// Points a second that each token may spend; at least those of an address without one
    #[arg(long, env = "TOKEN_RATE", value_name = "POINTS", default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub token_rate: u32,

    /// Points that a token may save up and spend at once; at least those of an address without one
    #[arg(long, env = "TOKEN_BURST", value_name = "POINTS", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub token_burst: u32,

    /// Networks of the proxies that are believed about the addresses of clients, such as `10.0.0.0/8,2001:db8::/32`
    #[arg(
        long,
        env = "TRUSTED_PROXIES",
        value_name = "NETWORKS",
        default_value = "none"
    )]
    pub trusted_proxies: NetworkList,

    /// The header in which those proxies tell the addresses of clients
    #[arg(
        long,
        env = "TRUSTED_PROXY_HEADER",
        value_name = "HEADER",
        default_value = "x-forwarded-for"
    )]
    pub trusted_proxy_header: ProxyHeader,
}

/// Networks with commas between them, or `none`.
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
            network.map_err(|_| format!("\"{part}\" is no network such as 10.0.0.0/8"))
        };
        text.split(',')
            .map(network)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// Origins with commas between them, `*` for every one, or `none`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OriginList {
    /// No page of another origin.
    #[default]
    None,
    /// Pages of every origin.
    Any,
    /// Pages of these.
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
            // As browsers write it: in lower case, without the port that its scheme has anyway.
            let written = host
                .filter(|host| is_origin(host))
                .and_then(|_| Url::parse(part).ok())
                .map(|url| url.origin().ascii_serialization());
            written.ok_or_else(|| format!("\"{part}\" is no origin such as https://example.org"))
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

/// A header in which proxies tell the addresses of clients.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyHeader {
    /// The common one.
    XForwardedFor,
    /// That of RFC 7239.
    Forwarded,
}

impl ServeSettings {
    /// The time between two looks for a new revision.
    pub fn poll_interval(&self) -> Duration {
        Duration::from_millis(self.poll_interval_milliseconds)
    }

    /// How long the change log keeps what no longer holds.
    pub fn change_retention(&self) -> TimeDelta {
        TimeDelta::days(self.change_retention_days.into())
    }

    /// How long the server still takes connections after it was told to stop.
    pub fn shutdown_delay(&self) -> Duration {
        Duration::from_secs(self.shutdown_delay_seconds.min(self.shutdown_grace_seconds))
    }

    /// The time that running requests get to finish after that.
    pub fn shutdown_grace(&self) -> Duration {
        self.shutdown_time().saturating_sub(self.shutdown_delay())
    }

    /// Both together.
    pub fn shutdown_time(&self) -> Duration {
        Duration::from_secs(self.shutdown_grace_seconds)
    }
}

/// How the interfaces of vendors are asked.
#[derive(Args, Debug, Clone)]
pub struct ConnectorSettings {
    /// Token of Entra ID for the Learn Platform API; better set in the environment, where others do not see it
    #[arg(
        long,
        env = "MICROSOFT_LEARN_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN",
        default_value = "",
        hide_default_value = true
    )]
    pub microsoft_learn_token: Secret,

    /// Where the Learn Platform API is
    #[arg(
        long,
        env = "MICROSOFT_LEARN_URL",
        value_name = "URL",
        default_value = "https://learn.microsoft.com/api/v1"
    )]
    pub microsoft_learn_url: Url,

    /// Version of the Learn Platform API that is asked for
    #[arg(
        long,
        env = "MICROSOFT_LEARN_API_VERSION",
        value_name = "VERSION",
        default_value = "2023-11-01-preview"
    )]
    pub microsoft_learn_api_version: String,

    /// Seconds for each request to an interface, from the first packet to the last byte of its answer
    #[arg(long, env = "FETCH_TIMEOUT_SECONDS", value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub fetch_timeout_seconds: u64,

    /// Mebibytes that the answers of an interface, or a saved one, may have together when unpacked
    #[arg(long, env = "FETCH_MEBIBYTES", value_name = "NUMBER", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub fetch_mebibytes: u64,
}

impl ConnectorSettings {
    /// The time for each request.
    pub fn fetch_timeout(&self) -> Duration {
        Duration::from_secs(self.fetch_timeout_seconds)
    }

    /// The most bytes of all answers together.
    pub fn fetch_bytes(&self) -> u64 {
        self.fetch_mebibytes * 1024 * 1024
    }
}

/// What the program says while it runs, and how.
#[derive(Args, Debug, Clone)]
pub struct LogSettings {
    /// What to log: error, warn, info, debug, trace, or a filter such as warn,certgraph=debug
    #[arg(
        long,
        global = true,
        env = "LOG",
        value_name = "FILTER",
        default_value = "warn,certgraph=info"
    )]
    pub log: String,

    /// How to log
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
    /// For people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// The file of settings in the working folder.
pub const ENVIRONMENT_FILE: &str = ".env";

/// Why the file of settings cannot be used. What stands in it is not told: it may be a password.
#[derive(Debug, thiserror::Error)]
pub enum BadEnvironmentFile {
    /// It cannot be read.
    #[error("{ENVIRONMENT_FILE} cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// One of its lines has no meaning.
    #[error("{ENVIRONMENT_FILE} cannot be read: {0}")]
    Line(#[from] BadLine),
    /// A variable of it cannot be set.
    #[error(
        "{ENVIRONMENT_FILE} cannot be read: a variable has a value that no environment can hold"
    )]
    Value,
}

/// Reads the `.env` file of the working folder, if there is one, into the environment. Variables
/// that are set there already stay as they are; one that is empty counts as not set.
///
/// # Errors
/// When the file is there but cannot be read as one.
pub fn load_environment_file() -> Result<(), BadEnvironmentFile> {
    let text = match std::fs::read_to_string(ENVIRONMENT_FILE) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    // Setting a variable is unsafe while other threads run, so it is left to a library.
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

/// A line from which the library reads this very value: within its double quotes these characters
/// have a meaning.
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

/// Whether a variable of the environment is set to something.
fn is_set(name: &str) -> bool {
    variable(name.as_ref()).is_some_and(|value| !value.is_empty())
}

/// Whether a variable of the environment is set, but to nothing. It counts as not set, as the
/// specification of OpenTelemetry demands for its own, and as optional values of Compose and Helm
/// need it.
pub fn is_set_but_empty(name: &OsStr) -> bool {
    variable(name).is_some_and(|value| value.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the file that reads the environment"
)]
fn variable(name: &OsStr) -> Option<OsString> {
    std::env::var_os(name)
}
