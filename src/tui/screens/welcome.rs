//! The first screen: it asks what one has in hand, not which function one wants.

use crate::{
    tui::{
        body::Body,
        keys::{Action, Hint, hint},
        shared::Shared,
        turn::{Screen, Turn},
        widgets::{
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, prose, width},
        },
    },
    wizard::WayIn,
};

/// The way that has the focus.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    focus: usize,
}

/// Where a way leads.
fn screen(way: WayIn) -> Screen {
    match way {
        WayIn::Report => Screen::Paste,
        WayIn::Connector => Screen::Connector,
        WayIn::Export => Screen::Export,
        WayIn::Code => Screen::Codes,
        WayIn::Lab => Screen::Lab,
    }
}

pub(super) fn hints(_: &State, _: &Shared) -> Vec<Hint> {
    vec![hint(Action::Enter, "open"), hint(Action::Down, "move"), hint(Action::Quit, "quit")]
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let ways = WayIn::all(shared.has_lab);
    let last = ways.len() - 1;
    let at = state.focus.min(last);
    state.focus = match action {
        Action::Up | Action::Previous => at.checked_sub(1).unwrap_or(last),
        Action::Down | Action::Next => {
            if at == last {
                0
            } else {
                at + 1
            }
        }
        Action::Home | Action::PageUp => 0,
        Action::End | Action::PageDown => last,
        Action::Enter => return Turn::Go(screen(ways[at])),
        _ => return Turn::Nothing,
    };
    Turn::stay()
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let texts = &shared.texts;
    let columns = shared.columns();
    let mut page = Page::new();
    page.extend(Row::at(2).block(prose(&texts.get("welcome-question"), columns - 4)));
    page.gap();
    let ways = WayIn::all(shared.has_lab);
    let label = |way: &WayIn| texts.get(&format!("welcome-{}", way.id()));
    let longest = ways.iter().map(|way| width(&label(way))).max().unwrap_or(0);
    let column = (4 + longest + 2).clamp(34, 44);
    let place = state.focus.min(ways.len() - 1);
    for (index, way) in ways.iter().enumerate() {
        let focus = Focus::of(index == place, true);
        let row = pointed(2, focus, shared.theme).text(label(way)).to(column);
        let about = texts.get(&format!("welcome-{}.about", way.id()));
        let rows = row.block(prose(&about, columns.saturating_sub(column + 2)));
        list::add(&mut page, rows, 2, columns, focus, shared.theme);
    }
    // The explanation stands at the same place in every language where there is room.
    let about = [Some(texts.get("welcome-what")), shared.vantage("welcome-vantage")];
    let rows = |text: &String| prose(text, columns.saturating_sub(4).min(76));
    let need: usize = about.iter().flatten().map(|text| rows(text).len() + 1).sum();
    for _ in 0..4 {
        if page.len() + need < height {
            page.push(Row::default());
        }
    }
    page.gap();
    for text in about.iter().flatten() {
        page.gap();
        page.extend(Row::at(2).block(rows(text)));
    }
    Body::of(page, height, shared.scroll)
}
