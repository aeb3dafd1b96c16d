//! Reads documents into passages: Markdown, HTML, CSV, JSON lines and plain text.

use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::passage::{Passage, Passages};

/// The formats of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Markdown,
    Html,
    Xhtml,
    Csv,
    JsonLines,
    Text,
}

impl Format {
    /// The format of a file by the ending of its name.
    pub(super) fn of(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdx" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "xhtml" => Some(Self::Xhtml),
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }

    /// The passages of a document.
    pub(super) fn read(self, source: &str) -> Vec<Passage> {
        match self {
            Self::Markdown => markdown(source),
            Self::Html => html(source, false),
            Self::Xhtml => html(source, true),
            Self::Csv => csv(source),
            Self::JsonLines => json_lines(source),
            Self::Text => plain_text(source),
        }
    }
}

/// The headings of a table's columns, and the place in the row.
#[derive(Debug, Default)]
struct Columns {
    headings: Vec<String>,
    cell: usize,
    in_head: bool,
    is_open: bool,
    heading: String,
}

impl Columns {
    fn begin_cell(&mut self, row: &mut Passage, source: usize) {
        self.is_open = true;
        if !self.in_head {
            let heading = self.headings.get(self.cell).map_or("", String::as_str);
            row.push_label(heading, source);
        }
    }

    /// Parts words of a cell, or of a passage outside of tables.
    fn space(&mut self, row: &mut Passage, source: usize) {
        if self.in_head {
            self.heading.push(' ');
        } else {
            row.push(" ", source, false);
        }
    }

    fn end_cell(&mut self) {
        if !std::mem::take(&mut self.is_open) {
            return;
        }
        if self.in_head {
            self.headings.push(std::mem::take(&mut self.heading));
        }
        self.cell += 1;
    }
}

fn markdown(source: &str) -> Vec<Passage> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut passages = Passages::default();
    let mut columns = Columns::default();
    let mut skipped = 0_usize;
    let mut items = 0_usize;
    for (event, place) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock) => {
                skipped += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock) => {
                skipped = skipped.saturating_sub(1);
            }
            Event::Start(Tag::Item) => {
                passages.end();
                items += 1;
                passages.current.is_item = true;
            }
            Event::End(TagEnd::Item) => {
                passages.end();
                items = items.saturating_sub(1);
            }
            Event::Start(Tag::Table(_)) => columns = Columns::default(),
            Event::Start(Tag::TableHead) => columns.in_head = true,
            Event::End(TagEnd::TableHead) => {
                columns.in_head = false;
                columns.cell = 0;
            }
            Event::Start(Tag::TableCell) => {
                columns.begin_cell(&mut passages.current, place.start);
            }
            Event::End(TagEnd::TableCell) => columns.end_cell(),
            Event::End(TagEnd::TableRow) => {
                columns.cell = 0;
                passages.end();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => passages.end(),
            Event::Start(Tag::Paragraph) => {
                passages.end();
                passages.current.is_item = items > 0;
            }
            Event::Text(text) | Event::Code(text) if skipped == 0 => {
                if columns.in_head {
                    columns.heading.push_str(&text);
                } else {
                    push(&mut passages.current, source, &text, place);
                }
            }
            Event::SoftBreak | Event::HardBreak => passages.current.push(" ", place.start, false),
            _ => {}
        }
    }
    passages.finish()
}

fn push(passage: &mut Passage, source: &str, text: &str, place: Range<usize>) {
    let start = place.start;
    // A code span begins with its marks.
    let inside = source.get(place).and_then(|raw| raw.find(text));
    passage.push(text, start + inside.unwrap_or(0), inside.is_some());
}

/// The elements that begin a passage of their own.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "figure",
    "figcaption",
    "table",
    "body",
    "hr",
    "details",
];

/// The elements whose text is not read: no reader sees it, or it is code.
const HIDDEN: [&str; 7] = [
    "script", "style", "template", "noscript", "title", "svg", "pre",
];

/// In XML, elements are empty that end in a slash, and scripts are read like other text.
fn html(source: &str, is_xml: bool) -> Vec<Passage> {
    let mut passages = Passages::default();
    let mut columns = Columns::default();
    let mut hidden = 0_usize;
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(!is_xml);
    let tokens = Tokenizer::new_with_emitter(source, emitter);
    for Ok(token) in tokens {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match name.as_str() {
                    name if HIDDEN.contains(&name) => {
                        let is_empty = tag.self_closing && (is_xml || name == "svg");
                        hidden += usize::from(!is_empty);
                    }
                    "table" => {
                        passages.end();
                        columns = Columns::default();
                    }
                    // A cell is read as one, whatever is in it.
                    "br" => columns.space(&mut passages.current, tag.span.start),
                    name if columns.is_open && (name == "li" || BLOCKS.contains(&name)) => {
                        columns.space(&mut passages.current, tag.span.start);
                    }
                    "li" => {
                        passages.end();
                        passages.current.is_item = true;
                    }
                    "tr" => {
                        columns.end_cell();
                        passages.end();
                        columns.cell = 0;
                        columns.in_head = false;
                    }
                    "th" => {
                        columns.end_cell();
                        // Cells of the first row name the columns; others name their row.
                        columns.in_head = columns.headings.len() == columns.cell;
                        columns.begin_cell(&mut passages.current, tag.span.start);
                    }
                    "td" => {
                        columns.end_cell();
                        columns.in_head = false;
                        columns.begin_cell(&mut passages.current, tag.span.start);
                    }
                    name if BLOCKS.contains(&name) => {
                        let is_item = passages.current.is_item && passages.current.is_blank();
                        passages.end();
                        passages.current.is_item = is_item;
                    }
                    _ => {}
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match name.as_str() {
                    name if HIDDEN.contains(&name) => hidden = hidden.saturating_sub(1),
                    "th" | "td" => {
                        columns.end_cell();
                        columns.in_head = false;
                    }
                    "tr" | "table" => {
                        columns.end_cell();
                        columns.in_head = false;
                        passages.end();
                    }
                    name if columns.is_open && (name == "li" || BLOCKS.contains(&name)) => {
                        columns.space(&mut passages.current, tag.span.start);
                    }
                    name if name == "li" || BLOCKS.contains(&name) => passages.end(),
                    _ => {}
                }
            }
            Token::String(text) if hidden == 0 => {
                let place = text.span.start..text.span.end;
                let shown = String::from_utf8_lossy(&text.value).into_owned();
                if columns.in_head {
                    columns.heading.push_str(shown.trim());
                } else {
                    push(&mut passages.current, source, &shown, place);
                }
            }
            _ => {}
        }
    }
    passages.finish()
}

fn csv(source: &str) -> Vec<Passage> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(source.as_bytes());
    let headings: Vec<String> = reader
        .headers()
        .map(|headings| headings.iter().map(str::to_owned).collect())
        .unwrap_or_default();
    let mut passages = Passages::default();
    // A line that is no CSV ends the file: what follows cannot be told apart.
    for record in reader.records().map_while(Result::ok) {
        let start = record.position().map_or(0, csv::Position::byte);
        let mut at = usize::try_from(start).unwrap_or(source.len());
        for (column, field) in record.iter().enumerate() {
            let found = source
                .get(at..)
                .and_then(|rest| rest.find(field))
                .map(|place| at + place);
            passages
                .current
                .push_label(headings.get(column).map_or("", String::as_str), at);
            passages
                .current
                .push(field, found.unwrap_or(at), found.is_some());
            at = found.map_or(at, |found| found + field.len());
        }
        passages.end();
    }
    passages.finish()
}

fn json_lines(source: &str) -> Vec<Passage> {
    let mut passages = Passages::default();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if let Ok(value) = serde_json::from_str(line) {
            let mut at = 0;
            cells(&value, "", line, start, &mut at, &mut passages.current);
            passages.end();
        }
        start += line.len();
    }
    passages.finish()
}

/// Appends the values of an object as labelled cells.
fn cells(value: &Value, label: &str, line: &str, start: usize, at: &mut usize, row: &mut Passage) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let quoted = Value::from(key.as_str()).to_string();
                let place = line.get(*at..).and_then(|rest| rest.find(&quoted));
                *at += place.map_or(0, |place| place + quoted.len());
                let label = format!("{label} {key}");
                cells(value, &label, line, start, at, row);
            }
        }
        Value::Array(items) => {
            for item in items {
                cells(item, label, line, start, at, row);
            }
        }
        Value::String(_) | Value::Number(_) => {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let place = line
                .get(*at..)
                .and_then(|rest| rest.find(&text))
                .map(|place| *at + place);
            row.push_label(label, start + *at);
            row.push(&text, start + place.unwrap_or(*at), place.is_some());
            *at = place.map_or(*at, |place| place + text.len());
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// Each line is a passage; one that begins with a dash or a bullet is an item.
fn plain_text(source: &str) -> Vec<Passage> {
    let mut passages = Passages::default();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let item = ["- ", "* ", "• "]
            .iter()
            .find_map(|mark| text.trim_start().strip_prefix(mark));
        let shown = item.unwrap_or(text);
        passages.current.is_item = item.is_some();
        passages
            .current
            .push(shown, start + text.len() - shown.len(), true);
        passages.end();
        start += line.len();
    }
    passages.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::check::passage::line_and_column;

    /// The passages, with `* ` before items.
    fn read(format: Format, source: &str) -> Vec<String> {
        let passages = format.read(source);
        let shown = passages.iter().map(|passage| {
            let mark = if passage.is_item { "* " } else { "" };
            format!("{mark}{}", passage.text.trim())
        });
        shown.collect()
    }

    #[test]
    fn markdown_is_read_by_paragraph_item_and_row() {
        let source = "# Exam **AC-1**\n\nIt costs $165\nnow.\n\n- one `AC-2`\n- two\n\n```\ncode\n```\n\n\
                      | Exam | Fee |\n| --- | --- |\n| AC-1 | $99 |\n";
        assert_eq!(
            read(Format::Markdown, source),
            [
                "Exam AC-1",
                "It costs $165 now.",
                "* one AC-2",
                "* two",
                "Exam: AC-1 | Fee: $99"
            ]
        );
    }

    #[test]
    fn html_is_read_by_paragraph_item_and_row_without_scripts() {
        let source = "<head><title>T</title></head><p>AC-1 <b>costs</b> &#36;165</p><script>x</script>\
                      <ul><li>one<li><p>two</p></ul>\
                      <table><tr><th>Exam<th>Fee</tr><tr><td>AC-1<td>$99</tr></table>";
        assert_eq!(
            read(Format::Html, source),
            ["AC-1 costs $165", "* one", "* two", "Exam: AC-1 | Fee: $99"]
        );
    }

    #[test]
    fn nothing_but_hidden_text_is_left_out_of_html() {
        for (source, expected) in [
            ("<head><title>T <b></title><body><p>AC-1</p>", &["AC-1"][..]),
            ("<title>T</title><p>AC-1</p>", &["AC-1"]),
            (
                "<script>var a = \"<style>\";</script><p>AC-1</p>",
                &["AC-1"],
            ),
            (
                "<style>p::after { content: '<svg>' }</style>AC-1",
                &["AC-1"],
            ),
            (
                "<p>AC-1</p><pre>AC-2 <b>x</b></pre><p>AC-3</p>",
                &["AC-1", "AC-3"],
            ),
            (
                "<p>AC-1 <svg/><svg><title>x</title></svg>costs</p>",
                &["AC-1 costs"],
            ),
        ] {
            assert_eq!(read(Format::Html, source), expected, "{source}");
        }
        let source = "<head><script src='a'/><title/></head><p>AC-1</p>";
        assert_eq!(read(Format::Xhtml, source), ["AC-1"]);
    }

    #[test]
    fn a_cell_with_paragraphs_stays_in_its_row() {
        let row = "<tr><td><p>AC-1</p></td><td><div>$99<br>or</div><ul><li>$120</ul></td></tr>";
        let head = "<tr><th><p>Exam</p></th><th>Fee<br>in USD</th></tr>";
        let found = read(
            Format::Html,
            &format!("<table>{head}{row}</table><p>End</p>"),
        );
        let words = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found: Vec<String> = found.iter().map(words).collect();
        assert_eq!(found, ["Exam: AC-1 | Fee in USD: $99 or $120", "End"]);
    }

    #[test]
    fn rows_have_the_names_of_their_columns() {
        assert_eq!(
            read(Format::Csv, "exam,fee_usd\nAC-1,165\n"),
            ["exam: AC-1 | fee usd: 165"]
        );
        let line = "{\"exam\":\"AC-1\",\"fee\":{\"usd\":165}}\n";
        assert_eq!(read(Format::JsonLines, line), ["exam: AC-1 | fee usd: 165"]);
    }

    /// The place of a word in a passage is that of the word in the file.
    #[test]
    fn places_are_those_of_the_file() {
        for (format, source) in [
            (Format::Markdown, "Intro\n\n- **AC-1** costs `WORD`\n"),
            (Format::Html, "<p>Intro\n<p>AC-1 <i>costs WORD</i>"),
            (Format::Csv, "exam,fee\nAC-1,\"5, WORD\"\n"),
            (
                Format::JsonLines,
                "{}\n{\"exam\":\"AC-1\",\"fee\":\"WORD\"}\n",
            ),
            (Format::Text, "Intro\n- AC-1 costs WORD\n"),
        ] {
            let passages = format.read(source);
            let passage = passages
                .iter()
                .find(|passage| passage.text.contains("WORD"))
                .unwrap();
            let place = passage.source(passage.text.find("WORD").unwrap());
            assert_eq!(Some(place), source.find("WORD"), "{format:?}");
        }
        assert_eq!(line_and_column("é\nüWORD", 5), (2, 2));
    }
}
