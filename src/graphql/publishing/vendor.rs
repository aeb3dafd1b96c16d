//! Vendors as editors write them.

use async_graphql::InputObject;
use serde::Serialize;

/// A body that issues certifications, to add or to put in the place of the one with this slug.
#[derive(InputObject, Debug, Clone, Serialize)]
pub struct VendorInput {
    /// Its short name: lower-case words joined by hyphens. Example: `"google-cloud"`.
    slug: String,
    /// Its name as people write it. Example: `"Google Cloud"`.
    name: String,
    /// Its certification home page. Null: none is known.
    url: Option<String>,
}
