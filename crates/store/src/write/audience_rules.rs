//! Writes audience rules.

use catalogue::{AudienceRule, ExamKey};

use super::{Writer, insert_keyed_parts, insert_parts, named, owners, parts};
use crate::{
    entity::{
        audience_rule, audience_rule_circumstance, audience_rule_experience,
        audience_rule_held_exam, audience_rule_reason, audience_rule_role, audience_rule_take_exam,
        audience_rule_take_group, audience_rule_vendor,
    },
    error::StoreError,
    values::word,
};

impl Writer<'_> {
    pub(super) async fn audience_rules(
        &self,
        records: Vec<&AudienceRule>,
    ) -> Result<(), StoreError> {
        let evidence = self
            .evidence(records.iter().map(|record| &record.evidence).collect())
            .await?;
        let ids = self.reserve("audience_rule", records.len()).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ((record, id), evidence_id) in records.iter().zip(&ids).zip(evidence) {
            rows.push(audience_rule::Model {
                id: *id,
                key: record.key.to_string(),
                exam_id: named(&self.exams, &record.exam)?,
                audience: record.audience.clone(),
                decision: word(&record.decision),
                ships_code: record.when.ships_code,
                evidence_id,
            });
        }
        self.insert::<audience_rule::Entity>(rows).await?;
        let rules: Vec<(i64, &AudienceRule)> = ids.into_iter().zip(records).collect();
        self.rule_conditions(&rules).await?;
        insert_parts!(
            self,
            audience_rule_reason { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.reasons)?,
            |part| { wording: part.value.clone() }
        );
        let groups = parts(rules, |rule: &AudienceRule| &rule.take)?;
        let ids = insert_keyed_parts!(
            self,
            audience_rule_take_group { audience_rule_id },
            groups,
            |part| {}
        );
        insert_parts!(
            self,
            audience_rule_take_exam { take_group_id },
            parts(owners(&ids, &groups), |group: &Vec<ExamKey>| group)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        Ok(())
    }

    async fn rule_conditions(&self, rules: &[(i64, &AudienceRule)]) -> Result<(), StoreError> {
        insert_parts!(
            self,
            audience_rule_held_exam { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.holds_any)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        insert_parts!(
            self,
            audience_rule_vendor { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.only_vendors)?,
            |part| { vendor_id: named(&self.vendors, part.value)? }
        );
        insert_parts!(
            self,
            audience_rule_experience { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.experience)?,
            |part| { experience: word(part.value) }
        );
        insert_parts!(
            self,
            audience_rule_role { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.roles)?,
            |part| { role_id: named(&self.roles, part.value)? }
        );
        insert_parts!(
            self,
            audience_rule_circumstance { audience_rule_id },
            parts(rules.iter().copied(), |rule: &AudienceRule| &rule.when.circumstances)?,
            |part| { wording: part.value.clone() }
        );
        Ok(())
    }
}
