//! The conditions under which facts hold.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::catalogue::{self, ExamForm};
use crate::graphql::objects::scalars::Date;

/// What must be true for a fact to hold; all that is given. Who names nothing else asks about the exam
/// in English, in no region, as no member, in the form that can be booked, on the day asked about.
#[derive(SimpleObject, Fields, Debug, Clone)]
pub struct FactConditions {
    /// The credential is earned on this day or later. Example: `"2024-04-01"`. Null: on any day until
    /// `earnedBefore`.
    earned_from: Option<Date>,
    /// The credential is earned before this day. Example: `"2024-04-01"`. Null: on any day from
    /// `earnedFrom`.
    earned_before: Option<Date>,
    /// The exam is taken in this language, by its English name. Example: `"Japanese"`. Null: in any.
    language: Option<&'static str>,
    /// The exam is bought in this country, an ISO 3166-1 code, or in the European Union, `"EU"`.
    /// Example: `"IN"`. Null: anywhere.
    region: Option<String>,
    /// Whether the buyer is a member of the vendor's association. Null: it makes no difference.
    member: Option<bool>,
    /// The form in which the exam is taken. Null: in either.
    form: Option<ApiEnum<ExamForm>>,
}

impl FactConditions {
    /// The conditions of a fact; `None` when it always holds.
    pub(crate) fn of(conditions: &catalogue::FactConditions) -> Option<Self> {
        (!conditions.is_empty()).then(|| Self {
            earned_from: conditions.earned_from.map(Date),
            earned_before: conditions.earned_before.map(Date),
            language: conditions.language.map(catalogue::Language::name),
            region: conditions.region.map(|region| region.to_string()),
            member: conditions.member,
            form: conditions.form.map(ApiEnum),
        })
    }
}
