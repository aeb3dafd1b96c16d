//! A cache of the output of fields that change with the snapshot or on few days only.
//!
//! Most of an exam is its blueprint, which depends on no argument and on few days. Copying its JSON is
//! faster than reading its texts from all over the heap.

use std::sync::{
    Arc, Weak,
    atomic::{AtomicU64, Ordering},
};

use arc_swap::ArcSwapOption;
use foldhash::fast::RandomState;
use quick_cache::{Weighter, sync::Cache};

use super::plan_cache::cache;
use crate::catalogue::{Catalogue, Revision};

/// The overhead of an entry in bytes.
const ENTRY_BYTES: usize = 128;

/// The expected size of an entry; it only sizes tables.
const ESTIMATED_ENTRY_BYTES: u64 = 1_024;

/// Identifies fields of a plan with cacheable output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct OutputId(u64);

impl OutputId {
    /// A new id, unique in this process.
    pub(super) fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);

        Self(COUNT.fetch_add(1, Ordering::Relaxed))
    }
}

/// The output of some fields for one object, numbered among those of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct OutputKey {
    pub(super) fields: OutputId,
    pub(super) object: u64,
    /// The period of the object's exam; 0 if the output does not depend on it.
    pub(super) period: u32,
}

#[derive(Debug, Clone)]
struct ByteWeighter;

impl Weighter<OutputKey, Arc<[u8]>> for ByteWeighter {
    fn weight(&self, _: &OutputKey, text: &Arc<[u8]>) -> u64 {
        (ENTRY_BYTES + text.len()) as u64
    }
}

/// The cached output of one snapshot, as JSON.
#[derive(Debug)]
pub(super) struct OutputCache {
    /// Weak, so that the cache does not keep a snapshot in memory. Its address is not reused while this exists.
    catalogue: Weak<Catalogue>,
    revision: Revision,
    entries: Cache<OutputKey, Arc<[u8]>, ByteWeighter, RandomState>,
}

impl OutputCache {
    pub(super) fn get(&self, key: OutputKey) -> Option<Arc<[u8]>> {
        self.entries.get(&key)
    }

    pub(super) fn insert(&self, key: OutputKey, text: &[u8]) {
        self.entries.insert(key, text.into());
    }
}

/// The cache of the current snapshot.
#[derive(Debug)]
pub(super) struct OutputCaches {
    bytes: u64,
    current: ArcSwapOption<OutputCache>,
}

impl OutputCaches {
    /// A cache of about this many bytes.
    pub(super) fn new(bytes: u64) -> Self {
        Self {
            bytes,
            current: ArcSwapOption::empty(),
        }
    }

    /// The cache of a snapshot; `None` when a later snapshot is current.
    pub(super) fn of(&self, catalogue: &Arc<Catalogue>) -> Option<Arc<OutputCache>> {
        let current = self.current.load();
        if let Some(current) = &*current {
            if std::ptr::eq(current.catalogue.as_ptr(), Arc::as_ptr(catalogue)) {
                return Some(Arc::clone(current));
            }
            if current.revision > catalogue.revision() {
                return None;
            }
        }
        let entries = usize::try_from(self.bytes / ESTIMATED_ENTRY_BYTES).unwrap_or(usize::MAX);
        let next = Arc::new(OutputCache {
            catalogue: Arc::downgrade(catalogue),
            revision: catalogue.revision(),
            entries: cache(entries.clamp(16, 1_000_000), self.bytes, ByteWeighter),
        });
        // Concurrent requests may each make one; the last is stored.
        self.current.store(Some(Arc::clone(&next)));
        Some(next)
    }
}
