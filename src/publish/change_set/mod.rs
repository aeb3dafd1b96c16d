//! Change sets: records to write, records to remove, exams to retire.

mod apply;
mod reference;

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use self::reference::{ExamReference, RecordReference};
use crate::catalogue::{
    ApproximateDate, Confidence, Content, Revision, SourceKey, Violation, hexadecimal,
};

/// The effect on stored records that are not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum ImportMode {
    /// They stay.
    #[default]
    Merge,
    /// They are removed: the change set is the whole catalogue.
    Replace,
}

/// The retirement of an exam.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retirement {
    /// The exam.
    pub exam: ExamReference,
    /// The last day on which it can be taken.
    pub on: ApproximateDate,
    /// The source.
    pub source: SourceKey,
    /// The confidence; `None` for the default of the source's kind: `OFFICIAL` for the vendor's own
    /// text or a copy of it, otherwise `REPUTABLE`.
    pub confidence: Option<Confidence>,
    /// The successors to add to those of the exam.
    pub successors: Vec<ExamReference>,
}

/// The edits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Edits {
    /// Records to add or replace. A record is replaced as a whole: omitted fields are removed.
    pub records: Content,
    /// Records to remove.
    pub removals: Vec<RecordReference>,
    /// Exams to retire.
    pub retirements: Vec<Retirement>,
    /// The effect on records that are not named.
    pub mode: ImportMode,
}

/// An edit of the stored content. It may be applied several times, to contents that other writers
/// have changed in between.
pub trait Edit {
    /// The new content. `today` is the day of the edit. `valid` is known to be valid, so that only
    /// the difference to it is validated: the stored content, or an empty one.
    ///
    /// # Errors
    /// Every violation of the new content.
    fn apply(
        &self,
        stored: &Content,
        valid: &Content,
        today: NaiveDate,
    ) -> Result<Content, Vec<Violation>>;

    /// The canonical form, equal for equal edits.
    fn canonical(&self) -> Vec<u8>;
}

/// Edits with their author and preconditions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeSet<E = Edits> {
    /// The edits.
    pub edits: E,
    /// The author: the name of a token, or of a person at the command line.
    pub actor: String,
    /// The reason, for the change log and the audit.
    pub note: Option<Note>,
    /// The expected revision. If given, any other one is a conflict; otherwise the edits are
    /// applied to the current content.
    pub expected_revision: Option<Revision>,
    /// The idempotency key, unique for the actor: a repeated change set gets the same response and
    /// changes nothing.
    pub idempotency_key: Option<IdempotencyKey>,
    /// Validate and return the difference, but write nothing.
    pub dry_run: bool,
}

impl<E: Edit> ChangeSet<E> {
    /// The SHA-256 of the change set in lowercase hexadecimal, independent of the order of records.
    pub fn digest(&self) -> String {
        let conditions = (
            self.note.as_ref().map(Note::as_str),
            self.expected_revision.map(Revision::number),
        );
        let digest = Sha256::new()
            .chain_update(serde_json::to_vec(&conditions).unwrap_or_default())
            .chain_update(self.edits.canonical())
            .finalize();
        hexadecimal(&digest)
    }
}

/// An invalid text of a change set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadChangeSetText {
    /// An invalid idempotency key.
    #[error("an idempotency key has 1 to 200 printable ASCII characters")]
    IdempotencyKey,
    /// An invalid note.
    #[error("a note has 1 to 2000 characters, none of them a control character but line feeds")]
    Note,
}

/// An idempotency key, unique for the actor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The key itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for IdempotencyKey {
    type Err = BadChangeSetText;

    fn from_str(text: &str) -> Result<Self, BadChangeSetText> {
        let printable = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if printable && (1..=200).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadChangeSetText::IdempotencyKey)
        }
    }
}

/// The reason for a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note(String);

impl Note {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Note {
    type Err = BadChangeSetText;

    fn from_str(text: &str) -> Result<Self, BadChangeSetText> {
        let text = text.trim();
        let legible = text
            .chars()
            .all(|letter| letter == '\n' || !letter.is_control());
        if legible && (1..=2_000).contains(&text.chars().count()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadChangeSetText::Note)
        }
    }
}

#[cfg(test)]
mod tests;
