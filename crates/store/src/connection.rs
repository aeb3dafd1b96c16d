//! The connection pool: opening, timeouts and error classification.

use std::{fmt, future::Future, io, sync::Arc, time::Duration};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbBackend,
    sqlx::{
        self, ConnectOptions as _, Connection,
        postgres::{PgConnectOptions, PgConnection, PgSslMode},
        sqlite::SqliteJournalMode,
    },
};
use tokio::{
    net::lookup_host,
    sync::{Mutex, Notify, OwnedMutexGuard},
    time::{Instant, sleep, timeout},
};

use super::{address::Address, error::StoreError, incremental_load::LastLoaded};

/// Timeout of a ping on an idle connection.
const MAX_PING: Duration = Duration::from_millis(500);

/// Placeholder where the library requires an address but takes its settings separately.
const PLACEHOLDER_URL: &str = "postgres://localhost";

/// How many rows SQLite reads ahead, to avoid a thread switch for every few rows.
const ROWS_AHEAD: usize = 500;

/// A connection used within this time is assumed to be alive.
const USED_LATELY: Duration = Duration::from_millis(500);

/// Timeouts and the size of the connection pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreOptions {
    /// Maximum open connections, without the one for LISTEN.
    pub max_connections: u32,
    /// Timeout for acquiring a connection.
    pub acquire_timeout: Duration,
    /// Server-side timeout of one read statement.
    pub statement_timeout: Duration,
    /// Timeout for a lock that another process holds.
    pub lock_timeout: Duration,
    /// Server-side timeout of one statement of a change set.
    pub write_timeout: Duration,
    /// Timeout for another process's migration.
    pub migration_timeout: Duration,
    /// Whether to start without a connection and open it on first use.
    pub lazy: bool,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            max_connections: 10,
            acquire_timeout: Duration::from_secs(2),
            statement_timeout: Duration::from_secs(4),
            lock_timeout: Duration::from_secs(2),
            write_timeout: Duration::from_mins(1),
            migration_timeout: Duration::from_mins(1),
            lazy: false,
        }
    }
}

/// Usage of the connection pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// Open connections.
    pub open: u32,
    /// Idle connections among them.
    pub idle: usize,
}

/// An open database. Copies share its connections.
#[derive(Clone)]
pub struct Store {
    pub(super) connection: DatabaseConnection,
    pub(super) options: StoreOptions,
    pub(super) address: Address,
    writers: Arc<Mutex<()>>,
    pub(super) written: Arc<Notify>,
    pub(super) last_loaded: LastLoaded,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Store({})", self.address)
    }
}

/// Opens the database at `postgres://user:password@host:port/name` or `sqlite://path`.
///
/// Creates a missing SQLite file and its directory. Does not check the schema.
///
/// # Errors
/// [`StoreError::BadAddress`], [`StoreError::Unreachable`] or [`StoreError::Refused`].
pub async fn connect(url: &str, options: StoreOptions) -> Result<Store, StoreError> {
    let address: Address = url.parse()?;
    if let Some(folder) = address.file().as_deref().and_then(std::path::Path::parent) {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::Refused {
            what: "the directory of the file cannot be created",
            source: Box::new(error),
        })?;
    }
    let own = match &address {
        Address::Postgres(settings) => Some((**settings).clone()),
        Address::Sqlite(_) => None,
    };
    if let Some(settings) = own.as_ref().filter(|_| !options.lazy) {
        probe(settings, options).await?;
    }
    // The library parses the address again, and rejects some that are valid here.
    let place = if own.is_some() { PLACEHOLDER_URL } else { url };
    let mut settings = ConnectOptions::new(place);
    settings
        .max_connections(options.max_connections)
        .acquire_timeout(options.acquire_timeout)
        .connect_timeout(options.acquire_timeout)
        .sqlx_logging(false)
        .connect_lazy(options.lazy)
        .map_sqlx_postgres_opts(move |settings| {
            let settings = own.clone().unwrap_or(settings);
            postgres_settings(settings, options).disable_statement_logging()
        })
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.test_before_acquire(false)
                .before_acquire(|connection, metadata| {
                    let is_idle = metadata.idle_for >= USED_LATELY;
                    Box::pin(async move { Ok(!is_idle || still_answers(connection).await?) })
                })
                .after_release(|connection, _| Box::pin(still_answers(connection)))
        })
        .map_sqlx_sqlite_opts(move |settings| {
            settings
                .create_if_missing(true)
                .row_buffer_size(ROWS_AHEAD)
                .journal_mode(SqliteJournalMode::Wal)
                .busy_timeout(options.lock_timeout)
                .foreign_keys(true)
        });
    // Switching a new SQLite file to WAL takes a lock that ignores the busy timeout, so the second
    // of two processes that start together has to retry.
    let connection = retry_while_busy(options.acquire_timeout, || async {
        Ok(Database::connect(settings.clone()).await?)
    })
    .await?;
    Ok(Store {
        connection,
        options,
        address,
        writers: Arc::default(),
        written: Arc::default(),
        last_loaded: LastLoaded::default(),
    })
}

/// Opens and closes one connection, to get the actual error: the pool retries until its timeout and
/// then reports nothing else.
async fn probe(settings: &PgConnectOptions, options: StoreOptions) -> Result<(), StoreError> {
    let settings = postgres_settings(settings.clone(), options);
    let connecting = timeout(
        options.acquire_timeout,
        PgConnection::connect_with(&settings),
    );
    match connecting.await {
        Ok(Ok(connection)) => {
            // Errors on close do not matter here.
            let _ = timeout(MAX_PING, connection.close()).await;
            Ok(())
        }
        Ok(Err(sqlx::Error::Io(error))) => Err(refusal(error, &settings).await),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(StoreError::unresponsive()),
    }
}

/// Classifies an error of opening a connection.
async fn refusal(error: io::Error, settings: &PgConnectOptions) -> StoreError {
    let uses_socket = settings.get_socket().is_some();
    let uses_tls = !matches!(
        settings.get_ssl_mode(),
        PgSslMode::Disable | PgSslMode::Allow
    );
    let what = match error.kind() {
        io::ErrorKind::NotFound if uses_socket => "there is no socket in its directory",
        // In that case only certificates and keys are read from files.
        io::ErrorKind::NotFound if uses_tls => {
            return StoreError::Insecure {
                what: "a certificate or key file of its address does not exist",
                source: Box::new(error),
            };
        }
        io::ErrorKind::InvalidData if uses_tls => {
            return StoreError::Insecure {
                what: "the TLS handshake failed, most often because its certificate is not trusted",
                source: Box::new(error),
            };
        }
        _ if uses_socket => return sqlx::Error::Io(error).into(),
        _ => {
            let place = (settings.get_host(), settings.get_port());
            let known = timeout(MAX_PING, lookup_host(place)).await;
            if !matches!(known, Ok(Err(_))) {
                return sqlx::Error::Io(error).into();
            }
            "its host name cannot be resolved"
        }
    };
    StoreError::Unreachable {
        what,
        source: Some(Box::new(error)),
    }
}

/// Whether a connection that returns to the pool can be reused.
///
/// The pool itself waits without a limit for a peer that has disappeared silently, as after a
/// failover, and such connections would fill the pool.
async fn still_answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    match timeout(MAX_PING, connection.ping()).await {
        Ok(answer) => answer.map(|()| true),
        Err(_) => Err(sqlx::Error::PoolTimedOut),
    }
}

/// The settings of each PostgreSQL connection.
///
/// TCP keep-alive is on, so that neither the server nor a firewall drops an idle connection.
pub(super) fn postgres_settings(
    settings: PgConnectOptions,
    options: StoreOptions,
) -> PgConnectOptions {
    settings.application_name("certgraph").options([
        (
            "statement_timeout",
            options.statement_timeout.as_millis().to_string(),
        ),
        ("lock_timeout", options.lock_timeout.as_millis().to_string()),
        ("tcp_keepalives_idle", "30".to_owned()),
        ("tcp_keepalives_interval", "10".to_owned()),
        ("tcp_keepalives_count", "3".to_owned()),
    ])
}

/// Retries while another process holds the lock, for at most `limit`.
pub(super) async fn retry_while_busy<T, F>(
    limit: Duration,
    mut attempt: impl FnMut() -> F,
) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    let start = Instant::now();
    loop {
        match attempt().await {
            Err(StoreError::Overloaded { .. }) if start.elapsed() < limit => {
                sleep(Duration::from_millis(50)).await;
            }
            outcome => return outcome,
        }
    }
}

impl Store {
    /// The address without credentials, for messages and logs.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Closes every connection, after running statements.
    ///
    /// # Errors
    /// When the database reports one; the connections are closed anyway.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.connection.close_by_ref().await?)
    }

    /// Waits for this process's other writers. This is not required, but avoids conflicts between
    /// writers that read before they write.
    pub async fn writers_turn(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.writers).lock_owned().await
    }

    /// The usage of the connection pool; `None` for SQLite.
    pub fn connections(&self) -> Option<PoolUse> {
        self.is_postgres().then(|| {
            let pool = self.connection.get_postgres_connection_pool();
            PoolUse {
                open: pool.size(),
                idle: pool.num_idle(),
            }
        })
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.connection.get_database_backend() == DbBackend::Postgres
    }

    /// Applies a client-side timeout to a write, so that the caller always gets a result.
    pub(super) async fn bounded_write<T>(
        &self,
        write: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let limit = self.options.acquire_timeout + self.options.write_timeout;
        timeout(limit, write)
            .await
            .unwrap_or(Err(StoreError::unresponsive()))
    }

    /// Applies a client-side timeout to a read, for a server that accepts connections but does not
    /// answer.
    pub(super) async fn bounded<T>(
        &self,
        statements: u32,
        read: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let limit = self.options.acquire_timeout + self.options.statement_timeout * statements;
        timeout(limit, read)
            .await
            .unwrap_or(Err(StoreError::unresponsive()))
    }
}
