//! What resolvers read of a request beside their arguments.

use std::sync::Arc;

use super::{
    caller::Caller, cancellation::Cancellation, execution::ExecutionLimits, lifetime::CacheScope,
    moment::RequestTime, services::Services,
};

/// What resolvers read of a request.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The snapshot and the day.
    pub(super) moment: RequestTime,
    caller: Caller,
    /// What the request may ask for.
    pub(super) limits: Arc<ExecutionLimits>,
    /// Whether somebody waits for the answer.
    pub(super) cancellation: Cancellation,
    /// What reaches beyond the snapshot.
    pub(super) services: Services,
}

impl RequestContext {
    /// The scope of a request of `caller` that sees `moment`.
    pub(super) fn new(
        moment: RequestTime,
        caller: Caller,
        limits: Arc<ExecutionLimits>,
        cancellation: Cancellation,
        services: Services,
    ) -> Self {
        Self {
            moment,
            caller,
            limits,
            cancellation,
            services,
        }
    }

    /// Whether an editor sends the request. What an answer says must not depend on it.
    pub(super) fn is_of_editor(&self) -> bool {
        self.caller.is_editor()
    }

    /// Who sends the request.
    pub(super) fn caller(&self) -> &Caller {
        // What one caller is told must never be kept for another.
        self.moment.limit(CacheScope::Once);
        &self.caller
    }
}
