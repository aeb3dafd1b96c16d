//! Writes roles and recommendations.

use catalogue::{Role, RoleSlug, RoleStep};

use super::{Writer, insert_evident_parts, insert_keyed_parts, insert_parts, named, owners, parts};
use crate::{
    entity::{role, role_focus, role_recommendation, role_step, role_step_exam},
    error::StoreError,
};

impl Writer<'_> {
    pub(super) async fn upsert_roles<'r>(
        &mut self,
        records: Vec<&'r Role>,
    ) -> Result<Vec<(i64, &'r Role)>, StoreError> {
        let names: Vec<RoleSlug> = records.iter().map(|record| record.slug.clone()).collect();
        let ids = self.keys("role", &self.roles, &names).await?;
        let rows = records.iter().zip(&ids).map(|(record, id)| role::Model {
            id: *id,
            slug: record.slug.to_string(),
            title: record.title.clone(),
            family: record.group.clone(),
        });
        self.upsert::<role::Entity>(role::Column::Id, rows.collect())
            .await?;
        let owners = ids.iter().copied().zip(records).collect();
        self.roles.extend(names.into_iter().zip(ids));
        Ok(owners)
    }

    pub(super) async fn role_parts(&self, roles: &[(i64, &Role)]) -> Result<(), StoreError> {
        insert_parts!(
            self,
            role_focus { role_id },
            parts(roles.iter().copied(), |role: &Role| &role.focus)?,
            |part| { wording: part.value.clone() }
        );
        let advice = parts(roles.iter().copied(), |role: &Role| &role.recommendations)?;
        let ids = insert_evident_parts!(self, role_recommendation { role_id }, advice, |part| {
            vendor_id: match &part.value.vendor {
                Some(vendor) => Some(named(&self.vendors, vendor)?),
                None => None,
            },
            focus: part.value.focus.clone(),
            ordered: part.value.ordered,
            months_min: part.value.months_min.map(Into::into),
            months_max: part.value.months_max.map(Into::into),
            fees_min: part.value.fees.map(|fees| fees.min().minor()),
            fees_max: part.value.fees.map(|fees| fees.max().minor()),
            fees_currency: part.value.fees.map(|fees| fees.currency().to_string()),
        });
        let steps = parts(owners(&ids, &advice), |advice| &advice.steps[..])?;
        let ids = insert_keyed_parts!(self, role_step { role_recommendation_id }, steps, |part| {
            optional: part.value.optional,
            held: part.value.held,
        });
        insert_parts!(
            self,
            role_step_exam { role_step_id },
            parts(owners(&ids, &steps), |step: &RoleStep| &step.any_of)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        Ok(())
    }
}
