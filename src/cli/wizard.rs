//! `mxray [TARGET]` and `mxray lab [SCENARIO]`: the way to the wizard.

use std::{
    env,
    io::{self, IsTerminal},
    path::PathBuf,
};

use super::{
    Complaint, Exit,
    args::Look,
    inputs,
    output::Output,
    probing,
    words::{made_safe, nearest},
};
use crate::{
    l10n::{Args, Texts},
    model::{Connector, Control},
    tui::{self, Options, Start, app::Settings},
};

/// The names of the subcommands, which somebody may have misspelt.
const COMMANDS: [&str; 6] = ["check", "read", "explain", "lab", "completions", "man"];

/// The wizard, at the probe of TARGET where there is one.
pub(super) fn run(target: Option<&str>, look: &Look, texts: &Texts, output: &Output) -> Result<Exit, Complaint> {
    let start = match target {
        None => Start::Welcome,
        Some(target) => Start::Connector(Box::new(connector(target, look, texts)?)),
    };
    show(start, target, look, texts, output)
}

/// The wizard, at the training lab.
pub(super) fn lab(scenario: Option<&str>, texts: &Texts, output: &Output) -> Result<Exit, Complaint> {
    let start = scenario.map_or(Start::Lab, |id| Start::Scenario(id.to_owned()));
    show(start, None, &Look::default(), texts, output)
}

fn connector(target: &str, look: &Look, texts: &Texts) -> Result<Connector, Complaint> {
    // A host without a dot is possible and rare; a slip of the finger is likelier.
    if !target.contains(['.', ':'])
        && let Some(near) = nearest(target, COMMANDS.into_iter())
    {
        let args = Args::new().text("value", made_safe(target)).text("suggestion", near);
        return Err(Complaint::new("error-command-near", args));
    }
    inputs::connector(target, look, texts)
}

fn show(start: Start, target: Option<&str>, look: &Look, texts: &Texts, output: &Output) -> Result<Exit, Complaint> {
    let options = Options {
        locale: texts.locale(),
        vantage: probing::vantage(look)?,
        settings: Settings { limits: inputs::limits(look), ehlo: inputs::ehlo(look)?, control: Control::Default },
        color: output.is_styled(),
        ascii: is_ascii(),
        folder: env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
        symptom: inputs::symptom(look, texts)?,
    };
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let target = target.map_or_else(|| "TARGET".to_owned(), made_safe);
        return Err(Complaint::new("error-no-terminal", Args::new().text("target", target)));
    }
    match tui::run(start, options) {
        Ok(0) => Ok(Exit::Healthy),
        Ok(code) => Ok(Exit::Signal(code.saturating_sub(128))),
        Err(error) => Err(Complaint::new("error-screen", Args::new().text("error", made_safe(&error.to_string())))),
    }
}

/// Whether glyphs and rules must be ASCII: the locale is not UTF-8, or the font of the Linux console lacks them.
fn is_ascii() -> bool {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    // POSIX, Base Definitions section 8.2: the first that is set decides on characters.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_lowercase();
    let utf8 = locale.contains("utf-8") || locale.contains("utf8");
    !utf8 || set("TERM").is_some_and(|term| term == "linux")
}
