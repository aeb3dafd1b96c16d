//! Assembles the application: settings, database, snapshot, schema, server.

mod clock;
mod low_priority_thread;
mod mcp;
mod snapshot_archive;
mod snapshot_refresher;
mod trusted_documents;
mod webhook_worker;

use std::{
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

pub use self::clock::system_clock;
pub use self::mcp::serve_mcp;
pub use self::trusted_documents::UnreadableDirectory;
use self::{
    snapshot_refresher::SnapshotRefresher, trusted_documents::read_directory,
    webhook_worker::WebhookWorker,
};
use crate::{
    catalogue::{FreshnessIntervals, LiveCatalogue},
    config::{
        CallerSettings, DatabaseSettings, FreshnessSettings, OriginList, ProxyHeader,
        ServeSettings, WebhookAddressSettings,
    },
    graphql::{self, Engine, ExecutionLimits, InvalidTrustedDocument, Services},
    http::{
        Admission, AppState, Authenticator, CachePolicy, Clock, CorsPolicy, ForwardedHeader,
        HttpConfig, LiveLimits, PictureCache, Rate, RateLimits, Server, TrustedProxies,
    },
    metrics::Metrics,
    publish::ExportCache,
    shutdown,
    stdio::print,
    store::{LazyStore, Store, StoreError, StoreOptions, connect},
    telemetry::{Traces, UnsendableTraces},
    webhook::AddressPolicy,
};

/// Why a server could not start or continue.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The directory of trusted documents cannot be read.
    #[error("the trusted documents cannot be read: {0}")]
    UnreadableDocuments(#[from] UnreadableDirectory),
    /// A trusted document can never run, or there is none.
    #[error("the documents in {} cannot be trusted: {fault}", directory.display())]
    DistrustedDocuments {
        /// The directory.
        directory: PathBuf,
        /// The reason.
        fault: InvalidTrustedDocument,
    },
    /// Request spans cannot be exported with these settings.
    #[error(transparent)]
    UnsendableTraces(#[from] UnsendableTraces),
    /// The server cannot listen on the address.
    #[error("cannot listen on {address}: {source}; choose another with --listen or LISTEN")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The reason.
        source: io::Error,
    },
    /// The database cannot be used, and retrying would not help or is disabled.
    #[error("{address}: {source}")]
    Store {
        /// The address without credentials.
        address: String,
        /// The reason.
        source: StoreError,
    },
    /// The stored catalogue is invalid, and there is no older snapshot to serve.
    #[error("the stored catalogue is not valid: {0}")]
    InvalidCatalogue(String),
    /// The operating system returns no random numbers.
    #[error("the operating system returns no random numbers: {0}")]
    NoRandomness(io::Error),
    /// The server stopped unexpectedly.
    #[error("the server stopped unexpectedly: {0}")]
    Ended(io::Error),
}

impl ServeError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnreadableDocuments(_) => "TRUSTED_DOCUMENTS_UNREADABLE",
            Self::DistrustedDocuments { .. } => "TRUSTED_DOCUMENTS_INVALID",
            Self::UnsendableTraces(_) => "TRACES_UNSENDABLE",
            Self::Listen { .. } => "LISTEN_FAILED",
            Self::Store { source, .. } => source.code(),
            Self::InvalidCatalogue(_) => "CATALOGUE_INVALID",
            Self::NoRandomness(_) => "NO_RANDOMNESS",
            Self::Ended(_) => "SERVER_ENDED",
        }
    }
}

/// Opens the configured database.
///
/// # Errors
/// When the address is wrong or the database is unreachable.
pub async fn open(settings: &DatabaseSettings) -> Result<Store, StoreError> {
    let opened = connect_to(settings).await;
    if let Err(error) = &opened
        && let Some(cause) = error.cause()
    {
        tracing::error!(cause, "the database cannot be used");
    }
    opened
}

/// The same without logging.
async fn connect_to(settings: &DatabaseSettings) -> Result<Store, StoreError> {
    let options = StoreOptions {
        max_connections: settings.database_connections,
        ..StoreOptions::default()
    };
    connect(&settings.database_url, options).await
}

/// Days after which facts are due for a check.
pub fn freshness_intervals(settings: &FreshnessSettings) -> FreshnessIntervals {
    FreshnessIntervals {
        lifecycle: settings.freshness_lifecycle_days,
        fee: settings.freshness_fee_days,
        blueprint: settings.freshness_outline_days,
        other: settings.freshness_other_days,
    }
}

/// Which addresses may be told of changes.
pub const fn webhook_addresses(settings: WebhookAddressSettings) -> AddressPolicy {
    if settings.webhook_private_addresses {
        AddressPolicy::Private
    } else {
        AddressPolicy::Public
    }
}

/// Opens the configured read replica. It may be unreachable until it is used.
async fn open_replica(settings: &ServeSettings) -> Result<Option<Store>, StoreError> {
    let Some(url) = &settings.replica.database_read_url else {
        return Ok(None);
    };
    let options = StoreOptions {
        max_connections: settings.database.database_connections,
        lazy: true,
        ..StoreOptions::default()
    };
    connect(url, options).await.map(Some)
}

/// Authentication and rate limits from the settings.
fn admission(settings: &CallerSettings, store: &LazyStore, clock: &Arc<dyn Clock>) -> Admission {
    let proxies = TrustedProxies {
        networks: settings.trusted_proxies.0.clone(),
        header: match settings.trusted_proxy_header {
            ProxyHeader::XForwardedFor => ForwardedHeader::XForwardedFor,
            ProxyHeader::Forwarded => ForwardedHeader::Forwarded,
        },
    };
    // A token is never a disadvantage: without an anonymous limit, tokens have none.
    let limits = (settings.anonymous_rate > 0).then(|| RateLimits {
        anonymous: Rate {
            points_per_second: settings.anonymous_rate,
            burst: settings.anonymous_burst,
        },
        token: Rate {
            points_per_second: settings.token_rate.max(settings.anonymous_rate),
            burst: settings.token_burst.max(settings.anonymous_burst),
        },
    });
    let authenticator = Authenticator::new(store.clone(), Arc::clone(clock));
    Admission::new(authenticator, proxies, limits, Arc::clone(clock))
}

/// A server that listens, and responds after the first snapshot.
pub struct Application {
    server: Server,
    /// The first snapshot, loaded while the schema is built and the server starts to listen.
    first: JoinSet<Result<(SnapshotRefresher, Store), ServeError>>,
    /// Delivers to webhooks; `None` when other processes do.
    webhooks: Option<WebhookWorker>,
    traces: Traces,
    shutdown_delay: Duration,
    shutdown_time: Duration,
}

impl Application {
    /// Starts to listen. Until the first snapshot is loaded, requests receive 503.
    ///
    /// # Errors
    /// [`ServeError::Listen`], [`ServeError::UnreadableDocuments`],
    /// [`ServeError::DistrustedDocuments`], [`ServeError::UnsendableTraces`] and
    /// [`ServeError::NoRandomness`].
    pub async fn bind(settings: ServeSettings, clock: Arc<dyn Clock>) -> Result<Self, ServeError> {
        let live = Arc::new(LiveCatalogue::default());
        let services = Services::new().telling(webhook_addresses(settings.webhooks.addresses));
        let metrics = Metrics::default();
        let traces = Traces::start(&settings.traces)?;
        let mut refresher = SnapshotRefresher::new(
            settings.clone(),
            Arc::clone(&live),
            services.clone(),
            Arc::clone(&clock),
            metrics.clone(),
        );
        let feed = services.feed.clone();
        let webhooks = WebhookWorker::new(&settings, feed, Arc::clone(&clock), metrics.clone())
            .map_err(ServeError::NoRandomness)?;
        let mut first = JoinSet::new();
        first.spawn(async move {
            let store = refresher.first_snapshot().await?;
            Ok((refresher, store))
        });
        let state = AppState {
            engine: engine(&settings, services.clone()).await?,
            live: Arc::clone(&live),
            exports: ExportCache::new(services.store.clone()),
            pictures: PictureCache::default(),
            store: services.store.clone(),
            metrics: metrics.clone(),
            traces: traces.clone(),
            clock: Arc::clone(&clock),
            admission: Arc::new(admission(&settings.callers, &services.store, &clock)),
            public_url: settings
                .answers
                .public_url
                .as_ref()
                .map(|address| address.as_str().into()),
        };
        let config = HttpConfig {
            listen: settings.listen,
            metrics_listen: settings.metrics_listen,
            workers: settings.workers.into(),
            connections: usize::try_from(settings.connections).unwrap_or(usize::MAX),
            compression: settings.answers.compression,
            cache: CachePolicy {
                max_age: Duration::from_secs(settings.answers.cache_max_age_seconds),
                stale_while_revalidate: Duration::from_secs(
                    settings.answers.cache_stale_while_revalidate_seconds,
                ),
                stale_if_error: Duration::from_secs(settings.answers.cache_stale_if_error_seconds),
            },
            response_cache_bytes: mebibytes(settings.answers.response_cache_mebibytes),
            live: LiveLimits {
                connections: settings.live_connections.into(),
                heartbeat: Duration::from_secs(settings.heartbeat_seconds.into()),
                ..LiveLimits::default()
            },
            shutdown_grace: settings.shutdown_grace(),
            ..HttpConfig::default()
        };
        let cors = match &settings.cors_origins {
            OriginList::None => CorsPolicy::None,
            OriginList::Any => CorsPolicy::Any,
            OriginList::These(origins) => CorsPolicy::Origins(origins.clone()),
        };
        let fault = |source| ServeError::Listen {
            address: settings.listen,
            source,
        };
        let server = Server::bind(config, cors, state).map_err(fault)?;
        Ok(Self {
            server,
            traces,
            shutdown_delay: settings.shutdown_delay(),
            shutdown_time: settings.shutdown_time(),
            first,
            webhooks,
        })
    }

    /// The addresses that the server listens on.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.server.addresses()
    }

    /// Serves until `stop` resolves. Then reports itself as not ready, accepts connections for the
    /// shutdown delay, finishes running requests and exports their spans. Calls `ready` after the
    /// first snapshot.
    ///
    /// # Errors
    /// When the database cannot be used, or the server stops unexpectedly.
    pub async fn run(
        self,
        stop: impl Future<Output = ()>,
        ready: impl FnOnce(),
    ) -> Result<(), ServeError> {
        let handle = self.server.handle();
        let mut first = self.first;
        let webhooks = self.webhooks;
        let refreshing = async {
            let Some(loaded) = first.join_next().await else {
                return std::future::pending().await;
            };
            let (mut refresher, store) =
                loaded.map_err(|error| ServeError::Ended(error.into()))??;
            ready();
            let delivering = async {
                match &webhooks {
                    Some(worker) => Box::pin(worker.run(&store)).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                ended = Box::pin(refresher.run(&store)) => ended,
                never = delivering => match never {},
            }
        };
        let mut running = tokio::spawn(self.server.run());
        let ended = |outcome: Result<io::Result<()>, tokio::task::JoinError>| {
            let outcome = outcome.unwrap_or_else(|error| Err(io::Error::other(error)));
            outcome.map_err(ServeError::Ended)
        };
        let (began, outcome) = tokio::select! {
            outcome = &mut running => (Instant::now(), ended(outcome)),
            outcome = refreshing => {
                let began = Instant::now();
                let Err(error) = outcome;
                handle.stop(false).await;
                (began, Err(error))
            }
            () = stop => {
                let began = Instant::now();
                handle.announce_stop();
                tokio::time::sleep(self.shutdown_delay).await;
                handle.stop(true).await;
                (began, ended(running.await))
            }
        };
        let left = self.shutdown_time.saturating_sub(began.elapsed());
        self.traces.stop(left).await;
        outcome
    }
}

/// The GraphQL engine, with its trusted documents.
async fn engine(settings: &ServeSettings, services: Services) -> Result<Engine, ServeError> {
    let freshness = freshness_intervals(&settings.freshness);
    let settings = &settings.answers;
    let limits = ExecutionLimits {
        freshness,
        persisted_bytes: mebibytes(settings.persisted_queries_mebibytes),
        plan_bytes: mebibytes(settings.plan_cache_mebibytes),
        ..ExecutionLimits::default()
    };
    let federation = settings.federation;
    let with_limits = move || {
        let schema = if federation {
            graphql::federated_schema(services)
        } else {
            graphql::schema(services)
        };
        Engine::with_limits(schema, limits)
    };
    let built = tokio::task::spawn_blocking(with_limits).await;
    let engine = built.map_err(|error| ServeError::Ended(error.into()))?;
    let Some(directory) = &settings.trusted_documents else {
        return Ok(engine);
    };
    let mut documents = read_directory(directory)?;
    documents.retain(|document| !document.has_fragments_only());
    let count = documents.len();
    let engine = engine.trusting(documents).map_err(|fault| {
        let directory = directory.clone();
        ServeError::DistrustedDocuments { directory, fault }
    })?;
    tracing::info!(count, directory = %directory.display(), "running trusted documents only");
    Ok(engine)
}

fn mebibytes(count: u32) -> u64 {
    u64::from(count) * 1024 * 1024
}

/// Serves until SIGTERM or SIGINT; exits immediately on a second signal.
///
/// # Errors
/// See [`ServeError`].
pub async fn serve(settings: ServeSettings) -> Result<(), ServeError> {
    raise_file_limit(settings.connections);
    let application = Application::bind(settings, system_clock()).await?;
    let addresses = application.addresses();
    let (first_sender, first_signal) = tokio::sync::oneshot::channel();
    let stop = async {
        let signal = shutdown::requested().await;
        tracing::info!(signal, "shutting down after running requests");
        let _ = first_sender.send(());
    };
    let second_signal = async {
        if first_signal.await.is_ok() {
            shutdown::requested().await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        outcome = application.run(stop, || print_banner(&addresses)) => outcome,
        () = second_signal => {
            tracing::warn!("second signal received, exiting immediately");
            Ok(())
        }
    }
}

/// A connection takes two file descriptors, and many systems have a default limit of 1,024.
fn raise_file_limit(connections: u32) {
    /// File descriptors for the database, exports, logs and the runtime.
    const OTHERS: u64 = 512;

    let wanted = u64::from(connections).saturating_mul(2) + OTHERS;
    match rlimit::increase_nofile_limit(wanted) {
        Ok(allowed) if allowed >= wanted => {}
        Ok(allowed) => tracing::warn!(
            allowed,
            connections,
            "the limit of open files is too low for the maximum number of connections"
        ),
        Err(error) => tracing::warn!(%error, "the limit of open files is unknown"),
    }
}

/// Prints the address of the server and first commands to try.
fn print_banner(addresses: &[SocketAddr]) {
    let Some(address) = addresses.first() else {
        return;
    };
    let url = format!("http://{address}");
    print(&format!("certgraph is ready at {url}"));
    print(&format!("  explore   {url}/graphiql"));
    let query = r#"{ recommendedPaths(role: \"azure-ai-engineer\") { ... on RecommendedPaths { paths { label summary } } } }"#;
    print(&format!(
        "  ask       curl -s {url}/graphql -H 'content-type: application/json' -d '{{\"query\":\"{query}\"}}'"
    ));
    print(&format!("  schema    curl -s {url}/schema.graphql"));
}
