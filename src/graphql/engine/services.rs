//! What some resolvers need beside the snapshot: the database, which may be away.

use crate::{publish::Feed, store::LazyStore};

/// The parts of the server that reach beyond the snapshot. Copies share everything.
#[derive(Debug, Clone)]
pub struct Services {
    /// The database, once it was reached.
    pub store: LazyStore,
    /// The feed of changes.
    pub feed: Feed,
}

impl Services {
    /// Services whose store is still to be opened.
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
