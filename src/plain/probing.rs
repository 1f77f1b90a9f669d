//! A probe, told as it goes: lines as things are seen, one every 10 s for what is left, and Enter to stop it.

use std::time::{Duration, Instant};

use tokio::time::{MissedTickBehavior, interval};

use super::{
    End, Session,
    answer::{Answer, Asked, answer},
    walk::Walk,
};
use crate::{
    l10n::Args,
    model::{Host, ProbeEvent, ProbePlan, Run, WireText},
    probe,
    report::Progress,
};

/// How often what is left is told, as by `check`.
const EVERY: Duration = Duration::from_secs(10);

/// What ends a wait.
enum Happened {
    Seen(Option<ProbeEvent>),
    Tick,
    Typed(Option<Vec<u8>>),
}

impl Session<'_> {
    /// Probes the connector of a walk, to the end or until Enter.
    pub(super) async fn probe(&mut self, walk: &Walk) -> Result<Run, End> {
        let plan = ProbePlan {
            connector: walk.connector.clone(),
            ehlo: self.options.ehlo.clone(),
            limits: walk.limits,
            samples: 1,
            control: self.options.control.clone(),
        };
        let hosts: Vec<_> = plan.connector.route.hosts().iter().map(Host::to_string).collect();
        let args =
            Args::new().text("host", self.texts.list(&hosts)).text("left", self.texts.duration(plan.limits.total_ms()));
        self.pause()?;
        self.tell("plain-probing", &args)?;
        self.tell("plain-stop", &Args::new())?;

        let since = Instant::now();
        let mut progress = Progress::new(&plan);
        let mut probe = probe::start(plan, walk.vantage.clone());
        let mut run = Run::default();
        let mut told = 0;
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        // The first tick comes at once and says nothing new.
        ticks.reset();
        // A line that waits for the next question is the first of those that do: what follows it is no wish to stop.
        let mut listening = self.held.is_empty();
        let mut stopped = false;
        loop {
            let happened = tokio::select! {
                biased;
                event = probe.next() => Happened::Seen(event),
                line = self.lines.recv(), if listening => Happened::Typed(line),
                _ = ticks.tick() => Happened::Tick,
            };
            match happened {
                Happened::Seen(None) => break,
                Happened::Seen(Some(event)) => {
                    run.apply(event);
                    if !stopped {
                        let seen: Vec<_> = run.evidence[told..].iter().map(|seen| self.texts.evidence(seen)).collect();
                        told = run.evidence.len();
                        self.say_all(&seen)?;
                        self.say_all(&progress.news(&run, &self.texts))?;
                    }
                }
                Happened::Tick => {
                    let elapsed_ms = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
                    let left = progress.left(&run, elapsed_ms, &self.texts);
                    left.map_or(Ok(()), |left| self.say(&left))?;
                }
                // Nobody is there to stop it; what is found is told all the same.
                Happened::Typed(None) => listening = false,
                Happened::Typed(Some(line)) => {
                    let typed = String::from_utf8_lossy(&line).into_owned();
                    match answer(&typed, Asked::Text) {
                        Answer::Enter => {
                            probe.cancel();
                            (stopped, listening) = (true, false);
                        }
                        Answer::Language => self.next_language()?,
                        Answer::Help => self.tell("plain-stop", &Args::new())?,
                        Answer::Back | Answer::Quit | Answer::Correction | Answer::Text(_) => {
                            let text = WireText::from_text(typed.trim()).shortened(80);
                            self.tell("plain-read-later", &Args::new().text("text", text))?;
                            self.held.push_back(line);
                            listening = false;
                        }
                    }
                }
            }
        }
        if run.cancelled {
            self.tell("plain-stopped", &Args::new())?;
        }
        Ok(run)
    }
}
