//! Finds the claims of documents and checks them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    super::CommandError,
    passage::{Passage, line_and_column},
    read::Format,
    report::Finding,
};
use crate::{
    advice::{
        ClaimCheck, ClaimFinding, ClaimStatus, ClaimSubject, ClaimedFact, Introduction, TextClaim,
        check_claim, claims_in_text, introduction,
    },
    catalogue::{Catalogue, Day},
    publish::AuthoringError,
};

/// A document with its text.
pub(super) struct Document {
    name: String,
    format: Format,
    source: String,
}

/// The documents at these paths. Of directories, all files with a known ending, in name order.
pub(super) fn documents(paths: &[PathBuf]) -> Result<Vec<Document>, CommandError> {
    let mut found = Vec::new();
    for path in paths {
        let is_directory = fs::metadata(path).map_err(unreadable(path))?.is_dir();
        match format(path) {
            _ if is_directory => collect(path, &mut found)?,
            Some(format) => found.push(document(path, format)?),
            None => return Err(CommandError::UnknownFormat(path.clone())),
        }
    }
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<Document>) -> Result<(), CommandError> {
    let entries = fs::read_dir(folder).map_err(unreadable(folder))?;
    let paths: Result<Vec<PathBuf>, _> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect();
    let mut paths = paths.map_err(unreadable(folder))?;
    paths.sort();
    for path in paths {
        let name = path.file_name().map(std::ffi::OsStr::as_encoded_bytes);
        if name.is_some_and(|name| name.starts_with(b".")) || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            collect(&path, found)?;
        } else if let Some(format) = format(&path) {
            found.push(document(&path, format)?);
        }
    }
    Ok(())
}

fn format(path: &Path) -> Option<Format> {
    path.extension()
        .and_then(|extension| Format::of(extension.to_str()?))
}

fn document(path: &Path, format: Format) -> Result<Document, CommandError> {
    let bytes = fs::read(path).map_err(unreadable(path))?;
    Ok(Document {
        name: path.display().to_string(),
        format,
        source: String::from_utf8_lossy(&bytes).into_owned(),
    })
}

fn unreadable(path: &Path) -> impl FnOnce(std::io::Error) -> CommandError + use<> {
    let path = path.to_owned();
    move |source| CommandError::Files(AuthoringError::Unreadable { path, source })
}

/// What was checked in a document.
pub(super) struct Checked {
    /// How many claims, and mentions of ended exams, were checked.
    pub(super) claims: usize,
    pub(super) findings: Vec<Finding>,
}

/// Checks the claims of a document for a day. That an exam is over is said once, where it is first
/// mentioned, and not at all if the document says so itself.
pub(super) fn check_document(
    catalogue: &Catalogue,
    document: &Document,
    day: Day,
    ignored: &[ClaimedFact],
) -> Checked {
    let passages = document.format.read(&document.source);
    let mut introduced: Option<Introduction> = None;
    let mut read: Vec<(&Passage, TextClaim)> = Vec::new();
    let mut ended: Vec<ClaimSubject> = Vec::new();
    for passage in &passages {
        let opening = introduced.as_ref().filter(|_| passage.is_item);
        let found = claims_in_text(catalogue, &passage.text, opening, day);
        read.extend(found.claims.into_iter().map(|claim| (passage, claim)));
        ended.extend(found.ended);
        if !passage.is_item {
            introduced = introduction(catalogue, &passage.text);
        }
    }
    let mut checked = Checked {
        claims: 0,
        findings: Vec::new(),
    };
    let mut told = Vec::new();
    for (passage, found) in read {
        let is_ignored = ignored.contains(&found.claim.fact);
        if is_ignored || found.implied && !found.is_about_the_end(catalogue, day) {
            continue;
        }
        let check = check_claim(catalogue, &found.claim);
        if found.implied {
            let subject = check.exam.map_or(found.claim.subject, ClaimSubject::Exam);
            if told.contains(&subject)
                || ended.contains(&subject)
                || ended.contains(&found.claim.subject)
            {
                continue;
            }
            told.push(subject);
        }
        checked.claims += 1;
        let status = check.finding.status();
        if !matches!(status, ClaimStatus::Supported | ClaimStatus::Unknown) {
            checked
                .findings
                .push(finding(catalogue, document, passage, &found, check));
        }
    }
    checked
}

fn finding(
    catalogue: &Catalogue,
    document: &Document,
    passage: &Passage,
    found: &TextClaim,
    check: ClaimCheck,
) -> Finding {
    let start = passage.source(found.span.start);
    let end = passage.source(found.span.end.saturating_sub(1)) + 1;
    let (line, column) = line_and_column(&document.source, start);
    let (end_line, end_column) = line_and_column(&document.source, end.max(start + 1));
    let sources = check.evidence.iter().flat_map(|evidence| &evidence.sources);
    let mut sources: Vec<(String, String)> = sources
        .filter_map(|key| catalogue.source(key))
        .map(|source| (source.title.clone(), source.url.clone()))
        .collect();
    sources.dedup();
    let subject = match (check.exam, found.claim.subject) {
        (Some(exam), _) | (None, ClaimSubject::Exam(exam)) => {
            catalogue.exam(exam).record.key().to_string()
        }
        (None, ClaimSubject::Certification(index)) => {
            catalogue.certification(index).record.slug.to_string()
        }
    };
    Finding {
        file: document.name.clone(),
        line,
        column,
        end_line,
        end_column,
        fact: found.claim.fact,
        implied: found.implied,
        status: check.finding.status(),
        subject,
        words: passage.text[found.span.clone()].to_owned(),
        served: check.served,
        true_until: match check.finding {
            ClaimFinding::Outdated { until } => Some(until),
            _ => None,
        },
        sentence: check.sentence,
        sources,
    }
}
