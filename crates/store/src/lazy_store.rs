//! A store that is opened after the server has started to listen.

use std::sync::{Arc, OnceLock};

use super::connection::Store;

/// Holds the store after it is opened. Copies share it.
#[derive(Debug, Clone, Default)]
pub struct LazyStore(Arc<OnceLock<Store>>);

impl LazyStore {
    /// Sets the store; ignores a second one.
    pub fn fill(&self, store: Store) {
        self.0.get_or_init(|| store);
    }

    /// The store; `None` until the database is first reached.
    pub fn get(&self) -> Option<&Store> {
        self.0.get()
    }
}
