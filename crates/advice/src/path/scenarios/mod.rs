//! One small catalogue for each rule of paths, and for each cause of infeasibility.

mod credit;
mod excluded;
mod explanation;
mod infeasible;
mod order;
mod requirement;

use std::collections::BTreeSet;

use super::{
    CertificationPath, ConstraintArgument, Figure, Objective, PathGoal, PathOutcome, ReasonRule,
    Relaxation, Remedy, Requirement, WhyNotRule, held_targets, path_to_exam, recommend_for_role,
    trade_off, why_not,
};
use crate::{
    Constraints, NeverCancelled, Profile,
    testing::{ExamSketch, RecommendationSketch, Sketch, StepSketch, day, first_day, role},
};
use catalogue::{Catalogue, Currency, Experience, Level, Money};

/// A request about a sketch.
struct Case {
    sketch: Sketch,
    catalogue: Catalogue,
    profile: Profile,
    constraints: Constraints,
}

impl Case {
    fn of(sketch: Sketch) -> Self {
        Self {
            catalogue: sketch.build(),
            sketch,
            profile: Profile::default(),
            constraints: Constraints::beginning(first_day()),
        }
    }

    fn holding(mut self, indexes: &[usize]) -> Self {
        self.profile.held = self.exams(indexes);
        self
    }

    fn experienced(mut self, experience: Experience) -> Self {
        self.profile.experience = Some(experience);
        self
    }

    fn exams(&self, indexes: &[usize]) -> BTreeSet<catalogue::ExamIndex> {
        let exams = indexes.iter();
        exams
            .map(|index| self.sketch.exam(&self.catalogue, *index))
            .collect()
    }

    fn to_role(&self) -> PathOutcome {
        let role = role(&self.catalogue);
        recommend_for_role(
            &self.catalogue,
            role,
            &self.profile,
            &self.constraints,
            first_day(),
            10,
            &NeverCancelled,
        )
    }

    fn to_exam(&self, index: usize) -> PathOutcome {
        let exam = self.sketch.exam(&self.catalogue, index);
        path_to_exam(
            &self.catalogue,
            exam,
            &self.profile,
            &self.constraints,
            first_day(),
            10,
            &NeverCancelled,
        )
    }

    /// The exams of a path by their indexes in the sketch, in order.
    fn indexes(&self, path: &CertificationPath) -> Vec<usize> {
        let code = |exam| &self.catalogue.exam(exam).record.code;
        let index = |exam| {
            code(exam)
                .as_str()
                .trim_start_matches("E-")
                .parse()
                .unwrap()
        };
        path.steps.iter().map(|step| index(step.exam)).collect()
    }

    fn all(&self, outcome: &PathOutcome) -> Vec<Vec<usize>> {
        paths(outcome)
            .iter()
            .map(|path| self.indexes(path))
            .collect()
    }
}

fn paths(outcome: &PathOutcome) -> &[CertificationPath] {
    match outcome {
        PathOutcome::Recommended { paths, truncated } => {
            assert!(!truncated);
            paths
        }
        PathOutcome::NoFeasible { binding, .. } => panic!("no path: {binding:?}"),
    }
}

fn conflict(outcome: &PathOutcome) -> Vec<(ConstraintArgument, &str, Option<Relaxation>)> {
    match outcome {
        PathOutcome::NoFeasible { binding, .. } => binding
            .iter()
            .map(|item| {
                (
                    item.argument,
                    item.message.as_str(),
                    item.least_relaxation.clone(),
                )
            })
            .collect(),
        PathOutcome::Recommended { paths, .. } => panic!("a path: {paths:?}"),
    }
}

fn remedies(outcome: &PathOutcome) -> Vec<Vec<Relaxation>> {
    let PathOutcome::NoFeasible { remedies, .. } = outcome else {
        panic!("a path: {outcome:?}")
    };
    let values = |remedy: &Remedy| {
        let changes = remedy.changes.iter();
        changes.map(|change| change.relaxation.clone()).collect()
    };
    remedies.iter().map(values).collect()
}

fn exam() -> ExamSketch {
    ExamSketch::default()
}

fn usd(whole: i64) -> Money {
    Money::from_minor(whole * 100, Currency::USD)
}

const NEW: Experience = Experience::NewToCloud;
const PRACTITIONER: Experience = Experience::Practitioner;
