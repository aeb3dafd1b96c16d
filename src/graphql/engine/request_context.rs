//! The context of a request, which resolvers read besides their arguments.

use std::sync::Arc;

use crate::graphql::{
    engine::cache_scope::CacheScope, engine::caller::Caller, engine::cancellation::Cancellation,
    engine::execution::ExecutionLimits, engine::request_time::RequestTime,
    engine::services::Services, schema_search::SchemaSearch,
};

/// The context of a request.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The snapshot and the time.
    pub(crate) moment: RequestTime,
    caller: Caller,
    /// The limits of requests.
    pub(crate) limits: Arc<ExecutionLimits>,
    /// Whether the request is canceled.
    pub(crate) cancellation: Cancellation,
    /// The store and the feed.
    pub(crate) services: Services,
    /// The search of the schema.
    pub(crate) schema_search: Arc<SchemaSearch>,
}

impl RequestContext {
    /// The context of a request of `caller` as of `moment`.
    pub(crate) fn new(
        moment: RequestTime,
        caller: Caller,
        limits: Arc<ExecutionLimits>,
        cancellation: Cancellation,
        services: Services,
        schema_search: Arc<SchemaSearch>,
    ) -> Self {
        Self {
            moment,
            caller,
            limits,
            cancellation,
            services,
            schema_search,
        }
    }

    /// Whether the caller is an editor, for limits only: the data of a response must not depend on it.
    pub(crate) fn is_of_editor(&self) -> bool {
        self.caller.is_editor()
    }

    /// The caller. The response is then not cached, so that no other caller gets it.
    pub(crate) fn caller(&self) -> &Caller {
        self.moment.limit(CacheScope::Once);
        &self.caller
    }
}
