//! A report that is pasted: read until a line with a single dot, told, and followed.

use super::{
    answer::{Answer, Asked, answer, place},
    dialogue::{Question, Reply, choice, keys, pick},
    session::{End, Session},
};
use jiff::Timestamp;

use crate::{
    intake::{
        bare_name, file_name,
        ndr::{self, MAX_PASTE, Reading},
        outbound_connector::in_place_of_report,
    },
    l10n::{Args, Texts},
    model::Symptom,
    report,
    store::{self, MAX_INPUT},
    wizard::{ConnectorForm, ReportWay, Walk, ways},
};

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
                Ok(reading) => match (in_place_of_report(&text, reading.first().is_some()), reading.first().cloned()) {
                    (Some(Ok(export)), _) => return self.choose(&export.connectors).await,
                    (Some(Err(error)), _) => {
                        let args = self.texts.args_of(&error);
                        self.tell(&format!("error-{}", error.id()), &args)?;
                    }
                    (None, None) => self.tell("paste-no-report", &Args::new())?,
                    (None, Some(_)) => {
                        // From the last the next one is the first.
                        let mut at = 0;
                        loop {
                            let symptom = reading.reports[at].clone();
                            if !self.follow(&reading, at, &symptom).await? {
                                break;
                            }
                            at = (at + 1) % reading.reports.len();
                        }
                    }
                },
            }
        }
    }

    /// Takes a report and holds it against what was seen.
    pub(super) async fn compare(&mut self, walk: &mut Walk) -> Result<(), End> {
        let Some(text) = self.pasted(None).await? else { return Ok(()) };
        let report = ndr::read(&text, self.knowledge).ok().and_then(|reading| reading.first().cloned());
        let Some(symptom) = report else { return self.tell("paste-no-report", &Args::new()) };
        walk.compare_with(symptom, self.knowledge);
        self.keep(walk)?;
        self.tell_finding(walk)
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
                    Answer::Text(text) if file_name(text).is_some() => {
                        if let Some(bytes) = self.of_file(text)? {
                            return Ok(Some(bytes));
                        }
                        continue;
                    }
                    Answer::Enter | Answer::Correction | Answer::Text(_) => {}
                }
            }
            if typed.trim() == "." {
                return Ok(Some(text));
            }
            if text.len() < MAX_PASTE {
                text.extend(line);
                text.push(b'\n');
            }
        }
    }

    /// What the file holds that is named; nothing where it cannot be read, which is told.
    fn of_file(&mut self, text: &str) -> Result<Option<Vec<u8>>, End> {
        let path = store::named(&self.options.folder, bare_name(text));
        match store::read_bounded(Some(&path), MAX_INPUT) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) => {
                let args = self.texts.args_of(&error);
                self.tell(&format!("error-{}", error.id()), &args)?;
                Ok(None)
            }
        }
    }

    /// Tells what was read and asks what to do with it; whether the next report of the text is wanted.
    async fn follow(&mut self, reading: &Reading, at: usize, symptom: &Symptom) -> Result<bool, End> {
        let count = reading.reports.len();
        let ways = ways(symptom);
        let read = report::read(symptom, 0, None, self.knowledge, &self.texts).text(self.options.width);
        self.pause()?;
        self.print(&read)?;
        let age = report::reported::report_age(symptom, Timestamp::now(), &self.texts);
        age.map_or(Ok(()), |age| self.say(&age))?;
        if ways.is_empty() && count == 1 {
            return Ok(false);
        }
        let lines = |texts: &Texts| {
            let choices =
                ways.iter().enumerate().map(|(place, way)| choice(place, &texts.told("paste", &way.told()), texts));
            let args = Args::new().number("place", at + 1).number("count", count);
            let others = (count > 1).then(|| texts.with("plain-paste-place", &args));
            choices.chain(others).chain((!ways.is_empty()).then(|| pick(ways.len(), texts))).collect()
        };
        let help = |texts: &Texts| vec![texts.get("plain-back-key")];
        loop {
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(false),
                Reply::Text(text) if count > 1 && text.eq_ignore_ascii_case("n") => return Ok(true),
                Reply::Text(text) => match place(&text, ways.len()).map(|place| ways[place].clone()) {
                    Some(ReportWay::Probe(connector)) => self.walk_here(*connector, Some(symptom.clone())).await?,
                    Some(ReportWay::Correct) => {
                        let form = ConnectorForm::of_symptom(symptom);
                        self.walk_asked(form, Some(symptom.clone())).await?;
                    }
                    Some(ReportWay::Explain(code)) => self.codes(Some(code.to_string())).await?,
                    None => self.not_understood(&text)?,
                },
                Reply::Enter | Reply::Correction => {}
            }
        }
    }
}
