//! The executor: it compiles the operation of a valid document to a plan, and runs the plan.
//!
//! A plan has all that does not depend on the request: collected fields for each object type, response
//! keys as text, coerced literals. A run walks the plan once and writes JSON into one buffer. Errors
//! propagate null and are listed with their paths. Output that depends on nothing but the snapshot
//! and the period of an exam is cached with the snapshot.

#![expect(
    clippy::missing_errors_doc,
    reason = "`Failed` and `UnknownField` say when they are returned"
)]

mod connection;
mod introspection;
mod json;
mod operation;
mod output;
mod output_cache;
mod plan_cache;
mod planner;
mod roots;
mod run;
mod selection;

pub(crate) use self::{
    operation::{Inputs, Operation, Variables},
    output::leaf_outputs,
    plan_cache::{CompiledPlan, PlanCache},
    roots::{RootTypes, Roots},
    run::{FieldErrors, Outcome},
};
pub use self::{
    output::{FieldFuture, Fields, Output, Plan, Stability},
    planner::Planner,
    roots::{Event, EventSource, EventStream, StreamStart, events},
    run::{Failed, Run},
    selection::{FieldPlan, ObjectPlan, Selected},
};
pub use apollo_compiler::executable::SelectionSet;

/// The body of a method that async-graphql registers as a field and never calls: plans call the
/// resolver instead.
///
/// # Panics
/// If it is called.
pub fn registered_only<T>() -> T {
    unreachable!("async-graphql defines the schema, plans resolve its fields")
}

/// A field of the schema has no resolver, so an operation cannot be compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownField;
