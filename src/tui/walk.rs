//! [`Walk`]: one connector on its way from the probe to the ticked checklist.

use std::collections::BTreeSet;

use super::app::{Now, RunId};
use crate::{
    diagnose::{diagnose, reconcile},
    knowledge::Knowledge,
    model::{
        Checklist, Connector, Diagnosis, Endpoint, EndpointId, ItemState, Limits, ProbeEvent, Run, Scenario, StepId,
        Symptom,
    },
    wizard::{Quiz, hides_code},
};

/// A connector, what was seen of it, what that means, and what became of the steps.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    pub(crate) connector: Connector,
    pub(crate) symptom: Option<Symptom>,
    pub(crate) limits: Limits,
    pub(crate) run_id: RunId,
    /// When the run began, by the clock that only goes forward.
    began_ms: u64,
    pub(crate) run: Run,
    /// What the run says so far.
    pub(crate) leading: Option<Diagnosis>,
    /// The run that finding and checklist rest on, and what it says.
    pub(crate) settled: Option<(Run, Diagnosis)>,
    pub(crate) checklist: Checklist,
    /// Steps whose tick no file knows of.
    pub(crate) unsaved: BTreeSet<StepId>,
    /// The step that has the focus.
    pub(crate) step: usize,
    /// The address that has the focus.
    pub(crate) address: Option<EndpointId>,
    /// Whether a person stopped the run.
    pub(crate) stopped: bool,
    /// The exercise of the lab it is, if it is one, and how far its questions are.
    pub(crate) lesson: Option<Lesson>,
}

/// An exercise on its way: its questions come between the probe and the finding.
#[derive(Clone, Debug)]
pub(crate) struct Lesson {
    pub(crate) scenario: Scenario,
    /// The questions, once they were asked.
    pub(crate) quiz: Option<Quiz>,
    /// The choice that has the focus.
    pub(crate) choice: usize,
    /// Whether they were answered or skipped.
    pub(crate) over: bool,
}

impl Lesson {
    pub(crate) fn new(scenario: Scenario) -> Self {
        Self { scenario, quiz: None, choice: 0, over: false }
    }
}

impl Walk {
    pub(crate) fn new(connector: Connector, symptom: Option<Symptom>, limits: Limits) -> Self {
        Self {
            connector,
            symptom,
            limits,
            run_id: RunId::default(),
            began_ms: 0,
            run: Run { finished: true, ..Run::default() },
            leading: None,
            settled: None,
            checklist: Checklist::default(),
            unsaved: BTreeSet::new(),
            step: 0,
            address: None,
            stopped: false,
            lesson: None,
        }
    }

    /// Whether the code is for the trainee to name, so that nothing here may name it yet.
    pub(crate) fn hides_code(&self) -> bool {
        let answered =
            |lesson: &Lesson| lesson.over || lesson.quiz.as_ref().is_some_and(|quiz| quiz.question().is_none());
        !self.stopped && self.lesson.as_ref().is_some_and(|lesson| hides_code(&lesson.scenario) && !answered(lesson))
    }

    /// A run begins; what the last one said stays until this one has something better.
    pub(crate) fn begin(&mut self, id: RunId, now_ms: u64) {
        self.run_id = id;
        self.began_ms = now_ms;
        self.run = Run { limits: self.limits, ..Run::default() };
        self.leading = None;
        self.stopped = false;
        // Questions that were left open are asked about the new run.
        if let Some(lesson) = self.lesson.as_mut().filter(|lesson| !lesson.over) {
            *lesson = Lesson::new(lesson.scenario.clone());
        }
    }

    /// Takes an event in; how many steps it verified.
    pub(crate) fn see(&mut self, event: ProbeEvent, now: Now, knowledge: &Knowledge) -> usize {
        if let ProbeEvent::Began { .. } = event {
            self.began_ms = now.ms;
        }
        self.run.apply(event);
        self.leading = Some(diagnose(&self.connector, self.symptom.as_ref(), &self.run, knowledge));
        if self.address.is_none() {
            self.address = self.run.endpoints.first().map(|endpoint| endpoint.id);
        }
        if !self.run.finished {
            return 0;
        }
        let before = self.checklist.count(ItemState::Verified);
        self.settle();
        self.checklist.count(ItemState::Verified).saturating_sub(before)
    }

    /// Finding and checklist rest on what was seen until now. The steps of an unfinished run judge no tick.
    pub(crate) fn settle(&mut self) {
        let Some(leading) = self.leading.clone() else { return };
        let focused = self.checklist.items.get(self.step).map(|item| item.id.clone());
        self.checklist = if self.checklist.items.is_empty() {
            leading.checklist.clone()
        } else {
            reconcile(&self.checklist, leading.checklist.clone(), &self.run)
        };
        // The focus follows the step, not the row.
        self.step = focused
            .and_then(|id| self.checklist.items.iter().position(|item| item.id == id))
            .unwrap_or_else(|| self.step.min(self.checklist.items.len().saturating_sub(1)));
        self.settled = Some((self.run.clone(), leading));
    }

    /// The finding that is shown: the settled one.
    pub(crate) fn diagnosis(&self) -> Option<&Diagnosis> {
        self.settled.as_ref().map(|(_, diagnosis)| diagnosis)
    }

    /// The run the finding rests on.
    pub(crate) fn settled_run(&self) -> &Run {
        self.settled.as_ref().map_or(&self.run, |(run, _)| run)
    }

    /// The address that has the focus.
    pub(crate) fn endpoint(&self) -> Option<&Endpoint> {
        let focused = self.address.and_then(|id| self.run.endpoint(id));
        focused.or_else(|| self.run.endpoints.first())
    }

    /// Moves the focus among the addresses.
    pub(crate) fn focus_address(&mut self, to: impl FnOnce(usize, usize) -> usize) {
        let count = self.run.endpoints.len();
        let at = self.run.endpoints.iter().position(|endpoint| Some(endpoint.id) == self.address).unwrap_or(0);
        if count > 0 {
            self.address = self.run.endpoints.get(to(at, count).min(count - 1)).map(|endpoint| endpoint.id);
        }
    }

    /// Milliseconds since the run began.
    pub(crate) fn elapsed_ms(&self, now: Now) -> u64 {
        if self.run.finished {
            self.run.elapsed_ms
        } else {
            self.run.elapsed_ms.max(now.ms.saturating_sub(self.began_ms))
        }
    }

    /// Ticks the step that has the focus, or takes the tick back.
    pub(crate) fn toggle(&mut self, now: Now) -> Option<ItemState> {
        self.checklist.toggle(self.step, now.wall);
        let item = self.checklist.items.get(self.step)?;
        // A tick that was taken back before it was saved is no loss.
        if !self.unsaved.remove(&item.id) {
            self.unsaved.insert(item.id.clone());
        }
        Some(item.state)
    }
}
