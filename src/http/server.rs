//! A listening server: its settings, its start and its stop.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use actix_service::IntoServiceFactory;
use actix_web::{App, HttpServer, dev, web};
use chrono::{DateTime, Utc};
use futures_util::future::try_join;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::sync::watch;

use super::{
    admission::Admission,
    cache_control::CachePolicy,
    connections::Connections,
    cross_origin::ReadableBy,
    exchange::Surroundings,
    front::FrontFactory,
    graphql::Api,
    live::{LiveConnections, LiveLimits},
    metrics_page,
    response_cache::ResponseCache,
    routes::routes,
};
use crate::{
    catalogue::LiveCatalogue,
    graphql::{Caller, Engine},
    metrics::Metrics,
    publish::ExportLibrary,
    store::StoreCell,
    telemetry::Traces,
};

/// Connections without a place that one worker may still be about to close.
const OVERFLOW: usize = 64;

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
    /// The database, whose connections are counted.
    pub store: StoreCell,
    /// Where it is noted how the server does.
    pub metrics: Metrics,
    /// Where spans of requests go.
    pub traces: Traces,
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
    /// The address at which the figures of the server are shown; without one nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Threads that answer requests; 0 means one for each processor core.
    pub workers: usize,
    /// Connections open at a time, over all workers; further ones are told to come back.
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
            metrics_listen: None,
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

/// Whether the server was told to stop. All workers share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Stopping(Arc<AtomicBool>);

impl Stopping {
    pub(super) fn is_announced(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A server that listens on its address.
pub struct Server {
    inner: dev::Server,
    metrics: Option<dev::Server>,
    addresses: Vec<SocketAddr>,
    stopping: Stopping,
    stop_of_live: Arc<watch::Sender<bool>>,
}

impl Server {
    /// Listens on the configured addresses. Connections are answered once [`Server::run`] is awaited.
    ///
    /// Call it within a Tokio runtime.
    ///
    /// # Errors
    /// If an address cannot be listened on.
    pub fn bind(config: HttpConfig, readable_by: ReadableBy, state: AppState) -> io::Result<Self> {
        let workers = config.worker_count();
        let connections = Connections::new(config.connections, state.metrics.clone());
        let stopping = Stopping::default();
        // Built once, outside the closures below, which run once for each worker.
        let state = web::Data::new(state);
        let responses = web::Data::new(ResponseCache::new(config.response_cache_bytes));
        let metrics = bind_metrics(&config, &connections, &state, &responses)?;
        let (stop_of_live, stops) = watch::channel(false);
        let shared = web::Data::new(config);
        let api = Api {
            state: state.clone(),
            config: shared.clone(),
            responses,
            connections: LiveConnections::new(config.live, stops),
        };
        let surroundings = Surroundings {
            state: state.clone(),
            stopping: stopping.clone(),
            readable_by: Arc::new(readable_by),
        };
        let shared_api = web::Data::new(api.clone());
        let server = HttpServer::new(move || {
            let routes = App::new()
                .app_data(state.clone())
                .app_data(shared.clone())
                .app_data(shared_api.clone())
                .app_data(web::Data::new(surroundings.stopping.clone()))
                .configure(routes);
            FrontFactory {
                routes: routes.into_factory(),
                api: api.clone(),
                surroundings: surroundings.clone(),
            }
        })
        .workers(workers)
        .on_connect(move |connection, data| connections.welcome(connection, data))
        // Those without a place are counted above; this only bounds how many of them there can be
        // at once, however uneven they are spread over the workers.
        .max_connections(config.connections.saturating_add(OVERFLOW))
        .keep_alive(config.keep_alive)
        // Whoever closes its side has left: nobody waits for what is under way then.
        .h1_allow_half_closed(false)
        .client_request_timeout(config.head_deadline)
        .client_disconnect_timeout(Duration::from_secs(2))
        .shutdown_timeout(config.shutdown_grace.as_secs())
        .disable_signals()
        .listen(listener(config.listen)?)?;
        let addresses = server.addrs();
        let inner = server.run();
        Ok(Self {
            inner,
            metrics,
            addresses,
            stopping,
            stop_of_live: Arc::new(stop_of_live),
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
            metrics: self.metrics.as_ref().map(dev::Server::handle),
            stopping: self.stopping.clone(),
            stop_of_live: Arc::clone(&self.stop_of_live),
        }
    }

    /// Answers requests until the server is stopped.
    ///
    /// # Errors
    /// If the listeners fail.
    pub async fn run(self) -> io::Result<()> {
        // Without it open connections would take the server for stopped.
        let _stop_of_live = self.stop_of_live;
        match self.metrics {
            Some(metrics) => try_join(self.inner, metrics).await.map(drop),
            None => self.inner.await,
        }
    }
}

/// Connections that may wait to be taken.
const WAITING: i32 = 2_048;

/// Listens on an address. The unspecified one of IPv6 takes connections of IPv4 too, whatever the
/// system does by itself, and where there is no IPv6 at all that of IPv4 stands in for it.
fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    match listener_of(address) {
        Err(_) if address.ip() == Ipv6Addr::UNSPECIFIED && !has_ipv6() => {
            let address = SocketAddr::from((Ipv4Addr::UNSPECIFIED, address.port()));
            listener_of(address)
        }
        listened => listened,
    }
}

fn listener_of(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    if address.is_ipv6() {
        socket.set_only_v6(false)?;
    }
    // A server that was stopped a moment ago does not keep the next one from its port. Windows
    // means something else by this option.
    #[cfg(not(windows))]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(WAITING)?;
    Ok(socket.into())
}

fn has_ipv6() -> bool {
    Socket::new(Domain::IPV6, Type::STREAM, Some(Protocol::TCP)).is_ok()
}

/// The listener for the server's figures, where one is wanted. It has a thread of its own, so that it
/// answers when the others are busy.
fn bind_metrics(
    config: &HttpConfig,
    connections: &Connections,
    state: &web::Data<AppState>,
    responses: &web::Data<ResponseCache>,
) -> io::Result<Option<dev::Server>> {
    let Some(address) = config.metrics_listen else {
        return Ok(None);
    };
    let connections = web::Data::new(connections.clone());
    let (state, responses) = (state.clone(), responses.clone());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .app_data(connections.clone())
            .app_data(responses.clone())
            .route("/metrics", web::get().to(metrics_page::metrics))
    })
    .workers(1)
    .max_connections(64)
    .client_request_timeout(config.head_deadline)
    .shutdown_timeout(0)
    .disable_signals()
    .listen(listener(address)?)?;
    Ok(Some(server.run()))
}

/// Stops a running server.
#[derive(Debug, Clone)]
pub struct ServerHandle {
    inner: dev::ServerHandle,
    metrics: Option<dev::ServerHandle>,
    stopping: Stopping,
    stop_of_live: Arc<watch::Sender<bool>>,
}

impl ServerHandle {
    /// Says from now on that the server is not ready, and closes each connection after its next
    /// answer. Everything is still answered.
    pub fn announce_stop(&self) {
        self.stopping.0.store(true, Ordering::Relaxed);
    }

    /// Stops listening, and waits until all workers have ended.
    ///
    /// Connections that stay open are closed at once, with the advice to come back. A graceful stop
    /// lets running requests finish within the configured time; otherwise their connections are cut.
    pub async fn stop(&self, graceful: bool) {
        self.announce_stop();
        self.stop_of_live.send_replace(true);
        self.inner.stop(graceful).await;
        if let Some(metrics) = &self.metrics {
            metrics.stop(false).await;
        }
    }
}
