//! Documents compiled to plans that write their answers at once.
//!
//! The library's executor makes a boxed future and a map entry of every field of every object, and
//! a tree of values that is then written as JSON. Nothing of that is needed for resolvers that
//! read a snapshot in memory. A plan is the operation of a document with everything settled that
//! does not depend on the request: fragments are written into place for each type, fields that
//! select the same are one, response keys are ready as text. To run it is to walk it once and to
//! write the answer into one buffer.
//!
//! A plan is made only of a document that the library has already executed, so it is valid. It
//! answers only what is plain: on an error of any kind it stops, and the library executes the
//! operation from the start. So errors, their order and what they make null are the library's own.
//! Parts of objects that no day and no argument changes are kept as text with the snapshot.
//! What plans cannot do at all (introspection, mutations, resolvers that wait) is seen when the plan
//! is made.

mod argument;
mod connection;
mod fragments;
mod input_fit;
mod json;
mod operation;
mod output;
mod planner;
mod plans;
mod run;
mod selection;

pub(super) use self::{
    operation::{Operation, Variant},
    output::{Fields, Output, Plan, object_output},
    planner::Planner,
    plans::{Known, Planned, Plans},
    run::{Run, Stopped},
    selection::{FieldPlan, ObjectPlan, Selected},
};

/// Something in a document that only the library can execute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unplannable;
