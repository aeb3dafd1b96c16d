//! Exports a catalogue in the authoring format; importing the result changes nothing.

use std::fmt::Write;

use serde_json::Value;

use crate::catalogue::Content;

/// The keys whose lists are written as `[[sections]]`; other lists of tables have one table per
/// line, so that a changed fact is one changed line.
const SECTIONS: [&str; 7] = [
    "blueprint",
    "domain",
    "block",
    "recommendation",
    "dimension",
    "audience",
    "study_plan",
];

/// The content as one JSON document.
pub fn to_json(content: &Content) -> String {
    serde_json::to_string_pretty(content).unwrap_or_default() + "\n"
}

/// The content as one catalogue file.
pub fn to_toml(content: &Content) -> String {
    let mut text = String::from("#:schema ./schema.json\n");
    let document = serde_json::to_value(content).unwrap_or_default();
    for (list, records) in document.as_object().into_iter().flatten() {
        for record in records.as_array().into_iter().flatten() {
            write_section(&mut text, list, record, true);
        }
    }
    text
}

fn write_section(text: &mut String, path: &str, record: &Value, listed: bool) {
    let (open, close) = if listed { ("[[", "]]") } else { ("[", "]") };
    let _ = write!(text, "\n{open}{path}{close}\n");
    let members = || record.as_object().into_iter().flatten();
    for (key, value) in members().filter(|(key, value)| !is_section(key, value)) {
        let _ = writeln!(text, "{key} = {}", lines(value));
    }
    for (key, value) in members().filter(|(key, value)| is_section(key, value)) {
        let path = format!("{path}.{key}");
        match value {
            Value::Array(items) => {
                for item in items {
                    write_section(text, &path, item, true);
                }
            }
            _ => write_section(text, &path, value, false),
        }
    }
}

fn is_section(key: &str, value: &Value) -> bool {
    let holds_tables = match value {
        Value::Array(items) => items.iter().all(Value::is_object),
        value => value.is_object(),
    };
    SECTIONS.contains(&key) && holds_tables
}

/// A value on several lines: lists of texts or tables have one item per line.
fn lines(value: &Value) -> String {
    match value {
        Value::Array(items) if items.len() > 1 || items.iter().any(Value::is_object) => {
            let rows: Vec<String> = items
                .iter()
                .map(|item| format!("  {},", to_inline_toml(item)))
                .collect();
            format!("[\n{}\n]", rows.join("\n"))
        }
        _ => to_inline_toml(value),
    }
}

/// A value on one line. JSON strings are valid TOML basic strings except for two escapes.
pub fn to_inline_toml(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(to_inline_toml).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{key} = {}", to_inline_toml(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::String(text) => Value::String(text.clone())
            .to_string()
            .replace('\u{7f}', "\\u007f"),
        scalar => scalar.to_string(),
    }
}
