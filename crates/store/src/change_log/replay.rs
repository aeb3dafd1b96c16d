//! Replays log entries onto the content before them.

use std::{collections::BTreeMap, sync::Arc};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::de::DeserializeOwned;

use super::{RecentChanges, chain_start, read::change_of};
use crate::{entity::change_log, error::StoreError};
use catalogue::{Change, Content, LogPosition, Record, RecordKind};

/// All entries between two positions of the log.
pub(crate) struct LogReplay {
    from: LogPosition,
    changes: Vec<Arc<Change>>,
}

impl LogReplay {
    /// Reads the entries; `None` if some are missing or unreadable, or either position is not in
    /// this log.
    pub(crate) async fn read(
        connection: &impl ConnectionTrait,
        from: LogPosition,
        to: LogPosition,
    ) -> Result<Option<Self>, StoreError> {
        // Includes the entry at `from`: its chain proves that this is the same log.
        let mut rows = change_log::Entity::find()
            .filter(change_log::Column::Sequence.gte(from.sequence))
            .filter(change_log::Column::Sequence.lte(to.sequence))
            .order_by_asc(change_log::Column::Sequence)
            .all(connection)
            .await?
            .into_iter();
        let is_at = |row: Option<&change_log::Model>, position: LogPosition| match row {
            Some(row) => {
                row.sequence == position.sequence && chain_start(&row.chain) == Some(position.chain)
            }
            None => position == LogPosition::default(),
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
        if !is_proven {
            return Ok(None);
        }
        let changes = entries.into_iter().map(|row| change_of(row).map(Arc::new));
        let changes: Result<_, StoreError> = changes.collect();
        Ok(changes.ok().map(|changes| Self { from, changes }))
    }

    /// The entries, for the cache of recent changes.
    pub(crate) fn into_recent(self) -> RecentChanges {
        let mut recent = RecentChanges::starting_at(self.from);
        self.changes
            .into_iter()
            .for_each(|change| recent.push(change));
        recent
    }

    /// The content after the entries; `None` when one cannot be parsed. Unchanged records are
    /// shared with the content before them.
    pub(crate) fn apply(&self, content: &Content) -> Option<Content> {
        let mut content = content.clone();
        let mut entries: BTreeMap<RecordKind, Documents<'_>> = BTreeMap::new();
        for change in &self.changes {
            let of_kind = entries.entry(change.kind).or_default();
            of_kind.insert(&change.key, change.document.as_deref());
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

/// The last document of each key; `None` when it was removed.
type Documents<'a> = BTreeMap<&'a str, Option<&'a str>>;

/// Removes the records that entries name and inserts those with a document.
fn amend<T: Record + DeserializeOwned>(
    records: &mut Vec<Arc<T>>,
    entries: Documents<'_>,
) -> Option<()> {
    records.retain(|record| !entries.contains_key(&*record.record_key()));
    for (key, document) in entries {
        if let Some(document) = document {
            let record: T = serde_json::from_str(document).ok()?;
            if record.record_key() != key {
                return None;
            }
            records.push(Arc::new(record));
        }
    }
    Some(())
}
