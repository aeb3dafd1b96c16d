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

/// A page of changes.
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// The changes, oldest first, each with the cursor after it.
    pub changes: Vec<(LogCursor, Arc<Change>)>,
    /// The cursor of the next page: all changes before it were read, including filtered ones.
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

/// Page size of a live follower: limits the memory for a slow reader.
const FOLLOWED_AT_ONCE: usize = 25;

/// Reads the change log and notifies followers of new heads. Copies share everything.
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

    /// The head of the log at the served snapshot. Changes are visible once they are served.
    pub fn heads(&self) -> watch::Receiver<LogPosition> {
        self.heads.subscribe()
    }

    /// At most `first` matching changes after a cursor and up to a head; without a cursor from the
    /// start.
    ///
    /// # Errors
    /// [`FeedError::ResyncRequired`] for an invalid cursor; [`FeedError::Unavailable`] when the
    /// page is not cached and the database is unreachable.
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

    /// Follows matching changes after a cursor: first those in the log, then new ones as they are
    /// served.
    pub fn follow(&self, after: LogCursor, filter: ChangeFilter) -> Follower {
        Follower {
            feed: self.clone(),
            heads: self.heads.subscribe(),
            filter,
            place: after,
            unread: VecDeque::new(),
        }
    }

    /// A page from memory; `None` when the cache starts later, or the reader is ahead of this
    /// process, which only the database can distinguish from a foreign cursor.
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

    /// Sets a new head and the cached entries up to it.
    pub fn advance(&self, recent: RecentChanges, head: LogPosition) {
        *self.recent.write().unwrap_or_else(PoisonError::into_inner) = recent;
        self.heads.send_replace(head);
    }
}

/// Reads the feed for one reader, at the reader's pace.
#[derive(Debug)]
pub struct Follower {
    feed: Feed,
    heads: watch::Receiver<LogPosition>,
    filter: ChangeFilter,
    /// The position up to which the log was read.
    place: LogCursor,
    unread: VecDeque<(LogCursor, Arc<Change>)>,
}

impl Follower {
    /// The next change with the cursor after it; `None` when there is none now.
    ///
    /// # Errors
    /// As [`Feed::page`]; the reader continues with a new follower from the cursor of its last
    /// change.
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

    /// The position up to which the log was read after [`Follower::read`] returned `None`: a cursor
    /// to continue from even if nothing matched for long.
    pub const fn place(&self) -> LogCursor {
        self.place
    }

    /// Waits for a new head; `false` once the server has shut down.
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
            // A reader that is ahead of this process keeps its position.
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
