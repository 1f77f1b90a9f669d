//! The articles: a code is typed, its article told, and the exercise offered that shows it.

use super::{
    answer::Asked,
    dialogue::{Question, Reply},
    session::{End, Session},
};
use crate::{
    intake::status::{self, AskedCode},
    l10n::{Args, Texts},
    model::WireText,
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
            let knowledge = self.knowledge;
            let (told, lab) = match status::asked(&text, knowledge) {
                Ok(AskedCode::Article(article)) => {
                    (report::explain(article, knowledge, &self.texts), article.lab.as_ref())
                }
                Ok(AskedCode::Word(meant)) => {
                    let word = WireText::from_text(&text).shortened(300);
                    let told = report::explain_word(word.as_str(), &meant, knowledge, &self.texts);
                    (told, meant.article.lab.as_ref())
                }
                Ok(AskedCode::Matter(code, matter)) => {
                    (report::explain_matter(code, matter, knowledge, &self.texts), None)
                }
                Err(error) => {
                    let args = self.texts.args_of(&error);
                    self.tell(&format!("error-{}", error.id()), &args)?;
                    continue;
                }
            };
            self.pause()?;
            self.print(&told.text(self.options.width))?;
            exercise = self.exercises.iter().position(|exercise| lab == Some(&exercise.id));
        }
    }
}
