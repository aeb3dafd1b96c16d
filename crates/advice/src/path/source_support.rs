//! The support of a recommendation: how many sources give it, and how good they are.

use std::collections::BTreeMap;

use super::{calendar::PathTime, objective::support_points, problem::Question};
use catalogue::{Day, ExamIndex, RoleIndex, RoleRecommendation, SourceKey};

/// The support of a recommendation, ordered by points, then number of sources, then newest
/// statement.
///
/// Each source counts once, by its best statement: 5 points if official, one less for each weaker
/// class of confidence, 1 for an estimate. Statements without a source count zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct SourceSupport {
    pub(super) points: u32,
    pub(super) sources: usize,
    newest: Option<Day>,
}

impl SourceSupport {
    pub(super) fn of<'r>(statements: impl Iterator<Item = &'r RoleRecommendation>) -> Self {
        let mut best: BTreeMap<&SourceKey, u32> = BTreeMap::new();
        let mut newest = None;
        for statement in statements {
            let evidence = &statement.evidence;
            newest = newest.max(Some(evidence.as_of.latest()));
            for source in &evidence.sources {
                let points = best.entry(source).or_default();
                *points = (*points).max(support_points(evidence.confidence));
            }
        }
        Self {
            points: best
                .values()
                .fold(0, |sum, points| sum.saturating_add(*points)),
            sources: best.len(),
            newest,
        }
    }

    /// The sources that recommend anything for a role.
    pub(super) fn of_role(question: Question<'_>, role: RoleIndex) -> Self {
        let record = &question.catalogue.role(role).record;
        Self::of(record.recommendations.iter())
    }

    /// The sources that recommend all of these exams, in this order if they give one: for the whole
    /// role, or for a special focus.
    ///
    /// Each exam has the time at which study for it begins. A source that names an exam which is
    /// not bookable then counts for its substitute.
    pub(super) fn of_sequence(
        question: Question<'_>,
        role: RoleIndex,
        exams: &[(ExamIndex, PathTime)],
        focus: Option<&str>,
    ) -> Self {
        let names = |named: &[ExamIndex], (exam, begin): (ExamIndex, PathTime)| {
            named.iter().any(|named| {
                *named == exam
                    || question.line_after(*named).contains(&exam)
                        && (!question.is_bookable_first(*named)
                            || question
                                .substitutes(*named, begin, |exam| question.credit(exam))
                                .contains(&exam))
            })
        };
        let entry = question.catalogue.role(role);
        let statements = entry.record.recommendations.iter();
        let statements = statements.zip(&entry.recommendations);
        Self::of(
            statements
                .filter(|(record, steps)| {
                    let mut wanted = record
                        .steps
                        .iter()
                        .zip(*steps)
                        .filter(|(step, _)| !step.optional && !step.held)
                        .map(|(_, named)| named);
                    record.focus.as_deref() == focus
                        && !exams.is_empty()
                        && if record.ordered {
                            exams
                                .iter()
                                .all(|exam| wanted.any(|named| names(named, *exam)))
                        } else {
                            let wanted: Vec<&Vec<ExamIndex>> = wanted.collect();
                            exams
                                .iter()
                                .all(|exam| wanted.iter().any(|named| names(named, *exam)))
                        }
                })
                .map(|(record, _)| record),
        )
    }
}
