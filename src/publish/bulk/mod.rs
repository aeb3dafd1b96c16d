//! Bulk exports: the content at a position in the change log, as files for partners.
//!
//! An export depends on that position alone, byte for byte, so a partner who applies the following
//! changes to one export has the next. It is written once per position and content coding, and is
//! never in memory as a whole.

mod catalogue_lines;
mod domain_weights;
mod export_cache;
mod file;
mod open_formats;

use crate::{
    catalogue::{LogCursor, LogPosition, Revision},
    open_data::{Distribution, TableField},
    store::StoreError,
};

pub use self::{
    catalogue_lines::CatalogueLines,
    domain_weights::{domain_weights_csv, domain_weights_jsonl},
    export_cache::ExportCache,
    file::{Coding, ExportFile},
    open_formats::{case_jsonl, ctdl_jsonld},
};

/// The kinds of exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BulkExport {
    /// One canonical JSON document per record and line, after a header line.
    Catalogue,
    /// The weights of all domains as CSV with a header.
    DomainWeightsCsv,
    /// The same rows as JSON objects, one per line.
    DomainWeightsJsonl,
    /// Vendors, certifications, exams and competencies as JSON-LD in CTDL.
    CtdlJsonld,
    /// Blueprints as packages of CASE 1.1, one per line.
    CaseJsonl,
}

impl BulkExport {
    /// Every export.
    pub const ALL: [Self; 5] = [
        Self::Catalogue,
        Self::DomainWeightsCsv,
        Self::DomainWeightsJsonl,
        Self::CtdlJsonld,
        Self::CaseJsonl,
    ];

    /// The name of its file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue.jsonl",
            Self::DomainWeightsCsv => "domain-weights.csv",
            Self::DomainWeightsJsonl => "domain-weights.jsonl",
            Self::CtdlJsonld => "ctdl.jsonld",
            Self::CaseJsonl => "case.jsonl",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Catalogue | Self::DomainWeightsJsonl | Self::CaseJsonl => {
                "application/jsonl; charset=utf-8"
            }
            Self::DomainWeightsCsv => "text/csv; charset=utf-8; header=present",
            Self::CtdlJsonld => "application/ld+json",
        }
    }

    /// What descriptions of the data set say of its file, with size and SHA-256 where it was written.
    pub fn distribution(self, content: Option<(u64, String)>) -> Distribution {
        let (description, conforms_to, fields): (_, _, &[TableField]) = match self {
            Self::Catalogue => (
                "Every record with all statements and sources: a header line, then one record per line.",
                None,
                &[],
            ),
            Self::DomainWeightsCsv | Self::DomainWeightsJsonl => (
                "The weight of every domain of every blueprint, one per row.",
                None,
                domain_weights::FIELDS,
            ),
            Self::CtdlJsonld => (
                "Vendors, certifications, exams and competencies in the Credential Transparency \
                 Description Language.",
                Some("https://credreg.net/ctdl/terms"),
                &[],
            ),
            Self::CaseJsonl => (
                "Each blueprint as a package of Competencies and Academic Standards Exchange, one per \
                 line.",
                Some("https://www.imsglobal.org/spec/case/v1p1"),
                &[],
            ),
        };
        let media_type = self.media_type();
        Distribution {
            file_name: self.file_name(),
            description,
            media_type: media_type.split(';').next().unwrap_or(media_type),
            conforms_to,
            fields,
            content,
        }
    }
}

/// The position and size of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFacts {
    /// The revision of its last change; 0 for a catalogue without changes.
    pub revision: Revision,
    /// Its position in the change log.
    pub position: LogPosition,
    /// The number of lines or rows by kind. Example: `EXAM` and 108.
    pub counts: Vec<(&'static str, u64)>,
    /// The SHA-256 of the whole file before any content coding, in lowercase hexadecimal.
    pub sha256: String,
}

impl ExportFacts {
    /// The cursor from which the change feed continues the export.
    pub fn cursor(&self) -> LogCursor {
        self.position.into()
    }
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database is needed and unreachable.
    #[error("the change log cannot be read while the database is unreachable")]
    Unavailable(#[source] Option<StoreError>),
    /// The temporary file cannot be written or read.
    #[error("the export cannot be written to disk")]
    File(#[from] std::io::Error),
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(Some(error))
    }
}
