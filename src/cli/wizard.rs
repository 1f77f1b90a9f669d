//! `mxray [TARGET]` and `mxray lab [SCENARIO]`: the way to the wizard.

use std::{
    env,
    io::{self, BufReader},
    path::{self, PathBuf},
};

use super::{
    Exit,
    args::{Look, Manner},
    inputs,
    output::Output,
    probing,
    signals::{self, Signals},
    terminal,
    words::made_safe,
};
use crate::{
    l10n::{Locale, Texts},
    model::{Answers, Case, Connector, Settings, Symptom, Told, WireText},
    plain,
    report::{self, Inquiry},
    store,
    system::{self, described},
    tui::{self, Options},
    wizard::Start,
};

/// Fewer columns than this are no width that a terminal has; a serial line says 0.
const LEAST_COLUMNS: u16 = 20;

/// How the wizard shows itself, whether it keeps anything and where it saves, and the language that was asked for.
#[derive(Clone, Debug)]
pub(super) struct How {
    pub(super) plain: bool,
    pub(super) no_state: bool,
    pub(super) lang: Option<Locale>,
    /// Where reports are saved; none: in the current folder.
    pub(super) folder: Option<PathBuf>,
    /// How connectors are looked at where nothing was typed of it.
    pub(super) manner: Manner,
}

impl How {
    /// Where things are kept, unless nothing is to be.
    pub(super) fn state(&self) -> Option<PathBuf> {
        store::state_folder().ok().filter(|_| !self.no_state)
    }
}

/// The wizard, at the probe of TARGET where there is one.
pub(super) fn run(target: Option<&str>, look: &Look, how: &How, texts: &Texts, output: &Output) -> Result<Exit, Told> {
    let start = match target {
        None => look
            .of_connector()
            .map_or(Ok(Start::Welcome), |option| Err(Told::new("option-alone").text("option", option)))?,
        Some(target) => Start::Connector(Box::new(connector(target, look, texts)?)),
    };
    if is_plain(how.plain) {
        return speak(start, look, how, texts, output);
    }
    show(start, look, how, texts, output)
}

/// The wizard, at a case.
pub(super) fn case(case: Case, how: &How, texts: &Texts, output: &Output) -> Result<Exit, Told> {
    begin(Start::Case(Box::new(case)), how, texts, output)
}

/// The wizard where nothing was typed of how to look.
fn begin(start: Start, how: &How, texts: &Texts, output: &Output) -> Result<Exit, Told> {
    let look = &Look { manner: how.manner.clone(), ..Look::default() };
    if is_plain(how.plain) {
        return speak(start, look, how, texts, output);
    }
    show(start, look, how, texts, output)
}

/// The wizard, at the training lab.
pub(super) fn lab(scenario: Option<&str>, how: &How, texts: &Texts, output: &Output) -> Result<Exit, Told> {
    begin(scenario.map_or(Start::Lab, |id| Start::Scenario(id.to_owned())), how, texts, output)
}

/// Whether there are to be questions and lines instead of a screen: asked for, or the terminal has no screen.
fn is_plain(asked: bool) -> bool {
    asked || terminal::lacks_screen()
}

/// The wizard as questions and lines.
fn speak(start: Start, look: &Look, how: &How, texts: &Texts, output: &Output) -> Result<Exit, Told> {
    let symptom = inputs::symptom(look)?;
    let options = plain::Options {
        locale: texts.locale(),
        knowledge: inputs::known(look, texts, output)?,
        vantage: probing::vantage(look)?,
        settings: settings(look, symptom.as_ref())?,
        symptom,
        width: columns(),
        folder: folder(how)?,
        state: how.state(),
        no_state: how.no_state,
    };
    let stop = async { Signals::once().next().await };
    match plain::run(start, options, BufReader::new(io::stdin()), io::stdout(), stop) {
        Ok(0) => Ok(Exit::Healthy),
        Ok(code) => Ok(signals::end_by(Exit::Signal(code.saturating_sub(128)))),
        Err(plain::RunError::Setup(error)) => Err(probing::no_runtime(&error)),
        Err(plain::RunError::Output(error)) => Err(Told::new("write").text("error", made_safe(&error.to_string()))),
    }
}

/// That there is no screen for this case, and the command that needs none; `None` where there is one, or lines were asked
/// for.
pub(super) fn lacks_terminal(case: &Case, how: &How, texts: &Texts) -> Option<Told> {
    let start = || Start::Case(Box::new(case.clone()));
    (!is_plain(how.plain) && !terminal::is_one()).then(|| no_terminal(&start(), &Settings::default(), None, how, texts))
}

fn no_terminal(start: &Start, settings: &Settings, symptom: Option<&Symptom>, how: &How, texts: &Texts) -> Told {
    Told::new("no-terminal").text("command", without_screen(start, settings, symptom, how, texts))
}

/// The command that needs no screen and looks at the same, with all that was said of it.
fn without_screen(start: &Start, settings: &Settings, symptom: Option<&Symptom>, how: &How, texts: &Texts) -> String {
    let none = Answers::default();
    let again = |connector, symptom, answers, settings| {
        report::command(&Inquiry { connector, symptom, settings, answers, scenario: None, redacted: false })
    };
    let lab = |id: &str| {
        let no_state = how.no_state.then(|| "--no-state".to_owned());
        [format!("mxray lab{id} --plain")].into_iter().chain(no_state).collect()
    };
    let mut words: Vec<String> = match start {
        Start::Welcome => [format!("mxray check {}", texts.get("value-target"))]
            .into_iter()
            .chain(report::options(settings, symptom))
            .collect(),
        Start::Lab => lab(""),
        Start::Scenario(id) => lab(&format!(" {}", made_safe(id))),
        Start::Connector(connector) => again(connector, symptom, &none, settings),
        Start::Case(case) => {
            let settings = settings.clone().going_on(case.looked.clone());
            again(&case.connector, case.symptom.as_ref(), &case.answers, &settings)
        }
    };
    words.extend(how.lang.map(|locale| format!("--lang {}", locale.tag())));
    words.join(" ")
}

/// How connectors are looked at. A case is gone on from in another folder too, so it is said where files stand.
fn settings(look: &Look, symptom: Option<&Symptom>) -> Result<Settings, Told> {
    let mut settings = inputs::settings(look, symptom)?;
    for path in &mut settings.ca_files {
        *path = path::absolute(&*path).unwrap_or_else(|_| path.clone());
    }
    Ok(settings)
}

/// The width of the terminal, 80 columns where there is none.
fn columns() -> usize {
    system::terminal::columns().filter(|columns| *columns >= LEAST_COLUMNS).map_or(80, usize::from)
}

/// Where reports are saved.
fn folder(how: &How) -> Result<PathBuf, Told> {
    match &how.folder {
        None => Ok(env::current_dir().unwrap_or_else(|_| PathBuf::from("."))),
        Some(folder) if folder.is_dir() => Ok(path::absolute(folder).unwrap_or_else(|_| folder.clone())),
        Some(folder) => Err(Told::new("report-folder").text("file", WireText::from_path(folder))),
    }
}

fn connector(target: &str, look: &Look, texts: &Texts) -> Result<Connector, Told> {
    inputs::typed(target, look, texts)
}

fn show(start: Start, look: &Look, how: &How, texts: &Texts, output: &Output) -> Result<Exit, Told> {
    let symptom = inputs::symptom(look)?;
    let options = Options {
        texts: texts.clone(),
        knowledge: inputs::known(look, texts, output)?,
        vantage: probing::vantage(look)?,
        settings: settings(look, symptom.as_ref())?,
        color: output.is_styled(),
        ascii: described::shows_ascii_only(),
        folder: folder(how)?,
        state: how.state(),
        no_state: how.no_state,
        symptom,
    };
    if !terminal::is_one() {
        return Err(no_terminal(&start, &options.settings, options.symptom.as_ref(), how, texts));
    }
    let command = without_screen(&start, &options.settings, options.symptom.as_ref(), how, texts);
    match tui::run(start, options) {
        Ok(0) => Ok(Exit::Healthy),
        Ok(code) => Ok(Exit::Signal(code.saturating_sub(128))),
        Err(tui::RunError::Setup(error)) => Err(probing::no_runtime(&error)),
        Err(error @ tui::RunError::Terminal(_)) => {
            Err(Told::new("screen").text("error", made_safe(&error.to_string())).text("command", command))
        }
    }
}
