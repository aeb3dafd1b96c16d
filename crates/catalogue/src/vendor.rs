//! The bodies that issue certifications.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::VendorSlug;

/// A body that issues certifications, such as Microsoft or AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    /// Its short name in addresses and arguments.
    pub slug: VendorSlug,
    /// Its name as people write it.
    pub name: String,
    /// Its certification home page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
