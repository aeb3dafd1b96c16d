//! Exams: the assessments that earn certifications.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    blueprint::Blueprint,
    fact::Fact,
    prerequisite::PrerequisiteGroup,
    source::Evidence,
    study_plan::StudyPlan,
    text::{ExamCode, ExamKey, VendorSlug},
};

/// One exam with everything that is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exam {
    /// The vendor that issues it.
    pub vendor: VendorSlug,
    /// Its current code, unique within the vendor.
    pub code: ExamCode,
    /// The vendor's title.
    pub title: String,
    /// Codes under which this same exam was known before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_codes: Vec<ExamCode>,
    /// Other codes that people use for it; not unique.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<ExamCode>,
    /// Names and abbreviations that people use for it and that are no codes, such as
    /// `Terraform Associate`; searches find it by them. Not unique. Those of the certification that
    /// it earns stand there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_known_as: Vec<String>,
    /// The exams that take its place when it retires.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<Succession>,
    /// Every statement about it, served or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What should be held before: all groups, any one exam of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prerequisites: Vec<PrerequisiteGroup>,
    /// A study plan that a source gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study_plan: Option<StudyPlan>,
    /// The blueprints, oldest first.
    #[serde(default, rename = "blueprint", skip_serializing_if = "Vec::is_empty")]
    pub blueprints: Vec<Blueprint>,
}

impl Exam {
    /// Its key: vendor and current code.
    pub fn key(&self) -> ExamKey {
        ExamKey {
            vendor: self.vendor.clone(),
            code: self.code.clone(),
        }
    }
}

/// That one exam takes another's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// The exam that follows.
    pub exam: ExamKey,
    /// Who says so.
    pub evidence: Evidence,
}
