//! Deserializes records of the input as records of the catalogue, and collects all faults.
//!
//! Deserialization stops at the first fault. So a faulty value is replaced by a valid one, and the
//! record is deserialized again until there are no more faults.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use serde_path_to_error::{Path, Segment};

/// The most faults that are listed for one record.
const MAX_FAULTS: usize = 100;

/// A value of a record that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Its path in the names of catalogue files: `facts[3].evidence.as_of`.
    pub(super) field: String,
    /// The fault.
    pub(super) message: String,
}

/// The record of an input, or all its faults in their order.
pub(super) fn parse<T: DeserializeOwned>(input: &impl Serialize) -> Result<T, Vec<Fault>> {
    let mut document = serde_json::to_value(input).unwrap_or_default();
    drop_nulls(&mut document);
    let mut faults = Vec::new();
    loop {
        let error = match read::<T>(&document) {
            Ok(record) if faults.is_empty() => return Ok(record),
            Ok(_) => return Err(faults),
            Err(error) => error,
        };
        let path = error.path().clone();
        let field = path.to_string();
        faults.push(Fault {
            field: if field == "." { String::new() } else { field },
            message: error.into_inner().to_string(),
        });
        if faults.len() == MAX_FAULTS || !replace_faulty::<T>(&mut document, &path) {
            return Err(faults);
        }
    }
}

/// Removes nulls, which records do not have.
fn drop_nulls(document: &mut Value) {
    match document {
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

fn read<T: DeserializeOwned>(
    document: &Value,
) -> Result<T, serde_path_to_error::Error<serde_json::Error>> {
    serde_path_to_error::deserialize(document)
}

/// Replaces a faulty value by a valid one; `false` when none of the candidates is valid there.
fn replace_faulty<T: DeserializeOwned>(document: &mut Value, path: &Path) -> bool {
    let Some(pointer) = pointer(path) else {
        return false;
    };
    let fact = json!({
        "name": "STATEMENT",
        "value": [],
        "evidence": { "as_of": "2000", "confidence": "OFFICIAL" },
    });
    // A name, an exam, a date, a weight, an amount, a number, a day, a language, a region, a fact.
    let candidates = [
        json!("x"),
        json!("x/x"),
        json!("2000"),
        json!("50"),
        json!("1 USD"),
        json!(1),
        json!("2000-01-01"),
        json!("English"),
        json!("EU"),
        fact,
    ];
    for value in candidates {
        match document.pointer_mut(&pointer) {
            Some(place) => *place = value,
            None => return false,
        }
        match read::<T>(document) {
            Err(error) if error.path().to_string() == path.to_string() => {}
            _ => return true,
        }
    }
    false
}

/// The JSON pointer of a path; `None` for the record itself, which cannot be replaced.
fn pointer(path: &Path) -> Option<String> {
    let mut pointer = String::new();
    for segment in path {
        pointer.push('/');
        match segment {
            Segment::Seq { index } => pointer.push_str(&index.to_string()),
            Segment::Map { key } => pointer.push_str(key),
            Segment::Enum { .. } | Segment::Unknown => return None,
        }
    }
    (!pointer.is_empty()).then_some(pointer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Equivalence, Exam};

    fn faults<T: DeserializeOwned>(input: &Value) -> Vec<String> {
        let faults = parse::<T>(input).err().unwrap();
        let lines = faults
            .iter()
            .map(|fault| format!("{}: {}", fault.field, fault.message));
        lines.collect()
    }

    fn exam() -> Value {
        let evidence = json!({ "sources": ["guide"], "as_of": "2026", "confidence": "OFFICIAL" });
        json!({
            "vendor": "acme", "code": "A-1", "title": "First",
            "facts": [
                { "name": "FEE", "value": "1 USD", "evidence": evidence },
                { "name": "ITEMS", "value": "5 items", "evidence": evidence },
            ],
            "blueprint": [{
                "version": "1", "standing": "OFFICIAL", "weights": "PUBLISHED", "effective_from": "2026",
                "evidence": evidence, "domain": [{ "key": "a", "title": "A", "weight": "20..25" }],
            }],
        })
    }

    #[test]
    fn a_valid_record_is_read() {
        assert_eq!(parse::<Exam>(&exam()).unwrap().facts.len(), 2);
    }

    #[test]
    fn every_fault_has_its_path() {
        let mut exam = exam();
        exam["vendor"] = json!("Acme Inc");
        exam["code"] = json!("A 1");
        exam["facts"][0]["value"] = json!("1 dollar");
        exam["facts"][1]["evidence"]["as_of"] = json!("June");
        exam["facts"][1]["evidence"]["sources"] = json!(["guide", "The Guide"]);
        exam["blueprint"][0]["effective_from"] = json!("soon");
        exam["blueprint"][0]["domain"][0]["key"] = json!("");
        exam["blueprint"][0]["domain"][0]["weight"] = json!("25..20");
        let lines = faults::<Exam>(&exam);
        let places: Vec<&str> = lines
            .iter()
            .map(|line| line.split(": ").next().unwrap())
            .collect();
        assert_eq!(
            places,
            [
                "vendor",
                "code",
                "facts[0]",
                "facts[1].evidence.sources[1]",
                "facts[1].evidence.as_of",
                "blueprint[0].effective_from",
                "blueprint[0].domain[0].key",
                "blueprint[0].domain[0].weight",
            ]
        );
        assert!(
            lines[1].starts_with("code: \"A 1\" is not an exam code"),
            "{}",
            lines[1]
        );
    }

    #[test]
    fn numbers_out_of_range_are_faults() {
        let lines = faults::<Equivalence>(&json!({
            "left": "acme", "right": "acme/B", "tier_distance": 1000, "rationale": "r",
            "evidence": { "as_of": "2026", "confidence": "ESTIMATE" },
        }));
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[1].starts_with("tier_distance: "), "{lines:?}");
    }
}
