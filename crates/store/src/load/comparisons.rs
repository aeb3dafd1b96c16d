//! Loads comparisons and equivalences.

use std::sync::Arc;

use catalogue::{Comparison, ComparisonAudience, ComparisonDimension, Equivalence};

use super::{Reader, exam_lists, values};
use crate::{
    entity::{
        comparison, comparison_audience, comparison_audience_exam, comparison_dimension,
        equivalence,
    },
    error::StoreError,
    values::cell,
};

impl Reader {
    pub(super) fn comparisons(&mut self) -> Result<Vec<Arc<Comparison>>, StoreError> {
        let mut dimensions = values!(self, comparison_dimension, comparison_id, |row| {
            ComparisonDimension {
                name: row.name,
                left: row.left_wording,
                right: row.right_wording,
            }
        });
        let mut take = exam_lists!(self, comparison_audience_exam, comparison_audience_id);
        let mut audiences = values!(self, comparison_audience, comparison_id, |row| {
            ComparisonAudience {
                take: take.remove(&row.id).unwrap_or_default(),
                audience: row.audience,
                advice: row.advice,
            }
        });
        let rows = self.rows.of::<comparison::Entity>()?;
        rows.into_iter()
            .map(|row| {
                let at = |column| cell("comparison", column, row.id);
                Ok(Arc::new(Comparison {
                    left: self.exam(row.left_exam_id, at("left_exam_id"))?,
                    right: self.exam(row.right_exam_id, at("right_exam_id"))?,
                    dimensions: dimensions.remove(&row.id).unwrap_or_default(),
                    audiences: audiences.remove(&row.id).unwrap_or_default(),
                    evidence: self.evidence(row.evidence_id, "comparison", row.id)?,
                    summary: row.summary,
                }))
            })
            .collect()
    }

    pub(super) fn equivalences(&mut self) -> Result<Vec<Arc<Equivalence>>, StoreError> {
        let rows = self.rows.of::<equivalence::Entity>()?;
        rows.into_iter()
            .map(|row| {
                let at = |column| cell("equivalence", column, row.id);
                Ok(Arc::new(Equivalence {
                    left: self.exam(row.left_exam_id, at("left_exam_id"))?,
                    right: self.exam(row.right_exam_id, at("right_exam_id"))?,
                    tier_distance: at("tier_distance").number(row.tier_distance)?,
                    evidence: self.evidence(row.evidence_id, "equivalence", row.id)?,
                    rationale: row.rationale,
                }))
            })
            .collect()
    }
}
