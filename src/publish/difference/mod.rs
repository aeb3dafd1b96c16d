//! The difference between two contents: by record, and within a record by field.
//!
//! List items are matched by natural key, so that a re-worded objective or a new weight shows as
//! just that, wherever it is in its file.

mod fields;
mod items;

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::fields::{FieldChange, FieldEffect};
use self::fields::{all_added, compare_documents};
use crate::catalogue::{Content, Exam, Operation, Pair, Record, RecordKind, differing};

/// The effect on a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RecordEffect {
    /// It was added.
    Added,
    /// It was changed.
    Changed,
    /// It was removed.
    Removed,
}

/// A record that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordChange {
    /// Its kind.
    #[serde(with = "kind_text")]
    pub kind: RecordKind,
    /// Its key, such as `microsoft/AI-102`.
    pub key: String,
    /// Its title, name or summary, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The effect.
    pub effect: RecordEffect,
    /// The key before a rename; the fields are then compared with the record under that key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_key: Option<String>,
    /// The fields that differ; all for a new record, none for a removed one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldChange>,
}

impl RecordChange {
    /// The operation in the change log.
    pub const fn operation(&self) -> Operation {
        match self.effect {
            RecordEffect::Added | RecordEffect::Changed => Operation::Upsert,
            RecordEffect::Removed => Operation::Delete,
        }
    }

    /// The difference between two documents of a record, `None` for no document. `None` when they
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

/// The number of records that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// Added records.
    pub added: usize,
    /// Changed records.
    pub changed: usize,
    /// Removed records.
    pub removed: usize,
}

impl ChangeCounts {
    /// Whether nothing differs.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// The difference between two contents. Its JSON is the list of records.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Difference {
    /// The records that differ: first present ones, referenced before referring, in key order; then
    /// removed ones in reverse order.
    pub records: Vec<RecordChange>,
}

impl Difference {
    /// The difference from one content to the other.
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

    /// The number of added, changed and removed records.
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

/// Collects the records that differ.
struct Sides<'a> {
    written: &'a mut Vec<RecordChange>,
    removed: &'a mut Vec<RecordChange>,
}

impl Sides<'_> {
    fn compare<T: Record>(&mut self, before: &[Arc<T>], after: &[Arc<T>]) {
        self.put(differing(before, after), &HashMap::new());
    }

    /// Compares exams. An exam with a new code is compared with the removed one under its former
    /// code.
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

    /// Adds records that differ, in key order.
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

/// The document of a record, as logged.
fn document(record: &impl Serialize) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}

/// The title of a record's document.
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
