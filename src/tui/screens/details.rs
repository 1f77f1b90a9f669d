//! One address: what was said, and the certificates as they were sent. Whole, unlike the table.

use crate::tui::{
    body::Body,
    conversation,
    keys::{Action, Hint, hint, stopping},
    shared::Shared,
    turn::Turn,
    widgets::page::Page,
};

/// It looks at what all share alone.
#[derive(Clone, Debug, Default)]
pub(super) struct State;

pub(super) fn hints(_: &State, shared: &Shared) -> Vec<Hint> {
    let mut hints = vec![
        hint(Action::Next, "back-to-table"),
        hint(Action::Down, "scroll"),
        hint(Action::Right, "address"),
        hint(Action::Copy, "copy-all"),
        hint(Action::Save, "save"),
        hint(Action::Back, "back"),
        hint(Action::SaveAs, "save-as"),
    ];
    if !shared.has_addresses() {
        hints.remove(2);
    }
    stopping(hints, shared.may_stop())
}

pub(super) fn act(_: &mut State, shared: &mut Shared, action: Action) -> Turn {
    match action {
        Action::Next | Action::Previous | Action::Back => Turn::Back,
        Action::Left | Action::Right if shared.has_addresses() => {
            shared.focus_address(|at, _| if action == Action::Right { at + 1 } else { at.saturating_sub(1) });
            shared.scroll = 0;
            Turn::stay()
        }
        _ if action.moves() => {
            let page = page(shared, true);
            shared.scroll_page(action, &page, shared.rows)
        }
        Action::Copy => shared.copy_page("copied-or-saved", |shared| page(shared, true)),
        Action::ProbeAgain => Turn::ProbeAgain,
        Action::Save => Turn::Save,
        Action::SaveAs => Turn::SaveAs,
        _ => Turn::Nothing,
    }
}

pub(super) fn body(_: &State, shared: &Shared, height: usize) -> Body {
    Body::of(page(shared, shared.scroll > 0), height, shared.scroll)
}

fn page(shared: &Shared, whole: bool) -> Page {
    shared.walk.as_ref().map(|walk| conversation::page(shared, walk, whole)).unwrap_or_default()
}
