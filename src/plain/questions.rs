//! What tells the likely causes apart and no probe can see, a question at a time. Enter leaves one open; asked again, all of
//! them can be answered anew.

use super::{
    answer::{Asked, place},
    dialogue::{self, Reply, choice},
    session::{End, Session},
};
use crate::{
    knowledge::Question,
    l10n::{Args, Texts},
    report::phrases,
    wizard::Walk,
};

impl Session<'_> {
    /// Asks what is open, else all of it again, and says how many steps there are then.
    pub(super) async fn questions(&mut self, walk: &mut Walk) -> Result<(), End> {
        let open = walk.open_questions(self.knowledge);
        let mut left = if open.is_empty() { walk.questions(self.knowledge) } else { open };
        if left.is_empty() {
            return self.tell("questions-none", &Args::new());
        }
        let mut was_answered = false;
        while !left.is_empty() {
            let question = left.remove(0);
            match self.narrowing(walk, question).await? {
                Asking::Answered(answer) => {
                    walk.answer(&question.id, Some(answer), self.knowledge);
                    self.keep(walk)?;
                    was_answered = true;
                    // An answer may leave nothing to ask elsewhere.
                    let worth = walk.questions(self.knowledge);
                    left.retain(|question| worth.iter().any(|worth| worth.id == question.id));
                }
                Asking::Open => {}
                Asking::Over => break,
            }
        }
        if was_answered {
            self.tell_finding(walk)?;
            self.pause()?;
            self.tell("questions-follow", &Args::new().number("count", walk.items().len()))?;
        }
        Ok(())
    }

    /// Asks one question.
    async fn narrowing(&mut self, walk: &Walk, question: &'static Question) -> Result<Asking, End> {
        let choices = Walk::choices(question);
        let given = walk.answers().to(&question.id);
        let commands = walk.question_commands(question);
        let lines = |texts: &Texts| {
            let part = |label: &str, part: &str| {
                let words = texts.try_get(&format!("question-{}.{part}", question.id));
                words.map(|words| phrases::labelled(label, words, texts))
            };
            let answers = choices.iter().enumerate();
            let answers = answers.map(|(place, id)| choice(place, &phrases::answer(question, id, texts), texts));
            let given = given.map(|id| {
                let answer = phrases::answer(question, id, texts);
                texts.with("plain-answered", &Args::new().text("answer", answer))
            });
            let asks = [phrases::question(question, texts)].into_iter();
            let about = part("label-why", "why").into_iter().chain(part("label-how", "how"));
            asks.chain(about).chain(answers).chain(given).chain([texts.get("plain-quiz-keys")]).collect()
        };
        let help = |_: &Texts| Vec::new();
        let command = (!commands.is_empty()).then(|| commands.join("\n    "));
        loop {
            let asked =
                dialogue::Question { asked: Asked::Choice, lines: &lines, help: &help, command: command.clone() };
            match self.ask(&asked).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(Asking::Over),
                Reply::Enter => return Ok(Asking::Open),
                Reply::Correction => {}
                Reply::Text(text) => match place(&text, choices.len()) {
                    Some(place) => return Ok(Asking::Answered(choices[place])),
                    None => self.not_understood(&text)?,
                },
            }
        }
    }
}

/// What became of a question.
enum Asking {
    /// It has that answer.
    Answered(&'static str),
    /// It stays as it was.
    Open,
    /// No more is asked.
    Over,
}
