//! Limits client connections.
//!
//! The library leaves excess connections waiting, which looks like a server that is down. Here they
//! receive 503 at once, before they have sent a byte.

use std::{
    any::Any,
    net::Shutdown,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use actix_web::{dev::Extensions, rt::net::TcpStream};
use socket2::{SockRef, Socket};

use crate::{
    graphql::{ApiResponse, ErrorCode},
    metrics::Metrics,
};

/// Counts the connections of all workers.
#[derive(Clone)]
pub(in crate::http) struct ConnectionLimit {
    open: Arc<AtomicUsize>,
    max: usize,
    metrics: Metrics,
}

/// The permit of one open connection.
struct ConnectionPermit(Arc<AtomicUsize>);

/// The socket of a connection, by which handlers can end it.
#[derive(Clone)]
pub(in crate::http) struct ConnectionSocket(Arc<Socket>);

impl ConnectionSocket {
    /// Shuts down the sending side.
    pub(in crate::http) fn finish(&self) {
        // It fails where the client has disconnected.
        let _ = self.0.shutdown(Shutdown::Write);
    }
}

/// Marks a rejected connection.
pub(in crate::http) struct ConnectionRejected;

impl ConnectionLimit {
    pub(in crate::http) fn new(max: usize, metrics: Metrics) -> Self {
        Self {
            open: Arc::default(),
            max,
            metrics,
        }
    }

    /// The number of open connections.
    pub(in crate::http) fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// Gives a new connection a permit, or a response and its end.
    pub(in crate::http) fn admit(&self, connection: &dyn Any, data: &mut Extensions) {
        let permit = ConnectionPermit(Arc::clone(&self.open));
        let before = self.open.fetch_add(1, Ordering::Relaxed);
        let stream = connection.downcast_ref::<TcpStream>();
        if before < self.max {
            data.insert(permit);
            let socket = stream.and_then(|stream| SockRef::from(stream).try_clone().ok());
            if let Some(socket) = socket {
                data.insert(ConnectionSocket(Arc::new(socket)));
            }
            return;
        }
        drop(permit);
        data.insert(ConnectionRejected);
        self.metrics.connection_rejected();
        if let Some(stream) = stream {
            let socket = SockRef::from(stream);
            // The client may have disconnected.
            let _ = socket.send(&REJECTION);
            let _ = socket.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The message of a rejection.
pub(in crate::http) const TOO_MANY_CONNECTIONS: &str =
    "Too many clients are connected; try again soon.";

/// The whole response to a rejected connection.
static REJECTION: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let body = ApiResponse::refusal(ErrorCode::Unavailable, TOO_MANY_CONNECTIONS).body;
    let mut response = format!(
        "HTTP/1.1 503 Service Unavailable\r\n\
         Content-Type: application/graphql-response+json; charset=utf-8\r\n\
         Content-Length: {}\r\n\
         Cache-Control: no-store\r\n\
         Retry-After: 1\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    response.extend(body);
    response
});
