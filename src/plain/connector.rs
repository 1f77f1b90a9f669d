//! The settings of a connector, question by question.

use super::{
    answer::{Asked, place},
    dialogue::{Question, Reply, choice, pick},
    session::{End, Session},
};
use crate::{
    intake::targets,
    l10n::{Args, Texts},
    model::{Connector, Host, WireText},
    wizard::{ConnectorForm, Field},
};

impl Session<'_> {
    /// Asks every question; `None` where one goes back before the first. What was answered stays in the form.
    pub(super) async fn connector(&mut self, form: &mut ConnectorForm) -> Result<Option<Connector>, End> {
        self.pause()?;
        self.tell("plain-form-keys", &Args::new())?;
        let first = form.asked().next().unwrap_or(Field::Name);
        let mut field = first;
        loop {
            let choices = ConnectorForm::choices(field);
            let lines = |texts: &Texts| question(form, field, texts);
            let help = |texts: &Texts| explanation(form, field, texts);
            let asked = if choices.is_empty() { Asked::Text } else { Asked::Choice };
            let command = self.texts.try_get(&format!("field-{}.find", form.id(field)));
            let reply = self.ask(&Question { asked, lines: &lines, help: &help, command }).await?;
            match reply {
                Reply::Quit => return Err(End::Quit),
                Reply::Back if field == first => return Ok(None),
                Reply::Back => {
                    field = form.neighbour(field, false);
                    continue;
                }
                Reply::Correction => {
                    if !form.take_suggestion(field) {
                        self.tell("plain-no-correction", &Args::new())?;
                        continue;
                    }
                }
                // A guess that is kept is none any more.
                Reply::Enter => form.chosen(field).into_iter().for_each(|choice| form.choose(field, choice)),
                Reply::Text(text) if choices.is_empty() => form.set_text(field, text),
                Reply::Text(text) => match place(&text, choices.len()) {
                    Some(choice) => form.choose(field, choice),
                    None => {
                        self.not_understood(&text)?;
                        continue;
                    }
                },
            }
            form.leave(field);
            if form.error(field).is_some() {
                continue;
            }
            if field == Field::Target {
                self.note_target(form)?;
            }
            let next = form.neighbour(field, true);
            field = if next == first {
                match form.connector() {
                    Ok(connector) => return Ok(Some(connector)),
                    Err(wrong) => wrong,
                }
            } else {
                next
            };
        }
    }

    /// Says what is doubtful about a target, under which name an international name is looked up, and takes a port that was typed behind a host.
    fn note_target(&mut self, form: &mut ConnectorForm) -> Result<(), End> {
        for doubt in form.doubts(Field::Target) {
            let doubt = self.texts.evidence(&doubt);
            self.tell("plain-doubt", &Args::new().text("doubt", doubt))?;
        }
        let Ok(target) = targets::target(form.text(Field::Target)) else { return Ok(()) };
        if let Some(port) = target.port {
            form.set_text(Field::Port, port.to_string());
        }
        for host in &target.hosts {
            if let Host::Name(name) = host
                && targets::unicode(name).is_some()
            {
                self.tell("plain-looked-up-as", &Args::new().text("name", name))?;
            }
        }
        Ok(())
    }
}

/// The question, what may be answered, what stands, and what is wrong with it.
fn question(form: &ConnectorForm, field: Field, texts: &Texts) -> Vec<String> {
    let id = format!("field-{}", form.id(field));
    let place = form.asked().position(|asked| asked == field).unwrap_or(0) + 1;
    let args = Args::new().number("place", place).number("count", form.asked().count());
    let mut lines = vec![texts.with("plain-question", &args), texts.get(&format!("{id}.help"))];
    let choices = ConnectorForm::choices(field);
    let label = |choice: &str| texts.get(&format!("choice-{}-{choice}", form.id(field)));
    lines.extend(choices.iter().enumerate().map(|(place, value)| {
        let words = match ConnectorForm::in_exchange(field, place) {
            Some(word) => {
                texts.with("choice-in-exchange", &Args::new().text("choice", label(value)).text("word", word))
            }
            None => label(value),
        };
        choice(place, &words, texts)
    }));
    let text = WireText::from_text(form.text(field)).shortened(300);
    lines.push(match form.chosen(field).and_then(|place| Some((place, choices.get(place)?))) {
        Some((place, value)) => {
            texts.with("plain-now-choice", &Args::new().text("number", place + 1).text("value", label(value)))
        }
        None if text.is_empty() => texts.get("plain-now-nothing"),
        None => texts.with("plain-now", &Args::new().text("value", text)),
    });
    if form.is_guessed(field) {
        lines.push(texts.get("plain-guessed"));
    }
    if let Some(error) = form.error(field) {
        lines.push(texts.told("answer", &error.told));
        lines.extend(
            error.suggestion.map(|meant| texts.with("plain-correction", &Args::new().text("suggestion", meant))),
        );
    }
    if !choices.is_empty() {
        lines.push(pick(choices.len(), texts));
    }
    lines
}

/// What the question is, why it is asked, and where the answer is found.
fn explanation(form: &ConnectorForm, field: Field, texts: &Texts) -> Vec<String> {
    let id = format!("field-{}", form.id(field));
    // The command itself stands behind this, on a line of its own.
    let find = texts.try_get(&format!("{id}.find")).map(|_| texts.get("plain-find"));
    [texts.get(&format!("{id}.why")), texts.get("plain-form-keys")].into_iter().chain(find).collect()
}
