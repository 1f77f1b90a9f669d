//! A document as lines of text: what one pastes into a ticket.
//!
//! A ticket has a proportional font and no colour, so there are no columns and no glyphs alone: words, dashes, one
//! fact a line, at most 80 columns. Names, addresses and commands are never broken.

use anstyle::Style;
use textwrap::{Options, WordSeparator, WordSplitter, core::display_width};

use super::{Block, Cell, Document, Entry, command::continued};

/// The width at which text wraps, in columns.
pub(super) const WIDTH: usize = 80;

/// The document as text of that width; with `styled`, title and headings are bold.
pub(super) fn render(document: &Document, styled: bool, width: usize) -> String {
    let bold = if styled { Style::new().bold() } else { Style::new() };
    let heading =
        |lines: Vec<String>| lines.into_iter().map(|line| format!("{bold}{line}{bold:#}")).collect::<Vec<_>>();
    let mut lines = heading(wrap(&document.title, "", "  ", width));
    if !document.lead.is_empty() {
        lines.extend(wrap(&document.lead.join(" "), "", "", width));
    }
    for section in document.sections.iter().filter(|section| !section.is_drawn()) {
        lines.push(String::new());
        if let Some(title) = &section.heading {
            lines.extend(heading(wrap(title, "", "  ", width)));
        }
        for block in &section.blocks {
            lines.extend(block_lines(block, width));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn block_lines(block: &Block, width: usize) -> Vec<String> {
    match block {
        Block::Paragraph(sentences) => wrap(&sentences.join(" "), "", "", width),
        Block::Facts(facts) => facts.iter().flat_map(|fact| wrap(fact, "", "  ", width)).collect(),
        Block::List(entries) => entries.iter().flat_map(|entry| entry_lines(entry, "- ", width)).collect(),
        Block::Numbered { from, entries } => entries
            .iter()
            .enumerate()
            .flat_map(|(place, entry)| entry_lines(entry, &format!("{}. ", from + place), width))
            .collect(),
        Block::Way { .. } => Vec::new(),
        Block::Table { heads, rows } => table(heads, rows, width),
        Block::Command(words) => command_lines(words, width),
    }
}

/// A table in columns where all of it has room, else an entry for each row.
fn table(heads: &[Cell], rows: &[Vec<Cell>], width: usize) -> Vec<String> {
    let columns = |at: usize| {
        let cells = rows.iter().map(|row| &row[at]).chain([&heads[at]]);
        cells.map(|cell| display_width(&cell.text)).max().unwrap_or(0)
    };
    let columns: Vec<usize> = (0..heads.len()).map(columns).collect();
    if columns.iter().sum::<usize>() + 2 * columns.len().saturating_sub(1) > width {
        let row = |cells: &Vec<Cell>| {
            let said: Vec<_> = cells.iter().map(|cell| &*cell.text).filter(|text| !text.is_empty()).collect();
            entry_lines(&Entry::new(said.join(" - ")), "- ", width)
        };
        return rows.iter().flat_map(row).collect();
    }
    let line = |cells: &[Cell]| {
        let cells = cells.iter().zip(&columns).map(|(cell, column)| {
            let blank = " ".repeat(column.saturating_sub(display_width(&cell.text)));
            format!("{}{blank}", cell.text)
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    [line(heads)].into_iter().chain(rows.iter().map(|row| line(row))).collect()
}

/// A command that can be pasted as it stands; where a word of it is longer than a line it stands on one, however long.
fn command_lines(words: &[String], width: usize) -> Vec<String> {
    let rows = continued(words, width.saturating_sub(4)).unwrap_or_else(|| vec![words.join(" ")]);
    rows.into_iter()
        .enumerate()
        .map(|(place, row)| format!("{}{row}", if place == 0 { "  " } else { "    " }))
        .collect()
}

fn entry_lines(entry: &Entry, mark: &str, width: usize) -> Vec<String> {
    let under = " ".repeat(mark.len());
    let mut lines = wrap(&entry.text, mark, &under, width);
    for more in &entry.more {
        lines.extend(wrap(more, &format!("{under}- "), &format!("{under}  "), width));
    }
    // What is copied stays on one line, however long it is.
    lines.extend(entry.commands.iter().chain(&entry.links).map(|exact| format!("{under}  {exact}")));
    lines
}

/// Wraps at spaces only; what has none is never broken.
pub(super) fn wrap(text: &str, first: &str, rest: &str, width: usize) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    textwrap::wrap(text, options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Section;

    #[test]
    fn names_are_never_broken_and_lines_continue_under_their_text() {
        let name = "a-very-long-label.".repeat(6);
        let mut document = Document { title: "T".into(), ..Document::default() };
        document.add(Section::plain(vec![Block::List(vec![Entry::new(format!(
            "the name {name} is longer than a line\u{a0}: it stays whole"
        ))])]));
        assert_eq!(
            render(&document, false, WIDTH),
            format!("T\n\n- the name\n  {name}\n  is longer than a line\u{a0}: it stays whole\n")
        );
    }

    #[test]
    fn only_headings_are_styled() {
        let mut document = Document { title: "T".into(), ..Document::default() };
        document.add(Section::headed("H", vec![Block::Paragraph(vec!["p".into()])]));
        assert_eq!(render(&document, true, WIDTH), "\x1b[1mT\x1b[0m\n\n\x1b[1mH\x1b[0m\np\n");
    }
}
