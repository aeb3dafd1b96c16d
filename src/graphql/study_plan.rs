//! Study plans as sources give them.

use async_graphql::SimpleObject;

use super::{evidence::Evidence, values::IntRange, view::View};
use crate::catalogue::{self, ExamIndex};

/// A study plan as a source gives it.
#[derive(SimpleObject)]
pub struct PublishedStudyPlan {
    /// Its blocks in order.
    blocks: Vec<PublishedStudyPlanBlock>,
    /// Study time of all blocks together in hours. Example: `80`.
    total_hours: i32,
    /// Who gives it.
    evidence: Evidence,
}

/// Some weeks of a study plan.
#[derive(SimpleObject)]
pub struct PublishedStudyPlanBlock {
    /// The weeks, counted from 1, both ends inclusive. Example: `{ min: 1, max: 2 }`.
    weeks: IntRange,
    /// Study time of the block in hours. Example: `20`.
    hours: i32,
    /// What to learn.
    topics: Vec<String>,
    /// What to build by hand; empty when the source names nothing.
    labs: Vec<String>,
    /// What to learn from; empty when the source names nothing.
    material: Vec<String>,
    /// What to reach before going on. Null when there is no bar.
    gate: Option<StudyPlanGate>,
}

/// The bar at the end of a block.
#[derive(SimpleObject)]
pub struct StudyPlanGate {
    /// Percent of practice items to answer rightly. Example: `80`.
    percent: i32,
    /// Attempts in a row that must reach it. Example: `2`.
    consecutive_attempts: i32,
}

/// The study plan that a source gives for an exam.
pub(super) fn published_study_plan(view: &View, exam: ExamIndex) -> Option<PublishedStudyPlan> {
    let plan = view.catalogue.exam(exam).record.study_plan.as_ref()?;
    Some(PublishedStudyPlan {
        blocks: plan.blocks.iter().map(block).collect(),
        total_hours: plan.blocks.iter().map(|block| i32::from(block.hours)).sum(),
        evidence: Evidence::new(&view.catalogue, &plan.evidence),
    })
}

fn block(record: &catalogue::StudyPlanBlock) -> PublishedStudyPlanBlock {
    PublishedStudyPlanBlock {
        weeks: IntRange {
            min: record.first_week.into(),
            max: record.last_week.into(),
        },
        hours: record.hours.into(),
        topics: record.topics.clone(),
        labs: record.labs.clone(),
        material: record.material.clone(),
        gate: record.gate.map(|gate| StudyPlanGate {
            percent: gate.percent.into(),
            consecutive_attempts: gate.consecutive_attempts.into(),
        }),
    }
}
