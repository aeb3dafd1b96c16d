//! The difference between two documents of a record, field by field.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    RecordEffect,
    items::{Pair, Pairing},
};
use crate::catalogue::described_enum;

/// Maximum pairs of items in the search for a longest common subsequence.
const MAX_PAIRS: usize = 1_000_000;

described_enum! {
    /// What happened to a record or to a field.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum FieldEffect {
        /// It was not there before.
        Added,
        /// It says something else than before.
        Changed,
        /// It is gone.
        Removed,
        /// A list has the same items as far as they stay, in another order. Of fields only.
        Reordered,
    }
}

impl From<RecordEffect> for FieldEffect {
    fn from(effect: RecordEffect) -> Self {
        match effect {
            RecordEffect::Added => Self::Added,
            RecordEffect::Changed => Self::Changed,
            RecordEffect::Removed => Self::Removed,
        }
    }
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its path in the record's document, such as `blueprint[2025-12-23].domain[plan].weight`: an
    /// item is identified by its natural key, or else by its index in the list after the change
    /// (before it, if removed).
    pub path: String,
    /// The effect.
    pub effect: FieldEffect,
    /// The value before; absent for a new field. For [`FieldEffect::Reordered`] the old order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The value after; absent for a removed field. For [`FieldEffect::Reordered`] the new order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// The fields that differ between two documents, in the order of the later one. Empty if and only
/// if the documents are equal.
pub(super) fn compare_documents(before: &Value, after: &Value) -> Vec<FieldChange> {
    let mut comparison = Comparison::default();
    comparison.values("", before, after);
    comparison.changes
}

/// The fields of a new document.
pub(super) fn all_added(document: &Value) -> Vec<FieldChange> {
    compare_documents(&Value::Object(Map::new()), document)
}

#[derive(Default)]
struct Comparison {
    changes: Vec<FieldChange>,
}

impl Comparison {
    fn note(&mut self, path: &str, before: Option<&Value>, after: Option<&Value>) {
        let effect = match (before, after) {
            (None, _) => FieldEffect::Added,
            (_, None) => FieldEffect::Removed,
            _ => FieldEffect::Changed,
        };
        self.changes.push(FieldChange {
            path: path.to_owned(),
            effect,
            before: before.cloned(),
            after: after.cloned(),
        });
    }

    fn values(&mut self, path: &str, before: &Value, after: &Value) {
        match (before, after) {
            _ if before == after => {}
            (Value::Object(before), Value::Object(after)) => self.members(path, before, after),
            (Value::Array(before), Value::Array(after)) => self.lists(path, before, after),
            _ => self.note(path, Some(before), Some(after)),
        }
    }

    fn members(&mut self, path: &str, before: &Map<String, Value>, after: &Map<String, Value>) {
        let inner = |name: &str| match path {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        };
        for (name, after) in after {
            match before.get(name) {
                Some(before) => self.values(&inner(name), before, after),
                None => self.alone(&inner(name), None, Some(after)),
            }
        }
        for (name, before) in before {
            if !after.contains_key(name) {
                self.alone(&inner(name), Some(before), None);
            }
        }
    }

    /// A member of one side only. Lists of items with natural keys are split into items.
    fn alone(&mut self, path: &str, before: Option<&Value>, after: Option<&Value>) {
        let items = |side: Option<&Value>| side.and_then(Value::as_array).cloned();
        let (old, new) = (items(before), items(after));
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        match Pairing::of(list_name(path), &old, &new) {
            Some(pairing) if !pairing.pairs.is_empty() => self.items(path, &pairing),
            _ => self.note(path, before, after),
        }
    }

    fn lists(&mut self, path: &str, before: &[Value], after: &[Value]) {
        match Pairing::of(list_name(path), before, after) {
            Some(pairing) => self.items(path, &pairing),
            None => self.sequence(path, before, after),
        }
    }

    /// A list whose items have natural keys.
    fn items(&mut self, path: &str, pairing: &Pairing<'_>) {
        for Pair {
            label,
            before,
            after,
        } in &pairing.pairs
        {
            let path = format!("{path}[{label}]");
            match (before, after) {
                (Some(before), Some(after)) => self.values(&path, before, after),
                (before, after) => self.note(&path, *before, *after),
            }
        }
        if let Some((before, after)) = pairing.reordered() {
            self.changes.push(FieldChange {
                path: path.to_owned(),
                effect: FieldEffect::Reordered,
                before: Some(before.into()),
                after: Some(after.into()),
            });
        }
    }

    /// A list without natural keys: the shortest edit script, or the whole list if that is
    /// expensive to find.
    fn sequence(&mut self, path: &str, before: &[Value], after: &[Value]) {
        if before.len().saturating_mul(after.len()) > MAX_PAIRS {
            let (before, after) = (before.to_vec().into(), after.to_vec().into());
            return self.note(path, Some(&before), Some(&after));
        }
        let texts = |items: &[Value]| items.iter().map(Value::to_string).collect::<Vec<_>>();
        let (old, new) = (texts(before), texts(after));
        for edit in capture_diff_slices(Algorithm::Myers, &old, &new) {
            let (old, new) = match edit {
                DiffOp::Equal { .. } => continue,
                edit => (edit.old_range(), edit.new_range()),
            };
            // A removal and an insertion at the same position are a change.
            let common = old.len().min(new.len());
            for (index, (before, after)) in new
                .clone()
                .zip(before[old.clone()].iter().zip(&after[new.clone()]))
            {
                self.values(&format!("{path}[{index}]"), before, after);
            }
            let gone = before.iter().enumerate().take(old.end);
            for (index, before) in gone.skip(old.start + common) {
                self.note(&format!("{path}[{index}]"), Some(before), None);
            }
            let come = after.iter().enumerate().take(new.end);
            for (index, after) in come.skip(new.start + common) {
                self.note(&format!("{path}[{index}]"), None, Some(after));
            }
        }
    }
}

/// The name of the list at a path, without the brackets of its parents.
fn list_name(path: &str) -> &str {
    let outside = path.rsplit(']').next().unwrap_or(path);
    outside.rsplit('.').next().unwrap_or(outside)
}
