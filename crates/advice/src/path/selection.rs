//! Selects the paths to show, their order, and what each is best in.
//!
//! For a role, the first path is the one with the best support for the whole role. Labels such as
//! cheapest and fastest compare paths to the same goal; other goals are shown separately.

use std::cmp::Reverse;

use super::{
    calendar::PathTime,
    goal::Destination,
    problem::Question,
    result::Objective,
    solution::{Candidate, Solution},
    source_support::SourceSupport,
};
use catalogue::{ExamIndex, RoleIndex};

/// The objectives in which paths to the same goal are compared.
const RESPECTS: [Objective; 4] = [
    Objective::Fees,
    Objective::Calendar,
    Objective::StudyHours,
    Objective::Signal,
];

/// A selected path.
#[derive(Debug)]
pub(super) struct Selected<'s> {
    pub(super) candidate: Candidate<'s>,
    pub(super) objective: Objective,
    /// Everything in which it is the best among the paths to the same goal.
    pub(super) best_in: Vec<Objective>,
    /// Whether an earlier one is better in the same objective.
    pub(super) runner_up: bool,
    /// Whether the objective is known for every path that it was compared with.
    pub(super) certain: bool,
    /// The support by sources; `None` if the request names an exam.
    pub(super) support: Option<SourceSupport>,
}

impl Solution {
    /// The paths to show, at most `first`. No set of exams is shown twice.
    pub(super) fn selection(
        &self,
        question: Question<'_>,
        destination: Destination,
        first: usize,
    ) -> Vec<Selected<'_>> {
        let mut shown = match destination {
            Destination::Exam(_) => self.to_exam(),
            Destination::Role(role) => ForRole {
                solution: self,
                question,
                role,
            }
            .paths(),
        };
        shown.truncate(first);
        shown
    }

    /// The path that is shown first; `None` if there is none. Equal to the first of
    /// [`Self::selection`], without the work for the others.
    pub(super) fn first(
        &self,
        question: Question<'_>,
        destination: Destination,
    ) -> Option<Candidate<'_>> {
        match destination {
            Destination::Exam(_) => self.to_exam().first().map(|shown| shown.candidate),
            Destination::Role(role) => ForRole {
                solution: self,
                question,
                role,
            }
            .first(),
        }
    }

    /// The best in each objective, then the others by fees.
    fn to_exam(&self) -> Vec<Selected<'_>> {
        let front = self.pareto_set();
        let mut shown = Shown::default();
        shown.add_leaders(&front, None);
        let mut rest = front;
        rest.sort_by(|a, b| a.compare(b, Objective::Fees));
        for candidate in rest {
            shown.add(candidate, Objective::Fees, None);
        }
        shown.paths
    }
}

/// The paths to a role.
struct ForRole<'s, 'a> {
    solution: &'s Solution,
    question: Question<'a>,
    role: RoleIndex,
}

impl<'s> ForRole<'s, '_> {
    fn paths(&self) -> Vec<Selected<'s>> {
        let mut shown = Shown::default();
        let mut as_a_whole = self.ranked(self.solution.advised(), false);
        let mut for_a_focus = self.ranked(self.solution.advised(), true);
        if as_a_whole.is_empty() {
            std::mem::swap(&mut as_a_whole, &mut for_a_focus);
        }
        if let Some((lead, support)) = as_a_whole.first() {
            shown.add(*lead, self.objective(*lead), Some(*support));
            shown.add_leaders(&self.to_the_same_goal(*lead), Some(self));
        }
        for (candidate, support) in self.sequences() {
            shown.add(candidate, Objective::Curated, Some(support));
        }
        let mut foci: Vec<usize> = Vec::new();
        for (candidate, support) in for_a_focus {
            // One path for each goal of a focus.
            if !foci.contains(&candidate.goal) {
                foci.push(candidate.goal);
                shown.add(candidate, Objective::Focus, Some(support));
            }
        }
        let front = self.solution.pareto_set();
        for (candidate, support) in as_a_whole {
            let same = |other: &Candidate<'_>| other.found.exams == candidate.found.exams;
            if front.iter().any(same) {
                shown.add(candidate, self.objective(candidate), Some(support));
            }
        }
        shown.paths
    }

    /// The path with the best support for the whole role, else for a special focus, else the best
    /// sequence of a source.
    fn first(&self) -> Option<Candidate<'s>> {
        let best = |for_a_focus| {
            let ranked = self.ranked(self.solution.advised(), for_a_focus);
            ranked.into_iter().next()
        };
        let first = best(false).or_else(|| best(true));
        first
            .or_else(|| self.sequences().into_iter().next())
            .map(|(candidate, _)| candidate)
    }

    /// What a path is shown for by its support alone.
    fn objective(&self, candidate: Candidate<'_>) -> Objective {
        if self.focus(candidate).is_some() {
            Objective::Focus
        } else {
            Objective::Recommended
        }
    }

    /// Paths for the whole role, or for special foci, by support and then fees.
    fn ranked(
        &self,
        candidates: impl Iterator<Item = Candidate<'s>>,
        for_a_focus: bool,
    ) -> Vec<(Candidate<'s>, SourceSupport)> {
        let mut ranked: Vec<(Candidate<'s>, SourceSupport)> = candidates
            .filter(|candidate| self.focus(*candidate).is_some() == for_a_focus)
            .map(|candidate| (candidate, self.support(candidate)))
            .collect();
        ranked.sort_by(|(a, one), (b, other)| {
            let by_standing = Reverse(one).cmp(&Reverse(other));
            let by_key = || a.unnamed().cmp(&b.unnamed()).then(a.goal.cmp(&b.goal));
            by_standing.then_with(|| a.compare(b, Objective::Fees).then_with(by_key))
        });
        ranked
    }

    /// The sequence of each source, by support.
    fn sequences(&self) -> Vec<(Candidate<'s>, SourceSupport)> {
        let goals = self.solution.goals.open.iter().enumerate();
        let curated = goals.filter(|(_, goal)| goal.curated_by.is_some());
        let best = curated.filter_map(|(goal, _)| {
            let along = self.solution.along(goal);
            along.min_by(|a, b| a.compare(b, Objective::Curated))
        });
        let best: Vec<Candidate<'s>> = best.collect();
        self.ranked(best.into_iter(), false)
    }

    fn focus(&self, candidate: Candidate<'_>) -> Option<&str> {
        let index = self.solution.goals.open[candidate.goal].focus?;
        let record = &self.question.catalogue.role(self.role).record;
        record.recommendations[index].focus.as_deref()
    }

    fn support(&self, candidate: Candidate<'_>) -> SourceSupport {
        let wanted = candidate.wanted();
        let focus = self.focus(candidate);
        SourceSupport::of_sequence(self.question, self.role, &wanted, focus)
    }

    /// The paths that reach the goal of `lead`: they contain everything that it wants. A superset
    /// of another path is never the best in cost.
    fn to_the_same_goal(&self, lead: Candidate<'s>) -> Vec<Candidate<'s>> {
        let goal = lead.wanted_slots();
        let reaches = |candidate: &Candidate<'_>| {
            goal.iter().all(|slot| {
                let mut exams = candidate.found.exams.iter();
                exams.any(|exam| slot.contains(exam))
            })
        };
        // The continuation of a path for a special focus is not part of the whole role.
        let focus = self.focus(lead);
        self.solution
            .advised()
            .filter(|candidate| self.focus(*candidate) == focus)
            .filter(reaches)
            .collect()
    }
}

#[derive(Default)]
struct Shown<'s> {
    paths: Vec<Selected<'s>>,
}

impl<'s> Shown<'s> {
    /// Adds the best path in each objective. A superset of another path is never called the best in
    /// cost.
    fn add_leaders(&mut self, candidates: &[Candidate<'s>], role: Option<&ForRole<'s, '_>>) {
        for objective in RESPECTS {
            let has_more = |candidate: &Candidate<'_>| {
                let (own, mut others) = (&candidate.found.exams, candidates.iter());
                others.any(|other| {
                    let exams = &other.found.exams;
                    exams.len() < own.len() && exams.iter().all(|exam| own.contains(exam))
                })
            };
            let best = candidates
                .iter()
                .filter(|candidate| objective == Objective::Signal || !has_more(candidate))
                .min_by(|a, b| a.compare(b, objective));
            // The best path by fees is shown even with unknown fees; no other is called the best in
            // an unknown figure.
            let Some(best) =
                best.filter(|best| objective == Objective::Fees || best.unknown(objective) == 0)
            else {
                continue;
            };
            let support = role.map(|role| role.support(*best));
            let at = self.add(*best, objective, support);
            let certain = candidates.iter().all(|path| path.unknown(objective) == 0);
            let selected = &mut self.paths[at];
            if best.unknown(objective) == 0 {
                selected.best_in.push(objective);
            }
            if selected.objective == objective {
                selected.certain = certain;
            }
        }
    }

    /// Adds a path unless it is already shown; returns its index.
    fn add(
        &mut self,
        candidate: Candidate<'s>,
        objective: Objective,
        support: Option<SourceSupport>,
    ) -> usize {
        let same = |shown: &Selected<'_>| shown.candidate.found.exams == candidate.found.exams;
        if let Some(index) = self.paths.iter().position(same) {
            return index;
        }
        let leads = |shown: &Selected<'_>| shown.objective == objective;
        let has_runners_up = !matches!(objective, Objective::Curated | Objective::Focus);
        let runner_up = has_runners_up && self.paths.iter().any(leads);
        let best_in = if objective == Objective::Recommended && !runner_up {
            vec![objective]
        } else {
            vec![]
        };
        self.paths.push(Selected {
            candidate,
            objective,
            best_in,
            runner_up,
            certain: true,
            support,
        });
        self.paths.len() - 1
    }
}

impl Candidate<'_> {
    /// The exams that cover each slot of the goal, without slots that sources assume as held.
    fn wanted_slots(&self) -> Vec<Vec<ExamIndex>> {
        let slots = self.plan.slots.iter();
        slots
            .filter(|slot| !slot.slot.is_assumed())
            .map(|slot| {
                let covers = slot.obligation.covers.iter();
                covers.map(|index| self.graph.nodes[*index].exam).collect()
            })
            .collect()
    }

    /// The exams that fill these slots, in the order of the goal, each with the time at which study
    /// for it begins.
    pub(super) fn wanted(&self) -> Vec<(ExamIndex, PathTime)> {
        let steps: Vec<(ExamIndex, PathTime)> = self
            .found
            .steps
            .iter()
            .map(|step| (self.graph.nodes[step.node].exam, step.begin))
            .collect();
        let mut wanted: Vec<(ExamIndex, PathTime)> = Vec::new();
        for slot in self.wanted_slots() {
            let fills = steps.iter().find(|(exam, _)| slot.contains(exam));
            if let Some(step) = fills.filter(|step| !wanted.contains(step)) {
                wanted.push(*step);
            }
        }
        wanted
    }
}
