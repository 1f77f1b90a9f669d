//! [`Labelled`]: labels at the left, what they say in one column at the right.

use super::{
    page::Page,
    row::{Row, prose, width},
};
use crate::l10n::Texts;

/// Where labels stand, and where what they say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Labelled<'a> {
    texts: &'a Texts,
    indent: usize,
    column: usize,
    room: usize,
}

impl<'a> Labelled<'a> {
    /// Parts with these labels (messages), indented so far, in a pane of so many columns.
    pub(crate) fn new(texts: &'a Texts, labels: &[&str], indent: usize, columns: usize) -> Self {
        let column = indent + labels.iter().map(|label| width(&texts.get(label))).max().unwrap_or(0) + 2;
        Self { texts, indent, column, room: columns.saturating_sub(column + 2) }
    }

    /// The columns for what a label says.
    pub(crate) fn room(&self) -> usize {
        self.room
    }

    /// The column in which that begins.
    pub(crate) fn column(&self) -> usize {
        self.column
    }

    /// The rows of a part; none where it says nothing.
    pub(crate) fn rows(&self, label: &str, block: Vec<Row>) -> Vec<Row> {
        if block.is_empty() {
            return block;
        }
        Row::at(self.indent).text(self.texts.get(label)).to(self.column).block(block)
    }

    /// The rows of a part that says so, in words.
    pub(crate) fn words(&self, label: &str, words: Option<&str>) -> Vec<Row> {
        self.rows(label, words.map(|words| prose(words, self.room)).unwrap_or_default())
    }

    /// Adds a part below a gap.
    pub(crate) fn section(&self, page: &mut Page, label: &str, block: Vec<Row>) {
        if !block.is_empty() {
            page.gap();
            page.extend(self.rows(label, block));
        }
    }
}
