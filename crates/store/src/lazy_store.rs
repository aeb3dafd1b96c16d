//! A place for the store, which is opened after the server has begun to listen.

use std::sync::{Arc, OnceLock};

use super::connection::Store;

/// Holds the open store once there is one. Copies share it.
#[derive(Debug, Clone, Default)]
pub struct LazyStore(Arc<OnceLock<Store>>);

impl LazyStore {
    /// Puts the store in; a second one is not taken.
    pub fn fill(&self, store: Store) {
        self.0.get_or_init(|| store);
    }

    /// The store; `None` until the database was reached for the first time.
    pub fn get(&self) -> Option<&Store> {
        self.0.get()
    }
}
