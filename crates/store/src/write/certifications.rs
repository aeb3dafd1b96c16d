//! Writes certifications.

use catalogue::{Certification, EarningSet};

use super::{Writer, insert_keyed_parts, insert_parts, named, owners, parts};
use crate::{
    entity::{
        certification, certification_also_known_as, certification_requirement,
        certification_requirement_set,
    },
    error::StoreError,
    values::word,
};

impl Writer<'_> {
    pub(super) async fn certifications(
        &self,
        records: Vec<&Certification>,
    ) -> Result<(), StoreError> {
        let evidence = self
            .evidence(records.iter().map(|record| &record.evidence).collect())
            .await?;
        let ids = self.reserve("certification", records.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ((record, id), evidence_id) in records.iter().zip(&ids).zip(evidence) {
            rows.push(certification::Model {
                id: *id,
                slug: record.slug.to_string(),
                vendor_id: named(&self.vendors, &record.vendor)?,
                title: record.title.clone(),
                level: record.level.as_ref().map(word),
                evidence_id,
            });
        }
        self.insert::<certification::Entity>(rows).await?;
        insert_parts!(
            self,
            certification_also_known_as { certification_id },
            parts(
                ids.iter().copied().zip(records.iter().copied()),
                |record: &Certification| &record.also_known_as
            )?,
            |part| { wording: part.value.clone() }
        );
        let sets = parts(
            ids.iter().copied().zip(records),
            |record: &Certification| &record.earned_by,
        )?;
        let ids = insert_keyed_parts!(
            self,
            certification_requirement_set { certification_id },
            sets,
            |part| {
                counts_from: part.value.from,
                counts_until: part.value.until,
            }
        );
        insert_parts!(
            self,
            certification_requirement { requirement_set_id },
            parts(owners(&ids, &sets), |set: &EarningSet| &set.exams)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        Ok(())
    }
}
