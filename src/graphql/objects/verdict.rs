//! Whether an exam is worth it for a person.

use crate::graphql::objects::enums::ApiEnum;
use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use crate::graphql::{
    objects::audience_rule::{AdvisedExam, AdvisedExams, AudienceRule, audience_rule},
    objects::evidence::{Evidence, Source},
    objects::exam::ExamObject,
    objects::view::View,
};
use crate::{
    advice::{self, Profile},
    catalogue::{Decision, ExamIndex},
};

/// The answer to "is this exam worth it for me?", right for the day, with everything that it rests
/// on.
#[derive(SimpleObject, Fields)]
pub struct Verdict {
    /// What to do.
    decision: ApiEnum<Decision>,
    /// True when a source judges the exam for such a person, or recommends it for their role;
    /// false when the decision follows from the profile and the catalogue's facts alone.
    judged: bool,
    /// The verdict and its reasons in a few sentences. Example:
    /// `"Take AIF-C01, then MLA-C01 instead of AI-102. …"`.
    summary: String,
    /// Every rule that fired, those that decide first. Never empty.
    rules: Vec<FiredRule>,
    /// What to take, in order: any one exam of each group, the exam itself included where it is to
    /// be taken. Exams are as sources name them, with what can be booked in their place on the
    /// day. Empty when the decision is `SKIP` or `NO_EVIDENCE`.
    take: Vec<AdvisedExams>,
    /// The exams to take before this one (`TAKE_LATER`) or in its place (`TAKE_INSTEAD`), in order.
    /// Each can be booked on the day; none is held, or of a vendor that the profile leaves out.
    /// Empty for `TAKE`, `SKIP` and `NO_EVIDENCE`, and where nothing that is advised can be booked on the day.
    alternatives: Vec<ExamObject>,
    /// The exams in `take` that cannot be booked on the day, and what takes their place.
    replacements: Vec<Replacement>,
    /// Rules of sources that depend only on circumstances which a profile cannot state: to be judged by
    /// the person. They never decide.
    unchecked: Vec<AudienceRule>,
    /// The sources of every rule and replacement, by key.
    sources: Vec<Source>,
}

/// A rule whose conditions hold for the person on the day.
#[derive(SimpleObject, Fields)]
pub struct FiredRule {
    /// What kind of rule it is.
    kind: ApiEnum<advice::RuleKind>,
    /// The key of the source's rule in the catalogue. Example: `"ai-102-azure-developer"`. Null
    /// for a rule that follows from the catalogue's facts.
    key: Option<String>,
    /// What the rule by itself advises; it may be outranked, or turned by what is held.
    decision: ApiEnum<Decision>,
    /// Whether the verdict follows from it; false for a rule that is outranked.
    decides: bool,
    /// The conditions that hold, in words. Example: `["holds AZ-204"]`. Empty for rules that
    /// follow from the catalogue's facts alone.
    matched: Vec<String>,
    /// What else the source expects of the person and a profile cannot state; to be judged by the
    /// person. Empty when there is nothing.
    circumstances: Vec<String>,
    /// The exam that the source judges, where that is an earlier one whose place this exam takes.
    /// Null when the rule is about the exam itself.
    said_of: Option<ExamObject>,
    /// Why, in a sentence.
    text: String,
    /// Who says so; empty when it follows from the profile alone.
    evidence: Vec<Evidence>,
}

/// That an exam which a source names cannot be booked on the day.
#[derive(SimpleObject, Fields)]
pub struct Replacement {
    /// The exam as the source names it.
    exam: ExamObject,
    /// What can be booked in its place; empty when nothing can on the day.
    by: Vec<ExamObject>,
    /// Why it cannot be booked, and what takes its place, in a sentence.
    because: String,
    /// Who says that the one ended and the other follows.
    evidence: Vec<Evidence>,
}

impl Replacement {
    /// What takes the place of each of these exams on the day; nothing for one that can be booked.
    pub(crate) fn of_exams(view: &View, exams: &[ExamIndex]) -> Vec<Self> {
        let replacements = exams
            .iter()
            .filter_map(|exam| advice::Replacement::of(&view.catalogue, *exam, &[], view.day));
        replacements.map(|item| Self::new(view, item)).collect()
    }

    fn new(view: &View, item: advice::Replacement) -> Self {
        Self {
            exam: view.exam(item.exam),
            by: view.exams(&item.by),
            because: item.because,
            evidence: view.evidence(&item.evidence),
        }
    }
}

/// Shows a verdict to clients.
pub(crate) fn verdict(view: &View, exam: ExamIndex, profile: &Profile) -> Verdict {
    let catalogue = &view.catalogue;
    let verdict = advice::verdict(catalogue, exam, profile, view.day);
    let group = |exams: &Vec<advice::AdvisedExam>| AdvisedExams {
        any_of: exams
            .iter()
            .map(|exam| AdvisedExam::with(view, exam.named, &exam.bookable))
            .collect(),
    };
    Verdict {
        decision: verdict.decision.into(),
        judged: verdict.judged,
        rules: verdict
            .rules
            .into_iter()
            .map(|rule| FiredRule {
                kind: rule.kind.into(),
                key: rule
                    .audience_rule
                    .map(|index| catalogue.audience_rule(index).record.key.to_string()),
                decision: rule.decision.into(),
                decides: rule.decides,
                matched: rule.matched,
                circumstances: rule.circumstances,
                said_of: rule.predecessor.map(|exam| view.exam(exam)),
                text: rule.text,
                evidence: view.evidence(&rule.evidence),
            })
            .collect(),
        take: verdict.take.iter().map(group).collect(),
        alternatives: view.exams(&verdict.alternatives),
        replacements: verdict
            .replacements
            .into_iter()
            .map(|item| Replacement::new(view, item))
            .collect(),
        unchecked: verdict
            .unchecked
            .iter()
            .map(|index| audience_rule(view, *index))
            .collect(),
        summary: verdict.summary,
        sources: view.sources(&verdict.sources),
    }
}
