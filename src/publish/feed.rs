//! The change feed: pages of the log, and live followers.
//!
//! Readers that are nearly up to date are served from the store's cache of the newest entries,
//! without a query. A live follower reads pages up to the head and then waits for the next head,
//! so replay and live delivery are one mechanism without a gap between them.

use std::{
    collections::VecDeque,
    sync::{Arc, PoisonError, RwLock},
};

use tokio::sync::watch;

use crate::{
    catalogue::{Change, ChangeFilter, LogCursor, LogPosition},
    store::{ForeignPosition, LazyStore, LogReading, RecentChanges, StoreError},
};

/// Some changes, and where to go on.
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// The changes, oldest first, each with the cursor that stands after it.
    pub changes: Vec<(LogCursor, Arc<Change>)>,
    /// Where the next page begins: everything before it was read, picked or not.
    pub end: LogCursor,
    /// Whether there are more changes now.
    pub has_more: bool,
}

/// Why a page cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The cursor is older than the log, or from another log.
    #[error("the cursor is older than the change log, or from another log")]
    ResyncRequired,
    /// The database is needed and unreachable.
    #[error("the change log cannot be read while the database is unreachable")]
    Unavailable(#[source] Option<StoreError>),
}

impl From<StoreError> for FeedError {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(Some(error))
    }
}

impl From<ForeignPosition> for FeedError {
    fn from(_: ForeignPosition) -> Self {
        Self::ResyncRequired
    }
}

/// How many changes a follower reads at a time: what may lie in memory for a slow reader.
const FOLLOWED_AT_ONCE: usize = 25;

/// Reads the change log and tells of its growth. Copies share everything.
#[derive(Debug, Clone)]
pub struct Feed {
    store: LazyStore,
    recent: Arc<RwLock<RecentChanges>>,
    heads: watch::Sender<LogPosition>,
}

impl Default for Feed {
    fn default() -> Self {
        Self::new(LazyStore::default())
    }
}

impl Feed {
    /// A feed over a store that may not be open yet.
    pub fn new(store: LazyStore) -> Self {
        Self {
            store,
            recent: Arc::default(),
            heads: watch::Sender::new(LogPosition::default()),
        }
    }

    /// The end of the log as the served snapshot has it; changes are seen once they are served.
    pub fn heads(&self) -> watch::Receiver<LogPosition> {
        self.heads.subscribe()
    }

    /// Up to `first` changes that a filter picks, after a cursor and up to a head; without a cursor
    /// from the beginning.
    ///
    /// # Errors
    /// [`FeedError::ResyncRequired`] for a cursor that the log cannot go on from;
    /// [`FeedError::Unavailable`] when the answer is not in memory and the database is away.
    pub async fn page(
        &self,
        after: Option<LogCursor>,
        first: usize,
        filter: &ChangeFilter,
        head: LogPosition,
    ) -> Result<FeedPage, FeedError> {
        if let Some(page) = self.recent(after, first, filter, head)? {
            return Ok(page);
        }
        let store = self.store.get().ok_or(FeedError::Unavailable(None))?;
        let limit = u64::try_from(first).unwrap_or(u64::MAX);
        let reading = store
            .changes_after(after, head.sequence, limit, filter)
            .await?;
        let LogReading::Page(page) = reading else {
            return Err(FeedError::ResyncRequired);
        };
        let changes = page.changes.into_iter();
        let changes = changes.map(|(cursor, change)| (cursor, Arc::new(change)));
        Ok(FeedPage::new(changes.collect(), page.has_more, after, head))
    }

    /// Follows the changes that a filter picks from a cursor on: first those of the log, then each
    /// new one once it is served.
    pub fn follow(&self, after: LogCursor, filter: ChangeFilter) -> Follower {
        Follower {
            feed: self.clone(),
            heads: self.heads.subscribe(),
            filter,
            place: after,
            unread: VecDeque::new(),
        }
    }

    /// A page out of memory; `None` when memory does not reach back far enough, or when the
    /// reader is ahead of this process, which only the database can tell from a foreign cursor.
    fn recent(
        &self,
        after: Option<LogCursor>,
        first: usize,
        filter: &ChangeFilter,
        head: LogPosition,
    ) -> Result<Option<FeedPage>, FeedError> {
        let start = after.unwrap_or_default().position;
        if start.sequence == head.sequence {
            return if start == head {
                Ok(Some(FeedPage::new(Vec::new(), false, after, head)))
            } else {
                Err(FeedError::ResyncRequired)
            };
        }
        let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
        if start.sequence > head.sequence || recent.end().sequence < head.sequence {
            return Ok(None);
        }
        let Some(changes) = recent.after(start)? else {
            return Ok(None);
        };
        let mut picked = changes
            .take_while(|change| change.position.sequence <= head.sequence)
            .filter(|change| filter.picks(change));
        let changes: Vec<_> = picked
            .by_ref()
            .take(first)
            .map(|change| (LogCursor::from(change.position), Arc::clone(change)))
            .collect();
        let has_more = picked.next().is_some();
        Ok(Some(FeedPage::new(changes, has_more, after, head)))
    }

    /// Publishes a new head with the entries up to it.
    pub fn advance(&self, recent: RecentChanges, head: LogPosition) {
        *self.recent.write().unwrap_or_else(PoisonError::into_inner) = recent;
        self.heads.send_replace(head);
    }
}

/// Reads the feed for one reader, as fast as that reader asks.
#[derive(Debug)]
pub struct Follower {
    feed: Feed,
    heads: watch::Receiver<LogPosition>,
    filter: ChangeFilter,
    /// Up to where the log was read.
    place: LogCursor,
    unread: VecDeque<(LogCursor, Arc<Change>)>,
}

impl Follower {
    /// The next change with the cursor that stands after it; `None` when there is none now.
    ///
    /// # Errors
    /// As [`Feed::page`]; the reader goes on with a new follower from the cursor of its last change.
    pub async fn read(&mut self) -> Result<Option<(LogCursor, Arc<Change>)>, FeedError> {
        while self.unread.is_empty() {
            let head = *self.heads.borrow_and_update();
            let page = self
                .feed
                .page(Some(self.place), FOLLOWED_AT_ONCE, &self.filter, head)
                .await?;
            self.place = page.end;
            self.unread.extend(page.changes);
            if !page.has_more {
                break;
            }
        }
        Ok(self.unread.pop_front())
    }

    /// Up to where the log was read once [`Follower::read`] has found nothing more: a reader may go
    /// on from here even if the filter has picked nothing for long.
    pub const fn place(&self) -> LogCursor {
        self.place
    }

    /// Waits until the log has grown; `false` once it never will, because the server has ended.
    pub async fn wait(&mut self) -> bool {
        self.heads.changed().await.is_ok()
    }
}

impl FeedPage {
    fn new(
        changes: Vec<(LogCursor, Arc<Change>)>,
        has_more: bool,
        after: Option<LogCursor>,
        head: LogPosition,
    ) -> Self {
        let end = match (changes.last(), after) {
            (Some((cursor, _)), _) if has_more => *cursor,
            // A reader that has seen more than this process keeps its place.
            (_, Some(after)) if after.position.sequence > head.sequence => after,
            _ => LogCursor::from(head),
        };
        Self {
            changes,
            end,
            has_more,
        }
    }
}
