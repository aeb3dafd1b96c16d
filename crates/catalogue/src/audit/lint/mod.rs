//! The lints, one file for each thing that can go wrong.

mod condition;
mod confidence;
mod dates;
mod ending;
mod gaps;
mod outline;
mod role_sources;
mod status;
mod title;

use std::collections::BTreeSet;

use super::{AuditQuestion, finding::Finding};
use crate::{
    date::Day,
    fact::{Fact, FactName},
    snapshot::{Catalogue, ExamEntry, ExamIndex},
};

/// For how many days before an exam's end its roles and its line of succession have to be in order.
const LAST_DAYS: i64 = 60;

/// Looks for something in a catalogue.
type Look = fn(&Sight<'_>, &mut Vec<Finding>);

/// Every lint's search.
const LOOKS: [Look; 9] = [
    status::look,
    ending::look,
    dates::look,
    condition::look,
    title::look,
    gaps::look,
    outline::look,
    role_sources::look,
    confidence::look,
];

/// What the lints see.
struct Sight<'a> {
    catalogue: &'a Catalogue,
    question: AuditQuestion,
    /// The exams to which recommendations for roles lead on the day: those that are named, or what
    /// stands in for them.
    recommended: BTreeSet<ExamIndex>,
}

/// What every lint finds.
pub(super) fn run(catalogue: &Catalogue, question: AuditQuestion) -> Vec<Finding> {
    let roles = catalogue.roles().map(|role| catalogue.role(role));
    let named = roles.flat_map(|role| role.recommendations.iter().flatten().flatten());
    let recommended = named
        .flat_map(|exam| catalogue.bookable_stand_ins(*exam, question.day))
        .collect();
    let sight = Sight {
        catalogue,
        question,
        recommended,
    };
    let mut findings = Vec::new();
    for look in LOOKS {
        look(&sight, &mut findings);
    }
    findings
}

impl<'a> Sight<'a> {
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

/// The place of a fact in messages and findings.
fn fact_field(name: FactName) -> String {
    format!("facts[{}]", name.key())
}
