//! Confidence classes that the sources do not support.

use super::{Context, fact_field};
use crate::{
    audit::finding::{Finding, Lint},
    fact_kind::FactKind,
    source::{Confidence, Evidence, SourceKind},
};

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, exam) in context.exams() {
        let facts = exam.record.facts.iter();
        let facts = facts.map(|fact| {
            let kind = FactKind::of(fact.name);
            (fact_field(fact.name), kind, &fact.evidence)
        });
        let blueprints = exam.record.blueprints.iter().map(|blueprint| {
            let field = format!("blueprint[{}]", blueprint.version);
            (field, FactKind::Outline, &blueprint.evidence)
        });
        for (field, kind, evidence) in facts.chain(blueprints) {
            let found = [
                above_limit(context, kind, evidence),
                without_vendors_text(context, evidence),
            ];
            for (lint, message) in found.into_iter().flatten() {
                findings.push(Finding::new(lint, &*exam.record, &*field, message));
            }
        }
    }
}

/// The leading source is limited below the class. Validation rejects statements that rest on
/// limited sources alone; here another source supports the class, and should lead.
fn above_limit(
    context: &Context<'_>,
    kind: FactKind,
    evidence: &Evidence,
) -> Option<(Lint, String)> {
    let source = context.catalogue.source(evidence.sources.first()?)?;
    let limit = source.limit(kind)?;
    (evidence.confidence < limit.at_most).then(|| {
        let message = format!(
            "claims {}, and its leading source \"{}\" is trusted to {} at most ({})",
            evidence.confidence.word(),
            source.title,
            limit.at_most.word(),
            limit.note
        );
        (Lint::ClassAboveLimit, message)
    })
}

fn without_vendors_text(context: &Context<'_>, evidence: &Evidence) -> Option<(Lint, String)> {
    let mut sources = evidence
        .sources
        .iter()
        .filter_map(|key| context.catalogue.source(key));
    let is_vendors =
        |kind: SourceKind| matches!(kind, SourceKind::Official | SourceKind::OfficialCopy);
    (evidence.confidence == Confidence::Official && !sources.any(|source| is_vendors(source.kind)))
        .then(|| {
            let message = "claims OFFICIAL, and no source of it is the vendor's text".to_owned();
            (Lint::OfficialWithoutVendorsText, message)
        })
}
