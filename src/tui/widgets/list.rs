//! The rows of a list: a pointer stands before the one that has the focus, and it is marked where the list has the keys.

use crossterm::event::{KeyCode, KeyEvent};

use super::{page::Page, row::Row};
use crate::tui::theme::Theme;

/// How an item of a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Focus {
    /// Another one has the focus.
    Elsewhere,
    /// It has the focus, and something else takes the keys meanwhile.
    Kept,
    /// It has the focus and the keys.
    Here,
}

impl Focus {
    /// Whether it has the focus, in a list that has the keys or not.
    pub(crate) fn of(focused: bool, has_keys: bool) -> Self {
        match (focused, has_keys) {
            (false, _) => Self::Elsewhere,
            (true, false) => Self::Kept,
            (true, true) => Self::Here,
        }
    }
}

/// The place, from 0, of the choice whose number that key is, of so many.
pub(crate) fn numbered(key: KeyEvent, count: usize) -> Option<usize> {
    let KeyCode::Char(digit) = key.code else { return None };
    let number = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok())?;
    (1..=count).contains(&number).then(|| number - 1)
}

/// The beginning of an item's first row: a pointer at the column, or its room left free.
pub(crate) fn pointed(column: usize, focus: Focus, theme: Theme) -> Row {
    match focus {
        Focus::Elsewhere => Row::at(column + 2),
        Focus::Kept | Focus::Here => Row::at(column).text(theme.pointer()).text(" "),
    }
}

/// Adds the rows of an item, marked from the column on to the right edge of a pane of so many columns.
pub(crate) fn add(page: &mut Page, rows: Vec<Row>, column: usize, columns: usize, focus: Focus, theme: Theme) {
    let first = page.len();
    page.extend(rows.into_iter().map(|row| match focus {
        Focus::Here => row.highlighted(column, columns.saturating_sub(2), theme.focus()),
        Focus::Elsewhere | Focus::Kept => row,
    }));
    if focus != Focus::Elsewhere {
        page.focus_since(first);
    }
}
