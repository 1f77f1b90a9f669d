//! [`Walk`]: one connector on its way from the probe to the ticked checklist; what is true of it on a screen and in
//! lines alike.
//!
//! It folds what a probe tells, concludes, keeps the steps and what became of them, and knows what would be lost where
//! one leaves it. Focus, scroll and drawing are left to the faces, performing a probe to whoever calls it.

mod kept;
mod questions;
mod watched;

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    journal::Journal,
    now::Now,
    quiz::{Quiz, hides_code},
    watch::Watch,
};
use crate::{
    diagnose::{Past, diagnose, reconcile},
    knowledge::Knowledge,
    model::{
        Answers, Checklist, Connector, Control, Diagnosis, Item, ItemState, ProbeEvent, ProbePlan, Run, Scenario,
        Settings, StepId, Symptom, Verdict, WARN_DAYS, WatchEvent,
    },
};

/// Numbers the runs, so that late events of a cancelled one are harmless.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunId(pub u64);

/// From where a connector is looked at: with which resolvers and which roots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SeenFrom {
    /// From this machine, as it is set up.
    #[default]
    Here,
    /// From within the training lab, at the scenario of that id: its resolvers, the lab's root alone.
    Lab(String),
}

/// A connector, what was seen of it, what that means, and what became of the steps.
#[derive(Clone, Debug)]
pub struct Walk {
    /// The connector.
    pub connector: Connector,
    /// What Office 365 reported, to compare with.
    pub symptom: Option<Symptom>,
    /// How it is looked at.
    pub settings: Settings,
    /// Whether it was read of a report with stand-ins in place of names: whatever is told of it says so.
    pub redacted: bool,
    /// From where it is looked at.
    pub seen_from: SeenFrom,
    /// The exercise of the lab it is, if it is one.
    pub exercise: Option<Exercise>,
    run_id: RunId,
    /// When the run began, by the clock that only goes forward.
    began_ms: u64,
    run: Run,
    /// What the run says so far.
    leading: Option<Diagnosis>,
    /// The run that finding and checklist rest on, and what it says.
    settled: Option<(Run, Diagnosis)>,
    /// What it says before any answer.
    whole: Option<Diagnosis>,
    answers: Answers,
    /// The number of that run.
    settled_id: RunId,
    checklist: Checklist,
    /// What the probes saw wrong until now.
    past: Past,
    /// Steps that were ticked in the report that was saved last, or whose ticks were given up.
    kept: BTreeSet<StepId>,
    /// Steps that are ticked in the report that is being saved.
    written: BTreeSet<StepId>,
    /// Whether a person stopped the run.
    stopped: bool,
    /// What its case holds beside what is here, and whether it is to be written anew.
    journal: Journal,
    watching: Option<Watching>,
}

/// The watch of a walk, and what it is about to do.
#[derive(Clone, Debug)]
struct Watching {
    watch: Watch,
    /// When the next probe begins, by the clock that only goes forward; `None` while one goes on.
    next_ms: Option<u64>,
    /// Whether the run that goes on was begun by the watch.
    is_its_run: bool,
    /// What was not told yet.
    news: Vec<WatchEvent>,
}

/// An exercise on its way: its questions come between the probe and the finding.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// What is broken, and what is to be found.
    pub scenario: Scenario,
    /// The questions, once they were asked.
    pub quiz: Option<Quiz>,
    /// Whether they were answered or skipped.
    pub over: bool,
}

/// What one meets on the way from the probe to the finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// Nothing was seen yet.
    Nothing,
    /// The questions of an exercise, once its probe is over.
    QuestionsLater,
    /// The questions of an exercise.
    Questions,
    /// The finding.
    Finding,
}

/// What a probe made of the steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// How many it verified.
    pub verified: usize,
    /// How many it still saw that a person had ticked.
    pub still_seen: usize,
    /// How many it set aside, because another fault has taken the place of theirs.
    pub set_aside: usize,
}

impl Change {
    /// What there is to say of it: the message, and of how many steps.
    pub fn told(self) -> Vec<(&'static str, usize)> {
        let all = [
            ("steps-verified", self.verified),
            ("another-fault", self.set_aside),
            ("steps-still-seen", self.still_seen),
        ];
        all.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

/// What became of a wish to tick a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticked {
    /// There is no such step.
    NoStep,
    /// A probe verified it, which no person takes back.
    StaysVerified,
    /// It is ticked, or its tick is taken back.
    Toggled,
    /// It is ticked, and it was the last one.
    AllDone,
}

impl Exercise {
    fn new(scenario: Scenario) -> Self {
        Self { scenario, quiz: None, over: false }
    }

    fn is_answered(&self) -> bool {
        self.over || self.quiz.as_ref().is_some_and(|quiz| quiz.question().is_none())
    }
}

impl Walk {
    /// The walk of a connector that is seen from here; nothing runs yet.
    pub fn new(connector: Connector, symptom: Option<Symptom>, settings: Settings) -> Self {
        Self {
            connector,
            symptom,
            settings,
            redacted: false,
            seen_from: SeenFrom::Here,
            exercise: None,
            run_id: RunId::default(),
            began_ms: 0,
            run: Run { finished: true, ..Run::default() },
            leading: None,
            settled: None,
            whole: None,
            answers: Answers::default(),
            settled_id: RunId::default(),
            checklist: Checklist::default(),
            past: Past::default(),
            kept: BTreeSet::new(),
            written: BTreeSet::new(),
            stopped: false,
            journal: Journal::default(),
            watching: None,
        }
    }

    /// The walk of the scenario of that id, which listens. Unless it is an exercise, nothing is asked.
    pub fn in_lab(id: &str, connector: Connector, settings: Settings, exercise: Option<Scenario>) -> Self {
        let exercise = exercise.filter(|scenario| scenario.chapter > 0).map(Exercise::new);
        Self { seen_from: SeenFrom::Lab(id.to_owned()), exercise, ..Self::new(connector, None, settings) }
    }

    /// What to ask of the network.
    pub fn plan(&self) -> ProbePlan {
        let in_lab = matches!(self.seen_from, SeenFrom::Lab(_));
        // Nothing leaves this machine from the lab, whatever was said of other connectors.
        let (samples, control) =
            if in_lab { (1, Control::None) } else { (self.settings.samples, self.settings.control.clone()) };
        ProbePlan {
            connector: self.connector.clone(),
            ehlo: self.settings.ehlo.clone(),
            limits: self.settings.limits,
            samples,
            control,
            in_lab,
            warn_days: WARN_DAYS,
        }
    }

    /// A run begins; what the last one said stays until this one has something better.
    pub fn begin(&mut self, id: RunId, now_ms: u64) {
        self.run_id = id;
        self.began_ms = now_ms;
        self.run = Run { limits: self.settings.limits, ..Run::default() };
        self.leading = None;
        self.stopped = false;
        if let Some(watching) = &mut self.watching {
            (watching.next_ms, watching.is_its_run) = (None, false);
        }
        // Questions that were left open are asked about the new run.
        if let Some(exercise) = self.exercise.as_mut().filter(|exercise| !exercise.over) {
            *exercise = Exercise::new(exercise.scenario.clone());
        }
        self.journal.changed |= self.symptom.is_some();
    }

    /// Takes an event in; what it made of the steps.
    pub fn see(&mut self, event: ProbeEvent, now: Now, knowledge: &Knowledge) -> Change {
        if let ProbeEvent::Began { .. } = event {
            self.began_ms = now.ms;
        }
        self.run.apply(event);
        self.seen(now, knowledge)
    }

    /// Takes in a whole run, as far as it came.
    pub fn take(&mut self, run: Run, now: Now, knowledge: &Knowledge) -> Change {
        self.run = run;
        self.seen(now, knowledge)
    }

    fn seen(&mut self, now: Now, knowledge: &Knowledge) -> Change {
        let leading = diagnose(&self.connector, self.symptom.as_ref(), &self.run, knowledge);
        let kept = self.watched(now, &leading);
        self.leading = Some(leading);
        if self.settled.is_none() {
            self.journal.came_to(&self.run);
        }
        if !self.run.finished || kept {
            return Change::default();
        }
        let before: Vec<_> = self.items().iter().map(|item| (item.id.clone(), item.state)).collect();
        let earlier = self.checklist.earlier;
        self.settle(knowledge);
        let was = |item: &Item| before.iter().find(|(id, _)| *id == item.id).map(|(_, state)| *state);
        let verified =
            |item: &&Item| item.state == ItemState::Verified && was(item).is_some_and(|was| was != ItemState::Verified);
        let seen = |item: &&Item| item.state == ItemState::StillSeen && was(item) == Some(ItemState::Ticked);
        let count = |became: &dyn Fn(&&Item) -> bool| self.items().iter().filter(became).count();
        // Where all is well, no fault has taken the place of the one that was repaired.
        let is_fault = self.settled.as_ref().is_some_and(|(_, told)| told.finding.verdict == Verdict::Fault);
        let set_aside = if is_fault { self.checklist.earlier.saturating_sub(earlier) } else { 0 };
        Change { verified: count(&verified), still_seen: count(&seen), set_aside }
    }

    /// Holds another report against what was seen. The steps follow; what was ticked stays.
    pub fn compare_with(&mut self, symptom: Symptom, knowledge: &Knowledge) {
        self.symptom = Some(symptom);
        self.journal.changed = true;
        if let Some(leading) = &mut self.leading {
            *leading = diagnose(&self.connector, self.symptom.as_ref(), &self.run, knowledge);
        }
        let Some((run, _)) = self.settled.clone() else { return };
        self.whole = Some(diagnose(&self.connector, self.symptom.as_ref(), &run, knowledge));
        self.conclude_again(knowledge);
    }

    /// Notes that a person stops the run that goes on; its number, if one does that was not stopped before.
    pub fn stop(&mut self) -> Option<RunId> {
        (!self.run.finished && !self.stopped).then(|| {
            self.stopped = true;
            self.run_id
        })
    }

    /// Ends the run that goes on, because nobody will hear more of it: finding and checklist rest on what was seen.
    pub fn end(&mut self, now_ms: u64, knowledge: &Knowledge) {
        if self.run.finished {
            return;
        }
        self.stopped = true;
        self.run.stop(self.elapsed_ms(now_ms));
        self.leading = Some(diagnose(&self.connector, self.symptom.as_ref(), &self.run, knowledge));
        self.settle(knowledge);
    }

    /// Finding and checklist rest on what was seen until now. The steps of an unfinished run judge no tick.
    fn settle(&mut self, knowledge: &Knowledge) {
        let Some(whole) = self.leading.take() else { return };
        self.past.learn(&self.run, &whole.finding);
        let leading = self.told_apart(whole.clone(), &self.run, knowledge);
        self.whole = Some(whole);
        self.leading = Some(leading.clone());
        self.checklist = if self.checklist.items.is_empty() {
            leading.checklist.clone()
        } else {
            reconcile(&self.checklist, &leading, &self.run, &self.past)
        };
        let finding = leading.finding.clone();
        self.settled = Some((self.run.clone(), leading));
        self.settled_id = self.run_id;
        self.journal.probed(&self.run, &finding);
    }

    /// The scenario of the lab it is, if it is one.
    pub fn scenario(&self) -> Option<&str> {
        match &self.seen_from {
            SeenFrom::Here => None,
            SeenFrom::Lab(id) => Some(id),
        }
    }

    /// The number of the run.
    pub fn run_id(&self) -> RunId {
        self.run_id
    }

    /// The run as far as it is.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Whether a probe goes on that nobody has stopped yet.
    pub fn may_stop(&self) -> bool {
        !self.run.finished && !self.stopped && !self.is_looking_by_itself()
    }

    /// Whether finding and checklist still rest on an earlier run than the one that goes on.
    pub fn is_earlier(&self) -> bool {
        self.may_be_earlier() && self.settled_id != self.run_id
    }

    fn may_be_earlier(&self) -> bool {
        !self.run.finished && self.settled.is_some() && !self.is_looking_by_itself()
    }

    /// Whether a probe goes on.
    pub fn is_probing(&self) -> bool {
        !self.run.finished
    }

    /// What the run says so far.
    pub fn leading(&self) -> Option<&Diagnosis> {
        self.leading.as_ref()
    }

    /// The finding that is shown: the settled one.
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        self.settled.as_ref().map(|(_, diagnosis)| diagnosis)
    }

    /// The run the finding rests on.
    pub fn settled_run(&self) -> &Run {
        self.settled.as_ref().map_or(&self.run, |(run, _)| run)
    }

    /// What a report tells of: the run that the finding rests on, else the one that goes on, and what it says. The states
    /// of the steps go along, because a report says what was done too.
    pub fn told(&self) -> Option<(&Run, Diagnosis)> {
        let settled = self.settled.as_ref().map(|(run, diagnosis)| (run, diagnosis));
        let (run, diagnosis) = settled.or_else(|| self.leading.as_ref().map(|leading| (&self.run, leading)))?;
        Some((run, Diagnosis { checklist: self.checklist.clone(), ..diagnosis.clone() }))
    }

    /// Milliseconds since the run began.
    pub fn elapsed_ms(&self, now_ms: u64) -> u64 {
        if self.run.finished {
            self.run.elapsed_ms
        } else {
            self.run.elapsed_ms.max(now_ms.saturating_sub(self.began_ms))
        }
    }

    /// The steps.
    pub fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// The steps, one by one.
    pub fn items(&self) -> &[Item] {
        &self.checklist.items
    }

    /// The message that says why there are no steps; `None` where there are some. That there is nothing to do is said of
    /// a destination that was seen to the end and found well, and of nothing else.
    pub fn no_steps(&self) -> Option<&'static str> {
        let (run, diagnosis) = match &self.settled {
            _ if !self.checklist.items.is_empty() => return None,
            Some(settled) => settled,
            None => return Some("no-steps-yet"),
        };
        Some(match diagnosis.finding.verdict {
            _ if run.cancelled => "no-steps-stopped",
            _ if !run.finished => "no-steps-yet",
            Verdict::Healthy => "nothing-to-do",
            Verdict::Fault | Verdict::Inconclusive => "no-steps",
        })
    }

    /// Ticks a step, or takes its tick back.
    pub fn tick(&mut self, place: usize, now: Timestamp) -> Ticked {
        let Some(item) = self.checklist.items.get(place) else { return Ticked::NoStep };
        if item.state == ItemState::Verified {
            return Ticked::StaysVerified;
        }
        let name = item.name();
        self.checklist.toggle(place, now);
        self.journal.ticked(name, now);
        if self.checklist.is_done() { Ticked::AllDone } else { Ticked::Toggled }
    }

    /// How many ticks, or ticks taken back, no file knows of: they are lost where the walk is left. A tick that was taken
    /// back before it was saved is no loss, and what a probe verified it verifies again.
    pub fn unsaved(&self) -> usize {
        let by_hand = |item: &&Item| item.state != ItemState::Verified;
        self.items().iter().filter(by_hand).filter(|item| item.is_ticked() != self.kept.contains(&item.name())).count()
    }

    /// A report is being written with the steps as they are.
    pub fn write(&mut self) {
        self.written = self.ticked();
    }

    /// The report that was being written is kept: a file knows of what is in it, and of nothing that came since.
    pub fn saved(&mut self) {
        self.kept = std::mem::take(&mut self.written);
    }

    /// A person gives up what no file knows of.
    pub fn give_up(&mut self) {
        self.kept = self.ticked();
    }

    fn ticked(&self) -> BTreeSet<StepId> {
        self.items().iter().filter(|item| item.is_ticked()).map(Item::name).collect()
    }

    /// Whether the code is for the trainee to name, so that nothing may name it yet.
    pub fn hides_code(&self) -> bool {
        let hidden = |exercise: &Exercise| hides_code(&exercise.scenario) && !exercise.is_answered();
        !self.stopped && self.exercise.as_ref().is_some_and(hidden)
    }

    /// Whether the questions of an exercise come before the finding.
    pub fn asks_first(&self) -> bool {
        !self.stopped && self.exercise.as_ref().is_some_and(|exercise| !exercise.over)
    }

    /// What comes before the finding. Where it is the finding itself, that rests on what was seen until now.
    pub fn ahead(&mut self, knowledge: &Knowledge) -> Ahead {
        if self.leading.is_none() {
            return Ahead::Nothing;
        }
        if let Some(exercise) = self.exercise.as_mut().filter(|exercise| !exercise.over && !self.stopped) {
            if !self.run.finished {
                return Ahead::QuestionsLater;
            }
            if exercise.quiz.is_none()
                && let Some((_, diagnosis)) = &self.settled
            {
                exercise.quiz = Quiz::of(&exercise.scenario, diagnosis, knowledge);
                exercise.over = exercise.quiz.is_none();
            }
            if !exercise.over {
                return Ahead::Questions;
            }
        }
        // The finding of a probe that was stopped tells what would be asked.
        if let Some(exercise) = &mut self.exercise {
            exercise.over = true;
        }
        // Before the end the finding is provisional; at the end of the run it is settled by itself.
        if !self.run.finished {
            self.settle(knowledge);
        }
        Ahead::Finding
    }
}
