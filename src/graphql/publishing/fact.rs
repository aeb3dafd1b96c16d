//! Facts as editors write them.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{InputObject, OneofObject};
use serde::Serialize;

use super::source::EvidenceInput;
use crate::catalogue::{AbsenceReason, ExamForm, Experience, FactName};

/// One statement about an exam. It has either a value or the reason why there is none.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct FactInput {
    /// What it is about. Example: `FEE`.
    name: ApiEnum<FactName>,
    /// Sets facts of one name apart, such as the job market that a pay figure describes.
    /// Example: `"Germany"`. Null: there is nothing to set apart.
    about: Option<String>,
    /// For whom it holds. Null: for everybody.
    experience: Option<ApiEnum<Experience>>,
    /// What must be true for it to hold; all of it. Null: it always holds.
    conditions: Option<FactConditionsInput>,
    /// The value. Null when there is none; then say why in `absent`.
    value: Option<FactValueInput>,
    /// Why there is no value. Null when there is one.
    absent: Option<ApiEnum<AbsenceReason>>,
    /// Who says so.
    evidence: EvidenceInput,
}

/// What must be true for a fact to hold; all that is given.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct FactConditionsInput {
    /// The credential is earned on this day or later. Only for `VALIDITY` and the `RENEWAL` facts.
    /// Example: `"2024-04-01"`.
    earned_from: Option<String>,
    /// The credential is earned before this day. Only for `VALIDITY` and the `RENEWAL` facts.
    /// Example: `"2024-04-01"`.
    earned_before: Option<String>,
    /// The exam is taken in this language: its English name or a BCP 47 tag. Not for `LANGUAGES`.
    /// Example: `"Japanese"`.
    language: Option<String>,
    /// The exam is bought in this country, an ISO 3166-1 code, or in the European Union, `"EU"`. Only
    /// for prices and the terms of booking. Example: `"IN"`.
    region: Option<String>,
    /// Whether the buyer is a member of the vendor's association. Only for prices and retakes.
    member: Option<bool>,
    /// The form in which the exam is taken. Only for prices, the format and the last days.
    form: Option<ApiEnum<ExamForm>>,
}

/// The value of a fact, in the shape that its name demands; the same notation as in catalogue files.
#[derive(OneofObject, Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum FactValueInput {
    /// An amount `"165.00 USD"`, a quantity with its unit `"60..100 hours"`, a passing score
    /// `"700 of 1..1000"`, a date `"2026-06-30"`, a level `"ASSOCIATE"` or a short text.
    Text(String),
    /// Several short texts, such as languages. Example: `["en", "de"]`.
    List(Vec<String>),
    /// Yes or no.
    Flag(bool),
}
