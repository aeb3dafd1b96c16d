//! Writes vendors.

use catalogue::{Vendor, VendorSlug};

use super::Writer;
use crate::{entity::vendor, error::StoreError};

impl Writer<'_> {
    pub(super) async fn upsert_vendors(&mut self, records: Vec<&Vendor>) -> Result<(), StoreError> {
        let names: Vec<VendorSlug> = records.iter().map(|record| record.slug.clone()).collect();
        let ids = self.keys("vendor", &self.vendors, &names).await?;
        let rows = records.iter().zip(&ids).map(|(record, id)| vendor::Model {
            id: *id,
            slug: record.slug.to_string(),
            name: record.name.clone(),
            url: record.url.clone(),
        });
        self.upsert::<vendor::Entity>(vendor::Column::Id, rows.collect())
            .await?;
        self.vendors.extend(names.into_iter().zip(ids));
        Ok(())
    }
}
