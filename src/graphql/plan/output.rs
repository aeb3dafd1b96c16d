//! The types of fields, and how they are written as JSON.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{ID, Result};
use futures_util::future::BoxFuture;

use super::{Failed, FieldPlan, ObjectPlan, Planner, Run, Selected, SelectionSet, UnknownField};

/// The selection of a value.
#[derive(Debug)]
pub enum Plan {
    /// A scalar or an enum.
    Leaf,
    /// The fields of an object.
    Object(ObjectPlan),
    /// The fields of each possible object type, in the order of the enum's variants.
    Members(Box<[ObjectPlan]>),
}

/// What output depends on besides the object, from most to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stability {
    /// On the day, the caller or the time.
    Varying,
    /// On the snapshot and on the period of the object's exam, between whose ends no day changes what
    /// its record says.
    Period,
    /// On the snapshot.
    Snapshot,
}

/// A type of a field.
pub trait Output {
    /// Whether the type is nullable, so that a failed value becomes null.
    const IS_NULLABLE: bool = false;

    /// Compiles the selection sets of a value.
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, UnknownField>;

    /// Writes the selection of the value as JSON.
    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed>;
}

/// The future of an async field.
pub type FieldFuture<'a> = BoxFuture<'a, std::result::Result<(), Failed>>;

/// An object type.
pub trait Fields {
    /// The name of its type.
    fn name() -> Cow<'static, str>;

    /// What the output of one of its fields depends on.
    fn stability(_: &str) -> Stability {
        Stability::Varying
    }

    /// The object's number among those of its type in the snapshot, if its output may be cached.
    fn number(&self) -> Option<u64> {
        None
    }

    /// The number of the period of the object's exam that the day belongs to.
    fn period(&self) -> u32 {
        0
    }

    /// Compiles one field.
    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField>;

    /// Writes the value of one field.
    fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Failed>;

    /// Writes the value of one root field with an async resolver.
    fn write_async_field<'a>(&'a self, _: &'a FieldPlan, run: &'a mut Run<'_>) -> FieldFuture<'a> {
        run.not_async()
    }
}

/// Implements [`Output`] for an object type.
macro_rules! object_output {
    ($object:ty) => {
        impl Output for $object {
            fn plan(
                planner: &Planner<'_>,
                sets: &[&super::SelectionSet],
            ) -> Result<super::Plan, UnknownField> {
                planner.object::<Self>(sets)
            }

            fn write(&self, plan: &super::Plan, run: &mut Run<'_>) -> Result<(), Failed> {
                run.write_object(self, plan)
            }
        }
    };
}
pub(super) use object_output;

/// Implements [`Fields`] for a type: its fields with index, name, argument and type.
macro_rules! object_fields {
    ($object:ty as $name:literal {
        $($index:literal $field:literal ($($argument:literal)?): $output:ty
            = |$it:pat_param, $run:pat_param, $plan:pat_param| $value:expr;)+
    }) => {
        impl Fields for $object {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed($name)
            }

            fn plan_field(
                planner: &Planner<'_>,
                selected: &Selected<'_>,
            ) -> Result<FieldPlan, UnknownField> {
                match selected.name() {
                    $($field => planner.field::<$output>(selected, $index, &[$($argument)?]),)+
                    _ => Err(UnknownField),
                }
            }

            fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Failed> {
                match field.index() {
                    $($index => {
                        let ($it, $run, $plan) = (self, &mut *run, field);
                        let value: $output = $value;
                        value.write(field.plan(), run)
                    })+
                    _ => Err(run.unknown_field()),
                }
            }
        }

        super::output::object_output!($object);
    };
}
pub(super) use object_fields;

/// Implements [`Output`] for scalars and enums.
macro_rules! leaf_outputs {
    ($($leaf:ty => |$value:ident, $run:ident| $write:expr;)*) => {$(
        impl $crate::graphql::plan::Output for $leaf {
            fn plan(
                _: &$crate::graphql::plan::Planner<'_>,
                _: &[&$crate::graphql::plan::SelectionSet],
            ) -> Result<$crate::graphql::plan::Plan, $crate::graphql::plan::UnknownField> {
                Ok($crate::graphql::plan::Plan::Leaf)
            }

            fn write(
                &self,
                _: &$crate::graphql::plan::Plan,
                $run: &mut $crate::graphql::plan::Run<'_>,
            ) -> Result<(), $crate::graphql::plan::Failed> {
                let $value = self;
                $write
            }
        }
    )*};
}
pub(crate) use leaf_outputs;

leaf_outputs! {
    bool => |value, run| run.write_json(value);
    i32 => |value, run| run.write_json(value);
    i64 => |value, run| run.write_int(*value);
    u16 => |value, run| run.write_json(value);
    u32 => |value, run| run.write_int(*value);
    usize => |value, run| run.write_int(*value);
    f64 => |value, run| run.write_float(*value);
    str => |value, run| run.write_string(value);
    String => |value, run| run.write_string(value);
    ID => |value, run| run.write_string(value);
}

/// Implements [`Output`] for pointers.
macro_rules! pointer_outputs {
    ($($pointer:ty),*) => {$(
        impl<T: Output + ?Sized> Output for $pointer {
            const IS_NULLABLE: bool = T::IS_NULLABLE;

            fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, UnknownField> {
                T::plan(planner, sets)
            }

            fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed> {
                T::write(self, plan, run)
            }
        }
    )*};
}

pointer_outputs!(&T, Box<T>, Arc<T>);

impl<T: Fields> Fields for Box<T> {
    fn name() -> Cow<'static, str> {
        T::name()
    }

    fn stability(field: &str) -> Stability {
        T::stability(field)
    }

    fn number(&self) -> Option<u64> {
        T::number(self)
    }

    fn period(&self) -> u32 {
        T::period(self)
    }

    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField> {
        T::plan_field(planner, selected)
    }

    fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Failed> {
        T::write_field(self, field, run)
    }
}

impl<T: Output> Output for Option<T> {
    const IS_NULLABLE: bool = true;

    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, UnknownField> {
        T::plan(planner, sets)
    }

    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed> {
        let Some(value) = self else {
            run.write_null();
            return Ok(());
        };
        value.write(plan, run)
    }
}

impl<T: Output> Output for Result<T> {
    const IS_NULLABLE: bool = T::IS_NULLABLE;

    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, UnknownField> {
        T::plan(planner, sets)
    }

    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed> {
        match self {
            Ok(value) => value.write(plan, run),
            Err(error) => Err(run.fail(error.clone())),
        }
    }
}

impl<T: Output> Output for [T] {
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, UnknownField> {
        T::plan(planner, sets)
    }

    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed> {
        run.write_list(self.iter(), plan)
    }
}

impl<T: Output> Output for Vec<T> {
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<Plan, UnknownField> {
        T::plan(planner, sets)
    }

    fn write(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed> {
        self.as_slice().write(plan, run)
    }
}
