//! Exams as editors write them.

use async_graphql::InputObject;
use serde::Serialize;

use super::{
    blueprint::BlueprintInput, fact::FactInput, preparation::PrerequisiteGroupInput,
    preparation::StudyPlanInput, source::EvidenceInput,
};

/// An exam with everything that is known about it, to add or to put in the place of the one with
/// this vendor and code. What is left out is gone: send the whole exam, not only what changed.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct ExamInput {
    /// The slug of the vendor that issues it. Example: `"microsoft"`.
    vendor: String,
    /// Its current code as the vendor writes it. Example: `"AI-102"`.
    code: String,
    /// The vendor's title.
    title: String,
    /// Codes under which this same exam was known before, oldest first. To rename an exam, add
    /// its old code here and remove the exam of that code in the same change set.
    former_codes: Option<Vec<String>>,
    /// Other codes that people use for it; they need not be unique.
    aliases: Option<Vec<String>>,
    /// Names and abbreviations that people use for it and that are no codes, each of at most 100
    /// characters; they need not be unique. Null: none. Example: `["Terraform Associate"]`.
    also_known_as: Option<Vec<String>>,
    /// The exams that take its place when it retires.
    successors: Option<Vec<SuccessionInput>>,
    /// Every statement about it, served or not.
    facts: Option<Vec<FactInput>>,
    /// What should be held before: all groups, any one exam of each.
    prerequisites: Option<Vec<PrerequisiteGroupInput>>,
    /// A study plan that a source gives. Null: none is known.
    study_plan: Option<StudyPlanInput>,
    /// The blueprints, oldest first.
    #[serde(rename = "blueprint")]
    blueprints: Option<Vec<BlueprintInput>>,
}

/// That one exam takes another's place.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct SuccessionInput {
    /// The exam that follows, written `vendor/code`. Example: `"microsoft/AI-103"`.
    exam: String,
    /// Who says so.
    evidence: EvidenceInput,
}
