//! Loads certifications.

use std::sync::Arc;

use catalogue::{Certification, CertificationSlug, EarningSet};

use super::{Reader, exam_lists, values};
use crate::{
    entity::{
        certification, certification_also_known_as, certification_requirement,
        certification_requirement_set,
    },
    error::StoreError,
    values::cell,
};

impl Reader {
    pub(super) fn certifications(&mut self) -> Result<Vec<Arc<Certification>>, StoreError> {
        let mut also_known_as =
            values!(self, certification_also_known_as, certification_id, |row| {
                row.wording
            });
        let mut exams = exam_lists!(self, certification_requirement, requirement_set_id);
        let mut sets = values!(
            self,
            certification_requirement_set,
            certification_id,
            |row| EarningSet {
                exams: exams.remove(&row.id).unwrap_or_default(),
                from: row.counts_from,
                until: row.counts_until,
            }
        );
        let rows = self.rows.of::<certification::Entity>()?;
        rows.into_iter()
            .map(|row| {
                let at = |column| cell("certification", column, row.id);
                let slug: CertificationSlug = at("slug").parse(&row.slug)?;
                Ok(Arc::new(Certification {
                    slug,
                    vendor: self.vendor(row.vendor_id, at("vendor_id"))?,
                    level: at("level").optional_member(row.level.as_deref())?,
                    also_known_as: also_known_as.remove(&row.id).unwrap_or_default(),
                    earned_by: sets.remove(&row.id).unwrap_or_default(),
                    evidence: self.evidence(row.evidence_id, "certification", row.id)?,
                    title: row.title,
                }))
            })
            .collect()
    }
}
