//! Reads an index and brings it into the database, in one transaction or not at all.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use chrono::{DateTime, NaiveDate, Utc};
use flate2::read::GzDecoder;

use crate::{
    catalogue::{Content, Fact, FactName, TextError, Violation},
    publish::{
        authoring::{AuthoringError, Fault},
        import::{ImportError, ImportReport, apply},
        location::line_and_column,
    },
    store::Store,
};

use super::{
    beside::lay_beside,
    entry::SOURCE,
    file::CertAtlas,
    finding::{Finding, Findings},
};

/// The most bytes of an unpacked index that are read: fifty times the largest known one.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// What every gzip file begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// What an import of an index did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtlasReport {
    /// The records that it touches, and the revision.
    pub import: ImportReport,
    /// The state of the index.
    pub as_of: NaiveDate,
    /// How many entries the index has.
    pub entries: usize,
    /// What was made of its oddities.
    pub findings: Findings,
}

impl AtlasReport {
    /// How many entries are exams of which the index alone speaks.
    pub fn alone(&self) -> usize {
        let others = self.findings.left_out() + self.findings.count(Finding::BesideBetterKnown);
        self.entries.saturating_sub(others)
    }
}

/// An index that was read from a file, remembering its text.
#[derive(Debug)]
pub struct AtlasFile {
    name: String,
    text: String,
    /// What the file says.
    pub atlas: CertAtlas,
}

/// Reads an index from a JSON file, packed with gzip or not.
///
/// # Errors
/// [`AuthoringError::Unreadable`]; [`AuthoringError::Faults`] with the first place that is not
/// in the format.
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
        AuthoringError::Faults(vec![Fault {
            file: name.clone(),
            line: inner.line().max(1),
            column: inner.column().max(1),
            path: Some(path).filter(|path| path != "."),
            message: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
        }])
    })?;
    Ok(AtlasFile { name, text, atlas })
}

fn unpack(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.starts_with(&GZIP) {
        let packed = std::mem::take(&mut bytes);
        GzDecoder::new(&packed[..])
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)?;
    }
    let fault = |message: &str| io::Error::new(io::ErrorKind::InvalidData, message);
    if bytes.len() as u64 > MOST_BYTES {
        return Err(fault("it holds more than 256 MiB"));
    }
    String::from_utf8(bytes).map_err(|_| fault("it is not UTF-8 text"))
}

impl AtlasFile {
    /// What can be said of the place of a violation: the line of the entry's key, where the
    /// violation is in an exam that the index describes.
    fn locate(&self, laid: &Content, violation: &Violation) -> Option<Fault> {
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
        let (line, column) = line_and_column(&self.text, offset);
        Some(Fault {
            file: self.name.clone(),
            line,
            column,
            path: Some(violation.path()),
            message: violation.message.clone(),
        })
    }

    fn fault(&self, error: &TextError) -> AuthoringError {
        AuthoringError::Faults(vec![Fault {
            file: self.name.clone(),
            line: 1,
            column: 1,
            path: Some("vendors".to_owned()),
            message: error.to_string(),
        }])
    }
}

/// Imports an index: lays it beside what is stored and checks the whole. With `dry_run` nothing
/// is written.
///
/// # Errors
/// [`ImportError::Files`] with every fault, or [`ImportError::Store`].
pub async fn import_cert_atlas(
    store: &Store,
    file: &AtlasFile,
    actor: &str,
    now: DateTime<Utc>,
    dry_run: bool,
) -> Result<AtlasReport, ImportError> {
    let stored = store.load().await?;
    let mut findings = Findings::default();
    let result = lay_beside(stored.content.clone(), &file.atlas, &mut findings)
        .map_err(|error| file.fault(&error))?;
    let place = |violation: &Violation| file.locate(&result, violation);
    let import = apply(store, &stored, &result, place, actor, now, dry_run).await?;
    Ok(AtlasReport {
        import,
        as_of: file.atlas.source.commit_date,
        entries: file.atlas.exams.len(),
        findings,
    })
}
