//! Applies the confidence limits that editors have set for the index as a source.

use crate::catalogue::{Confidence, Evidence, FactKind, Source};

use super::entry::Statements;

const NOTE: &str = "the catalogue trusts the index no further for facts of this kind";

/// Copies the limits of the stored source record, and lowers every confidence above them.
pub(super) fn keep_limits(statements: &mut Statements<'_>, stored: Option<&Source>) {
    let Some(stored) = stored.filter(|stored| !stored.limits.is_empty()) else {
        return;
    };
    statements.source.limits.clone_from(&stored.limits);
    let source = &statements.source;
    for statement in &mut statements.exams {
        for fact in &mut statement.facts {
            lower(&mut fact.evidence, source, FactKind::of(fact.name));
        }
        if let Some(blueprint) = &mut statement.blueprint {
            lower(&mut blueprint.evidence, source, FactKind::Outline);
        }
    }
    lower(&mut statements.evidence, source, FactKind::Other);
}

fn lower(evidence: &mut Evidence, source: &Source, kind: FactKind) {
    let limit = source.at_most(kind);
    if evidence.confidence < limit {
        evidence.confidence = limit;
        if limit == Confidence::Estimate && evidence.note.is_none() {
            evidence.note = Some(NOTE.to_owned());
        }
    }
}
