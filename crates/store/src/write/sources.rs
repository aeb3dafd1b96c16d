//! Writes sources and evidence.

use catalogue::{Evidence, Source, SourceKey};

use super::{Writer, insert_parts, named, parts};
use crate::{
    entity::{evidence, evidence_source, source, source_limit},
    error::StoreError,
    values::{DateColumns, precision_word, word},
};

impl Writer<'_> {
    pub(super) async fn upsert_sources(&mut self, records: Vec<&Source>) -> Result<(), StoreError> {
        let names: Vec<SourceKey> = records.iter().map(|record| record.key.clone()).collect();
        let ids = self.keys("source", &self.sources, &names).await?;
        let rows = records.iter().zip(&ids).map(|(record, id)| source::Model {
            id: *id,
            key: record.key.to_string(),
            title: record.title.clone(),
            publisher: record.publisher.clone(),
            url: record.url.clone(),
            kind: word(&record.kind),
            note: record.note.clone(),
        });
        self.upsert::<source::Entity>(source::Column::Id, rows.collect())
            .await?;
        insert_parts!(
            self,
            source_limit { source_id },
            parts(ids.iter().copied().zip(records), |source: &Source| &source.limits)?,
            |part| {
                kind: word(&part.value.kind),
                at_most: word(&part.value.at_most),
                note: part.value.note.clone(),
            }
        );
        self.sources.extend(names.into_iter().zip(ids));
        Ok(())
    }

    /// Inserts evidence and returns the keys in order.
    pub(super) async fn evidence(&self, records: Vec<&Evidence>) -> Result<Vec<i64>, StoreError> {
        let ids = self.reserve("evidence", records.len()).await?;
        let rows = records.iter().zip(&ids).map(|(record, id)| {
            let as_of = DateColumns::from(record.as_of);
            evidence::Model {
                id: *id,
                as_of_earliest: as_of.earliest,
                as_of_latest: record.as_of.latest(),
                as_of_precision: precision_word(record.as_of.precision()).to_owned(),
                checked: record.checked,
                confidence: word(&record.confidence),
                note: record.note.clone(),
            }
        });
        self.insert::<evidence::Entity>(rows.collect()).await?;
        let owned = ids.iter().copied().zip(records);
        insert_parts!(
            self,
            evidence_source { evidence_id },
            parts(owned, |record: &Evidence| &record.sources)?,
            |part| { source_id: named(&self.sources, part.value)? }
        );
        Ok(ids)
    }
}
