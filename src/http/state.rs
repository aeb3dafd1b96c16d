//! What all workers share to answer requests.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::admission::Admission;
use crate::{
    catalogue::LiveCatalogue, graphql::Engine, metrics::Metrics, publish::ExportCache,
    store::LazyStore, telemetry::Traces,
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
    pub exports: ExportCache,
    /// The database, whose connections are counted.
    pub store: LazyStore,
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
