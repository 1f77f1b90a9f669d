//! All connectors of an export probed at once: a line as each ends, Enter to stop them, and the table of all.

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::{
    probing::Meanwhile,
    session::{End, Session},
};
use crate::{
    diagnose::diagnose,
    intake::outbound_connector::{Exported, Note},
    l10n::Args,
    model::{Connector, ProbePlan, Run},
    probe::{self, Prober},
    report::{self, Brief},
    wizard::{Now, RunId, Walk},
};

/// What ends a wait.
enum Happened {
    Ended(Option<(usize, Box<Run>)>),
    Typed(Option<Vec<u8>>),
    /// A signal of that number asks to stop.
    Signal(u8),
}

impl Session<'_> {
    /// Probes all connectors that can be probed and tells of each in a line as it ends, then of all; what was seen of each,
    /// by place.
    pub(super) async fn survey(&mut self, connectors: &[Exported]) -> Result<Vec<Option<Run>>, End> {
        let settings = &self.options.settings;
        let plan = |connector: &Connector| Walk::new(connector.clone(), None, settings.clone()).plan();
        let plans = connectors.iter().enumerate();
        let plans = plans.filter_map(|(place, one)| Some((place, plan(one.connector.as_ref().ok()?))));
        // An address is looked at once, and no more connections are open than `check` has.
        let prober = Prober::new(self.options.vantage.clone(), probe::DEFAULT_JOBS);
        let stop = CancellationToken::new();
        let mut looks: FuturesUnordered<_> =
            plans.map(|(place, plan)| look(&prober, place, plan, stop.clone())).collect();
        let mut runs: Vec<Option<Run>> = vec![None; connectors.len()];
        self.pause()?;
        self.tell("plain-probing-all", &Args::new().number("count", looks.len()))?;
        self.tell("plain-stop", &Args::new())?;
        let mut listening = self.held.is_empty();
        let mut signalled = None;
        loop {
            let happened = tokio::select! {
                biased;
                signal = &mut self.stop, if signalled.is_none() => Happened::Signal(signal),
                look = looks.next() => Happened::Ended(look),
                line = self.lines.recv(), if listening => Happened::Typed(line),
            };
            match happened {
                Happened::Ended(None) => break,
                Happened::Ended(Some((place, run))) => {
                    if let Some(brief) = self.brief(&connectors[place], Some(&run)) {
                        let said = [brief.word(&self.texts), brief.code(&self.texts), brief.reason(&self.texts)];
                        let said: Vec<_> = said.into_iter().filter(|word| !word.is_empty()).collect();
                        let args = Args::new().text("name", &brief.name).text("note", self.texts.list(&said));
                        self.tell("note-line", &args)?;
                    }
                    runs[place] = Some(*run);
                }
                Happened::Signal(number) => {
                    stop.cancel();
                    (listening, signalled) = (false, Some(number));
                }
                Happened::Typed(None) => listening = false,
                Happened::Typed(Some(line)) => match self.typed_meanwhile(line)? {
                    Meanwhile::Stops => {
                        stop.cancel();
                        listening = false;
                    }
                    Meanwhile::GoesOn => {}
                    Meanwhile::Waits => listening = false,
                },
            }
        }
        self.tell_table(connectors, &runs)?;
        signalled.map_or(Ok(runs), |number| Err(End::Signal(number)))
    }

    /// The finding of a connector that was probed with all, and what one may want of it.
    pub(super) async fn surveyed(&mut self, connector: Connector, run: Run) -> Result<(), End> {
        let mut walk = Walk::new(connector, None, self.options.settings.clone());
        self.runs += 1;
        walk.begin(RunId(self.runs), 0);
        let now = Now { wall: Timestamp::now(), ms: run.elapsed_ms };
        walk.take(run, now, self.knowledge);
        self.keep(&mut walk)?;
        self.tell_finding(&walk)?;
        let vantage = self.options.vantage.clone();
        self.go_on(walk, &vantage).await
    }

    /// The table of all that can be probed.
    fn tell_table(&mut self, connectors: &[Exported], runs: &[Option<Run>]) -> Result<(), End> {
        let rows = connectors.iter().zip(runs);
        let briefs: Vec<_> = rows.filter_map(|(one, run)| self.brief(one, run.as_ref())).collect();
        let all: Vec<_> = (0..briefs.len()).collect();
        let table = report::overview(&briefs, &all, &[], &self.texts).text(self.options.width);
        self.pause()?;
        self.print(&table)
    }

    /// A connector in a row; `None` where it cannot be probed.
    fn brief(&self, one: &Exported, run: Option<&Run>) -> Option<Brief> {
        let connector = one.connector.as_ref().ok()?;
        let brief = Brief::new(connector, one.notes.contains(&Note::Disabled));
        Some(match run {
            Some(run) => brief.found(run, &diagnose(connector, None, run, self.knowledge).finding),
            None => brief,
        })
    }
}

/// Follows a probe to its end, which is near once it is to stop.
async fn look(prober: &Prober, place: usize, plan: ProbePlan, stop: CancellationToken) -> (usize, Box<Run>) {
    let mut run = Run::default();
    let mut probe = prober.start(plan);
    let mut stopped = false;
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled(), if !stopped => {
                stopped = true;
                probe.cancel();
            }
            event = probe.next() => match event {
                Some(event) => run.apply(event),
                None => return (place, Box::new(run)),
            },
        }
    }
}
