//! Passages of documents: the paragraphs, list items and table rows in which claims are looked for.

use std::ops::Range;

/// One paragraph, list item or table row as plain text, with the places of its parts in the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) text: String,
    /// Whether it is an item of a list, to which the sentence before the list applies.
    pub(super) is_item: bool,
    pieces: Vec<Piece>,
}

#[derive(Debug, PartialEq, Eq)]
struct Piece {
    text: Range<usize>,
    source: usize,
    /// Whether the file has the same bytes; otherwise only the beginning is known.
    is_verbatim: bool,
}

impl Passage {
    /// Appends text that begins at a byte of the file.
    pub(super) fn push(&mut self, text: &str, source: usize, is_verbatim: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        let text = start..self.text.len();
        self.pieces.push(Piece {
            text,
            source,
            is_verbatim,
        });
    }

    /// Appends the label of a cell: the heading of its column, or its key.
    pub(super) fn push_label(&mut self, label: &str, source: usize) {
        let separator = if self.text.is_empty() { "" } else { " | " };
        let label = label.replace(['_', '-', '.'], " ");
        self.push(&format!("{separator}{}: ", label.trim()), source, false);
    }

    /// The byte of the file at a byte of the text.
    pub(super) fn source(&self, at: usize) -> usize {
        let piece = self
            .pieces
            .iter()
            .rev()
            .find(|piece| piece.text.start <= at);
        piece.map_or(0, |piece| {
            let inside = if piece.is_verbatim {
                at - piece.text.start
            } else {
                0
            };
            piece.source + inside
        })
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The passages of a document so far.
#[derive(Debug, Default)]
pub(super) struct Passages {
    found: Vec<Passage>,
    pub(super) current: Passage,
}

impl Passages {
    /// Ends the current passage.
    pub(super) fn end(&mut self) {
        let passage = std::mem::take(&mut self.current);
        if !passage.is_blank() {
            self.found.push(passage);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Passage> {
        self.end();
        self.found
    }
}

/// The line and the column, each from 1 and the column in characters, of a byte of a file.
pub(super) fn line_and_column(source: &str, at: usize) -> (usize, usize) {
    let before = source.get(..at).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (line, before[start..].chars().count() + 1)
}
