//! Reads, parses and validates catalogue files.
//!
//! The format is TOML: diffs show one fact per line, comments are allowed, and editors validate
//! against the published JSON Schema.

use std::{
    collections::HashMap,
    fmt, fs, io,
    ops::Range,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, Deserializer},
};

use crate::catalogue::{Content, RecordKind, Violation, complete_objective_keys, validate};

use super::{
    location::{Lines, span_of},
    type_faults::type_faults,
};

/// Maximum listed errors; the rest is counted.
const MAX_LISTED_FAULTS: usize = 100;

/// One file of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFile {
    /// Its name, as shown in messages.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// An error in a file, with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The path of the field, such as `exam[microsoft/AI-102].facts[3].evidence.sources[0]`; absent
    /// where the file could not be parsed as records.
    pub path: Option<String>,
    /// The error, and how to fix it.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if let Some(path) = &self.path {
            write!(formatter, "{path}: ")?;
        }
        formatter.write_str(&self.message)
    }
}

/// Why files are invalid.
#[derive(Debug, thiserror::Error)]
pub enum AuthoringError {
    /// A file or directory could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A directory contains no catalogue files.
    #[error("{} contains no .toml files", .0.display())]
    Empty(PathBuf),
    /// The files contain errors.
    #[error("{0}")]
    Faults(Faults),
}

/// The first errors in files with their positions, and the total.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    /// At most the first 100.
    pub listed: Vec<Fault>,
    /// The total.
    pub total: usize,
}

impl Faults {
    /// Lists the first errors, locating only those, and counts the others.
    pub fn locate<T>(faults: &[T], locate: impl FnMut(&T) -> Fault) -> Self {
        let listed = faults.iter().take(MAX_LISTED_FAULTS);
        Self {
            listed: listed.map(locate).collect(),
            total: faults.len(),
        }
    }

    /// Adds the errors of another file.
    fn extend(&mut self, other: Self) {
        let room = MAX_LISTED_FAULTS.saturating_sub(self.listed.len());
        self.listed.extend(other.listed.into_iter().take(room));
        self.total += other.total;
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.listed {
            writeln!(formatter, "{fault}")?;
        }
        let more = self.total.saturating_sub(self.listed.len());
        if more > 0 {
            writeln!(formatter, "and {more} more")?;
        }
        let noun = if self.total == 1 { "fault" } else { "faults" };
        write!(formatter, "{} {noun}; nothing was changed", self.total)
    }
}

/// Reads one catalogue file, or all `.toml` files of a directory in name order. Skips names that
/// start with a dot: editors and file copies leave such files.
///
/// # Errors
/// [`AuthoringError::Unreadable`] or [`AuthoringError::Empty`].
pub fn read_files(path: &Path) -> Result<Vec<CatalogueFile>, AuthoringError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| AuthoringError::Unreadable { path, source }
    };
    let mut paths = vec![];
    if fs::metadata(path).map_err(unreadable(path))?.is_dir() {
        for entry in fs::read_dir(path).map_err(unreadable(path))? {
            let entry = entry.map_err(unreadable(path))?;
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let entry = entry.path();
            let extension = entry.extension();
            if !is_hidden && extension.is_some_and(|name| name.eq_ignore_ascii_case("toml")) {
                paths.push(entry);
            }
        }
        paths.sort();
        if paths.is_empty() {
            return Err(AuthoringError::Empty(path.to_owned()));
        }
    } else {
        paths.push(path.to_owned());
    }
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            Ok(CatalogueFile {
                name: path.display().to_string(),
                text,
            })
        })
        .collect()
}

/// Parsed files, with the position of each record.
#[derive(Debug)]
pub struct Parsed {
    files: Vec<CatalogueFile>,
    parts: Vec<Content>,
}

/// Parses files as records.
///
/// # Errors
/// [`AuthoringError::Faults`] with every invalid value of every file, or the first syntax error of
/// a file.
pub fn parse(files: Vec<CatalogueFile>) -> Result<Parsed, AuthoringError> {
    let mut parts = vec![];
    let mut faults = Faults::default();
    for file in &files {
        match read(file) {
            Ok(part) => parts.push(part),
            Err(other) => faults.extend(other),
        }
    }
    if faults.total == 0 {
        Ok(Parsed { files, parts })
    } else {
        Err(AuthoringError::Faults(faults))
    }
}

/// Parses one file as records, or returns all its errors.
fn read(file: &CatalogueFile) -> Result<Content, Faults> {
    let table = DeTable::parse(&file.text).map_err(|error| {
        Faults::locate(&[error], |error| Fault {
            path: None,
            ..file.fault(&Lines::of(&file.text), error.span(), error.message())
        })
    })?;
    Content::deserialize(Deserializer::from(table.clone())).map_err(|_| {
        let lines = Lines::of(&file.text);
        Faults::locate(&type_faults(table), |fault| Fault {
            path: Some(fault.path.clone()).filter(|path| !path.is_empty()),
            ..file.fault(&lines, Some(fault.span.clone()), &fault.message)
        })
    })
}

impl CatalogueFile {
    fn fault(&self, lines: &Lines<'_>, span: Option<Range<usize>>, message: &str) -> Fault {
        let (line, column) = lines.position(span.map_or(0, |span| span.start));
        Fault {
            file: self.name.clone(),
            line,
            column,
            path: None,
            message: message.trim().to_owned(),
        }
    }
}

impl Parsed {
    /// The records of all files, in file order.
    pub fn content(&self) -> Content {
        let mut content = Content::default();
        for part in &self.parts {
            content.extend(part.clone());
        }
        content
    }

    /// The records of each file, in file order.
    pub(super) fn parts(&self) -> &[Content] {
        &self.parts
    }

    /// Validates that the files make up a whole catalogue, with keys for objectives that have none
    /// (see [`complete_objective_keys`]).
    ///
    /// # Errors
    /// [`AuthoringError::Faults`] with the violations and their positions.
    pub fn validate(&self) -> Result<Content, AuthoringError> {
        let mut content = self.content();
        complete_objective_keys(&mut content, &Content::default());
        let violations = validate(&content);
        if violations.is_empty() {
            return Ok(content);
        }
        let mut locator = Locator::new(self);
        Err(AuthoringError::Faults(Faults::locate(
            &violations,
            |violation| {
                locator
                    .by_index(violation)
                    .unwrap_or_else(|| Fault::of_stored(violation))
            },
        )))
    }

    /// The positions of violations after a merge with the stored content. A record that is not in
    /// the files is a stored one.
    pub(super) fn locate_by_key(&self, violations: &[Violation]) -> Faults {
        let mut locator = Locator::new(self);
        Faults::locate(violations, |violation| {
            locator
                .by_key(violation)
                .unwrap_or_else(|| Fault::of_stored(violation))
        })
    }
}

impl Fault {
    /// A violation of a record that is not in the files.
    pub(super) fn of_stored(violation: &Violation) -> Self {
        Self {
            file: "stored catalogue".to_owned(),
            line: 1,
            column: 1,
            path: Some(violation.path()),
            message: violation.message.clone(),
        }
    }
}

/// Locates violations, parsing each file and indexing each kind once.
struct Locator<'a> {
    parsed: &'a Parsed,
    /// The parsed files, by index.
    files: HashMap<usize, (Option<Spanned<DeTable<'a>>>, Lines<'a>)>,
    /// For each kind, the file and index of each key.
    keys: HashMap<RecordKind, HashMap<String, (usize, usize)>>,
}

impl<'a> Locator<'a> {
    fn new(parsed: &'a Parsed) -> Self {
        Self {
            parsed,
            files: HashMap::new(),
            keys: HashMap::new(),
        }
    }

    /// A violation in [`Parsed::content`].
    fn by_index(&mut self, violation: &Violation) -> Option<Fault> {
        let mut index = violation.index;
        for (file, part) in self.parsed.parts.iter().enumerate() {
            let count = part.count(violation.kind);
            if index < count {
                return Some(self.fault(file, index, violation));
            }
            index -= count;
        }
        None
    }

    /// A violation of a record with a known key.
    fn by_key(&mut self, violation: &Violation) -> Option<Fault> {
        let parts = &self.parsed.parts;
        let keys = self.keys.entry(violation.kind).or_insert_with(|| {
            let mut places = HashMap::new();
            for (file, part) in parts.iter().enumerate() {
                for (index, key) in part.keys(violation.kind).into_iter().enumerate() {
                    places.entry(key).or_insert((file, index));
                }
            }
            places
        });
        let (file, index) = *keys.get(&violation.key)?;
        Some(self.fault(file, index, violation))
    }

    fn fault(&mut self, file: usize, index: usize, violation: &Violation) -> Fault {
        let record = &self.parsed.files[file];
        let (table, lines) = self.files.entry(file).or_insert_with(|| {
            let table = DeTable::parse(&record.text).ok();
            (table, Lines::of(&record.text))
        });
        let list = violation.kind.list();
        let span = table
            .as_ref()
            .and_then(|table| span_of(table.get_ref(), list, index, &violation.field));
        Fault {
            path: Some(violation.path()),
            ..record.fault(lines, span, &violation.message)
        }
    }
}

/// The JSON Schema of a catalogue file, for editors, as pretty-printed JSON with a final newline.
pub fn file_schema() -> String {
    let schema = schemars::schema_for!(Content);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
