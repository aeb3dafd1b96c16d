//! Why an exam is in none of the paths.

use crate::graphql::objects::enums::ApiEnum;
use std::sync::Arc;

use async_graphql::{Result, SimpleObject};
use certgraph_macros::Fields;

use crate::advice::{
    Constraints, Profile,
    path::{self, PathGoal, PathOutcome},
};
use crate::catalogue::ExamName;
use crate::graphql::{
    objects::evidence::Evidence, objects::exam::ExamObject, objects::lookup, objects::view::View,
};

/// Computed paths with their inputs, for fields such as `whyNot`.
pub(crate) struct PathAnswer {
    pub(crate) view: View,
    pub(crate) goal: PathGoal,
    pub(crate) profile: Profile,
    pub(crate) constraints: Constraints,
    pub(crate) outcome: PathOutcome,
}

/// Why an exam is in none of the paths of an answer, or in which of them it is.
#[derive(SimpleObject, Fields)]
pub struct WhyNot {
    /// The exam that was asked about.
    exam: ExamObject,
    /// The reasons, at least one; what rules the exam out by itself comes first.
    reasons: Vec<WhyNotReason>,
}

/// One reason why an exam is in no path.
#[derive(SimpleObject, Fields)]
pub struct WhyNotReason {
    /// The rule that keeps it out.
    rule: ApiEnum<path::WhyNotRule>,
    /// The reason in a plain sentence. Example: `"AI-900 retired on 2026-06-30; AI-901 takes its
    /// place in path 1."`
    text: String,
    /// The rank of the path that the reason refers to. Null when it refers to none.
    path: Option<usize>,
    /// The exam that is taken in its place. Null when there is none.
    instead: Option<ExamObject>,
    /// Who says so; empty when it follows from the question alone.
    evidence: Vec<Evidence>,
}

/// Why an exam, by its code, is in none of the paths.
pub(crate) fn why_not(paths: &Arc<PathAnswer>, code: &str, vendor: Option<&str>) -> Result<WhyNot> {
    let view = &paths.view;
    let exam = lookup::known_exam(view, "exam", ExamName { vendor, code })?;
    let answer = path::why_not(
        &view.catalogue,
        paths.goal,
        &paths.profile,
        &paths.constraints,
        view.day,
        &paths.outcome,
        exam,
        &view.cancellation,
    );
    view.cancellation.check()?;
    let reason = |reason: path::WhyNotReason| WhyNotReason {
        rule: reason.rule.into(),
        text: reason.text,
        path: reason.path,
        instead: reason.instead.map(|exam| view.exam(exam)),
        evidence: view.evidence(&reason.evidence),
    };
    Ok(WhyNot {
        exam: view.exam(answer.exam),
        reasons: answer.reasons.into_iter().map(reason).collect(),
    })
}
