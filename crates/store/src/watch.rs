//! Watches the revision by polling, and by LISTEN on PostgreSQL.
//!
//! Polling alone is sufficient; notifications only reduce the delay. A lost notification costs one
//! interval, and a revision found by polling alone means that the listening connection is dead.

use std::time::Duration;

use sea_orm::sqlx::{
    self,
    postgres::{PgListener, PgPoolOptions},
};
use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};

use catalogue::Revision;

use super::{
    address::Address,
    connection::{Store, postgres_settings},
};

/// The channel on which database triggers send each new revision.
const CHANNEL: &str = "certgraph_revision";

/// Polling interval and backoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WatchOptions {
    /// The polling interval while the database is reachable.
    pub interval: Duration,
    /// The maximum backoff while it is unreachable.
    pub max_backoff: Duration,
}

impl Default for WatchOptions {
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(1),
            max_backoff: Duration::from_secs(15),
        }
    }
}

/// The result of the last poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionStatus {
    /// Not polled yet.
    Pending,
    /// The current revision.
    Reached(Revision),
    /// The database is unreachable or returned an error.
    Unreachable,
}

impl Store {
    /// Watches the revision until all receivers are dropped.
    ///
    /// Notifies receivers after each poll, also when the revision is unchanged: that confirms the
    /// freshness of the served snapshot.
    pub fn watch(&self, options: WatchOptions) -> watch::Receiver<RevisionStatus> {
        let (sender, receiver) = watch::channel(RevisionStatus::Pending);
        let store = self.clone();
        tokio::spawn(async move {
            // Biased: after the last receiver is dropped, no further poll starts.
            tokio::select! {
                biased;
                () = sender.closed() => {}
                () = follow(&store, options, &sender) => {}
            }
        });
        receiver
    }
}

async fn follow(store: &Store, options: WatchOptions, sender: &watch::Sender<RevisionStatus>) {
    let mut listener = RevisionListener::new(store);
    let mut known = None;
    let mut backoff = options.interval;
    loop {
        match store.revision().await {
            Ok(revision) => {
                if known.is_some_and(|known| known != revision) {
                    listener.expect(revision);
                }
                known = Some(revision);
                backoff = options.interval;
                sender.send_replace(RevisionStatus::Reached(revision));
            }
            Err(error) => {
                // Log the change of state, not every attempt.
                if *sender.borrow() == RevisionStatus::Unreachable {
                    tracing::debug!(%error, "database still unreachable");
                } else {
                    tracing::warn!(
                        %error,
                        cause = error.cause(),
                        "database unreachable; serving the last snapshot"
                    );
                }
                sender.send_replace(RevisionStatus::Unreachable);
                backoff = (backoff * 2).min(options.max_backoff);
            }
        }
        tokio::select! {
            () = listener.wait(backoff) => {}
            // This process's own commits need no notification from the database.
            () = store.written.notified() => {}
        }
    }
}

/// The connection that listens for notifications; `None` on SQLite or while it is down.
struct RevisionListener<'a> {
    store: &'a Store,
    listener: Option<PgListener>,
    /// The newest notified revision.
    notified: Option<Revision>,
    /// A revision that was found by polling and not notified yet.
    overdue: Option<Revision>,
}

impl<'a> RevisionListener<'a> {
    const fn new(store: &'a Store) -> Self {
        Self {
            store,
            listener: None,
            notified: None,
            overdue: None,
        }
    }

    /// Records a revision that was found by polling. If its notification does not come, the
    /// connection is reopened.
    fn expect(&mut self, revision: Revision) {
        if self.notified < Some(revision) {
            self.overdue = Some(revision);
        }
    }

    /// Waits for the given time, or until a notification.
    async fn wait(&mut self, limit: Duration) {
        let end = Instant::now() + limit;
        if self.overdue.is_some() && self.overdue > self.notified {
            // Wait one more interval: the poll may have been faster than the notification.
            let is_notified = self.receive(limit).await;
            if !is_notified && self.overdue > self.notified {
                tracing::debug!("notification missing; reopening the listening connection");
                self.listener = None;
            }
            self.overdue = None;
            return;
        }
        if self.listener.is_none() {
            self.listener = self.open(limit).await;
            if self.listener.is_some() {
                // Commits made before LISTEN must be polled for.
                return;
            }
        }
        self.receive(end.saturating_duration_since(Instant::now()))
            .await;
    }

    /// Waits for a notification; returns whether one came.
    async fn receive(&mut self, limit: Duration) -> bool {
        let Some(listener) = &mut self.listener else {
            sleep(limit).await;
            return false;
        };
        match timeout(limit, listener.try_recv()).await {
            Err(_) => false,
            Ok(Ok(Some(notification))) => {
                self.notified = self.notified.max(notification.payload().parse().ok());
                true
            }
            Ok(Ok(None) | Err(_)) => {
                tracing::debug!("listening connection lost");
                self.listener = None;
                false
            }
        }
    }

    async fn open(&self, limit: Duration) -> Option<PgListener> {
        let Address::Postgres(settings) = &self.store.address else {
            return None;
        };
        let settings = postgres_settings((**settings).clone(), self.store.options);
        // A dedicated connection outside the pool, which would close it when idle or old.
        let open = async {
            let pool = PgPoolOptions::new()
                .max_connections(1)
                .max_lifetime(None)
                .idle_timeout(None)
                .connect_with(settings)
                .await?;
            let mut listener = PgListener::connect_with(&pool).await?;
            listener.eager_reconnect(false);
            listener.listen(CHANNEL).await?;
            Ok::<_, sqlx::Error>(listener)
        };
        match timeout(limit, open).await {
            Ok(Ok(listener)) => Some(listener),
            Ok(Err(error)) => {
                tracing::debug!(%error, "LISTEN unavailable; falling back to polling");
                None
            }
            Err(_) => None,
        }
    }
}
