//! Keeps the served snapshot in step with the database.

use std::{convert::Infallible, sync::Arc, time::Duration};

use tokio::time::{interval, sleep};

use super::{ServeError, open};
use crate::{
    catalogue::{Catalogue, Content, LiveCatalogue, Revision, Violation},
    config::ServeSettings,
    graphql::Services,
    http::Clock,
    publish::{ChangeSet, Edits, Feed, ImportError, PublishError, import, parse, shipped_files},
    store::{
        Observation, Reconciliation, SchemaStatus, Store, StoreCell, StoreError, WatchOptions,
    },
};

/// The longest pause between two attempts to reach the database.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How often the change log is relieved of what is too old.
const PRUNING_INTERVAL: Duration = Duration::from_hours(24);

/// Loads snapshots and swaps them in.
pub(super) struct Keeper {
    settings: ServeSettings,
    live: Arc<LiveCatalogue>,
    store: StoreCell,
    feed: Feed,
    clock: Arc<dyn Clock>,
}

/// Why a snapshot could not be loaded.
#[derive(Debug, thiserror::Error)]
enum LoadError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}", first_of(.0))]
    Invalid(Vec<Violation>),
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

impl Keeper {
    pub(super) fn new(
        settings: ServeSettings,
        live: Arc<LiveCatalogue>,
        services: Services,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let Services { store, feed } = services;
        Self {
            settings,
            live,
            store,
            feed,
            clock,
        }
    }

    /// Opens the database, waiting for it where that is wanted, and serves its revision.
    ///
    /// # Errors
    /// When the database cannot be used and waiting would not help or is not wanted.
    pub(super) async fn first_snapshot(&self) -> Result<Store, ServeError> {
        let mut pause = Duration::from_millis(100);
        loop {
            let (address, error) = match open(&self.settings.database).await {
                Err(error) => (String::from("DATABASE_URL"), error),
                Ok(store) => match self.prepare(&store).await {
                    Ok(()) => return Ok(store),
                    Err(LoadError::Invalid(violations)) => {
                        return Err(ServeError::InvalidCatalogue(first_of(&violations)));
                    }
                    Err(LoadError::Store(error)) => (store.address(), error),
                },
            };
            if self.settings.require_database || !error.is_transient() {
                return Err(ServeError::Store {
                    address,
                    source: error,
                });
            }
            tracing::warn!(%address, %error, "waiting for the database");
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Brings schema and content to where they can be served, and serves them.
    async fn prepare(&self, store: &Store) -> Result<(), LoadError> {
        if self.settings.migrate {
            let applied = store.migrate().await?;
            if !applied.is_empty() {
                tracing::info!(
                    migrations = applied.len(),
                    "database schema brought up to date"
                );
            }
        }
        match store.schema_status().await? {
            SchemaStatus::Current => {}
            SchemaStatus::Ahead => return Err(StoreError::SchemaAhead.into()),
            SchemaStatus::Empty | SchemaStatus::Behind => {
                return Err(StoreError::SchemaBehind { source: None }.into());
            }
        }
        let stored = store.load().await?;
        if self.settings.seed && stored.content == Content::default() {
            self.seed(store, stored.revision).await?;
        }
        self.load(store).await?;
        self.store.fill(store.clone());
        Ok(())
    }

    /// Fills an empty database with the shipped catalogue. Another process may be doing the same:
    /// then its revision is as good as ours.
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
                tracing::info!(records, "shipped catalogue imported");
                Ok(())
            }
            Err(ImportError::Conflict(_)) => Ok(()),
            Err(ImportError::Publish(PublishError::Store(error))) => Err(error.into()),
            Err(error) => {
                tracing::error!(%error, "the shipped catalogue is not valid");
                Ok(())
            }
        }
    }

    /// Loads the database's revision and swaps it in, when it holds together. What was changed
    /// past the change log is entered there first, so that nothing is served that the log lacks.
    async fn load(&self, store: &Store) -> Result<(), LoadError> {
        let mut stored = store.load().await?;
        while !stored.is_logged {
            match store.reconcile(self.clock.now()).await? {
                Reconciliation::Complete { entered } => {
                    tracing::info!(
                        entered,
                        "changes by bare SQL were entered in the change log"
                    );
                }
                Reconciliation::Invalid(violations) => return Err(LoadError::Invalid(violations)),
            }
            stored = store.load().await?;
        }
        let revision = stored.revision;
        let catalogue = Catalogue::build(stored.content, revision, stored.committed_at)
            .map_err(LoadError::Invalid)?
            .with_log_head(stored.log_head);
        self.live.replace(catalogue, self.clock.now());
        tracing::info!(%revision, "serving revision {revision}");
        self.feed.advance(store, stored.log_head).await;
        Ok(())
    }

    /// Has the change log forget what is older than it has to keep. What fails today is done
    /// tomorrow.
    async fn prune(&self, store: &Store) {
        let before = self.clock.now() - self.settings.change_retention();
        match store.prune_log(before).await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "old changes were forgotten"),
            Err(error) => tracing::warn!(%error, "old changes could not be forgotten"),
        }
    }

    /// Follows the database for ever: each new revision is loaded and swapped in; one that is not
    /// valid is refused, and the last good one is served on.
    pub(super) async fn keep(&self, store: &Store) -> Result<Infallible, ServeError> {
        let options = WatchOptions {
            interval: self.settings.poll_interval(),
            max_backoff: LONGEST_PAUSE,
        };
        let mut observations = store.watch(options);
        let mut refused = None;
        let mut daily = interval(PRUNING_INTERVAL);
        loop {
            let change = tokio::select! {
                change = observations.changed() => change,
                _ = daily.tick() => {
                    self.prune(store).await;
                    continue;
                }
            };
            if change.is_err() {
                observations = store.watch(options);
                continue;
            }
            let Observation::Reached(revision) = *observations.borrow_and_update() else {
                continue;
            };
            let served = self.live.current().map(|catalogue| catalogue.revision());
            if served == Some(revision) {
                self.live.confirm(self.clock.now());
                continue;
            }
            if refused == Some(revision) {
                continue;
            }
            match self.load(store).await {
                Ok(()) => refused = None,
                Err(error @ LoadError::Invalid(_)) => {
                    tracing::error!(%revision, %error, "revision refused; the last good one is served on");
                    refused = Some(revision);
                }
                Err(LoadError::Store(error @ StoreError::Inconsistent { .. })) => {
                    tracing::error!(%revision, %error, "revision refused; the last good one is served on");
                    refused = Some(revision);
                }
                Err(LoadError::Store(error)) => {
                    tracing::warn!(%revision, %error, "revision not loaded yet");
                }
            }
        }
    }
}
