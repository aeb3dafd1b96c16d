//! Writes the keys of objectives into catalogue files.
//!
//! Only objectives without key change, at the parser's spans, so that comments, order and layout
//! stay. Each becomes a table with its key and the title as it was written.

use std::{ops::Range, path::PathBuf};

use toml::de::DeTable;

use super::{
    authoring::{AuthoringError, CatalogueFile, parse},
    location::span_of,
    text_edits::{TextEdit, edited},
};
use crate::catalogue::{Blueprint, Content, Exam, ObjectiveKey, complete_objective_keys};

/// An objective that gets its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedKey {
    /// Its file.
    pub file: String,
    /// Its exam and blueprint version, such as `microsoft/AI-103 2026-04-15`.
    pub blueprint: String,
    /// Its title.
    pub title: String,
    /// The key.
    pub key: ObjectiveKey,
    /// Whether an objective of the files, in another version, has the key already.
    pub is_known: bool,
}

/// The keys of objectives that have none, and the files with them.
#[derive(Debug, Default)]
pub struct AssignedKeys {
    /// The objectives, in file order.
    pub keys: Vec<AssignedKey>,
    /// The changed files with their new text.
    pub files: Vec<(PathBuf, String)>,
}

/// Assigns keys to the objectives of files that have none. The files must make up a whole
/// catalogue; nothing is written.
///
/// # Errors
/// [`AuthoringError::Faults`] when the files are invalid, or would be afterwards.
pub fn assign_objective_keys(files: &[CatalogueFile]) -> Result<AssignedKeys, AuthoringError> {
    let parsed = parse(files.to_vec())?;
    let mut completed = parsed.content();
    complete_objective_keys(&mut completed, &Content::default());
    let mut completed = completed.exams.iter();
    let mut assigned = AssignedKeys::default();
    let mut changed = files.to_vec();
    for (file, part) in changed.iter_mut().zip(parsed.parts()) {
        let table = DeTable::parse(&file.text).ok();
        let mut edits = Vec::new();
        // The completed exams are those of the files, in the same order.
        for (index, (before, after)) in part.exams.iter().zip(completed.by_ref()).enumerate() {
            for missing in missing_keys(before, after) {
                let span = table
                    .as_ref()
                    .and_then(|table| span_of(table.get_ref(), "exam", index, &missing.field));
                edits.extend(span.map(|span| edit_of(&file.text, span, &missing.key)));
                assigned.keys.push(AssignedKey {
                    file: file.name.clone(),
                    blueprint: format!("{} {}", before.key(), missing.version),
                    title: missing.title.to_owned(),
                    is_known: missing.is_known,
                    key: missing.key,
                });
            }
        }
        drop(table);
        if !edits.is_empty() {
            file.text = edited(&file.text, edits);
            let change = (PathBuf::from(&file.name), file.text.clone());
            assigned.files.push(change);
        }
    }
    parse(changed)?.validate()?;
    Ok(assigned)
}

struct MissingKey<'a> {
    /// The path of the objective in its exam.
    field: String,
    version: &'a str,
    title: &'a str,
    key: ObjectiveKey,
    is_known: bool,
}

/// The objectives of an exam without key, with the keys that the completed exam has.
fn missing_keys<'a>(before: &'a Exam, after: &Exam) -> Vec<MissingKey<'a>> {
    let mut missing: Vec<MissingKey<'a>> = Vec::new();
    let blueprints = before.blueprints.iter().zip(&after.blueprints).enumerate();
    for (place, (blueprint, completed)) in blueprints {
        let domains = blueprint.domains.iter().zip(&completed.domains).enumerate();
        for (domain_place, (domain, completed)) in domains {
            let objectives = domain.objectives.iter().zip(&completed.objectives);
            for (objective_place, (objective, completed)) in objectives.enumerate() {
                if let (None, Some(key)) = (&objective.key, &completed.key) {
                    let field = format!(
                        "blueprint[{place}].domain[{domain_place}].objectives[{objective_place}]"
                    );
                    let is_known =
                        missing.iter().any(|other| other.key == *key) || has_key(before, key);
                    missing.push(MissingKey {
                        field,
                        version: &blueprint.version,
                        title: &objective.title,
                        key: key.clone(),
                        is_known,
                    });
                }
            }
        }
    }
    missing
}

fn has_key(exam: &Exam, key: &ObjectiveKey) -> bool {
    let mut objectives = exam.blueprints.iter().flat_map(Blueprint::objectives);
    objectives.any(|(_, objective)| objective.key.as_ref() == Some(key))
}

/// The edit that adds a key to an objective, which is a string or a table without key.
fn edit_of(text: &str, span: Range<usize>, key: &ObjectiveKey) -> TextEdit {
    let written = &text[span.clone()];
    if written.strip_prefix('{').is_some() {
        let start = span.start + 1;
        (start..start, format!(" key = \"{key}\","))
    } else {
        let table = format!("{{ key = \"{key}\", title = {written} }}");
        (span, table)
    }
}
