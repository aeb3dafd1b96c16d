//! Bulk exports: everything at one place of the change log, as files that partners download.
//!
//! Each export is a pure function of that place, byte for byte, so a partner who applies the
//! changes that follow to one export holds the next. It is written once for each place and
//! content coding, without ever being whole in memory.

mod catalogue_lines;
mod domain_weights;
mod export_cache;
mod file;

use crate::{
    catalogue::{LogCursor, LogPosition, Revision},
    store::StoreError,
};

pub use self::{
    catalogue_lines::CatalogueLines,
    domain_weights::{domain_weights_csv, domain_weights_jsonl},
    export_cache::ExportCache,
    file::{Coding, ExportFile},
};

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BulkExport {
    /// Every record as one canonical JSON document a line, after a line that describes the whole.
    Catalogue,
    /// The weight of every domain of every blueprint, a row each, as CSV with a header.
    DomainWeightsCsv,
    /// The same rows as JSON objects, one a line.
    DomainWeightsJsonl,
}

impl BulkExport {
    /// The name of its file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue.jsonl",
            Self::DomainWeightsCsv => "domain-weights.csv",
            Self::DomainWeightsJsonl => "domain-weights.jsonl",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Catalogue | Self::DomainWeightsJsonl => "application/jsonl; charset=utf-8",
            Self::DomainWeightsCsv => "text/csv; charset=utf-8; header=present",
        }
    }
}

/// Where an export stands and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFacts {
    /// The revision of the last change in it; 0 for a catalogue without changes.
    pub revision: Revision,
    /// The place in the change log that it equals; reading goes on from here.
    pub position: LogPosition,
    /// How many lines or rows it has, by what they are. Example: `EXAM` and 108.
    pub counts: Vec<(&'static str, u64)>,
    /// The SHA-256 of the whole file before any content coding, in lower-case hexadecimal.
    pub sha256: String,
}

impl ExportFacts {
    /// The cursor from which the change feed continues the export.
    pub fn cursor(&self) -> LogCursor {
        self.position.into()
    }
}

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database is needed and not there.
    #[error("the change log cannot be read while the database is away")]
    Unavailable(#[source] Option<StoreError>),
    /// The temporary file cannot be written or read.
    #[error("the export cannot be put on disk")]
    File(#[from] std::io::Error),
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(Some(error))
    }
}
