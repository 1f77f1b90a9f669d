//! Lines out, lines in: what is said is wrapped, what is asked is answered, and the language may change in between.

use std::{
    io::{self, BufRead, Read as _},
    thread,
};

use tokio::sync::mpsc;

use super::{
    answer::{Answer, Asked, answer},
    session::{End, Session},
};
use crate::{
    l10n::{Args, Texts},
    model::WireText,
    report,
};

/// The most bytes of one line; what is longer goes on as the next line. A report may come as a single line, and
/// `intake` takes 5 MiB of it.
const MAX_LINE: u64 = 6 << 20;

/// What came back to a question; help and the change of language were seen to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Enter,
    Back,
    Quit,
    Correction,
    Text(String),
}

/// A question: what is said, in whatever language, and what `?` says.
pub(super) struct Question<'a> {
    pub(super) asked: Asked,
    pub(super) lines: &'a dyn Fn(&Texts) -> Vec<String>,
    pub(super) help: &'a dyn Fn(&Texts) -> Vec<String>,
    /// A command that stands behind the help, to be copied: on one line, however long it is.
    pub(super) command: Option<String>,
}

/// Reads lines on a thread of its own: a read cannot be taken back, and a probe goes on meanwhile. It is at most one
/// line ahead.
///
/// # Errors
/// When there is no thread for it.
pub(super) fn lines(mut input: impl BufRead + Send + 'static) -> io::Result<mpsc::Receiver<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel(1);
    let read = move || {
        loop {
            let mut line = Vec::new();
            match (&mut input).take(MAX_LINE).read_until(b'\n', &mut line) {
                Ok(1..) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                // The end, or an input that is gone.
                Ok(0) | Err(_) => return,
            }
            if line.last() == Some(&b'\n') {
                line.pop();
            }
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().spawn(read)?;
    Ok(receiver)
}

impl Session<'_> {
    /// Says one thing, on as many lines as it needs.
    pub(super) fn say(&mut self, sentence: &str) -> Result<(), End> {
        for line in report::lines(sentence, self.options.width) {
            writeln!(self.output, "{line}")?;
        }
        self.output.flush()?;
        Ok(())
    }

    /// Says a message.
    pub(super) fn tell(&mut self, id: &str, args: &Args) -> Result<(), End> {
        let sentence = self.texts.with(id, args);
        self.say(&sentence)
    }

    /// Says lines, one fact each.
    pub(super) fn say_all(&mut self, lines: &[String]) -> Result<(), End> {
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// Prints what is to be copied, or is wrapped already, exactly as it stands.
    pub(super) fn print(&mut self, text: &str) -> Result<(), End> {
        write!(self.output, "{text}")?;
        self.output.flush()?;
        Ok(())
    }

    /// An empty line, before something new.
    pub(super) fn pause(&mut self) -> Result<(), End> {
        self.print("\n")
    }

    /// The next line, without its end.
    pub(super) async fn line(&mut self) -> Result<Vec<u8>, End> {
        match self.held.pop_front() {
            Some(line) => Ok(line),
            None => tokio::select! {
                biased;
                signal = &mut self.stop => Err(End::Signal(signal)),
                line = self.lines.recv() => line.ok_or(End::Input),
            },
        }
    }

    /// Asks until there is an answer.
    pub(super) async fn ask(&mut self, question: &Question<'_>) -> Result<Reply, End> {
        self.pause()?;
        self.say_all(&(question.lines)(&self.texts))?;
        loop {
            let line = self.line().await?;
            return Ok(match answer(&String::from_utf8_lossy(&line), question.asked) {
                Answer::Enter => Reply::Enter,
                Answer::Back => Reply::Back,
                Answer::Quit => Reply::Quit,
                Answer::Correction => Reply::Correction,
                Answer::Text(text) => Reply::Text(text.to_owned()),
                Answer::Help => {
                    // What is asked again below is not told before it too.
                    let lines = (question.lines)(&self.texts);
                    let is_new = |line: &String| !lines.contains(line);
                    let mut help = vec![keys(&self.texts)];
                    help.extend((question.help)(&self.texts));
                    help.retain(is_new);
                    if !help.is_empty() {
                        self.pause()?;
                        self.say_all(&help)?;
                    }
                    if let Some(command) = &question.command {
                        self.print(&format!("    {command}\n"))?;
                    }
                    self.pause()?;
                    self.say_all(&lines)?;
                    continue;
                }
                Answer::Language => {
                    self.next_language()?;
                    self.pause()?;
                    self.say_all(&(question.lines)(&self.texts))?;
                    continue;
                }
            });
        }
    }

    /// Goes on to the next language.
    pub(super) fn next_language(&mut self) -> Result<(), End> {
        self.texts = Texts::new(self.texts.locale().next());
        self.tell("language-now", &Args::new().text("name", self.texts.get("locale-name")))
    }

    /// Says that an answer is none.
    pub(super) fn not_understood(&mut self, text: &str) -> Result<(), End> {
        let text = WireText::from_text(text).shortened(80);
        self.tell("plain-not-understood", &Args::new().text("text", text))
    }
}

/// What works everywhere.
pub(super) fn keys(texts: &Texts) -> String {
    texts.with("plain-keys", &Args::new().text("language", texts.locale().next().name()))
}

/// A choice with its number.
pub(super) fn choice(place: usize, label: &str, texts: &Texts) -> String {
    texts.with("plain-choice", &Args::new().text("number", place + 1).text("label", label))
}

/// A choice with its number and what it is about.
pub(super) fn choice_about(place: usize, label: &str, about: &str, texts: &Texts) -> String {
    let args = Args::new().text("number", place + 1).text("label", label).text("about", about);
    texts.with("plain-choice-about", &args)
}

/// "Type a number from 1 to 5."
pub(super) fn pick(count: usize, texts: &Texts) -> String {
    texts.with("plain-pick", &Args::new().number("count", count))
}
