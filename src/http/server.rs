//! A listening server: its settings, its start and its stop.

use std::{io, net::SocketAddr, num::NonZero, sync::Arc, thread, time::Duration};

use actix_web::{App, HttpServer, dev, middleware::from_fn, web};
use chrono::{DateTime, Utc};
use tokio::sync::watch;

use super::{
    admission::Admission,
    cache_control::CachePolicy,
    exchange::exchange,
    live::{LiveConnections, LiveLimits},
    response_cache::ResponseCache,
    routes::routes,
};
use crate::{
    catalogue::LiveCatalogue,
    graphql::{Caller, Engine},
    publish::ExportLibrary,
};

/// Tells the time, so that a test can name it.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// What requests are answered with; all workers share it.
#[derive(Clone)]
pub struct AppState {
    /// Executes GraphQL requests.
    pub engine: Engine,
    /// The holder of the current snapshot. While it is empty, requests are told to come back.
    pub live: Arc<LiveCatalogue>,
    /// The files of bulk exports.
    pub exports: ExportLibrary,
    /// The instant at which a request comes.
    pub clock: Arc<dyn Clock>,
    /// Who is let in.
    pub admission: Arc<Admission>,
    /// Where readers find the server, such as `https://certs.example`; `None` when nobody said.
    pub public_url: Option<Arc<str>>,
}

/// How a server listens, and what it bears.
#[derive(Debug, Clone, Copy)]
pub struct HttpConfig {
    /// The address to listen on; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Threads that answer requests; 0 means one for each processor core.
    pub workers: usize,
    /// Connections open at a time, over all workers; further ones wait to be accepted.
    pub connections: usize,
    /// How long an idle connection is kept.
    pub keep_alive: Duration,
    /// How long the head of a request may take.
    pub head_deadline: Duration,
    /// How long the whole body of a request may take.
    pub body_deadline: Duration,
    /// The largest body that is read, in bytes.
    pub body_bytes: usize,
    /// The largest body that is read from an editor, in bytes: change sets are larger than queries.
    pub editor_body_bytes: usize,
    /// Whether answers are compressed for clients that accept it.
    pub compression: bool,
    /// How long caches between server and reader may use an answer.
    pub cache: CachePolicy,
    /// About how much memory answers may take that are kept to be given again, in bytes; 0 keeps
    /// none.
    pub response_cache_bytes: u64,
    /// What connections that stay open may take.
    pub live: LiveLimits,
    /// How long running requests may go on when the server is stopped; counted in whole seconds.
    pub shutdown_grace: Duration,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            workers: 0,
            connections: 1_024,
            keep_alive: Duration::from_mins(1),
            head_deadline: Duration::from_secs(5),
            body_deadline: Duration::from_secs(15),
            body_bytes: 1024 * 1024,
            editor_body_bytes: 8 * 1024 * 1024,
            compression: true,
            cache: CachePolicy::default(),
            response_cache_bytes: 24 * 1024 * 1024,
            live: LiveLimits::default(),
            shutdown_grace: Duration::from_secs(5),
        }
    }
}

impl HttpConfig {
    /// The largest body that is read from this caller, in bytes.
    pub(super) fn most_body_bytes(&self, caller: &Caller) -> usize {
        if caller.require_editor().is_ok() {
            self.editor_body_bytes
        } else {
            self.body_bytes
        }
    }

    fn worker_count(&self) -> usize {
        match self.workers {
            0 => thread::available_parallelism().map_or(1, NonZero::get),
            workers => workers,
        }
    }
}

/// A server that listens on its address.
pub struct Server {
    inner: dev::Server,
    addresses: Vec<SocketAddr>,
    stopping: Arc<watch::Sender<bool>>,
}

impl Server {
    /// Listens on the configured address. Connections are answered once [`Server::run`] is awaited.
    ///
    /// Call it within a Tokio runtime.
    ///
    /// # Errors
    /// If the address cannot be listened on.
    pub fn bind(config: HttpConfig, state: AppState) -> io::Result<Self> {
        let workers = config.worker_count();
        // Built once, outside the closure below, which runs once for each worker.
        let state = web::Data::new(state);
        let responses = web::Data::new(ResponseCache::new(config.response_cache_bytes));
        let (stopping, stops) = watch::channel(false);
        let connections = web::Data::new(LiveConnections::new(config.live, stops));
        let shared = web::Data::new(config);
        let server = HttpServer::new(move || {
            App::new()
                .app_data(state.clone())
                .app_data(shared.clone())
                .app_data(responses.clone())
                .app_data(connections.clone())
                .configure(routes)
                .wrap(from_fn(exchange))
        })
        .workers(workers)
        .max_connections(config.connections.div_ceil(workers).max(1))
        .keep_alive(config.keep_alive)
        .client_request_timeout(config.head_deadline)
        .client_disconnect_timeout(Duration::from_secs(2))
        .shutdown_timeout(config.shutdown_grace.as_secs())
        .disable_signals()
        .bind(config.listen)?;
        let addresses = server.addrs();
        let inner = server.run();
        Ok(Self {
            inner,
            addresses,
            stopping: Arc::new(stopping),
        })
    }

    /// The addresses on which it listens, with the ports that were taken.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.addresses.clone()
    }

    /// A handle that stops the server.
    pub fn handle(&self) -> ServerHandle {
        ServerHandle {
            inner: self.inner.handle(),
            stopping: Arc::clone(&self.stopping),
        }
    }

    /// Answers requests until the server is stopped.
    ///
    /// # Errors
    /// If the listeners fail.
    pub async fn run(self) -> io::Result<()> {
        // Without it open connections would take the server for stopped.
        let _stopping = self.stopping;
        self.inner.await
    }
}

/// Stops a running server.
#[derive(Debug, Clone)]
pub struct ServerHandle {
    inner: dev::ServerHandle,
    stopping: Arc<watch::Sender<bool>>,
}

impl ServerHandle {
    /// Stops listening, and waits until all workers have ended.
    ///
    /// Connections that stay open are closed at once, with the advice to come back. A graceful stop lets running requests finish within the configured time; otherwise their
    /// connections are cut.
    pub async fn stop(&self, graceful: bool) {
        self.stopping.send_replace(true);
        self.inner.stop(graceful).await;
    }
}
