//! Help: the keys that work on this screen, those that work everywhere, the marks, and which code a fault gets.
//! A box, the only one.

use crate::{
    l10n::{Args, Texts},
    model::{Fault, ItemState, Stage},
    tui::{
        body::Body,
        keys::{Action, Hint, hint},
        shared::Shared,
        theme::Glyph,
        turn::Screen,
        way::picture,
        widgets::{
            page::Page,
            row::{Row, prose, width},
        },
        wording::mark,
    },
};

/// The keys that work in the help.
pub(crate) fn hints() -> Vec<Hint> {
    vec![hint(Action::Back, "close"), hint(Action::Down, "scroll")]
}

/// The rows within the box, of so many of the body.
pub(crate) fn rows(height: usize) -> usize {
    height.saturating_sub(3)
}

/// Columns inside the box.
fn inside(shared: &Shared) -> usize {
    shared.columns().saturating_sub(8)
}

/// What the help of a screen is about.
pub(crate) struct KeysHere {
    /// Which screen.
    pub(crate) screen: Screen,
    /// What its footer names, and what that has no room for.
    pub(crate) hints: Vec<Hint>,
    /// Whether letters are typed there.
    pub(crate) is_typing: bool,
}

/// The help of a screen, in a box.
pub(crate) fn body(here: &KeysHere, shared: &Shared, scroll: usize, height: usize) -> Body {
    let theme = shared.theme;
    let columns = shared.columns().saturating_sub(4);
    let page = page(here, shared);
    let rows = page.shown(rows(height), inside(shared), scroll, &shared.texts, theme).rows;
    let [top_left, top_right, bottom_left, bottom_right] = theme.corners();
    let title = shared.texts.get(&format!("title-{}", here.screen.id()));
    let title = shared.texts.with("help-title", &Args::new().text("screen", title));
    let mut out = Page::fixed();
    out.push(Row::default());
    let rule = theme.rule(columns.saturating_sub(5 + width(&title)));
    let top = Row::at(2).styled(format!("{top_left}{} ", theme.rule(1)), theme.dim()).styled(title, theme.bold());
    out.push(top.styled(format!(" {rule}{top_right}"), theme.dim()));
    for row in rows {
        let framed = Row::at(2).styled(theme.bar(), theme.dim()).text(" ");
        let framed = framed.block(vec![row]).remove(0).to(columns + 1);
        out.push(framed.styled(theme.bar(), theme.dim()));
    }
    out.push(Row::at(2).styled(format!("{bottom_left}{}{bottom_right}", theme.rule(columns - 2)), theme.dim()));
    Body::of(out, height, 0)
}

/// What stands in the box.
pub(crate) fn page(here: &KeysHere, shared: &Shared) -> Page {
    let mut page = Page::new();
    keys(here, shared, &mut page);
    page.gap();
    marks(here.screen, shared, &mut page);
    if here.screen == Screen::Checklist {
        states(shared, &mut page);
    }
    if matches!(here.screen, Screen::Probing | Screen::Details) {
        page.extend(prose(&shared.texts.get("help-times"), inside(shared)));
    }
    page.gap();
    codes(shared, &mut page);
    page
}

/// The keys of what a screen names, where there are two for there and back.
fn keys_of(hint: &Hint, texts: &Texts) -> String {
    match (hint.action, hint.does) {
        (Action::Next, "next-field") => texts.get("help-key-fields"),
        (Action::Right, "address" | "another-step") => texts.get("help-key-sideways"),
        (action, _) => texts.get(&action.key()),
    }
}

/// Rows of keys and what they do.
fn pairs(pairs: &[(String, String)], room: usize, shared: &Shared) -> Vec<Row> {
    let column = pairs.iter().map(|(key, _)| width(key)).max().unwrap_or(0).max(8) + 2;
    let row = |(key, does): &(String, String)| {
        let key = Row::default().styled(key.clone(), shared.theme.bold()).to(column);
        key.block(prose(does, room.saturating_sub(column)))
    };
    pairs.iter().flat_map(row).collect()
}

/// Keys of this screen at the left, keys of all screens at the right; below each other where the window is narrow.
fn keys(KeysHere { screen, hints, is_typing }: &KeysHere, shared: &Shared, page: &mut Page) {
    let texts = &shared.texts;
    let room = inside(shared);
    let key = |action: Action| texts.get(&action.key());
    let here: Vec<(String, String)> = hints
        .iter()
        .filter(|hint| !matches!(hint.action, Action::Enter | Action::Back | Action::Quit))
        .map(|hint| (keys_of(hint, texts), texts.get(&format!("do-{}", hint.does))))
        .chain((*is_typing && *screen != Screen::Paste).then(|| (texts.get("help-key-empty"), texts.get("help-empty"))))
        .collect();
    let find = |action: Action| hints.iter().find(|hint| hint.action == action);
    let word = |action: Action, id: &str| {
        find(action).map_or_else(|| texts.get(id), |hint| texts.get(&format!("do-{}", hint.does)))
    };
    let next = Args::new().text("name", shared.texts.locale().next().name());
    let moves = texts.get(if *is_typing { "help-key-moves-typing" } else { "help-key-moves" });
    let mut everywhere = vec![
        (moves, texts.get("help-moves")),
        (key(Action::Enter), word(Action::Enter, "help-enter")),
        (key(Action::Back), word(Action::Back, "help-esc")),
        (texts.get("help-key-language"), texts.with("help-language", &next)),
        (if *is_typing { key(Action::Help) } else { texts.get("help-key-help") }, texts.get("help-help")),
        (key(Action::Quit), texts.get("help-quit")),
        (key(Action::QuitAtOnce), texts.get("help-quit-at-once")),
        (key(Action::Suspend), texts.get("help-suspend")),
    ];
    if *is_typing {
        // There it is a letter.
        let quit = key(Action::Quit);
        everywhere.retain(|(key, _)| *key != quit);
    }
    if *screen == Screen::Welcome {
        // Nothing is before the first screen.
        let back = key(Action::Back);
        everywhere.retain(|(key, _)| *key != back);
    }
    let head = |id: &str| Row::default().text(texts.get(id));
    if room < 68 {
        page.push(head("help-here"));
        page.extend(pairs(&here, room, shared));
        page.gap();
        page.push(head("help-everywhere"));
        page.extend(pairs(&everywhere, room, shared));
        return;
    }
    let left_room = 34.min(room / 2);
    let mut left = vec![head("help-here")];
    left.extend(pairs(&here, left_room, shared));
    let mut right = vec![head("help-everywhere")];
    right.extend(pairs(&everywhere, room - left_room - 2, shared));
    let tall = left.len().max(right.len());
    left.resize(tall, Row::default());
    right.resize(tall, Row::default());
    for (left, right) in left.into_iter().zip(right) {
        page.push(left.to(left_room + 2).block(vec![right]).remove(0));
    }
}

/// What the glyphs say.
fn marks(screen: Screen, shared: &Shared, page: &mut Page) {
    let (texts, theme) = (&shared.texts, shared.theme);
    page.push(Row::default().text(texts.get("help-marks")));
    let marks = [
        (Glyph::Ok, "mark-ok"),
        (Glyph::Warning, "mark-warning"),
        (Glyph::Fault, "mark-fault"),
        (Glyph::Running, "mark-running"),
        (Glyph::Skipped, "mark-skipped"),
        (Glyph::NotYet, "mark-not-yet"),
        (Glyph::Unknown, "mark-unknown"),
    ];
    // There they are about exercises.
    let of_lab = [(Glyph::NotYet, "mark-untried"), (Glyph::Fault, "mark-tried"), (Glyph::Ok, "mark-solved")];
    let marks = if screen == Screen::Lab { &of_lab[..] } else { &marks[..] };
    let items = marks.iter().map(|(glyph, id)| Row::default().glyph(theme, *glyph).text(" ").text(texts.get(id)));
    side_by_side(items, inside(shared), page);
}

/// What the marks of the steps say.
fn states(shared: &Shared, page: &mut Page) {
    let states = [
        ItemState::Ticked,
        ItemState::Verified,
        ItemState::StillSeen,
        ItemState::NotSeen,
        ItemState::NotNeeded,
        ItemState::Open,
    ];
    let items = states.map(|state| mark(Row::default(), state, shared.theme).text(" ").text(shared.texts.state(state)));
    side_by_side(items, inside(shared), page);
}

/// Items one behind the other, as many as a row has room for.
fn side_by_side(items: impl IntoIterator<Item = Row>, room: usize, page: &mut Page) {
    let mut row = Row::default();
    for item in items {
        if row.width() > 0 && row.width() + 4 + item.width() > room {
            page.push(std::mem::take(&mut row));
        }
        let start = if row.width() > 0 { row.text("    ") } else { row };
        row = start.block(vec![item]).remove(0);
    }
    page.push(row);
}

/// Which code a fault gets, by where it is met.
fn codes(shared: &Shared, page: &mut Page) {
    let texts = &shared.texts;
    let room = inside(shared);
    page.extend(picture(shared, None, room));
    page.gap();
    page.push(Row::default().text(texts.get("help-codes")));
    let stage = |stage: Stage| texts.get(&format!("stage-{}", stage.id()));
    let code =
        |fault: Fault| shared.knowledge.claim(fault).map(|(article, _)| article.id.to_string()).unwrap_or_default();
    let table = [
        (stage(Stage::Dns), code(Fault::DnsNxDomain), String::new()),
        (stage(Stage::Connect), code(Fault::TcpTimedOut), texts.get("help-silence")),
        (String::new(), code(Fault::TcpRefused), texts.get("help-refusal")),
        (texts.get("help-greeting-to-tls"), code(Fault::GreetingRejected), texts.get("help-an-error")),
        (String::new(), code(Fault::Closed), texts.get("help-cut")),
        (stage(Stage::Certificate), code(Fault::CertificateExpired), String::new()),
    ];
    let rows = |table: &[(String, String, String)]| -> Vec<Row> {
        let at = table.iter().map(|(stage, ..)| width(stage)).max().unwrap_or(0) + 2;
        let row = |(stage, code, what): &(String, String, String)| {
            Row::default().text(stage.clone()).to(at).text(code.clone()).to(at + 8).text(what.clone())
        };
        table.iter().map(row).collect()
    };
    let (first, second) = (rows(&table[..3]), rows(&table[3..]));
    let at = first.iter().map(|row| row.width() + 2).max().unwrap_or(0).max(36.min(room / 2));
    if at + second.iter().map(Row::width).max().unwrap_or(0) <= room {
        for (left, right) in first.into_iter().zip(second) {
            page.push(left.to(at).block(vec![right]).remove(0));
        }
    } else {
        page.extend(first);
        page.extend(second);
    }
}
