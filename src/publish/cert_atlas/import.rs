//! Reads an index and imports it in one transaction.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, NaiveDate, Utc};
use flate2::read::GzDecoder;

use crate::{
    catalogue::{Content, Fact, FactName, RecordKind, TextError, Violation, validate_after},
    publish::{
        authoring::{AuthoringError, Fault, Faults},
        change_set::{ChangeSet, Edit},
        import::ImportError,
        location::Lines,
        publication::{Outcome, Published, publish},
    },
    store::Store,
};

use super::{
    entry::SOURCE,
    file::CertAtlas,
    finding::{Finding, Findings},
    merge_entries::merge_entries,
};

/// Maximum size of a decompressed index: fifty times the largest known one.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The magic number of gzip.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The result of an import, or of its dry run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtlasReport {
    /// The changed records, and the revision.
    pub published: Published,
    /// The date of the index.
    pub as_of: NaiveDate,
    /// The number of entries.
    pub entries: usize,
    /// Irregularities of the index.
    pub findings: Findings,
}

impl AtlasReport {
    /// The number of exams without another source.
    pub fn alone(&self) -> usize {
        let others = self.findings.skipped() + self.findings.count(Finding::HasOtherSource);
        self.entries.saturating_sub(others)
    }
}

/// A parsed index, with its text.
#[derive(Debug)]
pub struct AtlasFile {
    name: String,
    text: String,
    /// The index.
    pub atlas: CertAtlas,
}

/// Reads an index from a JSON file, gzipped or not.
///
/// # Errors
/// [`AuthoringError::Unreadable`]; [`AuthoringError::Faults`] with the first format error.
pub fn read_cert_atlas(path: &Path) -> Result<AtlasFile, AuthoringError> {
    let text = unpack(path).map_err(|source| AuthoringError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let name = path.display().to_string();
    let reader = &mut serde_json::Deserializer::from_str(&text);
    let atlas = serde_path_to_error::deserialize(reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.inner();
        let message = inner.to_string();
        let place = format!(" at line {} column {}", inner.line(), inner.column());
        let fault = Fault {
            file: name.clone(),
            line: inner.line().max(1),
            column: inner.column().max(1),
            path: Some(path).filter(|path| path != "."),
            message: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
        };
        AuthoringError::Faults(Faults::locate(&[fault], Fault::clone))
    })?;
    Ok(AtlasFile { name, text, atlas })
}

fn unpack(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.starts_with(&GZIP) {
        let packed = std::mem::take(&mut bytes);
        GzDecoder::new(&packed[..])
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)?;
    }
    let fault = |message: &str| io::Error::new(io::ErrorKind::InvalidData, message);
    if bytes.len() as u64 > MAX_BYTES {
        return Err(fault("it is larger than 256 MiB"));
    }
    String::from_utf8(bytes).map_err(|_| fault("it is not UTF-8 text"))
}

impl AtlasFile {
    /// The position of a violation: the line of the entry's key, if the violation is in an exam of
    /// the index.
    fn locate(&self, lines: &Lines<'_>, laid: &Content, violation: &Violation) -> Option<Fault> {
        let exam = laid.exams.get(violation.index);
        let exam = exam.filter(|exam| exam.key().to_string() == violation.key)?;
        let is_ours = |fact: &&Fact| {
            let sources = &fact.evidence.sources;
            fact.name == FactName::Statement
                && sources.iter().any(|source| source.as_str() == SOURCE)
        };
        let described = exam.facts.iter().find(is_ours)?.value()?.to_string();
        let id = described.strip_prefix("Entry ")?.split(' ').next()?;
        let offset = self.text.find(&format!("\"{id}\""))?;
        let (line, column) = lines.position(offset);
        Some(Fault {
            file: self.name.clone(),
            line,
            column,
            path: Some(violation.path()),
            message: violation.message.clone(),
        })
    }

    fn fault(&self, error: &TextError) -> Fault {
        Fault {
            file: self.name.clone(),
            line: 1,
            column: 1,
            path: Some("vendors".to_owned()),
            message: error.to_string(),
        }
    }
}

/// The edit that merges an index into the stored content.
#[derive(Debug)]
pub struct CertAtlasMerge<'a> {
    file: &'a AtlasFile,
    /// The findings of the last application.
    outcome: Mutex<MergeReport>,
}

#[derive(Debug, Default)]
struct MergeReport {
    findings: Findings,
    faults: Faults,
}

impl<'a> CertAtlasMerge<'a> {
    /// The edit that merges this index.
    pub fn new(file: &'a AtlasFile) -> Self {
        Self {
            file,
            outcome: Mutex::default(),
        }
    }

    fn outcome(&self) -> MergeReport {
        let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *outcome)
    }
}

impl Edit for CertAtlasMerge<'_> {
    fn apply(
        &self,
        stored: &Content,
        valid: &Content,
        _today: NaiveDate,
    ) -> Result<Content, Vec<Violation>> {
        let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        *outcome = MergeReport::default();
        let laid = merge_entries(stored.clone(), &self.file.atlas, &mut outcome.findings);
        let content = laid.map_err(|error| {
            outcome.faults = Faults::locate(&[&error], |error| self.file.fault(error));
            vec![Violation {
                kind: RecordKind::Vendor,
                index: 0,
                key: String::new(),
                field: String::new(),
                message: error.to_string(),
            }]
        })?;
        let violations = validate_after(valid, &content);
        if violations.is_empty() {
            return Ok(content);
        }
        let lines = Lines::of(&self.file.text);
        outcome.faults = Faults::locate(&violations, |violation| {
            let place = self.file.locate(&lines, &content, violation);
            place.unwrap_or_else(|| Fault::of_stored(violation))
        });
        Err(violations)
    }

    fn canonical(&self) -> Vec<u8> {
        let name = b"cert-atlas ";
        [name, self.file.text.as_bytes()].concat()
    }
}

/// Imports an index: merges it and validates the result.
///
/// # Errors
/// As [`import`](crate::publish::import).
pub async fn import_cert_atlas(
    store: &Store,
    change_set: &ChangeSet<CertAtlasMerge<'_>>,
    now: DateTime<Utc>,
) -> Result<AtlasReport, ImportError> {
    let CertAtlasMerge { file, .. } = change_set.edits;
    let outcome = publish(store, change_set, now).await?;
    let MergeReport { findings, faults } = change_set.edits.outcome();
    match outcome {
        Outcome::Published(published) => Ok(AtlasReport {
            published,
            as_of: file.atlas.source.commit_date,
            entries: file.atlas.exams.len(),
            findings,
        }),
        Outcome::Rejected(_) => Err(AuthoringError::Faults(faults).into()),
        Outcome::RevisionConflict(conflict) => Err(ImportError::Conflict(conflict)),
    }
}
