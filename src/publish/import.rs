//! Brings files into the database: a change set whose faults are told with file and line.

use chrono::{DateTime, Utc};

use crate::store::Store;

use super::{
    authoring::{AuthoringError, Parsed},
    change_set::ChangeSet,
    publication::{Outcome, PublishError, Published, RevisionConflict, publish},
};

/// Why an import changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The files cannot be used.
    #[error(transparent)]
    Files(#[from] AuthoringError),
    /// The catalogue is not what the editor has seen.
    #[error("{0}")]
    Conflict(RevisionConflict),
    /// The change set was not dealt with.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Publishes a change set whose records come from files.
///
/// # Errors
/// [`ImportError::Files`] with the faults and their places, [`ImportError::Conflict`] when a revision
/// is expected and another one is found, or [`ImportError::Publish`].
pub async fn import(
    store: &Store,
    parsed: &Parsed,
    change_set: &ChangeSet,
    now: DateTime<Utc>,
) -> Result<Published, ImportError> {
    match publish(store, change_set, now).await? {
        Outcome::Published(published) => Ok(published),
        Outcome::Rejected(violations) => {
            Err(AuthoringError::Faults(parsed.locate_by_key(&violations)).into())
        }
        Outcome::RevisionConflict(conflict) => Err(ImportError::Conflict(conflict)),
    }
}
