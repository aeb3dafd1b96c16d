//! The file: a header that names and proves the parts, then the parts of the content.
//!
//! | bytes | |
//! | --- | --- |
//! | 16 | [`MAGIC`] |
//! | 32 | SHA-256 of the version and the digest of the code that wrote the file |
//! | 8, 8, 8 | revision, sequence number and chain of the log's head |
//! | 8 | number of parts |
//! | 40 each | length and SHA-256 of a part |
//! | 32 | SHA-256 of everything before |
//! | | the parts |
//!
//! Numbers are little-endian. A part is the compact form of a [`Content`]; together they are the
//! whole. Each is read, proven and parsed by one thread, so that no copy of the file is in memory.

use std::{
    io::{self, Read, Seek, SeekFrom, Write},
    num::NonZero,
    sync::{Mutex, PoisonError},
    thread,
};

use catalogue::{Content, LogPosition, Revision};
use sha2::{Digest, Sha256};

const MAGIC: &[u8; 16] = b"certgraph-snap-1";

/// The length of a digest.
const DIGEST: usize = 32;

/// The header before the list of parts.
const PREFIX: usize = MAGIC.len() + DIGEST + 4 * 8;

/// One item of the list of parts.
const PART: usize = 8 + DIGEST;

/// More threads would wait for memory.
const MAX_THREADS: usize = 8;

/// The state of the database that a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) revision: Revision,
    pub(super) log_head: LogPosition,
}

/// Why a file is not used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unusable {
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    #[error("another version wrote it")]
    OtherVersion,
    #[error("it is not of a state that leads to that of the database")]
    OtherState,
    #[error("it is damaged: {0}")]
    Damaged(&'static str),
}

fn code() -> [u8; DIGEST] {
    let name = concat!(env!("CARGO_PKG_VERSION"), " ", env!("CODE_DIGEST"));
    Sha256::digest(name).into()
}

/// Writes a content and its position.
pub(super) fn write(
    file: &mut (impl Write + Seek),
    content: &Content,
    position: Position,
) -> io::Result<()> {
    let parts = content.parts();
    let mut header = Vec::with_capacity(PREFIX + parts.len() * PART + DIGEST);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&code());
    header.extend_from_slice(&position.revision.number().to_le_bytes());
    header.extend_from_slice(&position.log_head.sequence.to_le_bytes());
    header.extend_from_slice(&position.log_head.chain);
    header.extend_from_slice(&(parts.len() as u64).to_le_bytes());
    file.seek(SeekFrom::Start(
        (PREFIX + parts.len() * PART + DIGEST) as u64,
    ))?;
    for part in parts {
        let bytes = part.to_binary();
        header.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        header.extend_from_slice(&Sha256::digest(&bytes));
        file.write_all(&bytes)?;
    }
    let digest = Sha256::digest(&header);
    header.extend_from_slice(&digest);
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header)?;
    file.flush()
}

/// Reads a content, if `leads_here` says that its position is of use.
pub(super) fn read(
    file: &mut (impl Read + Send),
    length: u64,
    leads_here: impl FnOnce(Position) -> bool,
) -> Result<(Content, Position), Unusable> {
    let (position, parts) = header(file, length)?;
    if !leads_here(position) {
        return Err(Unusable::OtherState);
    }
    let contents = read_parts(file, &parts)?;
    let mut whole = Content::default();
    whole
        .exams
        .reserve_exact(contents.iter().map(|part| part.exams.len()).sum::<usize>());
    for part in contents {
        whole.extend(part);
    }
    Ok((whole, position))
}

/// The length and the digest of a part.
type Part = (usize, [u8; DIGEST]);

fn header(file: &mut impl Read, length: u64) -> Result<(Position, Vec<Part>), Unusable> {
    let mut header = vec![0; PREFIX];
    exactly(file, &mut header)?;
    let mut fields = Fields(&header);
    if fields.take() != Some(*MAGIC) || fields.take() != Some(code()) {
        return Err(Unusable::OtherVersion);
    }
    let cut = Unusable::Damaged("the header is cut");
    let (Some(revision), Some(sequence), Some(chain), Some(count)) =
        (fields.take(), fields.take(), fields.take(), fields.take())
    else {
        return Err(cut);
    };
    let position = Position {
        revision: Revision::new(i64::from_le_bytes(revision)),
        log_head: LogPosition {
            sequence: i64::from_le_bytes(sequence),
            chain,
        },
    };
    let count = u64::from_le_bytes(count);
    if count > length / PART as u64 {
        return Err(cut);
    }
    let count = usize::try_from(count).map_err(|_| cut)?;
    header.resize(PREFIX + count * PART, 0);
    exactly(file, &mut header[PREFIX..])?;
    let mut digest = [0; DIGEST];
    exactly(file, &mut digest)?;
    if Sha256::digest(&header)[..] != digest {
        return Err(Unusable::Damaged("the header is not what was written"));
    }
    let mut fields = Fields(&header[PREFIX..]);
    let mut parts = Vec::with_capacity(count);
    let mut expected = (header.len() + DIGEST) as u64;
    while let (Some(length), Some(digest)) = (fields.take(), fields.take()) {
        let length = u64::from_le_bytes(length);
        expected = expected.saturating_add(length);
        parts.push((usize::try_from(length).unwrap_or(usize::MAX), digest));
    }
    if expected != length {
        return Err(Unusable::Damaged("its length is not what was written"));
    }
    Ok((position, parts))
}

/// The next bytes of a header.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*field)
    }
}

fn exactly(file: &mut impl Read, bytes: &mut [u8]) -> Result<(), Unusable> {
    file.read_exact(bytes).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Unusable::Damaged("it is cut"),
        _ => error.into(),
    })
}

/// What the threads share: the file, and the number of the part that comes next in it.
struct Rest<'a, F> {
    file: &'a mut F,
    next: usize,
}

fn read_parts(file: &mut (impl Read + Send), parts: &[Part]) -> Result<Vec<Content>, Unusable> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads.min(MAX_THREADS).min(parts.len());
    let rest = Mutex::new(Rest { file, next: 0 });
    let read = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| read_in_turn(&rest, parts)))
            .collect();
        threads
            .into_iter()
            .map(|thread| {
                let panicked = |_| Unusable::Damaged("a part cannot be parsed");
                thread.join().map_err(panicked)?
            })
            .collect::<Result<Vec<_>, _>>()
    })?;
    let mut contents: Vec<_> = read.into_iter().flatten().collect();
    contents.sort_unstable_by_key(|(number, _)| *number);
    Ok(contents.into_iter().map(|(_, content)| content).collect())
}

/// Reads parts until none is left, each with its number.
fn read_in_turn<F: Read>(
    rest: &Mutex<Rest<'_, F>>,
    parts: &[Part],
) -> Result<Vec<(usize, Content)>, Unusable> {
    let mut contents = Vec::new();
    let mut bytes = Vec::new();
    loop {
        let number = {
            let mut rest = rest.lock().unwrap_or_else(PoisonError::into_inner);
            let Some((length, _)) = parts.get(rest.next) else {
                return Ok(contents);
            };
            bytes.resize(*length, 0);
            exactly(rest.file, &mut bytes)?;
            rest.next += 1;
            rest.next - 1
        };
        if Sha256::digest(&bytes)[..] != parts[number].1 {
            return Err(Unusable::Damaged("a part is not what was written"));
        }
        let content = Content::from_binary(&bytes);
        let content = content.ok_or(Unusable::Damaged("a part cannot be parsed"))?;
        contents.push((number, content));
    }
}
