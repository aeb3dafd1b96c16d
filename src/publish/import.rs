//! Brings files into the database: a change set whose faults are told with file and line.

use chrono::{DateTime, Utc};

use crate::{catalogue::Violation, store::Store};

use super::{
    authoring::{AuthoringError, Fault, Parsed},
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
/// [`ImportError::Files`] with every fault and its place, [`ImportError::Conflict`] when a revision
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
            let place = |violation: &Violation| parsed.locate_by_key(violation);
            Err(AuthoringError::Faults(locate(place, &violations)).into())
        }
        Outcome::RevisionConflict(conflict) => Err(ImportError::Conflict(conflict)),
    }
}

/// The places of violations; `place` finds those in the files that were read.
pub(super) fn locate(
    place: impl Fn(&Violation) -> Option<Fault>,
    violations: &[Violation],
) -> Vec<Fault> {
    violations
        .iter()
        .map(|violation| {
            place(violation).unwrap_or_else(|| Fault {
                file: "stored catalogue".to_owned(),
                line: 1,
                column: 1,
                path: Some(violation.path()),
                message: violation.message.clone(),
            })
        })
        .collect()
}
