//! Solves a question in parts that nothing connects.

use std::collections::BTreeSet;

use catalogue::{Catalogue, CertificationIndex, Currency, ExamIndex, Money};

use super::{
    problem::{Problem, relevant},
    question::PortfolioQuestion,
    search::{Cost, Plan, cheapest},
};
use crate::Cancel;

/// One part of a question with its cheapest plan.
#[derive(Debug)]
pub(super) struct SolvedPart {
    pub(super) problem: Problem,
    pub(super) plan: Plan,
}

/// The cheapest plan of a question, in parts.
#[derive(Debug, Default)]
pub(super) struct Solution {
    /// `None` if there is no plan within the limits.
    pub(super) parts: Option<Vec<SolvedPart>>,
    /// What the plan costs if the fees were not limited; `None` if there is none.
    pub(super) cost: Option<Cost>,
    /// Whether a search limit was hit.
    pub(super) truncated: bool,
    /// How many states were visited.
    pub(super) states: usize,
}

impl Solution {
    /// Certifications that share no exam and no renewal are solved apart; study time connects all.
    pub(super) fn find(
        catalogue: &Catalogue,
        question: &PortfolioQuestion,
        cancel: &dyn Cancel,
    ) -> Self {
        let (mut parts, mut truncated, mut states) = (Some(Vec::new()), false, 0);
        for keep in connected(catalogue, question) {
            let problem = Problem::new(
                catalogue,
                &PortfolioQuestion {
                    keep,
                    ..question.clone()
                },
            );
            let found = cheapest(&problem, cancel);
            truncated |= found.truncated;
            states += found.states;
            let Some(plan) = found.plan else {
                parts = None;
                break;
            };
            if let Some(parts) = &mut parts {
                parts.push(SolvedPart { problem, plan });
            }
        }
        let cost = parts.as_ref().map(|parts| {
            let costs = parts.iter().map(|part| part.plan.cost);
            costs.fold(Cost::default(), Cost::with)
        });
        let limit = question.limits.max_fees;
        let fits = |cost: &Cost| {
            limit.is_none_or(|limit| cost.unknown_fees == 0 && cost.fees <= limit.minor())
        };
        Self {
            parts: parts.filter(|_| cost.as_ref().is_some_and(fits)),
            cost,
            truncated,
            states,
        }
    }

    pub(super) fn is_feasible(&self) -> bool {
        self.parts.is_some()
    }

    /// The fees of the cheapest plan; `None` if one is unknown, or there is no plan.
    pub(super) fn least_fees(&self, currency: Currency) -> Option<Money> {
        let known = self.cost.filter(|cost| cost.unknown_fees == 0)?;
        Some(Money::from_minor(known.fees, currency))
    }
}

/// The certifications in groups of those that share exams, each by index; all in one group if study
/// time connects them.
fn connected(catalogue: &Catalogue, question: &PortfolioQuestion) -> Vec<Vec<CertificationIndex>> {
    if question.limits.weekly_hours.is_some() {
        return vec![question.keep.clone()];
    }
    let mut groups: Vec<(Vec<CertificationIndex>, BTreeSet<ExamIndex>)> = Vec::new();
    for certification in &question.keep {
        let mut keep = vec![*certification];
        let mut exams = relevant(catalogue, &keep);
        let (joined, apart) = groups
            .into_iter()
            .partition(|(_, others)| !others.is_disjoint(&exams));
        groups = apart;
        let joined: Vec<(Vec<CertificationIndex>, BTreeSet<ExamIndex>)> = joined;
        for (others, more) in joined {
            keep.extend(others);
            exams.extend(more);
        }
        groups.push((keep, exams));
    }
    let mut found: Vec<Vec<CertificationIndex>> = groups.into_iter().map(|group| group.0).collect();
    for keep in &mut found {
        keep.sort_unstable();
    }
    found
}
