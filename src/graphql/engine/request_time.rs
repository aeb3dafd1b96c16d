//! What one request sees: a snapshot, a day, an instant, and which of them its answer depends on.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::catalogue::{Catalogue, Day};
use crate::graphql::engine::cache_scope::CacheScope;

/// What one request sees. It is taken once, so that no answer mixes revisions or days.
///
/// What changes while the snapshot stays is behind methods that note its use: so the engine knows
/// of each answer how long it stays true, whichever fields the document happens to select.
#[derive(Debug, Clone)]
pub struct RequestTime {
    /// The snapshot that every resolver of the request reads.
    pub catalogue: Arc<Catalogue>,
    now: DateTime<Utc>,
    staleness: TimeDelta,
    lifetime: Arc<AtomicU8>,
}

impl RequestTime {
    /// What a request sees that comes at `now`, `staleness` after the database last confirmed the
    /// snapshot's revision.
    pub fn new(catalogue: Arc<Catalogue>, now: DateTime<Utc>, staleness: TimeDelta) -> Self {
        Self {
            catalogue,
            now,
            staleness,
            lifetime: Arc::default(),
        }
    }

    /// The day that answers are for unless the client names another: today in UTC.
    pub fn today(&self) -> Day {
        self.limit(CacheScope::Day);
        self.now.date_naive()
    }

    /// When the request came.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.limit(CacheScope::Once);
        self.now
    }

    /// How long ago the database last confirmed the snapshot's revision.
    pub(crate) fn staleness(&self) -> TimeDelta {
        self.limit(CacheScope::Once);
        self.staleness
    }

    /// Notes that the answer depends on something that changes while the snapshot stays. Of
    /// several lifetimes the shortest counts.
    pub(crate) fn limit(&self, lifetime: CacheScope) {
        self.lifetime.fetch_max(lifetime as u8, Ordering::Relaxed);
    }

    /// The same moment with nothing noted yet.
    pub(crate) fn unread(self) -> Self {
        Self {
            lifetime: Arc::default(),
            ..self
        }
    }

    /// How long what was read until now stays true.
    pub(crate) fn lifetime(&self) -> CacheScope {
        CacheScope::from_rank(self.lifetime.load(Ordering::Relaxed))
    }
}
