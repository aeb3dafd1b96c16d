//! Blueprints that are outdated or rest on a single copy.

use super::Sight;
use crate::{
    audit::finding::{Finding, Lint},
    blueprint::{Blueprint, WeightsPublished},
    fact::{FactName, FactValue},
    snapshot::ExamEntry,
    source::{Confidence, SourceKind},
};

pub(super) fn look(sight: &Sight<'_>, findings: &mut Vec<Finding>) {
    for (index, exam) in sight.exams().filter(|(_, exam)| sight.is_open(exam)) {
        let Some(outline) = exam.blueprint(sight.day()) else {
            continue;
        };
        findings.extend(behind(sight, exam, outline));
        if sight.recommended.contains(&index) {
            findings.extend(from_one_source(sight, exam, outline));
        }
    }
}

/// A blueprint that began before the last known blueprint change.
fn behind(sight: &Sight<'_>, exam: &ExamEntry, outline: &Blueprint) -> Option<Finding> {
    let changes = exam.facts(FactName::OutlineChangedOn);
    let changes = changes.filter_map(|fact| match fact.value() {
        Some(FactValue::Date(date)) => Some(*date),
        _ => None,
    });
    let past = changes.filter(|change| change.latest() <= sight.day());
    let last = past.max_by_key(|change| change.latest())?;
    (last.earliest() > outline.effective_from.latest()).then(|| {
        let message = format!(
            "the outline in force is of {}, and the vendor changed it on {last}",
            outline.effective_from
        );
        let field = format!("blueprint[{}]", outline.version);
        let lint = Lint::OutlineBehindChange;
        Finding::new(lint, &*exam.record, field, message)
    })
}

/// Official weights that rest on a single source which is not the vendor's text.
fn from_one_source(sight: &Sight<'_>, exam: &ExamEntry, outline: &Blueprint) -> Option<Finding> {
    let [only] = &outline.evidence.sources[..] else {
        return None;
    };
    let source = sight.catalogue.source(only)?;
    let is_copy = matches!(source.kind, SourceKind::Repository | SourceKind::Article);
    let claims = outline.weights == WeightsPublished::Published
        && outline.evidence.confidence <= Confidence::Reputable;
    (is_copy && claims).then(|| {
        let message = format!(
            "the weights stand in \"{}\" alone, which is not the vendor's text, and claim {}",
            source.title,
            outline.evidence.confidence.word()
        );
        let field = format!("blueprint[{}]", outline.version);
        let lint = Lint::OutlineFromOneSource;
        Finding::new(lint, &*exam.record, field, message)
    })
}
