//! Lays new records over a stored catalogue, and counts what that changes.

use std::collections::BTreeMap;

use crate::catalogue::Content;

/// How many records a change set adds, changes and removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

/// The stored content with every record of `new` added or put in the place of its namesake.
pub fn overlay(stored: Content, new: Content) -> Content {
    let mut result = Content {
        sources: merge(stored.sources, new.sources, |item| item.key.clone()),
        vendors: merge(stored.vendors, new.vendors, |item| item.slug.clone()),
        certifications: merge(stored.certifications, new.certifications, |item| {
            item.slug.clone()
        }),
        exams: merge(stored.exams, new.exams, crate::catalogue::Exam::key),
        roles: merge(stored.roles, new.roles, |item| item.slug.clone()),
        comparisons: merge(stored.comparisons, new.comparisons, |item| {
            (item.left.clone(), item.right.clone())
        }),
        equivalences: merge(stored.equivalences, new.equivalences, |item| {
            (item.left.clone(), item.right.clone())
        }),
        audience_rules: merge(stored.audience_rules, new.audience_rules, |item| {
            item.key.clone()
        }),
    };
    result.sort();
    result
}

/// Counts the records that differ between two contents.
pub(super) fn count_changes(before: &Content, after: &Content) -> ChangeCounts {
    let mut counts = ChangeCounts::default();
    tally(&mut counts, &before.sources, &after.sources, |item| {
        item.key.clone()
    });
    tally(&mut counts, &before.vendors, &after.vendors, |item| {
        item.slug.clone()
    });
    tally(
        &mut counts,
        &before.certifications,
        &after.certifications,
        |item| item.slug.clone(),
    );
    tally(
        &mut counts,
        &before.exams,
        &after.exams,
        crate::catalogue::Exam::key,
    );
    tally(&mut counts, &before.roles, &after.roles, |item| {
        item.slug.clone()
    });
    tally(
        &mut counts,
        &before.comparisons,
        &after.comparisons,
        |item| (item.left.clone(), item.right.clone()),
    );
    tally(
        &mut counts,
        &before.equivalences,
        &after.equivalences,
        |item| (item.left.clone(), item.right.clone()),
    );
    tally(
        &mut counts,
        &before.audience_rules,
        &after.audience_rules,
        |item| item.key.clone(),
    );
    counts
}

fn merge<T, K: Ord>(stored: Vec<T>, new: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut records: BTreeMap<K, T> = stored.into_iter().map(|item| (key(&item), item)).collect();
    records.extend(new.into_iter().map(|item| (key(&item), item)));
    records.into_values().collect()
}

fn tally<T: PartialEq, K: Ord>(
    counts: &mut ChangeCounts,
    before: &[T],
    after: &[T],
    key: impl Fn(&T) -> K,
) {
    let old: BTreeMap<K, &T> = before.iter().map(|item| (key(item), item)).collect();
    let new: BTreeMap<K, &T> = after.iter().map(|item| (key(item), item)).collect();
    for (key, item) in &new {
        match old.get(key) {
            None => counts.added += 1,
            Some(previous) if previous != item => counts.changed += 1,
            Some(_) => {}
        }
    }
    counts.removed += old.keys().filter(|key| !new.contains_key(key)).count();
}
