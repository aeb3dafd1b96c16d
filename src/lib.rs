//! certgraph: a certification catalogue served as a GraphQL API.
//!
//! The layers, lowest first: [`catalogue`] (the model), [`advice`], [`store`], [`publish`],
//! [`graphql`], http, app. Imports go down only.

pub mod advice;
pub mod catalogue;
pub mod graphql;
pub mod publish;
pub mod store;
