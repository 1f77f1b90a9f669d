//! What can happen ([`Message`]), what is to be done outside ([`Effect`]), and the values that they carry.

use std::collections::{BTreeMap, BTreeSet};

use crossterm::event::KeyEvent;

use crate::{
    model::{Case, CaseId, CaseLine, Connector, LabAnswer, Limits, ProbeEvent, ProbePlan, Settings, StepId, Told},
    wizard::{RunId, SeenFrom},
};

/// Who is to stop until `fg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Every process of the job, as the terminal does it when Ctrl-Z is typed.
    Job,
    /// This process alone, which alone was asked.
    Ourselves,
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key.
    Key(KeyEvent),
    /// A bracketed paste.
    Paste(String),
    /// The window has that many columns and rows.
    Resize(u16, u16),
    /// A second has passed while a probe runs.
    Tick,
    /// A probe saw something.
    Probe(RunId, ProbeEvent),
    /// A probe of all saw something of the connector at that place.
    Surveyed(RunId, usize, ProbeEvent),
    /// An exercise of the lab listens, and is to be probed so.
    LabReady(Box<LabReady>),
    /// The lab could not be started; the reason as the system gives it.
    LabFailed(Told),
    /// How an exercise was answered is remembered, or not, for that reason.
    Remembered(Result<(), Told>),
    /// A case was kept with these steps ticked, or not, for that reason.
    Kept {
        /// What a list says of it.
        line: Box<CaseLine>,
        /// The steps that are ticked in it.
        ticked: BTreeSet<StepId>,
        /// Whether a file holds it.
        kept: Result<(), Told>,
        /// Whether it is to be said that another program has it open too.
        shared: bool,
    },
    /// Another program has the case at hand open too.
    CaseShared,
    /// A case was read, or not, for that reason.
    CaseOpened(Result<Box<Case>, Told>),
    /// A report was saved under that name, or not, for that reason.
    Saved(Result<String, Told>),
    /// The file of that name was read, or not, for that reason.
    FileRead(String, Result<Vec<u8>, Told>),
    /// A signal asks to stop: its number.
    Stop(i32),
    /// Somebody asks us to stop and to go on later: SIGTSTP.
    Pause,
    /// We were stopped and go on: SIGCONT.
    Continued,
}

/// What is remembered of the lab.
#[derive(Clone, Debug, Default)]
pub struct Practised {
    /// The exercises that were solved, by their ids.
    pub solved: BTreeSet<String>,
    /// The last wrong answers, by exercise.
    pub wrong: BTreeMap<String, LabAnswer>,
    /// Why nothing could be read of it.
    pub trouble: Option<Told>,
}

impl Practised {
    /// Notes how an exercise was answered: with that wrong answer, or rightly.
    pub(crate) fn note(&mut self, id: &str, wrong: Option<LabAnswer>) {
        match wrong {
            Some(answer) => {
                self.wrong.insert(id.to_owned(), answer);
            }
            None => {
                self.wrong.remove(id);
                self.solved.insert(id.to_owned());
            }
        }
    }
}

/// The cases that are kept.
#[derive(Clone, Debug, Default)]
pub struct OpenCases {
    /// What a list says of those that are open, the latest first.
    pub lines: Vec<CaseLine>,
    /// Why others are not there.
    pub trouble: Vec<Told>,
    /// Why one could not be kept, as it was told last: it is told once.
    pub told: Option<Told>,
}

impl OpenCases {
    /// Notes that a case was kept.
    pub(crate) fn note(&mut self, line: CaseLine) {
        self.lines.retain(|known| known.id != line.id);
        if line.is_open() {
            self.lines.insert(0, line);
        }
    }
}

/// An exercise that listens.
#[derive(Debug)]
pub struct LabReady {
    /// Its id.
    pub id: String,
    /// The connector to be probed.
    pub connector: Connector,
    /// How long to wait.
    pub limits: Limits,
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Begin a run, seen from there.
    StartRun(RunId, ProbePlan, SeenFrom, Box<Settings>),
    /// Begin the probes of several connectors, each by its place, that share what they see and their limits.
    StartSurvey(RunId, Vec<(usize, ProbePlan)>, Box<Settings>),
    /// Stop a run, or the probes of several connectors; what they saw stays.
    CancelRun(RunId),
    /// Make an exercise listen.
    StartLab(String),
    /// Probe none as soon as it listens.
    GiveUpLab,
    /// Save a report.
    Save {
        /// A folder, or a file, as a person typed it; nothing: the current folder.
        place: String,
        /// Its name where the place is a folder.
        name: String,
        /// What it says.
        text: String,
    },
    /// Remember how an exercise was answered: with that wrong answer, or rightly.
    Remember(String, Option<LabAnswer>),
    /// Keep a case.
    Keep(Box<Case>),
    /// Read a case.
    OpenCase(CaseId),
    /// Have a case open, so that others are told.
    HoldCase(CaseId),
    /// Read the beginning of a file that a person named.
    ReadFile(String),
    /// Hand a text to the terminal's clipboard.
    Copy(String),
    /// Ring the terminal's bell.
    Bell,
    /// Give the terminal back to the shell until `fg`.
    Suspend(Whom),
    /// Take the terminal again, which somebody else may have used, and draw everything.
    Retake,
    /// Leave.
    Quit(Exit),
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// By `q`: exit code 0.
    Asked,
    /// By Ctrl-C: exit code 130, as a shell expects it.
    Interrupted,
    /// By a signal of that number: exit code 128 + n.
    Signal(i32),
}

impl Exit {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Asked => 0,
            Self::Interrupted => 130,
            Self::Signal(number) => u8::try_from(128 + number).unwrap_or(u8::MAX),
        }
    }
}
