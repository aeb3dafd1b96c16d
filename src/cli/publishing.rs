//! What the commands that change the catalogue have in common.

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
    stdio::{say, say_styled},
    store::{SchemaStatus, Store},
};

/// Who changes the catalogue, why, and under which conditions.
#[derive(Args, Debug)]
pub(super) struct PublishingArguments {
    /// Check everything and show what would change, but write nothing
    #[arg(long)]
    dry_run: bool,

    /// Who makes the change, for the change log
    #[arg(long, value_name = "NAME", default_value = "cli")]
    actor: String,

    /// Why, for the change log
    #[arg(long, value_name = "TEXT")]
    note: Option<Note>,

    /// Change nothing unless the catalogue has this revision
    #[arg(long, value_name = "NUMBER")]
    expected_revision: Option<Revision>,

    /// Name this change for good: the same command with the same key changes nothing a second time
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
    /// Brings the schema of an empty database up to date, so that a first import needs no migration.
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

    /// Publishes edits, and tells what came of it.
    pub(super) async fn publish(&self, edits: Edits) -> Result<(), CommandError> {
        self.publish_edit(edits).await.map(drop)
    }

    /// Lays over the catalogue what a vendor's interface says, and tells what came of it.
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

    /// Publishes what files say, and tells what came of it.
    pub(super) async fn import(&self, parsed: &Parsed, edits: Edits) -> Result<(), CommandError> {
        let change_set = self.arguments.change_set(edits);
        let work = publish::import(&self.store, parsed, &change_set, system_clock().now());
        let published = self.told(during("importing", work).await)?;
        if change_set.dry_run {
            self.report(&published);
        } else {
            self.conclude(&published);
        }
        Ok(())
    }

    /// Lays an index beside what is stored, and tells how much that changes.
    pub(super) async fn import_cert_atlas(
        &self,
        edits: CertAtlasMerge<'_>,
    ) -> Result<AtlasReport, CommandError> {
        let change_set = self.arguments.change_set(edits);
        let work = import_cert_atlas(&self.store, &change_set, system_clock().now());
        let report = self.told(during("importing", work).await)?;
        self.conclude(&report.published);
        Ok(report)
    }

    fn told<T>(&self, outcome: Result<T, ImportError>) -> Result<T, CommandError> {
        outcome.map_err(|error| CommandError::of_import(self.store.address(), error))
    }

    fn report(&self, published: &Published) {
        say_styled(&difference_text(&published.difference, Detail::Headlines));
        self.conclude(published);
    }

    fn conclude(&self, published: &Published) {
        let (address, revision) = (self.store.address(), published.revision);
        let counts = published.difference.counts();
        let changes = counts_text(counts);
        say(&if self.arguments.dry_run {
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
