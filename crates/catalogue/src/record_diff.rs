//! The difference of two lists of records by key.

use std::{cmp::Ordering, sync::Arc};

use super::record::Record;

/// A difference at one key.
#[derive(Debug)]
pub enum Pair<'a, T> {
    /// A record that only the second list has.
    Added(&'a Arc<T>),
    /// A record that differs: its value in the first and in the second list.
    Changed(&'a Arc<T>, &'a Arc<T>),
    /// A record that only the first list has.
    Removed(&'a Arc<T>),
}

/// The records in which two lists differ, in key order; keys must be unique within each list.
///
/// Shared records are not compared, and sorted lists are not sorted again, so the cost depends on
/// the difference.
pub fn differing<'a, T: Record>(before: &'a [Arc<T>], after: &'a [Arc<T>]) -> Vec<Pair<'a, T>> {
    let (before, after) = (in_order(before), in_order(after));
    let (mut before, mut after) = (before.as_slice(), after.as_slice());
    let mut pairs = Vec::new();
    loop {
        let order = match (before.first(), after.first()) {
            (None, None) => return pairs,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) if Arc::ptr_eq(old, new) => Ordering::Equal,
            (Some(old), Some(new)) => old.cmp_key(new),
        };
        match (order, before, after) {
            (Ordering::Less, [old, rest @ ..], _) => {
                pairs.push(Pair::Removed(old));
                before = rest;
            }
            (Ordering::Greater, _, [new, rest @ ..]) => {
                pairs.push(Pair::Added(new));
                after = rest;
            }
            (_, [old, old_rest @ ..], [new, new_rest @ ..]) => {
                if !Arc::ptr_eq(old, new) && old != new {
                    pairs.push(Pair::Changed(old, new));
                }
                (before, after) = (old_rest, new_rest);
            }
            _ => return pairs,
        }
    }
}

fn in_order<T: Record>(records: &[Arc<T>]) -> Vec<&Arc<T>> {
    let mut records: Vec<&Arc<T>> = records.iter().collect();
    records.sort_by(|left, right| left.cmp_key(right));
    records
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{Vendor, search::example::vendor};

    fn list(names: &BTreeMap<String, String>) -> Vec<Arc<Vendor>> {
        let records = names.iter().map(|(slug, name)| vendor(slug, name));
        records.map(Arc::new).collect()
    }

    proptest! {
        #[test]
        fn differing_records_are_those_that_looking_each_key_up_finds(
            before in proptest::collection::btree_map("[a-d]{1,2}", "[XY]", 0..8),
            after in proptest::collection::btree_map("[a-d]{1,2}", "[XY]", 0..8),
            is_shuffled: bool,
        ) {
            let (old, mut new) = (list(&before), list(&after));
            for record in &mut new {
                if let Some(shared) = old.iter().find(|other| *other == record) {
                    *record = Arc::clone(shared);
                }
            }
            if is_shuffled {
                new.reverse();
            }
            let found: Vec<(String, &str)> = differing(&old, &new)
                .into_iter()
                .map(|pair| match pair {
                    Pair::Added(new) => (new.slug.to_string(), "added"),
                    Pair::Changed(old, new) => {
                        assert_eq!(old.slug, new.slug);
                        (new.slug.to_string(), "changed")
                    }
                    Pair::Removed(old) => (old.slug.to_string(), "removed"),
                })
                .collect();
            let mut expected = BTreeMap::new();
            for (slug, name) in &after {
                match before.get(slug) {
                    None => expected.insert(slug.clone(), "added"),
                    Some(other) if other != name => expected.insert(slug.clone(), "changed"),
                    Some(_) => None,
                };
            }
            for slug in before.keys().filter(|slug| !after.contains_key(*slug)) {
                expected.insert(slug.clone(), "removed");
            }
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        }
    }
}
