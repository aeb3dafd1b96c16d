//! One run of a plan: walks it and writes.

use std::{fmt::Display, io::Write};

use apollo_compiler::parser::SourceSpan;
use async_graphql::{
    Error, InputType, PathSegment, Pos,
    resolver_utils::{EnumItem, EnumType},
};
use serde::Serialize;

use super::{
    FieldPlan, Fields, Inputs, ObjectPlan, Output, Plan, Waiting,
    fragments::{FragmentKey, Fragments},
    json,
    selection::Argument,
};
use crate::graphql::{
    engine::request::ErrorBehavior, engine::request_context::RequestContext, error_code::ErrorCode,
    validation::type_system::TypeSystem,
};

/// A value that failed: the error is noted, and what holds the value becomes null, up to the nearest
/// that may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

/// An error of a field.
#[derive(Debug)]
pub(in crate::graphql) struct FieldError {
    pub(in crate::graphql) error: Error,
    /// Where the field is selected.
    pub(in crate::graphql) location: Option<SourceSpan>,
    /// The response keys and places of lists that lead to it, innermost first.
    pub(in crate::graphql) path: Vec<PathSegment>,
}

/// The errors of a run in the order in which they happened.
pub(in crate::graphql) type FieldErrors = Vec<FieldError>;

/// What a run gave.
#[derive(Debug)]
pub(in crate::graphql) struct Outcome {
    /// The text that was begun with, and the value of `data`.
    pub(in crate::graphql) text: Vec<u8>,
    pub(in crate::graphql) errors: FieldErrors,
    /// It ended early, because nobody wants the answer any more.
    pub(in crate::graphql) is_abandoned: bool,
}

/// One run of a plan.
pub struct Run<'a> {
    text: Vec<u8>,
    types: &'a TypeSystem,
    /// What the request is; an event of a subscription belongs to none.
    scope: Option<&'a RequestContext>,
    inputs: &'a Inputs,
    /// The pieces of the snapshot that were written before.
    fragments: Option<&'a Fragments>,
    errors: FieldErrors,
    /// How many errors there are: the loops compare it for each field, and a call would cost more.
    error_count: usize,
    /// How many items of lists were written.
    items: u32,
    /// Nobody wants the answer any more.
    is_abandoned: bool,
}

/// After so many items of lists a run asks whether its answer is still wanted.
const CANCEL_CHECK_INTERVAL: u32 = 64;

impl<'a> Run<'a> {
    /// A run that appends to this text.
    pub(super) fn new(
        text: Vec<u8>,
        types: &'a TypeSystem,
        scope: Option<&'a RequestContext>,
        inputs: &'a Inputs,
        fragments: Option<&'a Fragments>,
    ) -> Self {
        Self {
            text,
            types,
            scope,
            inputs,
            fragments,
            errors: Vec::new(),
            error_count: 0,
            items: 0,
            is_abandoned: false,
        }
    }

    /// What was written, after all.
    pub(super) fn into_outcome(self) -> Outcome {
        Outcome {
            text: self.text,
            errors: self.errors,
            is_abandoned: self.is_abandoned,
        }
    }

    /// What resolvers read of the request.
    ///
    /// # Errors
    /// If there is no request: events of a subscription outlive it.
    pub fn scope(&mut self) -> Result<&'a RequestContext, Failed> {
        match self.scope {
            Some(scope) => Ok(scope),
            None => Err(self.fail(Error::new("an event reads the request"))),
        }
    }

    /// The schema, which introspection tells.
    pub(super) fn types(&self) -> &'a TypeSystem {
        self.types
    }

    /// Notes an error of the field that is being written.
    pub fn fail(&mut self, error: Error) -> Failed {
        self.errors.push(FieldError {
            error,
            location: None,
            path: Vec::new(),
        });
        self.error_count += 1;
        Failed
    }

    /// Notes that a plan and what runs it do not fit, which no document can bring about.
    pub fn unknown_field(&mut self) -> Failed {
        self.fail(Error::new("a plan does not fit its type"))
    }

    /// The argument at a place of the field's arguments.
    ///
    /// # Errors
    /// If its value does not fit its type: null from a variable, where there has to be a value.
    pub fn argument<T: InputType>(
        &mut self,
        field: &FieldPlan,
        place: usize,
        default: Option<fn() -> T>,
    ) -> Result<T, Failed> {
        let argument = field.argument(place);
        let template = argument.and_then(Argument::template);
        let value = match template {
            Some(template) => template.value(&self.inputs.variables),
            None => None,
        };
        let parsed = match (value, default) {
            (None, Some(default)) => return Ok(default()),
            (value, _) => T::parse(value),
        };
        match parsed {
            Ok(parsed) => Ok(parsed),
            Err(fault) => {
                let null = template.and_then(|template| template.null(&self.inputs.variables));
                let (path, message) = match null {
                    Some(null) => (null.path(), format!("{}.", null.message)),
                    None => (
                        String::new(),
                        fault.into_server_error(Pos::default()).message,
                    ),
                };
                let place = argument.map_or("", Argument::place);
                let message = format!("The argument \"{place}{path}\": {message}");
                Err(self.fail(ErrorCode::BadUserInput.error(message)))
            }
        }
    }

    /// Writes the root of an operation.
    pub(super) fn write_root<T: Fields>(&mut self, root: &T, plan: &ObjectPlan) {
        let start = self.text.len();
        if self.write_fields(root, plan).is_err() {
            self.null_root(start);
        }
    }

    /// Writes the root of an operation of which some fields wait, one field after the other.
    pub(super) async fn write_waiting_root<T: Fields + Sync>(
        &mut self,
        root: &T,
        plan: &ObjectPlan,
    ) {
        let start = self.text.len();
        for field in plan.fields() {
            let mark = self.begin(field);
            let outcome = if field.waits() {
                root.wait_field(field, self).await
            } else if field.is_settled() {
                Ok(())
            } else {
                root.write_field(field, self)
            };
            if self.end(field, mark, outcome).is_err() {
                return self.null_root(start);
            }
        }
        self.close(plan);
    }

    /// Writes an event of a subscription under the response key of its field.
    pub(super) fn write_event(&mut self, event: &dyn super::Event, plan: &ObjectPlan) {
        let start = self.text.len();
        for field in plan.fields() {
            let mark = self.begin(field);
            let outcome = event.write_event(field.plan(), self);
            if self.end(field, mark, outcome).is_err() {
                return self.null_root(start);
            }
        }
        self.close(plan);
    }

    /// Begins the stream of a field of a subscription.
    pub(super) fn begin_events<S: super::EventSource>(
        &mut self,
        source: &S,
        field: &FieldPlan,
        beginning: super::Beginnings,
    ) -> Result<super::EventStream, Failed> {
        let mark = self.mark();
        let begun = source.begin(field, self, beginning);
        let outcome = begun.as_ref().map(drop).map_err(|failed| *failed);
        // Nothing is null here: there is no answer.
        let _ = self.end(field, mark, outcome);
        begun
    }

    fn null_root(&mut self, start: usize) {
        self.text.truncate(start);
        self.write_null();
    }

    /// Writes an object.
    ///
    /// # Errors
    /// If a field failed that cannot be null.
    pub fn write_object<T: Fields>(&mut self, object: &T, plan: &Plan) -> Result<(), Failed> {
        match plan {
            Plan::Object(plan) => self.write_piece(object, plan),
            _ => Err(self.unknown_field()),
        }
    }

    /// Writes an object as it was written before, where that is kept.
    fn write_piece<T: Fields>(&mut self, object: &T, plan: &ObjectPlan) -> Result<(), Failed> {
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
        let (begin, errors) = (self.text.len(), self.error_count);
        self.write_fields(object, plan)?;
        if self.error_count == errors {
            fragments.keep(key, self.text.get(begin..).unwrap_or_default());
        }
        Ok(())
    }

    /// Writes an object that is a member of a union or an interface.
    ///
    /// # Errors
    /// If a field failed that cannot be null.
    pub fn write_member<T: Fields>(
        &mut self,
        object: &T,
        plan: &Plan,
        place: usize,
    ) -> Result<(), Failed> {
        match plan {
            Plan::Members(plans) => match plans.get(place) {
                Some(plan) => self.write_fields(object, plan),
                None => Err(self.unknown_field()),
            },
            _ => Err(self.unknown_field()),
        }
    }

    fn write_fields<T: Fields>(&mut self, object: &T, plan: &ObjectPlan) -> Result<(), Failed> {
        for field in plan.fields() {
            self.text.extend_from_slice(&field.key);
            if field.is_settled() {
                continue;
            }
            let mark = self.mark();
            match object.write_field(field, self) {
                Ok(()) if self.error_count == mark.errors => {}
                outcome => self.end(field, mark, outcome)?,
            }
        }
        self.close(plan);
        Ok(())
    }

    /// The end of an object; its beginning stands with its first field.
    fn close(&mut self, plan: &ObjectPlan) {
        let end: &[u8] = if plan.fields().is_empty() {
            b"{}"
        } else {
            b"}"
        };
        self.text.extend_from_slice(end);
    }

    fn begin(&mut self, field: &FieldPlan) -> Mark {
        self.text.extend_from_slice(&field.key);
        self.mark()
    }

    fn mark(&self) -> Mark {
        Mark {
            text: self.text.len(),
            errors: self.error_count,
        }
    }

    fn end(
        &mut self,
        field: &FieldPlan,
        mark: Mark,
        outcome: Result<(), Failed>,
    ) -> Result<(), Failed> {
        if outcome.is_ok() && self.error_count == mark.errors {
            return Ok(());
        }
        self.lead(mark, || PathSegment::Field(field.response_key().to_owned()));
        for error in self.errors.iter_mut().skip(mark.errors) {
            error.location = error.location.or(field.location());
        }
        if outcome.is_err() && self.takes_null(field.is_nullable()) {
            return self.null(mark);
        }
        outcome
    }

    /// Adds a step to the paths of errors that happened since.
    #[cold]
    fn lead(&mut self, mark: Mark, segment: impl Fn() -> PathSegment) {
        for error in self.errors.iter_mut().skip(mark.errors) {
            error.path.push(segment());
        }
    }

    /// Whether null takes the place of a value that failed.
    fn takes_null(&self, is_nullable: bool) -> bool {
        match self.inputs.on_error {
            ErrorBehavior::Propagate => is_nullable,
            ErrorBehavior::Null => true,
            ErrorBehavior::Halt => false,
        }
    }

    /// Writes null for a value that failed.
    fn null(&mut self, mark: Mark) -> Result<(), Failed> {
        if self.is_abandoned {
            return Err(Failed);
        }
        self.text.truncate(mark.text);
        self.write_null();
        Ok(())
    }

    /// Writes a list.
    ///
    /// # Errors
    /// If an item failed that cannot be null, or nobody wants the answer any more.
    pub fn write_list<T: Output>(
        &mut self,
        items: impl Iterator<Item = T>,
        plan: &Plan,
    ) -> Result<(), Failed> {
        self.text.push(b'[');
        for (place, item) in items.enumerate() {
            if place > 0 {
                self.text.push(b',');
            }
            if self.items.is_multiple_of(CANCEL_CHECK_INTERVAL) && self.is_unwanted() {
                self.is_abandoned = true;
                return Err(Failed);
            }
            self.items = self.items.wrapping_add(1);
            let mark = self.mark();
            match item.write(plan, self) {
                Ok(()) if self.error_count == mark.errors => {}
                outcome => {
                    self.lead(mark, || PathSegment::Index(place));
                    match outcome {
                        Err(Failed) if self.takes_null(T::IS_NULLABLE) => self.null(mark)?,
                        outcome => outcome?,
                    }
                }
            }
        }
        self.text.push(b']');
        Ok(())
    }

    /// Whether nobody waits for the answer any more.
    fn is_unwanted(&self) -> bool {
        let scope = self.scope;
        scope.is_some_and(|scope| scope.cancellation.is_requested())
    }

    /// Writes a value of an enum.
    ///
    /// # Errors
    /// If it is none of the values that clients know.
    pub fn write_enum<T: EnumType>(&mut self, value: T) -> Result<(), Failed> {
        let mut items = T::items().iter();
        self.write_enum_item(items.find(|item| item.value == value))
    }

    /// Writes an item of an enum.
    pub(in crate::graphql) fn write_enum_item<T>(
        &mut self,
        item: Option<&EnumItem<T>>,
    ) -> Result<(), Failed> {
        let Some(item) = item else {
            return Err(self.fail(Error::new("an enum has a value that nobody knows")));
        };
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
    pub fn write_text(&mut self, text: &str) -> Result<(), Failed> {
        match json::write_text(&mut self.text, text) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.unwritable(&error)),
        }
    }

    /// Writes a text that has nothing to be escaped, such as a date.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write_plain(&mut self, text: &impl Display) -> Result<(), Failed> {
        match write!(self.text, "\"{text}\"") {
            Ok(()) => Ok(()),
            Err(error) => Err(self.unwritable(&error)),
        }
    }

    /// Writes a whole number, of which GraphQL's have 32 bits.
    ///
    /// # Errors
    /// If it has more.
    pub fn write_whole(&mut self, number: impl TryInto<i32>) -> Result<(), Failed> {
        match number.try_into() {
            Ok(number) => self.write_json(&number),
            Err(_) => Err(self.fail(Error::new("a number has more than 32 bits"))),
        }
    }

    /// Writes a number that may have a fraction.
    ///
    /// # Errors
    /// If JSON has no such number.
    pub fn write_float(&mut self, number: f64) -> Result<(), Failed> {
        if !number.is_finite() {
            return Err(self.fail(Error::new("a number is not finite")));
        }
        match json::write_float(&mut self.text, number) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.unwritable(&error)),
        }
    }

    /// Writes a value as JSON.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn write_json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        match json::write(&mut self.text, value) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.unwritable(&error)),
        }
    }

    #[cold]
    fn unwritable(&mut self, error: &impl Display) -> Failed {
        self.fail(Error::new(error.to_string()))
    }

    /// Writes null.
    pub fn write_null(&mut self) {
        self.text.extend_from_slice(b"null");
    }

    /// A field of the root that waits for nothing here.
    pub(super) fn never_waits<'f>(&mut self) -> Waiting<'f> {
        let failed = self.unknown_field();
        Box::pin(std::future::ready(Err(failed)))
    }
}

/// A place in a run, to which it may come back.
#[derive(Clone, Copy)]
struct Mark {
    text: usize,
    errors: usize,
}
