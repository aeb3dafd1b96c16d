//! Subscriptions over WebSocket or server-sent events.
//!
//! Nothing is buffered for a client: each event is read when the connection can send it, so a slow
//! client costs no memory and reads the rest from the change log.

pub(super) mod event_stream;
mod frame_limit;
pub(super) mod web_socket;
mod web_socket_message;

use std::{sync::Arc, time::Duration};

use actix_web::{HttpResponse, web::Data};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::{
    admission::Identity,
    error_response::{self, RETRY_LATER},
    state::AppState,
};
use crate::graphql::RequestTime;

/// The limits of subscriptions.
#[derive(Debug, Clone, Copy)]
pub struct LiveLimits {
    /// The most connections over all workers; excess ones receive 503. They count towards all
    /// connections of the server, so the limit has to be below that.
    pub connections: usize,
    /// The most concurrent operations on one WebSocket.
    pub operations: usize,
    /// The timeout for `connection_init`.
    pub initialisation: Duration,
    /// The keep-alive interval. A WebSocket whose client has not sent a pong by the next ping is
    /// closed.
    pub heartbeat: Duration,
    /// The timeout for sending one message.
    pub send_timeout: Duration,
    /// The largest message of a WebSocket client, in bytes.
    pub message_bytes: usize,
}

impl Default for LiveLimits {
    fn default() -> Self {
        Self {
            connections: 512,
            operations: 100,
            initialisation: Duration::from_secs(10),
            heartbeat: Duration::from_secs(15),
            send_timeout: Duration::from_secs(20),
            message_bytes: 256 * 1024,
        }
    }
}

/// The state of all open connections. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct LiveConnections {
    permits: Arc<Semaphore>,
    stopping: watch::Receiver<bool>,
}

impl LiveConnections {
    /// Permits for the configured number of connections, until the server stops.
    pub(super) fn new(limits: LiveLimits, stopping: watch::Receiver<bool>) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(limits.connections)),
            stopping,
        }
    }

    /// A permit for one more connection; `None` at the limit or when the server stops.
    fn acquire(&self) -> Option<ConnectionPermit> {
        let permit = Arc::clone(&self.permits).try_acquire_owned().ok()?;
        let stops = *self.stopping.borrow();
        (!stops).then(|| ConnectionPermit {
            _permit: permit,
            stopping: self.stopping.clone(),
        })
    }
}

/// The permit of one open connection.
struct ConnectionPermit {
    _permit: OwnedSemaphorePermit,
    stopping: watch::Receiver<bool>,
}

impl ConnectionPermit {
    /// Waits until the server stops.
    async fn server_stops(&mut self) {
        // Without a sender the server has stopped already.
        let _ = self.stopping.wait_for(|stopping| *stopping).await;
    }
}

fn too_many_connections() -> HttpResponse {
    let message =
        "No more connections are kept open now; try again soon, or page through `changes`.";
    error_response::unavailable(message, RETRY_LATER)
}

/// The context of the operations of one connection.
#[derive(Clone)]
struct ConnectionContext {
    state: Data<AppState>,
    identity: Identity,
}

impl ConnectionContext {
    /// The snapshot and time of the next operation; `None` before the first catalogue.
    fn moment(&self) -> Option<RequestTime> {
        let state = &self.state;
        let now = state.clock.now();
        Some(RequestTime::new(
            state.live.current()?,
            now,
            state.live.staleness(now),
        ))
    }

    /// Whether the token of the connection is still valid.
    async fn is_still_admitted(&self) -> bool {
        self.identity.is_still_admitted(&self.state.admission).await
    }
}
