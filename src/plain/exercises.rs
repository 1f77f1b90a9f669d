//! The training lab: exercises chapter by chapter, probed on this machine; solved where cause and first step are named.

use super::{
    answer::{Asked, place},
    dialogue::{Question, Reply, choice, keys, pick},
    session::{End, Session},
};
use crate::{
    knowledge::scenarios,
    l10n::{Args, Texts},
    lab::{Lab, not_set_up},
    model::{Scenario, Settings, Told, WireText},
    probe::Vantage,
    report::{self, phrases},
    store::{LabProgress, StoreError},
    wizard::{self as quiz, Walk},
};

impl Session<'_> {
    /// Lists the exercises and walks them, until one goes back.
    pub(super) async fn exercises(&mut self) -> Result<(), End> {
        loop {
            let progress = self.progress()?;
            let exercises = self.exercises;
            let solved = exercises.iter().filter(|exercise| progress.is_solved(&exercise.id)).count();
            let lines = |texts: &Texts| {
                let args = Args::new().number("solved", solved).number("count", exercises.len());
                let mut lines = vec![texts.get("lab-about"), texts.with("lab-count", &args)];
                let mut chapter = 0;
                for (place, exercise) in exercises.iter().enumerate() {
                    if exercise.chapter != chapter {
                        chapter = exercise.chapter;
                        let title = texts.get(&format!("lab-chapter-{chapter}"));
                        let args = Args::new().text("chapter", chapter).text("title", title);
                        lines.push(texts.with("plain-chapter", &args));
                    }
                    let state = match progress.is_solved(&exercise.id) {
                        true => "solved",
                        false if progress.wrong.contains_key(&exercise.id) => "tried",
                        false => "open",
                    };
                    let title = texts.get(&format!("lab-{}", exercise.id));
                    let args = Args::new().text("number", place + 1).text("title", title).text("state", state);
                    lines.push(texts.with("plain-exercise", &args));
                }
                lines.extend([pick(exercises.len(), texts), texts.get("plain-back-key"), keys(texts)]);
                lines
            };
            let help = |_: &Texts| Vec::new();
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(()),
                Reply::Enter | Reply::Correction => {}
                Reply::Text(text) => match place(&text, exercises.len()) {
                    Some(place) => self.exercise(place).await?,
                    None => self.not_understood(&text)?,
                },
            }
        }
    }

    /// One exercise: the case, the task, the probe, the questions.
    pub(super) async fn exercise(&mut self, place: usize) -> Result<(), End> {
        let Some(scenario) = self.exercises.get(place).cloned() else { return Ok(()) };
        let id = format!("lab-{}", scenario.id);
        let (progress, _) = self.options.state.as_deref().map(LabProgress::load).unwrap_or_default();
        let wrong = progress.wrong.get(&scenario.id);
        let knowledge = self.knowledge;
        let lines = |texts: &Texts| {
            let case = texts.try_get(&format!("{id}.case")).map(|case| phrases::labelled("label-case", case, texts));
            let task = texts.try_get(&format!("{id}.task")).map(|task| {
                let asks = texts.get("lab-asks");
                phrases::labelled("label-task", format!("{task} {asks}"), texts)
            });
            let last = wrong.and_then(|wrong| report::lab_answer(wrong, &[], knowledge, texts));
            let last = last.into_iter().flat_map(|answer| {
                let chosen = texts.with("lab-last", &Args::new().text("answer", answer));
                [phrases::labelled("label-last", chosen, texts), texts.get("lab-read-again")]
            });
            let title = [texts.get(&id)].into_iter();
            title
                .chain(case)
                .chain(task)
                .chain(last)
                .chain([texts.get("plain-begin"), texts.get("plain-back-key")])
                .collect()
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

    /// A scenario of the bench, which is no exercise: probed at once, nothing asked.
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
            Ok(lab) => seen_from(&lab, scenario, &self.options.settings).map(|(walk, vantage)| (lab, walk, vantage)),
            Err(error) => Err(error.told()),
        };
        match ready {
            Ok((lab, walk, vantage)) => {
                let walked = self.walk(walk, &vantage).await;
                lab.stop().await;
                walked
            }
            Err(reason) => self.tell(&format!("error-{}", reason.id), &self.texts.args_of(&reason.values)),
        }
    }

    /// Asks a trainee for the cause and the first step, and tells what was really broken; how it was answered is
    /// remembered. A question that is left open leaves the exercise as it was.
    pub(super) async fn exercise_questions(&mut self, walk: &mut Walk) -> Result<(), End> {
        let Some(exercise) = &mut walk.exercise else { return Ok(()) };
        exercise.over = true;
        let Some(mut quiz) = exercise.quiz.take() else { return Ok(()) };
        let scenario = exercise.scenario.clone();
        let knowledge = self.knowledge;
        while let Some(question) = quiz.question() {
            match self.question(question, walk).await? {
                Some(place) => quiz.answer(place),
                None => return Ok(()),
            }
        }
        let texts = &self.texts;
        let head = texts.get(if quiz.is_solved() { "quiz-solved" } else { "quiz-not-solved" });
        let seen = walk.diagnosis().map(|diagnosis| (walk.settled_run(), diagnosis));
        let said = seen.map(|seen| report::solution(&scenario, &quiz.mistakes(), seen, true, (knowledge, texts)));
        let said = said.into_iter().flatten();
        // What goes on in a line of its own has its label above it.
        let said = said.flat_map(|(label, words)| {
            let words = words.unwrap_or_default();
            let mut lines: Vec<_> = words.lines().map(str::to_owned).collect();
            if let Some(first) = lines.first_mut() {
                *first = phrases::labelled(label, &first, texts);
            }
            lines
        });
        let lines: Vec<_> = [head].into_iter().chain(said).collect();
        self.pause()?;
        self.say_all(&lines)?;
        let at = self.options.vantage.clock.now();
        let remembered = match &self.options.state {
            Some(folder) => LabProgress::remember(folder, &scenario.id, quiz.wrong().cloned(), at),
            None if self.options.no_state => Ok(()),
            None => Err(StoreError::NoHome),
        };
        match remembered {
            Ok(()) => Ok(()),
            Err(error) => {
                let args = self.texts.args_of(&error);
                self.tell(&format!("error-{}", error.id()), &args)
            }
        }
    }

    /// Asks one question; which choice was taken, if any was. What was seen names the fault, so it is told when that is
    /// asked for.
    async fn question(&mut self, question: &quiz::Question, walk: &Walk) -> Result<Option<usize>, End> {
        let knowledge = self.knowledge;
        let lines = |texts: &Texts| {
            let choices = question.choices.iter().enumerate();
            let choices =
                choices.map(|(place, named)| choice(place, &report::lab_choice(named, knowledge, texts), texts));
            let asks = texts.get(&format!("quiz-{}", question.topic.id()));
            let keys = ["plain-quiz-keys", "plain-quiz-seen"].map(|id| texts.get(id));
            [asks].into_iter().chain(choices).chain(keys).collect()
        };
        let help = |_: &Texts| Vec::new();
        loop {
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Enter | Reply::Back => return Ok(None),
                Reply::Correction => {}
                Reply::Text(text) if matches!(text.as_str(), "h" | "H") => {
                    if let Some(diagnosis) = walk.diagnosis() {
                        let seen = report::evidence(walk.run(), &diagnosis.finding, &self.texts);
                        self.pause()?;
                        self.print(&seen.text(self.options.width))?;
                    }
                }
                Reply::Text(text) => match place(&text, question.choices.len()) {
                    Some(place) => return Ok(Some(place)),
                    None => self.not_understood(&text)?,
                },
            }
        }
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

/// The walk of a scenario that listens, and from where it is looked at.
fn seen_from(lab: &Lab, scenario: Scenario, settings: &Settings) -> Result<(Walk, Vantage), Told> {
    let exercise = lab.exercise(&scenario.id).ok_or_else(|| not_set_up(&scenario.id))?;
    let vantage = Vantage::of_lab(exercise.resolvers.clone(), lab.ca_pem()).map_err(not_set_up)?;
    let settings = Settings { limits: exercise.limits, ..settings.clone() };
    Ok((Walk::in_lab(&exercise.scenario.id, exercise.connector.clone(), settings, Some(scenario)), vantage))
}
