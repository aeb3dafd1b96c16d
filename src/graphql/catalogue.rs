//! The catalogue itself: its revision, age and size.

use async_graphql::Object;

use super::moment::Moment;

/// The catalogue that this answer was read from: its revision, its age and what it holds.
pub struct CatalogueObject(pub(super) Moment);

#[Object(name = "Catalogue")]
impl CatalogueObject {
    /// The version number of the catalogue: +1 for each applied change set. Example: `42`.
    async fn revision(&self) -> i64 {
        self.0.catalogue.revision().number()
    }
}
