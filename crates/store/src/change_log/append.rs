//! Appends entries to the log.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use sha2::{Digest, Sha256};

use catalogue::{Change, Revision, hexadecimal};

use super::{RecentChanges, head_of, position};
use crate::{
    change::Entry,
    entity::{change_log, revision},
    error::StoreError,
    write::insert_all,
};

/// Appends to the log inside a transaction that holds the revision's lock.
pub(crate) struct LogWriter<'a> {
    transaction: &'a DatabaseTransaction,
    sequence: i64,
    chain: String,
    recent: RecentChanges,
}

/// The author and time of entries.
#[derive(Clone, Copy)]
pub(crate) struct ChangeAuthor<'a> {
    pub(crate) actor: &'a str,
    pub(crate) note: Option<&'a str>,
    pub(crate) at: DateTime<Utc>,
}

impl<'a> LogWriter<'a> {
    pub(crate) fn new(
        transaction: &'a DatabaseTransaction,
        row: &revision::Model,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            transaction,
            sequence: row.log_sequence,
            chain: row.log_chain.clone(),
            recent: RecentChanges::starting_at(head_of(row)?),
        })
    }

    /// Writes entries, each with the next sequence number and the chained hash.
    pub(crate) async fn append(
        &mut self,
        entries: Vec<Entry>,
        revision: Revision,
        author: ChangeAuthor<'_>,
    ) -> Result<(), StoreError> {
        let rows = entries
            .into_iter()
            .map(|entry| self.next(entry, revision, author))
            .collect::<Result<_, _>>()?;
        insert_all::<change_log::Entity>(self.transaction, rows).await
    }

    fn next(
        &mut self,
        entry: Entry,
        revision: Revision,
        author: ChangeAuthor<'_>,
    ) -> Result<change_log::Model, StoreError> {
        let sha256 = entry.sha256();
        let operation = entry.operation().text();
        self.sequence += 1;
        self.chain = chained(
            &self.chain,
            [
                &self.sequence.to_string(),
                &revision.to_string(),
                entry.kind.text(),
                &entry.key,
                operation,
                sha256.as_deref().unwrap_or_default(),
                author.actor,
            ],
        );
        self.recent.push(Arc::new(Change {
            position: position(self.sequence, &self.chain)?,
            revision,
            kind: entry.kind,
            key: entry.key.clone(),
            document: entry.document.clone(),
            sha256: sha256.clone(),
            vendors: entry.vendors.iter().cloned().collect(),
            exams: entry.exams.iter().cloned().collect(),
            actor: author.actor.to_owned(),
            note: author.note.map(str::to_owned),
            committed_at: author.at,
        }));
        Ok(change_log::Model {
            sequence: self.sequence,
            revision: revision.number(),
            kind: entry.kind.text().to_owned(),
            operation: operation.to_owned(),
            sha256,
            document: entry.document,
            chain: self.chain.clone(),
            vendors: enclosed(entry.vendors.iter().map(ToString::to_string)),
            exams: enclosed(entry.exams.iter().map(ToString::to_string)),
            key: entry.key,
            actor: author.actor.to_owned(),
            note: author.note.map(str::to_owned),
            committed_at: author.at,
        })
    }

    /// Sets the new head of the log in the revision's row and returns the appended entries.
    pub(crate) fn finish(self, row: &mut revision::ActiveModel) -> RecentChanges {
        row.log_sequence = Set(self.sequence);
        row.log_chain = Set(self.chain);
        self.recent
    }
}

/// The SHA-256 of the previous hash and the parts of the next entry, one per line.
fn chained(previous: &str, parts: [&str; 7]) -> String {
    let mut digest = Sha256::new();
    digest.update(previous);
    for part in parts {
        digest.update("\n");
        digest.update(part);
    }
    hexadecimal(&digest.finalize())
}

/// Texts between bars, so that SQL can search for one: `|aws|microsoft|`.
fn enclosed(texts: impl Iterator<Item = String>) -> String {
    texts.fold("|".to_owned(), |list, text| list + &text + "|")
}
