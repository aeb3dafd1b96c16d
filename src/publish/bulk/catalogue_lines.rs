//! The lines of the catalogue export, streamed from the change log.

use std::{fmt::Write, slice};

use serde_json::json;

use crate::{
    catalogue::{LogCursor, LogPosition, RecordKind, Revision},
    store::{LoggedDocument, Store, StoreError},
};

/// Documents per read.
const DOCUMENTS: u64 = 200;

/// The kinds in the byte order of their lines.
const ORDER: [RecordKind; 8] = [
    RecordKind::AudienceRule,
    RecordKind::Certification,
    RecordKind::Comparison,
    RecordKind::Equivalence,
    RecordKind::Exam,
    RecordKind::Role,
    RecordKind::Source,
    RecordKind::Vendor,
];

/// Writes the catalogue at a position in the log: a header line, then one line per record, in byte
/// order.
pub struct CatalogueLines<'a> {
    store: &'a Store,
    position: LogPosition,
    revision: Revision,
    counts: Vec<(&'static str, u64)>,
    begun: bool,
    kinds: slice::Iter<'static, RecordKind>,
    kind: Option<RecordKind>,
    last_key: Option<String>,
}

impl<'a> CatalogueLines<'a> {
    /// Starts at a position in the log, at or above its floor.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn new(store: &'a Store, position: LogPosition) -> Result<Self, StoreError> {
        let last = store.change(position.sequence).await?;
        let mut counts = Vec::with_capacity(ORDER.len());
        for kind in ORDER {
            let count = store.count_at(position.sequence, kind).await?;
            counts.push((kind.text(), count));
        }
        let mut kinds = ORDER.iter();
        Ok(Self {
            store,
            position,
            revision: last.map(|change| change.revision).unwrap_or_default(),
            counts,
            begun: false,
            kind: kinds.next().copied(),
            kinds,
            last_key: None,
        })
    }

    /// The revision of the last change.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The number of records by kind.
    pub fn counts(&self) -> &[(&'static str, u64)] {
        &self.counts
    }

    /// The next lines; `None` after the last one.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn next(&mut self) -> Result<Option<String>, StoreError> {
        if !self.begun {
            self.begun = true;
            return Ok(Some(self.first_line()));
        }
        while let Some(kind) = self.kind {
            let documents = self
                .store
                .documents_at(
                    self.position.sequence,
                    kind,
                    self.last_key.as_deref(),
                    DOCUMENTS,
                )
                .await?;
            let Some(last) = documents.last() else {
                self.kind = self.kinds.next().copied();
                self.last_key = None;
                continue;
            };
            self.last_key = Some(last.key.clone());
            return Ok(Some(documents.iter().map(line).collect()));
        }
        Ok(None)
    }

    fn first_line(&self) -> String {
        let counts = self.counts.iter();
        let counts: serde_json::Map<_, _> = counts
            .map(|(kind, count)| ((*kind).to_owned(), json!(count)))
            .collect();
        let line = json!({
            "format": "certgraph-catalogue/1",
            "revision": self.revision.number(),
            "cursor": LogCursor::from(self.position).to_string(),
            "counts": counts,
        });
        format!("{line}\n")
    }
}

/// The line of a record: its key, and the document as logged.
fn line(record: &LoggedDocument) -> String {
    let LoggedDocument {
        kind,
        key,
        document,
        sha256,
    } = record;
    let mut line = String::with_capacity(document.len() + key.len() + 128);
    let key = serde_json::Value::from(key.as_str());
    // Writing to a string cannot fail.
    let _ = writeln!(
        line,
        r#"{{"kind":"{kind}","key":{key},"sha256":"{sha256}","document":{document}}}"#
    );
    line
}
