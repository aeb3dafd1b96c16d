//! The GraphQL API: one file per object, thin resolvers over the request's snapshot.
//!
//! This is the only async-graphql and apollo-compiler code. Descriptions are the manual that people
//! read in GraphiQL; rules of the domain live in the layers below.

#![expect(
    clippy::unused_async,
    reason = "fields are registered as the library wants them, which is asynchronous"
)]

mod allowance;
mod answer_key;
mod audience_rule;
mod blueprint;
mod blueprint_diff;
mod caller;
mod cancellation;
mod catalogue;
mod certification;
mod change;
mod closed_sets;
mod comparison;
mod conflicts;
mod connection;
mod contradiction;
mod document_budget;
mod document_hash;
mod documents;
mod domain_weight;
mod equivalent;
mod error_code;
mod evidence;
mod exam;
mod exam_list;
mod execution;
mod fact;
mod fact_conditions;
mod freshness;
mod health;
mod input_types;
mod lifecycle;
mod lifetime;
mod limits;
mod lookup;
mod moment;
mod nearest;
mod node;
mod path;
mod path_question;
pub mod plan;
mod prerequisite;
mod publishing;
mod query;
mod renewal;
mod request;
mod request_scope;
mod return_on_investment;
mod role;
mod scalars;
mod search;
mod services;
mod study_plan;
mod subscription;
mod trusted_documents;
mod type_system;
mod validation;
mod values;
mod vendor;
mod verdict;
mod view;
mod viewer;
mod why_not;
mod workshop;

use std::sync::Arc;

use async_graphql::{ObjectType, SDLExportOptions, Schema, SubscriptionType};

pub use self::{
    allowance::{Quota, QuotaExceeded, QuotaHandle},
    answer_key::{CacheKey, OperationKey},
    caller::Caller,
    document_budget::{DeprecatedField, DocumentCost, DocumentLimits},
    error_code::ErrorCode,
    execution::{
        AllowedOperations, ApiResponse, Engine, ExecutionLimits, ExecutionResult, OperationSummary,
        ResponseStream,
    },
    lifetime::CacheScope,
    moment::RequestTime,
    request::{ApiRequest, ErrorBehavior, RequestFault},
    request_scope::RequestContext,
    services::Services,
    subscription::StreamPosition,
    trusted_documents::{InvalidTrustedDocument, TrustedDocument},
};
use self::{
    plan::{EventSource, Fields, RootTypes, Roots},
    publishing::Mutation,
    query::Query,
    subscription::Subscription,
};

/// The schema, and the objects that its operations begin with.
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

    /// The same objects under another SDL, for tests of what needs no object: validation and the
    /// coercion of variables.
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

/// The schema of the catalogue. It needs no open database, so the SDL can be printed anywhere.
pub fn schema(services: Services) -> ApiSchema {
    ApiSchema::new(Query, Mutation, Subscription, services)
}

/// The schema in the schema definition language, in a stable order, with a final newline.
pub fn sdl() -> String {
    schema(Services::new()).sdl.to_string()
}
