//! The first screen: it asks what one has in hand, not which function one wants.

use super::{Body, Screen, import, vantage};
use crate::tui::{
    app::{Effect, Model},
    keys::{Action, Hint, hint},
    widgets::{
        page::Page,
        row::{Row, prose, width},
    },
};

/// A way in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Report,
    Connector,
    Import,
    Code,
    Lab,
}

impl Way {
    fn id(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Connector => "connector",
            Self::Import => "import",
            Self::Code => "code",
            Self::Lab => "lab",
        }
    }

    fn screen(self) -> Screen {
        match self {
            Self::Report => Screen::Paste,
            Self::Connector => Screen::Connector,
            Self::Import => Screen::Import,
            Self::Code => Screen::Codes,
            Self::Lab => Screen::Lab,
        }
    }
}

/// The ways that work: no dead rows.
fn ways(model: &Model) -> Vec<Way> {
    let mut ways = vec![Way::Report, Way::Connector, Way::Import, Way::Code];
    if !model.lab.is_empty() {
        ways.push(Way::Lab);
    }
    ways
}

pub(super) fn hints(_: &Model) -> Vec<Hint> {
    vec![hint(Action::Enter, "open"), hint(Action::Down, "move"), hint(Action::Quit, "quit")]
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let ways = ways(model);
    let last = ways.len() - 1;
    let at = model.welcome.min(last);
    match action {
        Action::Up | Action::Previous => model.welcome = at.checked_sub(1).unwrap_or(last),
        Action::Down | Action::Next => model.welcome = if at == last { 0 } else { at + 1 },
        Action::Home | Action::PageUp => model.welcome = 0,
        Action::End | Action::PageDown => model.welcome = last,
        Action::Enter => {
            match ways[at] {
                Way::Connector => model.symptom = None,
                Way::Import => import::ask(model),
                Way::Report | Way::Code | Way::Lab => {}
            }
            model.go(ways[at].screen());
        }
        _ => return None,
    }
    Some(Vec::new())
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    let texts = &model.texts;
    let theme = model.theme;
    let columns = model.columns();
    let mut page = Page::new();
    page.extend(
        prose(&texts.get("welcome-question"), columns - 4).into_iter().flat_map(|row| Row::at(2).block(vec![row])),
    );
    page.gap();
    let ways = ways(model);
    let label = |way: &Way| texts.get(&format!("welcome-{}", way.id()));
    let longest = ways.iter().map(|way| width(&label(way))).max().unwrap_or(0);
    let column = (4 + longest + 2).clamp(34, 44);
    let focus = model.welcome.min(ways.len() - 1);
    for (index, way) in ways.iter().enumerate() {
        let first = page.len();
        let focused = index == focus;
        let start = if focused { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
        let row = start.text(label(way)).to(column);
        let rows =
            row.block(prose(&texts.get(&format!("welcome-{}.about", way.id())), columns.saturating_sub(column + 2)));
        page.extend(rows.into_iter().map(
            |row| {
                if focused { row.highlighted(2, columns - 2, theme.focus()) } else { row }
            },
        ));
        if focused {
            page.focus_since(first);
        }
    }
    // The explanation stands at the same place in every language where there is room.
    let about = [Some(texts.get("welcome-what")), vantage(model, "welcome-vantage")];
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
        page.extend(rows(text).into_iter().flat_map(|row| Row::at(2).block(vec![row])));
    }
    Body::of(page, height, model.scroll)
}
