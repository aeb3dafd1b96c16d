//! The newest entries of the log, cached in memory.

use std::{collections::VecDeque, sync::Arc};

use catalogue::{Change, LogPosition};

/// The maximum size of the cached entries.
const MAX_BYTES: usize = 4 << 20;

/// Consecutive entries up to a position in the log.
#[derive(Debug, Clone, Default)]
pub struct RecentChanges {
    /// The position before the first entry.
    base: LogPosition,
    changes: VecDeque<Arc<Change>>,
    bytes: usize,
}

impl RecentChanges {
    pub(crate) fn starting_at(base: LogPosition) -> Self {
        Self {
            base,
            ..Self::default()
        }
    }

    /// The position after the last entry.
    pub fn end(&self) -> LogPosition {
        self.changes.back().map_or(self.base, |last| last.position)
    }

    /// The entries after a position; `None` when they are not all cached.
    ///
    /// # Errors
    /// [`ForeignPosition`] when the position was taken in another log.
    pub fn after(
        &self,
        position: LogPosition,
    ) -> Result<Option<impl Iterator<Item = &Arc<Change>>>, ForeignPosition> {
        let Ok(skipped) = usize::try_from(position.sequence - self.base.sequence) else {
            return Ok(None);
        };
        let found = match skipped.checked_sub(1) {
            None => Some(self.base),
            Some(index) => self.changes.get(index).map(|change| change.position),
        };
        if found == Some(position) {
            Ok(Some(self.changes.range(skipped..)))
        } else {
            Err(ForeignPosition)
        }
    }

    /// Appends another list that starts where this one ends, or replaces this one.
    pub(crate) fn extend(&mut self, next: Self) {
        if self.end() == next.base {
            next.changes
                .into_iter()
                .for_each(|change| self.push(change));
        } else {
            *self = next;
        }
    }

    pub(crate) fn push(&mut self, change: Arc<Change>) {
        self.bytes += size_of(&change);
        self.changes.push_back(change);
        while self.bytes > MAX_BYTES {
            let Some(oldest) = self.changes.pop_front() else {
                break;
            };
            self.bytes -= size_of(&oldest);
            self.base = oldest.position;
        }
    }
}

/// The position was taken in another log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignPosition;

fn size_of(change: &Change) -> usize {
    std::mem::size_of::<Change>()
        + change.key.len()
        + change.document.as_ref().map_or(0, String::len)
}
