//! Refreshes the served snapshot from the database.

use std::{convert::Infallible, io, sync::Arc, time::Duration};

use tokio::{
    sync::{Mutex, watch::Receiver},
    task::spawn_blocking,
    time::{Instant, interval, sleep},
};

use super::{
    ServeError, connect_to, low_priority_thread::at_low_priority, open_replica,
    snapshot_archive::SnapshotArchive,
};
use crate::{
    catalogue::{Catalogue, Content, LiveCatalogue, Revision, Violation},
    config::{ArchivePlace, ServeSettings},
    graphql::{ServedDays, Services},
    http::Clock,
    metrics::Metrics,
    publish::{ChangeSet, Edits, Feed, ImportError, PublishError, import, parse, shipped_files},
    store::{
        LazyStore, Reconciliation, RevisionStatus, SchemaStatus, Store, StoreError, StoredContent,
        WatchOptions,
    },
};

/// Maximum backoff between attempts to reach the database.
const MAX_PAUSE: Duration = Duration::from_secs(1);

/// Maximum replication lag. After that a revision is loaded from the primary.
const REPLICA_LAG: Duration = Duration::from_secs(2);

/// Change-log pruning interval.
const PRUNING_INTERVAL: Duration = Duration::from_hours(24);

/// Loads snapshots and swaps them in.
pub(super) struct SnapshotRefresher {
    settings: ServeSettings,
    live: Arc<LiveCatalogue>,
    store: LazyStore,
    feed: Feed,
    days: ServedDays,
    clock: Arc<dyn Clock>,
    metrics: Metrics,
    replica: Option<Store>,
    archive: SnapshotArchive,
    /// The content of the archive from which this process started.
    archived: Option<Arc<StoredContent>>,
    /// Held while a snapshot is loaded and swapped in.
    loading: Mutex<()>,
}

/// Why a snapshot could not be loaded.
#[derive(Debug, thiserror::Error)]
enum LoadError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}", first_of(.0))]
    Invalid(Vec<Violation>),
    #[error("the snapshot could not be built: {0}")]
    BuildFailed(#[from] io::Error),
}

fn first_of(violations: &[Violation]) -> String {
    let first = violations
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    match violations.len() {
        0 | 1 => first,
        count => format!("{first} (and {} more)", count - 1),
    }
}

impl SnapshotRefresher {
    pub(super) fn new(
        settings: ServeSettings,
        live: Arc<LiveCatalogue>,
        services: Services,
        clock: Arc<dyn Clock>,
        metrics: Metrics,
    ) -> Self {
        let Services {
            store, feed, days, ..
        } = services;
        Self {
            settings,
            live,
            store,
            feed,
            days,
            clock,
            metrics,
            replica: None,
            archive: SnapshotArchive::new(),
            archived: None,
            loading: Mutex::new(()),
        }
    }

    /// Opens the database, retrying if configured, and serves its revision.
    ///
    /// # Errors
    /// When the database cannot be used and retrying would not help or is disabled.
    pub(super) async fn first_snapshot(&mut self) -> Result<Store, ServeError> {
        let replica = open_replica(&self.settings).await;
        self.replica = replica.map_err(|source| ServeError::Store {
            address: String::from("DATABASE_READ_URL"),
            source,
        })?;
        let mut pause = Duration::from_millis(100);
        let mut last = String::new();
        loop {
            let (address, error) = match connect_to(&self.settings.database).await {
                Err(error) => (String::from("DATABASE_URL"), error),
                Ok(store) => match self.prepare(&store).await {
                    Ok(()) => return Ok(store),
                    Err(LoadError::Invalid(violations)) => {
                        return Err(ServeError::InvalidCatalogue(first_of(&violations)));
                    }
                    Err(LoadError::BuildFailed(error)) => return Err(ServeError::Ended(error)),
                    Err(LoadError::Store(error)) => (store.address(), error),
                },
            };
            let cause = error.cause();
            if self.settings.require_database || !error.is_transient() {
                tracing::error!(%address, cause, "the database cannot be used");
                return Err(ServeError::Store {
                    address,
                    source: error,
                });
            }
            // Log a changed error, not every attempt.
            let said = error.to_string();
            if said == last {
                tracing::debug!(%address, %error, cause, "still waiting for the database");
            } else {
                tracing::warn!(%address, %error, cause, "waiting for the database");
                last = said;
            }
            self.begin_with_replica().await;
            self.days.begin(self.clock.now().date_naive());
            sleep(pause).await;
            pause = (pause * 2).min(MAX_PAUSE);
        }
    }

    /// Serves the replica's content while the primary is unreachable at start.
    async fn begin_with_replica(&self) {
        let Some(replica) = self
            .replica
            .as_ref()
            .filter(|_| self.live.current().is_none())
        else {
            return;
        };
        if let Err(error) = self.load(replica, None).await {
            let cause = match &error {
                LoadError::Store(error) => error.cause(),
                LoadError::Invalid(_) | LoadError::BuildFailed(_) => None,
            };
            tracing::warn!(%error, cause, "the read replica cannot be served either");
        }
    }

    /// Migrates and seeds the database if configured, and serves its content.
    async fn prepare(&mut self, store: &Store) -> Result<(), LoadError> {
        // Writes only if required, so that a read-only database can be served.
        let mut status = store.schema_status().await?;
        if self.settings.migrate && status != SchemaStatus::Current {
            let applied = store.migrate().await?;
            if !applied.is_empty() {
                tracing::info!(
                    migrations = applied.len(),
                    "applied pending database migrations"
                );
            }
            status = store.schema_status().await?;
        }
        match status {
            SchemaStatus::Current => {}
            SchemaStatus::Ahead => return Err(StoreError::SchemaAhead.into()),
            SchemaStatus::Empty | SchemaStatus::Behind => {
                return Err(StoreError::SchemaBehind { source: None }.into());
            }
        }
        let archive = match &self.settings.snapshot_archive {
            ArchivePlace::Beside => store.archive(None),
            ArchivePlace::Directory(directory) => store.archive(Some(directory)),
            ArchivePlace::None => None,
        };
        self.archived = self.archive.begin(archive, store).await?;
        let stored = store.current().await?;
        if self.settings.seed && stored.content == Content::default() {
            self.seed(store, stored.revision).await?;
        }
        self.load(store, Some(store)).await?;
        self.store.fill(store.clone());
        Ok(())
    }

    /// Imports the embedded catalogue into an empty database. Another process may do the same: then
    /// its revision is served.
    async fn seed(&self, store: &Store, empty: Revision) -> Result<(), LoadError> {
        let outcome = match parse(shipped_files()) {
            Ok(files) => {
                let change_set = ChangeSet {
                    edits: Edits {
                        records: files.content(),
                        ..Edits::default()
                    },
                    actor: "seed".to_owned(),
                    expected_revision: Some(empty),
                    ..ChangeSet::default()
                };
                import(store, &files, &change_set, self.clock.now()).await
            }
            Err(error) => Err(error.into()),
        };
        match outcome {
            Ok(published) => {
                let records = published.difference.counts().added;
                tracing::info!(records, "imported the embedded catalogue");
                Ok(())
            }
            Err(ImportError::Conflict(_)) => Ok(()),
            Err(ImportError::Publish(PublishError::Store(error))) => Err(error.into()),
            Err(error) => {
                tracing::error!(%error, "the embedded catalogue is invalid");
                Ok(())
            }
        }
    }

    /// Loads a revision from the primary or the replica and swaps it in if it is valid. Edits by
    /// bare SQL are logged first, because partners must receive every change that is served; only
    /// the primary can log them.
    async fn load(&self, source: &Store, database: Option<&Store>) -> Result<(), LoadError> {
        let _turn = self.loading.lock().await;
        let mut stored = source.current().await?;
        let mut source = source;
        while !stored.is_logged {
            let database = database.ok_or(StoreError::unresponsive())?;
            match database.reconcile(self.clock.now()).await? {
                Reconciliation::Complete { entered } => {
                    tracing::info!(entered, "logged edits by bare SQL");
                }
                Reconciliation::Invalid(violations) => return Err(LoadError::Invalid(violations)),
            }
            source = database;
            stored = source.current().await?;
        }
        let (revision, log_head) = (stored.revision, stored.log_head);
        self.serve(stored).await?;
        self.archive.note_served();
        tracing::info!(%revision, "serving revision {revision}");
        self.feed.advance(source.recent_changes(), log_head);
        if let Some(catalogue) = self.live.current() {
            self.days.serve(catalogue, self.clock.now().date_naive());
        }
        Ok(())
    }

    /// Builds a snapshot and swaps it in if it is valid. After the first one, this runs in the
    /// background.
    async fn serve(&self, stored: Arc<StoredContent>) -> Result<(), LoadError> {
        let live = Arc::clone(&self.live);
        let metrics = self.metrics.clone();
        let now = self.clock.now();
        let served = self.live.current();
        let is_first = served.is_none();
        let archived = self.archived.clone();
        let swap = move || {
            let content = stored.content.clone();
            let (revision, committed_at) = (stored.revision, stored.committed_at);
            let catalogue = if let Some(served) = served {
                served.followed_by(content, revision, committed_at)
            } else {
                // An archive is of a content that the same code has validated.
                let nothing = Content::default();
                let known = archived.as_ref().map_or(&nothing, |known| &known.content);
                Catalogue::build_after(known, content, revision, committed_at)
            };
            let catalogue = catalogue.map_err(LoadError::Invalid)?;
            // First, so that no scrape finds a served revision rejected.
            metrics.snapshot_accepted();
            live.replace(catalogue.with_log_head(stored.log_head), now);
            Ok(())
        };
        if is_first {
            swap()?;
            // Only searches need it, so other requests do not wait for it.
            if let Some(catalogue) = self.live.current() {
                spawn_blocking(move || {
                    catalogue.search_index();
                });
            }
            Ok(())
        } else {
            at_low_priority(swap).await?
        }
    }

    /// Prunes the change log. After an error the next day's run retries.
    async fn prune(&self, store: &Store) {
        let before = self.clock.now() - self.settings.change_retention();
        match store.prune_log(before).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "pruned change log"),
            Err(error) => tracing::warn!(%error, "cannot prune change log"),
        }
    }

    /// Follows the database and keeps the archive.
    pub(super) async fn run(&mut self, store: &Store) -> Result<Infallible, ServeError> {
        let archived = self.archived.take();
        let this = &*self;
        tokio::select! {
            ended = this.follow(store) => ended,
            never = this.keep_archive(store, archived) => match never {},
        }
    }

    /// Verifies the archive from which this process started, then writes what is served.
    async fn keep_archive(
        &self,
        store: &Store,
        mut archived: Option<Arc<StoredContent>>,
    ) -> Infallible {
        if archived.is_some() && !self.archive.verify(store).await {
            archived = None;
            self.metrics.archive_refuted();
            if let Err(error) = self.load(store, Some(store)).await {
                tracing::error!(%error, "the tables cannot be served; still serving the archive");
                self.metrics.snapshot_rejected();
            }
        }
        self.archive.write_served(&self.live, archived).await
    }

    /// Follows the database: loads each new revision and swaps it in. Rejects an invalid one and
    /// continues to serve the previous one.
    async fn follow(&self, store: &Store) -> Result<Infallible, ServeError> {
        let options = WatchOptions {
            interval: self.settings.poll_interval(),
            max_backoff: MAX_PAUSE,
        };
        let mut database = store.watch(options);
        let mut copy = self.replica.as_ref().map(|replica| replica.watch(options));
        let mut pending = Pending::default();
        let mut refused = None;
        let mut daily = interval(PRUNING_INTERVAL);
        loop {
            tokio::select! {
                change = database.changed() => if change.is_err() {
                    database = store.watch(options);
                    continue;
                },
                () = changed(&mut copy) => {}
                _ = daily.tick() => {
                    self.prune(store).await;
                    continue;
                }
            }
            // The watcher wakes this loop at each poll, whether or not the database can be reached.
            self.days.begin(self.clock.now().date_naive());
            let observed = *database.borrow_and_update();
            let of_copy = copy.as_mut().map_or(RevisionStatus::Unreachable, |copy| {
                *copy.borrow_and_update()
            });
            let served = self.live.current().map(|catalogue| catalogue.revision());
            let (revision, source) = match (observed, of_copy) {
                (RevisionStatus::Reached(revision), _) if served == Some(revision) => {
                    self.live.confirm(self.clock.now());
                    continue;
                }
                (RevisionStatus::Reached(revision), _) if refused == Some(revision) => continue,
                (RevisionStatus::Reached(revision), of_copy) => match (of_copy, &self.replica) {
                    (RevisionStatus::Reached(there), Some(replica)) if there == revision => {
                        (revision, replica)
                    }
                    (RevisionStatus::Reached(_), Some(_)) if !pending.is_late(revision) => continue,
                    _ => (revision, store),
                },
                // A replica alone cannot prove that it is up to date, so it does not confirm
                // freshness. But its revisions after the served one were committed.
                (_, RevisionStatus::Reached(there))
                    if served < Some(there) && refused != Some(there) =>
                {
                    match &self.replica {
                        Some(replica) => (there, replica),
                        None => continue,
                    }
                }
                _ => continue,
            };
            match self.load(source, Some(store)).await {
                Ok(()) => refused = None,
                Err(
                    error @ (LoadError::Invalid(_)
                    | LoadError::Store(StoreError::Inconsistent { .. })),
                ) => {
                    tracing::error!(%revision, %error, "rejected invalid revision; still serving the previous one");
                    self.metrics.snapshot_rejected();
                    refused = Some(revision);
                }
                Err(error) => {
                    tracing::warn!(%revision, %error, "revision not loaded yet");
                }
            }
        }
    }
}

/// Waits for a change of the replica; forever if there is none.
async fn changed(copy: &mut Option<Receiver<RevisionStatus>>) {
    let is_news = match copy {
        Some(copy) => copy.changed().await.is_ok(),
        None => false,
    };
    if !is_news {
        std::future::pending::<()>().await;
    }
}

/// A revision that the replica does not have yet.
#[derive(Default)]
struct Pending(Option<(Revision, Instant)>);

impl Pending {
    /// Whether the replica has exceeded its lag for this revision.
    fn is_late(&mut self, revision: Revision) -> bool {
        match self.0 {
            Some((known, since)) if known == revision => since.elapsed() >= REPLICA_LAG,
            _ => {
                self.0 = Some((revision, Instant::now()));
                false
            }
        }
    }
}
