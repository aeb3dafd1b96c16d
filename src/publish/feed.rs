//! The feed of changes: what partners follow, by pages or live.
//!
//! The newest entries of the log are kept in memory, so that readers who are nearly up to date
//! cost no query. Whoever follows live reads pages up to the head and then waits for the next
//! head, so replay and live are one thing and there is no seam between them.

use std::{
    collections::VecDeque,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tokio::{sync::watch, time::timeout};

use crate::{
    catalogue::{Change, ChangeFilter, LogCursor, LogPosition},
    store::{LazyStore, LogReading, Store, StoreError},
};

/// The most bytes of documents that are kept in memory.
const TAIL_BYTES: usize = 4 << 20;

/// The most entries by which the tail is caught up; a longer gap is not kept in memory.
const MAX_GAP: i64 = 2_000;

/// How long reading them may hold up whoever serves new revisions.
const MAX_READING: Duration = Duration::from_secs(1);

/// How many entries are read at a time when the tail is caught up.
const READ_AHEAD: u64 = 250;

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

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The cursor is older than the log reaches, or was taken in another log.
    #[error("the change log no longer reaches back to the cursor, or it was taken elsewhere")]
    ResyncRequired,
    /// The database is needed and not there.
    #[error("the change log cannot be read while the database is away")]
    Unavailable(#[source] Option<StoreError>),
}

impl From<StoreError> for FeedError {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(Some(error))
    }
}

/// How many changes a follower reads at a time: what may lie in memory for a slow reader.
const FOLLOWED_AT_ONCE: usize = 25;

/// Reads the change log and tells of its growth. Copies share everything.
#[derive(Debug, Clone)]
pub struct Feed {
    store: LazyStore,
    tail: Arc<RwLock<Tail>>,
    heads: watch::Sender<LogPosition>,
}

/// The newest entries.
#[derive(Debug, Default)]
struct Tail {
    /// The place before the first of them.
    base: LogPosition,
    changes: VecDeque<Arc<Change>>,
    bytes: usize,
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
            tail: Arc::default(),
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
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        if start.sequence < tail.base.sequence || start.sequence > head.sequence {
            return Ok(None);
        }
        let Some(skip) = tail.place_after(start) else {
            return Err(FeedError::ResyncRequired);
        };
        let reaches_head = tail.end().sequence >= head.sequence;
        if !reaches_head {
            return Ok(None);
        }
        let mut picked = tail
            .changes
            .range(skip..)
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

    /// Takes in what the log has gained up to a head, and tells everyone who waits for it.
    pub async fn advance(&self, store: &Store, head: LogPosition) {
        let end = self
            .tail
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .end();
        let gap = head.sequence - end.sequence;
        let gained = if (0..=MAX_GAP).contains(&gap) && end != LogPosition::default() {
            let reading = timeout(MAX_READING, read_gap(store, end, head));
            reading.await.ok().flatten()
        } else {
            None
        };
        let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
        match gained {
            Some(changes) => tail.extend(changes),
            // Nothing is lost: what is not in memory is read from the database.
            None => *tail = Tail::beginning_at(head),
        }
        drop(tail);
        self.heads.send_replace(head);
    }
}

/// The entries from one place to another; `None` when they do not follow each other.
async fn read_gap(store: &Store, end: LogPosition, head: LogPosition) -> Option<Vec<Change>> {
    let mut changes = Vec::new();
    let mut place = end;
    while place.sequence < head.sequence {
        let filter = ChangeFilter::default();
        let reading = store
            .changes_after(Some(place.into()), head.sequence, READ_AHEAD, &filter)
            .await;
        let Ok(LogReading::Page(page)) = reading else {
            return None;
        };
        place = page.changes.last()?.1.position;
        changes.extend(page.changes.into_iter().map(|(_, change)| change));
    }
    (place == head).then_some(changes)
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

impl Tail {
    fn beginning_at(base: LogPosition) -> Self {
        Self {
            base,
            ..Self::default()
        }
    }

    fn end(&self) -> LogPosition {
        self.changes.back().map_or(self.base, |last| last.position)
    }

    /// How many of the entries stand before a place; `None` when the place is not in this log.
    fn place_after(&self, place: LogPosition) -> Option<usize> {
        let count = usize::try_from(place.sequence - self.base.sequence).ok()?;
        let found = match count.checked_sub(1) {
            None => self.base,
            Some(index) => self.changes.get(index)?.position,
        };
        (found == place).then_some(count)
    }

    fn extend(&mut self, changes: Vec<Change>) {
        for change in changes {
            self.bytes += size_of(&change);
            self.changes.push_back(Arc::new(change));
        }
        while self.bytes > TAIL_BYTES {
            let Some(oldest) = self.changes.pop_front() else {
                break;
            };
            self.bytes -= size_of(&oldest);
            self.base = oldest.position;
        }
    }
}

fn size_of(change: &Change) -> usize {
    std::mem::size_of::<Change>()
        + change.key.len()
        + change.document.as_ref().map_or(0, String::len)
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
