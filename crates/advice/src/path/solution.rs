//! Searches all goals of a request.

use super::{
    budget::SearchBudget,
    goal::{Destination, Goal, Goals},
    graph::{Graph, NodeId, Plan},
    objective::Signal,
    problem::Question,
    result::Objective,
    search::{Found, ParetoFront, Search},
    source_support::SourceSupport,
};
use crate::Constraints;
use catalogue::{ExamIndex, RoleIndex, RoleRecommendation};

/// The budget of one search in partial paths, shared evenly among the goals of a role. A request on
/// the shipped catalogue needs a few hundred.
pub(super) const MAX_PARTIAL_PATHS: u32 = 20_000;

/// The result of searching all goals.
#[derive(Debug)]
pub(super) struct Solution {
    pub(super) goals: Goals,
    pub(super) graph: Graph,
    /// For each open goal, its plan, unless it is unreachable.
    pub(super) plans: Vec<Option<Plan>>,
    /// For each open goal, its Pareto front.
    fronts: Vec<ParetoFront>,
    /// The sequences of sources without advice; `None` if nothing is advised on their way.
    unadvised: Option<Box<Unadvised>>,
    pub(super) truncated: bool,
}

/// The goals that are sequences of sources, searched without advice.
#[derive(Debug)]
struct Unadvised {
    graph: Graph,
    /// For each open goal, its plan, if it is a reachable sequence.
    plans: Vec<Option<Plan>>,
    fronts: Vec<ParetoFront>,
}

/// A path with its goal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'s> {
    pub(super) goal: usize,
    /// The graph of its nodes.
    pub(super) graph: &'s Graph,
    pub(super) plan: &'s Plan,
    pub(super) found: &'s Found,
}

impl Solution {
    /// Searches every goal within a budget of partial paths.
    pub(super) fn find(question: Question<'_>, destination: Destination, most: u32) -> Self {
        Self::search(question, destination, most, None)
    }

    /// The same, restricted to paths with this exam; they form their own Pareto front.
    pub(super) fn find_with(
        question: Question<'_>,
        destination: Destination,
        exam: ExamIndex,
    ) -> Self {
        Self::search(question, destination, MAX_PARTIAL_PATHS, Some(exam))
    }

    fn search(
        question: Question<'_>,
        destination: Destination,
        most: u32,
        with: Option<ExamIndex>,
    ) -> Self {
        let goals = Goals::of(question, destination);
        let graph = Graph::of(question, &goals.open);
        let plans: Vec<Option<Plan>> = goals
            .open
            .iter()
            .map(|goal| graph.plan(question, goal))
            .collect();
        // A source's sequence is complete as given: advice adds no steps to it.
        let sequences = goals.open.iter().filter(|goal| goal.curated_by.is_some());
        let sequences = sequences.count();
        let is_advised = with.is_none() && sequences > 0 && graph.has_advice(question);
        let searches = plans.len() + if is_advised { sequences } else { 0 };
        let share = most / u32::try_from(searches).unwrap_or(u32::MAX).max(1);
        let mut truncated = graph.truncated;
        let fronts = fronts(
            question,
            destination,
            &graph,
            &plans,
            share,
            with.map(|exam| graph.node(exam)),
            &mut truncated,
        );
        let unadvised = is_advised.then(|| {
            let constraints = Constraints {
                include_recommended: Some(false),
                ..question.constraints.clone()
            };
            let question = Question {
                constraints: &constraints,
                ..question
            };
            let graph = Graph::of(question, &goals.open);
            let plan = |goal: &Goal| {
                goal.curated_by?;
                graph.plan(question, goal)
            };
            let plans: Vec<Option<Plan>> = goals.open.iter().map(plan).collect();
            let fronts = self::fronts(
                question,
                destination,
                &graph,
                &plans,
                share,
                None,
                &mut truncated,
            );
            Box::new(Unadvised {
                graph,
                plans,
                fronts,
            })
        });
        Self {
            goals,
            graph,
            plans,
            fronts,
            unadvised,
            truncated,
        }
    }

    /// Whether a path exists or none is needed.
    pub(super) fn is_feasible(&self) -> bool {
        self.is_reached() || self.candidates().next().is_some()
    }

    /// Whether held exams reach the destination and no other goal is open.
    pub(super) fn is_reached(&self) -> bool {
        self.goals.open.is_empty() && self.goals.reached
    }

    /// Every path found: to some goal, or along a source's sequence.
    pub(super) fn candidates(&self) -> impl Iterator<Item = Candidate<'_>> {
        let unadvised = self.unadvised.iter();
        self.advised().chain(
            unadvised.flat_map(|found| candidates(&found.graph, &found.plans, &found.fronts)),
        )
    }

    /// Every Pareto-optimal path to some goal, with advice.
    pub(super) fn advised(&self) -> impl Iterator<Item = Candidate<'_>> {
        candidates(&self.graph, &self.plans, &self.fronts)
    }

    /// The paths along a goal that is a source's sequence, without advice.
    pub(super) fn along(&self, goal: usize) -> impl Iterator<Item = Candidate<'_>> {
        let (graph, plans, fronts) = self
            .unadvised
            .as_ref()
            .map_or((&self.graph, &self.plans, &self.fronts), |found| {
                (&found.graph, &found.plans, &found.fronts)
            });
        candidates(graph, plans, fronts).filter(move |candidate| candidate.goal == goal)
    }

    /// The paths that no path to any goal dominates, in a stable order.
    pub(super) fn pareto_set(&self) -> Vec<Candidate<'_>> {
        let mut all: Vec<Candidate<'_>> = self.advised().collect();
        // If a set of exams reaches several goals, keep the one with the best signal, then the
        // least study (sequences differ in which steps certainly come first), then the most named
        // exams.
        all.sort_by(|a, b| {
            a.found
                .tie_break()
                .cmp(&b.found.tie_break())
                .then(b.found.score.signal.cmp(&a.found.score.signal))
                .then(a.found.score.cost.cmp(&b.found.score.cost))
                .then_with(|| a.unnamed().cmp(&b.unnamed()).then(a.goal.cmp(&b.goal)))
        });
        all.dedup_by(|later, earlier| later.found.exams == earlier.found.exams);
        let scores: Vec<_> = all.iter().map(|candidate| candidate.found.score).collect();
        let mut index = 0;
        all.retain(|candidate| {
            let score = candidate.found.score;
            let first_of_its_score = !scores[..index].contains(&score);
            index += 1;
            first_of_its_score && !scores.iter().any(|other| other.dominates(score))
        });
        all
    }
}

impl Candidate<'_> {
    /// The number of slots that a substitute fills.
    pub(super) fn unnamed(&self) -> usize {
        let named = |exam: &ExamIndex| self.found.exams.contains(exam);
        let slots = self.plan.slots.iter();
        slots
            .filter(|slot| !slot.slot.named.iter().any(named))
            .count()
    }

    /// The number of unknown figures in an objective.
    pub(super) fn unknown(&self, objective: Objective) -> u32 {
        let cost = self.found.score.cost;
        match objective {
            Objective::Fees => cost.fees.unknown,
            Objective::Calendar | Objective::StudyHours => cost.study.unknown,
            Objective::Signal | Objective::Recommended | Objective::Curated | Objective::Focus => 0,
        }
    }

    /// Compares two paths in an objective; ties are resolved by the other objectives, then by key.
    pub(super) fn compare(&self, other: &Self, objective: Objective) -> std::cmp::Ordering {
        let (own, others) = (self.found.score, other.found.score);
        let fees = own.cost.fees.cmp(&others.cost.fees);
        let study = own.cost.study.cmp(&others.cost.study);
        let weeks = own.cost.weeks.cmp(&others.cost.weeks);
        let signal = others.signal.cmp(&own.signal);
        let by_key = self.found.tie_break().cmp(&other.found.tie_break());
        match objective {
            Objective::Fees | Objective::Recommended | Objective::Curated | Objective::Focus => {
                fees.then(study).then(weeks).then(signal).then(by_key)
            }
            Objective::Calendar => weeks.then(study).then(fees).then(signal).then(by_key),
            Objective::StudyHours => study.then(weeks).then(fees).then(signal).then(by_key),
            Objective::Signal => signal.then(fees).then(study).then(weeks).then(by_key),
        }
    }
}

fn candidates<'s>(
    graph: &'s Graph,
    plans: &'s [Option<Plan>],
    fronts: &'s [ParetoFront],
) -> impl Iterator<Item = Candidate<'s>> {
    let searched = plans.iter().zip(fronts).enumerate();
    searched.flat_map(move |(goal, (plan, front))| {
        let plan = plan.as_ref();
        plan.into_iter().flat_map(move |plan| {
            let candidate = move |found| Candidate {
                goal,
                graph,
                plan,
                found,
            };
            front.paths.iter().map(candidate)
        })
    })
}

/// Searches each plan; `with` is the exam that every path must contain, if it is on the graph.
#[expect(
    clippy::option_option,
    reason = "no exam may be wanted, and one that is wanted may not be on the graph"
)]
fn fronts(
    question: Question<'_>,
    destination: Destination,
    graph: &Graph,
    plans: &[Option<Plan>],
    share: u32,
    with: Option<Option<NodeId>>,
    truncated: &mut bool,
) -> Vec<ParetoFront> {
    let signals = signals(question, destination, graph);
    plans
        .iter()
        .map(|plan| {
            let mut budget = SearchBudget::of(share, question.cancel);
            // No path contains an exam outside the graph.
            let plan = plan.as_ref().filter(|_| with != Some(None));
            let front = plan.map_or_else(ParetoFront::default, |plan| {
                Search::new(question, graph, plan, &signals, &mut budget)
                    .with(with.flatten())
                    .run()
            });
            *truncated |= budget.exhausted;
            front
        })
        .collect()
}

/// The signal of each exam of the graph as a target.
fn signals(question: Question<'_>, destination: Destination, graph: &Graph) -> Vec<Signal> {
    let support = |exam: ExamIndex| match destination {
        Destination::Exam(_) => 0,
        Destination::Role(role) => role_support(question, role, exam),
    };
    let nodes = graph.nodes.iter();
    nodes
        .map(|node| {
            let level = question.catalogue.exam(node.exam).level;
            Signal::new(level, support(node.exam))
        })
        .collect()
}

/// The support of an exam by a role's recommendations: the points of the sources that recommend it,
/// or a predecessor that is no longer bookable, for the whole role. Each source counts once.
fn role_support(question: Question<'_>, role: RoleIndex, exam: ExamIndex) -> u32 {
    let entry = question.catalogue.role(role);
    let recommendations = entry
        .record
        .recommendations
        .iter()
        .zip(&entry.recommendations);
    let wants = |(record, steps): &(&RoleRecommendation, &Vec<Vec<ExamIndex>>)| {
        record.focus.is_none()
            && record.steps.iter().zip(steps.iter()).any(|(step, named)| {
                !step.optional
                    && !step.held
                    && named.iter().any(|named| {
                        *named == exam
                            || question.line_after(*named).contains(&exam)
                                && !question.is_bookable_first(*named)
                    })
            })
    };
    let statements = recommendations.filter(wants).map(|(record, _)| record);
    SourceSupport::of(statements).points
}
