//! Paths: the exams to take, in order, from what a person holds to a goal.

mod answer;

pub use self::answer::{
    BindingConstraint, CertificationPath, ConstraintArgument, Figure, MissingFigure, Objective,
    PathOutcome, PathStep, PathTotals, Reason, ReasonRule, Relaxation, Requirement, Substitution,
    WeekRange,
};
