//! What resolvers read of a request beside their arguments.

use std::sync::Arc;

use async_graphql::Context;

use super::{
    caller::Caller, cancellation::Cancellation, execution::ExecutionLimits, lifetime::Lifetime,
    moment::Moment,
};

/// What resolvers read of a request, however it is executed.
#[derive(Debug, Clone)]
pub struct RequestScope {
    /// The snapshot and the day.
    pub(super) moment: Moment,
    caller: Caller,
    /// What the request may ask for.
    pub(super) limits: Arc<ExecutionLimits>,
    /// Whether somebody waits for the answer.
    pub(super) cancellation: Cancellation,
}

impl RequestScope {
    /// The scope of a request of `caller` that sees `moment`.
    pub(super) fn new(
        moment: Moment,
        caller: Caller,
        limits: Arc<ExecutionLimits>,
        cancellation: Cancellation,
    ) -> Self {
        Self {
            moment,
            caller,
            limits,
            cancellation,
        }
    }

    /// The scope of the request that the library executes. The engine gives it to every request.
    pub(super) fn of<'a>(context: &Context<'a>) -> &'a Self {
        context.data_unchecked()
    }

    /// Lets a field that the library executes go on as long as somebody waits for the answer. After
    /// that it never does, which [`Cancellation::run`] takes for the end.
    pub(super) async fn proceed(context: &Context<'_>) {
        let scope = context.data_opt::<Self>();
        if scope.is_some_and(|scope| scope.cancellation.is_abandoned()) {
            std::future::pending::<()>().await;
        }
    }

    /// The same scope with nothing read yet.
    pub(super) fn unread(&self) -> Self {
        Self {
            moment: self.moment.clone().unread(),
            caller: self.caller.clone(),
            limits: Arc::clone(&self.limits),
            cancellation: self.cancellation.clone(),
        }
    }

    /// Whether an editor sends the request. What an answer says must not depend on it.
    pub(super) fn is_of_editor(&self) -> bool {
        self.caller.require_editor().is_ok()
    }

    /// Who sends the request.
    pub(super) fn caller(&self) -> &Caller {
        // What one caller is told must never be kept for another.
        self.moment.limit(Lifetime::Once);
        &self.caller
    }
}
