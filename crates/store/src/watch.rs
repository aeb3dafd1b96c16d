//! Notices new revisions: asks regularly, and is woken at once by PostgreSQL.
//!
//! Asking alone is enough to be right; notifications only make it quick. So a notification
//! that never comes costs one interval, and a revision that was found by asking alone is taken as
//! a sign that the listening connection is dead.

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

/// The channel on which the database announces each new revision.
const CHANNEL: &str = "certgraph_revision";

/// How often to ask, and how patient to be with a database that is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WatchOptions {
    /// Time between two questions while the database answers.
    pub interval: Duration,
    /// The longest time between two questions while it does not.
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

/// What the database answered when it was last asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionStatus {
    /// It has not been asked yet.
    Pending,
    /// It has this revision.
    Reached(Revision),
    /// It did not answer, or could not.
    Unreachable,
}

impl Store {
    /// Watches the revision until every receiver is gone.
    ///
    /// The receiver is notified after each answer, also when the revision is the same: that the
    /// database still has it is news to whoever tells how fresh the data is.
    pub fn watch(&self, options: WatchOptions) -> watch::Receiver<RevisionStatus> {
        let (sender, receiver) = watch::channel(RevisionStatus::Pending);
        let store = self.clone();
        tokio::spawn(async move {
            // Biased by order: once nobody listens, nothing else is started.
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
    let mut ears = RevisionListener::new(store);
    let mut known = None;
    let mut backoff = options.interval;
    loop {
        match store.revision().await {
            Ok(revision) => {
                if known.is_some_and(|known| known != revision) {
                    ears.expect(revision);
                }
                known = Some(revision);
                backoff = options.interval;
                sender.send_replace(RevisionStatus::Reached(revision));
            }
            Err(error) => {
                // The state is logged when it changes, not at every attempt.
                if *sender.borrow() == RevisionStatus::Unreachable {
                    tracing::debug!(%error, "the database still does not answer");
                } else {
                    tracing::warn!(
                        %error,
                        cause = error.cause(),
                        "the database does not answer; the last snapshot is served on"
                    );
                }
                sender.send_replace(RevisionStatus::Unreachable);
                backoff = (backoff * 2).min(options.max_backoff);
            }
        }
        tokio::select! {
            () = ears.wait(backoff) => {}
            // What this process has written itself it need not be told by the database.
            () = store.written.notified() => {}
        }
    }
}

/// The listening connection, if the database has such a thing and it is up.
struct RevisionListener<'a> {
    store: &'a Store,
    listener: Option<PgListener>,
    /// The newest revision that was announced.
    heard: Option<Revision>,
    /// A revision that was found by asking and should have been announced.
    overdue: Option<Revision>,
}

impl<'a> RevisionListener<'a> {
    const fn new(store: &'a Store) -> Self {
        Self {
            store,
            listener: None,
            heard: None,
            overdue: None,
        }
    }

    /// Notes a revision that was found by asking. When the one before was never announced, the
    /// connection is given up, to be opened anew.
    fn expect(&mut self, revision: Revision) {
        if self.heard < Some(revision) {
            self.overdue = Some(revision);
        }
    }

    /// Waits for the given time, or until a revision is announced.
    async fn wait(&mut self, limit: Duration) {
        let end = Instant::now() + limit;
        if self.overdue.is_some() && self.overdue > self.heard {
            // One more interval is granted: asking may have been quicker than the announcement.
            let announced = self.receive(limit).await;
            if !announced && self.overdue > self.heard {
                tracing::debug!("no announcement came; listening anew");
                self.listener = None;
            }
            self.overdue = None;
            return;
        }
        if self.listener.is_none() {
            self.listener = self.open(limit).await;
            if self.listener.is_some() {
                // What was committed before the ears were open has to be asked for.
                return;
            }
        }
        self.receive(end.saturating_duration_since(Instant::now()))
            .await;
    }

    /// Waits for an announcement, and says whether one came.
    async fn receive(&mut self, limit: Duration) -> bool {
        let Some(listener) = &mut self.listener else {
            sleep(limit).await;
            return false;
        };
        match timeout(limit, listener.try_recv()).await {
            Err(_) => false,
            Ok(Ok(Some(announcement))) => {
                self.heard = self.heard.max(announcement.payload().parse().ok());
                true
            }
            Ok(Ok(None) | Err(_)) => {
                tracing::debug!("the listening connection was lost");
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
        // A connection of its own, outside the pool, that is never closed for being idle or old.
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
                tracing::debug!(%error, "listening is not possible; asking goes on");
                None
            }
            Err(_) => None,
        }
    }
}
