//! Indexes that consecutive snapshots share while their input is unchanged.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use super::{
    blueprint_terms::BlueprintTermsIndex,
    entry::ExamEntry,
    exam::Exam,
    exam_list::{ExamOrders, sorts_alike},
    index::ExamIndex,
    linked::LinkedRecords,
    mentions::{self, MentionIndex},
    record::Record,
    search::{self, SearchIndex},
};

/// The exams with each code, by the code in upper case.
type CodeIndex = HashMap<String, Vec<ExamIndex>>;

/// Indexes of a snapshot that do not depend on the day.
#[derive(Debug, Default)]
pub(super) struct SharedIndexes {
    pub(super) codes: Arc<CodeIndex>,
    pub(super) search: Arc<OnceLock<SearchIndex>>,
    pub(super) mentions: Arc<OnceLock<MentionIndex>>,
    pub(super) blueprints: Arc<BlueprintTermsIndex>,
    pub(super) exam_orders: Arc<ExamOrders>,
}

impl SharedIndexes {
    /// New indexes of these records.
    pub(super) fn of(records: &LinkedRecords) -> Self {
        Self {
            codes: Arc::new(codes_of(&records.exams)),
            blueprints: Arc::new(BlueprintTermsIndex::of(&records.exams, &records.roles)),
            ..Self::default()
        }
    }

    /// The indexes of the next snapshot: those of this one, which belong to `before`, where they
    /// are still valid, otherwise new ones.
    pub(super) fn followed_by(&self, before: &LinkedRecords, after: &LinkedRecords) -> Self {
        let exams = |agree: fn(&Exam, &Exam) -> bool| {
            all_agree(&before.exams, &after.exams, |entry| &entry.record, agree)
        };
        let has_same_names = all_agree(
            &before.vendors,
            &after.vendors,
            |entry| &entry.record,
            |left, right| (&left.slug, &left.name) == (&right.slug, &right.name),
        ) && all_agree(
            &before.certifications,
            &after.certifications,
            |entry| &entry.record,
            |left, right| {
                (&left.slug, &left.title, &left.vendor)
                    == (&right.slug, &right.title, &right.vendor)
                    && left.also_known_as == right.also_known_as
                    && left.earned_by == right.earned_by
            },
        ) && all_agree(
            &before.roles,
            &after.roles,
            |entry| &entry.record,
            |left, right| (&left.slug, &left.title) == (&right.slug, &right.title),
        );
        let has_same_words = has_same_names && exams(search::reads_alike);
        let has_same_mentions = has_same_names && exams(mentions::is_mentioned_alike);
        let has_same_codes = exams(|left, right| {
            left.cmp_key(right).is_eq()
                && (&left.former_codes, &left.aliases) == (&right.former_codes, &right.aliases)
        });
        let has_same_blueprints =
            exams(|left, right| left.cmp_key(right).is_eq() && left.blueprints == right.blueprints)
                && self.blueprints.caches_same(&after.exams, &after.roles);
        let indexes = Self {
            codes: if has_same_codes {
                Arc::clone(&self.codes)
            } else {
                Arc::new(codes_of(&after.exams))
            },
            search: reused(has_same_words, &self.search),
            mentions: reused(has_same_mentions, &self.mentions),
            blueprints: if has_same_blueprints {
                Arc::clone(&self.blueprints)
            } else {
                Arc::new(BlueprintTermsIndex::of(&after.exams, &after.roles))
            },
            exam_orders: reused(exams(sorts_alike), &self.exam_orders),
        };
        // Indexes that were used will be used again, and then no request should wait for them.
        indexes.search(after);
        if self.mentions.get().is_some() {
            indexes.mentions(after);
        }
        indexes
            .exam_orders
            .build_same_orders(after, &self.exam_orders);
        indexes
    }

    /// The full-text index of these records, built on first use.
    pub(super) fn search(&self, records: &LinkedRecords) -> &SearchIndex {
        self.search.get_or_init(|| SearchIndex::build(records))
    }

    /// The names of these records by which texts mention them, built on first use.
    pub(super) fn mentions(&self, records: &LinkedRecords) -> &MentionIndex {
        self.mentions.get_or_init(|| MentionIndex::build(records))
    }
}

/// The earlier index if it is still valid, otherwise an empty one, which is filled on first use.
fn reused<T: Default>(is_valid: bool, index: &Arc<T>) -> Arc<T> {
    if is_valid {
        Arc::clone(index)
    } else {
        Arc::default()
    }
}

/// Whether two lists have the same length and their records are pairwise shared or equivalent.
fn all_agree<E, T>(
    before: &[E],
    after: &[E],
    record: impl Fn(&E) -> &Arc<T>,
    agree: impl Fn(&T, &T) -> bool,
) -> bool {
    before.len() == after.len()
        && before.iter().zip(after).all(|(left, right)| {
            let (left, right) = (record(left), record(right));
            Arc::ptr_eq(left, right) || agree(left, right)
        })
}

fn codes_of(exams: &[ExamEntry]) -> CodeIndex {
    let mut index = CodeIndex::new();
    for (position, entry) in exams.iter().enumerate() {
        let (exam, record) = (ExamIndex::new(position), &entry.record);
        let codes = std::iter::once(&record.code)
            .chain(&record.former_codes)
            .chain(&record.aliases);
        for code in codes {
            let exams: &mut Vec<ExamIndex> = index.entry(code.folded()).or_default();
            if !exams.contains(&exam) {
                exams.push(exam);
            }
        }
    }
    index
}
