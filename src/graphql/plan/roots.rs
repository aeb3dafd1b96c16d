//! The types that operations begin with.

use apollo_compiler::ast::OperationType;
use async_graphql::{EmptySubscription, Error};
use futures_util::{StreamExt, future::BoxFuture, stream::BoxStream};

use super::{
    Failed, FieldPlan, Fields, ObjectPlan, Output, Plan, Planner, Run, Selected, SelectionSet,
    UnknownField,
};
use crate::{
    catalogue::LogCursor,
    graphql::{
        engine::request_time::RequestTime, engine::services::Services,
        objects::subscription::StreamPosition,
    },
};

/// The fields of a subscription, each of which begins a stream of events.
pub trait EventSource: Send + Sync + 'static {
    /// Settles what is selected of the events of a field.
    ///
    /// # Errors
    /// If it does not know the field.
    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField>;

    /// Begins the stream of a field.
    ///
    /// # Errors
    /// If an argument cannot be taken or there is nothing to follow.
    fn begin(
        &self,
        field: &FieldPlan,
        run: &mut Run<'_>,
        beginning: Beginnings,
    ) -> Result<EventStream, Failed>;
}

/// What a subscription begins with. Its stream may last for weeks: it must not hold on to the
/// snapshot of its first day.
pub struct Beginnings {
    /// What the request that began it sees.
    pub moment: RequestTime,
    /// Where the client got to before its connection broke off.
    pub resumed_from: Option<LogCursor>,
    /// How far the reader has got, for the transport.
    pub progress: StreamPosition,
    /// What reaches beyond the snapshot.
    pub services: Services,
}

/// An event, or the error that takes its place.
pub trait Event: Send {
    /// Writes what is selected of the event.
    ///
    /// # Errors
    /// If it is an error, or a field failed that cannot be null.
    fn write_event(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed>;
}

impl<T: Output + Send> Event for T {
    fn write_event(&self, plan: &Plan, run: &mut Run<'_>) -> Result<(), Failed> {
        self.write(plan, run)
    }
}

/// The events of a field.
pub type EventStream = BoxStream<'static, Box<dyn Event>>;

/// A stream of values as one of events.
pub fn events<T: Event + 'static>(
    stream: impl futures_util::Stream<Item = T> + Send + 'static,
) -> EventStream {
    stream
        .map(|event| -> Box<dyn Event> { Box::new(event) })
        .boxed()
}

/// That of a schema without subscriptions.
impl EventSource for EmptySubscription {
    fn plan_field(_: &Planner<'_>, _: &Selected<'_>) -> Result<FieldPlan, UnknownField> {
        Err(UnknownField)
    }

    fn begin(
        &self,
        _: &FieldPlan,
        run: &mut Run<'_>,
        _: Beginnings,
    ) -> Result<EventStream, Failed> {
        Err(run.unknown_field())
    }
}

/// The root types of a schema.
pub(in crate::graphql) trait Roots: Send + Sync {
    /// Plans an operation.
    fn plan(
        &self,
        operation: OperationType,
        planner: &Planner<'_>,
        set: &SelectionSet,
    ) -> Result<ObjectPlan, UnknownField>;

    /// Writes the answer to a query or a mutation of which no field waits.
    fn write(&self, operation: OperationType, plan: &ObjectPlan, run: &mut Run<'_>);

    /// Writes the answer to a query or a mutation.
    fn write_waiting<'a>(
        &'a self,
        operation: OperationType,
        plan: &'a ObjectPlan,
        run: &'a mut Run<'_>,
    ) -> BoxFuture<'a, ()>;

    /// Begins a subscription.
    fn begin(
        &self,
        plan: &ObjectPlan,
        run: &mut Run<'_>,
        beginning: Beginnings,
    ) -> Result<EventStream, Failed>;
}

/// Roots of these types.
pub(in crate::graphql) struct RootTypes<Q, M, S> {
    pub(in crate::graphql) query: Q,
    pub(in crate::graphql) mutation: M,
    pub(in crate::graphql) subscription: S,
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

    fn write_waiting<'a>(
        &'a self,
        operation: OperationType,
        plan: &'a ObjectPlan,
        run: &'a mut Run<'_>,
    ) -> BoxFuture<'a, ()> {
        match operation {
            OperationType::Mutation => Box::pin(run.write_waiting_root(&self.mutation, plan)),
            _ => Box::pin(run.write_waiting_root(&self.query, plan)),
        }
    }

    fn begin(
        &self,
        plan: &ObjectPlan,
        run: &mut Run<'_>,
        beginning: Beginnings,
    ) -> Result<EventStream, Failed> {
        match plan.fields() {
            [field] => run.begin_events(&self.subscription, field, beginning),
            _ => Err(run.fail(Error::new("a subscription has one field"))),
        }
    }
}
