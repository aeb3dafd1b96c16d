//! For whom an exam is worth it.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::catalogue::{AudienceRuleIndex, Decision, ExamIndex, Experience};
use crate::graphql::{objects::evidence::Evidence, objects::exam::ExamObject, objects::view::View};

/// A rule that a source gives: for this audience the exam is or is not worth it.
#[derive(SimpleObject, Fields)]
pub struct AudienceRule {
    /// Names the rule. Example: `"ai-102-azure-developer"`.
    key: String,
    /// The audience, in words. Example: `"Azure developer or cloud engineer"`.
    audience: String,
    /// What it advises.
    decision: ApiEnum<Decision>,
    /// Why, in short.
    reasons: Vec<String>,
    /// What must hold of the person, in words; empty when the audience says it all.
    circumstances: Vec<String>,
    /// Degrees of experience for which it holds; empty when it holds for all.
    experience: Vec<ApiEnum<Experience>>,
    /// What the source says to take, in order: any one exam of each group. Exams are as the source
    /// names them, with what can be booked in their place on the day.
    take: Vec<AdvisedExams>,
    /// Who says so, when, and how far it can be trusted.
    evidence: Evidence,
}

/// Alternatives that a source advises.
#[derive(SimpleObject, Fields)]
pub struct AdvisedExams {
    /// Any one of these.
    pub(crate) any_of: Vec<AdvisedExam>,
}

/// An exam that a source advises, with what can be booked in its place on the day.
#[derive(SimpleObject, Fields)]
pub struct AdvisedExam {
    /// The exam as the source names it; it may be retired.
    named: ExamObject,
    /// What can be booked on the day: the exam itself, or its successors when it is gone; empty
    /// when nothing can.
    bookable: Vec<ExamObject>,
}

impl AdvisedExam {
    pub(crate) fn new(view: &View, named: ExamIndex) -> Self {
        let bookable = view.catalogue.bookable_substitutes(named, view.day);
        Self::with(view, named, &bookable)
    }

    pub(crate) fn with(view: &View, named: ExamIndex, bookable: &[ExamIndex]) -> Self {
        Self {
            named: view.exam(named),
            bookable: view.exams(bookable),
        }
    }
}

/// The rules that judge an exam.
pub(crate) fn audience_rules(view: &View, exam: ExamIndex) -> Vec<AudienceRule> {
    let rules = view.catalogue.exam(exam).audience_rules.iter();
    rules.map(|index| audience_rule(view, *index)).collect()
}

/// One rule.
pub(crate) fn audience_rule(view: &View, index: AudienceRuleIndex) -> AudienceRule {
    let entry = view.catalogue.audience_rule(index);
    let record = &entry.record;
    let exam = |named: &ExamIndex| AdvisedExam::new(view, *named);
    let group = |exams: &Vec<ExamIndex>| AdvisedExams {
        any_of: exams.iter().map(exam).collect(),
    };
    AudienceRule {
        key: record.key.to_string(),
        audience: record.audience.clone(),
        decision: record.decision.into(),
        reasons: record.reasons.clone(),
        circumstances: record.when.circumstances.clone(),
        experience: (record.when.experience.iter().copied().map(ApiEnum)).collect(),
        take: entry.take.iter().map(group).collect(),
        evidence: Evidence::new(&view.catalogue, &record.evidence),
    }
}
