//! A path in a sentence or two, and the sources that all of it rests on.

use std::collections::BTreeSet;

use super::answer::{CertificationPath, Figure};
use crate::{
    advice::{Constraints, Profile, WeeklyHours},
    catalogue::{
        Catalogue, Circumstances, Evidence, ExamIndex, Fact, FactName, FactValue, SourceKey,
        served, whole_range,
    },
};

impl CertificationPath {
    /// The path in a sentence or two, for whoever studies at a pace.
    pub fn summary(&self, catalogue: &Catalogue, pace: WeeklyHours) -> String {
        if self.steps.is_empty() {
            return "Nothing is left to take: what is held reaches the goal already.".to_owned();
        }
        let code = |exam| catalogue.exam(exam).record.code.as_str();
        let codes: Vec<&str> = self.steps.iter().map(|step| code(step.exam)).collect();
        let missing = |figure| {
            let mut missing = self.totals.missing.iter();
            missing.any(|missing| missing.figure == figure)
        };
        let least = |figure| if missing(figure) { "at least " } else { "" };
        let fees = self.totals.fees.map_or_else(
            || "fees not known".to_owned(),
            |fees| format!("{}{fees} in fees", least(Figure::Fee)),
        );
        let hours = self.totals.study_hours.map_or_else(
            || "study time not known".to_owned(),
            |hours| {
                let (min, max) = whole_range(hours);
                let range = if min == max {
                    min.to_string()
                } else {
                    format!("{min} to {max}")
                };
                let least = least(Figure::StudyHours);
                format!("{least}{range} hours of study")
            },
        );
        let finish = self.steps.last().and_then(|step| step.finishes_on);
        let done = finish.map_or_else(String::new, |finish| {
            format!(", done by {finish} at {} hours a week", pace.hours())
        });
        format!("Take {}: {fees}, {hours}{done}.", codes.join(", then "))
    }

    /// The sources of every reason and every figure of the steps, each once, by key, as an answer
    /// to whoever asked with this profile under these constraints.
    pub fn sources<'c>(
        &'c self,
        catalogue: &'c Catalogue,
        profile: &Profile,
        constraints: &Constraints,
    ) -> Vec<&'c SourceKey> {
        let mut sources = BTreeSet::new();
        for step in &self.steps {
            let reasons = step.reasons.iter();
            let reasons = reasons.flat_map(|reason| reason.evidence(catalogue));
            let figures = figure_evidence(catalogue, step.exam, profile, constraints);
            for evidence in reasons.chain(figures) {
                sources.extend(&evidence.sources);
            }
        }
        sources.into_iter().collect()
    }
}

fn figure_evidence<'c>(
    catalogue: &'c Catalogue,
    exam: ExamIndex,
    profile: &Profile,
    constraints: &Constraints,
) -> impl Iterator<Item = &'c Evidence> {
    let entry = catalogue.exam(exam);
    let fee = entry.fee(constraints.currency);
    let says_fee = |fact: &&Fact| match (fact.value(), fee) {
        (Some(FactValue::Money(range)), Some(fee)) => {
            fact.about.is_none() && range.min() == fee && range.max() == fee
        }
        _ => false,
    };
    let fee = served(
        entry.facts(FactName::Fee).filter(says_fee),
        &Circumstances::default(),
    );
    let hours = entry.study_hours_fact(profile.experience);
    fee.into_iter().chain(hours).map(|fact| &fact.evidence)
}
