//! Commands and exit codes: what the operating system hands over goes to the other rooms, and their answers go back.
//!
//! A file per command. The definition of the command line is in `args`, its words and the words of its errors in
//! `words`, and what a command line becomes (connectors, a report, a vantage) in `inputs`.

mod args;
mod cases;
mod check;
mod compare;
mod complaint;
mod completions;
mod config;
mod exit;
mod explain;
mod inputs;
mod lab;
mod manual;
mod meant;
mod monitoring;
mod output;
mod pages;
mod printed;
mod probing;
mod progress;
mod ranges;
mod read;
mod signals;
mod terminal;
mod watch;
mod wizard;
mod words;

use std::ffi::OsString;

use args::{Arguments, Command};
use complaint::exit_for;
use config::SetOnce;
pub use exit::Exit;
use output::Output;

use crate::{
    config::{Config, Key},
    l10n::{Locale, Texts},
    model::Told,
    system::{self, limits},
};

/// Runs the program with the arguments as the operating system hands them over, its name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    system::signals::outlive_full_files();
    claim_descriptors();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if limits::stack().is_none_or(|bytes| bytes >= LEAST_STACK) {
        return run_here(&arguments);
    }
    std::thread::scope(|scope| {
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || run_here(&arguments)) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            // No thread either: what is left may do.
            Err(_) => run_here(&arguments),
        }
    })
}

/// With less stack than this (`ulimit -s`), in bytes, everything runs on a thread with one of its own: a release aborted at
/// 88 KiB, a build for developing at 256.
const LEAST_STACK: u64 = 1024 * 1024;
/// The stack of that thread, in bytes: what Linux gives where nobody asked for less.
const STACK: usize = 8 * 1024 * 1024;

fn run_here(arguments: &[OsString]) -> Exit {
    // The language comes first: every later sentence, those of `--help` included, is in it.
    let set_once = SetOnce::read(arguments);
    let usual = || {
        let set = set_once.text(Key::Lang).and_then(|tag| Locale::parse(&tag));
        set.unwrap_or_else(|| Locale::of_environment(|name| std::env::var(name).ok()))
    };
    let locale = match words::language(arguments) {
        None => Ok(usual()),
        Some(tag) => Locale::parse(&tag).ok_or(tag),
    };
    let texts = Texts::new(*locale.as_ref().unwrap_or(&usual()));
    let mut output = Output::new(colour(arguments, &set_once));
    let result = match locale {
        Err(tag) => Err(words::unknown_language(&tag)),
        Ok(_) => parse_and_run(arguments, &set_once, &texts, &mut output),
    };
    match result {
        Ok(exit) => output.finish(exit, &texts),
        Err(complaint) => {
            let sentence = texts.told("error", &complaint);
            monitoring::unknown(arguments, set_once.text(Key::Format), &sentence, &mut output).unwrap_or_else(|| {
                output.complain(&sentence, &texts);
                exit_for(&complaint)
            })
        }
    }
}

/// A thousand connections need more descriptors than the usual 1024, which is only what a program gets that does not ask
/// (setrlimit, POSIX.1-2024): as many as `--jobs` may use, where this user may have them.
fn claim_descriptors() {
    limits::claim_files(2_048);
}

/// Colour has to be known even where the arguments cannot be read, so that is looked up as the language is.
fn colour(arguments: &[OsString], set_once: &SetOnce) -> output::Colour {
    match words::value_of(arguments, "--color").or_else(|| set_once.text(Key::Color)).as_deref() {
        Some("always") => output::Colour::Always,
        Some("never") => output::Colour::Never,
        Some(_) | None => output::Colour::Auto,
    }
}

fn parse_and_run(arguments: &[OsString], set_once: &SetOnce, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    // What is set wrong keeps nobody from asking for help.
    let (judged, none) = (set_once.judge(texts), Config::default());
    let config = if judged.is_ok() { &set_once.config } else { &none };
    let parsed = match meant::parse(arguments, config, texts)? {
        meant::Line::Read(parsed) => *parsed,
        meant::Line::Help(help) => {
            output.print(&help);
            return Ok(Exit::Healthy);
        }
    };
    let Arguments { target, look, plain, no_state, saving, lang, command, typed, .. } = parsed;
    match &command {
        // What a shell or a packager asks for needs nothing that is set.
        Some(Command::Completions { .. } | Command::Man(_) | Command::Help { .. }) => {}
        _ => {
            judged?;
            set_once.warn(output, texts);
        }
    }
    set_once.files_are_there(|key| !typed.contains_key(&key) && is_used(key, command.as_ref()), texts)?;
    let saving = match &command {
        Some(Command::Lab(lab)) => lab.saving.clone(),
        Some(Command::Open(open)) => open.saving.clone(),
        _ => saving,
    };
    let lang = lang.and_then(|tag| Locale::parse(&tag));
    let manner = args::usual(config, texts);
    let how = &wizard::How { plain, no_state, lang, folder: saving.report_folder, manner };
    match command {
        None => wizard::run(target.as_deref(), &look, how, texts, output),
        Some(Command::Check(check)) => check::run(&check, texts, output),
        Some(Command::Read(read)) => read::run(&read, texts, output),
        Some(Command::Explain(explain)) => explain::run(&explain, texts, output),
        Some(Command::Ranges(ranges)) => ranges::run(&ranges, texts, output),
        Some(Command::Lab(lab)) => lab::run(&lab, how, texts, output),
        Some(Command::Cases(cases)) => cases::run(&cases, how, texts, output),
        Some(Command::Open(open)) => cases::open(&open.file, how, texts, output),
        Some(Command::Compare(compare)) => compare::run(&compare, texts, output),
        Some(Command::Config(config)) => {
            Ok(config::run(&config, set_once, |key| typed.get(&key).cloned(), texts, output))
        }
        Some(Command::Completions { shell }) => Ok(completions::completions(shell, texts, output)),
        Some(Command::Man(man)) => pages::man(&man, texts, output),
        Some(Command::Help { command }) => pages::help(command.as_deref(), texts, output),
    }
}

/// Whether a command uses a file or folder that is set once.
fn is_used(key: Key, command: Option<&Command>) -> bool {
    match command {
        None | Some(Command::Lab(_) | Command::Open(_)) => true,
        Some(Command::Check(_)) => matches!(key, Key::CaFile | Key::Endpoints),
        Some(Command::Ranges(_)) => key == Key::Endpoints,
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_connectors_a_fault_outweighs_doubt_and_doubt_health() {
        let all = [Exit::Healthy, Exit::Inconclusive, Exit::Fault];
        assert_eq!(all.into_iter().fold(Exit::Healthy, Exit::with), Exit::Fault);
        assert_eq!(Exit::Inconclusive.with(Exit::Healthy), Exit::Inconclusive);
    }
}
