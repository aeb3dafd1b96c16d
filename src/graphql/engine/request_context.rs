//! What resolvers read of a request beside their arguments.

use std::sync::Arc;

use crate::graphql::{
    engine::cache_scope::CacheScope, engine::caller::Caller, engine::cancellation::Cancellation,
    engine::execution::ExecutionLimits, engine::request_time::RequestTime,
    engine::services::Services,
};

/// What resolvers read of a request.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The snapshot and the day.
    pub(crate) moment: RequestTime,
    caller: Caller,
    /// What the request may ask for.
    pub(crate) limits: Arc<ExecutionLimits>,
    /// Whether somebody waits for the answer.
    pub(crate) cancellation: Cancellation,
    /// What reaches beyond the snapshot.
    pub(crate) services: Services,
}

impl RequestContext {
    /// The scope of a request of `caller` that sees `moment`.
    pub(crate) fn new(
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
    pub(crate) fn is_of_editor(&self) -> bool {
        self.caller.is_editor()
    }

    /// Who sends the request.
    pub(crate) fn caller(&self) -> &Caller {
        // What one caller is told must never be kept for another.
        self.moment.limit(CacheScope::Once);
        &self.caller
    }
}
