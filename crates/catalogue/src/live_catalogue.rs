//! The holder from which readers take the current snapshot while a refresh swaps in the next one.

use std::{
    ptr,
    sync::{
        Arc, Weak,
        atomic::{AtomicI64, Ordering},
    },
};

use arc_swap::ArcSwapOption;
use chrono::{DateTime, TimeDelta, Utc};

use super::snapshot::Catalogue;

/// Holds the current snapshot. Reading and swapping are lock-free.
#[derive(Debug, Default)]
pub struct LiveCatalogue {
    current: ArcSwapOption<Catalogue>,
    /// Milliseconds since the Unix epoch at which the database last confirmed the snapshot's
    /// revision.
    confirmed_at: AtomicI64,
}

impl LiveCatalogue {
    /// The current snapshot; `None` until the first one is loaded.
    pub fn current(&self) -> Option<Arc<Catalogue>> {
        self.current.load_full()
    }

    /// Whether the first snapshot is loaded.
    pub fn is_filled(&self) -> bool {
        self.current.load().is_some()
    }

    /// Whether this is the current snapshot.
    pub fn serves(&self, catalogue: &Weak<Catalogue>) -> bool {
        let current = self.current.load();
        current
            .as_ref()
            .is_some_and(|current| ptr::eq(Arc::as_ptr(current), catalogue.as_ptr()))
    }

    /// Swaps in a newer snapshot that was read at `now`.
    pub fn replace(&self, catalogue: Catalogue, now: DateTime<Utc>) {
        self.confirm(now);
        self.current.store(Some(Arc::new(catalogue)));
    }

    /// Records that the database still had the snapshot's revision at `now`.
    pub fn confirm(&self, now: DateTime<Utc>) {
        self.confirmed_at
            .store(now.timestamp_millis(), Ordering::Relaxed);
    }

    /// The time since the database last confirmed the snapshot's revision.
    pub fn staleness(&self, now: DateTime<Utc>) -> TimeDelta {
        let confirmed = self.confirmed_at.load(Ordering::Relaxed);
        TimeDelta::milliseconds(now.timestamp_millis().saturating_sub(confirmed).max(0))
    }
}
