//! A walk as a case, and a walk that goes on from one: what is kept of it, and when there is something to keep.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{SeenFrom, Walk};
use crate::{
    diagnose::{Past, diagnose, in_the_light_of, remade},
    knowledge::Knowledge,
    model::{Actor, CASE_VERSION, Case, CaseId, Checklist, Finding, Item, KeptStep, Limits, StepId, Verdict},
    wizard::journal::Journal,
};

impl Walk {
    /// The walk that goes on from a case: what was seen is concluded anew, so that it is told in the words of this
    /// program. Nothing runs.
    pub fn resume(case: Case, limits: Limits, knowledge: &Knowledge) -> Self {
        let case = case.bounded();
        let mut walk = Self::new(case.connector, case.symptom, limits);
        let remake = |kept: &KeptStep| Some((kept.earlier, remade(&walk.connector, kept, knowledge)?));
        let (earlier, mut items): (Vec<_>, Vec<_>) =
            case.steps.iter().filter_map(remake).partition(|(is_earlier, _)| *is_earlier);
        let count = earlier.len();
        items.extend(earlier);
        let items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
        walk.past = Past::from(case.met);
        if let Some(run) = case.run {
            let symptom = walk.symptom.as_ref();
            let said = diagnose(&walk.connector, symptom, &run, knowledge);
            let said = in_the_light_of(&walk.past, &walk.connector, symptom, &run, said, knowledge);
            walk.checklist = Checklist { code: case.code, items, earlier: count };
            walk.leading = Some(said.clone());
            walk.settled = Some((run.clone(), said));
            walk.run = run;
        }
        walk.kept = walk.ticked();
        let by_hand = case.steps.into_iter().filter_map(|step| Some((step.id, step.by_hand?))).collect();
        let begun = Some((case.id, case.created));
        walk.journal = Journal { begun, probes: case.probes, letters: case.letters, by_hand, changed: false };
        walk
    }

    /// The case as it is to be written now; `None` where nothing is new, or there is nothing to come back to: an exercise,
    /// or a destination that is well and of which nobody reported otherwise.
    pub fn case_to_keep(&mut self, now: Timestamp) -> Option<Case> {
        if !std::mem::take(&mut self.journal.changed) || !self.is_case() {
            return None;
        }
        let begun = || (CaseId::new(&self.first_host(), now), now);
        let (id, created) = self.journal.begun.clone().unwrap_or_else(begun);
        self.journal.begun = Some((id.clone(), created));
        Some(self.case(id, created, now))
    }

    /// The case of that name.
    fn case(&self, id: CaseId, created: Timestamp, now: Timestamp) -> Case {
        let present = self.checklist.present().len();
        let step = |(place, item): (usize, &Item)| KeptStep {
            id: item.id.clone(),
            code: item.code.clone(),
            noted: item.noted.clone(),
            suspected: item.suspected,
            verify: item.verify,
            faults: item.faults.clone(),
            state: item.state,
            since: item.since,
            by_hand: self.journal.by_hand.get(&item.id).copied(),
            unseen: item.unseen.clone(),
            earlier: place >= present,
        };
        let case = Case {
            version: CASE_VERSION,
            id,
            created,
            updated: now,
            connector: self.connector.clone(),
            symptom: self.symptom.clone(),
            probes: self.journal.probes.clone(),
            run: self.settled.as_ref().map(|(run, _)| run.clone()),
            met: self.past.met().to_vec(),
            code: self.checklist.code.clone(),
            steps: self.items().iter().enumerate().map(step).collect(),
            letters: self.journal.letters.clone(),
        };
        case.bounded()
    }

    fn first_host(&self) -> String {
        self.connector.route.hosts().first().map(ToString::to_string).unwrap_or_default()
    }

    /// Whether there is something to come back to.
    fn is_case(&self) -> bool {
        let is_well = |finding: &Finding| finding.verdict == Verdict::Healthy;
        let is_open = self.settled.as_ref().is_some_and(|(_, said)| !is_well(&said.finding));
        let is_begun = self.journal.begun.is_some() || self.symptom.is_some() || !self.items().is_empty();
        matches!(self.seen_from, SeenFrom::Here) && (is_begun || is_open)
    }

    /// The name of its case, once there is one.
    pub fn case_id(&self) -> Option<&CaseId> {
        self.journal.begun.as_ref().map(|(id, _)| id)
    }

    /// Whether a probe was told to the end, so that there is a finding.
    pub fn is_settled(&self) -> bool {
        self.settled.is_some()
    }

    /// A letter was copied, saved or read out.
    pub fn wrote(&mut self, to: Actor, lang: &str, at: Timestamp) {
        self.journal.wrote(to, lang, at);
    }

    /// Its case is kept with these steps ticked: a file knows of them.
    pub fn kept_with(&mut self, ticked: BTreeSet<StepId>) {
        self.kept = ticked;
    }
}
