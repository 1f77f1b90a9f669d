//! A walk as a case, and a walk that goes on from one: what is kept of it, and when there is something to keep.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{SeenFrom, Walk};
use crate::{
    diagnose::{Past, diagnose, remade},
    intake::saved::Saved,
    knowledge::Knowledge,
    model::{
        Actor, Answers, CASE_VERSION, Case, CaseId, CauseId, Checklist, Endpoint, Finding, Item, KeptStep, Run,
        Settings, StepId, Symptom, Verdict,
    },
    wizard::journal::Journal,
};

impl Walk {
    /// The walk that goes on from a case: what was seen is concluded anew, so that it is told in the words of this
    /// program. Nothing runs. It is looked at as it was wherever nothing else is asked for now.
    pub fn resume(case: Case, settings: Settings, knowledge: &Knowledge) -> Self {
        let case = case.bounded();
        let settings = settings.going_on(case.looked);
        let mut walk = Self::new(case.connector, known(case.symptom, knowledge), settings);
        walk.redacted = case.redacted;
        let remake = |kept: &KeptStep| Some((kept.earlier, remade(&walk.connector, kept, knowledge)?));
        let (earlier, mut items): (Vec<_>, Vec<_>) =
            case.steps.iter().filter_map(remake).partition(|(is_earlier, _)| *is_earlier);
        let count = earlier.len();
        items.extend(earlier);
        let items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
        walk.past = Past::from(case.met);
        walk.answers = understood(case.answers, knowledge);
        if let Some(run) = case.run.clone().filter(|_| case.probes.is_empty()) {
            // The program was killed in the middle of the first probe: what it saw until then is the finding.
            walk.run = run;
            walk.leading = Some(diagnose(&walk.connector, walk.symptom.as_ref(), &walk.run, knowledge));
            walk.settle(knowledge);
        } else if let Some(run) = case.run {
            walk.past.look_at(&run);
            let whole = diagnose(&walk.connector, walk.symptom.as_ref(), &run, knowledge);
            let said = walk.told_apart(whole.clone(), &run, knowledge);
            walk.whole = Some(whole);
            walk.checklist = Checklist { code: case.code, items, earlier: count };
            walk.leading = Some(said.clone());
            walk.settled = Some((run.clone(), said));
            walk.run = run;
        }
        walk.kept = walk.ticked();
        let by_hand = case.steps.into_iter().filter_map(|step| Some((step.name(), step.by_hand?))).collect();
        let begun = Some((case.id, case.created));
        let probes = if case.probes.is_empty() { std::mem::take(&mut walk.journal.probes) } else { case.probes };
        walk.journal = Journal { begun, probes, letters: case.letters, by_hand, over: 0, changed: false };
        walk
    }

    /// The walk of a report that was saved, with the states of its steps; it is a case of its own, and the same one however
    /// often the report is read.
    pub fn of_saved(saved: Saved, settings: Settings, now: Timestamp, knowledge: &Knowledge) -> Self {
        let mut walk = Self::new(saved.connector, known(saved.symptom, knowledge), settings);
        walk.redacted = saved.redacted;
        walk.run = saved.run;
        walk.answers = understood(saved.answers, knowledge);
        walk.leading = Some(diagnose(&walk.connector, walk.symptom.as_ref(), &walk.run, knowledge));
        let at = walk.run.started.unwrap_or(now);
        walk.settle(knowledge);
        for item in &mut walk.checklist.items {
            if let Some((_, state, since)) = saved.steps.iter().find(|(id, ..)| *id == item.id) {
                (item.state, item.since, item.was_ticked) = (*state, *since, state.is_ticked());
            }
        }
        walk.journal.begun = Some((CaseId::new(&walk.first_host(), at), at));
        walk.journal.changed = true;
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
            shared: item.shared.clone(),
            noted: item.noted.clone(),
            also: item.also.clone(),
            thumbprint: item.thumbprint.clone(),
            suspected: item.suspected,
            verify: item.verify,
            faults: item.faults.clone(),
            state: item.state,
            since: item.since,
            by_hand: self.journal.by_hand.get(&item.name()).copied(),
            unseen: item.unseen.clone(),
            was_ticked: item.was_ticked,
            earlier: place >= present,
        };
        let case = Case {
            version: CASE_VERSION,
            id,
            created,
            updated: now,
            connector: self.connector.clone(),
            symptom: self.symptom.clone(),
            answers: self.answers.clone(),
            looked: self.settings.looked(),
            redacted: self.redacted,
            probes: self.journal.probes.clone(),
            run: self.settled.as_ref().map(|(run, _)| run).or_else(|| self.begun()).cloned(),
            met: self.past.met().to_vec(),
            code: self.checklist.code.clone(),
            steps: self.items().iter().enumerate().map(step).collect(),
            letters: self.journal.letters.clone(),
        };
        case.bounded()
    }

    /// The first probe, while it goes on, once it has seen something.
    fn begun(&self) -> Option<&Run> {
        Some(&self.run).filter(|run| run.started.is_some() && run.endpoints.iter().any(Endpoint::is_over))
    }

    fn first_host(&self) -> String {
        self.connector.route.hosts().first().map(ToString::to_string).unwrap_or_default()
    }

    /// Whether there is something to come back to.
    fn is_case(&self) -> bool {
        let is_well = |finding: &Finding| finding.verdict == Verdict::Healthy;
        let is_open = match (&self.settled, &self.leading) {
            (Some((_, said)), _) => !is_well(&said.finding),
            // Until its end nothing is known of the others.
            (None, leading) => leading.as_ref().is_some_and(|said| said.finding.verdict == Verdict::Fault),
        };
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

/// What was answered, as far as it is an answer to a question that there is (still).
fn understood(answers: Answers, knowledge: &Knowledge) -> Answers {
    answers.known(|question, answer| {
        let question = knowledge.questions().iter().find(|known| known.id == question);
        question.is_some_and(|known| Walk::choices(known).contains(&answer))
    })
}

/// What was reported, without an article that is not there (any more).
fn known(symptom: Option<Symptom>, knowledge: &Knowledge) -> Option<Symptom> {
    let mut symptom = symptom?;
    let article = symptom.code.as_ref().and_then(|code| knowledge.article(code));
    let names = |cause: &CauseId| knowledge.articles().iter().any(|article| article.cause_ids().contains(cause));
    symptom.cause = symptom.cause.filter(names);
    symptom.matter = symptom.matter.filter(|matter| knowledge.matter(matter).is_some());
    symptom.code = symptom.code.filter(|_| article.is_some());
    Some(symptom)
}
