//! What a message changes: the keys that work everywhere, and what becomes known from outside.

use crossterm::event::KeyEvent;

use super::{Effect, Exit, Message, Model, Now, Whom, is_too_small, next_language};
use crate::{
    l10n::{Args, Locale, Texts},
    tui::{
        keys::Action,
        saving,
        screens::{self, Screen},
        theme::Glyph,
        walk::Lesson,
    },
};

/// Takes one message in and tells what is to be done outside.
pub fn update(model: &mut Model, now: Now, message: Message) -> Vec<Effect> {
    model.now = now;
    match message {
        Message::Key(key) => on_key(model, key),
        Message::Paste(text) => on_paste(model, &text),
        Message::Resize(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Message::Tick => Vec::new(),
        Message::Pause => vec![Effect::Suspend(Whom::Ourselves)],
        Message::Continued => vec![Effect::Retake],
        Message::Probe(id, event) => {
            let knowledge = model.knowledge;
            if let Some(walk) = model.walk.as_mut().filter(|walk| walk.run_id == id) {
                let verified = walk.see(event, now, knowledge);
                if verified > 0 && model.screen == Screen::Checklist {
                    return model.say(Some(Glyph::Ok), "steps-verified", Args::new().number("count", verified));
                }
            }
            Vec::new()
        }
        Message::LabReady(ready) => {
            model.lab.starting = None;
            model.symptom = None;
            model.connector = screens::connector::State::of(&ready.connector);
            let effects = model.start_walk(ready.connector, ready.limits);
            let lesson = model.lab.scenario(&ready.id).cloned().map(Lesson::new);
            if let Some(walk) = &mut model.walk {
                walk.lesson = lesson;
            }
            effects
        }
        Message::LabFailed(reason) => {
            model.lab.starting = None;
            model.go(Screen::Lab);
            model.say(Some(Glyph::Fault), "lab-failed", Args::new().text("reason", reason))
        }
        Message::Remembered(remembered) => {
            model.lab.trouble = remembered.err();
            match model.lab.trouble.clone() {
                Some(reason) => model.complain(&reason),
                None => Vec::new(),
            }
        }
        Message::Saved(Ok(name)) => {
            if let Some(walk) = &mut model.walk {
                walk.unsaved.clear();
            }
            if model.quit_after_save {
                return quit(model, Exit::Asked);
            }
            saving::saved(model, name)
        }
        Message::Saved(Err(reason)) => {
            model.quit_after_save = false;
            model.quitting = false;
            saving::not_saved(model, &reason)
        }
        Message::FileRead(name, read) => screens::import::file_read(model, &name, read),
        Message::Stop(signal) => quit(model, Exit::Signal(signal)),
    }
}

fn quit(model: &mut Model, exit: Exit) -> Vec<Effect> {
    let mut effects = model.cancel();
    effects.push(Effect::Quit(exit));
    effects
}

fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let asking = saving::is_asking(model);
    let typing = asking || (model.help.is_none() && !model.quitting && model.screen.is_typing(model));
    let action = Action::of(key, typing);
    match action {
        Some(Action::QuitAtOnce) => return quit(model, Exit::Interrupted),
        Some(Action::Suspend) => return vec![Effect::Suspend(Whom::Job)],
        _ => {}
    }
    if model.quitting {
        return answer_quit(model, action);
    }
    model.note = None;
    if action == Some(Action::Language) {
        let locale = model.texts.locale().next();
        return switch_language(model, locale);
    }
    if is_too_small(model) {
        return match action {
            Some(Action::Quit) => ask_quit(model),
            _ => Vec::new(),
        };
    }
    if asking {
        return saving::act(model, action, key);
    }
    if let Some(scroll) = model.help {
        return screens::help::act(model, action, scroll);
    }
    match action {
        Some(Action::Help) => {
            model.help = Some(0);
            Vec::new()
        }
        Some(Action::Quit) => ask_quit(model),
        Some(action) => match model.screen.act(model, action) {
            Some(effects) => effects,
            None => model.say(None, "does-nothing", Args::new()),
        },
        None if typing => {
            model.screen.type_key(model, key);
            Vec::new()
        }
        None if screens::quiz::takes(model, key) => Vec::new(),
        None => model.say(None, "does-nothing", Args::new()),
    }
}

fn switch_language(model: &mut Model, locale: Locale) -> Vec<Effect> {
    model.texts = Texts::new(locale);
    model.next_language = next_language(&model.texts);
    model.say(None, "language-now", Args::new().text("name", model.texts.get("locale-name")))
}

pub(crate) fn ask_quit(model: &mut Model) -> Vec<Effect> {
    if model.walk.as_ref().is_some_and(|walk| !walk.unsaved.is_empty()) {
        model.quitting = true;
        Vec::new()
    } else {
        quit(model, Exit::Asked)
    }
}

fn answer_quit(model: &mut Model, action: Option<Action>) -> Vec<Effect> {
    match action {
        Some(Action::Quit) => quit(model, Exit::Asked),
        Some(Action::Save) => {
            model.quit_after_save = true;
            saving::save(model)
        }
        Some(Action::Back) => {
            model.quitting = false;
            Vec::new()
        }
        // The question stays until it is answered.
        _ => Vec::new(),
    }
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if model.quitting {
        return Vec::new();
    }
    model.note = None;
    if model.help.is_some() || is_too_small(model) {
        return Vec::new();
    }
    if saving::is_asking(model) {
        saving::paste(model, text);
        return Vec::new();
    }
    if model.screen.paste(model, text) { Vec::new() } else { model.say(None, "paste-nowhere", Args::new()) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crossterm::event::{KeyCode, KeyModifiers};
    use jiff::Timestamp;

    use super::*;
    use crate::{
        model::View,
        tui::{
            app::{NotSaved, Settings},
            theme::Theme,
        },
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
        assert_eq!(model.note.as_ref().map(|note| note.id.as_str()), Some("does-nothing"));
        press(&mut model, KeyCode::Down);
        assert_eq!(model.note, None);
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
        while model.go_back() {
            back.push(model.screen);
        }
        assert_eq!(back, [Screen::Probing, Screen::Connector, Screen::Welcome]);
    }

    #[test]
    fn a_failed_save_keeps_the_program_and_says_why() {
        let mut model = model();
        model.quit_after_save = true;
        let values = BTreeMap::from([("path".to_owned(), "/x".to_owned())]);
        let effects = update(&mut model, NOW, Message::Saved(Err(NotSaved { id: "store-denied".into(), values })));
        assert_eq!(effects, []);
        assert_eq!(model.note.as_ref().map(|note| note.id.as_str()), Some("not-saved"));
    }

    #[test]
    fn nothing_is_awaited_on_an_idle_screen() {
        assert!(!model().is_probing());
    }
}
