//! For whom an exam is worth it, as editors write it.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::InputObject;
use serde::Serialize;

use super::source::EvidenceInput;
use crate::catalogue::{Decision, Experience};

/// A rule that a source gives, to add or to put in the place of the one with this key.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct AudienceRuleInput {
    /// Names the rule: lower-case words joined by hyphens. Example: `"ai-102-azure-developer"`.
    key: String,
    /// The exam that it judges, written `vendor/code`.
    exam: String,
    /// The audience, in words. Example: `"Azure developers"`.
    audience: String,
    /// What it advises.
    decision: ApiEnum<Decision>,
    /// The conditions of the rule; all must be met. Null: it always fires.
    when: Option<RuleConditionsInput>,
    /// Why, in short.
    reasons: Option<Vec<String>>,
    /// What to take, in order: any one exam of each group, written `vendor/code`.
    take: Option<Vec<Vec<String>>>,
    /// Who says so.
    evidence: EvidenceInput,
}

/// What must hold of a person for a rule to fire. A condition that is left out always holds.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct RuleConditionsInput {
    /// Holds at least one of these exams, written `vendor/code`.
    holds_any: Option<Vec<String>>,
    /// Works with none but these vendors (slugs).
    only_vendors: Option<Vec<String>>,
    /// Writes code that ships, or does not.
    ships_code: Option<bool>,
    /// Has one of these degrees of experience.
    experience: Option<Vec<ApiEnum<Experience>>>,
    /// Identifies as one of these audiences (role slugs).
    roles: Option<Vec<String>>,
    /// What else must hold, in words that no program checks.
    circumstances: Option<Vec<String>>,
}
