//! The import of Cert Atlas, an open index of certification exam blueprints in JSON.
//!
//! The index is a secondary source: it is merged without overriding better sources, and absent
//! values stay unknown. Every irregularity of the index and its handling is reported as a
//! [`Finding`].

mod blueprint;
mod entry;
mod facts;
mod file;
mod finding;
mod import;
mod limit;
mod merge_entries;
mod names;
mod numbers;

pub use self::{
    file::{AtlasDomain, AtlasEntry, AtlasObjective, AtlasSource, AtlasVendor, CertAtlas},
    finding::{Finding, Findings},
    import::{AtlasFile, AtlasReport, CertAtlasMerge, import_cert_atlas, read_cert_atlas},
    merge_entries::merge_entries,
    names::{folded_title, free_slug},
};
