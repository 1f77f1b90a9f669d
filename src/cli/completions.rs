//! `mxray completions SHELL` and `mxray man`: made from the same definition as the command line itself.

use super::{Exit, args, output::Output};
use crate::l10n::Texts;

pub(super) fn completions(shell: clap_complete::Shell, texts: &Texts, output: &mut Output) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(texts), "mxray", &mut script);
    output.print(&String::from_utf8_lossy(&script));
    Exit::Healthy
}

pub(super) fn man(texts: &Texts, output: &mut Output) -> Exit {
    let mut page = Vec::new();
    clap_mangen::Man::new(args::command(texts)).render(&mut page).expect("a Vec takes every byte");
    output.print(&String::from_utf8_lossy(&page));
    Exit::Healthy
}
