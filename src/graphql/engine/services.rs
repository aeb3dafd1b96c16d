//! The services that some resolvers use besides the snapshot: the database, which may be unreachable.

use crate::{publish::Feed, store::LazyStore};

/// The store and the feed. Clones share them.
#[derive(Debug, Clone)]
pub struct Services {
    /// The store, once the database is connected.
    pub store: LazyStore,
    /// The feed of changes.
    pub feed: Feed,
}

impl Services {
    /// Services with a store that is not open yet.
    pub fn new() -> Self {
        let store = LazyStore::default();
        Self {
            feed: Feed::new(store.clone()),
            store,
        }
    }
}

impl Default for Services {
    fn default() -> Self {
        Self::new()
    }
}
