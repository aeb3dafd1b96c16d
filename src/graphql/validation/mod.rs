//! Validation of documents and coercion of variables, by the rules of the specification.

pub(super) mod coercion;
pub(super) mod conflicts;
pub(super) mod nearest;
pub(super) mod rules;
pub(super) mod type_system;
