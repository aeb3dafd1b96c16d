//! Searches all goals of a question and says which of the paths found are shown, and as what.

use super::{
    answer::Objective,
    goal::{Destination, Goals},
    graph::{Graph, Plan},
    merit::{Signal, support},
    question::Question,
    search::{Effort, Found, Front, Search},
};
use crate::catalogue::{ExamIndex, RoleIndex};

/// The most partial paths that one search looks at, shared evenly among the goals of a role. A
/// question about the shipped catalogue needs a few hundred.
pub(super) const MOST_PARTIAL_PATHS: u32 = 20_000;

/// What the search of all goals found.
#[derive(Debug)]
pub(super) struct Solution {
    pub(super) goals: Goals,
    pub(super) graph: Graph,
    /// For each open goal, its plan, unless nothing can ever reach it.
    pub(super) plans: Vec<Option<Plan>>,
    /// For each open goal, its best paths.
    fronts: Vec<Front>,
    pub(super) truncated: bool,
}

/// A path with the goal that it reaches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'s> {
    pub(super) goal: usize,
    pub(super) plan: &'s Plan,
    pub(super) found: &'s Found,
}

/// A path that is shown.
#[derive(Debug)]
pub(super) struct Selected<'s> {
    pub(super) candidate: Candidate<'s>,
    pub(super) objective: Objective,
    /// Whether an earlier one is better in the same respect.
    pub(super) runner_up: bool,
    /// Whether every path found is known in that respect, so that none may turn out better.
    pub(super) certain: bool,
}

impl Solution {
    /// Searches every goal, looking at no more than so many partial paths.
    pub(super) fn find(question: Question<'_>, destination: Destination, most: u32) -> Self {
        Self::search(question, destination, most, None)
    }

    /// The same, only for paths that an exam is a step of; they are the best among themselves.
    pub(super) fn find_with(
        question: Question<'_>,
        destination: Destination,
        exam: ExamIndex,
    ) -> Self {
        Self::search(question, destination, MOST_PARTIAL_PATHS, Some(exam))
    }

    fn search(
        question: Question<'_>,
        destination: Destination,
        most: u32,
        with: Option<ExamIndex>,
    ) -> Self {
        let goals = Goals::of(question, destination);
        let graph = Graph::of(question, &goals.open);
        let signals = signals(question, destination, &graph);
        let plans: Vec<Option<Plan>> = goals
            .open
            .iter()
            .map(|goal| graph.plan(question, goal))
            .collect();
        let with = with.map(|exam| graph.place(exam));
        let share = most / u32::try_from(plans.len()).unwrap_or(u32::MAX).max(1);
        let mut truncated = graph.truncated;
        let fronts = plans
            .iter()
            .map(|plan| {
                let mut effort = Effort::of(share, question.patience);
                // No path has a step that is not even on the graph.
                let plan = plan.as_ref().filter(|_| with != Some(None));
                let front = plan.map_or_else(Front::default, |plan| {
                    Search::new(question, &graph, plan, &signals, &mut effort)
                        .with(with.flatten())
                        .run()
                });
                truncated |= effort.exhausted;
                front
            })
            .collect();
        Self {
            goals,
            graph,
            plans,
            fronts,
            truncated,
        }
    }

    /// Whether there is a path, or no need of one.
    pub(super) fn is_feasible(&self) -> bool {
        self.is_reached() || self.candidates().next().is_some()
    }

    /// Whether what is held reaches the destination already, with no other goal left open.
    pub(super) fn is_reached(&self) -> bool {
        self.goals.open.is_empty() && self.goals.reached
    }

    /// Every path that is best in some respect on the way to some goal.
    pub(super) fn candidates(&self) -> impl Iterator<Item = Candidate<'_>> {
        let searched = self.plans.iter().zip(&self.fronts).enumerate();
        searched.flat_map(|(goal, (plan, front))| {
            let plan = plan.as_ref();
            plan.into_iter().flat_map(move |plan| {
                let candidate = move |found| Candidate { goal, plan, found };
                front.paths.iter().map(candidate)
            })
        })
    }

    /// The paths that no other path to any goal is better than, in a stable order.
    pub(super) fn pareto_set(&self) -> Vec<Candidate<'_>> {
        let mut all: Vec<Candidate<'_>> = self.candidates().collect();
        // Of one set of exams that reaches several goals, the strongest reading is kept: the goal
        // of the best signal, then the least study (sequences differ in what is sure to come
        // first), then the one that names the exams themselves.
        all.sort_by(|a, b| {
            a.found
                .tie_break()
                .cmp(&b.found.tie_break())
                .then(b.found.merit.signal.cmp(&a.found.merit.signal))
                .then(a.found.merit.cost.cmp(&b.found.merit.cost))
                .then_with(|| a.unnamed().cmp(&b.unnamed()).then(a.goal.cmp(&b.goal)))
        });
        all.dedup_by(|later, kept| later.found.exams == kept.found.exams);
        let merits: Vec<_> = all.iter().map(|candidate| candidate.found.merit).collect();
        let mut place = 0;
        all.retain(|candidate| {
            let merit = candidate.found.merit;
            let first_of_its_merit = !merits[..place].contains(&merit);
            place += 1;
            first_of_its_merit && !merits.iter().any(|other| other.dominates(merit))
        });
        all
    }

    /// The paths to show: the best in each respect, then each source's own sequence, then what is
    /// left of the best ones by their fees. No set of exams is shown twice.
    pub(super) fn selection(&self, first: usize) -> Vec<Selected<'_>> {
        let front = self.pareto_set();
        let mut shown = Selection {
            all: self.candidates().collect(),
            paths: vec![],
        };
        let leaders = [
            Objective::Fees,
            Objective::Calendar,
            Objective::StudyHours,
            Objective::Signal,
        ];
        for objective in leaders {
            shown.add_best(&front, objective);
        }
        for goal in 0..self.goals.open.len() {
            if self.goals.open[goal].curated_by.is_some() {
                let to_goal: Vec<Candidate<'_>> = self
                    .candidates()
                    .filter(|candidate| candidate.goal == goal)
                    .collect();
                shown.add_best(&to_goal, Objective::Curated);
            }
        }
        let mut rest = front;
        rest.sort_by(|a, b| a.compare(b, Objective::Fees));
        for candidate in rest {
            shown.add(candidate, Objective::Fees);
        }
        shown.paths.truncate(first);
        shown.paths
    }
}

struct Selection<'s> {
    all: Vec<Candidate<'s>>,
    paths: Vec<Selected<'s>>,
}

impl<'s> Selection<'s> {
    fn add_best(&mut self, candidates: &[Candidate<'s>], objective: Objective) {
        let best = candidates.iter().min_by(|a, b| a.compare(b, objective));
        // The first path by fees is shown whatever is known of it; no other is called the best in
        // something that nobody knows.
        if let Some(best) = best
            && (objective == Objective::Fees || best.unknown(objective) == 0)
        {
            self.add(*best, objective);
        }
    }

    fn add(&mut self, candidate: Candidate<'s>, objective: Objective) {
        let same = |shown: &Selected<'_>| shown.candidate.found.exams == candidate.found.exams;
        if !self.paths.iter().any(same) {
            let leads = |shown: &Selected<'_>| shown.objective == objective;
            let runner_up = objective != Objective::Curated && self.paths.iter().any(leads);
            let certain = self.all.iter().all(|path| path.unknown(objective) == 0);
            self.paths.push(Selected {
                candidate,
                objective,
                runner_up,
                certain,
            });
        }
    }
}

impl Candidate<'_> {
    /// How many slots are filled by an exam that takes the place of the one that is named.
    fn unnamed(&self) -> usize {
        let named = |exam: &ExamIndex| self.found.exams.contains(exam);
        let slots = self.plan.slots.iter();
        slots
            .filter(|slot| !slot.slot.named.iter().any(named))
            .count()
    }

    /// How many figures are not known that decide how good a path is in a respect.
    fn unknown(&self, objective: Objective) -> u32 {
        let cost = self.found.merit.cost;
        match objective {
            Objective::Fees => cost.fees.unknown,
            Objective::Calendar | Objective::StudyHours => cost.study.unknown,
            Objective::Signal | Objective::Curated => 0,
        }
    }

    /// Which of two paths is better in a respect; the other respects and then keys decide a tie.
    fn compare(&self, other: &Self, objective: Objective) -> std::cmp::Ordering {
        let (own, others) = (self.found.merit, other.found.merit);
        let fees = own.cost.fees.cmp(&others.cost.fees);
        let study = own.cost.study.cmp(&others.cost.study);
        let weeks = own.cost.weeks.cmp(&others.cost.weeks);
        let signal = others.signal.cmp(&own.signal);
        let by_key = self.found.tie_break().cmp(&other.found.tie_break());
        match objective {
            Objective::Fees | Objective::Curated => {
                fees.then(study).then(weeks).then(signal).then(by_key)
            }
            Objective::Calendar => weeks.then(study).then(fees).then(signal).then(by_key),
            Objective::StudyHours => study.then(weeks).then(fees).then(signal).then(by_key),
            Objective::Signal => signal.then(fees).then(study).then(weeks).then(by_key),
        }
    }
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

/// The support that a role's recommendations give to an exam: the sum over those that want it, or
/// want an exam that it follows and that cannot be booked any more.
fn role_support(question: Question<'_>, role: RoleIndex, exam: ExamIndex) -> u32 {
    let entry = question.catalogue.role(role);
    let recommendations = entry
        .record
        .recommendations
        .iter()
        .zip(&entry.recommendations);
    recommendations
        .filter(|(record, steps)| {
            record.steps.iter().zip(steps.iter()).any(|(step, named)| {
                !step.optional
                    && !step.held
                    && named.iter().any(|named| {
                        *named == exam
                            || question.line_after(*named).contains(&exam)
                                && !question.is_bookable_first(*named)
                    })
            })
        })
        .map(|(record, _)| support(record.evidence.confidence))
        .fold(0, u32::saturating_add)
}
