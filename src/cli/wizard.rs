//! `mxray [TARGET]`: the wizard; here only the way to it.

use std::io::{self, IsTerminal};

use super::{
    Complaint, Exit,
    args::Look,
    inputs,
    output::Output,
    words::{made_safe, nearest},
};
use crate::l10n::{Args, Texts};

/// The names of the subcommands, which somebody may have misspelt.
const COMMANDS: [&str; 6] = ["check", "read", "explain", "lab", "completions", "man"];

pub(super) fn run(
    target: Option<&str>,
    look: &Look,
    _plain: bool,
    texts: &Texts,
    _output: &mut Output,
) -> Result<Exit, Complaint> {
    if let Some(target) = target {
        // A host without a dot is possible and rare; a slip of the finger is likelier.
        if !target.contains(['.', ':'])
            && let Some(near) = nearest(target, COMMANDS.into_iter())
        {
            let args = Args::new().text("value", made_safe(target)).text("suggestion", near);
            return Err(Complaint::new("error-command-near", args));
        }
        inputs::connector(target, look, texts)?;
    }
    inputs::symptom(look, texts)?;
    inputs::resolvers(&look.resolver)?;
    inputs::ehlo(look)?;
    require_terminal(target)?;
    Ok(Exit::Usage)
}

pub(super) fn lab(
    _scenario: Option<&str>,
    _plain: bool,
    _texts: &Texts,
    _output: &mut Output,
) -> Result<Exit, Complaint> {
    require_terminal(None)?;
    Ok(Exit::Usage)
}

/// The screen needs a terminal on both sides.
fn require_terminal(target: Option<&str>) -> Result<(), Complaint> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        return Ok(());
    }
    let target = target.map_or_else(|| "TARGET".to_owned(), made_safe);
    Err(Complaint::new("error-no-terminal", Args::new().text("target", target)))
}
