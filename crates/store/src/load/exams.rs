//! Loads exams with their names, successors, prerequisites and study plans.

use std::{collections::HashMap, sync::Arc};

use catalogue::{
    Exam, ExamCode, ExamKey, Experience, PrerequisiteGroup, StudyPlan, StudyPlanBlock,
    StudyPlanGate, Succession, VendorSlug,
};

use super::{Reader, exam_lists, values};
use crate::{
    entity::{
        exam, exam_alias, exam_also_known_as, exam_former_code, prerequisite_experience,
        prerequisite_group, prerequisite_member, study_plan, study_plan_block, study_plan_item,
        succession,
    },
    error::StoreError,
    values::cell,
};

impl Reader {
    pub(super) fn exams(
        &mut self,
        rows: impl Iterator<Item = exam::Model>,
    ) -> Result<Vec<Arc<Exam>>, StoreError> {
        let mut former_codes = values!(self, exam_former_code, exam_id, |row| {
            cell("exam_former_code", "code", row.exam_id).parse::<ExamCode>(&row.code)?
        });
        let mut aliases = values!(self, exam_alias, exam_id, |row| {
            cell("exam_alias", "code", row.exam_id).parse::<ExamCode>(&row.code)?
        });
        let mut also_known_as = values!(self, exam_also_known_as, exam_id, |row| row.wording);
        let mut successors = values!(self, succession, exam_id, |row| {
            let at = cell("succession", "successor_id", row.exam_id);
            Succession {
                exam: self.exam(row.successor_id, at)?,
                evidence: self.evidence(row.evidence_id, "succession", row.exam_id)?,
            }
        });
        let mut facts = self.facts()?;
        let mut prerequisites = self.prerequisites()?;
        let mut study_plans = self.study_plans()?;
        let mut blueprints = self.blueprints()?;
        rows.map(|row| {
            let key = self.exam(row.id, cell("exam", "id", row.id))?;
            Ok(Arc::new(Exam {
                vendor: key.vendor,
                code: key.code,
                title: row.title,
                former_codes: former_codes.remove(&row.id).unwrap_or_default(),
                aliases: aliases.remove(&row.id).unwrap_or_default(),
                also_known_as: also_known_as.remove(&row.id).unwrap_or_default(),
                successors: successors.remove(&row.id).unwrap_or_default(),
                facts: facts.remove(&row.id).unwrap_or_default(),
                prerequisites: prerequisites.remove(&row.id).unwrap_or_default(),
                study_plan: study_plans.remove(&row.id),
                blueprints: blueprints.remove(&row.id).unwrap_or_default(),
            }))
        })
        .collect()
    }

    fn prerequisites(&mut self) -> Result<HashMap<i64, Vec<PrerequisiteGroup>>, StoreError> {
        let mut members = exam_lists!(self, prerequisite_member, prerequisite_group_id);
        let mut experience = values!(
            self,
            prerequisite_experience,
            prerequisite_group_id,
            |row| {
                let at = cell(
                    "prerequisite_experience",
                    "experience",
                    row.prerequisite_group_id,
                );
                at.member::<Experience>(&row.experience)?
            }
        );
        Ok(values!(self, prerequisite_group, exam_id, |row| {
            PrerequisiteGroup {
                kind: cell("prerequisite_group", "kind", row.id).member(&row.kind)?,
                any_of: members.remove(&row.id).unwrap_or_default(),
                experience: experience.remove(&row.id).unwrap_or_default(),
                evidence: self.evidence(row.evidence_id, "prerequisite_group", row.id)?,
            }
        }))
    }

    fn study_plans(&mut self) -> Result<HashMap<i64, StudyPlan>, StoreError> {
        let mut items = values!(self, study_plan_item, study_plan_block_id, |row| {
            (row.kind, row.wording)
        });
        let mut taken = |block: i64, kind: &str| -> Vec<String> {
            let items = items.get_mut(&block).into_iter().flatten();
            let items = items.filter(|(of, _)| of == kind);
            items.map(|(_, wording)| std::mem::take(wording)).collect()
        };
        let mut blocks = values!(self, study_plan_block, exam_id, |row| {
            let at = |column| cell("study_plan_block", column, row.id);
            let gate = match (row.gate_percent, row.gate_consecutive_attempts) {
                (Some(percent), Some(attempts)) => Some(StudyPlanGate {
                    percent: at("gate_percent").number(percent)?,
                    consecutive_attempts: at("gate_consecutive_attempts").number(attempts)?,
                }),
                _ => None,
            };
            StudyPlanBlock {
                first_week: at("first_week").number(row.first_week)?,
                last_week: at("last_week").number(row.last_week)?,
                hours: at("hours").number(row.hours)?,
                topics: taken(row.id, "TOPIC"),
                labs: taken(row.id, "LAB"),
                material: taken(row.id, "MATERIAL"),
                gate,
            }
        });
        let rows = self.rows.of::<study_plan::Entity>()?;
        rows.into_iter()
            .map(|row| {
                let plan = StudyPlan {
                    evidence: self.evidence(row.evidence_id, "study_plan", row.exam_id)?,
                    blocks: blocks.remove(&row.exam_id).unwrap_or_default(),
                };
                Ok((row.exam_id, plan))
            })
            .collect()
    }
}

pub(super) fn exam_keys(
    rows: &[exam::Model],
    vendors: &HashMap<i64, VendorSlug>,
) -> Result<HashMap<i64, ExamKey>, StoreError> {
    rows.iter()
        .map(|row| {
            let vendor = vendors.get(&row.vendor_id).cloned();
            let key = ExamKey {
                vendor: cell("exam", "vendor_id", row.id).present(vendor)?,
                code: cell("exam", "code", row.id).parse(&row.code)?,
            };
            Ok((row.id, key))
        })
        .collect()
}
