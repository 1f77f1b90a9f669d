//! What `check` says while it looks: on standard error, to a terminal only.
//!
//! A line after DNS, one as each address ends, one every 10 s for what is left: nothing is silent for long, and a
//! screen reader is not disturbed. Of more connectors than a screen has lines only how many are done is told. What the lines
//! say is the work of `report`.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::{
    l10n::{Args, Texts},
    model::{ProbePlan, Run},
    report,
};

/// How often what is left is told.
pub(super) const EVERY: Duration = Duration::from_secs(10);

/// From so many connectors on they are counted: more than the lines of a usual terminal.
const MANY: usize = 25;

/// How many of many connectors are done.
pub(super) struct Count<'a> {
    texts: &'a Texts,
    total: usize,
    done: usize,
    told: (usize, Instant),
    /// Each second; none where nothing is to be told.
    ticks: Option<Interval>,
}

impl<'a> Count<'a> {
    /// None of so many is done.
    pub(super) fn new(total: usize, texts: &'a Texts) -> Self {
        let is_shown = total >= MANY && io::stderr().is_terminal();
        let ticks = is_shown.then(|| {
            let mut ticks = interval(Duration::from_secs(1));
            ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
            ticks.reset();
            ticks
        });
        Self { texts, total, done: 0, told: (0, Instant::now()), ticks }
    }

    /// One of them is done.
    pub(super) fn one_more(&mut self) {
        self.done += 1;
    }

    /// The progress of one of them, which is not told where they are counted.
    pub(super) fn of(total: usize, plan: &ProbePlan, texts: &'a Texts) -> Progress<'a> {
        if total >= MANY { Progress::hushed(plan, texts) } else { Progress::new(plan, texts) }
    }

    /// Waits a second and says how many are done, where that is news or nothing was said for long.
    pub(super) async fn tell(&mut self) {
        let Some(ticks) = &mut self.ticks else { return std::future::pending().await };
        ticks.tick().await;
        let (told, at) = self.told;
        if self.done != told || at.elapsed() >= EVERY {
            self.told = (self.done, Instant::now());
            say(&self.texts.with("progress-count", &Args::new().number("done", self.done).number("total", self.total)));
        }
    }
}

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
