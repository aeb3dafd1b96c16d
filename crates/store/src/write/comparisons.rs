//! Writes comparisons and equivalences.

use catalogue::{Comparison, Equivalence};

use super::{Writer, insert_keyed_parts, insert_parts, named, owners, parts};
use crate::{
    entity::{
        comparison, comparison_audience, comparison_audience_exam, comparison_dimension,
        equivalence,
    },
    error::StoreError,
};

impl Writer<'_> {
    pub(super) async fn comparisons(&self, records: Vec<&Comparison>) -> Result<(), StoreError> {
        let evidence = self
            .evidence(records.iter().map(|record| &record.evidence).collect())
            .await?;
        let ids = self.reserve("comparison", records.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ((record, id), evidence_id) in records.iter().zip(&ids).zip(evidence) {
            rows.push(comparison::Model {
                id: *id,
                left_exam_id: named(&self.exams, &record.left)?,
                right_exam_id: named(&self.exams, &record.right)?,
                summary: record.summary.clone(),
                evidence_id,
            });
        }
        self.insert::<comparison::Entity>(rows).await?;
        let records: Vec<(i64, &Comparison)> = ids.into_iter().zip(records).collect();
        insert_parts!(
            self,
            comparison_dimension { comparison_id },
            parts(records.iter().copied(), |record: &Comparison| &record.dimensions)?,
            |part| {
                name: part.value.name.clone(),
                left_wording: part.value.left.clone(),
                right_wording: part.value.right.clone(),
            }
        );
        let audiences = parts(records, |record: &Comparison| &record.audiences)?;
        let ids = insert_keyed_parts!(self, comparison_audience { comparison_id }, audiences, |part| {
            audience: part.value.audience.clone(),
            advice: part.value.advice.clone(),
        });
        insert_parts!(
            self,
            comparison_audience_exam { comparison_audience_id },
            parts(owners(&ids, &audiences), |audience| &audience.take[..])?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        Ok(())
    }

    pub(super) async fn equivalences(&self, records: Vec<&Equivalence>) -> Result<(), StoreError> {
        let evidence = self
            .evidence(records.iter().map(|record| &record.evidence).collect())
            .await?;
        let ids = self.reserve("equivalence", records.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ((record, id), evidence_id) in records.iter().zip(ids).zip(evidence) {
            rows.push(equivalence::Model {
                id,
                left_exam_id: named(&self.exams, &record.left)?,
                right_exam_id: named(&self.exams, &record.right)?,
                tier_distance: record.tier_distance.into(),
                rationale: record.rationale.clone(),
                evidence_id,
            });
        }
        self.insert::<equivalence::Entity>(rows).await
    }
}
