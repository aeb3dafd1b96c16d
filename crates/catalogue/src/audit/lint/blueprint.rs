//! Blueprints that are outdated or rest on a single copy.

use super::Context;
use crate::{
    audit::finding::{Finding, Lint},
    blueprint::{Blueprint, WeightsPublished},
    entry::ExamEntry,
    fact::{FactName, FactValue},
    source::{Confidence, SourceKind},
};

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, exam) in context.exams().filter(|(_, exam)| context.is_open(exam)) {
        let Some(blueprint) = exam.blueprint(context.day()) else {
            continue;
        };
        findings.extend(behind(context, exam, blueprint));
        if context.recommended.contains(&index) {
            findings.extend(from_one_source(context, exam, blueprint));
        }
    }
}

/// A blueprint that began before the last known blueprint change.
fn behind(context: &Context<'_>, exam: &ExamEntry, blueprint: &Blueprint) -> Option<Finding> {
    let changes = exam.facts(FactName::OutlineChangedOn);
    let changes = changes.filter_map(|fact| match fact.value() {
        Some(FactValue::Date(date)) => Some(*date),
        _ => None,
    });
    let past = changes.filter(|change| change.latest() <= context.day());
    let last = past.max_by_key(|change| change.latest())?;
    (last.earliest() > blueprint.effective_from.latest()).then(|| {
        let message = format!(
            "the blueprint in force is of {}, and the vendor changed it on {last}",
            blueprint.effective_from
        );
        let field = format!("blueprint[{}]", blueprint.version);
        let lint = Lint::OutlineBehindChange;
        Finding::new(lint, &*exam.record, field, message)
    })
}

/// Official weights that rest on a single source which is not the vendor's text.
fn from_one_source(
    context: &Context<'_>,
    exam: &ExamEntry,
    blueprint: &Blueprint,
) -> Option<Finding> {
    let [only] = &blueprint.evidence.sources[..] else {
        return None;
    };
    let source = context.catalogue.source(only)?;
    let is_copy = matches!(source.kind, SourceKind::Repository | SourceKind::Article);
    let claims = blueprint.weights == WeightsPublished::Published
        && blueprint.evidence.confidence <= Confidence::Reputable;
    (is_copy && claims).then(|| {
        let message = format!(
            "the weights stand in \"{}\" alone, which is not the vendor's text, and claim {}",
            source.title,
            blueprint.evidence.confidence.word()
        );
        let field = format!("blueprint[{}]", blueprint.version);
        let lint = Lint::OutlineFromOneSource;
        Finding::new(lint, &*exam.record, field, message)
    })
}
