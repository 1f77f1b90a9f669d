//! The message of a window that is too small: what is there, what is needed, that nothing is lost, the way
//! without a window. Smaller still, it loses lines from the bottom.

use crate::{
    l10n::Args,
    report::phrases,
    tui::{
        app::{LEAST_HEIGHT, LEAST_WIDTH, Model},
        keys::Action,
        widgets::row::{Row, prose},
    },
};

pub(crate) fn rows(model: &Model) -> Vec<Row> {
    let texts = &model.texts;
    let (width, height) = model.size;
    let columns = usize::from(width).saturating_sub(2);
    let args = Args::new()
        .text("width", width)
        .text("height", height)
        .text("least-width", LEAST_WIDTH)
        .text("least-height", LEAST_HEIGHT)
        .number("columns", LEAST_WIDTH.saturating_sub(width))
        .number("rows", LEAST_HEIGHT.saturating_sub(height));
    let mut rows = vec![Row::at(1).styled("mxray", model.theme.bold()), Row::default()];
    let mut say = |text: String, indent: usize| {
        let block = prose(&text, (columns + 1).saturating_sub(indent));
        rows.extend(block.into_iter().flat_map(|row| Row::at(indent).block(vec![row])));
    };
    say(texts.with("small-size", &args), 1);
    say(String::from(" "), 1);
    if model.is_probing() {
        say(texts.get("small-probing"), 1);
    } else {
        say(texts.get("small-nothing-lost"), 1);
    }
    say(String::from(" "), 1);
    if let Some(walk) = &model.walk {
        say(texts.get("small-without"), 1);
        for (place, word) in phrases::command(&walk.connector).into_iter().enumerate() {
            say(word, if place == 0 { 3 } else { 5 });
        }
        say(String::from(" "), 1);
    }
    let key = texts.get(&Action::QuitAtOnce.key());
    rows.push(Row::at(1).styled(key, model.theme.bold()).text(" ").text(texts.get("do-quit")));
    rows.truncate(usize::from(height));
    rows
}
