//! Export files: hashed while written, compressed file to file, read in ranges.
//!
//! They are unlinked: the system deletes them with the last handle, also after a crash.

use std::{
    fs::File,
    io::{self, BufReader, Read, Write},
    sync::Arc,
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use super::ExportFacts;

/// The content coding of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    /// Identity.
    Identity,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// Zstandard's default level: faster than gzip's at a better ratio.
const ZSTD_LEVEL: i32 = 3;

/// An export on disk.
#[derive(Debug)]
pub struct ExportFile {
    file: File,
    /// The size of the file, after its coding.
    pub length: u64,
    /// The SHA-256 of the file.
    pub digest: [u8; 32],
    /// The content of the export.
    pub facts: Arc<ExportFacts>,
}

impl ExportFile {
    /// Reads up to `length` bytes from an offset; fewer only at the end. Blocks.
    ///
    /// # Errors
    /// On an I/O error.
    pub fn read_at(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut filled = 0;
        while filled < length {
            let read = read_at(&self.file, &mut bytes[filled..], offset + filled as u64)?;
            if read == 0 {
                break;
            }
            filled += read;
        }
        bytes.truncate(filled);
        Ok(bytes)
    }

    /// The same export in another coding. Blocks.
    pub(super) fn compressed(&self, coding: Coding) -> io::Result<Self> {
        let mut source = BufReader::with_capacity(1 << 16, FileReader::new(self));
        let sink = FileWriter::new()?;
        let sink = match coding {
            Coding::Identity => copy(&mut source, sink)?,
            Coding::Gzip => {
                copy(&mut source, GzEncoder::new(sink, Compression::default()))?.finish()?
            }
            Coding::Zstd => {
                let encoder = zstd::stream::write::Encoder::new(sink, ZSTD_LEVEL)?;
                copy(&mut source, encoder)?.finish()?
            }
        };
        Ok(sink.finish(Arc::clone(&self.facts)))
    }
}

/// Reads a file from its start through its own offset.
struct FileReader<'a> {
    file: &'a File,
    offset: u64,
}

impl<'a> FileReader<'a> {
    fn new(export: &'a ExportFile) -> Self {
        Self {
            file: &export.file,
            offset: 0,
        }
    }
}

impl Read for FileReader<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = read_at(self.file, bytes, self.offset)?;
        self.offset += read as u64;
        Ok(read)
    }
}

fn copy<W: Write>(source: &mut impl Read, mut sink: W) -> io::Result<W> {
    io::copy(source, &mut sink)?;
    Ok(sink)
}

/// Writes a file and hashes the bytes.
pub(super) struct FileWriter {
    file: File,
    length: u64,
    digest: Sha256,
}

impl FileWriter {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            file: tempfile::tempfile()?,
            length: 0,
            digest: Sha256::new(),
        })
    }

    /// The SHA-256 of the bytes written so far.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }

    pub(super) fn finish(self, facts: Arc<ExportFacts>) -> ExportFile {
        ExportFile {
            digest: self.digest(),
            file: self.file,
            length: self.length,
            facts,
        }
    }
}

impl Write for FileWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, offset)
}
