//! The training lab: exercises chapter by chapter, probed on this machine; solved where cause and first step are named.

use super::{
    End, Session,
    answer::{Asked, place},
    dialogue::{Question, Reply, choice, keys, pick},
    walk::Walk,
};
use crate::{
    knowledge::scenarios,
    l10n::{Args, Texts},
    lab::{Exercise, Lab},
    model::{CauseId, Diagnosis, Scenario, WireText},
    probe::{Trust, Vantage},
    report,
    store::{LabProgress, StoreError},
};

impl Session<'_> {
    /// Lists the exercises and walks them, until one goes back.
    pub(super) async fn exercises(&mut self) -> Result<(), End> {
        loop {
            let progress = self.progress()?;
            let lessons = self.lessons.clone();
            let solved = lessons.iter().filter(|lesson| progress.is_solved(&lesson.id)).count();
            let lines = |texts: &Texts| {
                let args = Args::new().number("solved", solved).number("count", lessons.len());
                let mut lines = vec![texts.get("lab-about"), texts.with("lab-count", &args)];
                let mut chapter = 0;
                for (place, lesson) in lessons.iter().enumerate() {
                    if lesson.chapter != chapter {
                        chapter = lesson.chapter;
                        let title = texts.get(&format!("lab-chapter-{chapter}"));
                        let args = Args::new().text("chapter", chapter).text("title", title);
                        lines.push(texts.with("plain-chapter", &args));
                    }
                    let state = if progress.is_solved(&lesson.id) { "solved" } else { "open" };
                    let title = texts.get(&format!("lab-{}", lesson.id));
                    let args = Args::new().text("number", place + 1).text("title", title).text("state", state);
                    lines.push(texts.with("plain-exercise", &args));
                }
                lines.extend([pick(lessons.len(), texts), texts.get("plain-back-key"), keys(texts)]);
                lines
            };
            let help = |_: &Texts| Vec::new();
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(()),
                Reply::Enter | Reply::Correction => {}
                Reply::Text(text) => match place(&text, lessons.len()) {
                    Some(lesson) => self.exercise(lesson).await?,
                    None => self.not_understood(&text)?,
                },
            }
        }
    }

    /// One exercise: the case, the task, the probe, the questions.
    pub(super) async fn exercise(&mut self, lesson: usize) -> Result<(), End> {
        let Some(scenario) = self.lessons.get(lesson).cloned() else { return Ok(()) };
        let id = format!("lab-{}", scenario.id);
        let lines = |texts: &Texts| {
            let part = |label: &str, words: String| {
                texts.with("report-detail", &Args::new().text("label", texts.get(label)).text("detail", words))
            };
            let case = texts.try_get(&format!("{id}.case")).map(|case| part("label-case", case));
            let task = texts.try_get(&format!("{id}.task")).map(|task| part("label-task", task));
            let title = [texts.get(&id)].into_iter();
            title.chain(case).chain(task).chain([texts.get("plain-begin"), texts.get("plain-back-key")]).collect()
        };
        let help = |texts: &Texts| vec![texts.get("lab-about")];
        loop {
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(()),
                Reply::Enter => return self.practise(scenario).await,
                Reply::Text(text) => self.not_understood(&text)?,
                Reply::Correction => {}
            }
        }
    }

    /// A scenario of the bench, which is no lesson: probed at once, nothing asked.
    pub(super) async fn bench(&mut self, id: &str) -> Result<(), End> {
        let scenario = scenarios::all().unwrap_or_default().into_iter().find(|scenario| scenario.id == id);
        match scenario {
            Some(scenario) => self.practise(scenario).await,
            None => self.tell("error-scenario", &Args::new().text("value", WireText::from_text(id))),
        }
    }

    /// Makes the scenario listen, and walks it.
    async fn practise(&mut self, scenario: Scenario) -> Result<(), End> {
        self.tell("lab-starting", &Args::new())?;
        let ready = match Lab::start(std::slice::from_ref(&scenario)).await {
            Ok(lab) => vantage(&lab, &scenario.id).map(|(walk, vantage)| (lab, walk, vantage)),
            Err(error) => Err(error.to_string()),
        };
        match ready {
            Ok((lab, exercise, vantage)) => {
                let mut walk = Walk::new(exercise.connector, None, exercise.limits, vantage);
                walk.scenario = Some(scenario);
                let walked = self.walk(walk).await;
                lab.stop().await;
                walked
            }
            Err(reason) => self.tell("lab-failed", &Args::new().text("reason", WireText::from_text(&reason))),
        }
    }

    /// Asks a trainee for the cause and the first step; what was named right is remembered.
    pub(super) async fn exercise_questions(&mut self, walk: &Walk) -> Result<(), End> {
        let (Some(scenario), Some(diagnosis)) = (&walk.scenario, &walk.diagnosis) else { return Ok(()) };
        // A probe that was stopped, or went otherwise than the exercise, is no ground for questions.
        if scenario.chapter == 0 || diagnosis.finding.code != scenario.code || diagnosis.finding.provisional {
            return Ok(());
        }
        let knowledge = self.knowledge;
        let causes = |texts: &Texts| report::causes(&walk.connector, &diagnosis.finding, knowledge, texts);
        let place = |answer: &CauseId| causes(&self.texts).iter().position(|(cause, _)| cause == answer);
        if let Some(right) = scenario.answer.as_ref().and_then(place) {
            let words = |texts: &Texts| causes(texts).into_iter().map(|(_, words)| words).collect();
            if !self.quiz("plain-cause-question", &words, right).await? {
                return Ok(());
            }
        }
        let steps = &diagnosis.checklist.items;
        if let Some(right) = scenario.step.as_ref().and_then(|step| steps.iter().position(|item| item.id == *step)) {
            let words = |texts: &Texts| steps.iter().map(|item| texts.step(item).title).collect();
            if !self.quiz("plain-step-question", &words, right).await? {
                return Ok(());
            }
        }
        self.solved(&scenario.id, diagnosis)
    }

    /// Asks one question until it is answered rightly; whether it was.
    async fn quiz(&mut self, id: &str, words: &dyn Fn(&Texts) -> Vec<String>, right: usize) -> Result<bool, End> {
        let lines = |texts: &Texts| {
            let choices = words(texts);
            let choices = choices.iter().enumerate().map(|(place, words)| choice(place, words, texts));
            [texts.get(id)].into_iter().chain(choices).chain([texts.get("plain-quiz-keys")]).collect()
        };
        let help = |_: &Texts| Vec::new();
        let count = words(&self.texts).len();
        loop {
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Enter | Reply::Back => return Ok(false),
                Reply::Correction => {}
                Reply::Text(text) => match place(&text, count) {
                    Some(named) if named == right => {
                        self.tell("plain-right", &Args::new())?;
                        return Ok(true);
                    }
                    Some(_) => self.tell("plain-wrong", &Args::new())?,
                    None => self.not_understood(&text)?,
                },
            }
        }
    }

    /// Remembers that an exercise is solved, and says how many are.
    fn solved(&mut self, id: &str, diagnosis: &Diagnosis) -> Result<(), End> {
        let at = self.options.vantage.clock.now();
        let mut progress = self.progress()?;
        progress.solve(id, at);
        if let Some(code) = &diagnosis.finding.code {
            self.tell("plain-solved-code", &Args::new().text("code", code))?;
        } else {
            self.tell("plain-solved", &Args::new())?;
        }
        let saved = match &self.options.state {
            Some(folder) => progress.save(folder),
            None => Err(StoreError::NoHome),
        };
        if let Err(error) = saved {
            let args = self.texts.args_of(&error);
            return self.tell(&format!("error-{}", error.id()), &args);
        }
        Ok(())
    }

    /// What is remembered; a file that cannot be read is told.
    fn progress(&mut self) -> Result<LabProgress, End> {
        let Some(folder) = &self.options.state else { return Ok(LabProgress::default()) };
        let (progress, error) = LabProgress::load(folder);
        if let Some(error) = error {
            let args = self.texts.args_of(&error);
            self.tell(&format!("error-{}", error.id()), &args)?;
        }
        Ok(progress)
    }
}

/// How the exercise is to be looked at: with the lab's resolvers, trusting its root alone.
fn vantage(lab: &Lab, id: &str) -> Result<(Exercise, Vantage), String> {
    let exercise = lab.exercise(id).ok_or_else(|| id.to_owned())?.clone();
    let mut trust = Trust { system: false, pem: Vec::new() };
    trust.add_pem(lab.ca_pem()).map_err(|error| error.to_string())?;
    Ok((exercise.clone(), Vantage { resolvers: exercise.resolvers, trust, ..Vantage::system() }))
}
