//! Locates a field of a record in a catalogue file.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The byte range of a field: `list` and `index` identify the record, `field` the path inside it
/// (`prerequisites[0].any_of[1]`). The nearest enclosing value if the field itself is absent.
/// `None` when the file has no such record.
pub(super) fn span_of(
    file: &DeTable<'_>,
    list: &str,
    index: usize,
    field: &str,
) -> Option<Range<usize>> {
    let mut value = file.get(list)?.get_ref().get(index)?;
    let mut segments = field.split('.').filter(|segment| !segment.is_empty());
    while let Some(next) = segments.next().and_then(|segment| child(value, segment)) {
        value = match next {
            Child::Whole(value) => value,
            Child::Parent(value) => return Some(value.span()),
        };
    }
    Some(value.span())
}

/// The value at a path segment such as `any_of[1]`.
enum Child<'a, 'i> {
    /// The value.
    Whole(&'a Spanned<DeValue<'i>>),
    /// The list, if it has no such element.
    Parent(&'a Spanned<DeValue<'i>>),
}

fn child<'a, 'i>(value: &'a Spanned<DeValue<'i>>, segment: &str) -> Option<Child<'a, 'i>> {
    let (name, indices) = segment.split_once('[').unwrap_or((segment, ""));
    let mut value = value.get_ref().get(name)?;
    let indices = indices.split('[').map(|part| part.trim_end_matches(']'));
    for index in indices.filter_map(|index| index.parse::<usize>().ok()) {
        let Some(element) = value.get_ref().get(index) else {
            return Some(Child::Parent(value));
        };
        value = element;
    }
    Some(Child::Whole(value))
}

/// The line offsets of a text.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(offset, _)| offset + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// Line and column in characters of a byte offset, both from 1.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        (line, self.text[start..offset].chars().count() + 1)
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
        let file = DeTable::parse(FILE).unwrap();
        let span = span_of(file.get_ref(), "exam", index, field).unwrap();
        Lines::of(FILE).position(span.start).0
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
    fn an_absent_field_is_located_at_its_parent() {
        assert_eq!(line(0, "facts[1].value"), 6);
        assert_eq!(line(0, "facts[7].value"), 4);
        assert_eq!(line(1, "title"), 13);
        let file = DeTable::parse(FILE).unwrap();
        assert!(span_of(file.get_ref(), "exam", 7, "code").is_none());
    }

    #[test]
    fn positions_count_characters_from_one() {
        let lines = Lines::of("é = 1\n\nb");
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.position(2), (1, 2));
        assert_eq!(lines.position(1), (1, 1), "inside a character");
        assert_eq!(lines.position(7), (2, 1));
        assert_eq!(lines.position(99), (3, 2), "behind the end");
    }
}
