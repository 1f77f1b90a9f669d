//! [`Input`]: a line one types in. Editing, undo and word moves are the text area's; this swallows what would
//! make a second line.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation as _;

use super::row::width;

/// The most characters a line takes; longer pastes are cut, because no answer is that long.
const MOST: usize = 2_000;

/// A line of text with a cursor.
#[derive(Clone, Debug)]
pub(crate) struct Input(TextArea<'static>);

impl Input {
    /// A line that holds a text, the cursor behind it.
    pub(crate) fn new(text: &str) -> Self {
        let mut area = TextArea::new(vec![one_line(text)]);
        area.move_cursor(CursorMove::End);
        Self(area)
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        self.0.lines().first().map_or("", String::as_str)
    }

    /// Whether the cursor is behind the last character.
    pub(crate) fn at_end(&self) -> bool {
        self.0.cursor().1 >= self.text().chars().count()
    }

    /// Takes a key; whether the text changed or the cursor moved.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Enter | KeyCode::Tab | KeyCode::BackTab | KeyCode::Up | KeyCode::Down => false,
            KeyCode::Char('m' | 'j') if control => false,
            // As a terminal's own line does (VKILL); the text area would undo.
            KeyCode::Char('u') if control => {
                let held = !self.text().is_empty();
                *self = Self::new("");
                held
            }
            KeyCode::Char(_) if !control && self.text().chars().count() >= MOST => false,
            _ => {
                let before = (self.text().to_owned(), self.0.cursor());
                self.0.input(key);
                before != (self.text().to_owned(), self.0.cursor())
            }
        }
    }

    /// Moves the cursor by a character.
    pub(crate) fn step(&mut self, to_the_left: bool) {
        self.key(KeyEvent::from(if to_the_left { KeyCode::Left } else { KeyCode::Right }));
    }

    /// Takes a paste: its lines become one.
    pub(crate) fn paste(&mut self, text: &str) {
        let room = MOST.saturating_sub(self.text().chars().count());
        let line: String = one_line(text).chars().take(room).collect();
        self.0.insert_str(line);
    }

    /// The beginning of the text in so many columns.
    pub(crate) fn window_from_start(&self, columns: usize) -> String {
        super::row::head(self.text(), columns)
    }

    /// The part that is seen in so many columns, and the column of the cursor in it. Only what is seen is measured.
    pub(crate) fn window(&self, columns: usize) -> (String, usize) {
        let (text, cursor) = (self.text(), self.0.cursor().1);
        let cursor = text.char_indices().nth(cursor).map_or(text.len(), |(at, _)| at);
        let (mut from, mut column) = (cursor, 0);
        for grapheme in text[..cursor].graphemes(true).rev() {
            let more = column + width(grapheme);
            if more + 1 > columns {
                break;
            }
            (from, column) = (from - grapheme.len(), more);
        }
        (super::row::head(&text[from..], columns), column)
    }
}

/// A text as one line, without what a terminal would act upon.
fn one_line(text: &str) -> String {
    let spaced: String = text.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    spaced.chars().filter(|c| !c.is_control()).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_of_lines_becomes_one_line() {
        let mut input = Input::new("");
        input.paste("relay.contoso.com\r\n\x1b[2J");
        assert_eq!(input.text(), "relay.contoso.com  [2J");
    }

    #[test]
    fn the_cursor_is_always_in_the_window() {
        let input = Input::new("a-very-long-host-name.contoso.com");
        let (seen, column) = input.window(10);
        assert!(seen.len() <= 10 && column <= 10, "{seen} {column}");
        assert!("a-very-long-host-name.contoso.com".ends_with(&seen));
    }
}
