//! Writes entries at the end of the log.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use sha2::{Digest, Sha256};

use catalogue::Revision;

use crate::{
    change::Entry,
    entity::{change_log, revision},
    error::StoreError,
    values::hexadecimal,
    write::insert_all,
};

/// Appends to the log inside a transaction that holds the revision's lock.
pub(crate) struct LogWriter<'a> {
    transaction: &'a DatabaseTransaction,
    sequence: i64,
    chain: String,
}

/// Whose entries they are, and when they were made.
#[derive(Clone, Copy)]
pub(crate) struct ChangeAuthor<'a> {
    pub(crate) actor: &'a str,
    pub(crate) note: Option<&'a str>,
    pub(crate) at: DateTime<Utc>,
}

impl<'a> LogWriter<'a> {
    pub(crate) fn new(transaction: &'a DatabaseTransaction, row: &revision::Model) -> Self {
        Self {
            transaction,
            sequence: row.log_sequence,
            chain: row.log_chain.clone(),
        }
    }

    /// Writes entries, each with the next number and a hash over everything so far.
    pub(crate) async fn append(
        &mut self,
        entries: Vec<Entry>,
        revision: Revision,
        authorship: ChangeAuthor<'_>,
    ) -> Result<(), StoreError> {
        let rows = entries
            .into_iter()
            .map(|entry| self.next(entry, revision, authorship))
            .collect();
        insert_all::<change_log::Entity>(self.transaction, rows).await
    }

    fn next(
        &mut self,
        entry: Entry,
        revision: Revision,
        authorship: ChangeAuthor<'_>,
    ) -> change_log::ActiveModel {
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
                authorship.actor,
            ],
        );
        change_log::ActiveModel {
            sequence: Set(self.sequence),
            revision: Set(revision.number()),
            kind: Set(entry.kind.text().to_owned()),
            operation: Set(operation.to_owned()),
            sha256: Set(sha256),
            document: Set(entry.document),
            chain: Set(self.chain.clone()),
            vendors: Set(enclosed(entry.vendors.iter().map(ToString::to_string))),
            exams: Set(enclosed(entry.exams.iter().map(ToString::to_string))),
            key: Set(entry.key),
            actor: Set(authorship.actor.to_owned()),
            note: Set(authorship.note.map(str::to_owned)),
            committed_at: Set(authorship.at),
        }
    }

    /// What the revision's row has to say about the log from now on.
    pub(crate) fn conclude(self, row: &mut revision::ActiveModel) {
        row.log_sequence = Set(self.sequence);
        row.log_chain = Set(self.chain);
    }
}

/// The SHA-256 over the hash so far and the parts of the next entry, a line each.
fn chained(previous: &str, parts: [&str; 7]) -> String {
    let mut digest = Sha256::new();
    digest.update(previous);
    for part in parts {
        digest.update("\n");
        digest.update(part);
    }
    hexadecimal(&digest.finalize())
}

/// Texts between bars, so that one of them can be looked for: `|aws|microsoft|`.
fn enclosed(texts: impl Iterator<Item = String>) -> String {
    texts.fold("|".to_owned(), |list, text| list + &text + "|")
}
