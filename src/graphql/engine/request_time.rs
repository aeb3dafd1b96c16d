//! The snapshot and the time of one request, and which of them its response depends on.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::catalogue::{Catalogue, Day};
use crate::graphql::engine::cache_scope::CacheScope;

/// The snapshot and the time of one request, taken once, so that no response mixes revisions or days.
///
/// Methods record each use of a value that changes while the snapshot is served; from these the engine
/// knows how long the response may be cached.
#[derive(Debug, Clone)]
pub struct RequestTime {
    /// The snapshot.
    pub catalogue: Arc<Catalogue>,
    now: DateTime<Utc>,
    staleness: TimeDelta,
    lifetime: Arc<AtomicU8>,
}

impl RequestTime {
    /// The snapshot of a request at `now`, `staleness` after the database last confirmed its revision.
    pub fn new(catalogue: Arc<Catalogue>, now: DateTime<Utc>, staleness: TimeDelta) -> Self {
        Self {
            catalogue,
            now,
            staleness,
            lifetime: Arc::default(),
        }
    }

    /// The default day of a response: today in UTC.
    pub fn today(&self) -> Day {
        self.limit(CacheScope::Day);
        self.now.date_naive()
    }

    /// The time of the request.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.limit(CacheScope::Once);
        self.now
    }

    /// How long ago the database last confirmed the snapshot's revision.
    pub(crate) fn staleness(&self) -> TimeDelta {
        self.limit(CacheScope::Once);
        self.staleness
    }

    /// Records that the response depends on a value with this lifetime; the shortest counts.
    pub(crate) fn limit(&self, lifetime: CacheScope) {
        self.lifetime.fetch_max(lifetime as u8, Ordering::Relaxed);
    }

    /// The same time with no use recorded.
    pub(crate) fn unread(self) -> Self {
        Self {
            lifetime: Arc::default(),
            ..self
        }
    }

    /// The shortest lifetime recorded.
    pub(crate) fn lifetime(&self) -> CacheScope {
        CacheScope::from_rank(self.lifetime.load(Ordering::Relaxed))
    }
}
