//! One connector from the probe to the ticked steps: the finding, the checklist, and what one may want of them.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    End, Session,
    answer::{Asked, Wish, wish},
    dialogue::{Question, Reply, keys},
};
use crate::{
    diagnose::{diagnose, reconcile},
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Checklist, Connector, Diagnosis, Finding, Item, ItemState, Limits, Run, Scenario, StepId, Symptom},
    probe::Vantage,
    report::{self, Document, phrases},
    wizard::Quiz,
};

/// A connector, how it is looked at, what was seen of it, and what became of the steps.
pub(super) struct Walk {
    pub(super) connector: Connector,
    pub(super) symptom: Option<Symptom>,
    pub(super) limits: Limits,
    pub(super) vantage: Vantage,
    /// The exercise it is, if it is one.
    pub(super) scenario: Option<Scenario>,
    pub(super) run: Run,
    pub(super) diagnosis: Option<Diagnosis>,
    /// Whether the questions of the exercise were answered or left open.
    asked: bool,
    /// Steps whose tick no file knows of.
    pub(super) unsaved: BTreeSet<StepId>,
}

impl Walk {
    pub(super) fn new(connector: Connector, symptom: Option<Symptom>, limits: Limits, vantage: Vantage) -> Self {
        Self {
            connector,
            symptom,
            limits,
            vantage,
            scenario: None,
            run: Run::default(),
            diagnosis: None,
            asked: false,
            unsaved: BTreeSet::new(),
        }
    }

    /// The questions that come before the finding.
    fn quiz(&self, knowledge: &Knowledge) -> Option<Quiz> {
        let (scenario, diagnosis) = (self.scenario.as_ref().filter(|_| !self.asked)?, self.diagnosis.as_ref()?);
        Quiz::of(scenario, diagnosis, knowledge)
    }

    pub(super) fn checklist(&self) -> &[Item] {
        self.diagnosis.as_ref().map_or(&[], |diagnosis| &diagnosis.checklist.items)
    }
}

impl Session<'_> {
    /// Probes, tells the finding, and follows what one wants of it, until one goes back.
    pub(super) async fn walk(&mut self, mut walk: Walk) -> Result<(), End> {
        self.look(&mut walk).await?;
        if let Some(quiz) = walk.quiz(self.knowledge) {
            self.exercise_questions(&walk, quiz).await?;
            walk.asked = true;
            self.tell_finding(&walk)?;
        }
        let count = |walk: &Walk| walk.checklist().len();
        let mut whole = true;
        loop {
            let lines = |texts: &Texts| if whole { wishes(count(&walk), texts) } else { vec![texts.get("plain-next")] };
            let help = |texts: &Texts| wishes(count(&walk), texts);
            let reply = self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await?;
            whole = false;
            match reply {
                Reply::Enter => self.list(&walk)?,
                Reply::Back => {
                    if self.may_leave(&mut walk).await? {
                        return Ok(());
                    }
                }
                Reply::Quit => {
                    if self.may_leave(&mut walk).await? {
                        return Err(End::Quit);
                    }
                }
                Reply::Correction => self.not_understood("=")?,
                Reply::Text(text) => match wish(&text, count(&walk)) {
                    Some(Wish::Finding) => self.tell_finding(&walk)?,
                    Some(Wish::ProbeAgain) => {
                        self.look(&mut walk).await?;
                        self.list(&walk)?;
                    }
                    Some(Wish::Save(place)) => {
                        self.save(&mut walk, place).await?;
                    }
                    Some(Wish::Tick(place)) => self.tick(&mut walk, place)?,
                    Some(Wish::Explain(place)) => self.explain_step(&walk, place)?,
                    None => self.not_understood(&text)?,
                },
            }
        }
    }

    /// Probes, concludes, and tells it.
    async fn look(&mut self, walk: &mut Walk) -> Result<(), End> {
        let run = self.probe(walk).await?;
        let found = diagnose(&walk.connector, walk.symptom.as_ref(), &run, self.knowledge);
        let verified = |checklist: &Checklist| checklist.count(ItemState::Verified);
        let before = walk.diagnosis.take().map(|diagnosis| diagnosis.checklist);
        let already = before.as_ref().map_or(0, &verified);
        let checklist = match before.filter(|checklist| !checklist.items.is_empty()) {
            Some(before) => reconcile(&before, found.checklist, &run),
            None => found.checklist,
        };
        // What was stopped is over for the probe, and not for the finding.
        let finding = Finding { provisional: found.finding.provisional || run.cancelled, ..found.finding };
        let now = verified(&checklist);
        walk.diagnosis = Some(Diagnosis { finding, checklist });
        walk.run = run;
        match (walk.quiz(self.knowledge), &walk.diagnosis) {
            // The finding would answer the questions: only what was seen is told before them.
            (Some(_), Some(diagnosis)) => {
                let text = report::evidence(&walk.run, &diagnosis.finding, &self.texts).text(self.options.width);
                self.pause()?;
                self.print(&text)?;
            }
            _ => self.tell_finding(walk)?,
        }
        if now > already {
            self.pause()?;
            self.tell("steps-verified", &Args::new().number("count", now - already))?;
        }
        Ok(())
    }

    /// The finding, as `check` words it.
    fn tell_finding(&mut self, walk: &Walk) -> Result<(), End> {
        let Some(document) = self.document(walk) else { return Ok(()) };
        let text = document.text(self.options.width);
        self.pause()?;
        self.print(&text)
    }

    pub(super) fn document(&self, walk: &Walk) -> Option<Document> {
        let diagnosis = walk.diagnosis.as_ref()?;
        let symptom = walk.symptom.as_ref();
        Some(report::check(&walk.connector, symptom, &walk.run, diagnosis, self.knowledge, &self.texts))
    }

    /// The checklist, numbered, each step with its state.
    fn list(&mut self, walk: &Walk) -> Result<(), End> {
        let Some(diagnosis) = &walk.diagnosis else { return Ok(()) };
        if diagnosis.checklist.items.is_empty() {
            return self.tell("nothing-to-do", &Args::new());
        }
        let mut lines = vec![phrases::counts(&diagnosis.checklist, &self.texts)];
        let mut group = None;
        for (place, item) in diagnosis.checklist.items.iter().enumerate() {
            if item.group != group {
                group.clone_from(&item.group);
                let heading = group.as_ref().map(|name| format!("{}.group-{name}", item.code.message()));
                lines.extend(heading.and_then(|id| self.texts.try_get(&id)));
            }
            lines.push(step(place, item, &self.texts));
        }
        self.pause()?;
        self.say_all(&lines)
    }

    /// Ticks a step, or takes its tick back, and says so.
    fn tick(&mut self, walk: &mut Walk, place: usize) -> Result<(), End> {
        let Some(diagnosis) = &mut walk.diagnosis else { return Ok(()) };
        let Some(item) = diagnosis.checklist.items.get(place) else { return Ok(()) };
        if item.state == ItemState::Verified {
            return self.tell("stays-verified", &Args::new());
        }
        // A tick that was taken back before it was saved is no loss.
        if !walk.unsaved.remove(&item.id) {
            walk.unsaved.insert(item.id.clone());
        }
        self.unsaved = walk.unsaved.len();
        diagnosis.checklist.toggle(place, Timestamp::now());
        let line = step(place, &diagnosis.checklist.items[place], &self.texts);
        self.say(&line)?;
        if diagnosis.checklist.is_done() { self.tell("all-done", &Args::new()) } else { Ok(()) }
    }

    /// Why, how, with which commands, when it is done, where more stands.
    fn explain_step(&mut self, walk: &Walk, place: usize) -> Result<(), End> {
        let Some(item) = walk.checklist().get(place) else { return Ok(()) };
        let words = self.texts.step(item);
        let labelled = |label: &str, detail: String, texts: &Texts| {
            texts.with("report-detail", &Args::new().text("label", texts.get(label)).text("detail", detail))
        };
        let mut lines = vec![step(place, item, &self.texts)];
        lines.extend(item.since.map(|at| self.texts.with("plain-since", &Args::new().text("at", self.texts.date(at)))));
        lines.extend(words.why.map(|why| labelled("label-why", why, &self.texts)));
        lines.extend(words.how.map(|how| labelled("label-how", how, &self.texts)));
        self.pause()?;
        self.say_all(&lines)?;
        // A command stays on one line, however long it is.
        item.commands.iter().try_for_each(|command| self.print(&format!("    {command}\n")))?;
        if let Some(done) = words.done {
            let done = self.texts.with("report-done", &Args::new().text("when", done));
            self.say(&done)?;
        }
        for id in &item.links {
            let Some(link) = self.knowledge.link(id) else { continue };
            let see = labelled("label-see", self.texts.get(&format!("link-{id}")), &self.texts);
            self.say(&see)?;
            self.print(&format!("    {}\n", link.url))?;
        }
        Ok(())
    }

    /// Whether one may go: asks only where ticks would be lost.
    async fn may_leave(&mut self, walk: &mut Walk) -> Result<bool, End> {
        if walk.unsaved.is_empty() {
            return Ok(true);
        }
        let count = walk.unsaved.len();
        let lines = |texts: &Texts| vec![texts.with("plain-unsaved", &Args::new().number("count", count))];
        let help = |_: &Texts| Vec::new();
        loop {
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Enter | Reply::Back => return Ok(false),
                Reply::Quit => {
                    self.unsaved = 0;
                    return Ok(true);
                }
                Reply::Text(text) if text.eq_ignore_ascii_case("s") => return self.save(walk, "").await,
                Reply::Text(text) => self.not_understood(&text)?,
                Reply::Correction => {}
            }
        }
    }
}

/// What may be typed where the finding is.
fn wishes(steps: usize, texts: &Texts) -> Vec<String> {
    let of_steps = (steps > 0).then(|| texts.with("plain-step-keys", &Args::new().number("count", steps)));
    of_steps.into_iter().chain([texts.get("plain-finding-keys"), keys(texts)]).collect()
}

fn step_args(place: usize, item: &Item, texts: &Texts) -> Args {
    Args::new()
        .text("number", place + 1)
        .text("state", texts.state(item.state))
        .text("actor", texts.actor(item.actor))
        .text("step", texts.step(item).title)
}

/// `2. not yet - network team: Let Office 365's addresses …`
fn step(place: usize, item: &Item, texts: &Texts) -> String {
    texts.with("plain-step", &step_args(place, item, texts))
}

/// The same with the day and the time, for a report that is kept.
pub(super) fn dated_step(place: usize, item: &Item, texts: &Texts) -> String {
    match item.since {
        Some(at) => texts.with("plain-step-dated", &step_args(place, item, texts).text("at", texts.date(at))),
        None => step(place, item, texts),
    }
}
