//! Loads vendors.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{ConnectionTrait, StreamTrait};

use catalogue::{Vendor, VendorSlug};

use super::all;
use crate::{entity::vendor, error::StoreError, values::cell};

pub(super) async fn vendors(
    connection: &(impl ConnectionTrait + StreamTrait),
) -> Result<(Vec<Arc<Vendor>>, HashMap<i64, VendorSlug>), StoreError> {
    let rows = all::<vendor::Entity>(connection, None).await?;
    let mut vendors = Vec::with_capacity(rows.len());
    let mut slugs = HashMap::with_capacity(rows.len());
    for row in rows {
        let slug: VendorSlug = cell("vendor", "slug", row.id).parse(&row.slug)?;
        slugs.insert(row.id, slug.clone());
        vendors.push(Arc::new(Vendor {
            slug,
            name: row.name,
            url: row.url,
        }));
    }
    Ok((vendors, slugs))
}
