//! Certifications: the credentials that people hold.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    level::Level,
    source::Evidence,
    text::{CertificationSlug, ExamKey, VendorSlug},
};

/// A credential. It retires separately from the exams that earn it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certification {
    /// Its short name.
    pub slug: CertificationSlug,
    /// The vendor that issues it.
    pub vendor: VendorSlug,
    /// The vendor's title.
    pub title: String,
    /// Names and abbreviations that people use for it, such as `Security+` or `PMP`; searches find it
    /// by them. Not unique.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_known_as: Vec<String>,
    /// Its tier; absent when nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The ways to earn it: any one of these sets, every exam of the set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earned_by: Vec<Vec<ExamKey>>,
    /// Who says so.
    pub evidence: Evidence,
}
