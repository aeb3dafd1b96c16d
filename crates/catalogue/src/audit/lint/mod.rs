//! The lints, one file for each subject.

mod blueprint;
mod condition;
mod confidence;
mod dates;
mod ending;
mod gaps;
mod role_sources;
mod status;
mod title;

use std::collections::BTreeSet;

use super::{AuditQuestion, finding::Finding};
use crate::{
    date::Day,
    entry::ExamEntry,
    fact::{Fact, FactName},
    index::ExamIndex,
    snapshot::Catalogue,
};

/// The number of days before an exam's end from which roles and successors are checked.
const LAST_DAYS: i64 = 60;

/// A lint: appends its findings.
type LintFn = fn(&Context<'_>, &mut Vec<Finding>);

/// Every lint.
const LINTS: [LintFn; 9] = [
    status::lint,
    ending::lint,
    dates::lint,
    condition::lint,
    title::lint,
    gaps::lint,
    blueprint::lint,
    role_sources::lint,
    confidence::lint,
];

/// The input of the lints.
struct Context<'a> {
    catalogue: &'a Catalogue,
    question: AuditQuestion,
    /// The exams that role recommendations lead to on the day: the named ones or their bookable
    /// substitutes.
    recommended: BTreeSet<ExamIndex>,
}

/// The findings of every lint.
pub(super) fn run(catalogue: &Catalogue, question: AuditQuestion) -> Vec<Finding> {
    let roles = catalogue.roles().map(|role| catalogue.role(role));
    let named = roles.flat_map(|role| role.recommendations.iter().flatten().flatten());
    let recommended = named
        .flat_map(|exam| catalogue.bookable_substitutes(*exam, question.day))
        .collect();
    let context = Context {
        catalogue,
        question,
        recommended,
    };
    let mut findings = Vec::new();
    for lint in LINTS {
        lint(&context, &mut findings);
    }
    findings
}

impl<'a> Context<'a> {
    fn exams(&self) -> impl Iterator<Item = (ExamIndex, &'a ExamEntry)> + use<'a> {
        let catalogue = self.catalogue;
        catalogue.exams().map(|exam| (exam, catalogue.exam(exam)))
    }

    fn day(&self) -> Day {
        self.question.day
    }

    /// Whether an exam can be booked on the day.
    fn is_open(&self, exam: &ExamEntry) -> bool {
        exam.is_bookable(self.day())
    }

    /// The titles of the sources of a fact, for messages.
    fn sources(&self, fact: &Fact) -> String {
        let keys = fact.evidence.sources.iter();
        let titles = keys.filter_map(|key| self.catalogue.source(key));
        let titles: Vec<String> = titles
            .map(|source| format!("\"{}\"", source.title))
            .collect();
        if titles.is_empty() {
            "an estimate of this catalogue".to_owned()
        } else {
            titles.join(", ")
        }
    }
}

/// The path of a fact in messages and findings.
fn fact_field(name: FactName) -> String {
    format!("facts[{}]", name.key())
}
