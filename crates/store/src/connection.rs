//! The connection to the database: how it is opened, bounded in time and told apart.

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

/// How long an idle connection may take to answer.
const MAX_PING: Duration = Duration::from_millis(500);

/// Stands where the library wants an address whose settings are given beside it.
const PLACEHOLDER_URL: &str = "postgres://localhost";

/// How many rows SQLite reads ahead, so that two threads need not take turns for every few of them.
const ROWS_AHEAD: usize = 500;

/// A connection that was used within this time is taken for alive.
const USED_LATELY: Duration = Duration::from_millis(500);

/// How long to wait for the database, and how many connections to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreOptions {
    /// The most connections that are open at once; the one that listens comes on top.
    pub max_connections: u32,
    /// How long to wait for a connection.
    pub acquire_timeout: Duration,
    /// How long one statement of a read may take on the server.
    pub statement_timeout: Duration,
    /// How long to wait for a lock that another process holds.
    pub lock_timeout: Duration,
    /// How long one statement of a change set may take on the server.
    pub write_timeout: Duration,
    /// How long a migration waits for another process that migrates.
    pub migration_timeout: Duration,
    /// Whether to go on without having reached the database, which is tried when it is needed.
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

/// How the connections to the database are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// Connections that are open.
    pub open: u32,
    /// Those of them that nobody uses.
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
    pub(super) last_read: LastLoaded,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Store({})", self.address)
    }
}

/// Opens the database at `postgres://user:password@host:port/name` or `sqlite://path`.
///
/// A SQLite file and its folder are created when they are not there. The schema is not looked at.
///
/// # Errors
/// [`StoreError::BadAddress`], [`StoreError::Unreachable`] or [`StoreError::Refused`].
pub async fn connect(url: &str, options: StoreOptions) -> Result<Store, StoreError> {
    let address: Address = url.parse()?;
    if let Some(folder) = address.file().as_deref().and_then(std::path::Path::parent) {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::Refused {
            what: "the folder of the file cannot be created",
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
    // The library reads an address once more, and not every one that is read here.
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
                    let rested = metadata.idle_for >= USED_LATELY;
                    Box::pin(async move { Ok(!rested || still_answers(connection).await?) })
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
    // A new SQLite file is switched to its journal under a lock that knows no waiting, so the
    // second of two processes that start at once has to come again.
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
        last_read: LastLoaded::default(),
    })
}

/// Opens one connection and closes it, to learn at once what keeps it from being opened: the pool
/// goes on trying for its time, and then tells no more than that.
async fn probe(settings: &PgConnectOptions, options: StoreOptions) -> Result<(), StoreError> {
    let settings = postgres_settings(settings.clone(), options);
    let connecting = timeout(
        options.acquire_timeout,
        PgConnection::connect_with(&settings),
    );
    match connecting.await {
        Ok(Ok(connection)) => {
            // It may end as it likes: what was to be learnt is known.
            let _ = timeout(MAX_PING, connection.close()).await;
            Ok(())
        }
        Ok(Err(sqlx::Error::Io(error))) => Err(refusal(error, &settings).await),
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(StoreError::unresponsive()),
    }
}

/// What an error at the opening of a connection means.
async fn refusal(error: io::Error, settings: &PgConnectOptions) -> StoreError {
    let uses_socket = settings.get_socket().is_some();
    let uses_tls = !matches!(
        settings.get_ssl_mode(),
        PgSslMode::Disable | PgSslMode::Allow
    );
    let what = match error.kind() {
        io::ErrorKind::NotFound if uses_socket => "there is no socket in its folder",
        // Nothing else than certificates and keys is read from files then.
        io::ErrorKind::NotFound if uses_tls => {
            return StoreError::Insecure {
                what: "a file of certificates or keys that its address names is not there",
                source: Box::new(error),
            };
        }
        io::ErrorKind::InvalidData if uses_tls => {
            return StoreError::Insecure {
                what: "TLS cannot be agreed on, most often because its certificate is not accepted",
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
            "the name of its host is not known"
        }
    };
    StoreError::Unreachable {
        what,
        source: Some(Box::new(error)),
    }
}

/// Whether a connection that comes back to the pool can be used again.
///
/// The pool itself waits without an end for one whose other side is gone without a word, as after a
/// cable was pulled or a failover, and such connections would take up all its places.
async fn still_answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    match timeout(MAX_PING, connection.ping()).await {
        Ok(answer) => answer.map(|()| true),
        Err(_) => Err(sqlx::Error::PoolTimedOut),
    }
}

/// The settings of each connection to PostgreSQL.
///
/// The server is asked to probe silent connections, so that neither side nor a firewall between
/// them takes an idle one for dead.
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

/// Tries again while another process is in the way, for at most `limit`.
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
    /// The database's place without user or password, for people and logs.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Closes every connection, after the statements that run.
    ///
    /// # Errors
    /// When the database reports one; the connections are closed all the same.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.connection.close_by_ref().await?)
    }

    /// Waits until no other writer of this process has the turn. Writers need not take turns, but
    /// those that read before they write spare each other conflicts by it.
    pub async fn writers_turn(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.writers).lock_owned().await
    }

    /// How many connections are open, and how many of them nobody uses; nothing where the database
    /// is a file.
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

    /// Bounds a write on this side too, so that whoever waits for it gets an answer.
    pub(super) async fn bounded_write<T>(
        &self,
        write: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let limit = self.options.acquire_timeout + self.options.write_timeout;
        timeout(limit, write)
            .await
            .unwrap_or(Err(StoreError::unresponsive()))
    }

    /// Bounds a read on this side too, for a server that holds the connection but says nothing.
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
