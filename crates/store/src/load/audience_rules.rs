//! Loads audience rules.

use std::{collections::HashMap, sync::Arc};

use catalogue::{AudienceRule, ExamKey, Experience, RoleSlug, RuleConditions, RuleKey, VendorSlug};

use super::{Reader, exam_lists, values};
use crate::{
    entity::{
        audience_rule, audience_rule_circumstance, audience_rule_experience,
        audience_rule_held_exam, audience_rule_reason, audience_rule_role, audience_rule_take_exam,
        audience_rule_take_group, audience_rule_vendor,
    },
    error::StoreError,
    values::cell,
};

impl Reader {
    pub(super) fn audience_rules(&mut self) -> Result<Vec<Arc<AudienceRule>>, StoreError> {
        let mut conditions = self.rule_conditions()?;
        let mut reasons = values!(self, audience_rule_reason, audience_rule_id, |row| row
            .wording);
        let mut exams = exam_lists!(self, audience_rule_take_exam, take_group_id);
        let mut take = values!(self, audience_rule_take_group, audience_rule_id, |row| {
            exams.remove(&row.id).unwrap_or_default()
        });
        let rows = self.rows.of::<audience_rule::Entity>()?;
        rows.into_iter()
            .map(|row| {
                let at = |column| cell("audience_rule", column, row.id);
                let key: RuleKey = at("key").parse(&row.key)?;
                Ok(Arc::new(AudienceRule {
                    key,
                    exam: self.exam(row.exam_id, at("exam_id"))?,
                    decision: at("decision").member(&row.decision)?,
                    when: RuleConditions {
                        ships_code: row.ships_code,
                        ..conditions.take(row.id)
                    },
                    reasons: reasons.remove(&row.id).unwrap_or_default(),
                    take: take.remove(&row.id).unwrap_or_default(),
                    evidence: self.evidence(row.evidence_id, "audience_rule", row.id)?,
                    audience: row.audience,
                }))
            })
            .collect()
    }

    fn rule_conditions(&mut self) -> Result<ConditionLists, StoreError> {
        Ok(ConditionLists {
            holds_any: exam_lists!(self, audience_rule_held_exam, audience_rule_id),
            only_vendors: values!(self, audience_rule_vendor, audience_rule_id, |row| {
                let at = cell("audience_rule_vendor", "vendor_id", row.audience_rule_id);
                self.vendor(row.vendor_id, at)?
            }),
            experience: values!(self, audience_rule_experience, audience_rule_id, |row| {
                cell(
                    "audience_rule_experience",
                    "experience",
                    row.audience_rule_id,
                )
                .member(&row.experience)?
            }),
            roles: values!(self, audience_rule_role, audience_rule_id, |row| {
                let slug = self.roles.get(&row.role_id).cloned();
                cell("audience_rule_role", "role_id", row.audience_rule_id).present(slug)?
            }),
            circumstances: values!(self, audience_rule_circumstance, audience_rule_id, |row| {
                row.wording
            }),
        })
    }
}

/// The list conditions of all rules, by rule.
struct ConditionLists {
    holds_any: HashMap<i64, Vec<ExamKey>>,
    only_vendors: HashMap<i64, Vec<VendorSlug>>,
    experience: HashMap<i64, Vec<Experience>>,
    roles: HashMap<i64, Vec<RoleSlug>>,
    circumstances: HashMap<i64, Vec<String>>,
}

impl ConditionLists {
    fn take(&mut self, rule: i64) -> RuleConditions {
        RuleConditions {
            holds_any: self.holds_any.remove(&rule).unwrap_or_default(),
            only_vendors: self.only_vendors.remove(&rule).unwrap_or_default(),
            ships_code: None,
            experience: self.experience.remove(&rule).unwrap_or_default(),
            roles: self.roles.remove(&rule).unwrap_or_default(),
            circumstances: self.circumstances.remove(&rule).unwrap_or_default(),
        }
    }
}
