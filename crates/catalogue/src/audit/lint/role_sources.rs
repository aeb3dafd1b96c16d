//! Roles that rest on a single source.

use std::collections::BTreeSet;

use super::Context;
use crate::audit::finding::{Finding, Lint};

pub(super) fn lint(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for role in context.catalogue.roles() {
        let record = &context.catalogue.role(role).record;
        let recommendations = record.recommendations.iter();
        let sources: BTreeSet<_> = recommendations
            .flat_map(|recommendation| &recommendation.evidence.sources)
            .collect();
        if sources.len() < 2 {
            let who = sources.iter().next();
            let who = who.map_or_else(|| "no source".to_owned(), |key| format!("only {key}"));
            let message = format!("{who} says what to take for it");
            let lint = Lint::RoleWithOneSource;
            findings.push(Finding::new(lint, &**record, "recommendation", message));
        }
    }
}
