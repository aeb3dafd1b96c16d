//! A difference as text for terminals, in the notation of catalogue files.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use crate::publish::{
    ChangeCounts, Difference, FieldChange, FieldEffect, RecordChange, RecordEffect, to_inline_toml,
};

/// Detail of new records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// The title only.
    Headlines,
    /// All fields.
    Everything,
}

/// Maximum length of a value on one line, in characters.
const LINE: usize = 100;

/// The difference with colours; the terminal removes them where disabled.
pub(super) fn difference_text(difference: &Difference, detail: Detail) -> String {
    let mut text = String::new();
    for record in &difference.records {
        record_text(&mut text, record, detail);
    }
    text
}

/// The counts: `1 added, 2 changed, 0 removed`.
pub(super) fn counts_text(counts: ChangeCounts) -> String {
    let ChangeCounts {
        added,
        changed,
        removed,
    } = counts;
    format!("{added} added, {changed} changed, {removed} removed")
}

fn record_text(text: &mut String, record: &RecordChange, detail: Detail) {
    let (sign, color) = match (record.effect, &record.previous_key) {
        (RecordEffect::Added, None) => ('+', AnsiColor::Green),
        (RecordEffect::Added, Some(_)) | (RecordEffect::Changed, _) => ('~', AnsiColor::Yellow),
        (RecordEffect::Removed, _) => ('-', AnsiColor::Red),
    };
    let style = Style::new().bold().fg_color(Some(color.into()));
    let (kind, key) = (record.kind.list(), &record.key);
    let _ = write!(text, "{style}{sign} {kind} {key}{style:#}");
    if let Some(title) = &record.title {
        let title = Value::from(title.as_str());
        let _ = write!(text, "  {}", to_inline_toml(&title));
    }
    if let Some(previous) = &record.previous_key {
        let _ = write!(text, "  (was {previous})");
    }
    text.push('\n');
    let is_new = record.effect == RecordEffect::Added && record.previous_key.is_none();
    if !is_new || detail == Detail::Everything {
        for field in &record.fields {
            field_text(text, field);
        }
    }
}

fn field_text(text: &mut String, field: &FieldChange) {
    let (sign, color) = match field.effect {
        FieldEffect::Added => ('+', AnsiColor::Green),
        FieldEffect::Changed => ('~', AnsiColor::Yellow),
        FieldEffect::Removed => ('-', AnsiColor::Red),
        FieldEffect::Reordered => ('%', AnsiColor::Cyan),
    };
    let style = Style::new().fg_color(Some(color.into()));
    let red = Style::new().fg_color(Some(AnsiColor::Red.into()));
    let green = Style::new().fg_color(Some(AnsiColor::Green.into()));
    let path = &field.path;
    let _ = match (&field.before, &field.after) {
        (Some(before), Some(after)) => {
            let (before, after) = (value_text(before), value_text(after));
            let between = if before.len() + after.len() > LINE {
                "\n     -> "
            } else {
                " -> "
            };
            let order = match field.effect {
                FieldEffect::Reordered => " order",
                _ => "",
            };
            writeln!(
                text,
                "    {style}{sign} {path}{style:#}{order}: {red}{before}{red:#}{between}{green}{after}{green:#}"
            )
        }
        (Some(value), None) | (None, Some(value)) => {
            writeln!(
                text,
                "    {style}{sign} {path}: {}{style:#}",
                value_text(value)
            )
        }
        (None, None) => Ok(()),
    };
}

/// A value in the notation of files; a long one on several lines.
fn value_text(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value, 8);
    text
}

fn write_value(text: &mut String, value: &Value, indent: usize) {
    let line = to_inline_toml(value);
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (format!("{name} = "), value))
            .collect(),
        Value::Array(items) => items.iter().map(|item| (String::new(), item)).collect(),
        _ => Vec::new(),
    };
    if parts.len() < 2 || line.chars().count() <= LINE {
        text.push_str(&line);
        return;
    }
    for (name, part) in parts {
        let _ = write!(text, "\n{:indent$}{name}", "");
        write_value(text, part, indent + 2);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::catalogue::RecordKind;

    fn plain(difference: &Difference, detail: Detail) -> String {
        anstream::adapter::strip_str(&difference_text(difference, detail)).to_string()
    }

    #[test]
    fn a_difference_reads_like_the_files() {
        let before = json!({ "title": "First", "aliases": ["A1"], "facts": [{ "name": "FEE", "value": "1 USD" }, { "name": "ITEMS" }] });
        let after = json!({ "title": "The \u{1b}[31mfirst", "facts": [{ "name": "ITEMS" }, { "name": "FEE", "value": "2 USD" }] });
        let change = |before, after| {
            RecordChange::between(RecordKind::Exam, "acme/A-1", before, after).unwrap()
        };
        let difference = Difference {
            records: vec![
                change(Some(&before), Some(&after)),
                change(None, Some(&json!({ "title": "New" }))),
                change(Some(&before), None),
            ],
        };
        let expected = r#"~ exam acme/A-1  "The \u001b[31mfirst"
    ~ title: "First" -> "The \u001b[31mfirst"
    ~ facts[FEE].value: "1 USD" -> "2 USD"
    % facts order: ["FEE", "ITEMS"] -> ["ITEMS", "FEE"]
    - aliases: ["A1"]
+ exam acme/A-1  "New"
    + title: "New"
- exam acme/A-1  "First"
"#;
        assert_eq!(plain(&difference, Detail::Everything), expected);
        let brief = expected.replace("    + title: \"New\"\n", "");
        assert_eq!(plain(&difference, Detail::Headlines), brief);
    }

    #[test]
    fn a_long_value_takes_a_line_for_each_of_its_parts() {
        let objectives: Vec<String> = (0..9)
            .map(|number| format!("objective number {number}"))
            .collect();
        let value = json!({ "key": "plan", "objectives": objectives });
        let text = value_text(&value);
        assert!(text.starts_with("\n        key = \"plan\"\n        objectives = \n          \"objective number 0\"\n"), "{text}");
    }
}
