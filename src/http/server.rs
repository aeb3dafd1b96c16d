//! Starts and stops the HTTP server.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use actix_service::IntoServiceFactory;
use actix_web::{App, HttpServer, dev, web};
use futures_util::future::try_join;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::sync::watch;

use crate::http::{
    access_log::ServerContext, admission::connection_limit::ConnectionLimit,
    caching::fast_path::FastPathFactory, caching::response_cache::ResponseCache,
    config::HttpConfig, cors::CorsPolicy, graphql::Api, live::LiveConnections, mcp::McpEndpoint,
    monitoring::metrics, rest::RestEndpoint, routes::routes, state::AppState,
};

/// Rejected connections that one worker may have yet to close.
const OVERFLOW: usize = 64;

/// Whether a stop was announced. All workers share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Stopping(Arc<AtomicBool>);

impl Stopping {
    pub(super) fn is_announced(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A listening server.
pub struct Server {
    inner: dev::Server,
    metrics: Option<dev::Server>,
    addresses: Vec<SocketAddr>,
    stopping: Stopping,
    stop_of_live: Arc<watch::Sender<bool>>,
}

impl Server {
    /// Listens on the configured addresses. Requests are served once [`Server::run`] is awaited.
    ///
    /// Call it within a Tokio runtime.
    ///
    /// # Errors
    /// If an address cannot be listened on.
    pub fn bind(config: HttpConfig, cors: CorsPolicy, state: AppState) -> io::Result<Self> {
        let workers = config.worker_count();
        let connections = ConnectionLimit::new(config.connections, state.metrics.clone());
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
        let mcp = web::Data::new(McpEndpoint::new(state.public_url.as_deref(), &cors));
        let rest = web::Data::new(RestEndpoint::default());
        let context = ServerContext {
            state: state.clone(),
            stopping: stopping.clone(),
            cors: Arc::new(cors),
        };
        let shared_api = web::Data::new(api.clone());
        let server = HttpServer::new(move || {
            let routes = App::new()
                .app_data(state.clone())
                .app_data(shared.clone())
                .app_data(shared_api.clone())
                .app_data(mcp.clone())
                .app_data(rest.clone())
                .app_data(web::Data::new(context.stopping.clone()))
                .configure(routes);
            FastPathFactory {
                routes: routes.into_factory(),
                api: api.clone(),
                context: context.clone(),
            }
        })
        .workers(workers)
        .on_connect(move |connection, data| connections.admit(connection, data))
        // Connections over the limit are rejected above; this only bounds how many of them are open
        // at once on one worker.
        .max_connections(config.connections.saturating_add(OVERFLOW))
        .keep_alive(config.keep_alive)
        // A half-closed connection has lost its client, so its request is cancelled.
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

    /// The addresses on which it listens, with the selected ports.
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

    /// Serves requests until the server is stopped.
    ///
    /// # Errors
    /// If the listeners fail.
    pub async fn run(self) -> io::Result<()> {
        // Dropping it would end open connections.
        let _stop_of_live = self.stop_of_live;
        match self.metrics {
            Some(metrics) => try_join(self.inner, metrics).await.map(drop),
            None => self.inner.await,
        }
    }
}

/// The backlog of the listener.
const BACKLOG: i32 = 2_048;

/// Listens on an address. The unspecified one of IPv6 also accepts IPv4, whatever the default of the
/// system; without IPv6 it is replaced by that of IPv4.
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
    // Allows a restart on the same port at once. On Windows the option has another meaning.
    #[cfg(not(windows))]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn has_ipv6() -> bool {
    Socket::new(Domain::IPV6, Type::STREAM, Some(Protocol::TCP)).is_ok()
}

/// The listener of the metrics page, if configured. It has its own thread, so that it responds when
/// the others are busy.
fn bind_metrics(
    config: &HttpConfig,
    connections: &ConnectionLimit,
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
            .route("/metrics", web::get().to(metrics::metrics))
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
    /// Makes `/readyz` fail and closes each connection after its next response. Requests are still
    /// served.
    pub fn announce_stop(&self) {
        self.stopping.0.store(true, Ordering::Relaxed);
    }

    /// Stops listening and waits for all workers.
    ///
    /// Subscriptions are closed at once, with a code that lets clients reconnect. A graceful stop lets
    /// running requests finish within the configured time; otherwise their connections are closed.
    pub async fn stop(&self, graceful: bool) {
        self.announce_stop();
        self.stop_of_live.send_replace(true);
        self.inner.stop(graceful).await;
        if let Some(metrics) = &self.metrics {
            metrics.stop(false).await;
        }
    }
}
