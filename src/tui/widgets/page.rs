//! [`Page`]: the body of a screen as rows, and how it gives way where it does not fit.
//!
//! Blank rows go first, from below; then it scrolls and says how many lines there are more. Nothing is cut.

use super::row::{Row, width};
use crate::{
    l10n::{Args, Texts},
    tui::theme::Theme,
};

/// Rows, and which of them must be seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    rows: Vec<Row>,
    /// The rows that hold the focus: first and last.
    focus: Option<(usize, usize)>,
    /// Where what is read together with the focus begins: its heading.
    lead: Option<usize>,
    /// Where each part that is read together begins, in order.
    parts: Vec<usize>,
    /// The most rows that are read together.
    together: usize,
    /// Where the terminal's cursor stands: row and column.
    cursor: Option<(usize, usize)>,
    /// Rows from which on blank ones are not given up to fit the rest in.
    essential: Option<usize>,
    /// Whether blank rows stay: what stands under a field must not move.
    fixed: bool,
}

/// What is drawn of a page.
pub(crate) struct Shown {
    pub(crate) rows: Vec<Row>,
    pub(crate) cursor: Option<(u16, u16)>,
}

impl Page {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A page whose blank rows stay.
    pub(crate) fn fixed() -> Self {
        Self { fixed: true, ..Self::default() }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds rows.
    pub(crate) fn extend(&mut self, rows: impl IntoIterator<Item = Row>) {
        self.rows.extend(rows);
    }

    /// Adds a blank row, unless it would be the first or follow another.
    pub(crate) fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| !row.is_blank()) {
            self.rows.push(Row::default());
        }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The focus is on the rows added since `first`.
    pub(crate) fn focus_since(&mut self, first: usize) {
        self.focus = Some((first, self.rows.len().saturating_sub(1)));
    }

    /// Whether some row holds the focus.
    pub(crate) fn has_focus(&self) -> bool {
        self.focus.is_some()
    }

    /// What was added since `first` is read together: an item of a list, from that row on, below its heading, which is seen
    /// with it where there is room. Neither is seen by half.
    pub(crate) fn together_since(&mut self, first: usize, item: usize) {
        self.parts.extend([first, item]);
        self.together = self.together.max(self.rows.len() - first);
        if self.focus.is_some_and(|(focus, _)| focus >= first) {
            self.lead = Some(first);
        }
    }

    /// How many rows show whatever is read together, whole.
    pub(crate) fn together(&self) -> usize {
        self.together
    }

    /// Whether so many rows show the focus whole, and how many lines there are more.
    pub(crate) fn shows_focus(&self, height: usize) -> bool {
        self.focus.is_none_or(|(first, last)| last + 2 - first <= height)
    }

    /// The terminal's cursor stands in the row added last.
    pub(crate) fn cursor_here(&mut self, column: usize) {
        self.cursor = Some((self.rows.len().saturating_sub(1), column));
    }

    /// What follows is more than the essential: it is reached by scrolling rather than by closing gaps.
    pub(crate) fn more_follows(&mut self) {
        self.essential = Some(self.rows.len());
    }

    /// All of it as text, for the clipboard and for tests.
    pub(crate) fn plain(&self) -> Vec<String> {
        self.rows.iter().map(Row::plain).collect()
    }

    /// How far it can be scrolled in that many rows.
    pub(crate) fn scrollable(&self, height: usize) -> usize {
        let rows = self.clone().tightened(height).rows.len();
        rows.saturating_sub(height)
    }

    /// Gives up blank rows from below until it fits, or none are left.
    fn tightened(mut self, height: usize) -> Self {
        let essential = self.essential.unwrap_or(self.rows.len());
        if self.fixed || self.rows.len() <= height || (essential < self.rows.len() && essential <= height) {
            return self;
        }
        let mut row = self.rows.len();
        while row > 0 && self.rows.len() > height {
            row -= 1;
            if self.rows[row].is_blank() {
                self.rows.remove(row);
                let up = |place: &mut usize| *place -= usize::from(*place > row);
                if let Some((first, last)) = &mut self.focus {
                    up(first);
                    up(last);
                }
                self.lead.iter_mut().chain(&mut self.parts).for_each(up);
                if let Some((place, _)) = &mut self.cursor {
                    up(place);
                }
            }
        }
        self
    }

    /// The first row that is seen of so many, scrolled by `scroll` as far as the focus allows.
    pub(crate) fn top(&self, height: usize, scroll: usize) -> usize {
        self.clone().tightened(height).first_seen(height, scroll)
    }

    fn first_seen(&self, height: usize, scroll: usize) -> usize {
        let page = self;
        let total = page.rows.len();
        let most = total.saturating_sub(height);
        let mut top = scroll.min(most);
        if let Some((first, last)) = page.focus {
            // The row with "more lines" covers nothing of the focus.
            let tail = usize::from(last + 1 < total);
            if last + 1 + tail > top + height {
                top = (last + 1 + tail).saturating_sub(height).min(most);
            }
            top = top.min(first);
            match page.lead {
                Some(lead) if last + 1 + tail <= lead + height => top = top.min(lead),
                Some(lead) if lead < top => top = first,
                Some(_) | None => {}
            }
            // Nothing above the focus is seen by half.
            top = page.parts.iter().copied().find(|part| (top..=first).contains(part)).unwrap_or(top);
        }
        top
    }

    /// What is seen in that many rows, scrolled by `scroll` as far as the focus allows.
    pub(crate) fn shown(self, height: usize, columns: usize, scroll: usize, texts: &Texts, theme: Theme) -> Shown {
        let page = self.tightened(height);
        let total = page.rows.len();
        let top = page.first_seen(height, scroll);
        let hidden = &page.rows[(top + height).min(total)..];
        // Blank rows at the end are nothing to scroll for.
        let below = hidden.iter().rposition(|row| !row.is_blank()).map_or(0, |last| last + 1);
        let mut rows: Vec<Row> = page.rows.into_iter().skip(top).take(height).collect();
        if below > 0
            && height > 0
            && let Some(last) = rows.pop()
        {
            rows.push(with_more(last, below, columns, texts, theme));
        }
        let cursor = page.cursor.and_then(|(row, column)| {
            let row = row.checked_sub(top)?;
            (row < height).then_some(())?;
            Some((u16::try_from(row).ok()?, u16::try_from(column).ok()?))
        });
        Shown { rows, cursor }
    }
}

/// Says how many lines are below, beside the last row where there is room, else in its place.
fn with_more(last: Row, below: usize, columns: usize, texts: &Texts, theme: Theme) -> Row {
    let say = |count: usize| texts.with("more-lines", &Args::new().text("mark", theme.more()).number("count", count));
    let text = say(below);
    if last.width() + 2 + width(&text) <= columns {
        last.right(text, columns)
    } else {
        Row::default().right(say(below + 1), columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Locale;

    fn page(rows: &[&str]) -> Page {
        let mut page = Page::new();
        page.extend(rows.iter().map(|row| Row::default().text(*row)));
        page
    }

    fn shown(page: Page, height: usize, scroll: usize) -> Vec<String> {
        let texts = Texts::new(Locale::english());
        page.shown(height, 40, scroll, &texts, Theme::new(false, false)).rows.iter().map(Row::plain).collect()
    }

    #[test]
    fn blank_rows_go_first_from_below() {
        assert_eq!(shown(page(&["a", "", "b", "", "c"]), 4, 0), ["a", "", "b", "c"]);
        assert_eq!(shown(page(&["a", "", "b", "", "c"]), 3, 0), ["a", "b", "c"]);
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let rows = shown(page(&["a", "b", "c", "d"]), 2, 0);
        assert_eq!(rows[0], "a");
        assert!(rows[1].starts_with('b') && rows[1].ends_with("▾ 2 more lines"), "{rows:?}");
        assert_eq!(shown(page(&["a", "b", "c", "d"]), 2, 9), ["c", "d"]);
    }

    #[test]
    fn the_focus_is_always_seen() {
        let mut rows = page(&["a", "b", "c", "d", "e"]);
        rows.focus = Some((3, 3));
        let seen = shown(rows, 2, 0);
        assert!(seen.iter().any(|row| row.starts_with('d')), "{seen:?}");
    }

    #[test]
    fn a_heading_is_seen_whole_with_the_focus_or_not_at_all() {
        let list = || {
            let mut list = page(&["head", "ing"]);
            list.push(Row::default().text("item"));
            list.focus_since(2);
            list.together_since(0, 2);
            list.extend(page(&["next", "last"]).rows);
            list
        };
        assert_eq!(list().together(), 3);
        for scroll in [0, 1, 2] {
            assert_eq!(shown(list(), 4, scroll)[..3], ["head", "ing", "item"]);
            assert_eq!(shown(list(), 3, scroll)[0], "item");
        }
        assert!(list().shows_focus(2) && !list().shows_focus(1));
    }

    #[test]
    fn no_item_above_the_focus_is_seen_by_half() {
        let mut list = page(&["one", "of one"]);
        list.together_since(0, 0);
        list.extend(page(&["two", "of two"]).rows);
        list.focus_since(2);
        list.together_since(2, 2);
        assert_eq!(shown(list.clone(), 3, 0), ["two", "of two"]);
        assert_eq!(shown(list, 4, 0), ["one", "of one", "two", "of two"]);
    }
}
