//! Use cases that write the catalogue, and the files that people write it in.

mod authoring;
mod difference;
mod embedded;
mod export;
mod import;
mod location;
mod overlay;

pub use self::{
    authoring::{AuthoringError, CatalogueFile, Fault, Parsed, file_schema, parse, read_files},
    difference::{ChangeCounts, Difference, FieldChange, FieldEffect, RecordChange, RecordEffect},
    embedded::shipped_files,
    export::{to_json, to_toml},
    import::{ImportError, ImportMode, ImportReport, import},
    overlay::overlay,
};
