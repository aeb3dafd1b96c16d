//! The GraphQL API: one file per object, thin resolvers over the request's snapshot.
//!
//! This is the only async-graphql code. Descriptions are the manual that people read in GraphiQL;
//! rules of the domain live in the layers below.

mod catalogue;
mod moment;
mod query;

use async_graphql::{EmptyMutation, EmptySubscription, Schema};

pub use self::moment::Moment;
use self::query::Query;

/// The executable schema. Each request carries its [`Moment`] as request data.
pub type ApiSchema = Schema<Query, EmptyMutation, EmptySubscription>;

/// Builds the schema; it needs no database, so the SDL can be printed anywhere.
pub fn schema() -> ApiSchema {
    Schema::build(Query, EmptyMutation, EmptySubscription).finish()
}
