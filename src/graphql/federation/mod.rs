//! This schema as a subgraph of a larger one (Apollo Federation subgraph specification, version 2): the
//! root fields `_service` and `_entities` beside those of `Query`.

mod entity;
mod root;
mod subgraph_sdl;

pub(crate) use self::{
    entity::Representation,
    root::{ADDED_SDL, FederatedQuery},
    subgraph_sdl::subgraph_sdl,
};

/// The argument of `_entities` that says what to find: each item of it counts as one of a page.
pub(crate) const REPRESENTATIONS: &str = "representations";

/// The name of the scalar of representations.
pub(crate) const ANY: &str = "_Any";
