//! The services that some resolvers use besides the snapshot: the database, which may be unreachable,
//! and what editors asked for before.

use crate::{
    graphql::engine::{review_cache::ReviewCache, served_days::ServedDays},
    publish::Feed,
    store::LazyStore,
    webhook::AddressPolicy,
};

/// The store, the feed, and the days. Clones share them.
#[derive(Debug, Clone)]
pub struct Services {
    /// The store, once the database is connected.
    pub store: LazyStore,
    /// The feed of changes.
    pub feed: Feed,
    /// The last review queue.
    pub(crate) reviews: ReviewCache,
    /// The snapshot and the day that subscriptions follow.
    pub days: ServedDays,
    /// Which addresses may be told of changes.
    pub(crate) webhook_addresses: AddressPolicy,
}

impl Services {
    /// Services with a store that is not open yet.
    pub fn new() -> Self {
        let store = LazyStore::default();
        Self {
            feed: Feed::new(store.clone()),
            days: ServedDays::default(),
            store,
            reviews: ReviewCache::default(),
            webhook_addresses: AddressPolicy::default(),
        }
    }

    /// The same services, with other addresses that may be told of changes.
    #[must_use]
    pub fn telling(self, webhook_addresses: AddressPolicy) -> Self {
        Self {
            webhook_addresses,
            ..self
        }
    }
}

impl Default for Services {
    fn default() -> Self {
        Self::new()
    }
}
