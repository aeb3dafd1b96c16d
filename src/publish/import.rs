//! Brings files into the database: parsed, laid over what is stored, checked as a whole, and
//! applied in one transaction or not at all.

use chrono::{DateTime, Utc};

use crate::{
    catalogue::{Content, Revision, Violation, repetitions, validate},
    store::{Replacement, Store, StoreError, StoredContent},
};

use super::{
    authoring::{AuthoringError, Fault, Parsed},
    difference::{ChangeCounts, Difference},
    overlay::overlay,
};

/// What happens to stored records that the files do not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// They stay.
    Merge,
    /// They are removed: the catalogue becomes exactly what the files say.
    Replace,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportReport {
    /// How many records it touches.
    pub counts: ChangeCounts,
    /// The catalogue's revision afterwards.
    pub revision: Revision,
}

/// Why an import changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The files cannot be used.
    #[error(transparent)]
    Files(#[from] AuthoringError),
    /// The database refused or could not be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports parsed files. With `dry_run` everything is checked and counted, and nothing is written.
///
/// # Errors
/// [`ImportError::Files`] with every fault and its place, or [`ImportError::Store`].
pub async fn import(
    store: &Store,
    parsed: &Parsed,
    mode: ImportMode,
    actor: &str,
    now: DateTime<Utc>,
    dry_run: bool,
) -> Result<ImportReport, ImportError> {
    let stored = store.load().await?;
    let mut result = match mode {
        // Keys that stand twice in the files must be refused before one hides the other.
        ImportMode::Merge => overlay(stored.content.clone(), distinct(parsed)?),
        ImportMode::Replace => parsed.validate()?,
    };
    result.sort();
    let place = |violation: &Violation| parsed.locate_by_key(violation);
    apply(store, &stored, &result, place, actor, now, dry_run).await
}

/// Makes the catalogue what `result` says, if that is valid. `place` finds a violation in the
/// files that were read.
pub(super) async fn apply(
    store: &Store,
    stored: &StoredContent,
    result: &Content,
    place: impl Fn(&Violation) -> Option<Fault>,
    actor: &str,
    now: DateTime<Utc>,
    dry_run: bool,
) -> Result<ImportReport, ImportError> {
    let violations = validate(result);
    if !violations.is_empty() {
        return Err(AuthoringError::Faults(locate(place, &violations)).into());
    }
    let counts = Difference::between(&stored.content, result).counts();
    if dry_run || counts.is_empty() {
        return Ok(ImportReport {
            counts,
            revision: stored.revision,
        });
    }
    let replacement = Replacement {
        expected: Some(stored.revision),
        content: result,
        actor,
        note: None,
        now,
    };
    let revision = Box::pin(store.replace(replacement)).await?.revision;
    Ok(ImportReport { counts, revision })
}

/// The files' content, unless a key stands in it twice.
fn distinct(parsed: &Parsed) -> Result<Content, AuthoringError> {
    let content = parsed.content();
    let twice = repetitions(&content);
    if twice.is_empty() {
        Ok(content)
    } else {
        let place = |violation: &Violation| parsed.locate_by_key(violation);
        Err(AuthoringError::Faults(locate(place, &twice)))
    }
}

fn locate(place: impl Fn(&Violation) -> Option<Fault>, violations: &[Violation]) -> Vec<Fault> {
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
