//! A run: it walks a plan and writes JSON.

use std::{fmt::Display, io::Write};

use apollo_compiler::parser::SourceSpan;
use async_graphql::{
    Error, InputType, PathSegment, Pos,
    resolver_utils::{EnumItem, EnumType},
};
use serde::Serialize;

use super::{
    FieldFuture, FieldPlan, Fields, Inputs, ObjectPlan, Output, Plan, json,
    output_cache::{OutputCache, OutputKey},
    selection::{Argument, SectionCache},
};
use crate::graphql::{
    engine::request::ErrorBehavior, engine::request_context::RequestContext, error_code::ErrorCode,
    validation::type_system::TypeSystem,
};

/// A value failed: its error is recorded, and null propagates to the nearest nullable field or item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

/// An error of a field.
#[derive(Debug)]
pub(crate) struct FieldError {
    pub(crate) error: Error,
    /// The location of the field in the document.
    pub(crate) location: Option<SourceSpan>,
    /// The response keys and list indices that lead to it, innermost first.
    pub(crate) path: Vec<PathSegment>,
}

/// The errors of a run in the order in which they occurred.
pub(crate) type FieldErrors = Vec<FieldError>;

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The opening text and the value of `data`.
    pub(crate) text: Vec<u8>,
    pub(crate) errors: FieldErrors,
    /// The run was canceled.
    pub(crate) is_abandoned: bool,
}

/// One run of a plan.
pub struct Run<'a> {
    text: Vec<u8>,
    types: &'a TypeSystem,
    /// `None` for an event of a subscription.
    scope: Option<&'a RequestContext>,
    inputs: &'a Inputs,
    outputs: Option<&'a OutputCache>,
    errors: FieldErrors,
    /// The length of `errors`: the loops compare it for each field, and a call would cost more.
    error_count: usize,
    /// The list items written so far.
    items: u32,
    is_abandoned: bool,
}

/// A run checks for cancellation after this many list items.
const CANCEL_CHECK_INTERVAL: u32 = 64;

impl<'a> Run<'a> {
    /// A run that appends to this text.
    pub(super) fn new(
        text: Vec<u8>,
        types: &'a TypeSystem,
        scope: Option<&'a RequestContext>,
        inputs: &'a Inputs,
        outputs: Option<&'a OutputCache>,
    ) -> Self {
        Self {
            text,
            types,
            scope,
            inputs,
            outputs,
            errors: Vec::new(),
            error_count: 0,
            items: 0,
            is_abandoned: false,
        }
    }

    pub(super) fn into_outcome(self) -> Outcome {
        Outcome {
            text: self.text,
            errors: self.errors,
            is_abandoned: self.is_abandoned,
        }
    }

    /// The context of the request.
    ///
    /// # Errors
    /// If there is none: events of a subscription outlive the request.
    pub fn scope(&mut self) -> Result<&'a RequestContext, Failed> {
        match self.scope {
            Some(scope) => Ok(scope),
            None => Err(self.fail(Error::new("an event reads the request"))),
        }
    }

    /// The schema, for introspection.
    pub(super) fn types(&self) -> &'a TypeSystem {
        self.types
    }

    /// Records an error of the current field.
    pub fn fail(&mut self, error: Error) -> Failed {
        self.errors.push(FieldError {
            error,
            location: None,
            path: Vec::new(),
        });
        self.error_count += 1;
        Failed
    }

    /// Records that a plan does not match its type, which no document can cause.
    pub fn unknown_field(&mut self) -> Failed {
        self.fail(Error::new("a plan does not fit its type"))
    }

    /// The argument with this index.
    ///
    /// # Errors
    /// If its value does not fit its type, such as null from a nullable variable.
    pub fn argument<T: InputType>(
        &mut self,
        field: &FieldPlan,
        index: usize,
        default: Option<fn() -> T>,
    ) -> Result<T, Failed> {
        let argument = field.argument(index);
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
                let coordinate = argument.map_or("", Argument::coordinate);
                let message = format!("The argument \"{coordinate}{path}\": {message}");
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

    /// Writes the root of an operation with async fields, one field after the other.
    pub(super) async fn write_async_root<T: Fields + Sync>(&mut self, root: &T, plan: &ObjectPlan) {
        let start = self.text.len();
        for field in plan.fields() {
            let mark = self.begin(field);
            let outcome = if field.is_async() {
                root.write_async_field(field, self).await
            } else if field.is_constant() {
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

    /// Starts the stream of a subscription's field.
    pub(super) fn begin_events<S: super::EventSource>(
        &mut self,
        source: &S,
        field: &FieldPlan,
        start: super::StreamStart,
    ) -> Result<super::EventStream, Failed> {
        let mark = self.mark();
        let begun = source.begin(field, self, start);
        let outcome = begun.as_ref().map(drop).map_err(|failed| *failed);
        // This only adds path and location to errors: there is no response yet.
        let _ = self.end(field, mark, outcome);
        begun
    }

    fn null_root(&mut self, start: usize) {
        self.text.truncate(start);
        self.write_null();
    }

    /// Writes an object.
    pub fn write_object<T: Fields>(&mut self, object: &T, plan: &Plan) -> Result<(), Failed> {
        match plan {
            Plan::Object(plan) => self.write_fields(object, plan),
            _ => Err(self.unknown_field()),
        }
    }

    /// Writes an object of a union or an interface.
    pub fn write_member<T: Fields>(
        &mut self,
        object: &T,
        plan: &Plan,
        index: usize,
    ) -> Result<(), Failed> {
        match plan {
            Plan::Members(plans) if index < plans.len() => self.write_fields(object, &plans[index]),
            _ => Err(self.unknown_field()),
        }
    }

    fn write_fields<T: Fields>(&mut self, object: &T, plan: &ObjectPlan) -> Result<(), Failed> {
        for (section, fields) in plan.sections() {
            match section.cache() {
                Some(cache) => self.write_cached(object, fields, cache)?,
                None => self.write_each(object, fields)?,
            }
        }
        self.close(plan);
        Ok(())
    }

    /// Writes fields from the output cache.
    fn write_cached<T: Fields>(
        &mut self,
        object: &T,
        fields: &[FieldPlan],
        cache: SectionCache,
    ) -> Result<(), Failed> {
        let (Some(outputs), Some(number)) = (self.outputs, object.number()) else {
            return self.write_each(object, fields);
        };
        let key = OutputKey {
            fields: cache.id,
            object: number,
            period: if cache.by_period { object.period() } else { 0 },
        };
        if let Some(text) = outputs.get(key) {
            self.text.extend_from_slice(&text);
            return Ok(());
        }
        let (begin, errors) = (self.text.len(), self.error_count);
        // Nested objects are cached as part of this output.
        self.outputs = None;
        let written = self.write_each(object, fields);
        self.outputs = Some(outputs);
        if written.is_ok() && self.error_count == errors {
            outputs.insert(key, self.text.get(begin..).unwrap_or_default());
        }
        written
    }

    fn write_each<T: Fields>(&mut self, object: &T, fields: &[FieldPlan]) -> Result<(), Failed> {
        for field in fields {
            self.text.extend_from_slice(&field.key);
            if field.is_constant() {
                continue;
            }
            let mark = self.mark();
            match object.write_field(field, self) {
                Ok(()) if self.error_count == mark.errors => {}
                outcome => self.end(field, mark, outcome)?,
            }
        }
        Ok(())
    }

    /// Ends an object; the key of its first field includes the opening brace.
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
        self.add_segment(mark, || PathSegment::Field(field.response_key().to_owned()));
        for error in self.errors.iter_mut().skip(mark.errors) {
            error.location = error.location.or(field.location());
        }
        if outcome.is_err() && self.takes_null(field.is_nullable()) {
            return self.null(mark);
        }
        outcome
    }

    /// Adds a segment to the paths of the errors since a mark.
    #[cold]
    fn add_segment(&mut self, mark: Mark, segment: impl Fn() -> PathSegment) {
        for error in self.errors.iter_mut().skip(mark.errors) {
            error.path.push(segment());
        }
    }

    /// Whether a failed value becomes null.
    fn takes_null(&self, is_nullable: bool) -> bool {
        match self.inputs.on_error {
            ErrorBehavior::Propagate => is_nullable,
            ErrorBehavior::Null => true,
            ErrorBehavior::Halt => false,
        }
    }

    /// Replaces a failed value by null.
    fn null(&mut self, mark: Mark) -> Result<(), Failed> {
        if self.is_abandoned {
            return Err(Failed);
        }
        self.text.truncate(mark.text);
        self.write_null();
        Ok(())
    }

    /// Writes a list.
    pub fn write_list<T: Output>(
        &mut self,
        items: impl Iterator<Item = T>,
        plan: &Plan,
    ) -> Result<(), Failed> {
        self.text.push(b'[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.text.push(b',');
            }
            if self.items.is_multiple_of(CANCEL_CHECK_INTERVAL) && self.is_canceled() {
                self.is_abandoned = true;
                return Err(Failed);
            }
            self.items = self.items.wrapping_add(1);
            let mark = self.mark();
            match item.write(plan, self) {
                Ok(()) if self.error_count == mark.errors => {}
                outcome => {
                    self.add_segment(mark, || PathSegment::Index(index));
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

    fn is_canceled(&self) -> bool {
        let scope = self.scope;
        scope.is_some_and(|scope| scope.cancellation.is_requested())
    }

    /// Writes a value of an enum.
    pub fn write_enum<T: EnumType>(&mut self, value: T) -> Result<(), Failed> {
        let mut items = T::items().iter();
        self.write_enum_item(items.find(|item| item.value == value))
    }

    /// Writes an item of an enum.
    pub(crate) fn write_enum_item<T>(&mut self, item: Option<&EnumItem<T>>) -> Result<(), Failed> {
        let Some(item) = item else {
            return Err(self.fail(Error::new("an enum value is not in the schema")));
        };
        // GraphQL names need no escapes.
        self.text.push(b'"');
        self.text.extend_from_slice(item.name.as_bytes());
        self.text.push(b'"');
        Ok(())
    }

    /// Writes a string.
    pub fn write_string(&mut self, text: &str) -> Result<(), Failed> {
        match json::write_string(&mut self.text, text) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.unwritable(&error)),
        }
    }

    /// Writes a string that needs no escapes, such as a date.
    pub fn write_plain(&mut self, text: &impl Display) -> Result<(), Failed> {
        match write!(self.text, "\"{text}\"") {
            Ok(()) => Ok(()),
            Err(error) => Err(self.unwritable(&error)),
        }
    }

    /// Writes an `Int`.
    pub fn write_int(&mut self, number: impl TryInto<i32>) -> Result<(), Failed> {
        match number.try_into() {
            Ok(number) => self.write_json(&number),
            Err(_) => Err(self.fail(Error::new("a number has more than 32 bits"))),
        }
    }

    /// Writes a `Float`.
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

    /// The future of a root field whose resolver is not async.
    pub(super) fn not_async<'f>(&mut self) -> FieldFuture<'f> {
        let failed = self.unknown_field();
        Box::pin(std::future::ready(Err(failed)))
    }
}

/// A position in a run to roll back to.
#[derive(Clone, Copy)]
struct Mark {
    text: usize,
    errors: usize,
}
