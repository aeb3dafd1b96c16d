//! Reads the directory of trusted documents.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use crate::graphql::TrustedDocument;

/// Maximum directory depth: ends a cycle of links.
const MAX_NESTED: usize = 16;

/// Why a directory of documents cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {fault}", path.display())]
pub struct UnreadableDirectory {
    path: PathBuf,
    fault: io::Error,
}

/// Reads all `.graphql` and `.gql` files of the directory and its subdirectories. Each is named by
/// its relative path with `/`. Names that start with a dot are skipped.
///
/// # Errors
/// If a directory or a file cannot be read, or a file is not UTF-8.
pub(super) fn read_directory(
    directory: &Path,
) -> Result<Vec<TrustedDocument>, UnreadableDirectory> {
    let mut documents = Vec::new();
    read_into(&mut documents, directory, "", MAX_NESTED)?;
    Ok(documents)
}

fn read_into(
    documents: &mut Vec<TrustedDocument>,
    directory: &Path,
    prefix: &str,
    nested: usize,
) -> Result<(), UnreadableDirectory> {
    let at = |path: &Path| {
        let path = path.to_owned();
        |fault| UnreadableDirectory { path, fault }
    };
    if nested == 0 {
        let fault = io::Error::other("directories are nested too deeply");
        return Err(at(directory)(fault));
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(directory)
        .map_err(at(directory))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(at(directory))?;
    entries.sort();
    for path in entries {
        let Some(file) = path.file_name().and_then(|name| name.to_str()) else {
            let fault = io::Error::other("the name is not UTF-8");
            return Err(at(&path)(fault));
        };
        if file.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{file}");
        // Follows links: a mounted directory may consist of them.
        if fs::metadata(&path).map_err(at(&path))?.is_dir() {
            read_into(documents, &path, &format!("{name}/"), nested - 1)?;
        } else if path.extension().is_some_and(is_of_documents) {
            let text = fs::read_to_string(&path).map_err(at(&path))?;
            documents.push(TrustedDocument { name, text });
        }
    }
    Ok(())
}

fn is_of_documents(extension: &OsStr) -> bool {
    ["graphql", "gql"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_named_by_their_place() {
        let directory = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = directory.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("b.graphql", "{b}");
        write("web/a.gql", "{a}");
        write("notes.txt", "not a document");
        write(".hidden.graphql", "{hidden}");
        let documents = read_directory(directory.path()).unwrap();
        let found: Vec<_> = documents
            .iter()
            .map(|document| (document.name.as_str(), document.text.as_str()))
            .collect();
        assert_eq!(found, [("b.graphql", "{b}"), ("web/a.gql", "{a}")]);
    }

    #[test]
    fn faults_name_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let missing = directory.path().join("missing");
        let fault = read_directory(&missing).unwrap_err().to_string();
        assert!(fault.contains("missing: "), "{fault}");
        fs::write(directory.path().join("a.graphql"), b"\xff").unwrap();
        let fault = read_directory(directory.path()).unwrap_err().to_string();
        assert!(fault.contains("a.graphql: "), "{fault}");
    }
}
