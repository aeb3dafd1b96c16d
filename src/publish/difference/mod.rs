//! What two contents say differently: record by record, and inside a record field by field.
//!
//! Lists are matched by what names their items for people, so that a re-worded objective or a new
//! weight shows as just that, wherever it stands in its file.

mod fields;
mod items;

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::fields::{FieldChange, FieldEffect};
use self::fields::{all_added, compare_documents};
use crate::catalogue::{Content, Exam, Operation, Pair, Record, RecordKind, differing};

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RecordEffect {
    /// Its key is new.
    Added,
    /// It says something else than before.
    Changed,
    /// It is gone.
    Removed,
}

/// One record that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordChange {
    /// Its kind.
    #[serde(with = "kind_text")]
    pub kind: RecordKind,
    /// What names it among its kind, such as `microsoft/AI-102`.
    pub key: String,
    /// What people call it, where it has a title, a name or a summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What happened to it.
    pub effect: RecordEffect,
    /// The key that it had before a rename; its fields are then compared with what stood there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_key: Option<String>,
    /// The fields that differ; all of them for a new record, none for one that is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldChange>,
}

impl RecordChange {
    /// What the change log says of it.
    pub const fn operation(&self) -> Operation {
        match self.effect {
            RecordEffect::Added | RecordEffect::Changed => Operation::Upsert,
            RecordEffect::Removed => Operation::Delete,
        }
    }

    /// How two documents of one record differ; `None` stands for no such record. Nothing when they
    /// are equal.
    pub fn between(
        kind: RecordKind,
        key: &str,
        before: Option<&Value>,
        after: Option<&Value>,
    ) -> Option<Self> {
        let (effect, fields) = match (before, after) {
            (None, None) => return None,
            (None, Some(after)) => (RecordEffect::Added, all_added(after)),
            (Some(before), Some(after)) if before == after => return None,
            (Some(before), Some(after)) => {
                (RecordEffect::Changed, compare_documents(before, after))
            }
            (Some(_), None) => (RecordEffect::Removed, Vec::new()),
        };
        Some(Self {
            kind,
            key: key.to_owned(),
            title: after.or(before).and_then(title),
            effect,
            previous_key: None,
            fields,
        })
    }
}

/// How many records differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// Records that were not there before.
    pub added: usize,
    /// Records that say something else than before.
    pub changed: usize,
    /// Records that are gone.
    pub removed: usize,
}

impl ChangeCounts {
    /// Whether anything changes at all.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// How one content differs from another. As JSON it is the list of its records.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Difference {
    /// The records that differ: those that are there first, what is referred to before what refers
    /// to it, in the order of their keys; then those that are gone, the other way round.
    pub records: Vec<RecordChange>,
}

impl Difference {
    /// What leads from one content to the other.
    pub fn between(before: &Content, after: &Content) -> Self {
        let mut written = Vec::new();
        let mut removed = Vec::new();
        for kind in RecordKind::ALL {
            let mut sides = Sides {
                written: &mut written,
                removed: &mut removed,
            };
            match kind {
                RecordKind::Source => sides.compare(&before.sources, &after.sources),
                RecordKind::Vendor => sides.compare(&before.vendors, &after.vendors),
                RecordKind::Exam => sides.compare_exams(&before.exams, &after.exams),
                RecordKind::Certification => {
                    sides.compare(&before.certifications, &after.certifications);
                }
                RecordKind::Role => sides.compare(&before.roles, &after.roles),
                RecordKind::Comparison => sides.compare(&before.comparisons, &after.comparisons),
                RecordKind::Equivalence => sides.compare(&before.equivalences, &after.equivalences),
                RecordKind::AudienceRule => {
                    sides.compare(&before.audience_rules, &after.audience_rules);
                }
            }
        }
        written.extend(removed.into_iter().rev());
        Self { records: written }
    }

    /// How many records are added, changed and removed.
    pub fn counts(&self) -> ChangeCounts {
        let mut counts = ChangeCounts::default();
        for record in &self.records {
            let count = match record.effect {
                RecordEffect::Added => &mut counts.added,
                RecordEffect::Changed => &mut counts.changed,
                RecordEffect::Removed => &mut counts.removed,
            };
            *count += 1;
        }
        counts
    }

    /// Whether the contents are equal.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

/// Where the records that differ are put.
struct Sides<'a> {
    written: &'a mut Vec<RecordChange>,
    removed: &'a mut Vec<RecordChange>,
}

impl Sides<'_> {
    fn compare<T: Record>(&mut self, before: &[Arc<T>], after: &[Arc<T>]) {
        self.put(differing(before, after), &HashMap::new());
    }

    /// Compares exams. One that has taken a new code is compared with what stood under the old one,
    /// where that is gone.
    fn compare_exams(&mut self, before: &[Arc<Exam>], after: &[Arc<Exam>]) {
        let pairs = differing(before, after);
        let gone: HashMap<(&str, String), &Exam> = pairs
            .iter()
            .filter_map(|pair| match pair {
                Pair::Removed(exam) => Some(((exam.vendor.as_str(), exam.code.folded()), &***exam)),
                _ => None,
            })
            .collect();
        let origin = |exam: &Exam| {
            let mut former = exam.former_codes.iter().rev();
            former.find_map(|code| gone.get(&(exam.vendor.as_str(), code.folded())).copied())
        };
        let renamed: HashMap<String, &Exam> = pairs
            .iter()
            .filter_map(|pair| match pair {
                Pair::Added(exam) => Some((exam.record_key(), origin(exam)?)),
                _ => None,
            })
            .collect();
        self.put(pairs, &renamed);
    }

    /// Puts the records that differ where they belong, in the order of their keys.
    fn put<T: Record>(&mut self, pairs: Vec<Pair<'_, T>>, renamed: &HashMap<String, &T>) {
        let mut pairs: Vec<(String, Pair<'_, T>)> = pairs
            .into_iter()
            .map(|pair| match &pair {
                Pair::Added(record) | Pair::Changed(_, record) | Pair::Removed(record) => {
                    (record.record_key(), pair)
                }
            })
            .collect();
        pairs.sort_by(|(left, _), (right, _)| left.cmp(right));
        for (key, pair) in pairs {
            let between = |before: Option<&T>, after: Option<&T>| {
                let (before, after) = (before.map(document), after.map(document));
                RecordChange::between(T::KIND, &key, before.as_ref(), after.as_ref())
            };
            match pair {
                Pair::Added(record) => {
                    let origin = renamed.get(&key).copied();
                    let change = between(origin, Some(record));
                    self.written.extend(change.map(|change| RecordChange {
                        effect: RecordEffect::Added,
                        previous_key: origin.map(Record::record_key),
                        ..change
                    }));
                }
                Pair::Changed(old, new) => self.written.extend(between(Some(old), Some(new))),
                Pair::Removed(record) => self.removed.extend(between(Some(record), None)),
            }
        }
    }
}

/// The record's document, as the change log keeps it.
fn document(record: &impl Serialize) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}

/// What people call the record with this document.
fn title(document: &Value) -> Option<String> {
    let mut names = ["title", "name", "summary", "rationale", "audience"].iter();
    let text = names.find_map(|name| document.get(name)?.as_str())?;
    Some(text.to_owned())
}

/// A kind of record as text.
mod kind_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::catalogue::RecordKind;

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the derive macro passes a reference"
    )]
    pub(super) fn serialize<S: Serializer>(
        kind: &RecordKind,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind.text())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<RecordKind, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
