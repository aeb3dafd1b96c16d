//! Loads sources and evidence.

use std::{collections::HashMap, sync::Arc};

use catalogue::{Evidence, Source, SourceKey, SourceLimit};

use super::{Reader, Rows, grouped, values};
use crate::{
    entity::{evidence, evidence_source, source, source_limit},
    error::StoreError,
    values::{DateColumns, cell},
};

impl Reader {
    pub(super) fn sources(&self) -> Result<Vec<Arc<Source>>, StoreError> {
        let mut limits = values!(self, source_limit, source_id, |row| SourceLimit {
            kind: cell("source_limit", "kind", row.source_id).member(&row.kind)?,
            at_most: cell("source_limit", "at_most", row.source_id).member(&row.at_most)?,
            note: row.note,
        });
        let rows = self.rows.of::<source::Entity>()?;
        rows.into_iter()
            .map(|row| {
                let key = self.sources.get(&row.id).cloned();
                Ok(Arc::new(Source {
                    key: cell("source", "id", row.id).present(key)?,
                    title: row.title,
                    publisher: row.publisher,
                    url: row.url,
                    kind: cell("source", "kind", row.id).member(&row.kind)?,
                    note: row.note,
                    limits: limits.remove(&row.id).unwrap_or_default(),
                }))
            })
            .collect()
    }
}

pub(super) fn source_keys(rows: &Rows) -> Result<HashMap<i64, SourceKey>, StoreError> {
    let rows = rows.of::<source::Entity>()?;
    rows.iter()
        .map(|row| Ok((row.id, cell("source", "key", row.id).parse(&row.key)?)))
        .collect()
}

/// All evidence of the rows, by its key.
pub(super) fn evidence(
    rows: &Rows,
    sources: &HashMap<i64, SourceKey>,
) -> Result<HashMap<i64, Evidence>, StoreError> {
    let mut named = grouped(rows.of::<evidence_source::Entity>()?, |row| {
        let key = sources.get(&row.source_id).cloned();
        let key = cell("evidence_source", "source_id", row.evidence_id).present(key)?;
        Ok((row.evidence_id, row.position, key))
    })?;
    let rows = rows.of::<evidence::Entity>()?;
    rows.into_iter()
        .map(|row| {
            let as_of = DateColumns {
                earliest: row.as_of_earliest,
                latest: Some(row.as_of_latest),
                precision: Some(row.as_of_precision),
            };
            let value = Evidence {
                sources: named.remove(&row.id).unwrap_or_default(),
                as_of: cell("evidence", "as_of", row.id).date(&as_of)?,
                checked: row.checked,
                confidence: cell("evidence", "confidence", row.id).member(&row.confidence)?,
                note: row.note,
            };
            Ok((row.id, value))
        })
        .collect()
}
