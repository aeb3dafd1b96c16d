//! Vendors.

use async_graphql::{ID, Result};
use certgraph_macros::fields;

use crate::catalogue::{ObjectKind, VendorEntry, VendorIndex};
use crate::graphql::{
    objects::certification::CertificationObject,
    objects::connection::{CursorScope, Page, PageArguments, page},
    objects::exam::ExamObject,
    objects::node::id,
    objects::view::View,
};

pub struct VendorObject {
    pub(crate) view: View,
    pub(crate) index: VendorIndex,
}

impl VendorObject {
    fn entry(&self) -> &VendorEntry {
        self.view.catalogue.vendor(self.index)
    }
}

/// A body that issues certifications, such as Microsoft or AWS.
#[fields(name = "Vendor")]
#[cacheable(constant("id", "slug", "name", "url"))]
impl VendorObject {
    /// The object's id: opaque, kept for ever.
    pub(crate) fn id(&self) -> ID {
        id(ObjectKind::Vendor, self.entry().identity)
    }

    /// Its short name in addresses and arguments. Example: `"google-cloud"`.
    fn slug(&self) -> &str {
        self.entry().record.slug.as_str()
    }

    /// Its name as people write it. Example: `"Google Cloud"`.
    fn name(&self) -> &str {
        &self.entry().record.name
    }

    /// Its certification home page. Null when none is recorded.
    fn url(&self) -> Option<&str> {
        self.entry().record.url.as_deref()
    }

    /// Its exams by code, retired ones included.
    fn exams(
        &self,
        #[graphql(desc = "How many exams, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<ExamObject>> {
        let catalogue = &self.view.catalogue;
        let items = self
            .entry()
            .exams
            .iter()
            .map(|index| (catalogue.exam(*index).record.code.as_str(), *index));
        let scope = CursorScope::new("Vendor.exams", &self.entry().record.slug);
        page(
            items.collect(),
            &PageArguments::forward(first, after),
            scope,
            |index| self.view.exam(index),
        )
    }

    /// Its certifications by slug.
    fn certifications(
        &self,
        #[graphql(desc = "How many certifications, 0 to 100. Default: 20.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Page<CertificationObject>> {
        let catalogue = &self.view.catalogue;
        let items = self
            .entry()
            .certifications
            .iter()
            .map(|index| (catalogue.certification(*index).record.slug.as_str(), *index));
        let scope = CursorScope::new("Vendor.certifications", &self.entry().record.slug);
        page(
            items.collect(),
            &PageArguments::forward(first, after),
            scope,
            |index| self.view.certification(index),
        )
    }
}
