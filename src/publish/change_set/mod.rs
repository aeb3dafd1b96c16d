//! What an editor wants to change: records to put in place, records to remove, exams to retire.

mod apply;
mod reference;

use std::fmt::Write;

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use self::reference::{ExamReference, RecordReference};
use crate::catalogue::{ApproximateDate, Confidence, Content, Revision, SourceKey, Violation};

/// What happens to stored records that a change set does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum ImportMode {
    /// They stay.
    #[default]
    Merge,
    /// They are removed: the catalogue becomes exactly what the change set says.
    Replace,
}

/// That an exam can no longer be taken after a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retirement {
    /// The exam.
    pub exam: ExamReference,
    /// The last day on which it can be taken.
    pub on: ApproximateDate,
    /// Who says so.
    pub source: SourceKey,
    /// How far that can be trusted; `None` for what the kind of the source gives: `OFFICIAL` for
    /// the vendor's own text or a copy of it, `REPUTABLE` for anything else.
    pub confidence: Option<Confidence>,
    /// The exams that take its place; those that the exam names already stay.
    pub successors: Vec<ExamReference>,
}

/// What is to change.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Edits {
    /// Records to add, or to put in the place of those with the same keys. A record is put in
    /// place as a whole: what it leaves out is gone.
    pub records: Content,
    /// Records to remove.
    pub removals: Vec<RecordReference>,
    /// Exams to retire.
    pub retirements: Vec<Retirement>,
    /// What happens to the records that are not named.
    pub mode: ImportMode,
}

/// Leads from what is stored to what is wanted. It may be asked several times, of contents that
/// others have changed in between.
pub trait Edit {
    /// The content that is wanted. `today` is when the edit is made. `valid` is known to hold
    /// together, so that only what differs from it has to be checked: the stored content, or an
    /// empty one where that is not known.
    ///
    /// # Errors
    /// Every violation that keeps the content from being accepted.
    fn apply(
        &self,
        stored: &Content,
        valid: &Content,
        today: NaiveDate,
    ) -> Result<Content, Vec<Violation>>;

    /// What is asked for, in one form for edits that ask for the same.
    fn canonical(&self) -> Vec<u8>;
}

/// What an editor wants to change, and under which conditions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeSet<E = Edits> {
    /// What is to change.
    pub edits: E,
    /// Who changes it: the name of a token, or of a person at the command line.
    pub actor: String,
    /// Why, for the change log and the audit.
    pub note: Option<Note>,
    /// The revision that the editor has seen. Where it is given, any other one is a conflict;
    /// otherwise the edits are made on whatever holds when their turn comes.
    pub expected_revision: Option<Revision>,
    /// Names the change set for good among those of the actor: sent again, it gets the same answer
    /// and changes nothing more.
    pub idempotency_key: Option<IdempotencyKey>,
    /// Check everything and tell what would change, but write nothing.
    pub dry_run: bool,
}

impl<E: Edit> ChangeSet<E> {
    /// The SHA-256 of everything that is asked for, in lower-case hexadecimal: equal change sets
    /// have equal ones, whatever the order of their records.
    pub fn digest(&self) -> String {
        let conditions = (
            self.note.as_ref().map(Note::as_str),
            self.expected_revision.map(Revision::number),
        );
        let digest = Sha256::new()
            .chain_update(serde_json::to_vec(&conditions).unwrap_or_default())
            .chain_update(self.edits.canonical())
            .finalize();
        digest.iter().fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// A text that an editor gave is not what it was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadChangeSetText {
    /// A key that names nothing, or that no header or log could carry.
    #[error("an idempotency key has 1 to 200 printable ASCII characters")]
    IdempotencyKey,
    /// A note that says nothing, or too much.
    #[error("a note has 1 to 2000 characters, none of them a control character but line feeds")]
    Note,
}

/// Names a change set for good among those of one actor.
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

/// Why something is changed, in the editor's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note(String);

impl Note {
    /// The words themselves.
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
