//! Results of publishing a change set.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{SimpleObject, Union};
use certgraph_macros::{Fields, Members, fields};
use serde_json::Value;

use super::change_set::InputViolation;
use crate::{
    catalogue::{LogCursor, Operation, RecordKind},
    graphql::objects::scalars::DateTime,
    publish::{self, Difference, FieldEffect},
};

/// What came of a change set.
#[derive(Union, Members)]
pub enum PublishResult {
    Published(Published),
    Rejected(Rejected),
    RevisionConflict(RevisionConflict),
}

pub struct Published {
    pub(super) published: publish::Published,
    pub(super) dry_run: bool,
}

/// The change set was accepted: the catalogue says what it asks for, or would, if it was a dry run.
#[fields]
impl Published {
    /// The revision that has the changes; the present one when nothing was written. Example: `43`.
    fn revision(&self) -> i64 {
        self.published.revision.number()
    }

    /// The cursor after these changes: `changes(after: …)` from here returns what others
    /// change later.
    fn cursor(&self) -> String {
        LogCursor::from(self.published.position).to_string()
    }

    /// When the changes were committed. Null when nothing was written, because it was a dry run
    /// or because the catalogue says all of it already. Example: `"2026-11-23T09:30:00Z"`.
    fn committed_at(&self) -> Option<DateTime> {
        self.published.committed_at.map(DateTime)
    }

    /// Whether nothing was written because that was asked for.
    fn dry_run(&self) -> bool {
        self.dry_run
    }

    /// Whether this is the answer that the same change set with the same idempotency key got
    /// before.
    fn repeated(&self) -> bool {
        self.published.repeated
    }

    /// How many records differ.
    fn counts(&self) -> ChangeCounts {
        ChangeCounts::of(&self.published.difference)
    }

    /// The records that differ from before, field by field; empty when the catalogue said all of
    /// it already.
    fn changes(&self) -> Vec<RecordChange> {
        records(&self.published.difference)
    }
}

/// The catalogue would not hold together; nothing was written.
#[derive(SimpleObject, Fields)]
pub struct Rejected {
    /// Everything that is wrong, at least one thing.
    violations: Vec<Violation>,
}

impl Rejected {
    pub(super) fn new(violations: Vec<InputViolation>) -> Self {
        Self {
            violations: violations.into_iter().map(Violation).collect(),
        }
    }
}

pub struct Violation(InputViolation);

/// One thing that keeps a change set from being accepted.
#[fields]
impl Violation {
    /// Where it stands in the catalogue, in the names of catalogue files.
    /// Example: `"exam[microsoft/AI-102].blueprint[0].domain[2].weight"`.
    fn path(&self) -> String {
        self.0.violation.path()
    }

    /// Where it stands in `input`. Example: `"exams[0].blueprints[0].domains[2].weight"`. Null when
    /// it is about a record that the change set does not name, such as one that needs what is to
    /// be removed.
    fn input_path(&self) -> Option<&str> {
        self.0.input_path.as_deref()
    }

    /// The kind of the record.
    fn kind(&self) -> ApiEnum<RecordKind> {
        self.0.violation.kind.into()
    }

    /// What names the record among its kind. Example: `"microsoft/AI-102"`.
    fn key(&self) -> &str {
        &self.0.violation.key
    }

    /// What is wrong and what to do, for people.
    fn message(&self) -> &str {
        &self.0.violation.message
    }
}

pub struct RevisionConflict(pub(super) publish::RevisionConflict);

/// The catalogue is not what the editor has seen; nothing was written. Look at what changed, and
/// send the change set again with the revision that was found.
#[fields]
impl RevisionConflict {
    /// The revision that was expected. Example: `42`.
    fn expected(&self) -> i64 {
        self.0.expected.number()
    }

    /// The revision that the catalogue has. Example: `43`.
    fn found(&self) -> i64 {
        self.0.found.number()
    }

    /// The records that changed in between, field by field. Null when the change log does not
    /// reach back that far, or the expected revision has never been.
    fn changes(&self) -> Option<Vec<RecordChange>> {
        self.0.meanwhile.as_ref().map(records)
    }
}

/// How many records differ.
#[derive(SimpleObject, Fields)]
pub struct ChangeCounts {
    /// Records that were not there before.
    added: usize,
    /// Records that say something else than before.
    changed: usize,
    /// Records that are gone.
    removed: usize,
}

impl ChangeCounts {
    fn of(difference: &Difference) -> Self {
        let counts = difference.counts();
        Self {
            added: counts.added,
            changed: counts.changed,
            removed: counts.removed,
        }
    }
}

fn records(difference: &Difference) -> Vec<RecordChange> {
    difference
        .records
        .iter()
        .cloned()
        .map(RecordChange)
        .collect()
}

pub struct RecordChange(publish::RecordChange);

/// One record that differs.
#[fields]
impl RecordChange {
    /// Its kind.
    fn kind(&self) -> ApiEnum<RecordKind> {
        self.0.kind.into()
    }

    /// What names it among its kind. Example: `"microsoft/AI-102"`.
    fn key(&self) -> &str {
        &self.0.key
    }

    /// What people call it. Null for a kind that has neither title nor name.
    fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// What happened to it, as in the change feed.
    fn operation(&self) -> ApiEnum<Operation> {
        self.0.operation().into()
    }

    /// What happened to it.
    fn effect(&self) -> ApiEnum<FieldEffect> {
        FieldEffect::from(self.0.effect).into()
    }

    /// The key that it had before it was renamed; its fields are then compared with those. Null
    /// when it was not renamed.
    fn previous_key(&self) -> Option<&str> {
        self.0.previous_key.as_deref()
    }

    /// The fields that differ: all of them for a new record, none for one that is gone.
    fn fields(&self) -> Vec<FieldChange> {
        self.0.fields.iter().cloned().map(FieldChange).collect()
    }
}

pub struct FieldChange(publish::FieldChange);

/// One field that differs.
#[fields]
impl FieldChange {
    /// Where it stands in the record, in the names of catalogue files. An item that has a name is
    /// given by that, any other by its place from 0.
    /// Example: `"blueprint[2025-12-23].domain[plan].weight"`.
    fn path(&self) -> &str {
        &self.0.path
    }

    /// What happened to it.
    fn effect(&self) -> ApiEnum<FieldEffect> {
        self.0.effect.into()
    }

    /// What it said: a text as it is, anything else as JSON. Null when it was not there before.
    /// Example: `"20..25"`.
    fn before(&self) -> Option<String> {
        self.0.before.as_ref().map(text)
    }

    /// What it says now: a text as it is, anything else as JSON. Null when it is gone.
    /// Example: `"25..30"`.
    fn after(&self) -> Option<String> {
        self.0.after.as_ref().map(text)
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
