//! What plans can write: the types that fields have.

use std::sync::Arc;

use async_graphql::{ID, OutputType, Result, parser::types::SelectionSet};

use super::{FieldPlan, ObjectPlan, Planner, Run, Selected, Stopped, Unplannable};

/// What is selected of a value.
#[derive(Debug)]
pub enum Plan {
    /// The value itself.
    Leaf,
    /// Fields of an object.
    Object(ObjectPlan),
    /// Fields of each type that the value can have, in the order of the variants.
    Members(Box<[ObjectPlan]>),
}

/// A type that fields can have.
pub trait Output {
    /// Settles what the sets select of such a value.
    ///
    /// # Errors
    /// If only the library can execute it.
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, Unplannable>;

    /// Writes what is selected of the value as JSON.
    ///
    /// # Errors
    /// If there is an error of which the library has to tell.
    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Stopped>;
}

/// An object.
pub trait Fields: OutputType {
    /// The fields whose values may change while the snapshot stays: with the day, the caller or the
    /// time. `None` when that is so of any.
    const MOVING: Option<&'static [&'static str]> = None;

    /// The object's number among those of its type in the snapshot, where what is selected of it is
    /// worth keeping as long as nothing of it moves.
    fn number(&self) -> Option<u64> {
        None
    }

    /// Settles what is selected of one field.
    ///
    /// # Errors
    /// If only the library can execute it.
    fn plan_field(planner: &Planner<'_>, selected: &Selected<'_>)
    -> Result<FieldPlan, Unplannable>;

    /// Writes the value of one field.
    ///
    /// # Errors
    /// If there is an error of which the library has to tell.
    fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Stopped>;
}

/// Makes an output of an object.
macro_rules! object_output {
    ($object:ty) => {
        impl $crate::graphql::plan::Output for $object {
            fn plan(
                planner: &$crate::graphql::plan::Planner<'_>,
                sets: &[&::async_graphql::parser::types::SelectionSet],
            ) -> ::std::result::Result<
                $crate::graphql::plan::Plan,
                $crate::graphql::plan::Unplannable,
            > {
                planner.object::<Self>(sets)
            }

            fn write(
                &self,
                plan: &$crate::graphql::plan::Plan,
                run: &mut $crate::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), $crate::graphql::plan::Stopped> {
                run.write_object(self, plan)
            }
        }
    };
}
pub(in crate::graphql) use object_output;

/// Makes outputs of types that are written in one piece.
macro_rules! leaf_outputs {
    ($($leaf:ty => |$value:ident, $run:ident| $write:expr;)*) => {$(
        impl Output for $leaf {
            fn plan(_: &Planner<'_>, _: &[&SelectionSet]) -> Result<Plan, Unplannable> {
                Ok(Plan::Leaf)
            }

            fn write(&self, _: &Plan, $run: &mut Run<'_>) -> Result<(), Stopped> {
                let $value = self;
                $write
            }
        }
    )*};
}

leaf_outputs! {
    bool => |value, run| run.write_json(value);
    i32 => |value, run| run.write_json(value);
    i64 => |value, run| run.write_json(value);
    f64 => |value, run| run.write_float(*value);
    str => |value, run| run.write_text(value);
    String => |value, run| run.write_text(value);
    ID => |value, run| run.write_text(value);
}

/// Makes outputs of pointers, which are written as what they point to.
macro_rules! pointer_outputs {
    ($($pointer:ty),*) => {$(
        impl<T: Output + ?Sized> Output for $pointer {
            fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, Unplannable> {
                T::plan(planner, sets)
            }

            fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Stopped> {
                T::write(self, plan, run)
            }
        }
    )*};
}

pointer_outputs!(&T, Box<T>, Arc<T>);

impl<T: Fields> Fields for Box<T> {
    const MOVING: Option<&'static [&'static str]> = T::MOVING;

    fn number(&self) -> Option<u64> {
        T::number(self)
    }

    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, Unplannable> {
        T::plan_field(planner, selected)
    }

    fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Stopped> {
        T::write_field(self, field, run)
    }
}

impl<T: Output> Output for Option<T> {
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, Unplannable> {
        T::plan(planner, sets)
    }

    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Stopped> {
        let Some(value) = self else {
            run.write_null();
            return Ok(());
        };
        value.write(plan, run)
    }
}

impl<T: Output> Output for Result<T> {
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, Unplannable> {
        T::plan(planner, sets)
    }

    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Stopped> {
        match self {
            Ok(value) => value.write(plan, run),
            Err(_) => Err(Stopped),
        }
    }
}

impl<T: Output> Output for [T] {
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, Unplannable> {
        T::plan(planner, sets)
    }

    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Stopped> {
        run.write_list(self.iter(), plan)
    }
}

impl<T: Output> Output for Vec<T> {
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, Unplannable> {
        T::plan(planner, sets)
    }

    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Stopped> {
        self.as_slice().write(plan, run)
    }
}
