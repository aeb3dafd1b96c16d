//! Prerequisites.

use async_graphql::SimpleObject;
use certgraph_macros::Fields;

use super::{
    closed_sets::{Experience, PrerequisiteKind},
    evidence::{Evidence, Source},
    exam::ExamObject,
    view::View,
};
use crate::catalogue::ExamIndex;

/// What should be held before an exam: any one of these exams. All groups of an exam count.
#[derive(SimpleObject, Fields)]
pub struct PrerequisiteGroup {
    /// How binding the group is.
    kind: PrerequisiteKind,
    /// The alternatives, the advised one first; retired exams are listed too.
    any_of: Vec<ExamObject>,
    /// For whom a recommendation holds; empty when it holds for everybody.
    experience: Vec<Experience>,
    /// What should be known about it. Null when there is nothing to add.
    note: Option<String>,
    /// The leading source that says so. Null for an estimate without one.
    source: Option<Source>,
    /// Who says so, when, and how far it can be trusted.
    evidence: Evidence,
}

/// The prerequisite groups of an exam.
pub(super) fn groups(view: &View, exam: ExamIndex) -> Vec<PrerequisiteGroup> {
    let catalogue = &view.catalogue;
    let entry = catalogue.exam(exam);
    let groups = entry.record.prerequisites.iter().zip(&entry.prerequisites);
    groups
        .map(|(record, exams)| PrerequisiteGroup {
            kind: record.kind.into(),
            any_of: exams
                .iter()
                .map(|index| ExamObject {
                    view: view.clone(),
                    index: *index,
                })
                .collect(),
            experience: record
                .experience
                .iter()
                .map(|step| (*step).into())
                .collect(),
            note: record.evidence.note.clone(),
            source: record
                .evidence
                .sources
                .first()
                .and_then(|key| catalogue.source(key))
                .map(Source::from),
            evidence: Evidence::new(catalogue, &record.evidence),
        })
        .collect()
}
