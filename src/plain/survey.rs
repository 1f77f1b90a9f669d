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
    intake::outbound_connector::{Exported, Note, Unusable},
    l10n::Args,
    model::{Connector, ProbePlan, Run, Told},
    probe::{self, Prober},
    report::{Brief, Overview},
    wizard::{Now, RunId, Walk},
};

/// What ends a wait.
enum Happened {
    Ended(Option<(usize, Box<Run>)>),
    Typed(Option<Vec<u8>>),
    /// A signal of that number asks to stop.
    Signal(u8),
}

/// What a probe of all saw.
pub(super) struct Survey {
    /// By place in the export; `None` where nothing was seen.
    runs: Vec<Option<Run>>,
    /// The connector whose finding was told last.
    opened: Option<usize>,
}

impl Survey {
    /// Nothing of so many connectors.
    pub(super) fn of(count: usize) -> Self {
        Self { runs: vec![None; count], opened: None }
    }

    /// Whether anything was seen.
    pub(super) fn is_any(&self) -> bool {
        self.runs.iter().any(Option::is_some)
    }

    /// What was seen of that connector.
    pub(super) fn run(&self, place: usize) -> Option<&Run> {
        self.runs.get(place)?.as_ref()
    }

    /// The connector behind the one whose finding was told last, of those of which something was seen.
    pub(super) fn next(&self) -> Option<usize> {
        let from = self.opened.map_or(0, |opened| opened + 1);
        (from..self.runs.len()).find(|place| self.runs[*place].is_some())
    }
}

impl Session<'_> {
    /// Probes all connectors that can be probed and tells of each in a line as it ends, then of all.
    pub(super) async fn survey(&mut self, connectors: &[Exported]) -> Result<Survey, End> {
        let settings = &self.options.settings;
        let plan = |connector: &Connector| Walk::new(connector.clone(), None, settings.clone()).plan();
        let plans = connectors.iter().enumerate();
        let plans = plans.filter_map(|(place, one)| Some((place, plan(one.connector.as_ref().ok()?))));
        // An address is looked at once, and no more connections are open than `check` has.
        let prober = Prober::new(self.options.vantage.clone(), probe::DEFAULT_JOBS);
        let stop = CancellationToken::new();
        let mut looks: FuturesUnordered<_> =
            plans.map(|(place, plan)| look(&prober, place, plan, stop.clone())).collect();
        let mut survey = Survey::of(connectors.len());
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
                    if let Ok(brief) = self.brief(&connectors[place], Some(&run)) {
                        let said = [brief.word(&self.texts), brief.code(&self.texts), brief.reason(&self.texts)];
                        let said: Vec<_> = said.into_iter().filter(|word| !word.is_empty()).collect();
                        let args = Args::new().text("name", &brief.name).text("note", self.texts.list(&said));
                        self.tell("note-line", &args)?;
                    }
                    survey.runs[place] = Some(*run);
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
        let table = self.overview(connectors, &survey).document(&self.texts).text(self.options.width);
        self.pause()?;
        self.print(&table)?;
        signalled.map_or(Ok(survey), |number| Err(End::Signal(number)))
    }

    /// The finding of a connector that was probed with all, and what one may want of it.
    pub(super) async fn surveyed(
        &mut self,
        connectors: &[Exported],
        place: usize,
        survey: &mut Survey,
    ) -> Result<(), End> {
        let run = survey.runs.get(place).cloned().flatten();
        let (Some(run), Ok(connector)) = (run, connectors[place].connector.clone()) else { return Ok(()) };
        survey.opened = Some(place);
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

    /// All connectors in a table, and why some are not probed.
    pub(super) fn overview(&self, connectors: &[Exported], survey: &Survey) -> Overview {
        let mut overview = Overview::default();
        for (one, run) in connectors.iter().zip(&survey.runs) {
            overview.briefs.push(self.brief(one, run.as_ref()).unwrap_or_else(|why| {
                let name = one.name.as_ref().map(ToString::to_string).unwrap_or_default();
                overview.unprobed.push((name.clone(), self.texts.told("error", &why)));
                Brief::unprobed(name, String::new(), one.notes.contains(&Note::Disabled))
            }));
        }
        overview
    }

    /// A connector in a row; why it cannot be probed, where it cannot.
    fn brief(&self, one: &Exported, run: Option<&Run>) -> Result<Brief, Told> {
        let connector = one.connector.as_ref().map_err(Unusable::told)?;
        let brief = Brief::new(connector, one.notes.contains(&Note::Disabled));
        Ok(match run {
            Some(run) => brief.found(run, &diagnose(connector, None, run, self.knowledge).finding),
            None => brief,
        })
    }
}

/// Follows a probe to its end, which is near once it is to stop.
async fn look(prober: &Prober, place: usize, plan: ProbePlan, stop: CancellationToken) -> (usize, Box<Run>) {
    let mut run = Run::default();
    let mut probe = prober.start(plan);
    while let Some(event) = probe.next_until(&stop).await {
        run.apply(event);
    }
    (place, Box::new(run))
}
