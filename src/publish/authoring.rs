//! The files that people write the catalogue in: reading, parsing and checking them.
//!
//! TOML, because reviewers see one fact a line, may comment on it, and editors check it against
//! the published JSON Schema while it is typed.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::catalogue::{Content, RecordKind, Violation, validate};

use super::location::{line_and_column, span_of};

/// One file of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFile {
    /// Its name, as shown in messages.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// Something wrong in a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The path of the field, such as `exam[microsoft/AI-102].facts[3].evidence.sources[0]`;
    /// absent where the file could not even be read as records.
    pub path: Option<String>,
    /// What is wrong and what to do.
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

/// Why files could not be used.
#[derive(Debug, thiserror::Error)]
pub enum AuthoringError {
    /// A file or folder could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// Why it could not.
        source: io::Error,
    },
    /// A folder holds no catalogue files.
    #[error("{} holds no .toml files", .0.display())]
    Empty(PathBuf),
    /// The files say something that cannot be; every fault is listed.
    #[error("{}", list(.0))]
    Faults(Vec<Fault>),
}

fn list(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let noun = if faults.len() == 1 { "fault" } else { "faults" };
    format!(
        "{}\n{} {noun}; nothing was changed",
        lines.join("\n"),
        faults.len()
    )
}

/// Reads one catalogue file, or every `.toml` file of a folder in the order of their names.
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
            let entry = entry.map_err(unreadable(path))?.path();
            if entry
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
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

/// Files read as records, remembering where each record stands.
#[derive(Debug)]
pub struct Parsed {
    files: Vec<CatalogueFile>,
    parts: Vec<Content>,
}

/// Reads files as records.
///
/// # Errors
/// [`AuthoringError::Faults`] with the first fault of each file that cannot be read as records.
pub fn parse(files: Vec<CatalogueFile>) -> Result<Parsed, AuthoringError> {
    let mut parts = vec![];
    let mut faults = vec![];
    for file in &files {
        match read(file) {
            Ok(part) => parts.push(part),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(Parsed { files, parts })
    } else {
        Err(AuthoringError::Faults(faults))
    }
}

/// Reads one file as records, or tells its first fault.
fn read(file: &CatalogueFile) -> Result<Content, Fault> {
    let fault = |offset: usize, path: Option<String>, message: &str| {
        let (line, column) = line_and_column(&file.text, offset);
        Fault {
            file: file.name.clone(),
            line,
            column,
            path,
            message: message.trim().to_owned(),
        }
    };
    let reader = toml::Deserializer::parse(&file.text).map_err(|error| {
        fault(
            error.span().map_or(0, |span| span.start),
            None,
            error.message(),
        )
    })?;
    serde_path_to_error::deserialize(reader).map_err(|error| {
        // What fails inside a record is reported by its path, which leads to a nearer line than the
        // span of the list that it stands in.
        let path = error.path().to_string();
        let nearest = place_of(&path)
            .and_then(|(list, index, field)| span_of(&file.text, list, index, field));
        let span = nearest.or_else(|| error.inner().span());
        let path = Some(path).filter(|path| path != ".");
        fault(
            span.map_or(0, |span| span.start),
            path,
            error.inner().message(),
        )
    })
}

/// Splits a path such as `exam[3].facts[0].name` into list, index and field.
fn place_of(path: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = path.split_once('[')?;
    let (index, field) = rest.split_once(']')?;
    Some((list, index.parse().ok()?, field.trim_start_matches('.')))
}

impl Parsed {
    /// All records of all files together, in the order of the files.
    pub fn content(&self) -> Content {
        let mut content = Content::default();
        for part in &self.parts {
            content.extend(part.clone());
        }
        content
    }

    /// Checks that the files make up a whole catalogue by themselves.
    ///
    /// # Errors
    /// [`AuthoringError::Faults`] with every violation and its place.
    pub fn validate(&self) -> Result<Content, AuthoringError> {
        let content = self.content();
        let violations = validate(&content);
        if violations.is_empty() {
            return Ok(content);
        }
        Err(AuthoringError::Faults(
            violations.iter().map(|fault| self.locate(fault)).collect(),
        ))
    }

    /// Finds the file and line of a violation in [`Parsed::content`].
    fn locate(&self, violation: &Violation) -> Fault {
        let mut index = violation.index;
        for (file, part) in self.files.iter().zip(&self.parts) {
            let count = count(part, violation.kind);
            if index < count {
                return fault_at(file, violation, index);
            }
            index -= count;
        }
        Fault {
            file: String::new(),
            line: 1,
            column: 1,
            path: Some(violation.path()),
            message: violation.message.clone(),
        }
    }

    /// Finds the place of a violation by its record's key, for contents that were merged with
    /// what is stored; `None` when the files do not hold the record.
    pub(super) fn locate_by_key(&self, violation: &Violation) -> Option<Fault> {
        self.files.iter().zip(&self.parts).find_map(|(file, part)| {
            let index = part
                .keys(violation.kind)
                .iter()
                .position(|key| *key == violation.key)?;
            Some(fault_at(file, violation, index))
        })
    }
}

fn fault_at(file: &CatalogueFile, violation: &Violation, index: usize) -> Fault {
    let span = span_of(&file.text, violation.kind.list(), index, &violation.field);
    let (line, column) = line_and_column(&file.text, span.map_or(0, |span| span.start));
    Fault {
        file: file.name.clone(),
        line,
        column,
        path: Some(violation.path()),
        message: violation.message.clone(),
    }
}

fn count(content: &Content, kind: RecordKind) -> usize {
    content.keys(kind).len()
}

/// The JSON Schema of a catalogue file, for editors, as pretty-printed JSON with a final newline.
pub fn file_schema() -> String {
    let schema = schemars::schema_for!(Content);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
