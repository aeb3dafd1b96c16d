//! Loads sources and evidence.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ConnectionTrait, StreamTrait};

use catalogue::{Evidence, Source, SourceKey, SourceLimit};

use super::{Scope, all, each, grouped};
use crate::{
    entity::{evidence, evidence_source, source, source_limit},
    error::StoreError,
    values::{DateColumns, cell},
};

pub(super) async fn sources(
    connection: &(impl ConnectionTrait + StreamTrait),
) -> Result<(Vec<Arc<Source>>, HashMap<i64, SourceKey>), StoreError> {
    let mut limits = grouped::<source_limit::Entity, _>(connection, None, |row| {
        let limit = SourceLimit {
            kind: cell("source_limit", "kind", row.source_id).member(&row.kind)?,
            at_most: cell("source_limit", "at_most", row.source_id).member(&row.at_most)?,
            note: row.note,
        };
        Ok((row.source_id, row.position, limit))
    })
    .await?;
    let rows = all::<source::Entity>(connection, None).await?;
    let mut sources = Vec::with_capacity(rows.len());
    let mut keys = HashMap::with_capacity(rows.len());
    for row in rows {
        let key: SourceKey = cell("source", "key", row.id).parse(&row.key)?;
        keys.insert(row.id, key.clone());
        sources.push(Arc::new(Source {
            key,
            title: row.title,
            publisher: row.publisher,
            url: row.url,
            kind: cell("source", "kind", row.id).member(&row.kind)?,
            note: row.note,
            limits: limits.remove(&row.id).unwrap_or_default(),
        }));
    }
    Ok((sources, keys))
}

pub(super) async fn evidence(
    connection: &(impl ConnectionTrait + StreamTrait),
    scope: Scope,
    sources: &HashMap<i64, SourceKey>,
) -> Result<HashMap<i64, Evidence>, StoreError> {
    let condition = scope.of_evidence("evidence_id");
    let mut named = grouped::<evidence_source::Entity, _>(connection, Some(condition), |row| {
        let key = sources.get(&row.source_id).cloned();
        let key = cell("evidence_source", "source_id", row.evidence_id).present(key)?;
        Ok((row.evidence_id, row.position, key))
    })
    .await?;
    let mut evidence = HashMap::new();
    each::<evidence::Entity>(connection, Some(scope.of_evidence("id")), |row| {
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
        evidence.insert(row.id, value);
        Ok(())
    })
    .await?;
    Ok(evidence)
}
