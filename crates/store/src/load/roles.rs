//! Loads roles and recommendations.

use std::{collections::HashMap, sync::Arc};

use catalogue::{Role, RoleRecommendation, RoleSlug, RoleStep};

use super::{Reader, Rows, exam_lists, values};
use crate::{
    entity::{role, role_focus, role_recommendation, role_step, role_step_exam},
    error::StoreError,
    values::cell,
};

impl Reader {
    pub(super) fn roles(&mut self) -> Result<Vec<Arc<Role>>, StoreError> {
        let mut focus = values!(self, role_focus, role_id, |row| row.wording);
        let mut exams = exam_lists!(self, role_step_exam, role_step_id);
        let mut steps = values!(self, role_step, role_recommendation_id, |row| RoleStep {
            any_of: exams.remove(&row.id).unwrap_or_default(),
            optional: row.optional,
            held: row.held,
        });
        let mut recommendations = values!(self, role_recommendation, role_id, |row| {
            let at = |column| cell("role_recommendation", column, row.id);
            let months = |column, months: Option<i32>| {
                months.map(|months| at(column).number(months)).transpose()
            };
            let vendor = row
                .vendor_id
                .map(|vendor| self.vendor(vendor, at("vendor_id")));
            let currency = row.fees_currency.as_deref();
            let fees = currency
                .map(|_| at("fees_min").money(row.fees_min, row.fees_max, currency))
                .transpose()?;
            RoleRecommendation {
                vendor: vendor.transpose()?,
                focus: row.focus,
                ordered: row.ordered,
                steps: steps.remove(&row.id).unwrap_or_default(),
                months_min: months("months_min", row.months_min)?,
                months_max: months("months_max", row.months_max)?,
                fees,
                evidence: self.evidence(row.evidence_id, "role_recommendation", row.id)?,
            }
        });
        let rows = self.rows.of::<role::Entity>()?;
        rows.into_iter()
            .map(|row| {
                let slug = self.roles.get(&row.id).cloned();
                Ok(Arc::new(Role {
                    slug: cell("role", "slug", row.id).present(slug)?,
                    title: row.title,
                    group: row.family,
                    focus: focus.remove(&row.id).unwrap_or_default(),
                    recommendations: recommendations.remove(&row.id).unwrap_or_default(),
                }))
            })
            .collect()
    }
}

pub(super) fn role_slugs(rows: &Rows) -> Result<HashMap<i64, RoleSlug>, StoreError> {
    let rows = rows.of::<role::Entity>()?;
    rows.iter()
        .map(|row| Ok((row.id, cell("role", "slug", row.id).parse(&row.slug)?)))
        .collect()
}
