//! Loads vendors.

use std::{collections::HashMap, sync::Arc};

use catalogue::{Vendor, VendorSlug};

use super::{Reader, Rows};
use crate::{entity::vendor, error::StoreError, values::cell};

impl Reader {
    pub(super) fn vendors(&self) -> Result<Vec<Arc<Vendor>>, StoreError> {
        let rows = self.rows.of::<vendor::Entity>()?;
        rows.into_iter()
            .map(|row| {
                Ok(Arc::new(Vendor {
                    slug: self.vendor(row.id, cell("vendor", "id", row.id))?,
                    name: row.name,
                    url: row.url,
                }))
            })
            .collect()
    }
}

pub(super) fn vendor_slugs(rows: &Rows) -> Result<HashMap<i64, VendorSlug>, StoreError> {
    let rows = rows.of::<vendor::Entity>()?;
    rows.iter()
        .map(|row| Ok((row.id, cell("vendor", "slug", row.id).parse(&row.slug)?)))
        .collect()
}
