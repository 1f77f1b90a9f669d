//! Help: the keys that work on this screen, those that work everywhere, the marks, and which code a fault gets.
//! A box, the only one.

use super::{Body, Screen};
use crate::{
    l10n::Args,
    model::{Fault, Stage},
    tui::{
        app::{Effect, Model},
        keys::{Action, Hint, hint},
        theme::Glyph,
        widgets::{
            page::Page,
            row::{Row, prose, width},
        },
    },
};

pub(crate) fn hints() -> Vec<Hint> {
    vec![hint(Action::Back, "close"), hint(Action::Down, "scroll")]
}

pub(crate) fn act(model: &mut Model, action: Option<Action>, scroll: usize) -> Vec<Effect> {
    let height = model.body_rows().saturating_sub(3);
    let hidden = page(model).scrollable(height);
    match action {
        Some(Action::Back | Action::Help | Action::Enter) => model.help = None,
        Some(Action::Quit) => {
            model.help = None;
            return super::super::app::ask_quit(model);
        }
        Some(action) => {
            let before = model.scroll;
            model.scroll = scroll;
            model.scroll_by(action, hidden, height);
            model.help = Some(model.scroll);
            model.scroll = before;
        }
        None => {}
    }
    Vec::new()
}

/// Columns inside the box.
fn inside(model: &Model) -> usize {
    model.columns().saturating_sub(8)
}

pub(crate) fn body(model: &Model, scroll: usize, height: usize) -> Body {
    let theme = model.theme;
    let columns = model.columns().saturating_sub(4);
    let page = page(model);
    let rows = page.clone().shown(height.saturating_sub(3), inside(model), scroll, &model.texts, theme).rows;
    let [top_left, top_right, bottom_left, bottom_right] = theme.corners();
    let title = model.texts.get(&format!("title-{}", model.screen.id()));
    let title = model.texts.with("help-title", &Args::new().text("screen", title));
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

fn page(model: &Model) -> Page {
    let (texts, theme) = (&model.texts, model.theme);
    let room = inside(model);
    let mut page = Page::new();
    let key = |action: Action| texts.get(&action.key());
    let pair = |key: String, does: String, column: usize, room: usize| -> Vec<Row> {
        Row::default().styled(key, theme.bold()).to(column).block(prose(&does, room.saturating_sub(column)))
    };

    // Keys of this screen at the left, keys of all screens at the right.
    let hints: Vec<Hint> = model.screen.hints(model);
    let here: Vec<(String, String)> = hints
        .iter()
        .filter(|hint| !matches!(hint.action, Action::Enter | Action::Back | Action::Quit))
        .map(|hint| (key(hint.action), texts.get(&format!("do-{}", hint.does))))
        .collect();
    let next = &model.next_language;
    let find = |action: Action| hints.iter().find(|hint| hint.action == action);
    let word = |action: Action, id: &str| {
        find(action).map_or_else(|| texts.get(id), |hint| texts.get(&format!("do-{}", hint.does)))
    };
    let everywhere: Vec<(String, String)> = vec![
        (key(Action::Enter), word(Action::Enter, "help-enter")),
        (key(Action::Back), word(Action::Back, "help-esc")),
        (texts.get("help-key-language"), texts.with("help-language", &Args::new().text("name", next))),
        (texts.get("help-key-help"), texts.get("help-help")),
        (key(Action::Quit), texts.get("help-quit")),
        (key(Action::QuitAtOnce), texts.get("help-quit-at-once")),
        (key(Action::Suspend), texts.get("help-suspend")),
    ];
    let column = |pairs: &[(String, String)]| pairs.iter().map(|(key, _)| width(key)).max().unwrap_or(0).max(8) + 2;
    let rows = |pairs: Vec<(String, String)>, room: usize| -> Vec<Row> {
        let at = column(&pairs);
        pairs.into_iter().flat_map(|(key, does)| pair(key, does, at, room)).collect()
    };
    let head = |id: &str| Row::default().text(texts.get(id));
    if room >= 68 {
        let left_room = 34.min(room / 2);
        let mut left = vec![head("help-here")];
        left.extend(rows(here, left_room));
        let mut right = vec![head("help-everywhere")];
        right.extend(rows(everywhere, room - left_room - 2));
        let tall = left.len().max(right.len());
        left.resize(tall, Row::default());
        right.resize(tall, Row::default());
        for (left, right) in left.into_iter().zip(right) {
            page.push(left.to(left_room + 2).block(vec![right]).remove(0));
        }
    } else {
        page.push(head("help-here"));
        page.extend(rows(here, room));
        page.gap();
        page.push(head("help-everywhere"));
        page.extend(rows(everywhere, room));
    }
    page.gap();
    page.push(head("help-marks"));
    let marks = [
        (Glyph::Ok, "mark-ok"),
        (Glyph::Warning, "mark-warning"),
        (Glyph::Fault, "mark-fault"),
        (Glyph::Running, "mark-running"),
        (Glyph::Skipped, "mark-skipped"),
        (Glyph::NotYet, "mark-not-yet"),
        (Glyph::Unknown, "mark-unknown"),
    ];
    let mut row = Row::default();
    for (glyph, id) in marks {
        let words = texts.get(id);
        if row.width() > 0 && row.width() + 4 + 2 + width(&words) > room {
            page.push(std::mem::take(&mut row));
        }
        if row.width() > 0 {
            row = row.text("    ");
        }
        row = row.glyph(theme, glyph).text(" ").text(words);
    }
    page.push(row);
    if matches!(model.screen, Screen::Probing | Screen::Details) {
        page.extend(prose(&texts.get("help-times"), room));
    }
    page.gap();
    page.push(head("help-codes"));
    let stage = |stage: Stage| texts.get(&format!("stage-{}", stage.id()));
    let code =
        |fault: Fault| model.knowledge.claim(fault).map(|(article, _)| article.id.to_string()).unwrap_or_default();
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
    page
}
