//! The message of a window that is too small: what is there, what is needed, that nothing is lost, the way
//! without a window. Smaller still, it loses lines from the bottom.

use crate::{
    l10n::Args,
    report::phrases,
    tui::{
        keys::Action,
        shared::{LEAST_HEIGHT, LEAST_WIDTH, Shared},
        widgets::row::{Row, prose},
    },
};

pub(crate) fn rows(shared: &Shared) -> Vec<Row> {
    let texts = &shared.texts;
    let (width, height) = shared.size;
    let columns = usize::from(width).saturating_sub(2);
    let args = Args::new()
        .text("width", width)
        .text("height", height)
        .text("least-width", LEAST_WIDTH)
        .text("least-height", LEAST_HEIGHT)
        .number("columns", LEAST_WIDTH.saturating_sub(width))
        .number("rows", LEAST_HEIGHT.saturating_sub(height));
    let mut rows = vec![Row::at(1).styled("mxray", shared.theme.bold()), Row::default()];
    let mut say = |text: &str, indent: usize| {
        let block = prose(text, (columns + 1).saturating_sub(indent));
        rows.extend(block.into_iter().flat_map(|row| Row::at(indent).block(vec![row])));
    };
    say(&texts.with("small-size", &args), 1);
    say(" ", 1);
    say(&texts.get(if shared.is_probing() { "small-probing" } else { "small-nothing-lost" }), 1);
    say(" ", 1);
    if let Some(walk) = &shared.walk {
        say(&texts.get("small-without"), 1);
        for (place, word) in phrases::command(&walk.connector).iter().enumerate() {
            say(word, if place == 0 { 3 } else { 5 });
        }
        say(" ", 1);
    }
    let key = texts.get(&Action::QuitAtOnce.key());
    rows.push(Row::at(1).styled(key, shared.theme.bold()).text(" ").text(texts.get("do-quit")));
    rows.truncate(usize::from(height));
    rows
}
