//! Listener settings and resource limits.

use std::{net::SocketAddr, num::NonZero, thread, time::Duration};

use super::{caching::cache_control::CachePolicy, live::LiveLimits};
use crate::graphql::Caller;

/// Listener settings and resource limits of a server.
#[derive(Debug, Clone, Copy)]
pub struct HttpConfig {
    /// The address to listen on; port 0 selects a free one.
    pub listen: SocketAddr,
    /// The address of the metrics page; `None` switches it off.
    pub metrics_listen: Option<SocketAddr>,
    /// Worker threads; 0 means one per processor core.
    pub workers: usize,
    /// The most open connections over all workers; excess connections receive 503.
    pub connections: usize,
    /// The idle timeout of a connection.
    pub keep_alive: Duration,
    /// The timeout for the head of a request.
    pub head_deadline: Duration,
    /// The timeout for the whole body of a request.
    pub body_deadline: Duration,
    /// The largest request body, in bytes.
    pub body_bytes: usize,
    /// The largest request body of an editor, in bytes: change sets are larger than queries.
    pub editor_body_bytes: usize,
    /// Whether responses are compressed for clients that accept it.
    pub compression: bool,
    /// The lifetimes in `Cache-Control`.
    pub cache: CachePolicy,
    /// The size of the response cache in bytes; 0 switches it off.
    pub response_cache_bytes: u64,
    /// The limits of subscriptions.
    pub live: LiveLimits,
    /// The time for running requests to finish when the server stops, in whole seconds.
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
    /// The largest request body of this caller, in bytes.
    pub(super) fn max_body_bytes(&self, caller: &Caller) -> usize {
        if caller.require_editor().is_ok() {
            self.editor_body_bytes
        } else {
            self.body_bytes
        }
    }

    pub(super) fn worker_count(&self) -> usize {
        match self.workers {
            0 => thread::available_parallelism().map_or(1, NonZero::get),
            workers => workers,
        }
    }
}
