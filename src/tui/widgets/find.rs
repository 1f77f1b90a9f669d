//! [`Find`]: the line above a list that says what is looked for.

use crossterm::event::KeyEvent;

use super::{input::Input, page::Page, row::Row};
use crate::l10n::Texts;

/// What is looked for, and whether it is being typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Find {
    input: Option<Input>,
    searching: bool,
}

impl Find {
    /// Whether the line takes the keys.
    pub(crate) fn is_searching(&self) -> bool {
        self.searching
    }

    /// Whether something is looked for, so that not all is shown.
    pub(crate) fn is_open(&self) -> bool {
        self.input.is_some()
    }

    /// Takes the keys; what was looked for before is still there.
    pub(crate) fn open(&mut self) {
        self.searching = true;
        self.input.get_or_insert_with(|| Input::new(""));
    }

    /// Gives the keys back; what is looked for stays.
    pub(crate) fn done(&mut self) {
        self.searching = false;
    }

    /// Looks for nothing any more.
    pub(crate) fn close(&mut self) {
        *self = Self::default();
    }

    /// What is looked for, in small letters; empty where nothing is.
    pub(crate) fn wanted(&self) -> String {
        self.input.as_ref().map(|input| input.text().to_lowercase()).unwrap_or_default()
    }

    /// Takes a key that goes into the line; whether it has the keys.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        self.typed(|input| {
            input.key(key);
        })
    }

    /// Takes a paste; whether it has the keys.
    pub(crate) fn paste(&mut self, text: &str) -> bool {
        self.typed(|input| input.paste(text))
    }

    fn typed(&mut self, change: impl FnOnce(&mut Input)) -> bool {
        match (&mut self.input, self.searching) {
            (Some(input), true) => {
                change(input);
                true
            }
            _ => false,
        }
    }

    /// Adds the line, where something is looked for, in so many columns.
    pub(crate) fn add(&self, page: &mut Page, texts: &Texts, columns: usize) {
        let Some(input) = &self.input else { return };
        let row = Row::at(2).text(texts.get("find-label")).text(" ");
        let column = row.width();
        let (seen, at) = input.window(columns.saturating_sub(column + 2));
        page.push(row.text(seen));
        if self.searching {
            page.cursor_here(column + at);
        }
    }
}
