//! A path in a sentence or two, and the sources that all of it rests on.

use std::{cmp::Reverse, collections::BTreeSet};

use super::answer::{CertificationPath, Figure, PathStep};
use crate::{
    advice::{Constraints, Profile, WeeklyHours},
    catalogue::{Catalogue, Evidence, Fact, FactName, FactValue, SourceKey, whole_range},
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
            let figures = figure_evidence(catalogue, step, profile, constraints);
            for evidence in reasons.chain(figures) {
                sources.extend(&evidence.sources);
            }
        }
        sources.into_iter().collect()
    }
}

fn figure_evidence<'c>(
    catalogue: &'c Catalogue,
    step: &PathStep,
    profile: &Profile,
    constraints: &Constraints,
) -> impl Iterator<Item = &'c Evidence> {
    let entry = catalogue.exam(step.exam);
    let prices = entry
        .facts(FactName::Fee)
        .chain(entry.facts(FactName::BetaFee));
    let says_fee = |fact: &&Fact| match (fact.value(), step.fee) {
        (Some(FactValue::Money(range)), Some(fee)) => {
            fact.about.is_none()
                && range.currency() == constraints.currency
                && range.min() == fee
                && range.max() == fee
        }
        _ => false,
    };
    // Of several sources that give this price, the one that is served for it.
    let best = prices.filter(says_fee).min_by_key(|fact| {
        let evidence = &fact.evidence;
        (evidence.confidence, Reverse(evidence.newest_day()))
    });
    let hours = entry.study_hours_fact(profile.experience);
    best.into_iter().chain(hours).map(|fact| &fact.evidence)
}
