//! The rows of an answer as CSV (RFC 4180).

use serde_json::Value;

use crate::graphql::FixedDocument;

/// Where the rows of an answer are, and the columns of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    rows: Vec<String>,
    columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    name: String,
    path: Vec<String>,
}

impl Table {
    /// The table in the headers `rows` and `columns` of a document, such as `title, vendor=vendor.slug`.
    pub(super) fn of(document: &FixedDocument) -> Option<Self> {
        let columns = document.headers("columns").next()?.split(',');
        Some(Self {
            rows: steps(document.headers("rows").next()?),
            columns: columns
                .map(|column| {
                    let (name, path) = column.split_once('=').unwrap_or((column, column));
                    Column {
                        name: name.trim().to_owned(),
                        path: steps(path),
                    }
                })
                .collect(),
        })
    }

    /// An answer as CSV with a line of names, and lines that end with CR LF.
    ///
    /// # Errors
    /// If the writer fails; none does in memory.
    pub(super) fn csv(&self, answer: &Value) -> Result<Vec<u8>, csv::Error> {
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        csv.write_record(self.columns.iter().map(|column| &column.name))?;
        for row in at(answer, &self.rows).as_array().into_iter().flatten() {
            csv.write_record(
                self.columns
                    .iter()
                    .map(|column| cell(at(row, &column.path))),
            )?;
        }
        csv.into_inner().map_err(|fault| fault.into_error().into())
    }
}

fn steps(path: &str) -> Vec<String> {
    path.trim().split('.').map(str::to_owned).collect()
}

fn at<'v>(value: &'v Value, path: &[String]) -> &'v Value {
    path.iter().fold(value, |value, step| &value[step.as_str()])
}

/// The text of a cell: empty for null, items with `; ` between them.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => plain(text),
        Value::Array(items) => {
            let items = items.iter().map(|item| match item {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            plain(&items.collect::<Vec<_>>().join("; "))
        }
        other => other.to_string(),
    }
}

/// The characters that begin a formula, also in full width, as Japanese keyboards write them.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text that a spreadsheet takes for text: an apostrophe is before one that it would take for a
/// formula, also after blanks, which some of them drop.
fn plain(text: &str) -> String {
    if text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_are_lines_and_cells_are_safe_in_spreadsheets() {
        let column = |name: &str, path: &str| Column {
            name: name.to_owned(),
            path: steps(path),
        };
        let table = Table {
            rows: steps("page.nodes"),
            columns: vec![
                column("vendor", "vendor.slug"),
                column("text", "text"),
                column("items", "items"),
                column("number", "number"),
            ],
        };
        let row = |text: &str| json!({ "vendor": { "slug": "a" }, "text": text, "number": -1.5 });
        let texts = [
            "=1+1",
            "+1",
            "-1",
            "@a",
            "\tx",
            "\rx",
            "\nx",
            "  =1+1",
            "\u{a0}=1",
            "＝1+1",
            "＋1",
            "－1",
            " ＠a",
            "a, \"b\"\r\nc",
            "",
            "1-2",
        ];
        let mut rows: Vec<_> = texts.into_iter().map(row).collect();
        rows.push(json!({ "vendor": null, "items": ["=x", 2], "number": true }));
        let written = table.csv(&json!({ "page": { "nodes": rows } })).unwrap();
        assert!(written.starts_with(b"vendor,text,items,number\r\na,'=1+1,,-1.5\r\n"));
        let mut reader = csv::Reader::from_reader(written.as_slice());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        let read_texts: Vec<_> = read.iter().map(|cells| cells[1].as_str()).collect();
        let expected = [
            "'=1+1",
            "'+1",
            "'-1",
            "'@a",
            "'\tx",
            "'\rx",
            "'\nx",
            "'  =1+1",
            "'\u{a0}=1",
            "'＝1+1",
            "'＋1",
            "'－1",
            "' ＠a",
            "a, \"b\"\r\nc",
            "",
            "1-2",
            "",
        ];
        assert_eq!(read_texts, expected);
        assert_eq!(read[16], ["", "", "'=x; 2", "true"]);
        let none = table.csv(&json!({ "page": null })).unwrap();
        assert_eq!(none, b"vendor,text,items,number\r\n");
    }
}
