//! Questions for portfolios as people ask them, over the shipped catalogue.

use std::time::{Duration, Instant};

use certgraph::{
    advice::{
        Constraints, HeldExam, NeverCancelled, PortfolioLimits, PortfolioOutcome,
        PortfolioQuestion, Profile, path::recommend_for_role, portfolio_plan,
    },
    catalogue::{Catalogue, Day},
};
use chrono::{Days, Months};

use crate::support::content::shipped_catalogue;

const KUBESTRONAUT: &[&str] = &[
    "certified-kubernetes-administrator",
    "certified-kubernetes-application-developer",
    "certified-kubernetes-security-specialist",
    "kubernetes-and-cloud-native-associate",
    "kubernetes-and-cloud-native-security-associate",
];
const AZURE_PARTNER: &[&str] = &[
    "azure-administrator-associate",
    "azure-solutions-architect-expert",
    "azure-network-engineer-associate",
    "azure-virtual-desktop-specialty",
];
const AWS_PARTNER: &[&str] = &[
    "aws-certified-solutions-architect-professional",
    "aws-certified-developer-associate",
    "aws-certified-data-engineer-associate",
];
const COMPTIA: &[&str] = &[
    "comptia-network-plus",
    "comptia-security-plus",
    "comptia-a-plus",
];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Each set for one day, a year and three years, by people who hold nothing or one exam.
fn questions(catalogue: &Catalogue) -> Vec<PortfolioQuestion> {
    let start = day("2026-11-27");
    let mut questions = Vec::new();
    for (slugs, held) in [
        (KUBESTRONAUT, "cncf/CKA"),
        (AZURE_PARTNER, "microsoft/AZ-104"),
        (AWS_PARTNER, "aws/DVA-C02"),
        (COMPTIA, "comptia/N10-009"),
    ] {
        let keep = slugs.iter().map(|slug| {
            let found = catalogue.certification_by_slug(&slug.parse().unwrap());
            found.unwrap_or_else(|| panic!("{slug}"))
        });
        let keep: Vec<_> = keep.collect();
        let exam = catalogue.exam_by_key(&held.parse().unwrap()).unwrap();
        for months in [0, 12, 36] {
            for wait in [30, 200] {
                for ago in [None, Some(100), Some(300)] {
                    let from = start + Days::new(wait);
                    questions.push(PortfolioQuestion {
                        keep: keep.clone(),
                        held: ago
                            .map(|ago| HeldExam {
                                exam,
                                earned_on: start - Days::new(ago),
                            })
                            .into_iter()
                            .collect(),
                        from,
                        to: from + Months::new(months),
                        limits: PortfolioLimits::beginning(start),
                    });
                }
            }
        }
    }
    questions
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The times are printed; a slow machine fails nothing.
#[test]
#[expect(
    clippy::print_stdout,
    reason = "the figures are for whoever changes the search"
)]
fn real_questions_are_answered_exactly() {
    let catalogue = shipped_catalogue();
    let (mut plans, mut conflicts) = (Vec::new(), Vec::new());
    for question in questions(&catalogue) {
        let begun = Instant::now();
        let outcome =
            portfolio_plan(&catalogue, &question, day("2026-11-27"), &NeverCancelled).unwrap();
        let took = begun.elapsed();
        match outcome {
            PortfolioOutcome::Plan(plan) => {
                assert!(!plan.truncated, "{question:?}");
                plans.push(took);
            }
            PortfolioOutcome::NoFeasible(conflict) => {
                assert!(!conflict.truncated, "{question:?}");
                conflicts.push(took);
            }
        }
    }
    assert!(plans.len() >= 36, "{} plans", plans.len());
    let start = day("2026-11-27");
    let paths = catalogue.roles().map(|role| {
        let begun = Instant::now();
        let (profile, limits) = (Profile::default(), Constraints::beginning(start));
        recommend_for_role(
            &catalogue,
            role,
            &profile,
            &limits,
            start,
            3,
            &NeverCancelled,
        );
        begun.elapsed()
    });
    let paths = median(paths.collect());
    println!(
        "median of {} plans {:?}, of {} conflicts {:?}, of the paths of all roles {paths:?}",
        plans.len(),
        median(plans.clone()),
        conflicts.len(),
        (!conflicts.is_empty()).then(|| median(conflicts.clone())),
    );
}
