//! Connections that stay open: subscriptions over a WebSocket or server-sent events.
//!
//! Nothing is read ahead of a client: each answer is made when the connection can take it, so a slow
//! client costs no memory and finds the rest in the change log.

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

/// What connections that stay open may take.
#[derive(Debug, Clone, Copy)]
pub struct LiveLimits {
    /// Connections at a time, over all workers; further ones are told to come back. They count
    /// among all connections of the server, of which some have to be left for requests.
    pub connections: usize,
    /// Operations at a time on one WebSocket.
    pub operations: usize,
    /// How long a WebSocket may be open before its client has said who it is.
    pub initialisation: Duration,
    /// Time between two signs of life where there is nothing to tell. A WebSocket whose client has
    /// not answered one before the next is due is closed.
    pub heartbeat: Duration,
    /// How long one message may wait for a client that does not take it.
    pub send_timeout: Duration,
    /// The largest message that is read from a WebSocket, in bytes.
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

/// What open connections share. Copies share everything.
#[derive(Debug, Clone)]
pub(super) struct LiveConnections {
    permits: Arc<Semaphore>,
    stopping: watch::Receiver<bool>,
}

impl LiveConnections {
    /// Room for the configured number of connections, until the server is told to stop.
    pub(super) fn new(limits: LiveLimits, stopping: watch::Receiver<bool>) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(limits.connections)),
            stopping,
        }
    }

    /// A permit for one more connection, which it gives back when it goes; `None` when there is none.
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
        // Without its sender the server has ended already.
        let _ = self.stopping.wait_for(|stopping| *stopping).await;
    }
}

fn full() -> HttpResponse {
    let message =
        "No more connections are kept open now; try again soon, or page through `changes`.";
    error_response::unavailable(message, RETRY_LATER)
}

/// What the operations of one connection are answered with.
#[derive(Clone)]
struct ConnectionContext {
    state: Data<AppState>,
    identity: Identity,
}

impl ConnectionContext {
    /// What the next operation sees; `None` while there is no catalogue yet.
    fn moment(&self) -> Option<RequestTime> {
        let state = &self.state;
        let now = state.clock.now();
        Some(RequestTime::new(
            state.live.current()?,
            now,
            state.live.staleness(now),
        ))
    }

    /// Whether the token of the connection is still good: it may have been revoked since.
    async fn is_still_admitted(&self) -> bool {
        self.identity.is_still_admitted(&self.state.admission).await
    }
}
