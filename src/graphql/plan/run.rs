//! One run of a plan: walks it and writes.

use std::{fmt::Display, io::Write};

use async_graphql::{InputType, Variables, resolver_utils::EnumType};
use serde::Serialize;

use super::{
    FieldPlan, Fields, ObjectPlan, Output, Plan,
    argument::Argument,
    fragments::{FragmentKey, Fragments},
    json,
};
use crate::graphql::request_scope::RequestScope;

/// The run came upon an error, which the library has to tell when it executes the operation; or
/// nobody wants the answer any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// One run of a plan.
pub struct Run<'a> {
    text: Vec<u8>,
    scope: &'a RequestScope,
    variables: &'a Variables,
    /// The pieces of the snapshot that were written before.
    fragments: Option<&'a Fragments>,
    /// How many items of lists were written.
    items: u32,
}

/// After so many items of lists a run asks whether its answer is still wanted.
const AT_ONE_GO: u32 = 64;

impl<'a> Run<'a> {
    /// A run that appends to this text.
    pub(super) fn new(
        text: Vec<u8>,
        scope: &'a RequestScope,
        variables: &'a Variables,
        fragments: Option<&'a Fragments>,
    ) -> Self {
        Self {
            text,
            scope,
            variables,
            fragments,
            items: 0,
        }
    }

    /// What was written.
    pub(super) fn into_text(self) -> Vec<u8> {
        self.text
    }

    /// What resolvers read of the request.
    pub fn scope(&self) -> &'a RequestScope {
        self.scope
    }

    /// The argument at a place of the field's arguments.
    ///
    /// # Errors
    /// If its value does not fit its type.
    pub fn argument<T: InputType>(
        &self,
        field: &FieldPlan,
        place: usize,
        default: Option<fn() -> T>,
    ) -> Result<T, Stopped> {
        let argument = field.argument(place).ok_or(Stopped)?;
        let value = match (argument, default) {
            (Argument::Absent, Some(default)) => return Ok(default()),
            (Argument::Absent, None) => None,
            (argument, _) => Some(argument.value(self.variables).ok_or(Stopped)?),
        };
        T::parse(value).map_err(|_| Stopped)
    }

    /// Writes an object.
    ///
    /// # Errors
    /// If there is an error of which the library has to tell.
    pub fn write_object<T: Fields>(&mut self, object: &T, plan: &Plan) -> Result<(), Stopped> {
        match plan {
            Plan::Object(plan) => self.write_piece(object, plan),
            _ => Err(Stopped),
        }
    }

    /// Writes an object as it was written before, where that is kept.
    fn write_piece<T: Fields>(&mut self, object: &T, plan: &ObjectPlan) -> Result<(), Stopped> {
        let key = plan.fragment().and_then(|plan| {
            let object = object.number()?;
            Some(FragmentKey { plan, object })
        });
        let (Some(key), Some(fragments)) = (key, self.fragments) else {
            return self.write_fields(object, plan);
        };
        if let Some(text) = fragments.get(key) {
            self.text.extend_from_slice(&text);
            return Ok(());
        }
        let begin = self.text.len();
        self.write_fields(object, plan)?;
        fragments.keep(key, self.text.get(begin..).unwrap_or_default());
        Ok(())
    }

    /// Writes an object that is a member of a union or an interface.
    ///
    /// # Errors
    /// If there is an error of which the library has to tell.
    pub fn write_member<T: Fields>(
        &mut self,
        object: &T,
        plan: &Plan,
        place: usize,
    ) -> Result<(), Stopped> {
        match plan {
            Plan::Members(plans) => self.write_fields(object, plans.get(place).ok_or(Stopped)?),
            _ => Err(Stopped),
        }
    }

    /// The library makes null of an object without fields.
    fn write_fields<T: Fields>(&mut self, object: &T, plan: &ObjectPlan) -> Result<(), Stopped> {
        if plan.fields().is_empty() {
            self.write_null();
            return Ok(());
        }
        for field in plan.fields() {
            self.text.extend_from_slice(field.key());
            if !field.is_settled() {
                object.write_field(field, self)?;
            }
        }
        self.text.push(b'}');
        Ok(())
    }

    /// Writes a list.
    ///
    /// # Errors
    /// If there is an error of which the library has to tell, or nobody wants the answer any more.
    pub fn write_list<T: Output>(
        &mut self,
        items: impl Iterator<Item = T>,
        plan: &Plan,
    ) -> Result<(), Stopped> {
        self.text.push(b'[');
        for (place, item) in items.enumerate() {
            if place > 0 {
                self.text.push(b',');
            }
            if self.items.is_multiple_of(AT_ONE_GO) && self.scope.cancellation.is_requested() {
                return Err(Stopped);
            }
            self.items = self.items.wrapping_add(1);
            item.write(plan, self)?;
        }
        self.text.push(b']');
        Ok(())
    }

    /// Writes a value of an enum.
    ///
    /// # Errors
    /// If it is none of the values that clients know.
    pub fn write_enum<T: EnumType>(&mut self, value: T) -> Result<(), Stopped> {
        let mut items = T::items().iter();
        let item = items.find(|item| item.value == value).ok_or(Stopped)?;
        // The names of GraphQL need no escapes.
        self.text.push(b'"');
        self.text.extend_from_slice(item.name.as_bytes());
        self.text.push(b'"');
        Ok(())
    }

    /// Writes a text.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn write_text(&mut self, text: &str) -> Result<(), Stopped> {
        json::write_text(&mut self.text, text)
    }

    /// Writes a text that has nothing to be escaped, such as a date.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write_plain(&mut self, text: &impl Display) -> Result<(), Stopped> {
        write!(self.text, "\"{text}\"").map_err(|_| Stopped)
    }

    /// Writes a number that may have a fraction.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn write_float(&mut self, number: f64) -> Result<(), Stopped> {
        json::write_float(&mut self.text, number)
    }

    /// Writes a value as the library writes it at the end.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn write_json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stopped> {
        json::write(&mut self.text, value)
    }

    /// Writes null.
    pub fn write_null(&mut self) {
        self.text.extend_from_slice(b"null");
    }
}
