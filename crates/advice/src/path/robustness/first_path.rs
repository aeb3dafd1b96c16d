//! The first path of a question, asked again and again.

use std::cell::Cell;

use super::super::{
    goal::Destination,
    problem::Question,
    solution::{MAX_PARTIAL_PATHS, Solution},
    supposition::Supposition,
};
use crate::Constraints;
use catalogue::ExamIndex;

/// The computation was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stopped;

/// The first path of an answer. Two are the same if they have the same exams: no set of exams is
/// shown twice.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// The exams in the order of the steps.
    pub(super) steps: Vec<ExamIndex>,
    /// The exams by key.
    pub(super) exams: Vec<ExamIndex>,
}

impl PartialEq for Way {
    fn eq(&self, other: &Self) -> bool {
        self.exams == other.exams
    }
}

/// Finds the first path to a goal under suppositions.
pub(super) struct FirstPath<'a> {
    pub(super) question: Question<'a>,
    destination: Destination,
    truncated: Cell<bool>,
}

impl<'a> FirstPath<'a> {
    pub(super) fn new(question: Question<'a>, destination: Destination) -> Self {
        Self {
            question,
            destination,
            truncated: Cell::new(false),
        }
    }

    /// Whether some search hit a limit.
    pub(super) fn is_truncated(&self) -> bool {
        self.truncated.get()
    }

    /// The exams that sources name for the role; none if the goal is an exam.
    pub(super) fn recommended(&self) -> impl Iterator<Item = ExamIndex> {
        let role = match self.destination {
            Destination::Role(role) => Some(self.question.catalogue.role(role)),
            Destination::Exam(_) => None,
        };
        let named = role.into_iter().flat_map(|role| &role.recommendations);
        named.flatten().flatten().copied()
    }

    /// The first path by the catalogue, and everything that the search for it finds; `None` if there
    /// is no path, or nothing is left to take.
    pub(super) fn first(&self) -> Result<Option<(Way, Solution)>, Stopped> {
        let solution = self.solution(self.question)?;
        let first = self.way(&solution, self.question);
        Ok(first.map(|first| (first, solution)))
    }

    /// The first path under a supposition.
    pub(super) fn supposing(&self, supposition: Supposition<'_>) -> Result<Option<Way>, Stopped> {
        let credits = self.question.credits.supposing(supposition);
        self.answer(Question {
            credits: &credits,
            ..self.question
        })
    }

    /// The first path under other constraints.
    pub(super) fn with_constraints(
        &self,
        constraints: &Constraints,
    ) -> Result<Option<Way>, Stopped> {
        self.answer(Question {
            constraints,
            ..self.question
        })
    }

    fn answer(&self, question: Question<'_>) -> Result<Option<Way>, Stopped> {
        Ok(self.way(&self.solution(question)?, question))
    }

    fn solution(&self, question: Question<'_>) -> Result<Solution, Stopped> {
        let solution = Solution::find(question, self.destination, MAX_PARTIAL_PATHS);
        if question.cancel.is_cancelled() {
            return Err(Stopped);
        }
        self.truncated
            .set(self.truncated.get() || solution.truncated);
        Ok(solution)
    }

    fn way(&self, solution: &Solution, question: Question<'_>) -> Option<Way> {
        let candidate = solution.first(question, self.destination)?;
        let steps = candidate.found.steps.iter();
        Some(Way {
            steps: steps
                .map(|step| candidate.graph.nodes[step.node].exam)
                .collect(),
            exams: candidate.found.exams.clone(),
        })
    }
}
