//! What a screen hands over to be drawn: its first line and its [`Body`], pages in bands. Drawing is left to `layout`.

use super::{
    keys::Action,
    shared::Shared,
    turn::Turn,
    widgets::{page::Page, row::Row},
};

/// The first line of a screen: a step of the walk, or a title, and what stands at its right end.
pub(crate) struct Header {
    pub(crate) step: Option<usize>,
    pub(crate) title: String,
    pub(crate) right: String,
}

/// What stands between the rule and the message line: bands from top to bottom, and perhaps a second pane.
pub(crate) struct Body {
    pub(crate) bands: Vec<Band>,
    pub(crate) right: Option<Band>,
}

/// A page in a number of rows of its own, scrolled on its own. The second pane has all rows there are.
pub(crate) struct Band {
    pub(crate) page: Page,
    pub(crate) height: usize,
    pub(crate) scroll: usize,
}

impl Body {
    /// A body of one page.
    pub(crate) fn of(page: Page, height: usize, scroll: usize) -> Self {
        Self { bands: vec![Band { page, height, scroll }], right: None }
    }

    /// A body of pages from top to bottom, each in so many rows.
    pub(crate) fn in_bands(pages: impl IntoIterator<Item = (Page, usize)>) -> Self {
        let bands = pages.into_iter().map(|(page, height)| Band { page, height, scroll: 0 }).collect();
        Self { bands, right: None }
    }

    /// With a pane at the right, where the window has room for it.
    pub(crate) fn with_right(mut self, right: Page) -> Self {
        self.right = Some(Band { page: right, height: 0, scroll: 0 });
        self
    }

    /// A list above, a rule, and what belongs to the focused item below it; the list gives way first.
    pub(crate) fn list_and_detail(shared: &Shared, list: Page, detail: Page, height: usize) -> Self {
        let above = list_rows(&list, height);
        Self::split(shared, list, detail, above, height)
    }

    /// A list, and what belongs to the focused item: in the second pane where there is one, else below the list.
    pub(crate) fn list_and_pane(shared: &Shared, list: Page, detail: Page, height: usize) -> Self {
        if !shared.has_two_panes() {
            return Self::list_and_detail(shared, list, detail, height);
        }
        let right = Some(Band { page: detail, height, scroll: shared.scroll });
        Self { bands: vec![Band { page: list, height, scroll: 0 }], right }
    }

    /// A list in the rows above, a rule, and in the rows below it what belongs to the focused item.
    pub(crate) fn split(shared: &Shared, list: Page, detail: Page, above: usize, height: usize) -> Self {
        let mut rule = Page::new();
        rule.push(rule_row(shared));
        Self {
            bands: vec![
                Band { page: list, height: above, scroll: 0 },
                Band { page: rule, height: 1.min(height.saturating_sub(above)), scroll: 0 },
                Band { page: detail, height: height.saturating_sub(above + 1), scroll: shared.scroll },
            ],
            right: None,
        }
    }
}

/// Rows a list gets above its detail: all it needs, but the detail keeps at least half, or less where one item of the
/// list, its heading and how many lines there are more need it: three rows and the rule, whatever that is.
pub(crate) fn list_rows(list: &Page, height: usize) -> usize {
    let item = (list.together() + 1).min(height.saturating_sub(4));
    list.len().min((height / 2).max(4).max(item)).min(height)
}

/// Scrolls the detail below a list, which have that many rows together.
pub(crate) fn scroll_detail(shared: &mut Shared, action: Action, list: &Page, detail: &Page, rows: usize) -> Turn {
    let below =
        if shared.has_two_panes() && shared.halves { rows } else { rows.saturating_sub(list_rows(list, rows) + 1) };
    shared.scroll_page(action, detail, below)
}

/// The rule between a list and its detail.
pub(crate) fn rule_row(shared: &Shared) -> Row {
    let columns = shared.columns().saturating_sub(4);
    Row::at(2).styled(shared.theme.rule(columns), shared.theme.dim())
}
