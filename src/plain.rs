//! The wizard as numbered questions and lines, for a screen reader, a teletype or a pipe: the walk of the full screen
//! with the same words and the same result.
//!
//! Nothing is redrawn and no cursor is moved; no colour, no spinner, no glyph stands alone; a fact has its line. What is
//! asked and judged is the work of `wizard` and `diagnose`, the words of a finding are those of `report`. Here is the
//! order of the questions: [`run`] and the first of them; [`session`] has who speaks with whom, [`answer`] what a typed line
//! means, [`dialogue`] lines out and in, and a file each the ways on: a report, a connector, an export, a code, an exercise, and the walk from
//! the probe to the ticked steps.

mod answer;
mod cases;
mod codes;
mod connector;
mod dialogue;
mod evidence;
mod exercises;
mod export;
mod paste;
mod probing;
mod questions;
mod saving;
mod session;
mod survey;
mod walk;
mod watching;

use std::{
    collections::VecDeque,
    io::{self, BufRead, Write},
    time::Duration,
};

pub use self::session::Options;
use self::{
    answer::{Asked, place},
    dialogue::{Question, Reply, choice_about, keys, pick},
    session::{End, Session},
};
use crate::{
    intake::{ndr, outbound_connector, status},
    l10n::{Args, Texts},
    model::{CaseLine, Connector, Symptom},
    probe::{self, Runtime},
    report::phrases,
    store::Hold,
    wizard::{ConnectorForm, Start, Walk, WayIn, exercises},
};

/// How long tasks have to end before the program does.
const GOODBYE: Duration = Duration::from_millis(200);

/// Why the walk could not be begun or told.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The system gives no threads, no descriptors or no memory.
    #[error("the program cannot be set up: {0}")]
    Setup(#[source] io::Error),
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[source] io::Error),
}

/// Walks a person through it, and returns the exit code: 0, also where the input or the reader of the output ends; 128 and
/// its number where a signal asks to `stop`. What was seen until then is told, and that it was stopped.
///
/// Starts a runtime of its own, so it must not be called within one.
///
/// # Errors
/// [`RunError`]; a closed pipe is none.
pub fn run(
    start: Start,
    options: Options,
    input: impl BufRead + Send + 'static,
    mut output: impl Write,
    stop: impl Future<Output = u8>,
) -> Result<u8, RunError> {
    let runtime = Runtime::new().map_err(RunError::Setup)?;
    let mut session = Session {
        texts: Texts::new(options.locale),
        knowledge: options.knowledge,
        exercises: exercises(),
        lines: dialogue::lines(input).map_err(RunError::Setup)?,
        stop: Box::pin(stop),
        held: VecDeque::new(),
        hold: Hold::default(),
        not_kept: None,
        unsaved: 0,
        runs: 0,
        output: &mut output,
        options,
    };
    let ended = runtime.block_on(session.begin(start));
    let ended = match ended {
        End::Input => session.say_end().err().unwrap_or(End::Input),
        End::Signal(_) => session.say_lost().err().unwrap_or(ended),
        End::Quit | End::Output(_) => ended,
    };
    // What cannot be stopped, such as roots being read, does not hold the way out.
    runtime.shutdown_timeout(GOODBYE);
    match ended {
        End::Signal(number) => Ok(number.saturating_add(128)),
        End::Output(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(RunError::Output(error)),
        End::Quit | End::Input | End::Output(_) => Ok(0),
    }
}

/// The message of the words of a way, with `.about`; lines do not say of keys what a screen does.
fn words(way: WayIn) -> String {
    match way {
        WayIn::Export => "plain-welcome-export".to_owned(),
        way => format!("welcome-{}", way.id()),
    }
}

/// What was chosen of the first question: behind the ways in stand the cases.
enum Chosen<'a> {
    Way(WayIn),
    Case(&'a CaseLine),
}

impl<'a> Chosen<'a> {
    fn of(place: usize, ways: &[WayIn], cases: &'a [CaseLine]) -> Self {
        ways.get(place).map_or_else(|| Self::Case(&cases[place - ways.len()]), |way| Self::Way(*way))
    }
}

impl Session<'_> {
    /// The whole walk; it always ends in some way.
    async fn begin(&mut self, start: Start) -> End {
        let begun = match start {
            Start::Welcome => Ok(()),
            Start::Connector(connector) => self.walk_known(*connector).await,
            Start::Case(case) => self.resume(*case).await,
            Start::Lab => self.exercises().await,
            Start::Scenario(id) => match self.exercises.iter().position(|exercise| exercise.id == id) {
                Some(exercise) => self.exercise(exercise).await,
                None => self.bench(&id).await,
            },
        };
        let mut ended = begun;
        loop {
            match ended {
                Ok(()) => ended = self.welcome().await,
                Err(end) => return end,
            }
        }
    }

    /// Asks what one has in hand, and follows the answer until one comes back.
    async fn welcome(&mut self) -> Result<(), End> {
        let here = probe::view(&self.options.vantage.resolvers);
        let ways = WayIn::all(!self.exercises.is_empty());
        let cases = self.cases()?;
        let choices = ways.len() + cases.len();
        let lines = |texts: &Texts| {
            let mut lines = vec![texts.get("welcome-question")];
            lines.extend(ways.iter().enumerate().map(|(place, way)| {
                let words = words(*way);
                choice_about(place, &texts.get(&words), &texts.get(&format!("{words}.about")), texts)
            }));
            lines.extend(cases::choices(ways.len(), &cases, texts));
            lines.push(pick(choices, texts));
            lines.push(keys(texts));
            lines
        };
        let help = |texts: &Texts| {
            let vantage = phrases::vantage(&here, "welcome-vantage", texts);
            [Some(texts.get("welcome-what")), vantage].into_iter().flatten().collect()
        };
        let question = Question { asked: Asked::Choice, lines: &lines, help: &help, command: None };
        match self.ask(&question).await? {
            Reply::Quit => Err(End::Quit),
            Reply::Text(text) => match place(&text, choices).map(|place| Chosen::of(place, ways, &cases)) {
                Some(Chosen::Case(line)) => self.open_case(&line.id).await,
                Some(Chosen::Way(WayIn::Report)) => self.paste(None).await,
                Some(Chosen::Way(WayIn::Connector)) => {
                    self.walk_asked(ConnectorForm::default(), self.options.symptom.clone()).await
                }
                Some(Chosen::Way(WayIn::Export)) => self.export().await,
                Some(Chosen::Way(WayIn::Code)) => self.codes(None).await,
                Some(Chosen::Way(WayIn::Lab)) => self.exercises().await,
                // Who knows what to bring need not choose first.
                None if status::code(&text).is_ok() => self.codes(Some(text)).await,
                None if ndr::read_text(&text, self.knowledge).is_ok_and(|reading| reading.has_code())
                    || outbound_connector::begins(&text) =>
                {
                    self.paste(Some(text.into_bytes())).await
                }
                None => self.not_understood(&text),
            },
            Reply::Enter | Reply::Back | Reply::Correction => Ok(()),
        }
    }

    /// Begins at the probe of a connector; the way back leads to its settings.
    async fn walk_known(&mut self, connector: Connector) -> Result<(), End> {
        let form = ConnectorForm::of(&connector);
        let symptom = self.options.symptom.clone();
        self.walk_here(connector, symptom.clone()).await?;
        self.walk_asked(form, symptom).await
    }

    /// Asks for the settings and probes them, until one goes back before the first question.
    async fn walk_asked(&mut self, mut form: ConnectorForm, symptom: Option<Symptom>) -> Result<(), End> {
        while let Some(connector) = self.connector(&mut form).await? {
            self.walk_here(connector, symptom.clone()).await?;
        }
        Ok(())
    }

    /// The walk of a connector that is seen from here.
    async fn walk_here(&mut self, connector: Connector, symptom: Option<Symptom>) -> Result<(), End> {
        let walk = Walk::new(connector, symptom, self.options.settings.clone());
        let vantage = self.options.vantage.clone();
        self.walk(walk, &vantage).await
    }

    /// How many ticks are lost where a signal ends it.
    fn say_lost(&mut self) -> Result<(), End> {
        if self.unsaved == 0 {
            return Ok(());
        }
        self.pause()?;
        let args = Args::new().number("count", self.unsaved);
        self.tell("changes-not-saved", &args)
    }

    /// The last words where the input has ended.
    fn say_end(&mut self) -> Result<(), End> {
        self.pause()?;
        if self.unsaved > 0 {
            let args = Args::new().number("count", self.unsaved);
            return self.tell("plain-ended-unsaved", &args);
        }
        self.tell("plain-ended", &Args::new())
    }
}
