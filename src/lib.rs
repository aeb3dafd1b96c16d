//! certgraph: a certification catalogue served as a GraphQL API.
//!
//! The layers, lowest first: [`catalogue`] (the model), advice, store, publish, graphql, http, app.

pub mod advice;
pub mod catalogue;
pub mod graphql;
