//! What `check` says while it looks: on standard error, to a terminal only.
//!
//! A line after DNS, one as each address ends, one every 10 s for what is left: nothing is silent for long, and a
//! screen reader is not disturbed. What the lines say is the work of `report`.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use crate::{
    l10n::Texts,
    model::{ProbePlan, Run},
    report,
};

/// How often what is left is told.
pub(super) const EVERY: Duration = Duration::from_secs(10);

/// The progress of one connector.
pub(super) struct Progress<'a> {
    texts: &'a Texts,
    told: report::Progress,
    shown: bool,
    since: Instant,
}

impl<'a> Progress<'a> {
    pub(super) fn new(plan: &ProbePlan, texts: &'a Texts) -> Self {
        let shown = io::stderr().is_terminal();
        Self { texts, told: report::Progress::new(plan), shown, since: Instant::now() }
    }

    /// That of a probe nobody waits for.
    pub(super) fn hushed(plan: &ProbePlan, texts: &'a Texts) -> Self {
        Self { shown: false, ..Self::new(plan, texts) }
    }

    /// Says what is new in the run.
    pub(super) fn tell(&mut self, run: &Run) {
        if self.shown {
            self.told.news(run, self.texts).iter().for_each(|line| say(line));
        }
    }

    /// Says what is still awaited.
    pub(super) fn tick(&self, run: &Run) {
        let elapsed_ms = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        if self.shown
            && let Some(line) = self.told.left(run, elapsed_ms, self.texts)
        {
            say(&line);
        }
    }
}

/// Goes on below what a terminal has written by itself: `^C`.
pub(super) fn end_line() {
    if io::stderr().is_terminal() {
        say("");
    }
}

fn say(line: &str) {
    // A terminal that went away needs no progress.
    let _ = writeln!(io::stderr().lock(), "{line}");
}
