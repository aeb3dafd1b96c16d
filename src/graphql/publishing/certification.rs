//! Certifications as editors write them.

use async_graphql::InputObject;
use serde::Serialize;

use super::source::EvidenceInput;
use crate::graphql::closed_sets::Level;

/// A credential, to add or to put in the place of the one with this slug.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct CertificationInput {
    /// Its short name: lower-case words joined by hyphens.
    /// Example: `"azure-ai-engineer-associate"`.
    slug: String,
    /// The slug of the vendor that issues it.
    vendor: String,
    /// The vendor's title.
    title: String,
    /// Names and abbreviations that people use for it, each of at most 100 characters; they need not
    /// be unique. Null: none. Example: `["Security+", "Sec+"]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    also_known_as: Option<Vec<String>>,
    /// Its tier. Null: nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
    /// The ways to earn it: any one of these sets, every exam of the set, written `vendor/code`.
    /// Example: `[["microsoft/AI-102"]]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    earned_by: Option<Vec<Vec<String>>>,
    /// Who says so.
    evidence: EvidenceInput,
}
