//! What editors should check first.

use async_graphql::{Result, SimpleObject};
use certgraph_macros::Fields;

use crate::advice::path;
use crate::catalogue::FactName;
use crate::graphql::{
    engine::request_context::RequestContext,
    error_code::ErrorCode,
    objects::connection::{CursorScope, Page, PageArguments, page},
    objects::enums::ApiEnum,
    objects::evidence::Evidence,
    objects::exam::ExamObject,
    objects::role::RoleObject,
    objects::view::View,
};

/// A fact that decides canonical answers: with a plausible other value of it, all else equal, another
/// path is first.
#[derive(SimpleObject, Fields)]
pub struct ReviewItem {
    /// The exam.
    exam: ExamObject,
    /// What the fact is about. Example: `FEE`.
    fact: ApiEnum<FactName>,
    /// Whether there is no value: then it should be found, not checked.
    missing: bool,
    /// How many canonical answers it decides. Example: `16`.
    answers: usize,
    /// How many canonical answers there are: roles times eight profiles, less those without a path.
    /// Example: `504`.
    total_answers: usize,
    /// The roles of the answers that it decides, by slug.
    roles: Vec<RoleObject>,
    /// The days since the last day for which it is known to hold. Example: `102`. Null when it is
    /// missing.
    age_days: Option<i64>,
    /// Who states it, or why there is no value. Null when nobody says anything.
    evidence: Option<Evidence>,
}

/// A page of the review queue.
pub(crate) fn review_queue(
    scope: &RequestContext,
    view: &View,
    arguments: &PageArguments,
) -> Result<Page<ReviewItem>> {
    scope.caller().require_editor()?;
    let (catalogue, reviews) = (&scope.moment.catalogue, &scope.services.reviews);
    let queue = reviews.queue(catalogue, view.day, &view.cancellation);
    let queue = queue.ok_or_else(|| {
        ErrorCode::Timeout.error(
            "The review queue was not finished in time. What was computed is kept: ask again.",
        )
    })?;
    let keys = queue.items.iter().map(|item| key(view, item));
    let mut items: Vec<(Vec<u8>, &path::ReviewItem)> = keys.zip(&queue.items).collect();
    items.sort_by(|(one, _), (other, _)| one.cmp(other));
    let list = CursorScope::new("reviewQueue", &view.as_of);
    page(items, arguments, list, |item| {
        let entry = view.catalogue.exam(item.exam);
        let stated = item.fact.map(|fact| &entry.record.facts[fact].evidence);
        ReviewItem {
            exam: view.exam(item.exam),
            fact: item.name.into(),
            missing: item.is_missing,
            answers: item.answers,
            total_answers: queue.answers,
            roles: item.roles.iter().map(|role| view.role(*role)).collect(),
            age_days: item.age_days,
            evidence: stated.map(|evidence| Evidence::new(&view.catalogue, evidence)),
        }
    })
}

/// The sort key of an item: most answers first, then the oldest, then by exam and fact.
fn key(view: &View, item: &path::ReviewItem) -> Vec<u8> {
    let answers = u64::MAX - item.answers as u64;
    let age = item.age_days.and_then(|days| u64::try_from(days).ok());
    let age = age.map_or(u64::MAX, |days| u64::MAX - 1 - days);
    let exam = view.catalogue.exam(item.exam).record.key();
    let mut key = [answers.to_be_bytes(), age.to_be_bytes()].concat();
    key.extend(format!("{exam} {} {:?}", item.name, item.fact).into_bytes());
    key
}
