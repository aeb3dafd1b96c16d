//! The summary of a path, and its sources.

use std::{cmp::Reverse, collections::BTreeSet};

use super::result::{CertificationPath, PathStep};
use crate::{Constraints, Profile, WeeklyHours};
use catalogue::{Catalogue, Evidence, Fact, FactName, FactValue, SourceKey};

impl CertificationPath {
    /// The path in a sentence or two, at a study pace.
    pub fn summary(&self, catalogue: &Catalogue, pace: WeeklyHours) -> String {
        if self.steps.is_empty() {
            return "Nothing is left to take: the held exams already reach the goal.".to_owned();
        }
        let code = |exam| catalogue.exam(exam).record.code.as_str();
        let codes: Vec<&str> = self.steps.iter().map(|step| code(step.exam)).collect();
        let fees = match self.totals.fees {
            Some(_) => format!("{} in fees", self.totals.fees_text()),
            None => "fees not known".to_owned(),
        };
        let hours = match self.totals.study_hours {
            Some(_) => format!("{} of study", self.totals.study_hours_text()),
            None => "study time not known".to_owned(),
        };
        let finish = self.steps.last().and_then(|step| step.finishes_on);
        let done = finish.map_or_else(String::new, |finish| {
            format!(", done by {finish} at {} hours a week", pace.hours())
        });
        let support = self.support.as_ref();
        let support = support.map_or_else(String::new, |support| format!(" {}", support.text));
        let codes = codes.join(", then ");
        format!("Take {codes}: {fees}, {hours}{done}.{support}")
    }

    /// The sources of every reason and figure of the steps for this profile and these constraints,
    /// distinct, by key.
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
    // Of several facts with this price, the best one.
    let best = prices.filter(says_fee).min_by_key(|fact| {
        let evidence = &fact.evidence;
        (evidence.confidence, Reverse(evidence.newest_day()))
    });
    let hours = entry.study_hours_fact(profile.experience);
    best.into_iter().chain(hours).map(|fact| &fact.evidence)
}
