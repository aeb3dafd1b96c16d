//! The search against brute force, and the invariants of paths, on random catalogues.

use proptest::prelude::*;

use super::{
    PathOutcome,
    goal::Destination,
    oracle::{Best, Oracle, pareto},
    question::Question,
    solution::{MOST_PARTIAL_PATHS, Solution},
};
use crate::advice::testing::{any_question, first_day, role};

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    /// The search finds, for each goal and for all goals together, exactly the paths that no other
    /// path is better than, and each in an order in which it can be taken.
    #[test]
    fn the_search_agrees_with_brute_force(asked in any_question(5)) {
        let catalogue = asked.sketch.build();
        let (profile, constraints) = (asked.profile(&catalogue), asked.constraints(&catalogue));
        let question = Question::new(&catalogue, &profile, &constraints, first_day());
        let destinations = [Destination::Role(role(&catalogue))]
            .into_iter()
            .chain(catalogue.exams().map(Destination::Exam));
        for destination in destinations {
            let solution = Solution::find(question, destination, MOST_PARTIAL_PATHS);
            prop_assert!(!solution.truncated);
            let oracle = Oracle::of(question, destination);
            let mut all: Vec<Best> = Vec::new();
            for (place, goal) in solution.goals.open.iter().enumerate() {
                let candidates = solution.candidates().filter(|candidate| candidate.goal == place);
                let mut found: Vec<Best> = Vec::new();
                for candidate in candidates {
                    let order: Vec<_> = candidate.found.order.iter()
                        .map(|place| solution.graph.nodes[*place].exam)
                        .collect();
                    prop_assert!(oracle.is_path(goal, &order), "{order:?} is no path to {goal:?}");
                    found.push((candidate.found.exams.clone(), candidate.found.merit));
                }
                let best = oracle.best(goal);
                prop_assert_eq!(pareto(&found), best.clone(), "{:?}", goal);
                prop_assert_eq!(found.len(), best.len());
                all.extend(best);
            }
            let mut shown: Vec<Best> = solution.pareto_set().iter()
                .map(|candidate| (candidate.found.exams.clone(), candidate.found.merit))
                .collect();
            shown.sort_by_key(|(exams, _)| (exams.len(), exams.clone()));
            prop_assert_eq!(shown, pareto(&all));
        }
    }
}
