//! Pieces of answers that stay the same while the snapshot does.
//!
//! Most of an exam is its outline, which no day and no argument changes. Its texts lie all over
//! memory; written once for a plan, they lie together and are copied.

use std::sync::{
    Arc, Weak,
    atomic::{AtomicU64, Ordering},
};

use arc_swap::ArcSwapOption;
use foldhash::fast::RandomState;
use quick_cache::{Weighter, sync::Cache};

use super::plans::cache;
use crate::catalogue::{Catalogue, Revision};

/// What an entry takes beside its text, in bytes.
const ENTRY_BYTES: usize = 128;

/// What an entry is expected to take; it only sizes tables.
const ESTIMATED_ENTRY_BYTES: u64 = 1_024;

/// Tells a plan of an object whose pieces are kept from every other plan there ever was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FragmentPlan(u64);

impl FragmentPlan {
    /// One that was never used before.
    pub(super) fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);

        Self(COUNT.fetch_add(1, Ordering::Relaxed))
    }
}

/// What a plan selects of an object of the snapshot, which has this number among those of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FragmentKey {
    pub(super) plan: FragmentPlan,
    pub(super) object: u64,
}

#[derive(Debug, Clone)]
struct ByteWeighter;

impl Weighter<FragmentKey, Arc<[u8]>> for ByteWeighter {
    fn weight(&self, _: &FragmentKey, text: &Arc<[u8]>) -> u64 {
        (ENTRY_BYTES + text.len()) as u64
    }
}

/// The pieces of one snapshot, as JSON.
#[derive(Debug)]
pub(super) struct Fragments {
    /// Weak, so that a snapshot goes when its last reader does; its place is not used again before.
    catalogue: Weak<Catalogue>,
    revision: Revision,
    kept: Cache<FragmentKey, Arc<[u8]>, ByteWeighter, RandomState>,
}

impl Fragments {
    /// The piece with this key.
    pub(super) fn get(&self, key: FragmentKey) -> Option<Arc<[u8]>> {
        self.kept.get(&key)
    }

    /// Keeps a piece.
    pub(super) fn keep(&self, key: FragmentKey, text: &[u8]) {
        self.kept.insert(key, text.into());
    }
}

/// The pieces of the snapshot that is read.
#[derive(Debug)]
pub(super) struct FragmentCache {
    bytes: u64,
    current: ArcSwapOption<Fragments>,
}

impl FragmentCache {
    /// A cache of about so many bytes.
    pub(super) fn new(bytes: u64) -> Self {
        Self {
            bytes,
            current: ArcSwapOption::empty(),
        }
    }

    /// The pieces of a snapshot; `None` when a later one is read already.
    pub(super) fn of(&self, catalogue: &Arc<Catalogue>) -> Option<Arc<Fragments>> {
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
        let next = Arc::new(Fragments {
            catalogue: Arc::downgrade(catalogue),
            revision: catalogue.revision(),
            kept: cache(entries.clamp(16, 1_000_000), self.bytes, ByteWeighter),
        });
        // Of several that find none the last one's stays; the others serve their own request.
        self.current.store(Some(Arc::clone(&next)));
        Some(next)
    }
}
