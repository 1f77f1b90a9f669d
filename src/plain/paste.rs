//! A report that is pasted: read until a line with a single dot, told, and followed.

use super::{
    End, Session,
    answer::{Answer, Asked, answer, place},
    dialogue::{Question, Reply, choice, keys, pick},
};
use crate::{
    intake::ndr::{self, Reading},
    l10n::{Args, Texts},
    model::{MailDirection, Symptom},
    report,
    wizard::ConnectorForm,
};

/// The most that is kept of a paste: a little more than `intake` takes, so that it can say that it is too much.
const MOST: usize = 6 << 20;

/// What one can do with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Probe,
    Correct,
    Explain,
}

impl Session<'_> {
    /// Takes a report and follows it; its first line may be there already.
    pub(super) async fn paste(&mut self, mut first: Option<Vec<u8>>) -> Result<(), End> {
        loop {
            let Some(text) = self.pasted(first.take()).await? else { return Ok(()) };
            match ndr::read(&text, self.knowledge) {
                Err(error) => {
                    let args = self.texts.args_of(&error);
                    self.tell(&format!("error-{}", error.id()), &args)?;
                }
                Ok(reading) => match reading.first().cloned() {
                    None => self.tell("paste-no-report", &Args::new())?,
                    Some(symptom) => {
                        if self.follow(&reading, &symptom).await? {
                            return Ok(());
                        }
                    }
                },
            }
        }
    }

    /// The lines up to a single dot or the end of the input; `None` where one goes back instead.
    async fn pasted(&mut self, first: Option<Vec<u8>>) -> Result<Option<Vec<u8>>, End> {
        let mut text = Vec::new();
        self.pause()?;
        match first {
            Some(line) => {
                text.extend(line);
                text.push(b'\n');
                self.tell("plain-paste-end", &Args::new())?;
            }
            None => {
                self.tell("plain-paste", &Args::new())?;
                self.tell("plain-paste-end", &Args::new())?;
            }
        }
        loop {
            let line = match self.line().await {
                // What was pasted is read all the same; the next question meets the end again.
                Err(End::Input) if !text.is_empty() => return Ok(Some(text)),
                line => line?,
            };
            let typed = String::from_utf8_lossy(&line);
            if text.is_empty() {
                match answer(&typed, Asked::Text) {
                    Answer::Back => return Ok(None),
                    Answer::Quit => return Err(End::Quit),
                    Answer::Help => {
                        let lines =
                            [self.texts.get("paste-empty"), self.texts.get("plain-paste-end"), keys(&self.texts)];
                        self.say_all(&lines)?;
                        continue;
                    }
                    Answer::Language => {
                        self.next_language()?;
                        self.tell("plain-paste", &Args::new())?;
                        self.tell("plain-paste-end", &Args::new())?;
                        continue;
                    }
                    Answer::Enter | Answer::Correction | Answer::Text(_) => {}
                }
            }
            if typed.trim() == "." {
                return Ok(Some(text));
            }
            if text.len() < MOST {
                text.extend(line);
                text.push(b'\n');
            }
        }
    }

    /// Tells what was read and asks what to do with it; whether that led anywhere.
    async fn follow(&mut self, reading: &Reading, symptom: &Symptom) -> Result<bool, End> {
        let more = reading.reports.len().saturating_sub(1);
        let probed = ConnectorForm::of_symptom(symptom).connector().ok();
        let mut ways = Vec::new();
        if symptom.direction != MailDirection::Inbound {
            ways.extend(probed.is_some().then_some(Way::Probe));
            ways.push(Way::Correct);
        }
        ways.extend(symptom.code.is_some().then_some(Way::Explain));
        let read = report::read(symptom, more, &self.texts).text(self.options.width);
        self.pause()?;
        self.print(&read)?;
        if ways.is_empty() {
            return Ok(false);
        }
        let server = probed.as_ref().and_then(|connector| connector.route.hosts().first().map(ToString::to_string));
        let code = symptom.code.as_ref().map(ToString::to_string).unwrap_or_default();
        let args = Args::new().text("server", server.unwrap_or_default()).text("code", &code);
        let lines = |texts: &Texts| {
            let words = |way: &Way| match way {
                Way::Probe => texts.with("paste-probe", &args),
                Way::Correct => texts.get("paste-correct"),
                Way::Explain => texts.with("paste-explain", &args),
            };
            let choices = ways.iter().enumerate().map(|(place, way)| choice(place, &words(way), texts));
            choices.chain([pick(ways.len(), texts)]).collect()
        };
        let help = |texts: &Texts| vec![texts.get("plain-back-key")];
        loop {
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(false),
                Reply::Text(text) => match place(&text, ways.len()).map(|place| ways[place]) {
                    Some(Way::Probe) => {
                        if let Some(connector) = probed.clone() {
                            self.walk(self.own(connector, Some(symptom.clone()))).await?;
                        }
                    }
                    Some(Way::Correct) => {
                        let form = ConnectorForm::of_symptom(symptom);
                        self.walk_asked(form, Some(symptom.clone())).await?;
                    }
                    Some(Way::Explain) => self.codes(Some(code.clone())).await?,
                    None => self.not_understood(&text)?,
                },
                Reply::Enter | Reply::Correction => {}
            }
        }
    }
}
