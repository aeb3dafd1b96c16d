//! Writes exams with their names, successors, prerequisites and study plans.

use sea_orm::sea_query::Value;

use catalogue::{Exam, ExamKey, PrerequisiteGroup, StudyPlan};

use super::{
    Part, Writer, insert_evident_parts, insert_keyed_parts, insert_parts, named, owners, parts,
};
use crate::{
    entity::{
        blueprint, exam, exam_alias, exam_also_known_as, exam_former_code, fact,
        prerequisite_experience, prerequisite_group, prerequisite_member, study_plan,
        study_plan_block, study_plan_item, succession,
    },
    error::StoreError,
    values::word,
};

impl Writer<'_> {
    pub(super) async fn upsert_exams<'r>(
        &mut self,
        records: Vec<&'r Exam>,
    ) -> Result<Vec<(i64, &'r Exam)>, StoreError> {
        let names: Vec<ExamKey> = records.iter().map(|record| record.key()).collect();
        let ids = self.keys("exam", &self.exams, &names).await?;
        let mut rows = Vec::with_capacity(ids.len());
        for (record, id) in records.iter().zip(&ids) {
            rows.push(exam::Model {
                id: *id,
                vendor_id: named(&self.vendors, &record.vendor)?,
                code: record.code.to_string(),
                title: record.title.clone(),
            });
        }
        self.upsert::<exam::Entity>(exam::Column::Id, rows).await?;
        let owners = ids.iter().copied().zip(records).collect();
        self.exams.extend(names.into_iter().zip(ids));
        Ok(owners)
    }

    pub(super) async fn exam_parts(&self, exams: &[(i64, &Exam)]) -> Result<(), StoreError> {
        insert_parts!(
            self,
            exam_former_code { exam_id },
            parts(exams.iter().copied(), |exam: &Exam| &exam.former_codes)?,
            |part| { code: part.value.to_string() }
        );
        insert_parts!(
            self,
            exam_alias { exam_id },
            parts(exams.iter().copied(), |exam: &Exam| &exam.aliases)?,
            |part| { code: part.value.to_string() }
        );
        insert_parts!(
            self,
            exam_also_known_as { exam_id },
            parts(exams.iter().copied(), |exam: &Exam| &exam.also_known_as)?,
            |part| { wording: part.value.clone() }
        );
        let successors = parts(exams.iter().copied(), |exam: &Exam| &exam.successors)?;
        let evidence = successors.iter().map(|part| &part.value.evidence);
        let mut evidence = self.evidence(evidence.collect()).await?.into_iter();
        insert_parts!(self, succession { exam_id }, successors, |part| {
            successor_id: named(&self.exams, &part.value.exam)?,
            evidence_id: evidence.next().unwrap_or_default(),
        });
        self.facts(&parts(exams.iter().copied(), |exam: &Exam| &exam.facts)?)
            .await?;
        self.prerequisites(&parts(exams.iter().copied(), |exam: &Exam| {
            &exam.prerequisites
        })?)
        .await?;
        let plans = exams
            .iter()
            .copied()
            .filter_map(|(id, exam)| Some((id, exam.study_plan.as_ref()?)));
        self.study_plans(plans.collect()).await?;
        self.blueprints(&parts(exams.iter().copied(), |exam: &Exam| {
            &exam.blueprints
        })?)
        .await
    }

    pub(super) async fn clear_exam_parts(&self, exams: &[Value]) -> Result<(), StoreError> {
        macro_rules! clear {
            ($($table:ident),+) => {
                $(self.delete::<$table::Entity>($table::Column::ExamId, exams.to_vec()).await?;)+
            };
        }
        clear!(
            exam_former_code,
            exam_alias,
            exam_also_known_as,
            succession,
            fact,
            prerequisite_group,
            study_plan,
            blueprint
        );
        Ok(())
    }

    async fn prerequisites(
        &self,
        groups: &[Part<'_, PrerequisiteGroup>],
    ) -> Result<(), StoreError> {
        let ids = insert_evident_parts!(self, prerequisite_group { exam_id }, groups, |part| {
            kind: word(&part.value.kind),
        });
        let groups = owners(&ids, groups);
        insert_parts!(
            self,
            prerequisite_member { prerequisite_group_id },
            parts(groups.iter().copied(), |group: &PrerequisiteGroup| &group.any_of)?,
            |part| { exam_id: named(&self.exams, part.value)? }
        );
        insert_parts!(
            self,
            prerequisite_experience { prerequisite_group_id },
            parts(groups, |group: &PrerequisiteGroup| &group.experience)?,
            |part| { experience: word(part.value) }
        );
        Ok(())
    }

    async fn study_plans(&self, plans: Vec<(i64, &StudyPlan)>) -> Result<(), StoreError> {
        let evidence = self
            .evidence(plans.iter().map(|(_, plan)| &plan.evidence).collect())
            .await?;
        let rows = plans.iter().zip(evidence);
        let rows = rows.map(|((exam_id, _), evidence_id)| study_plan::Model {
            exam_id: *exam_id,
            evidence_id,
        });
        self.insert::<study_plan::Entity>(rows.collect()).await?;
        let blocks = parts(plans, |plan: &StudyPlan| &plan.blocks)?;
        let ids = insert_keyed_parts!(self, study_plan_block { exam_id }, blocks, |part| {
            first_week: part.value.first_week.into(),
            last_week: part.value.last_week.into(),
            hours: part.value.hours.into(),
            gate_percent: part.value.gate.map(|gate| gate.percent.into()),
            gate_consecutive_attempts: part.value.gate.map(|gate| gate.consecutive_attempts.into()),
        });
        let blocks = owners(&ids, &blocks);
        let lists = [
            (
                "TOPIC",
                parts(blocks.iter().copied(), |block| &block.topics[..])?,
            ),
            (
                "LAB",
                parts(blocks.iter().copied(), |block| &block.labs[..])?,
            ),
            ("MATERIAL", parts(blocks, |block| &block.material[..])?),
        ];
        for (kind, items) in lists {
            insert_parts!(self, study_plan_item { study_plan_block_id }, items, |part| {
                kind: kind.to_owned(),
                wording: part.value.clone(),
            });
        }
        Ok(())
    }
}
