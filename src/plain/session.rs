//! [`Session`]: who listens, who speaks, in which language, and what is remembered meanwhile. What is asked and said with
//! it is in the other files.

use std::{
    collections::VecDeque,
    io::{self, Write},
    path::PathBuf,
    pin::Pin,
};

use tokio::sync::mpsc;

use crate::{
    knowledge::Known,
    l10n::{Locale, Texts},
    model::{Scenario, Settings, Symptom},
    probe::Vantage,
    report::Inquiry,
    store::{Hold, StoreError},
    wizard::Walk,
};

/// How it speaks, probes and remembers.
#[derive(Clone, Debug)]
pub struct Options {
    /// The first language; `l` goes on to the next.
    pub locale: Locale,
    /// From where probes look; exercises have their own vantage.
    pub vantage: Vantage,
    /// Time limits, EHLO name, control connection.
    pub settings: Settings,
    /// What Office 365 reported, to compare with.
    pub symptom: Option<Symptom>,
    /// What is known, with a list of addresses of one's own where one was named.
    pub knowledge: &'static Known,
    /// Columns at which lines wrap.
    pub width: usize,
    /// Where reports are saved.
    pub folder: PathBuf,
    /// Where it is remembered which exercises were solved; `None`: nowhere.
    pub state: Option<PathBuf>,
    /// Whether a person wants nothing to be kept.
    pub no_state: bool,
}

/// Why the walk is over.
#[derive(Debug)]
pub(super) enum End {
    /// Asked for.
    Quit,
    /// Nobody answers any more.
    Input,
    /// Nobody can be told any more.
    Output(io::Error),
    /// A signal of that number asks to stop.
    Signal(u8),
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The conversation.
pub(super) struct Session<'a> {
    pub(super) texts: Texts,
    pub(super) options: Options,
    pub(super) knowledge: &'static Known,
    pub(super) exercises: &'static [Scenario],
    pub(super) lines: mpsc::Receiver<Vec<u8>>,
    /// The number of the signal that asks to stop; heard once.
    pub(super) stop: Pin<Box<dyn Future<Output = u8> + 'a>>,
    /// Lines that came while nothing was asked.
    pub(super) held: VecDeque<Vec<u8>>,
    /// The case that is open here.
    pub(super) hold: Hold,
    /// Why a case could not be kept, as it was told last: it is told once.
    pub(super) not_kept: Option<StoreError>,
    /// Ticks that no file knows of.
    pub(super) unsaved: usize,
    /// How many runs were begun.
    pub(super) runs: u64,
    pub(super) output: &'a mut dyn Write,
}

impl Session<'_> {
    /// What a walk asks, as a command asks it.
    pub(super) fn inquiry(walk: &Walk) -> Inquiry<'_> {
        let (symptom, scenario) = (walk.symptom.as_ref(), walk.scenario());
        Inquiry {
            connector: &walk.connector,
            symptom,
            settings: &walk.settings,
            answers: walk.answers(),
            scenario,
            redacted: walk.redacted,
        }
    }
}
