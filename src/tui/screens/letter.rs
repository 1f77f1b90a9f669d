//! The letter to whoever takes a step, in a language of its own. What is copied and saved is the letter and not the picture
//! of it: the same at every width of the window.

use crate::{
    l10n::{Args, Locale},
    model::Actor,
    report,
    tui::{
        body::{Band, Body},
        keys::{Action, Hint, hint, stopping},
        seen::seen,
        shared::Shared,
        told,
        turn::{Letter, Turn},
        widgets::{
            labelled::Labelled,
            page::Page,
            row::{Row, prose, width, wrap},
        },
        wording::mark,
    },
};

/// To whom it goes, and its language.
#[derive(Clone, Debug)]
pub(super) struct State {
    letter: Letter,
}

impl Default for State {
    fn default() -> Self {
        Self::of(Letter { to: Actor::You, locale: Locale::english() })
    }
}

impl State {
    /// That letter.
    pub(super) fn of(letter: Letter) -> Self {
        Self { letter }
    }
}

/// The language of the letter, in that language.
pub(super) fn language(state: &State, shared: &Shared) -> String {
    told::letter_texts(shared, state.letter).get("locale-name")
}

pub(super) fn hints(_: &State, shared: &Shared) -> Vec<Hint> {
    let hints = vec![
        hint(Action::Copy, "copy-letter"),
        hint(Action::Save, "save-letter"),
        hint(Action::LetterLanguage, "letter-language"),
        hint(Action::Down, "scroll"),
        hint(Action::Back, "back"),
        hint(Action::SaveAs, "save-as"),
    ];
    stopping(hints, shared.may_stop())
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    match action {
        Action::Back => Turn::Back,
        Action::LetterLanguage => {
            state.letter.locale = state.letter.locale.next();
            let name = state.letter.locale.name();
            shared.say(None, "letter-language-now", Args::new().text("name", name))
        }
        _ if action.moves() => {
            let (page, rows) = (page(state, shared), shared.rows.saturating_sub(2));
            shared.scroll_page(action, &page, rows)
        }
        Action::Copy => {
            let Some(letter) = told::letter(shared, state.letter) else { return Turn::Nothing };
            let now = shared.now.wall;
            shared.walk.iter_mut().for_each(|walk| walk.wrote(state.letter.to, state.letter.locale.tag(), now));
            // What is copied is what is saved, byte for byte.
            shared.copy_text("copied-or-saved", report::letter_text(&letter))
        }
        Action::Save => Turn::SaveLetter(state.letter),
        Action::SaveAs => Turn::SaveLetterAs(state.letter),
        _ => Turn::Nothing,
    }
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let mut head = Page::fixed();
    let args = Args::new().text("actor", state.letter.to.id());
    head.extend(Row::at(2).block(vec![Row::default().text(shared.texts.with("letter-to", &args))]));
    head.push(Row::default());
    let rows = head.len().min(height);
    let mut body = Body::of(page(state, shared), height - rows, shared.scroll);
    body.bands.insert(0, Band { page: head, height: rows, scroll: 0 });
    if shared.has_two_panes() { body.with_right(beside(state, shared)) } else { body }
}

/// What stands beside the letter: the steps it asks for and how they stand, and what was seen.
fn beside(state: &State, shared: &Shared) -> Page {
    let mut page = Page::new();
    let Some((walk, diagnosis)) = shared.walk.as_ref().and_then(|walk| Some((walk, walk.diagnosis()?))) else {
        return page;
    };
    let (texts, theme, columns) = (&shared.texts, shared.theme, shared.detail_columns());
    page.push(Row::at(2).styled(texts.get("pane-asked"), theme.bold()));
    for item in walk.items().iter().filter(|item| item.letter == Some(state.letter.to)) {
        let row = mark(Row::at(2), item.state, theme).text(" ");
        page.extend(row.block(prose(&texts.step(item).title, columns.saturating_sub(8))));
    }
    page.gap();
    let parts = Labelled::new(texts, &["label-seen"], 2, columns);
    seen(shared, walk.settled_run(), &diagnosis.finding, None, &parts, &mut page);
    page
}

/// The letter as it fits into the window.
fn page(state: &State, shared: &Shared) -> Page {
    let mut page = Page::new();
    let Some(letter) = told::letter(shared, state.letter) else { return page };
    let columns = shared.columns().saturating_sub(4);
    let text = letter.text(columns.min(report::LETTER_WIDTH));
    for (place, line) in text.lines().enumerate() {
        let style = if place == 0 { shared.theme.bold() } else { ratatui::style::Style::default() };
        // Only what has no blank to wrap at is longer than a row: it goes on in the next.
        let rows = if width(line) > columns { wrap(line, columns) } else { vec![line.to_owned()] };
        page.extend(rows.into_iter().map(|row| Row::at(2).styled(row, style)));
    }
    page
}
