//! The root fields.

use async_graphql::{Context, Object, Result};

use super::{catalogue::CatalogueObject, moment::Moment};

/// Everything that can be asked.
pub struct Query;

#[Object]
impl Query {
    /// The catalogue itself: its revision, its age and what it holds.
    async fn catalogue(&self, context: &Context<'_>) -> Result<CatalogueObject> {
        Ok(CatalogueObject(Moment::of(context)?.clone()))
    }
}
