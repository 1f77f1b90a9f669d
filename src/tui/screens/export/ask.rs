//! The question for an export, and what is wrong with the one that was given.

use super::state::{Answer, State, has_command};
use crate::{
    intake::outbound_connector::EXPORT_COMMAND,
    l10n::Args,
    tui::{
        shared::Shared,
        theme::Glyph,
        widgets::{
            list::{Focus, pointed},
            page::Page,
            row::{Row, prose, width},
        },
    },
};

pub(super) fn page(state: &State, shared: &Shared) -> Page {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.columns();
    let mut page = Page::new();
    page.extend(Row::at(2).block(prose(&texts.get("export-empty"), columns.saturating_sub(4))));
    page.gap();

    let labels = ["export-file", "export-command"];
    let column = 4 + labels.iter().map(|id| width(&texts.get(id))).max().unwrap_or(0) + 2;
    let room = columns.saturating_sub(column + 2);
    let label = |id: &str, here: bool| {
        let start = pointed(2, Focus::of(here, true), theme);
        let row = if here { start.styled(texts.get(id), theme.focus()) } else { start.text(texts.get(id)) };
        row.to(column)
    };
    let first = page.len();
    let (seen, at) = state.file.window(room.saturating_sub(1));
    page.push(label("export-file", state.in_file).text(seen));
    if state.in_file {
        page.cursor_here(column + at);
        page.focus_since(first);
    }
    let mut told = false;
    let mut say = |glyph: Glyph, words: &str| {
        page.gap();
        page.extend(Row::at(2).glyph(theme, glyph).text(" ").block(prose(words, columns.saturating_sub(6))));
    };
    if let Some(name) = &state.awaited {
        say(Glyph::Running, &texts.with("export-reading", &Args::new().text("file", name)));
    }
    match &state.answer {
        None | Some(Answer::Connectors(_)) => {}
        Some(Answer::NotRead(why)) => {
            say(Glyph::Fault, &texts.told("error", why));
        }
        Some(Answer::NotExported(error)) => {
            let args = with_command(texts.args_of(error));
            say(Glyph::Fault, &texts.with(&format!("error-{}", error.id()), &args));
            told = has_command(error);
        }
    }
    page.gap();
    if !told {
        let mut rows = prose(&texts.get("plain-export-with"), room);
        rows.extend(prose(EXPORT_COMMAND, room));
        let first = page.len();
        page.extend(label("export-command", !state.in_file).block(rows));
        if !state.in_file {
            page.focus_since(first);
        }
    }
    page
}

/// The command on a row of its own, so that it can be marked with a mouse too.
pub(super) fn with_command(args: Args) -> Args {
    args.text("command", format!("\n{EXPORT_COMMAND}"))
}
