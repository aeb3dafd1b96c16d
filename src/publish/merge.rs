//! Merges new records into a stored catalogue.

use std::{mem, sync::Arc};

use crate::catalogue::{Content, Record};

/// The stored content with every record of `new` added or replaced, sorted by key. Of two records
/// with the same key in `new` the last one counts.
pub fn overlay(stored: Content, new: Content) -> Content {
    Content {
        sources: merge(stored.sources, new.sources),
        vendors: merge(stored.vendors, new.vendors),
        certifications: merge(stored.certifications, new.certifications),
        exams: merge(stored.exams, new.exams),
        roles: merge(stored.roles, new.roles),
        comparisons: merge(stored.comparisons, new.comparisons),
        equivalences: merge(stored.equivalences, new.equivalences),
        audience_rules: merge(stored.audience_rules, new.audience_rules),
    }
}

fn merge<T: Record>(stored: Vec<Arc<T>>, new: Vec<Arc<T>>) -> Vec<Arc<T>> {
    let mut records = stored;
    records.extend(new);
    // The sort is stable.
    records.sort_by(|left, right| left.cmp_key(right));
    records.dedup_by(|later, kept| {
        let is_namesake = later.cmp_key(kept).is_eq();
        if is_namesake {
            mem::swap(later, kept);
        }
        is_namesake
    });
    records
}
