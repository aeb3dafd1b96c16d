//! The import of Cert Atlas, an open index of certification exam blueprints in JSON.
//!
//! The index is a secondary source: what it says is laid beside what the catalogue knows better,
//! never over it, and what it does not say stays unknown. Every decision about an oddity of the
//! index is a [`Finding`], so that an import tells what it made of the file.

mod entry;
mod facts;
mod file;
mod finding;
mod import;
mod limit;
mod merge_entries;
mod names;
mod numbers;
mod outline;

pub use self::{
    file::{AtlasDomain, AtlasEntry, AtlasObjective, AtlasSource, AtlasVendor, CertAtlas},
    finding::{Finding, Findings},
    import::{AtlasFile, AtlasReport, CertAtlasMerge, import_cert_atlas, read_cert_atlas},
    merge_entries::merge_entries,
    names::{folded_title, free_slug},
};
