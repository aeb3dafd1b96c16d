//! Finds every value of a file with a wrong type.
//!
//! A deserializer stops at its first error. So each value is deserialized alone, in a document with
//! only its enclosing tables; a failing value is split until the smallest invalid one is found. The
//! work is the size of the file times its depth, independent of the number of errors.

use std::{fmt, ops::Range};

use serde::Deserialize;
use serde_json::Value;
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue, Deserializer},
};

use crate::catalogue::Content;

/// An invalid value.
pub(super) struct TypeFault {
    /// Its path, such as `exam[3].facts[0].value`; empty for the file as a whole.
    pub(super) path: String,
    /// Its bytes in the file.
    pub(super) span: Range<usize>,
    /// The error.
    pub(super) message: String,
}

/// All type errors of a TOML file, in file order.
pub(super) fn type_faults(file: Spanned<DeTable<'_>>) -> Vec<TypeFault> {
    let span = file.span();
    let mut search = Search {
        schema: schemars::schema_for!(Content).to_value(),
        path: Vec::new(),
        faults: Vec::new(),
    };
    search.visit(&Spanned::new(span, DeValue::Table(file.into_inner())));
    search.faults
}

/// One step from a value to a nested one.
#[derive(Clone)]
enum Step {
    Key(String),
    Index(usize),
}

struct Search {
    /// The JSON Schema of a file.
    schema: Value,
    path: Vec<Step>,
    faults: Vec<TypeFault>,
}

impl Search {
    /// Collects the errors of a value.
    fn visit(&mut self, value: &Spanned<DeValue<'_>>) {
        let Err(error) = self.read(value) else {
            return;
        };
        let known = self.faults.len();
        match value.get_ref() {
            DeValue::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.visit_at(Step::Index(index), element);
                }
            }
            DeValue::Table(table) => {
                for (key, entry) in table {
                    self.visit_at(Step::Key(key.get_ref().to_string()), entry);
                }
                let required = required_fields(&self.schema, &self.path);
                let missing: Vec<String> = required
                    .filter(|field| !table.contains_key(*field))
                    .map(|field| format!("missing field `{field}`"))
                    .collect();
                for message in missing {
                    self.note(value, message);
                }
            }
            _ => {}
        }
        // If no part is invalid alone, the whole value is.
        if self.faults.len() == known {
            self.note(value, error);
        }
    }

    fn visit_at(&mut self, step: Step, value: &Spanned<DeValue<'_>>) {
        self.path.push(step);
        self.visit(value);
        self.path.pop();
    }

    /// Deserializes a document with only this value. Errors about missing fields of its enclosing
    /// tables are ignored.
    fn read(&self, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
        let span = value.span();
        let file = self.path.iter().rev().fold(value.clone(), |inner, step| {
            let outer = match step {
                Step::Key(name) => {
                    let mut table = DeTable::new();
                    table.insert(Spanned::new(span.clone(), name.clone().into()), inner);
                    DeValue::Table(table)
                }
                Step::Index(_) => {
                    let mut array = DeArray::new();
                    array.push(inner);
                    DeValue::Array(array)
                }
            };
            Spanned::new(span.clone(), outer)
        });
        let DeValue::Table(file) = file.into_inner() else {
            return Ok(());
        };
        let reader = Deserializer::from(Spanned::new(span, file));
        let mut track = serde_path_to_error::Track::new();
        let reader = serde_path_to_error::Deserializer::new(reader, &mut track);
        let Err(error) = Content::deserialize(reader) else {
            return Ok(());
        };
        let depth = track.path().iter().count();
        let message = error.message().trim().to_owned();
        // An unknown field is reported for its table.
        if depth >= self.path.len() || message.starts_with("unknown field") {
            Err(message)
        } else {
            Ok(())
        }
    }

    fn note(&mut self, value: &Spanned<DeValue<'_>>, message: String) {
        let message = match value.get_ref() {
            DeValue::Datetime(date) => format!("a date is a string: write \"{date}\" in quotes"),
            _ => message,
        };
        self.faults.push(TypeFault {
            path: Path(&self.path).to_string(),
            span: value.span(),
            message,
        });
    }
}

/// The required fields of the table at a path, from the JSON Schema.
fn required_fields<'a>(schema: &'a Value, path: &[Step]) -> impl Iterator<Item = &'a str> {
    let node = path.iter().try_fold(schema, |node, step| {
        let inner = match step {
            Step::Key(name) => node.get("properties")?.get(name)?,
            Step::Index(_) => node.get("items")?,
        };
        match inner.get("$ref").and_then(Value::as_str) {
            Some(reference) => schema.pointer(reference.trim_start_matches('#')),
            None => Some(inner),
        }
    });
    let required = node.and_then(|node| node.get("required")?.as_array());
    required.into_iter().flatten().filter_map(Value::as_str)
}

struct Path<'a>(&'a [Step]);

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(name) if place == 0 => formatter.write_str(name)?,
                Step::Key(name) => write!(formatter, ".{name}")?,
                Step::Index(index) => write!(formatter, "[{index}]")?,
            }
        }
        Ok(())
    }
}
