//! Imports files as a change set; errors have file and line.

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
    /// The files are invalid.
    #[error(transparent)]
    Files(#[from] AuthoringError),
    /// The catalogue has another revision than expected.
    #[error("{0}")]
    Conflict(RevisionConflict),
    /// The change set could not be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Publishes a change set whose records come from files.
///
/// # Errors
/// [`ImportError::Files`] with errors and their positions, [`ImportError::Conflict`] when the
/// catalogue has another revision than expected, or [`ImportError::Publish`].
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
