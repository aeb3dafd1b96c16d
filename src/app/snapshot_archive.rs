//! Keeps the archive from which the next start serves: verifies the one of this start against the
//! tables, and writes what is served.

use std::{convert::Infallible, io, sync::Arc, time::Duration};

use tokio::{
    sync::Notify,
    time::{Instant, sleep, sleep_until},
};

use super::low_priority_thread::{at_low_priority, run_at_low_priority};
use crate::{
    catalogue::{Catalogue, LiveCatalogue, LogPosition, Revision},
    store::{Archive, Store, StoreError, StoredContent, Verification},
};

/// Minimum pause between two archives, and between two attempts to verify one.
const PAUSE: Duration = Duration::from_mins(1);

/// The pause after an archive is at least this many times as long as writing it took.
const PAUSE_FACTOR: u32 = 20;

/// The archive of one server, if it has one.
pub(super) struct SnapshotArchive {
    archive: Option<Archive>,
    /// Wakes the writer after a snapshot was swapped in.
    served: Notify,
}

impl SnapshotArchive {
    pub(super) fn new() -> Self {
        Self {
            archive: None,
            served: Notify::new(),
        }
    }

    /// Begins with the archive of an opened store and returns its content, which is valid.
    pub(super) async fn begin(
        &mut self,
        archive: Option<Archive>,
        store: &Store,
    ) -> Result<Option<Arc<StoredContent>>, StoreError> {
        self.archive = archive;
        let Some(archive) = &self.archive else {
            return Ok(None);
        };
        let archived = store.begin_with(archive).await?;
        if let Some(stored) = &archived {
            let path = archive.path().display();
            tracing::info!(revision = %stored.revision, "starting from the archive {path}");
        }
        Ok(archived)
    }

    /// Notes that a snapshot was swapped in.
    pub(super) fn note_served(&self) {
        self.served.notify_one();
    }

    /// Compares what is served with the tables; false if they differ, and the archive is removed
    /// then. Repeats this until the database can be read.
    pub(super) async fn verify(&self, store: &Store) -> bool {
        let Some(archive) = &self.archive else {
            return true;
        };
        loop {
            let store = store.clone();
            let verification = run_at_low_priority(async move { store.verify().await }).await;
            match verification {
                Ok(Ok(Verification::Confirmed)) => {
                    tracing::debug!("the tables confirm the archive");
                    return true;
                }
                Ok(Ok(Verification::Differs { records, example })) => {
                    tracing::error!(
                        records,
                        example,
                        "the tables differ from the change log, and from the archive that is \
                         served: they were changed without a new revision; serving the tables"
                    );
                    if let Err(error) = archive.remove() {
                        tracing::error!(%error, "cannot remove the archive");
                    }
                    return false;
                }
                Ok(Ok(Verification::Unlogged)) => {}
                Ok(Err(error)) => {
                    let cause = error.cause();
                    tracing::warn!(%error, cause, "cannot verify the archive yet");
                }
                Err(error) => tracing::warn!(%error, "cannot verify the archive yet"),
            }
            sleep(PAUSE).await;
        }
    }

    /// Writes each snapshot that is served, with pauses, except the content that is there already.
    pub(super) async fn write_served(
        &self,
        live: &LiveCatalogue,
        archived: Option<Arc<StoredContent>>,
    ) -> Infallible {
        let Some(archive) = &self.archive else {
            return std::future::pending().await;
        };
        let mut written = archived.map(|stored| (stored.revision, stored.log_head));
        let mut next = Instant::now();
        loop {
            sleep_until(next).await;
            if let Some(catalogue) = live.current()
                && written != Some(position(&catalogue))
            {
                let begin = Instant::now();
                written = Some(position(&catalogue));
                self.write(archive, catalogue).await;
                next = Instant::now() + PAUSE.max(begin.elapsed() * PAUSE_FACTOR);
            } else {
                self.served.notified().await;
            }
        }
    }

    async fn write(&self, archive: &Archive, catalogue: Arc<Catalogue>) {
        let place = archive.clone();
        let write = move || {
            let (revision, log_head) = position(&catalogue);
            place.write(&catalogue.content(), revision, log_head)
        };
        let path = archive.path().display();
        match at_low_priority(write).await.and_then(|written| written) {
            Ok(()) => tracing::debug!("wrote the archive {path}"),
            Err(error) if is_read_only(&error) => {
                tracing::debug!(%error, "no archive is kept at {path}");
            }
            Err(error) => tracing::warn!(%error, "cannot write the archive {path}"),
        }
    }
}

fn position(catalogue: &Catalogue) -> (Revision, LogPosition) {
    (catalogue.revision(), catalogue.log_head())
}

fn is_read_only(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem)
}
