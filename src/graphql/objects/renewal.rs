//! Renewals of credentials.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::{InputObject, Result, SimpleObject};
use certgraph_macros::Fields;

use crate::graphql::{
    objects::connection::{bad_argument, check_length},
    objects::evidence::Evidence,
    objects::exam::ExamObject,
    objects::lookup,
    objects::scalars::Date,
    objects::values::MoneyRange,
    objects::view::View,
};
use crate::{
    advice::{self, HeldExam},
    catalogue::FactName,
};

/// An exam that a person has passed.
#[derive(InputObject, Debug, Clone, PartialEq)]
pub struct HeldExamInput {
    /// The exam's code, or `vendor/code` where a code is ambiguous. Example: `"AI-102"`.
    exam: String,
    /// The day on which it was passed or last renewed. Example: `"2025-11-03"`.
    earned_on: Date,
}

/// When one credential has to be renewed, and whether it still can be.
#[derive(SimpleObject, Fields)]
pub struct RenewalItem {
    /// The exam that was passed.
    exam: ExamObject,
    /// The day on which it was passed or last renewed.
    earned_on: Date,
    /// The newer version of the exam among those held that earned the same certification since: the
    /// item's dates are counted from it. Null when none did.
    extended_by: Option<ExamObject>,
    /// The newer versions of the exam that can be booked on the day and earn the same certification:
    /// passing one renews it. Example: for SY0-601, SY0-701. Empty when there are none.
    newer_versions: Vec<ExamObject>,
    /// The state of the credential on the day.
    state: ApiEnum<advice::RenewalState>,
    /// The state in a sentence.
    summary: String,
    /// The last day on which it is valid. Null when it never expires or no source states it.
    expires_on: Option<Date>,
    /// The first day on which it can be renewed. Null when no source states it.
    opens_on: Option<Date>,
    /// The last day on which it can be renewed: the day of expiry, or the last day of the
    /// credential when it retires before. Null when the day of expiry is not known.
    closes_on: Option<Date>,
    /// The ways to renew. Example: `["online assessment on Microsoft Learn"]`. Empty when not known.
    ways: Vec<String>,
    /// What a renewal costs. Null when it is not known, which is not the same as free; an amount
    /// of zero is free.
    cost: Option<MoneyRange>,
    /// The last day on which the credential can be earned, when that takes the renewal away or
    /// cuts it short. Null when it does not.
    retires_on: Option<Date>,
    /// What can be booked on the day in its place; only when the renewal is past, cut short or
    /// taken away.
    instead: Vec<ExamObject>,
    /// What no source states. Example: `[RENEWAL_WINDOW]`.
    missing: Vec<ApiEnum<FactName>>,
    /// Who says so, by the fact that each date or figure is read from.
    evidence: Vec<RenewalEvidence>,
}

/// Who says something about a renewal.
#[derive(SimpleObject, Fields)]
pub struct RenewalEvidence {
    /// The fact.
    fact: ApiEnum<FactName>,
    /// Who says so, when, and how far it can be trusted. A note can name exceptions.
    evidence: Evidence,
}

/// The renewals of the exams that a person holds, in the order of the argument.
pub(crate) fn renewal_plan(view: &View, held: &[HeldExamInput]) -> Result<Vec<RenewalItem>> {
    let passed = held_exams(view, "held", held)?;
    let items = passed.iter().enumerate().map(|(place, held)| {
        let item = advice::renewal(&view.catalogue, *held, &passed, view.day)
            .map_err(|fault| bad_argument(&format!("held[{place}].earnedOn"), fault))?;
        Ok(shown(view, item))
    });
    items.collect()
}

/// The exams that a person holds.
pub(crate) fn held_exams(
    view: &View,
    argument: &str,
    held: &[HeldExamInput],
) -> Result<Vec<HeldExam>> {
    check_length(argument, "exams", held)?;
    let exams = held.iter().enumerate().map(|(place, input)| {
        let argument = format!("{argument}[{place}].exam");
        let exam = lookup::known_exam(view, &argument, input.exam.as_str().into())?;
        let earned_on = input.earned_on.0;
        Ok(HeldExam { exam, earned_on })
    });
    exams.collect()
}

fn shown(view: &View, item: advice::RenewalItem) -> RenewalItem {
    let evidence = item
        .evidence
        .iter()
        .map(|(fact, evidence)| RenewalEvidence {
            fact: ApiEnum(*fact),
            evidence: Evidence::new(&view.catalogue, evidence),
        });
    RenewalItem {
        exam: view.exam(item.held.exam),
        earned_on: Date(item.held.earned_on),
        extended_by: item.extended_by.map(|newer| view.exam(newer.exam)),
        newer_versions: view.exams(&item.newer_versions),
        state: item.state.into(),
        evidence: evidence.collect(),
        summary: item.summary,
        expires_on: item.expires_on.map(Date),
        opens_on: item.opens_on.map(Date),
        closes_on: item.closes_on.map(Date),
        ways: item.ways,
        cost: item.cost.map(Into::into),
        retires_on: item.retires_on.map(Date),
        instead: view.exams(&item.instead),
        missing: item.missing.iter().copied().map(ApiEnum).collect(),
    }
}
