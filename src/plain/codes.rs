//! The articles: a code is typed, its article told, and the exercise offered that shows it.

use super::{
    answer::Asked,
    dialogue::{Question, Reply},
    session::{End, Session},
};
use crate::{
    intake::status,
    l10n::{Args, Texts},
    model::CodeId,
    report,
};

impl Session<'_> {
    /// Tells articles until one goes back; the first code may be known already.
    pub(super) async fn codes(&mut self, mut typed: Option<String>) -> Result<(), End> {
        let mut exercise: Option<usize> = None;
        loop {
            let text = match typed.take() {
                Some(text) => text,
                None => {
                    let offered =
                        exercise.and_then(|place| self.exercises.get(place)).map(|offered| offered.id.clone());
                    let lines = |texts: &Texts| {
                        let offer = offered.as_ref().map(|id| {
                            texts.with("plain-practise", &Args::new().text("exercise", texts.get(&format!("lab-{id}"))))
                        });
                        offer.into_iter().chain([texts.get("plain-code")]).collect()
                    };
                    let help = |texts: &Texts| vec![texts.get("plain-back-key")];
                    match self.ask(&Question { asked: Asked::Text, lines: &lines, help: &help, command: None }).await? {
                        Reply::Quit => return Err(End::Quit),
                        Reply::Back => return Ok(()),
                        Reply::Correction => continue,
                        Reply::Enter => {
                            let list = report::articles(self.knowledge, &self.texts).text(self.options.width);
                            self.pause()?;
                            self.print(&list)?;
                            continue;
                        }
                        Reply::Text(text) if text.eq_ignore_ascii_case("p") && exercise.is_some() => {
                            if let Some(place) = exercise {
                                self.exercise(place).await?;
                            }
                            continue;
                        }
                        Reply::Text(text) => text,
                    }
                }
            };
            let id = if text.eq_ignore_ascii_case(CodeId::other().as_str()) {
                CodeId::other()
            } else {
                match status::code(&text) {
                    Ok(code) => CodeId::new(code.temporary().to_string()),
                    Err(error) => {
                        let args = self.texts.args_of(&error);
                        self.tell(&format!("error-{}", error.id()), &args)?;
                        continue;
                    }
                }
            };
            let knowledge = self.knowledge;
            // A code without an article of its own stands in the article on all others.
            let Some(article) = knowledge.article(&id).or_else(|| knowledge.article(&CodeId::other())) else {
                continue;
            };
            let told = report::explain(article, knowledge, &self.texts).text(self.options.width);
            self.pause()?;
            self.print(&told)?;
            exercise = self.exercises.iter().position(|exercise| Some(&exercise.id) == article.lab.as_ref());
        }
    }
}
