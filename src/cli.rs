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
mod exit;
mod explain;
mod inputs;
mod lab;
mod output;
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
pub use exit::Exit;
use output::Output;

use crate::{
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
    let environment = |name: &str| std::env::var(name).ok();
    let locale = match words::language(arguments) {
        None => Ok(Locale::of_environment(environment)),
        Some(tag) => Locale::parse(&tag).ok_or(tag),
    };
    let texts = Texts::new(*locale.as_ref().unwrap_or(&Locale::of_environment(environment)));
    let mut output = Output::new(arguments_ask_for_colour(arguments));
    let result = match locale {
        Err(tag) => Err(words::unknown_language(&tag)),
        Ok(_) => parse_and_run(arguments, &texts, &mut output),
    };
    match result {
        Ok(exit) => output.finish(exit, &texts),
        Err(complaint) => {
            output.complain(&texts.told("error", &complaint), &texts);
            exit_for(&complaint)
        }
    }
}

/// A thousand connections need more descriptors than the usual 1024, which is only what a program gets that does not ask
/// (setrlimit, POSIX.1-2024): as many as `--jobs` may use, where this user may have them.
fn claim_descriptors() {
    limits::claim_files(2_048);
}

/// Colour has to be known even where the arguments cannot be read, so that is looked up as the language is.
fn arguments_ask_for_colour(arguments: &[OsString]) -> output::Colour {
    match words::value_of(arguments, "--color").as_deref() {
        Some("always") => output::Colour::Always,
        Some("never") => output::Colour::Never,
        Some(_) | None => output::Colour::Auto,
    }
}

fn parse_and_run(arguments: &[OsString], texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let parsed = match args::parse(arguments, texts) {
        Ok(parsed) => parsed,
        Err(error) => match error.kind() {
            clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion => {
                output.print(&error.render().to_string());
                return Ok(Exit::Healthy);
            }
            _ => return Err(words::complaint(&error)),
        },
    };
    let Arguments { target, look, plain, no_state, lang, command, .. } = parsed;
    let how = wizard::How { plain, no_state, lang: lang.and_then(|tag| Locale::parse(&tag)) };
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
        Some(Command::Completions { shell }) => Ok(completions::completions(shell, texts, output)),
        Some(Command::Man) => Ok(completions::man(texts, output)),
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
