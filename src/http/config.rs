//! Listener settings and resource limits.

use std::{net::SocketAddr, num::NonZero, thread, time::Duration};

use super::{caching::cache_control::CachePolicy, live::LiveLimits};
use crate::graphql::Caller;

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
