//! [`Row`]: one line of the screen, built from left to right by column.
//!
//! Widths are those of `unicode-width`; a row never knows what it is about.

use ratatui::{
    style::Style,
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::tui::theme::{Glyph, Theme};

/// Fewer columns tell no host from another.
pub(crate) const LEAST_NAME: usize = 8;

/// Columns a text takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// One line of the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    spans: Vec<Span<'static>>,
    width: usize,
}

impl Row {
    /// A row that begins at a column.
    pub(crate) fn at(column: usize) -> Self {
        Self::default().to(column)
    }

    /// Goes on at a column; where that is taken, two blanks further.
    pub(crate) fn to(mut self, column: usize) -> Self {
        let blanks = match column.checked_sub(self.width) {
            Some(blanks) if blanks > 0 || self.width == 0 => blanks,
            _ if column == self.width => 0,
            _ => 2,
        };
        if blanks > 0 {
            self.spans.push(Span::raw(" ".repeat(blanks)));
            self.width += blanks;
        }
        self
    }

    /// Goes on with a span.
    pub(crate) fn span(mut self, span: Span<'static>) -> Self {
        self.width += width(&span.content);
        self.spans.push(span);
        self
    }

    /// Goes on with text.
    pub(crate) fn text(self, text: impl Into<String>) -> Self {
        self.span(Span::raw(text.into()))
    }

    /// Goes on with text in a style.
    pub(crate) fn styled(self, text: impl Into<String>, style: Style) -> Self {
        self.span(Span::styled(text.into(), style))
    }

    /// Goes on with a glyph.
    pub(crate) fn glyph(self, theme: Theme, glyph: Glyph) -> Self {
        self.span(theme.glyph(glyph))
    }

    /// Ends the row with text whose last column is before `column`; left out where it does not fit with two
    /// blanks before it. On a page without an edge, wider than any window, it stands behind those two blanks.
    pub(crate) fn right(self, text: impl Into<String>, column: usize) -> Self {
        let text = text.into();
        let column = if column > usize::from(u16::MAX) { self.width + 2 + width(&text) } else { column };
        match column.checked_sub(width(&text)) {
            Some(start) if start >= self.width + 2 || self.width == 0 => self.to(start).text(text),
            _ => self,
        }
    }

    /// Puts the rows of a block behind what is there, its first row on this one.
    pub(crate) fn block(self, block: Vec<Row>) -> Vec<Row> {
        let column = self.width;
        let mut first = Some(self);
        let mut rows: Vec<Row> = block
            .into_iter()
            .map(|row| {
                let mut whole = first.take().unwrap_or_else(|| Row::at(column));
                whole.width += row.width;
                whole.spans.extend(row.spans);
                whole
            })
            .collect();
        rows.extend(first);
        rows
    }

    /// Adds a style to everything from a column on, as far as `end`.
    pub(crate) fn highlighted(mut self, from: usize, end: usize, style: Style) -> Self {
        if self.width < end {
            self = self.to(end);
        }
        let mut column = 0;
        for span in &mut self.spans {
            if column >= from {
                span.style = span.style.patch(style);
            }
            column += width(&span.content);
        }
        self
    }

    /// Its columns.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Whether nothing is on it.
    pub(crate) fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.content.trim_matches(' ').is_empty())
    }

    /// The text, without blanks at its end.
    pub(crate) fn plain(&self) -> String {
        let text: String = self.spans.iter().map(|span| span.content.as_ref()).collect();
        text.trim_end_matches(' ').to_owned()
    }

    /// The line as ratatui draws it.
    pub(crate) fn line(self) -> Line<'static> {
        Line::from(self.spans)
    }
}

/// Wraps prose at words to a width; a word longer than that is broken, because it must be shown whole.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 {
        return Vec::new();
    }
    let options = textwrap::Options::new(columns)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(true);
    text.lines().flat_map(|line| textwrap::wrap(line, &options)).map(|line| line.into_owned()).collect()
}

/// Wraps at words as they come, each row as full as it can be: what is typed at the end moves nothing above it.
pub(crate) fn fill(text: &str, columns: usize) -> Vec<String> {
    let options = textwrap::Options::new(columns.max(1))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .break_words(true);
    textwrap::wrap(text, &options).into_iter().map(|line| line.into_owned()).collect()
}

/// Wrapped prose as rows.
pub(crate) fn prose(text: &str, columns: usize) -> Vec<Row> {
    wrap(text, columns).into_iter().map(|line| Row::default().text(line)).collect()
}

/// Breaks a text anywhere to a width, for what a stranger sent and nobody may change.
pub(crate) fn fold(text: &str, columns: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide > columns && used > 0 {
            rows.push(String::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push_str(grapheme);
        }
        used += wide;
    }
    rows
}

/// A web address in rows of that many columns, broken behind a slash where one is left to break at.
pub(crate) fn fold_address(address: &str, columns: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut rest = address;
    while width(rest) > columns.max(1) {
        let fitting = head(rest, columns.max(1)).len();
        // The slashes behind the scheme are none to break at.
        let slash = rest[..fitting].rfind('/').filter(|slash| !rest[..*slash].ends_with('/') && *slash > 0);
        let at = slash.map_or(fitting, |slash| slash + 1);
        rows.push(rest[..at].to_owned());
        rest = &rest[at..];
    }
    rows.push(rest.to_owned());
    rows
}

/// As much of the beginning as fits.
pub(crate) fn head(text: &str, columns: usize) -> String {
    let mut used = 0;
    text.graphemes(true)
        .take_while(|grapheme| {
            used += width(grapheme);
            used <= columns
        })
        .collect()
}

/// As much of the beginning as fits, and a mark where more is left; for what is told whole elsewhere.
pub(crate) fn fitted(text: &str, columns: usize, theme: Theme) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    head(text, columns.saturating_sub(width(theme.ellipsis()))) + theme.ellipsis()
}

/// Shortens in the middle to a width: only for an address in the matrix, whole in the details, and for the host in the
/// header, whole in the finding.
pub(crate) fn middle(text: &str, columns: usize, theme: Theme) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let keep = columns.saturating_sub(1);
    let front: String = text.chars().take(keep.div_ceil(2)).collect();
    let back: Vec<char> = text.chars().rev().take(keep / 2).collect();
    format!("{front}{}{}", theme.ellipsis(), back.into_iter().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_what_a_terminal_shows() {
        let row = Row::at(2).text("東京").to(8).text("x");
        assert_eq!((row.plain().as_str(), row.width()), ("  東京  x", 9));
        assert_eq!(Row::at(2).text("too long for it").to(4).text("x").plain(), "  too long for it  x");
    }

    #[test]
    fn words_are_never_torn_at_a_no_break_space() {
        assert_eq!(wrap("reste 4\u{a0}s sur 10\u{a0}s", 12), ["reste 4\u{a0}s", "sur 10\u{a0}s"]);
    }

    #[test]
    fn an_address_is_shortened_in_its_middle() {
        let theme = Theme::new(false, false);
        assert_eq!(middle("2001:db8:1111:2222:3333:4444:5555:6666", 15, theme), "2001:db…55:6666");
        assert_eq!(middle("203.0.113.25", 15, theme), "203.0.113.25");
    }
}
