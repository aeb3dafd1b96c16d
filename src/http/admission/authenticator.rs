//! Authenticates callers by their tokens, from a list in memory.
//!
//! The list of valid tokens is short and refreshed every few seconds of use. An unknown token is
//! therefore refused without a database query, so guessing does not load the database.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use arc_swap::ArcSwapOption;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::{runtime::Handle, sync::Mutex, time::timeout};

use crate::{
    graphql::Caller,
    http::Clock,
    store::{LazyStore, Store, Token, TokenDigest, TokenSecret, TokenStanding},
};

/// The maximum age of the list: a revoked token is refused after this time at the latest.
const MAX_AGE: TimeDelta = TimeDelta::seconds(5);

/// The maximum age of the list for an unknown token: a new token is accepted after this time at the
/// latest. It also bounds how often unknown tokens cause a query.
const MAX_AGE_FOR_UNKNOWN: TimeDelta = TimeDelta::seconds(1);

/// The maximum age of the list while the database is unreachable. No token can be revoked then
/// either, unless only this process has lost the database.
const MAX_STALE_AGE: TimeDelta = TimeDelta::hours(1);

/// The pause after a failed query.
const RETRY_PAUSE: TimeDelta = TimeDelta::seconds(1);

/// The timeout of a query.
const QUERY_TIMEOUT: Duration = Duration::from_millis(500);

/// The interval between recorded uses of one token.
const USE_INTERVAL: TimeDelta = TimeDelta::minutes(1);

/// Why a token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum TokenRefusal {
    /// It is malformed, unknown, expired or revoked; clients do not learn which.
    Invalid,
    /// It is not in the list, and the database is unreachable.
    Unavailable,
}

/// Authenticates callers by their tokens. All workers share one.
pub struct Authenticator {
    store: LazyStore,
    clock: Arc<dyn Clock>,
    /// The runtime that opened the database connections, in which queries have to run.
    runtime: Handle,
    list: ArcSwapOption<TokenList>,
    /// Held while the list is refreshed.
    reading: Mutex<()>,
    /// The time of the last failed query, in milliseconds since the epoch.
    failed_at: AtomicI64,
}

/// The tokens that were valid at `read_at`.
struct TokenList {
    read_at: DateTime<Utc>,
    tokens: HashMap<TokenDigest, Arc<KnownToken>>,
}

struct KnownToken {
    token: Token,
    /// The time of the last recorded use, in milliseconds since the epoch.
    recorded_use: AtomicI64,
}

impl TokenList {
    /// Whether the list is younger than a limit; never after the clock was set back.
    fn is_younger(&self, limit: TimeDelta, now: DateTime<Utc>) -> bool {
        (TimeDelta::zero()..limit).contains(&(now - self.read_at))
    }

    fn find(&self, digest: &TokenDigest, now: DateTime<Utc>) -> Option<&Arc<KnownToken>> {
        let known = self.tokens.get(digest)?;
        (known.token.standing(now) == TokenStanding::Valid).then_some(known)
    }
}

impl Authenticator {
    /// An authenticator over a database that may be opened later.
    ///
    /// Call it within the Tokio runtime in which the database is opened.
    pub fn new(store: LazyStore, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            runtime: Handle::current(),
            list: ArcSwapOption::empty(),
            reading: Mutex::default(),
            failed_at: AtomicI64::new(i64::MIN),
        }
    }

    /// The caller with this token.
    pub(in crate::http) async fn caller(
        self: &Arc<Self>,
        secret: &TokenSecret,
    ) -> Result<Caller, TokenRefusal> {
        let digest = secret.digest();
        for limit in [MAX_AGE, MAX_AGE_FOR_UNKNOWN] {
            let list = self.list(limit).await.ok_or(TokenRefusal::Unavailable)?;
            let now = self.clock.now();
            if let Some(known) = list.find(&digest, now) {
                self.record_use(known, now);
                return Ok(Caller::Known {
                    name: known.token.name.clone(),
                    scope: known.token.scope,
                });
            }
            if list.is_younger(MAX_AGE_FOR_UNKNOWN, now) {
                return Err(TokenRefusal::Invalid);
            }
        }
        Err(TokenRefusal::Unavailable)
    }

    /// The list, refreshed if it is older than `limit`; the stale list where that fails.
    async fn list(self: &Arc<Self>, limit: TimeDelta) -> Option<Arc<TokenList>> {
        if let Some(list) = self.without_reading(limit) {
            return list;
        }
        let _reading = self.reading.lock().await;
        // A concurrent refresh may have finished meanwhile.
        if let Some(list) = self.without_reading(limit) {
            return list;
        }
        let queried_at = self.clock.now();
        let refreshed = match self.store.get().cloned() {
            Some(store) => {
                let authenticator = Arc::clone(self);
                let reading = timeout(QUERY_TIMEOUT, async move {
                    authenticator.read(&store, queried_at).await
                });
                self.runtime.spawn(reading).await.ok().and_then(Result::ok)
            }
            None => None,
        };
        if let Some(list) = refreshed.flatten() {
            self.list.store(Some(Arc::clone(&list)));
            return Some(list);
        }
        let failed_at = queried_at.timestamp_millis();
        self.failed_at.store(failed_at, Ordering::Relaxed);
        self.usable(queried_at)
    }

    /// The list to use without a refresh: it is fresh, or the last refresh failed a moment ago. The
    /// outer `None` requires a refresh.
    #[expect(
        clippy::option_option,
        reason = "a list, no usable list, or a refresh is required"
    )]
    fn without_reading(&self, limit: TimeDelta) -> Option<Option<Arc<TokenList>>> {
        let now = self.clock.now();
        let list = self.list.load_full();
        if list
            .as_ref()
            .is_some_and(|list| list.is_younger(limit, now))
        {
            return Some(list);
        }
        let failed_at = self.failed_at.load(Ordering::Relaxed);
        let since = now.timestamp_millis().saturating_sub(failed_at);
        (0..RETRY_PAUSE.num_milliseconds())
            .contains(&since)
            .then(|| self.usable(now))
    }

    fn usable(&self, now: DateTime<Utc>) -> Option<Arc<TokenList>> {
        let list = self.list.load_full();
        list.filter(|list| list.is_younger(MAX_STALE_AGE, now))
    }

    async fn read(&self, store: &Store, now: DateTime<Utc>) -> Option<Arc<TokenList>> {
        let tokens = match store.valid_tokens(now).await {
            Ok(tokens) => tokens,
            Err(error) => {
                tracing::warn!(%error, "token refresh failed; using cached tokens");
                return None;
            }
        };
        let before = self.list.load_full();
        let known = |(digest, token): (TokenDigest, Token)| {
            let stored = token.last_used_at.map(|used| used.timestamp_millis());
            let own = before.as_ref().and_then(|list| list.tokens.get(&digest));
            let own = own.map(|known| known.recorded_use.load(Ordering::Relaxed));
            let recorded_use = stored.max(own).unwrap_or(i64::MIN).into();
            (
                digest,
                Arc::new(KnownToken {
                    token,
                    recorded_use,
                }),
            )
        };
        Some(Arc::new(TokenList {
            read_at: now,
            tokens: tokens.into_iter().map(known).collect(),
        }))
    }

    /// Records a use in the background, unless one was recorded recently.
    fn record_use(&self, known: &Arc<KnownToken>, now: DateTime<Utc>) {
        let recorded = known.recorded_use.load(Ordering::Relaxed);
        let present = now.timestamp_millis();
        let due = present.saturating_sub(recorded) >= USE_INTERVAL.num_milliseconds();
        let (Some(store), true) = (self.store.get().cloned(), due) else {
            return;
        };
        let claimed = known.recorded_use.compare_exchange(
            recorded,
            present,
            Ordering::Relaxed,
            Ordering::Relaxed,
        );
        if claimed.is_err() {
            return;
        }
        let id = known.token.id;
        self.runtime.spawn(async move {
            if let Err(error) = store.note_token_use(id, now).await {
                tracing::debug!(%error, "cannot record the use of a token");
            }
        });
    }
}
