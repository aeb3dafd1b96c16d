//! What the log says happened between two of its places, for whoever has the content of the first.

use std::{collections::BTreeMap, sync::Arc};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::de::DeserializeOwned;

use super::chain_start;
use crate::{entity::change_log, error::StoreError};
use catalogue::{Content, LogPosition, Record, RecordKind};

/// All entries from one place of the log to another.
pub(crate) struct LogReplay(Vec<change_log::Model>);

impl LogReplay {
    /// Reads the entries; nothing when some are missing or either place is not in this log.
    pub(crate) async fn read(
        connection: &impl ConnectionTrait,
        from: LogPosition,
        to: LogPosition,
    ) -> Result<Option<Self>, StoreError> {
        // The entry at the first place comes too, as the proof that it is the same log.
        let mut rows = change_log::Entity::find()
            .filter(change_log::Column::Sequence.gte(from.sequence))
            .filter(change_log::Column::Sequence.lte(to.sequence))
            .order_by_asc(change_log::Column::Sequence)
            .all(connection)
            .await?
            .into_iter();
        let is_at = |row: Option<&change_log::Model>, place: LogPosition| match row {
            Some(row) => {
                row.sequence == place.sequence && chain_start(&row.chain) == Some(place.chain)
            }
            None => place == LogPosition::default(),
        };
        let first = if from.sequence == 0 {
            None
        } else {
            rows.next()
        };
        let entries: Vec<change_log::Model> = rows.collect();
        let last = entries.last().or(first.as_ref());
        let is_whole = (from.sequence + 1..=to.sequence).eq(entries.iter().map(|row| row.sequence));
        let is_proven = is_whole && is_at(first.as_ref(), from) && is_at(last, to);
        Ok(is_proven.then_some(Self(entries)))
    }

    /// The content that the entries lead to; nothing when one cannot be understood. Records that no
    /// entry names are shared with the content of the first place.
    pub(crate) fn apply(self, content: &Content) -> Option<Content> {
        let mut content = content.clone();
        let mut entries: BTreeMap<RecordKind, BTreeMap<String, Option<String>>> = BTreeMap::new();
        for row in self.0 {
            let of_kind = entries.entry(row.kind.parse().ok()?).or_default();
            of_kind.insert(row.key, row.document);
        }
        for (kind, entries) in entries {
            match kind {
                RecordKind::Source => amend(&mut content.sources, entries),
                RecordKind::Vendor => amend(&mut content.vendors, entries),
                RecordKind::Exam => amend(&mut content.exams, entries),
                RecordKind::Certification => amend(&mut content.certifications, entries),
                RecordKind::Role => amend(&mut content.roles, entries),
                RecordKind::Comparison => amend(&mut content.comparisons, entries),
                RecordKind::Equivalence => amend(&mut content.equivalences, entries),
                RecordKind::AudienceRule => amend(&mut content.audience_rules, entries),
            }?;
        }
        content.sort();
        Some(content)
    }
}

/// Takes out the records that the last entry of a key removes, and puts in those that it has.
fn amend<T: Record + DeserializeOwned>(
    records: &mut Vec<Arc<T>>,
    entries: BTreeMap<String, Option<String>>,
) -> Option<()> {
    records.retain(|record| !entries.contains_key(&record.record_key()));
    for (key, document) in entries {
        if let Some(document) = document {
            let record: T = serde_json::from_str(&document).ok()?;
            if record.record_key() != key {
                return None;
            }
            records.push(Arc::new(record));
        }
    }
    Some(())
}
