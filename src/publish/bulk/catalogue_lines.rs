//! The lines of the catalogue export: written from the change log, and read.

use std::{fmt::Write, slice};

use serde::{Deserialize, de::Error as _};
use serde_json::{Map, Value, json};

use crate::{
    catalogue::{Content, LogCursor, LogPosition, RecordKind, Revision},
    store::{LoggedDocument, Store, StoreError},
};

/// The format, as the first line names it.
const FORMAT: &str = "certgraph-catalogue/1";

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

    /// The content of an export.
    ///
    /// # Errors
    /// If the first line does not name the format, or a line is no record.
    pub fn read(text: &str) -> Result<Content, serde_json::Error> {
        let mut lines = text.lines();
        let first: FirstLine = serde_json::from_str(lines.next().unwrap_or_default())?;
        if first.format != FORMAT {
            return Err(serde_json::Error::custom(format!(
                "its first line does not name the format {FORMAT}"
            )));
        }
        let mut lists: Map<String, Value> = Map::new();
        for line in lines {
            let Record { kind, document } = serde_json::from_str(line)?;
            let list = lists.entry(kind.to_ascii_lowercase());
            if let Value::Array(list) = list.or_insert_with(|| Value::Array(Vec::new())) {
                list.push(document);
            }
        }
        serde_json::from_value(Value::Object(lists))
    }

    fn first_line(&self) -> String {
        let counts = self.counts.iter();
        let counts: serde_json::Map<_, _> = counts
            .map(|(kind, count)| ((*kind).to_owned(), json!(count)))
            .collect();
        let line = json!({
            "format": FORMAT,
            "revision": self.revision.number(),
            "cursor": LogCursor::from(self.position).to_string(),
            "counts": counts,
        });
        format!("{line}\n")
    }
}

/// What is read of the first line.
#[derive(Deserialize)]
struct FirstLine {
    format: String,
}

/// What is read of the line of a record.
#[derive(Deserialize)]
struct Record {
    kind: String,
    document: Value,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_export_are_refused() {
        let first = json!({ "format": FORMAT }).to_string();
        let vendor = r#"{"kind":"VENDOR","document":{"slug":"acme","name":"Acme"}}"#;
        let content = CatalogueLines::read(&format!("{first}\n{vendor}\n")).unwrap();
        assert_eq!(content.vendors.len(), 1);
        for text in [
            String::new(),
            vendor.to_owned(),
            r#"{"format":"certgraph-catalogue/2"}"#.to_owned(),
            format!("{first}\n5"),
            format!("{first}\n[1]"),
            format!("{first}\n{{\"kind\":\"VENDOR\"}}"),
        ] {
            assert!(CatalogueLines::read(&text).is_err(), "{text}");
        }
    }
}
