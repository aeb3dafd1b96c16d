//! The state that all workers share.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{admission::Admission, files::picture_cache::PictureCache};
use crate::{
    catalogue::{Day, LiveCatalogue},
    graphql::Engine,
    metrics::Metrics,
    publish::ExportCache,
    store::LazyStore,
    telemetry::Traces,
};

/// The source of time, which tests replace.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// The state of the application; all workers share it.
#[derive(Clone)]
pub struct AppState {
    /// Executes GraphQL requests.
    pub engine: Engine,
    /// The current snapshot. While it is empty, requests receive 503.
    pub live: Arc<LiveCatalogue>,
    /// The files of bulk exports.
    pub exports: ExportCache,
    /// Pictures that take long to make.
    pub pictures: PictureCache,
    /// The database, whose connections are counted.
    pub store: LazyStore,
    /// The metrics.
    pub metrics: Metrics,
    /// Exports spans of requests.
    pub traces: Traces,
    /// The time of requests.
    pub clock: Arc<dyn Clock>,
    /// Authentication and rate limits.
    pub admission: Arc<Admission>,
    /// The public URL, such as `https://certs.example`; `None` where it is not configured.
    pub public_url: Option<Arc<str>>,
}

impl AppState {
    /// Today in UTC.
    pub(super) fn today(&self) -> Day {
        self.clock.now().date_naive()
    }
}
