//! Confidence classes that the sources do not support.

use super::{Sight, fact_field};
use crate::{
    audit::finding::{Finding, Lint},
    fact_kind::FactKind,
    source::{Confidence, Evidence, SourceKind},
};

pub(super) fn look(sight: &Sight<'_>, findings: &mut Vec<Finding>) {
    for (_, exam) in sight.exams() {
        let facts = exam.record.facts.iter();
        let facts = facts.map(|fact| {
            let kind = FactKind::of(fact.name);
            (fact_field(fact.name), kind, &fact.evidence)
        });
        let outlines = exam.record.blueprints.iter().map(|outline| {
            let field = format!("blueprint[{}]", outline.version);
            (field, FactKind::Outline, &outline.evidence)
        });
        for (field, kind, evidence) in facts.chain(outlines) {
            let found = [
                above_limit(sight, kind, evidence),
                without_vendors_text(sight, evidence),
            ];
            for (lint, message) in found.into_iter().flatten() {
                findings.push(Finding::new(lint, &*exam.record, &*field, message));
            }
        }
    }
}

/// The leading source is limited below the class. Validation rejects statements that rest on
/// limited sources alone; here another source supports the class, and should lead.
fn above_limit(sight: &Sight<'_>, kind: FactKind, evidence: &Evidence) -> Option<(Lint, String)> {
    let source = sight.catalogue.source(evidence.sources.first()?)?;
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

fn without_vendors_text(sight: &Sight<'_>, evidence: &Evidence) -> Option<(Lint, String)> {
    let mut sources = evidence
        .sources
        .iter()
        .filter_map(|key| sight.catalogue.source(key));
    let is_vendors =
        |kind: SourceKind| matches!(kind, SourceKind::Official | SourceKind::OfficialCopy);
    (evidence.confidence == Confidence::Official && !sources.any(|source| is_vendors(source.kind)))
        .then(|| {
            let message = "claims OFFICIAL, and no source of it is the vendor's text".to_owned();
            (Lint::OfficialWithoutVendorsText, message)
        })
}
