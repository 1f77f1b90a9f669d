//! A probe, told as it goes: lines as things are seen, one every 10 s for what is left, and Enter to stop it.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::time::{MissedTickBehavior, interval};

use super::{
    answer::{Answer, Asked, answer},
    session::{End, Session},
};
use crate::{
    l10n::Args,
    model::{Host, ProbeEvent, ProbePlan, Run, WireText},
    probe::{self, Vantage},
    report::Progress,
    wizard::{Change, Now, RunId, Walk},
};

/// How often what is left is told, as by `check`.
const EVERY: Duration = Duration::from_secs(10);

/// What ends a wait.
enum Happened {
    Seen(Option<ProbeEvent>),
    Tick,
    Typed(Option<Vec<u8>>),
    /// A signal of that number asks to stop.
    Signal(u8),
}

/// What a line that was typed meanwhile comes to.
pub(super) enum Meanwhile {
    /// The probe is to stop.
    Stops,
    /// The probe goes on.
    GoesOn,
    /// It is the answer to the next question, and no line is read before that.
    Waits,
}

impl Session<'_> {
    /// Probes the connector of a walk, to the end or until Enter; how many steps that verified. A signal that asks to stop
    /// ends it too: then what was seen is told here, because nothing comes after.
    pub(super) async fn probe(&mut self, walk: &mut Walk, vantage: &Vantage) -> Result<Change, End> {
        self.runs += 1;
        walk.begin(RunId(self.runs), 0);
        let plan = walk.plan();
        self.keep(walk)?;
        self.tell_plan(&plan)?;
        let since = Instant::now();
        let mut progress = Progress::new(&plan);
        let mut probe = probe::start(plan, vantage.clone());
        let (mut told, mut change) = (0, Change::default());
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        // The first tick comes at once and says nothing new.
        ticks.reset();
        // A line that waits for the next question is the first of those that do: what follows it is no wish to stop.
        let mut listening = self.held.is_empty();
        let (mut stopped, mut signalled) = (false, None);
        loop {
            let happened = tokio::select! {
                biased;
                signal = &mut self.stop, if signalled.is_none() => Happened::Signal(signal),
                event = probe.next() => Happened::Seen(event),
                line = self.lines.recv(), if listening => Happened::Typed(line),
                _ = ticks.tick() => Happened::Tick,
            };
            match happened {
                Happened::Seen(None) => break,
                Happened::Seen(Some(event)) => {
                    let made = walk.see(event, now(since), self.knowledge);
                    change = if made == Change::default() { change } else { made };
                    self.keep(walk)?;
                    if !stopped {
                        self.tell_news(walk.run(), &mut progress, &mut told)?;
                    }
                }
                Happened::Tick => {
                    let left = progress.left(walk.run(), elapsed_ms(since), &self.texts);
                    left.map_or(Ok(()), |left| self.say(&left))?;
                }
                Happened::Signal(number) => {
                    probe.cancel();
                    walk.stop();
                    (stopped, listening, signalled) = (true, false, Some(number));
                }
                // Nobody is there to stop it; what is found is told all the same.
                Happened::Typed(None) => listening = false,
                Happened::Typed(Some(line)) => match self.typed_meanwhile(line)? {
                    Meanwhile::Stops => {
                        probe.cancel();
                        walk.stop();
                        (stopped, listening) = (true, false);
                    }
                    Meanwhile::GoesOn => {}
                    Meanwhile::Waits => listening = false,
                },
            }
        }
        self.tell_end(walk, signalled)?;
        Ok(change)
    }
}

impl Session<'_> {
    /// What is probed, for how long at most, and how it is stopped.
    fn tell_plan(&mut self, plan: &ProbePlan) -> Result<(), End> {
        let hosts: Vec<_> = plan.connector.route.hosts().iter().map(Host::to_string).collect();
        let args =
            Args::new().text("host", self.texts.list(&hosts)).text("left", self.texts.duration(plan.limits.total_ms()));
        self.pause()?;
        self.tell("plain-probing", &args)?;
        self.tell("plain-stop", &Args::new())
    }

    /// That it was stopped, if it was; after a signal the finding says so, and it is over.
    fn tell_end(&mut self, walk: &mut Walk, signalled: Option<u8>) -> Result<(), End> {
        match signalled {
            Some(number) => {
                self.keep(walk)?;
                self.tell_finding(walk)?;
                Err(End::Signal(number))
            }
            None if walk.run().cancelled => self.tell("plain-stopped", &Args::new()),
            None => Ok(()),
        }
    }

    /// What was seen since, of the run as a whole and of its addresses.
    fn tell_news(&mut self, run: &Run, progress: &mut Progress, told: &mut usize) -> Result<(), End> {
        let seen: Vec<_> = run.evidence[*told..].iter().map(|seen| self.texts.evidence(seen)).collect();
        *told = run.evidence.len();
        let news = progress.news(run, &self.texts);
        self.say_all(&seen)?;
        self.say_all(&news)
    }

    /// A line that was typed while a probe goes on.
    pub(super) fn typed_meanwhile(&mut self, line: Vec<u8>) -> Result<Meanwhile, End> {
        let typed = String::from_utf8_lossy(&line).into_owned();
        match answer(&typed, Asked::Text) {
            Answer::Enter => return Ok(Meanwhile::Stops),
            Answer::Language => self.next_language()?,
            Answer::Help => self.tell("plain-stop", &Args::new())?,
            Answer::Back | Answer::Quit | Answer::Correction | Answer::Text(_) => {
                let text = WireText::from_text(typed.trim()).shortened(80);
                self.tell("plain-read-later", &Args::new().text("text", text))?;
                self.held.push_back(line);
                return Ok(Meanwhile::Waits);
            }
        }
        Ok(Meanwhile::GoesOn)
    }
}

fn now(since: Instant) -> Now {
    Now { wall: Timestamp::now(), ms: elapsed_ms(since) }
}

fn elapsed_ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
