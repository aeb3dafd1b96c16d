//! The root types of operations.

use apollo_compiler::ast::OperationType;
use async_graphql::{EmptySubscription, Error};
use futures_util::{StreamExt, future::BoxFuture, stream::BoxStream};

use super::{
    Failed, FieldPlan, Fields, ObjectPlan, Output, Plan, Planner, Run, Selected, SelectionSet,
    UnknownField,
};
use crate::graphql::{
    engine::request_time::RequestTime,
    engine::services::Services,
    objects::subscription::{StreamCursor, StreamPosition},
};

/// The root type of subscriptions: each field is a stream of events.
pub trait EventSource: Send + Sync + 'static {
    /// Compiles the selection of a field's events.
    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField>;

    /// Starts the stream of a field.
    fn begin(
        &self,
        field: &FieldPlan,
        run: &mut Run<'_>,
        start: StreamStart,
    ) -> Result<EventStream, Failed>;
}

/// The inputs of a subscription. A stream may last for weeks, so it must not keep the snapshot that it
/// starts with.
pub struct StreamStart {
    /// The snapshot and the time of the request.
    pub moment: RequestTime,
    /// The position of the client before its connection ended.
    pub resumed_from: Option<StreamCursor>,
    /// The position of the reader, for the transport.
    pub progress: StreamPosition,
    /// The store and the feed.
    pub services: Services,
}

/// An event, or an error in its place.
pub trait Event: Send {
    /// Writes the selection of the event.
    fn write_event(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed>;
}

impl<T: Output + Send> Event for T {
    fn write_event(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed> {
        self.write(plan, run)
    }
}

/// The events of a field.
pub type EventStream = BoxStream<'static, Box<dyn Event>>;

/// Makes a stream of events of a stream of values.
pub fn events<T: Event + 'static>(
    stream: impl futures_util::Stream<Item = T> + Send + 'static,
) -> EventStream {
    stream
        .map(|event| -> Box<dyn Event> { Box::new(event) })
        .boxed()
}

/// For a schema without subscriptions.
impl EventSource for EmptySubscription {
    fn plan_field(_: &Planner<'_>, _: &Selected<'_>) -> Result<FieldPlan, UnknownField> {
        Err(UnknownField)
    }

    fn begin(
        &self,
        _: &FieldPlan,
        run: &mut Run<'_>,
        _: StreamStart,
    ) -> Result<EventStream, Failed> {
        Err(run.unknown_field())
    }
}

/// The root types of a schema.
pub(crate) trait Roots: Send + Sync {
    /// Compiles an operation.
    fn plan(
        &self,
        operation: OperationType,
        planner: &Planner<'_>,
        set: &SelectionSet,
    ) -> Result<ObjectPlan, UnknownField>;

    /// Writes the response to a query or a mutation without async fields.
    fn write(&self, operation: OperationType, plan: &ObjectPlan, run: &mut Run<'_>);

    /// Writes the response to a query or a mutation.
    fn write_async<'a>(
        &'a self,
        operation: OperationType,
        plan: &'a ObjectPlan,
        run: &'a mut Run<'_>,
    ) -> BoxFuture<'a, ()>;

    /// Starts a subscription.
    fn begin(
        &self,
        plan: &ObjectPlan,
        run: &mut Run<'_>,
        start: StreamStart,
    ) -> Result<EventStream, Failed>;
}

/// The root types by operation.
pub(crate) struct RootTypes<Q, M, S> {
    pub(crate) query: Q,
    pub(crate) mutation: M,
    pub(crate) subscription: S,
}

impl<Q, M, S> Roots for RootTypes<Q, M, S>
where
    Q: Fields + Send + Sync + 'static,
    M: Fields + Send + Sync + 'static,
    S: EventSource,
{
    fn plan(
        &self,
        operation: OperationType,
        planner: &Planner<'_>,
        set: &SelectionSet,
    ) -> Result<ObjectPlan, UnknownField> {
        match operation {
            OperationType::Query => planner.fields::<Q>(&[set]),
            OperationType::Mutation => planner.fields::<M>(&[set]),
            OperationType::Subscription => planner.event::<S>(set),
        }
    }

    fn write(&self, operation: OperationType, plan: &ObjectPlan, run: &mut Run<'_>) {
        match operation {
            OperationType::Mutation => run.write_root(&self.mutation, plan),
            _ => run.write_root(&self.query, plan),
        }
    }

    fn write_async<'a>(
        &'a self,
        operation: OperationType,
        plan: &'a ObjectPlan,
        run: &'a mut Run<'_>,
    ) -> BoxFuture<'a, ()> {
        match operation {
            OperationType::Mutation => Box::pin(run.write_async_root(&self.mutation, plan)),
            _ => Box::pin(run.write_async_root(&self.query, plan)),
        }
    }

    fn begin(
        &self,
        plan: &ObjectPlan,
        run: &mut Run<'_>,
        start: StreamStart,
    ) -> Result<EventStream, Failed> {
        match plan.fields() {
            [field] => run.begin_events(&self.subscription, field, start),
            _ => Err(run.fail(Error::new("a subscription has one field"))),
        }
    }
}
