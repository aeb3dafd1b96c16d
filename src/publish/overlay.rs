//! Lays new records over a stored catalogue.

use std::collections::BTreeMap;

use crate::catalogue::Content;

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

fn merge<T, K: Ord>(stored: Vec<T>, new: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut records: BTreeMap<K, T> = stored.into_iter().map(|item| (key(&item), item)).collect();
    records.extend(new.into_iter().map(|item| (key(&item), item)));
    records.into_values().collect()
}
