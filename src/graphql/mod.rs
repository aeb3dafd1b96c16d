//! The GraphQL API: one file per object, thin resolvers over the request's snapshot.
//!
//! This is the only async-graphql code. Descriptions are the manual that people read in GraphiQL;
//! rules of the domain live in the layers below.

#![expect(
    clippy::unused_async,
    reason = "resolvers are async by the library's contract, also where nothing is awaited"
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
mod fact_name;
mod freshness;
mod health;
mod lifecycle;
mod lifetime;
mod limits;
mod lookup;
mod moment;
mod node;
mod path;
mod path_question;
mod plan;
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
mod values;
mod vendor;
mod verdict;
mod view;
mod viewer;
mod why_not;
mod workshop;

use async_graphql::{SDLExportOptions, Schema};

pub use self::{
    allowance::{Allowance, Overspent, Payer},
    answer_key::{AnswerKey, OperationKey},
    caller::Caller,
    document_budget::{DeprecatedField, DocumentCost, DocumentLimits},
    error_code::ErrorCode,
    execution::{
        AllowedOperations, Answers, ApiResponse, Engine, ExecutionLimits, LiveAnswers,
        OperationSummary,
    },
    lifetime::Lifetime,
    moment::Moment,
    request::{ApiRequest, RequestFault},
    services::Services,
    subscription::Progress,
    trusted_documents::{DistrustedDocument, TrustedDocument},
};
use self::{publishing::Mutation, query::Query, subscription::Subscription};

/// The executable schema. Each request carries its [`Moment`] and its [`Caller`] as request data.
pub type ApiSchema = Schema<Query, Mutation, Subscription>;

/// Builds the schema. It needs no open database, so the SDL can be printed anywhere.
pub fn schema(services: Services) -> ApiSchema {
    Schema::build(Query, Mutation, Subscription)
        .data(services)
        .finish()
}

/// The schema in the schema definition language, in a stable order, with a final newline.
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by();
    schema(Services::new())
        .sdl_with_options(options)
        .trim()
        .to_owned()
        + "\n"
}
