//! What a message changes: the keys that work everywhere, and what becomes known from outside.

use std::collections::BTreeSet;

use crossterm::event::KeyEvent;

use super::{Leave, Lost, Model};
use crate::{
    l10n::Args,
    model::{CaseLine, ProbeEvent, StepId, Told},
    tui::{
        keys::Action,
        message::{Effect, Exit, Message, Whom},
        saving::What,
        screens::help,
        shared::scrolled,
        theme::Glyph,
        turn::{Screen, Turn},
        watching,
    },
    wizard::{Now, RunId, Walk},
};

/// Takes one message in and tells what is to be done outside. What is new in a case is kept with every message, so that
/// nothing is lost however it ends.
pub fn update(model: &mut Model, now: Now, message: Message) -> Vec<Effect> {
    model.shared.now = now;
    let mut effects = take_in(model, message);
    let walk = model.shared.cases.as_ref().and(model.shared.walk.as_mut());
    if let Some(case) = walk.and_then(|walk| walk.case_to_keep(now.wall)) {
        let ends = effects.iter().position(|effect| matches!(effect, Effect::Quit(_))).unwrap_or(effects.len());
        effects.insert(ends, Effect::Keep(Box::new(case)));
    }
    effects
}

fn take_in(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => on_key(model, key),
        Message::Paste(text) => on_paste(model, &text),
        Message::Resize(columns, rows) => {
            model.shared.size = (columns, rows);
            Vec::new()
        }
        Message::Tick => model.look_again(),
        Message::Pause => vec![Effect::Suspend(Whom::Ourselves)],
        Message::Continued => vec![Effect::Retake],
        Message::Probe(id, event) => on_event(model, id, event),
        Message::Surveyed(id, place, event) => {
            let is_awaited = model.screens.surveyed(&model.shared, id, place, event);
            // Another list has taken the place of theirs.
            if is_awaited { Vec::new() } else { vec![Effect::CancelRun(id)] }
        }
        Message::LabReady(ready) => {
            model.screens.set_starting(None, &model.shared);
            model.practise(*ready)
        }
        Message::LabFailed(reason) => {
            model.screens.set_starting(None, &model.shared);
            model.given_up = false;
            model.go(Screen::Lab);
            complain(model, &reason)
        }
        Message::Remembered(remembered) => {
            model.shared.practised.trouble = remembered.err();
            match model.shared.practised.trouble.clone() {
                Some(reason) => complain(model, &reason),
                None => Vec::new(),
            }
        }
        Message::Kept { line, ticked, kept, shared } => {
            let effects = on_kept(model, *line, ticked, kept);
            if shared { model.say(Some(Glyph::Warning), "case-shared", Args::new()) } else { effects }
        }
        Message::CaseShared => model.say(Some(Glyph::Warning), "case-shared", Args::new()),
        Message::CaseOpened(Ok(case)) => model.open_case(*case),
        Message::CaseOpened(Err(reason)) => complain(model, &reason),
        Message::Saved(saved) => on_saved(model, saved),
        Message::FileRead(name, read) => {
            let turn = model.screens.file_read(&name, read);
            model.follow(turn)
        }
        Message::Stop(signal) => model.quit(Exit::Signal(signal)),
    }
}

fn on_event(model: &mut Model, id: RunId, event: ProbeEvent) -> Vec<Effect> {
    let shared = &mut model.shared;
    let Some(walk) = shared.walk.as_mut().filter(|walk| walk.run_id() == id) else { return Vec::new() };
    let change = walk.see(event, shared.now, shared.knowledge);
    model.screens.steps_changed(walk, change);
    if let Some(effects) = watching::tell_news(shared) {
        return effects;
    }
    if model.screen != Screen::Checklist {
        return Vec::new();
    }
    // One line holds one message: what a person believed to be done and is not comes first.
    change.told().last().map_or_else(Vec::new, |(id, count)| {
        let glyph = if *id == "steps-verified" { Glyph::Ok } else { Glyph::Warning };
        model.say(Some(glyph), id, Args::new().number("count", *count))
    })
}

/// A case was kept: a file knows of its ticks. Where it was not, they are asked about before they are lost.
fn on_kept(model: &mut Model, line: CaseLine, ticked: BTreeSet<StepId>, kept: Result<(), Told>) -> Vec<Effect> {
    if let Err(reason) = kept {
        let told = model.shared.cases.as_mut().and_then(|cases| cases.told.replace(reason.clone()));
        if told.as_ref() == Some(&reason) {
            return Vec::new();
        }
        let reason = model.shared.texts.told("error", &reason);
        return model.say(Some(Glyph::Fault), "case-not-kept", Args::new().text("reason", reason));
    }
    if let Some(walk) = model.shared.walk.as_mut().filter(|walk| walk.case_id() == Some(&line.id)) {
        walk.kept_with(ticked);
    }
    if let Some(cases) = &mut model.shared.cases {
        cases.note(line);
    }
    Vec::new()
}

fn on_saved(model: &mut Model, saved: Result<String, Told>) -> Vec<Effect> {
    let after = model.after_saving.take();
    let what = model.saving.ended(saved.is_ok()).clone();
    match saved {
        Ok(name) => {
            let now = model.shared.now.wall;
            match (&mut model.shared.walk, &what) {
                (Some(walk), What::Report) => walk.saved(),
                (Some(walk), What::Letter(letter)) => walk.wrote(letter.to, letter.locale.tag(), now),
                (_, What::Table(_)) => model.screens.let_table_go(),
                (None, What::Report | What::Letter(_)) => {}
            }
            if model.leaving.as_ref().is_some_and(|leave| model.would_lose(leave).is_none()) {
                model.leaving = None;
            }
            let effects = after.map(|leave| model.leave(leave)).unwrap_or_default();
            model.say(Some(Glyph::Ok), "saved", Args::new().text("name", name));
            effects
        }
        Err(reason) if !matches!(after, None | Some(Leave::Quit)) => {
            // Where one is no key asks for another place, so it is asked for at once.
            model.after_saving = after;
            let reason = model.shared.texts.told("error", &reason);
            let turn = model.saving.ask_again(reason, &mut model.shared);
            model.follow(turn)
        }
        Err(reason) => {
            model.leaving = None;
            // Only the finding's copy is the report itself, and the letter's the letter.
            let id = match (model.screen, what) {
                (Screen::Finding, What::Report) | (Screen::Letter, What::Letter(_)) => "not-saved-copy",
                (_, What::Table(_)) => "not-saved-table",
                (_, What::Report | What::Letter(_)) => "not-saved",
            };
            let reason = model.shared.texts.told("error", &reason);
            model.say(Some(Glyph::Fault), id, Args::new().text("reason", reason))
        }
    }
}

/// Says why a file of ours was not written.
fn complain(model: &mut Model, reason: &Told) -> Vec<Effect> {
    model.say(Some(Glyph::Fault), &format!("error-{}", reason.id), model.shared.texts.args_of(&reason.values))
}

fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let asking = model.saving.is_asking() && model.help.is_none();
    let free = model.help.is_none() && model.leaving.is_none();
    let typing = asking || (free && model.screens.is_typing(model.screen));
    let action = Action::of(key, typing);
    match action {
        Some(Action::QuitAtOnce) => return model.quit(Exit::Interrupted),
        Some(Action::Suspend) => return vec![Effect::Suspend(Whom::Job)],
        _ => {}
    }
    if model.leaving.is_some() {
        return answer_leave(model, action);
    }
    model.shared.note = None;
    model.shared.rows = model.body_rows();
    if action == Some(Action::Language) {
        model.shared.speak(model.shared.texts.locale().next());
        return Vec::new();
    }
    if model.shared.is_too_small() {
        return match action {
            Some(Action::Quit) => model.leave(Leave::Quit),
            _ => Vec::new(),
        };
    }
    if asking {
        return on_place_key(model, action, key);
    }
    if let Some(scroll) = model.help {
        return on_help_key(model, action, scroll);
    }
    match action {
        Some(Action::Help) => {
            model.help = Some(0);
            Vec::new()
        }
        Some(Action::Quit) => model.leave(Leave::Quit),
        Some(action) => match model.screens.act(model.screen, &mut model.shared, action) {
            Turn::Nothing => model.does_nothing(Some(action)),
            turn => model.follow(turn),
        },
        None => {
            let turn = model.screens.type_key(model.screen, &mut model.shared, key);
            model.follow(turn)
        }
    }
}

/// A key while a place to save in is typed.
fn on_place_key(model: &mut Model, action: Option<Action>, key: KeyEvent) -> Vec<Effect> {
    match action {
        Some(Action::Enter) => {
            let turn = model.saving.enter(&mut model.shared);
            return model.follow(turn);
        }
        Some(Action::Back) => {
            model.saving.give_up();
            model.after_saving = None;
        }
        Some(Action::Help) => model.help = Some(0),
        Some(Action::FileLanguage) if model.saving.next_language(&model.shared) => {}
        Some(Action::Names) if model.saving.toggle_names() => {}
        _ => model.saving.key(key),
    }
    Vec::new()
}

/// A key while the help is open.
fn on_help_key(model: &mut Model, action: Option<Action>, scroll: usize) -> Vec<Effect> {
    match action {
        Some(Action::Back | Action::Help | Action::Enter) => model.help = None,
        Some(Action::Quit) => {
            model.help = None;
            return model.leave(Leave::Quit);
        }
        Some(action) if action.moves() => {
            let rows = help::rows(model.shared.rows);
            let hidden = help::page(&model.keys_here(), &model.shared).scrollable(rows);
            model.help = Some(scrolled(scroll, action, hidden, rows));
        }
        Some(_) | None => {}
    }
    Vec::new()
}

/// A key while it is asked whether something may be lost.
fn answer_leave(model: &mut Model, action: Option<Action>) -> Vec<Effect> {
    match action {
        Some(Action::Quit) => {
            let Some(leave) = model.leaving.take() else { return Vec::new() };
            match (model.would_lose(&leave), &leave) {
                // The walk is still there until the exercise listens, and its ticks are lost only then.
                (_, Leave::Exercise(_)) => {
                    model.given_up = true;
                    return model.go_on(leave);
                }
                (Some((Lost::Ticks, _)), _) => model.shared.walk.iter_mut().for_each(Walk::give_up),
                (Some((Lost::Rows, _)), _) => model.screens.let_table_go(),
                (None, _) => {}
            }
            // Who quits may lose the one and the other.
            model.leave(leave)
        }
        Some(Action::Save) => {
            let leave = model.leaving.take();
            let lost = leave.as_ref().and_then(|leave| model.would_lose(leave)).map(|(lost, _)| lost);
            let table = model.screens.table(&model.shared).filter(|_| lost == Some(Lost::Rows));
            let effects = model.follow(table.map_or(Turn::Save, |table| Turn::SaveTable(Box::new(table))));
            // Where nothing can be saved it is said why, and nothing comes after.
            if !effects.is_empty() || model.saving.is_asking() {
                model.after_saving = leave;
            }
            effects
        }
        Some(Action::Language) => {
            model.shared.speak(model.shared.texts.locale().next());
            Vec::new()
        }
        Some(Action::Back) => {
            model.leaving = None;
            model.shared.note = None;
            Vec::new()
        }
        // The question stays until it is answered.
        _ => Vec::new(),
    }
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if model.leaving.is_some() {
        return Vec::new();
    }
    model.shared.note = None;
    if model.shared.is_too_small() {
        return Vec::new();
    }
    if model.help.is_some() {
        return model.say(None, "paste-nowhere", Args::new());
    }
    if model.saving.is_asking() {
        model.saving.paste(text);
        return Vec::new();
    }
    match model.screens.paste(model.screen, &model.shared, text) {
        Turn::Nothing => model.say(None, "paste-nowhere", Args::new()),
        turn => model.follow(turn),
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyModifiers};
    use jiff::Timestamp;

    use super::*;
    use crate::{
        l10n::{Locale, Texts},
        model::{Settings, View},
        tui::theme::Theme,
    };

    const NOW: Now = Now { wall: Timestamp::UNIX_EPOCH, ms: 0 };

    fn model() -> Model {
        let texts = Texts::new(Locale::english());
        Model::new(texts, Theme::new(false, false), View::default(), Settings::default(), NOW)
    }

    fn press(model: &mut Model, code: KeyCode) -> Vec<Effect> {
        update(model, NOW, Message::Key(KeyEvent::from(code)))
    }

    #[test]
    fn a_signal_leaves_with_128_and_its_number() {
        let mut model = model();
        assert_eq!(update(&mut model, NOW, Message::Stop(15)), [Effect::Quit(Exit::Signal(15))]);
        assert_eq!(Exit::Signal(15).code(), 143);
    }

    #[test]
    fn a_key_that_does_nothing_says_so_until_the_next_key() {
        let mut model = model();
        assert_eq!(press(&mut model, KeyCode::Char('y')), []);
        let words = model.shared.texts.with("does-nothing", &Args::new().text("why", "copy"));
        assert_eq!(model.shared.note.as_ref().map(|note| &note.text), Some(&words));
        press(&mut model, KeyCode::Down);
        assert_eq!(model.shared.note, None);
    }

    #[test]
    fn letters_typed_into_a_field_are_no_commands() {
        let mut model = model();
        model.go(Screen::Connector);
        for letter in "qsry?/".chars() {
            assert_eq!(press(&mut model, KeyCode::Char(letter)), [], "{letter}");
        }
        let quit = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(update(&mut model, NOW, Message::Key(quit)), [Effect::Quit(Exit::Interrupted)]);
    }

    #[test]
    fn the_way_back_passes_no_screen_twice() {
        let mut model = model();
        for screen in [Screen::Connector, Screen::Probing, Screen::Finding, Screen::Probing, Screen::Finding] {
            model.go(screen);
        }
        let mut back = Vec::new();
        while !model.trail.is_empty() {
            model.go_back();
            back.push(model.screen);
        }
        assert_eq!(back, [Screen::Probing, Screen::Connector, Screen::Welcome]);
    }

    #[test]
    fn a_failed_save_keeps_the_program_and_says_why() {
        let mut model = model();
        model.after_saving = Some(Leave::Quit);
        let reason = Told::new("store-denied").text("path", "/x");
        let effects = update(&mut model, NOW, Message::Saved(Err(reason)));
        assert_eq!(effects, []);
        let note = model.shared.note.expect("a note").text;
        assert!(note.contains("/x"), "{note}");
    }

    #[test]
    fn nothing_is_awaited_on_an_idle_screen() {
        assert!(!model().is_probing());
    }
}
