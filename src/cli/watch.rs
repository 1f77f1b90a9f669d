//! `check --watch`: probes again and again, at a polite pace, and says what changed: one line a change, an hourly sign of
//! life, the whole report at the start and at another verdict. What a change is, is decided in `wizard`.

use std::{path::Path, time::Duration};

use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Exit, output::Output, probing, progress, progress::Progress, signals::Signals};
use crate::{
    knowledge::Knowledge,
    l10n::Texts,
    model::{Answers, Deadline, Diagnosis, ProbePlan, Run, Settings, Standing, Symptom, Verdict, WatchEvent},
    probe::{Prober, Vantage},
    report::{self, Service},
    system::signals,
    wizard::{Now, RunId, Walk},
};

/// What is watched, how, and until when.
pub(super) struct Watching<'a> {
    pub(super) plans: &'a [ProbePlan],
    pub(super) symptom: Option<&'a Symptom>,
    /// What was answered.
    pub(super) answers: &'a Answers,
    pub(super) vantage: &'a Vantage,
    pub(super) jobs: usize,
    pub(super) knowledge: &'a Knowledge,
    pub(super) texts: &'a Texts,
    /// Whether programs read it: objects of JSON instead of lines.
    pub(super) for_programs: bool,
    /// The whole report, as it is printed.
    pub(super) report: &'a dyn Fn(&ProbePlan, &Run, &Diagnosis) -> String,
    /// What is written after each round instead of being printed.
    pub(super) metrics: Option<Metrics<'a>>,
    /// The pause between two probes that was wished, in milliseconds.
    pub(super) pause_ms: u64,
    /// After so many milliseconds no probe begins any more.
    pub(super) for_ms: Option<u64>,
    /// Whether it ends once all of them are healthy.
    pub(super) until_healthy: bool,
}

/// The file of metrics, and how a connector is told there.
pub(super) struct Metrics<'a> {
    pub(super) path: &'a Path,
    pub(super) service: &'a dyn Fn(&ProbePlan, &Run) -> Service,
}

/// A connector that is watched.
struct Place {
    walk: Walk,
    /// The verdict that was printed last, if one was.
    shown: Option<Option<Standing>>,
    exit: Exit,
    /// What the metrics say of the last look.
    service: Option<Service>,
}

/// A watch under way.
struct Under<'a> {
    watching: &'a Watching<'a>,
    places: Vec<Place>,
    begun: (Instant, Timestamp),
    runs: u64,
}

impl Watching<'_> {
    /// Watches until it is to end; how that is.
    pub(super) async fn watch(&self, output: &mut Output, signals: &mut Signals) -> Exit {
        let mut under =
            Under { watching: self, places: Vec::new(), begun: (Instant::now(), Timestamp::now()), runs: 0 };
        let now = under.now();
        under.places = self.plans.iter().map(|plan| self.place(plan, now)).collect();
        loop {
            if let Some(number) = under.pass(output, signals).await {
                return under.stopped(number, output);
            }
            under.rewrite(output);
            let exit = under.exit();
            if self.until_healthy && exit == Exit::Healthy {
                return under.end("healthy", output);
            }
            if !output.is_open() {
                return exit;
            }
            if under.runs == 1 {
                under.tell_begin(output);
            }
            let next_ms = under.due_ms().unwrap_or(0);
            let over_ms = self.for_ms.filter(|over_ms| *over_ms <= next_ms);
            let wake = under.begun.0 + Duration::from_millis(over_ms.unwrap_or(next_ms));
            tokio::select! {
                () = tokio::time::sleep_until(wake) => {}
                number = signals.next() => return under.stopped(number, output),
            }
            if over_ms.is_some() {
                return under.end("time", output);
            }
        }
    }

    /// Prints what changes; where there are metrics they tell it.
    fn print(&self, output: &mut Output, text: &str) {
        if self.metrics.is_none() {
            output.print(text);
        }
    }

    fn place(&self, plan: &ProbePlan, now: Now) -> Place {
        let settings = Settings { limits: plan.limits, ..Settings::default() };
        let mut walk = Walk::new(plan.connector.clone(), self.symptom.cloned(), settings);
        self.answers.iter().for_each(|(question, answer)| walk.answer(question, Some(answer), self.knowledge));
        walk.watch(self.pause_ms, now);
        Place { walk, shown: None, exit: Exit::Inconclusive, service: None }
    }
}

impl Under<'_> {
    fn now(&self) -> Now {
        Now { wall: Timestamp::now(), ms: u64::try_from(self.begun.0.elapsed().as_millis()).unwrap_or(u64::MAX) }
    }

    /// When all of them are due again, by the clock that only goes forward.
    fn due_ms(&self) -> Option<u64> {
        self.places.iter().filter_map(|place| place.walk.next_look_ms()).max()
    }

    /// That of the last look at all of them.
    fn exit(&self) -> Exit {
        self.places.iter().fold(Exit::Healthy, |exit, place| exit.with(place.exit))
    }

    /// Looks at every connector once, and tells of each as it ends; the number of the signal that stopped it.
    async fn pass(&mut self, output: &mut Output, signals: &mut Signals) -> Option<u8> {
        self.runs += 1;
        let watching = self.watching;
        // What was seen at an address is shared within a pass and looked at again in the next.
        let prober = &Prober::new(watching.vantage.clone(), watching.jobs);
        let stop = &CancellationToken::new();
        let first = self.runs == 1;
        let now_ms = self.now().ms;
        // They begin together, when the last of them is due.
        let due_ms = self.due_ms().unwrap_or(now_ms);
        for place in &mut self.places {
            place.walk.begin_look(RunId(self.runs), now_ms, due_ms);
        }
        let looks = stream::iter(watching.plans.iter().enumerate()).map(|(at, plan)| async move {
            // Between two changes nothing is said, not even how far it is.
            let mut progress =
                if first { Progress::new(plan, watching.texts) } else { Progress::hushed(plan, watching.texts) };
            (at, probing::look(prober, plan, &mut progress, stop).await)
        });
        let mut looks = looks.buffer_unordered(watching.jobs).boxed_local();
        let mut stopped = None;
        loop {
            tokio::select! {
                biased;
                number = signals.next(), if stopped.is_none() => {
                    stopped = Some(number);
                    stop.cancel();
                    progress::end_line();
                }
                look = looks.next() => match look {
                    None => return stopped,
                    Some((at, run)) => self.look(at, run, output),
                }
            }
        }
    }

    /// Takes a run in, and prints what is new.
    fn look(&mut self, at: usize, run: Run, output: &mut Output) {
        let watching = self.watching;
        let now = self.now();
        let cancelled = run.cancelled;
        let place = &mut self.places[at];
        place.service = watching.metrics.as_ref().map(|metrics| (metrics.service)(&watching.plans[at], &run));
        place.walk.take(run, now, watching.knowledge);
        let news = place.walk.news();
        let Some(watch) = place.walk.watching() else { return };
        let standing = watch.standing().cloned();
        let turned = place.shown.as_ref().is_none_or(|shown| *shown != standing);
        let slept = matches!(news[..], [WatchEvent::Gap { .. }]);
        if watch.blind().is_some() {
            place.exit = Exit::Inconclusive;
        } else if let Some(diagnosis) = place.walk.diagnosis().filter(|_| !cancelled && !slept) {
            place.exit = diagnosis.finding.verdict.into();
        }
        for event in &news {
            self.print_event(at, event, now, output);
        }
        let place = &mut self.places[at];
        if turned && let Some((run, diagnosis)) = place.walk.told() {
            let report = (watching.report)(&watching.plans[at], run, &diagnosis);
            let is_first = at == 0 && self.runs == 1;
            let gap = if is_first || watching.for_programs { "" } else { "\n" };
            self.watching.print(output, &format!("{gap}{report}{}", if watching.for_programs { "" } else { "\n" }));
            place.shown = Some(standing);
        }
    }

    /// Writes the metrics of all of them in place of those of the last round.
    fn rewrite(&self, output: &mut Output) {
        let Some(metrics) = &self.watching.metrics else { return };
        let services = self.places.iter().filter_map(|place| place.service.clone()).collect();
        output.rewrite(metrics.path, &report::openmetrics(services, Timestamp::now()));
    }

    fn print_event(&self, at: usize, event: &WatchEvent, now: Now, output: &mut Output) {
        let watching = self.watching;
        let connector = &watching.plans[at].connector;
        if watching.for_programs {
            let retry = &watching.knowledge.exchange().retry;
            let due = watching.symptom.and_then(|symptom| Deadline::of(symptom, retry.hours_least, retry.hours));
            self.watching.print(output, &report::json::line(&report::json::watched(connector, event, due)));
            return;
        }
        self.watching.print(output, &format!("{}\n", report::watch_line(connector, event, watching.texts)));
        if matches!(event, WatchEvent::Alive { .. }) {
            self.print_deadline(now, output);
        }
    }

    /// What is left of the time of the message that was reported.
    fn print_deadline(&self, now: Now, output: &mut Output) {
        let Watching { knowledge, texts, .. } = self.watching;
        let line =
            self.watching.symptom.and_then(|symptom| report::watch_deadline(symptom, now.wall, knowledge, texts));
        line.iter().for_each(|line| self.watching.print(output, &format!("{line}\n")));
    }

    /// That it goes on, how often, and how much time the message of the report has.
    fn tell_begin(&self, output: &mut Output) {
        let now = self.now();
        let next_ms = self.places.iter().filter_map(|place| place.walk.pause_ms()).max();
        let wished_ms = self.watching.pause_ms;
        let pause_ms = next_ms.unwrap_or(wished_ms);
        if !self.watching.for_programs {
            self.print_deadline(now, output);
        }
        output.note(&report::watch_began(pause_ms, pause_ms > wished_ms, self.watching.texts));
    }

    fn stopped(&self, number: u8, output: &mut Output) -> Exit {
        // Who stops it before the first verdict has stopped a check.
        let looked =
            self.places.iter().all(|place| place.walk.watching().is_some_and(|watch| watch.looked().is_some()));
        if looked {
            let exit = self.end("stopped", output);
            if i32::from(number) == signals::INTERRUPT {
                return exit;
            }
        }
        Exit::Signal(number)
    }

    /// Says that it is over and why; how it ends.
    fn end(&self, why: &'static str, output: &mut Output) -> Exit {
        let exit = self.exit();
        let now = self.now();
        let span_ms = u64::try_from(now.wall.duration_since(self.begun.1).as_millis()).unwrap_or(0);
        let line = if self.watching.for_programs {
            let verdict = match exit {
                Exit::Healthy => Verdict::Healthy,
                Exit::Fault => Verdict::Fault,
                Exit::Inconclusive | Exit::Usage | Exit::Signal(_) | Exit::Service(_) => Verdict::Inconclusive,
            };
            report::json::line(&report::json::watch_ended(why, now.wall, span_ms, verdict))
        } else {
            format!("{}\n", report::watch_ended(why, now.wall, span_ms, self.watching.texts))
        };
        self.watching.print(output, &line);
        exit
    }
}
