//! Shared code of commands that change the catalogue.

use clap::Args;

use super::{
    CommandError,
    difference_text::{Detail, counts_text, difference_text},
    progress::during,
};
use crate::{
    app::{open, system_clock},
    catalogue::Revision,
    config::DatabaseSettings,
    connect::ConnectorMerge,
    publish::{
        self, ChangeSet, Edit, Edits, IdempotencyKey, ImportError, Note, Outcome, Parsed,
        Published,
        cert_atlas::{AtlasReport, CertAtlasMerge, import_cert_atlas},
    },
    stdio::{print, print_styled},
    store::{SchemaStatus, Store},
};

/// Author, reason and preconditions of a change.
#[derive(Args, Debug)]
pub(super) struct PublishingArguments {
    /// Validate and show the changes, but write nothing
    #[arg(long)]
    dry_run: bool,

    /// Author of the change, for the change log
    #[arg(long, value_name = "NAME", default_value = "cli")]
    actor: String,

    /// Reason for the change, for the change log
    #[arg(long, value_name = "TEXT")]
    note: Option<Note>,

    /// Fail unless the catalogue has this revision
    #[arg(long, value_name = "NUMBER")]
    expected_revision: Option<Revision>,

    /// Idempotency key; a repeated command is a no-op
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<IdempotencyKey>,

    #[command(flatten)]
    database: DatabaseSettings,
}

/// A database that is open for publishing.
pub(super) struct PublishSession<'a> {
    arguments: &'a PublishingArguments,
    store: Store,
}

impl PublishingArguments {
    /// Opens the database.
    pub(super) async fn open(&self) -> Result<PublishSession<'_>, CommandError> {
        let store = open(&self.database)
            .await
            .map_err(|source| CommandError::Store {
                address: String::new(),
                source,
            })?;
        Ok(PublishSession {
            arguments: self,
            store,
        })
    }

    fn change_set<E>(&self, edits: E) -> ChangeSet<E> {
        ChangeSet {
            edits,
            actor: self.actor.clone(),
            note: self.note.clone(),
            expected_revision: self.expected_revision,
            idempotency_key: self.idempotency_key.clone(),
            dry_run: self.dry_run,
        }
    }
}

impl PublishSession<'_> {
    /// Applies migrations to an empty database, so that a first import needs no `migrate`.
    pub(super) async fn migrate_empty(&self) -> Result<(), CommandError> {
        let fault = |source| CommandError::Store {
            address: self.store.address(),
            source,
        };
        let is_empty = self.store.schema_status().await.map_err(fault)? == SchemaStatus::Empty;
        if is_empty && !self.arguments.dry_run {
            self.store.migrate().await.map_err(fault)?;
        }
        Ok(())
    }

    /// Publishes edits and reports the result.
    pub(super) async fn publish(&self, edits: Edits) -> Result<(), CommandError> {
        self.publish_edit(edits).await.map(drop)
    }

    /// Merges a vendor's API response and reports the result.
    pub(super) async fn merge(
        &self,
        edits: ConnectorMerge,
    ) -> Result<ConnectorMerge, CommandError> {
        self.publish_edit(edits).await
    }

    async fn publish_edit<E: Edit>(&self, edits: E) -> Result<E, CommandError> {
        let change_set = self.arguments.change_set(edits);
        let work = publish::publish(&self.store, &change_set, system_clock().now());
        let address = self.store.address();
        let outcome = match during("publishing", work).await {
            Ok(outcome) => outcome,
            Err(error) => return Err(CommandError::of_publishing(address, error)),
        };
        match outcome {
            Outcome::Published(published) => {
                self.report(&published);
                Ok(change_set.edits)
            }
            Outcome::Rejected(violations) => Err(CommandError::Rejected(violations)),
            Outcome::RevisionConflict(conflict) => {
                Err(CommandError::Conflict { address, conflict })
            }
        }
    }

    /// Imports files and reports the result.
    pub(super) async fn import(&self, parsed: &Parsed, edits: Edits) -> Result<(), CommandError> {
        let change_set = self.arguments.change_set(edits);
        let work = publish::import(&self.store, parsed, &change_set, system_clock().now());
        let published = self.map_import_error(during("importing", work).await)?;
        if change_set.dry_run {
            self.report(&published);
        } else {
            self.report_counts(&published);
        }
        Ok(())
    }

    /// Merges the Cert Atlas index and reports the result.
    pub(super) async fn import_cert_atlas(
        &self,
        edits: CertAtlasMerge<'_>,
    ) -> Result<AtlasReport, CommandError> {
        let change_set = self.arguments.change_set(edits);
        let work = import_cert_atlas(&self.store, &change_set, system_clock().now());
        let report = self.map_import_error(during("importing", work).await)?;
        self.report_counts(&report.published);
        Ok(report)
    }

    fn map_import_error<T>(&self, outcome: Result<T, ImportError>) -> Result<T, CommandError> {
        outcome.map_err(|error| CommandError::of_import(self.store.address(), error))
    }

    fn report(&self, published: &Published) {
        print_styled(&difference_text(&published.difference, Detail::Headlines));
        self.report_counts(published);
    }

    fn report_counts(&self, published: &Published) {
        let (address, revision) = (self.store.address(), published.revision);
        let counts = published.difference.counts();
        let changes = counts_text(counts);
        print(&if self.arguments.dry_run {
            format!("{address}: would be {changes}; nothing was written")
        } else if published.repeated {
            format!("{address}: done before: {changes}; that was revision {revision}")
        } else if counts.is_empty() {
            format!("{address}: nothing to change, still revision {revision}")
        } else {
            format!("{address}: {changes}; now revision {revision}")
        });
    }
}
