//! The difference between two contents, record by record.

use std::{collections::BTreeSet, sync::Arc};

use sha2::{Digest, Sha256};

use catalogue::{
    AudienceRule, Certification, Comparison, Content, Equivalence, Exam, ExamKey, Operation, Pair,
    Record, RecordKind, Role, Source, Vendor, VendorSlug, differing, hexadecimal,
};

use super::error::StoreError;

/// The difference of one kind of record.
#[derive(Debug)]
pub(super) struct Difference<'a, T> {
    /// Records whose key is new.
    pub(super) added: Vec<&'a T>,
    /// Records with an existing key and new content, after the change.
    pub(super) changed: Vec<&'a T>,
    /// Removed records.
    pub(super) removed: Vec<&'a T>,
}

impl<'a, T: Record> Difference<'a, T> {
    pub(super) fn between(old: &'a [Arc<T>], new: &'a [Arc<T>]) -> Self {
        let mut difference = Self {
            added: Vec::new(),
            changed: Vec::new(),
            removed: Vec::new(),
        };
        for pair in differing(old, new) {
            match pair {
                Pair::Added(record) => difference.added.push(record),
                Pair::Changed(_, record) => difference.changed.push(record),
                Pair::Removed(record) => difference.removed.push(record),
            }
        }
        difference
    }

    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// The records to write, new ones first.
    pub(super) fn written(&self) -> impl Iterator<Item = &'a T> {
        self.added.iter().chain(&self.changed).copied()
    }

    /// The stored records to delete: removed and rewritten ones.
    pub(super) fn stale(&self) -> impl Iterator<Item = &'a T> {
        self.changed.iter().chain(&self.removed).copied()
    }
}

/// A change log entry without its sequence number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: RecordKind,
    pub(super) key: String,
    /// The record as JSON; `None` when it was removed.
    pub(super) document: Option<String>,
    /// The vendors that the record is about.
    pub(super) vendors: BTreeSet<VendorSlug>,
    /// The exams that the record is about.
    pub(super) exams: BTreeSet<ExamKey>,
}

impl Entry {
    /// The SHA-256 of the document, in hexadecimal.
    pub(super) fn sha256(&self) -> Option<String> {
        let document = self.document.as_ref()?;
        Some(hexadecimal(&Sha256::digest(document)))
    }

    pub(super) const fn operation(&self) -> Operation {
        match self.document {
            Some(_) => Operation::Upsert,
            None => Operation::Delete,
        }
    }
}

/// The difference between two contents by kind.
pub(super) struct RecordDiff<'a> {
    pub(super) sources: Difference<'a, Source>,
    pub(super) vendors: Difference<'a, Vendor>,
    pub(super) certifications: Difference<'a, Certification>,
    pub(super) exams: Difference<'a, Exam>,
    pub(super) roles: Difference<'a, Role>,
    pub(super) comparisons: Difference<'a, Comparison>,
    pub(super) equivalences: Difference<'a, Equivalence>,
    pub(super) audience_rules: Difference<'a, AudienceRule>,
}

impl<'a> RecordDiff<'a> {
    pub(super) fn between(old: &'a Content, new: &'a Content) -> Self {
        Self {
            sources: Difference::between(&old.sources, &new.sources),
            vendors: Difference::between(&old.vendors, &new.vendors),
            certifications: Difference::between(&old.certifications, &new.certifications),
            exams: Difference::between(&old.exams, &new.exams),
            roles: Difference::between(&old.roles, &new.roles),
            comparisons: Difference::between(&old.comparisons, &new.comparisons),
            equivalences: Difference::between(&old.equivalences, &new.equivalences),
            audience_rules: Difference::between(&old.audience_rules, &new.audience_rules),
        }
    }

    /// Whether the contents are equal.
    pub(super) fn is_empty(&self) -> bool {
        self.sources.is_empty()
            && self.vendors.is_empty()
            && self.certifications.is_empty()
            && self.exams.is_empty()
            && self.roles.is_empty()
            && self.comparisons.is_empty()
            && self.equivalences.is_empty()
            && self.audience_rules.is_empty()
    }

    /// The log entries: first written records, referenced ones before those that refer to them;
    /// then removed ones in reverse order.
    pub(super) fn entries(&self) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Vec::new();
        written(&self.sources, &mut entries)?;
        written(&self.vendors, &mut entries)?;
        written(&self.exams, &mut entries)?;
        written(&self.certifications, &mut entries)?;
        written(&self.roles, &mut entries)?;
        written(&self.comparisons, &mut entries)?;
        written(&self.equivalences, &mut entries)?;
        written(&self.audience_rules, &mut entries)?;
        removed(&self.audience_rules, &mut entries);
        removed(&self.equivalences, &mut entries);
        removed(&self.comparisons, &mut entries);
        removed(&self.roles, &mut entries);
        removed(&self.certifications, &mut entries);
        removed(&self.exams, &mut entries);
        removed(&self.vendors, &mut entries);
        removed(&self.sources, &mut entries);
        Ok(entries)
    }
}

fn written<T: Record>(
    difference: &Difference<'_, T>,
    entries: &mut Vec<Entry>,
) -> Result<(), StoreError> {
    for record in difference.written() {
        entries.push(Entry {
            kind: T::KIND,
            key: record.record_key(),
            document: Some(canonical(record)?),
            vendors: record.vendors(),
            exams: record.subjects(),
        });
    }
    Ok(())
}

/// A record as logged: compact JSON, members in the order of the file schema, absent ones omitted.
fn canonical(record: &impl Record) -> Result<String, StoreError> {
    serde_json::to_string(record).map_err(|error| StoreError::Database {
        source: Box::new(error),
    })
}

fn removed<T: Record>(difference: &Difference<'_, T>, entries: &mut Vec<Entry>) {
    entries.extend(difference.removed.iter().map(|record| Entry {
        kind: T::KIND,
        key: record.record_key(),
        document: None,
        vendors: record.vendors(),
        exams: record.subjects(),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vendor(slug: &str, name: &str) -> Arc<Vendor> {
        Arc::new(Vendor {
            slug: slug.parse().unwrap(),
            name: name.to_owned(),
            url: None,
        })
    }

    #[test]
    fn records_are_added_changed_removed_or_left_alone() {
        let old = Content {
            vendors: vec![vendor("a", "A"), vendor("b", "B"), vendor("c", "C")],
            ..Content::default()
        };
        let new = Content {
            vendors: vec![vendor("b", "B"), vendor("c", "Sea"), vendor("d", "D")],
            ..Content::default()
        };
        let entries = RecordDiff::between(&old, &new).entries().unwrap();
        let lines: Vec<_> = entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.document.is_some()))
            .collect();
        assert_eq!(lines, [("d", true), ("c", true), ("a", false)]);
        assert_eq!(
            entries[0].document.as_deref(),
            Some(r#"{"slug":"d","name":"D"}"#)
        );
        assert_eq!(entries[0].sha256().map(|digest| digest.len()), Some(64));
        assert_eq!(entries[2].sha256(), None);
        assert!(
            RecordDiff::between(&new, &new)
                .entries()
                .unwrap()
                .is_empty()
        );
    }
}
