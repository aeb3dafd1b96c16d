//! Finds the line on which a field of a record stands in an author's file.

use std::ops::Range;

use toml_edit::{Document, Item, Value};

/// The place of a field: `list` and `index` name the record, `field` the path inside it
/// (`prerequisites[0].any_of[1]`). The nearest enclosing thing is taken when the field itself is
/// absent. `None` when the text is not TOML or has no such record.
pub(super) fn span_of(text: &str, list: &str, index: usize, field: &str) -> Option<Range<usize>> {
    let document = Document::parse(text).ok()?;
    let records = document.as_table().get(list)?;
    let mut place = Place::of_item(records)?.element(index)?;
    let mut span = place.span();
    for segment in field.split('.').filter(|segment| !segment.is_empty()) {
        let (name, indices) = segment.split_once('[').unwrap_or((segment, ""));
        let Some(mut next) = place.member(name) else {
            break;
        };
        for number in indices
            .split('[')
            .filter_map(|part| part.trim_end_matches(']').parse().ok())
        {
            span = next.span().or(span);
            let Some(element) = next.element(number) else {
                return span;
            };
            next = element;
        }
        span = next.span().or(span);
        place = next;
    }
    span
}

/// The line and column, both from 1, of a byte offset.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset.min(text.len()))];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (line, column)
}

/// A node of a parsed file, whichever way the author wrote it.
enum Place<'a> {
    Item(&'a Item),
    Table(&'a toml_edit::Table),
    Value(&'a Value),
}

impl<'a> Place<'a> {
    fn of_item(item: &'a Item) -> Option<Self> {
        match item {
            Item::None => None,
            Item::Value(value) => Some(Self::Value(value)),
            Item::Table(table) => Some(Self::Table(table)),
            Item::ArrayOfTables(_) => Some(Self::Item(item)),
        }
    }

    fn member(&self, name: &str) -> Option<Self> {
        match self {
            Self::Table(table) => table.get(name).and_then(Self::of_item),
            Self::Value(Value::InlineTable(table)) => table.get(name).map(Self::Value),
            _ => None,
        }
    }

    fn element(&self, index: usize) -> Option<Self> {
        match self {
            Self::Item(Item::ArrayOfTables(tables)) => tables.get(index).map(Self::Table),
            Self::Value(Value::Array(array)) => array.get(index).map(Self::Value),
            _ => None,
        }
    }

    fn span(&self) -> Option<Range<usize>> {
        match self {
            Self::Item(item) => item.span(),
            Self::Table(table) => table.span(),
            Self::Value(value) => value.span(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"# a comment
[[exam]]
code = "AI-102"
facts = [
  { name = "FEE", value = "165 USD" },
  { name = "ITEMS", evidence = { sources = ["a", "b"] } },
]
[[exam.blueprint]]
version = "1"
[[exam.blueprint.domain]]
key = "one"
weight = "20..25"
[[exam]]
code = "AI-103"
"#;

    fn line(index: usize, field: &str) -> usize {
        let span = span_of(FILE, "exam", index, field).unwrap();
        line_and_column(FILE, span.start).0
    }

    #[test]
    fn a_field_is_found_on_its_own_line() {
        assert_eq!(line(0, ""), 2);
        assert_eq!(line(0, "code"), 3);
        assert_eq!(line(0, "facts[0].value"), 5);
        assert_eq!(line(0, "facts[1].evidence.sources[1]"), 6);
        assert_eq!(line(0, "blueprint[0].domain[0].weight"), 12);
        assert_eq!(line(1, "code"), 14);
    }

    #[test]
    fn an_absent_field_leads_to_what_should_hold_it() {
        assert_eq!(line(0, "facts[1].value"), 6);
        assert_eq!(line(1, "title"), 13);
        assert!(span_of(FILE, "exam", 7, "code").is_none());
    }
}
