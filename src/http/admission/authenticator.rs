//! Finds out whose token a request bears, from a list in memory.
//!
//! All valid tokens are few, so they are held at once and read anew every few seconds of use.
//! A token that nobody made is therefore refused without a question to the database, however many
//! of them come.

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

/// How old the list may be: a revoked token is refused after this time at the latest.
const FRESH: TimeDelta = TimeDelta::seconds(5);

/// How old the list may be when a token is not on it: a new token is accepted after this time at
/// the latest. It also bounds how often unknown tokens make the database be asked.
const FRESH_FOR_UNKNOWN: TimeDelta = TimeDelta::seconds(1);

/// How long the list is used while the database does not answer. Nothing can be revoked then
/// either, unless this process alone has lost the database.
const USABLE: TimeDelta = TimeDelta::hours(1);

/// How long the database is left alone after it did not answer.
const PAUSE: TimeDelta = TimeDelta::seconds(1);

/// How long a request waits for the database.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often a use of one token is noted at most.
const USE_INTERVAL: TimeDelta = TimeDelta::minutes(1);

/// Why a token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum TokenRefusal {
    /// It is malformed, unknown, expired or revoked; which of them is nobody's business.
    Invalid,
    /// It is not known here, and the database cannot be asked.
    Unavailable,
}

/// Tells callers by their tokens. All workers share one.
pub struct Authenticator {
    store: LazyStore,
    clock: Arc<dyn Clock>,
    /// Connections live in the runtime that opened them, so the database is asked there.
    runtime: Handle,
    list: ArcSwapOption<TokenList>,
    /// Held by whoever reads the list anew.
    reading: Mutex<()>,
    /// Milliseconds since the epoch at which the database last failed to answer.
    failed_at: AtomicI64,
}

/// The tokens that were valid when they were read.
struct TokenList {
    read_at: DateTime<Utc>,
    tokens: HashMap<TokenDigest, Arc<KnownToken>>,
}

struct KnownToken {
    token: Token,
    /// Milliseconds since the epoch of the last use that was noted.
    noted_use: AtomicI64,
}

impl TokenList {
    /// Whether the list is younger than a limit; after the clock was put back it never is.
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

    /// The caller who bears a token.
    pub(in crate::http) async fn caller(
        self: &Arc<Self>,
        secret: &TokenSecret,
    ) -> Result<Caller, TokenRefusal> {
        let digest = secret.digest();
        for limit in [FRESH, FRESH_FOR_UNKNOWN] {
            let list = self.list(limit).await.ok_or(TokenRefusal::Unavailable)?;
            let now = self.clock.now();
            if let Some(known) = list.find(&digest, now) {
                self.note_use(known, now);
                return Ok(Caller::Known {
                    name: known.token.name.clone(),
                    scope: known.token.scope,
                });
            }
            if list.is_younger(FRESH_FOR_UNKNOWN, now) {
                return Err(TokenRefusal::Invalid);
            }
        }
        Err(TokenRefusal::Unavailable)
    }

    /// The list, read anew when it is older than `limit`; the old one when that is not possible
    /// and it is still usable.
    async fn list(self: &Arc<Self>, limit: TimeDelta) -> Option<Arc<TokenList>> {
        if let Some(list) = self.without_reading(limit) {
            return list;
        }
        let _reading = self.reading.lock().await;
        // Whoever read before has settled it, one way or the other.
        if let Some(list) = self.without_reading(limit) {
            return list;
        }
        let asked_at = self.clock.now();
        let answer = match self.store.get().cloned() {
            Some(store) => {
                let authenticator = Arc::clone(self);
                let reading = timeout(PATIENCE, async move {
                    authenticator.read(&store, asked_at).await
                });
                self.runtime.spawn(reading).await.ok().and_then(Result::ok)
            }
            None => None,
        };
        if let Some(list) = answer.flatten() {
            self.list.store(Some(Arc::clone(&list)));
            return Some(list);
        }
        let failed_at = asked_at.timestamp_millis();
        self.failed_at.store(failed_at, Ordering::Relaxed);
        self.usable(asked_at)
    }

    /// What is to be done with the list in memory, unless it has to be read anew: used because it
    /// is young, or because the database was away a moment ago.
    #[expect(
        clippy::option_option,
        reason = "settled with a list, settled without one, or not settled"
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
        (0..PAUSE.num_milliseconds())
            .contains(&since)
            .then(|| self.usable(now))
    }

    fn usable(&self, now: DateTime<Utc>) -> Option<Arc<TokenList>> {
        let list = self.list.load_full();
        list.filter(|list| list.is_younger(USABLE, now))
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
            let own = own.map(|known| known.noted_use.load(Ordering::Relaxed));
            let noted_use = stored.max(own).unwrap_or(i64::MIN).into();
            (digest, Arc::new(KnownToken { token, noted_use }))
        };
        Some(Arc::new(TokenList {
            read_at: now,
            tokens: tokens.into_iter().map(known).collect(),
        }))
    }

    /// Notes a use beside the request, unless one was noted a moment ago.
    fn note_use(&self, known: &Arc<KnownToken>, now: DateTime<Utc>) {
        let noted = known.noted_use.load(Ordering::Relaxed);
        let present = now.timestamp_millis();
        let due = present.saturating_sub(noted) >= USE_INTERVAL.num_milliseconds();
        let (Some(store), true) = (self.store.get().cloned(), due) else {
            return;
        };
        let claimed =
            known
                .noted_use
                .compare_exchange(noted, present, Ordering::Relaxed, Ordering::Relaxed);
        if claimed.is_err() {
            return;
        }
        let id = known.token.id;
        self.runtime.spawn(async move {
            if let Err(error) = store.note_token_use(id, now).await {
                tracing::debug!(%error, "a use of a token is not noted");
            }
        });
    }
}
