//! The GraphQL API: its objects, publishing, validation, limits, plans and the engine, and the fixed
//! documents of other interfaces.
//!
//! Only this module uses async-graphql and apollo-compiler. Rules of the domain are in the crates
//! below.

#![expect(
    clippy::unused_async,
    reason = "async-graphql registers async methods as fields"
)]

mod engine;
mod error_code;
mod federation;
mod fixed_document;
mod objects;
pub mod plan;
mod publishing;
mod query_limits;
mod schema_search;
mod validation;

use std::sync::Arc;

use async_graphql::{ObjectType, SDLExportOptions, Schema, SubscriptionType};

pub use self::{
    engine::cache_key::{CacheKey, OperationKey},
    engine::cache_scope::CacheScope,
    engine::caller::Caller,
    engine::execution::{
        Engine, ExecutionLimits, ExecutionResult, ResolvedRequest, ResponseStream,
    },
    engine::operation::{AllowedOperations, OperationSummary},
    engine::quota::{Quota, QuotaExceeded, QuotaHandle},
    engine::request::{ApiRequest, ErrorBehavior, RequestFault},
    engine::request_context::RequestContext,
    engine::request_time::RequestTime,
    engine::response::{ApiResponse, INTERNAL_MESSAGE},
    engine::served_days::{ServedDay, ServedDays},
    engine::services::Services,
    engine::trusted_documents::{InvalidTrustedDocument, TrustedDocument},
    error_code::ErrorCode,
    fixed_document::{
        EnumSchemas, FixedDocument, FixedVariable, InvalidFixedDocument, MadeOnce, ParameterFault,
        document_headers,
    },
    objects::lookup::nearest_exams,
    objects::subscription::{BadStreamCursor, StreamCursor, StreamPosition},
    query_limits::{DeprecatedField, DocumentCost, DocumentLimits},
};
use self::{
    federation::FederatedQuery,
    objects::query::Query,
    objects::subscription::Subscription,
    plan::{EventSource, Fields, RootTypes, Roots},
    publishing::Mutation,
};

/// The schema with its root objects.
#[derive(Clone)]
pub struct ApiSchema {
    roots: Arc<dyn Roots>,
    sdl: Arc<str>,
    services: Services,
}

impl ApiSchema {
    /// The schema of these root types.
    pub fn new<Q, M, S>(query: Q, mutation: M, subscription: S, services: Services) -> Self
    where
        Q: ObjectType + Fields + Clone + 'static,
        M: ObjectType + Fields + Clone + 'static,
        S: SubscriptionType + EventSource + Clone,
    {
        let options = SDLExportOptions::new()
            .sorted_fields()
            .sorted_arguments()
            .sorted_enum_items()
            .include_specified_by();
        let sdl = Schema::new(query.clone(), mutation.clone(), subscription.clone())
            .sdl_with_options(options);
        let roots = RootTypes {
            query,
            mutation,
            subscription,
        };
        Self {
            roots: Arc::new(roots),
            sdl: (sdl.trim().to_owned() + "\n").into(),
            services,
        }
    }

    /// The same root objects with another SDL, for tests of validation and of coercion.
    #[must_use]
    pub fn with_sdl(self, sdl: &str) -> Self {
        Self {
            sdl: sdl.into(),
            ..self
        }
    }

    /// The schema in the schema definition language.
    pub fn sdl(&self) -> &str {
        &self.sdl
    }
}

/// The schema of the catalogue. It needs no database, so the SDL can be printed anywhere.
pub fn schema(services: Services) -> ApiSchema {
    ApiSchema::new(Query, Mutation, Subscription, services)
}

/// The same schema as a subgraph of a federated graph: with `_service` and `_entities`.
///
/// # Panics
/// If the SDL that async-graphql prints is not valid; the tests of the schema would fail first.
pub fn federated_schema(services: Services) -> ApiSchema {
    let schema = schema(services);
    let roots = RootTypes {
        query: FederatedQuery::new(federation::subgraph_sdl(&schema.sdl).into()),
        mutation: Mutation,
        subscription: Subscription,
    };
    ApiSchema {
        roots: Arc::new(roots),
        sdl: (schema.sdl.to_string() + federation::ADDED_SDL).into(),
        ..schema
    }
}

/// The schema as composition of a federated graph reads it, with keys.
pub fn subgraph_sdl() -> String {
    federation::subgraph_sdl(&sdl())
}

/// The schema in the schema definition language, in a stable order, with a final newline.
pub fn sdl() -> String {
    schema(Services::new()).sdl.to_string()
}
