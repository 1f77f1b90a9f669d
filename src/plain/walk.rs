//! One connector from the probe to the ticked steps: the finding, the checklist, and what one may want of them.

use jiff::Timestamp;

use super::{
    answer::{Asked, Wish, wish},
    dialogue::{Question, Reply, keys},
    session::{End, Session},
};
use crate::{
    l10n::{Args, Locale, Texts},
    model::{Actor, Item},
    probe::Vantage,
    report::{self, Depth, phrases, reported},
    wizard::{Ahead, PAUSE_MS, Ticked, Walk},
};

impl Session<'_> {
    /// Probes, tells the finding, and follows what one wants of it, until one goes back.
    pub(super) async fn walk(&mut self, mut walk: Walk, vantage: &Vantage) -> Result<(), End> {
        self.look(&mut walk, vantage).await?;
        self.go_on(walk, vantage).await
    }

    /// Follows what one wants of a walk that was probed, until one goes back.
    pub(super) async fn go_on(&mut self, mut walk: Walk, vantage: &Vantage) -> Result<(), End> {
        let count = |walk: &Walk| walk.items().len();
        let mut whole = true;
        loop {
            let asks = walk.questions(self.knowledge).len();
            let lines = |texts: &Texts| {
                let all = || wishes(count(&walk), asks, texts).into_iter().chain([keys(texts)]).collect();
                if whole { all() } else { vec![texts.get("plain-next")] }
            };
            let help = |texts: &Texts| wishes(count(&walk), asks, texts);
            let reply = self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await?;
            whole = false;
            match reply {
                Reply::Enter => self.list(&walk)?,
                Reply::Back => {
                    if self.may_leave(&mut walk, "plain-leave-unsaved").await? {
                        return Ok(());
                    }
                }
                Reply::Quit => {
                    if self.may_leave(&mut walk, "plain-unsaved").await? {
                        return Err(End::Quit);
                    }
                }
                Reply::Correction => self.not_understood("=")?,
                Reply::Text(text) => match wish(&text, count(&walk), walk.settled_run().endpoints.len()) {
                    Some(Wish::Finding) => self.tell_finding(&walk)?,
                    Some(Wish::ProbeAgain) => {
                        self.look(&mut walk, vantage).await?;
                        self.list(&walk)?;
                    }
                    Some(Wish::Conversation(place)) => self.conversation(&walk, place)?,
                    Some(Wish::Lookups) => self.lookups(&walk)?,
                    Some(Wish::Compare) => self.compare(&mut walk).await?,
                    Some(Wish::Ask) => self.questions(&mut walk).await?,
                    Some(Wish::Watch(pause_ms)) => {
                        self.watch(&mut walk, vantage, pause_ms.unwrap_or(PAUSE_MS)).await?;
                    }
                    Some(Wish::Save(place)) => {
                        self.save(&mut walk, place).await?;
                    }
                    Some(Wish::Tick(place)) => self.tick(&mut walk, place)?,
                    Some(Wish::Explain(place)) => self.explain_step(&walk, place)?,
                    Some(Wish::Letter { step, language, place }) => {
                        self.letter(&mut walk, step, language, place).await?;
                    }
                    None => self.not_understood(&text)?,
                },
            }
        }
    }

    /// Probes, asks what an exercise asks, and tells the finding.
    pub(super) async fn look(&mut self, walk: &mut Walk, vantage: &Vantage) -> Result<(), End> {
        let change = self.probe(walk, vantage).await?;
        self.keep(walk)?;
        if walk.ahead(self.knowledge) == Ahead::Questions {
            self.exercise_questions(walk).await?;
        }
        self.tell_finding(walk)?;
        for (id, count) in change.told() {
            self.pause()?;
            self.tell(id, &Args::new().number("count", count))?;
        }
        Ok(())
    }

    /// The finding, as `check` words it.
    pub(super) fn tell_finding(&mut self, walk: &Walk) -> Result<(), End> {
        let Some((run, diagnosis)) = walk.told() else { return Ok(()) };
        let document = report::check(&Self::inquiry(walk), run, &diagnosis, Depth::Short, self.knowledge, &self.texts);
        let text = document.text(self.options.width);
        self.pause()?;
        self.print(&text)?;
        // Whoever comes back to it days later is told so here as on the screen.
        let age = walk.symptom.as_ref();
        match age.and_then(|symptom| reported::report_age_in_days(symptom, Timestamp::now(), &self.texts)) {
            Some(age) => self.say(&age),
            None => Ok(()),
        }
    }

    /// The checklist, numbered, each step with its state.
    pub(super) fn list(&mut self, walk: &Walk) -> Result<(), End> {
        if let Some(why) = walk.no_steps() {
            return self.tell(why, &Args::new());
        }
        let mut lines = vec![phrases::counts(walk.checklist(), &self.texts)];
        if let Some((_, diagnosis)) = walk.told() {
            lines.extend(phrases::standing(&diagnosis, true, &self.texts));
            lines.extend(phrases::another(&diagnosis, &self.texts));
        }
        lines.extend(report::watch_wait(walk.checklist(), Timestamp::now(), self.knowledge, &self.texts));
        let mut group = None;
        let past: Vec<_> = walk.checklist().past().collect();
        for (place, item) in walk.items().iter().enumerate() {
            if let Some((_, steps)) = past.iter().find(|(first, _)| *first == place) {
                lines.push(phrases::earlier(steps, &self.texts));
            }
            if item.group != group {
                group.clone_from(&item.group);
                lines.extend(phrases::group(&item.code, group.as_ref(), &self.texts));
            }
            lines.push(step(place, item, &self.texts));
        }
        self.pause()?;
        self.say_all(&lines)
    }

    /// Ticks a step, or takes its tick back, and says so.
    fn tick(&mut self, walk: &mut Walk, place: usize) -> Result<(), End> {
        let ticked = walk.tick(place, Timestamp::now());
        self.unsaved = walk.unsaved();
        self.keep(walk)?;
        match (ticked, walk.items().get(place)) {
            (Ticked::NoStep, _) | (_, None) => Ok(()),
            (Ticked::StaysVerified, _) => self.tell("stays-verified", &Args::new()),
            (Ticked::Toggled | Ticked::AllDone, Some(item)) => {
                let line = step(place, item, &self.texts);
                self.say(&line)?;
                if ticked == Ticked::AllDone { self.tell("all-done", &Args::new()) } else { Ok(()) }
            }
        }
    }

    /// Why, how, with which commands, when it is done, where more stands.
    fn explain_step(&mut self, walk: &Walk, place: usize) -> Result<(), End> {
        let Some(item) = walk.items().get(place) else { return Ok(()) };
        let words = self.texts.step(item);
        let mut lines = vec![step(place, item, &self.texts)];
        lines.extend(item.since.map(|at| self.texts.with("plain-since", &Args::new().text("at", self.texts.date(at)))));
        lines.extend(phrases::unseen(item, &self.texts));
        lines.extend(words.also);
        lines.extend(words.why.map(|why| phrases::labelled("label-why", why, &self.texts)));
        lines.extend(words.how.map(|how| phrases::labelled("label-how", how, &self.texts)));
        self.pause()?;
        self.say_all(&lines)?;
        // A command stays on one line, however long it is.
        words.commands.iter().try_for_each(|command| self.print(&format!("    {command}\n")))?;
        if let Some(done) = words.done {
            let done = self.texts.with("report-done", &Args::new().text("when", done));
            self.say(&done)?;
        }
        for id in &item.links {
            let Some(link) = self.knowledge.link(id) else { continue };
            let see = phrases::labelled("label-see", self.texts.get(&format!("link-{id}")), &self.texts);
            self.say(&see)?;
            self.print(&format!("    {}\n", link.url))?;
        }
        Ok(())
    }

    /// The letter to whoever takes a step, in the language of that tag or, for none, in that of the questions: read out, or
    /// saved where a place is told.
    async fn letter(&mut self, walk: &mut Walk, step: usize, language: &str, place: &str) -> Result<(), End> {
        let texts = match language {
            "" => self.texts.clone(),
            tag => match Locale::parse(tag) {
                Some(locale) => self.texts.in_language(locale),
                None => return self.not_understood(tag),
            },
        };
        let actor = walk.items().get(step).and_then(|item| item.letter).unwrap_or(Actor::You);
        let letter = walk.told().and_then(|(run, diagnosis)| {
            report::letter(&Self::inquiry(walk), run, &diagnosis, actor, self.knowledge, &texts)
        });
        let Some(letter) = letter else {
            return self.tell("letter-none", &Args::new().text("actor", actor.id()));
        };
        if place.is_empty() {
            self.pause()?;
            self.print(&report::letter_text(&letter))?;
        } else if !self.save_letter(walk, actor, &letter, texts.locale(), place).await? {
            return Ok(());
        }
        walk.wrote(actor, texts.locale().tag(), Timestamp::now());
        self.keep(walk)
    }

    /// Whether one may go: asks so, and only where ticks would be lost.
    async fn may_leave(&mut self, walk: &mut Walk, asks: &str) -> Result<bool, End> {
        if walk.unsaved() == 0 {
            return Ok(true);
        }
        let count = walk.unsaved();
        let lines = |texts: &Texts| vec![texts.with(asks, &Args::new().number("count", count))];
        let help = |_: &Texts| Vec::new();
        loop {
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Enter | Reply::Back => return Ok(false),
                Reply::Quit => {
                    walk.give_up();
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

/// What may be typed where the finding is, but for the keys that help tells everywhere.
fn wishes(steps: usize, questions: usize, texts: &Texts) -> Vec<String> {
    let letters = (steps > 0).then(|| texts.get("plain-letter-keys"));
    let of_steps = (steps > 0).then(|| texts.with("plain-step-keys", &Args::new().number("count", steps)));
    of_steps
        .into_iter()
        .chain(letters)
        .chain((questions > 0).then(|| texts.get("plain-question-keys")))
        .chain([
            texts.get("plain-finding-keys"),
            texts.get("plain-evidence-keys"),
            texts.get("plain-save-keys"),
            texts.get("plain-watch-keys"),
        ])
        .collect()
}

/// `2. not yet - network team: Let Office 365's addresses …`
fn step(place: usize, item: &Item, texts: &Texts) -> String {
    let args = Args::new()
        .text("number", place + 1)
        .text("state", texts.state(item.state))
        .text("actor", texts.actor(item.actor))
        .text("step", texts.step(item).title);
    texts.with("plain-step", &args)
}
