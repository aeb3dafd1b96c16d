//! The executor: operations as plans that write their answers at once.
//!
//! A plan is the operation of a valid document with everything settled that does not depend on the
//! request: the fields of each object are collected, fragments are in place for each type, response
//! keys are ready as text, literals are read. To run it is to walk it once and to write the answer
//! into one buffer. A value that fails becomes null where the schema allows it, and is told among
//! the errors with its path.
//!
//! What of an object no day and no argument changes is kept as text with the snapshot.

mod connection;
mod fragments;
mod introspection;
mod json;
mod operation;
mod output;
mod planner;
mod plans;
mod roots;
mod run;
mod selection;

pub(in crate::graphql) use self::{
    operation::{Inputs, Operation, Variables},
    output::leaf_outputs,
    plans::{CompiledPlan, Plans},
    roots::{RootTypes, Roots},
    run::{FieldErrors, Outcome},
};
pub use self::{
    output::{Fields, Output, Plan, Waiting},
    planner::Planner,
    roots::{Beginnings, Event, EventSource, EventStream, events},
    run::{Failed, Run},
    selection::{FieldPlan, ObjectPlan, Selected},
};
pub use apollo_compiler::executable::SelectionSet;

/// Stands in place of the body of a method that the library registers as a field and never calls:
/// plans call the method that was written.
///
/// # Panics
/// If it is called.
pub fn registered_only<T>() -> T {
    unreachable!("the library defines the schema, and plans resolve its fields")
}

/// A field of the schema that the type which should have it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownField;
