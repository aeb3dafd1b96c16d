//! A file with the content that was served last. A server starts from it instead of reading every
//! table, which takes many times as long.
//!
//! It is never the truth: the revision's row has to confirm it, or the change log has to lead from
//! it to the database's state, and [`Store::verify`] then compares with the tables. Whatever does
//! not fit is left aside, and the tables are read.

mod format;
#[cfg(test)]
mod tests;

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use catalogue::{Content, LogPosition, Revision, hexadecimal};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::task::spawn_blocking;

use self::format::{Position, Unusable};
use super::{
    change_log::{RecentChanges, head_of},
    connection::Store,
    error::StoreError,
    incremental_load::may_lead_from,
    load::{StoredContent, revision_row},
};
use crate::change::RecordDiff;

/// Temporary files of this age belong to processes that were killed.
const ABANDONED: Duration = Duration::from_hours(1);

/// The ending of temporary files.
const TEMPORARY: &str = ".tmp";

/// The place of an archive. Processes with the same database may share it.
#[derive(Debug, Clone)]
pub struct Archive {
    path: PathBuf,
}

/// The result of comparing the content in memory with the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verification {
    /// They agree.
    Confirmed,
    /// They differ. [`Store::current`] returns what the tables say from now on.
    Differs {
        /// How many records differ.
        records: usize,
        /// One of them, such as `exam microsoft/AI-102`.
        example: String,
    },
    /// Edits by bare SQL are not logged yet; repeat this later.
    Unlogged,
}

impl Archive {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces the archive by this content, which must be valid and that of the log at this
    /// position. Other processes read either the old file or the new one.
    ///
    /// # Errors
    /// When the directory is missing, read-only or full.
    pub fn write(
        &self,
        content: &Content,
        revision: Revision,
        log_head: LogPosition,
    ) -> io::Result<()> {
        let directory = self.directory();
        fs::create_dir_all(directory)?;
        let file = tempfile::Builder::new()
            .prefix(&self.prefix())
            .suffix(TEMPORARY)
            .tempfile_in(directory)?;
        self.remove_abandoned(file.as_file().metadata()?.modified()?);
        let (file, path) = file.into_parts();
        let mut file = BufWriter::with_capacity(1 << 20, file);
        let position = Position { revision, log_head };
        format::write(&mut file, content, position)?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        // First, so that a power failure leaves the old file or the whole new one.
        file.sync_data()?;
        NamedTempFile::from_parts(file, path).persist(&self.path)?;
        Ok(())
    }

    /// Removes the archive.
    ///
    /// # Errors
    /// When the directory is read-only. A missing file is no error.
    pub fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn read(
        &self,
        leads_here: impl FnOnce(Position) -> bool,
    ) -> Result<(Content, Position), Unusable> {
        let metadata = fs::metadata(&self.path)?;
        // Opening a named pipe would wait for a writer.
        if !metadata.is_file() {
            return Err(
                io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file").into(),
            );
        }
        let mut file = File::open(&self.path)?;
        let length = metadata.len();
        format::read(&mut file, length, leads_here)
    }

    fn directory(&self) -> &Path {
        match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        }
    }

    /// The beginning of the names of temporary files.
    fn prefix(&self) -> OsString {
        let mut prefix = self.path.file_name().unwrap_or_default().to_owned();
        prefix.push(".");
        prefix
    }

    /// Removes temporary files of processes that were killed; `now` is by the file system's clock.
    /// What cannot be removed stays.
    fn remove_abandoned(&self, now: SystemTime) {
        let prefix = self.prefix();
        let is_abandoned = |entry: &fs::DirEntry| {
            let name = entry.file_name();
            let bytes = name.as_encoded_bytes();
            let modified = entry.metadata().and_then(|metadata| metadata.modified());
            let age = modified.map(|at| now.duration_since(at).unwrap_or_default());
            bytes.starts_with(prefix.as_encoded_bytes())
                && bytes.ends_with(TEMPORARY.as_bytes())
                && age.is_ok_and(|age| age >= ABANDONED)
        };
        let entries = fs::read_dir(self.directory()).into_iter().flatten();
        for entry in entries.flatten().filter(is_abandoned) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Store {
    /// The archive in a directory, or beside the file of a SQLite database; `None` without either.
    ///
    /// In a directory, each address has its own file.
    pub fn archive(&self, directory: Option<&Path>) -> Option<Archive> {
        let path = match (directory, self.address.file()) {
            (Some(directory), _) => {
                let digest = Sha256::digest(self.address());
                directory.join(format!("certgraph-{}.archive", hexadecimal(&digest[..8])))
            }
            (None, Some(mut file)) => {
                let mut name = file.file_name()?.to_owned();
                name.push(".archive");
                file.set_file_name(name);
                file
            }
            (None, None) => return None,
        };
        Some(Archive { path })
    }

    /// Takes the content of an archive as the one that was loaded last, if the revision's row
    /// confirms it or the change log may lead from it to the row's state. [`Self::current`] then
    /// reads no tables unless the log turns out not to lead there.
    ///
    /// # Errors
    /// As [`Store::load`]. An archive that cannot be used is no error.
    pub async fn begin_with(
        &self,
        archive: &Archive,
    ) -> Result<Option<Arc<StoredContent>>, StoreError> {
        let row = self.bounded(1, revision_row(&self.connection)).await?;
        let head = head_of(&row)?;
        let place = archive.clone();
        let state = row.clone();
        let leads_here =
            move |from: Position| may_lead_from(from.revision, from.log_head, &state, head);
        let read = spawn_blocking(move || place.read(leads_here)).await;
        let read = read.unwrap_or(Err(Unusable::Damaged("a part cannot be parsed")));
        let (content, position) = match read {
            Ok(read) => read,
            Err(Unusable::Unreadable(error)) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(None);
            }
            Err(reason) => {
                let path = archive.path.display();
                tracing::info!(%reason, "reading the tables instead of the archive {path}");
                return Ok(None);
            }
        };
        let stored = Arc::new(StoredContent {
            content,
            revision: position.revision,
            committed_at: row.committed_at,
            log_head: position.log_head,
            is_logged: true,
        });
        let changes = RecentChanges::starting_at(position.log_head);
        self.last_loaded.set(Arc::clone(&stored), changes);
        Ok(Some(stored))
    }

    /// Compares the content in memory with the tables, at one state of the database. Reads all of
    /// them, and holds only the records that differ twice.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn verify(&self) -> Result<Verification, StoreError> {
        let (transaction, row) = self.begin_reading().await?;
        if row.logged_revision != row.number {
            return Ok(Verification::Unlogged);
        }
        let expected = self.current_at(&transaction, &row).await?;
        let content = self.load_all(&transaction, Some(&expected)).await?;
        transaction.commit().await?;
        if expected.content == content {
            return Ok(Verification::Confirmed);
        }
        let entries = RecordDiff::between(&expected.content, &content).entries()?;
        let example = entries
            .first()
            .map(|entry| format!("{} {}", entry.kind.list(), entry.key));
        let changes = RecentChanges::starting_at(head_of(&row)?);
        self.last_loaded
            .set(Arc::new(StoredContent::of(content, &row)?), changes);
        Ok(Verification::Differs {
            records: entries.len(),
            example: example.unwrap_or_default(),
        })
    }
}
