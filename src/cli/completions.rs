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
    output.print(&headed(&String::from_utf8_lossy(&page), texts));
    Exit::Healthy
}

/// The page with the headings of the language: clap_mangen writes its own in English, and ours as the help has them.
fn headed(page: &str, texts: &Texts) -> String {
    let heading = |heading: &str| match heading {
        "NAME" => texts.get("man-name"),
        "SYNOPSIS" => texts.get("man-synopsis"),
        "DESCRIPTION" => texts.get("man-description"),
        "EXTRA" => texts.get("man-extra"),
        "VERSION" => texts.get("man-version"),
        ours => ours.trim().to_uppercase(),
    };
    let line = |line: &str| match line.strip_prefix(".SH ") {
        Some(english) => format!(".SH {}\n", heading(english)),
        None => format!("{line}\n"),
    };
    page.lines().map(line).collect()
}
