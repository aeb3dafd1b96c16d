//! Finds every value of a file that cannot be read as what its place asks for.
//!
//! A deserializer stops at its first error. So each value is read by itself, in a file that holds
//! nothing but it and the tables around it; what fails is taken apart until the smallest faulty
//! value is found. The work grows with the size of the file times its depth, however many faults
//! it has.

use std::{fmt, ops::Range};

use serde::Deserialize;
use serde_json::Value;
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue, Deserializer},
};

use crate::catalogue::Content;

/// A value that cannot be read.
pub(super) struct TypeFault {
    /// Its path, such as `exam[3].facts[0].value`; empty for the file as a whole.
    pub(super) path: String,
    /// Its bytes in the file.
    pub(super) span: Range<usize>,
    /// What is wrong with it.
    pub(super) message: String,
}

/// Every fault of a file that is TOML but not a catalogue, in the order in which they stand.
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

/// One step from a value to another one inside it.
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
    /// Notes the faults of a value.
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
        // Where no part of the value is faulty by itself, the whole is.
        if self.faults.len() == known {
            self.note(value, error);
        }
    }

    fn visit_at(&mut self, step: Step, value: &Spanned<DeValue<'_>>) {
        self.path.push(step);
        self.visit(value);
        self.path.pop();
    }

    /// Reads a file with nothing in it but this value at its place. The tables around it lack
    /// fields then, which says nothing about the value.
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
        // An unknown name is reported of the table that has it.
        if depth >= self.path.len() || message.starts_with("unknown field") {
            Err(message)
        } else {
            Ok(())
        }
    }

    fn note(&mut self, value: &Spanned<DeValue<'_>>, message: String) {
        let message = match value.get_ref() {
            DeValue::Datetime(date) => format!("a date is a text: write \"{date}\" in quotes"),
            _ => message,
        };
        self.faults.push(TypeFault {
            path: Path(&self.path).to_string(),
            span: value.span(),
            message,
        });
    }
}

/// The fields that the table at a path needs, as the JSON Schema of a file says.
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
