//! The words of the command line: clap's definition is filled from messages, and its errors become sentences.
//!
//! Ids by rule: `command-<name>` with `.more`, `usage-<name>`, `arg-<id>` (`arg-<command>-<id>` where a command's
//! differs), `brief-<id>` and `brief-command-<name>` for the line of `-h` where those take more than one, `value-<id>` for
//! what stands behind an option, `error-value-<id>` for a value it cannot take.

use std::ffi::OsString;

use clap::{
    Arg, Command,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::manual;
use crate::{
    l10n::{Args, Locale, Texts},
    model::{Limits, Told, WireText},
    report::word,
};

/// What `--lang` says, wherever it stands; the last one counts, as everywhere.
pub(super) fn language(arguments: &[OsString]) -> Option<String> {
    value_of(arguments, "--lang")
}

/// The value of an option, read before clap does.
pub(super) fn value_of(arguments: &[OsString], option: &str) -> Option<String> {
    let mut found = None;
    let mut arguments = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            break;
        }
        match argument.strip_prefix(option) {
            Some("") => found = arguments.next().map(Into::into).or(found),
            Some(rest) => found = rest.strip_prefix('=').map(str::to_owned).or(found),
            None => {}
        }
    }
    found
}

/// What to say of a language that is not there.
pub(super) fn unknown_language(tag: &str) -> Told {
    Told::new("language").text("languages", tags()).text("value", made_safe(tag))
}

/// The tags of all languages.
fn tags() -> String {
    Locale::all().map(Locale::tag).collect::<Vec<_>>().join(", ")
}

/// The same, as a value of a sentence.
fn languages() -> Args {
    Args::new().text("languages", tags())
}

/// The definition with its words, for help, completions and the manual pages.
pub(super) fn localized(command: Command, texts: &Texts) -> Command {
    let command = command.version(env!("CARGO_PKG_VERSION")).long_version(manual::version()).max_term_width(80);
    localize(command, "mxray", texts)
}

fn localize(command: Command, name: &str, texts: &Texts) -> Command {
    let mut command = command
        .about(brief(name, texts))
        .long_about(texts.get(&format!("command-{name}")))
        .override_usage(texts.get(&format!("usage-{name}")))
        .subcommand_help_heading(texts.get("heading-commands"))
        .help_template(format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n", texts.get("heading-usage")))
        .after_long_help(below(name, texts));
    command = command.mut_args(|arg| argument(arg, name, texts));
    let names: Vec<_> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(&name, |sub| localize(sub, &name, texts)))
}

/// What a command does, in one line.
pub(super) fn brief(command: &str, texts: &Texts) -> String {
    texts.try_get(&format!("brief-command-{command}")).unwrap_or_else(|| texts.get(&format!("command-{command}")))
}

/// What else there is to know of a command.
pub(super) fn more(command: &str, texts: &Texts) -> Option<String> {
    let deadline = Args::new().text("deadline", Limits::default().total_ms() / 1_000);
    texts.try_with(&format!("command-{command}.more"), &deadline)
}

/// What stands below the options in the long help: examples, what else there is to know, exit codes.
fn below(command: &str, texts: &Texts) -> String {
    let examples = manual::examples(command, texts).map(|(line, told)| format!("  {line}\n      {told}\n"));
    let exits = manual::exits(command, texts).into_iter().map(|(number, told)| format!("  {number:5} {told}\n"));
    let list = |heading: &str, lines: String| format!("{}\n{lines}", texts.get(heading));
    let parts = [
        Some(list("heading-examples", examples.collect())),
        more(command, texts).map(|more| format!("{more}\n")),
        Some(list("heading-exits", exits.collect())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// The options that `-h` shows of a command that has more than fit 24 rows, which every terminal has; of every other it shows
/// all. Those of `mxray` belong to every command.
const OFTEN: [(&str, &[&str]); 3] = [
    ("config", &["resolver", "ca-file", "timeout", "no-control", "jobs", "format"]),
    ("mxray", &["plain", "lang", "help", "version"]),
    (
        "check",
        &[
            "targets",
            "mx",
            "tls",
            "tls-domain",
            "port",
            "reported",
            "ndr",
            "from",
            "watch",
            "letter",
            "redact",
            "summary",
            "format",
        ],
    ),
];

fn argument(arg: Arg, command: &str, texts: &Texts) -> Arg {
    let id = arg.get_id().as_str().replace('_', "-");
    let own = |prefix: &str| texts.try_with(&format!("{prefix}-{command}-{id}"), &languages());
    let any = |prefix: &str| texts.try_with(&format!("{prefix}-{id}"), &languages());
    let long = own("arg").unwrap_or_else(|| texts.with(&format!("arg-{id}"), &languages()));
    let short = own("brief").or_else(|| any("brief")).unwrap_or_else(|| long.clone());
    let takes_value = arg.get_action().takes_values();
    // What every command has stands last.
    let everywhere = ["plain", "no-state", "config", "no-config", "lang", "color", "help", "version"]
        .iter()
        .position(|known| *known == id);
    let heading = if arg.is_positional() { "heading-arguments" } else { "heading-options" };
    let rare = OFTEN.iter().any(|(name, often)| *name == command && !often.contains(&id.as_str()));
    let mut arg = arg.help(short).long_help(long).hide_short_help(rare).help_heading(texts.get(heading));
    if let Some(place) = everywhere {
        arg = arg.display_order(900 + place);
    }
    if takes_value {
        // What clap writes about values stays English whatever one does; the help sentences tell them.
        arg = arg
            .hide_possible_values(true)
            .hide_default_value(true)
            .value_name(own("value").unwrap_or_else(|| texts.get(&format!("value-{id}"))));
    }
    arg
}

/// One of clap's errors as a sentence of ours.
pub(super) fn complaint(error: &clap::Error, arguments: &[OsString]) -> Told {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => made_safe(text),
        Some(ContextValue::Strings(texts)) => made_safe(&texts.join(", ")),
        Some(ContextValue::StyledStr(text)) => made_safe(&text.to_string()),
        Some(ContextValue::StyledStrs(texts)) => {
            made_safe(&texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
        Some(ContextValue::Number(number)) => number.to_string(),
        Some(_) | None => String::new(),
    };
    // clap writes `--port <PORT>`; the name alone is what was typed.
    let invalid = context(ContextKind::InvalidArg);
    let option = invalid.split(' ').next().unwrap_or_default().split('=').next().unwrap_or_default().to_owned();
    let option = option.trim_end_matches('[').trim_matches(['<', '>', '.', ',']).to_owned();
    let told = |id: &str| Told::new(id).text("option", &option).text("help", "mxray --help");
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument if option.starts_with('-') => {
            let suggestion = context(ContextKind::SuggestedArg);
            match suggestion.split(' ').next() {
                None | Some("") => told("option"),
                Some(near) => told("option-near").text("suggestion", mended(arguments, &option, near)),
            }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if !value.is_empty() => {
            let valid = context(ContextKind::ValidValue);
            let own = match option.as_str() {
                "--port" => Some("value-port"),
                "--timeout" | "--reply-timeout" | "--watch" => Some("value-seconds"),
                "--for" => Some("value-span"),
                "--jobs" => Some("value-jobs"),
                "--samples" => Some("value-samples"),
                "--warn-days" | "--crit-days" => Some("value-days"),
                _ => None,
            };
            told(own.unwrap_or("value")).text("value", value).text("valid", valid)
        }
        ErrorKind::ArgumentConflict => {
            let subcommand = context(ContextKind::InvalidSubcommand);
            if subcommand.is_empty() {
                let prior = context(ContextKind::PriorArg);
                let prior = prior.split(' ').next().unwrap_or_default().to_owned();
                let id = if prior == option { "twice" } else { "conflict" };
                return told(id).text("other", prior);
            }
            told("before-command").text("command", subcommand)
        }
        ErrorKind::InvalidUtf8 => told("utf8"),
        ErrorKind::MissingRequiredArgument => told("missing"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals | ErrorKind::TooFewValues => {
            told("no-value")
        }
        _ if option.is_empty() => told("usage"),
        _ => told("too-many"),
    }
}

/// The whole command with the right option in place of the one that was typed, a value behind `=` kept.
fn mended(arguments: &[OsString], typed: &str, right: &str) -> String {
    let right = |argument: &OsString| {
        let rest = argument
            .to_str()
            .and_then(|text| text.strip_prefix(typed))
            .filter(|rest| rest.is_empty() || rest.starts_with('='));
        rest.map_or_else(|| argument.clone(), |rest| format!("{right}{rest}").into())
    };
    line(&arguments.iter().map(right).collect::<Vec<_>>())
}

/// Arguments as the command that a shell reads them from.
pub(super) fn line(arguments: &[OsString]) -> String {
    let words = arguments.iter().skip(1).map(|argument| word(argument));
    std::iter::once("mxray".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// The known word that a mistyped one is nearest to: at most two letters wrong, and at most one in three.
pub(super) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    known
        .map(|word| (strsim::damerau_levenshtein(&typed, word), word))
        .filter(|(wrong, word)| *wrong <= 2 && wrong * 3 <= word.len())
        .min_by_key(|(wrong, _)| *wrong)
        .map(|(_, word)| word)
}

/// What was typed may hold anything.
pub(super) fn made_safe(text: &str) -> String {
    WireText::from_text(text).shortened(300).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<OsString> {
        line.split(' ').map(Into::into).collect()
    }

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_a_host_does_not() {
        let near = |typed| nearest(typed, ["check", "read", "explain", "lab"].into_iter());
        for (typed, expected) in
            [("chekc", Some("check")), ("Check", Some("check")), ("explian", Some("explain")), ("lap", Some("lab"))]
        {
            assert_eq!(near(typed), expected, "{typed}");
        }
        for host in ["relay", "mail", "mx", "localhost"] {
            assert_eq!(near(host), None, "{host}");
        }
    }

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        for (line, expected) in [
            ("mxray --lang fr check x", Some("fr")),
            ("mxray check x --lang=pt-BR", Some("pt-BR")),
            ("mxray --lang fr --lang en", Some("en")),
            ("mxray check -- --lang fr", None),
            ("mxray --language fr", None),
            ("mxray --lang", None),
        ] {
            assert_eq!(language(&arguments(line)).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn every_mistake_that_other_rooms_find_has_its_sentence_in_every_language() {
        use crate::{
            intake::{
                endpoints::EndpointsError,
                ndr::ReadError,
                outbound_connector::{ExportError, Note, Unusable},
                saved::SavedError,
                status::CodeError,
                targets::TargetError,
            },
            store::{InputError, StoreError},
        };
        let errors: [&[&str]; 9] = [
            &TargetError::IDS,
            &CodeError::IDS,
            &ReadError::IDS,
            &Unusable::IDS,
            &ExportError::IDS,
            &EndpointsError::IDS,
            &StoreError::IDS,
            &InputError::IDS,
            &SavedError::IDS,
        ];
        let errors = errors.into_iter().flatten().map(|id| format!("error-{id}"));
        let notes = Note::IDS.iter().map(|id| format!("note-{id}"));
        // The same beside the field of the form that holds it.
        let answers = TargetError::IDS.iter().map(|id| format!("answer-{id}"));
        let ids: Vec<_> = errors.chain(notes).chain(answers).collect();
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let missing: Vec<_> = ids.iter().filter(|id| !texts.has(id)).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", locale.tag());
        }
    }

    #[test]
    fn every_part_of_the_command_line_has_its_words_in_every_language() {
        for locale in Locale::all() {
            let mut command = super::super::args::command(&Texts::new(locale));
            command.build();
            let mut missing = Vec::new();
            let mut left = vec![command];
            while let Some(mut command) = left.pop() {
                let help = command.render_long_help().to_string();
                missing.extend(help.lines().filter(|line| line.contains("{")).map(|line| line.trim().to_owned()));
                left.extend(command.get_subcommands().cloned());
            }
            assert!(missing.is_empty(), "{}: {missing:#?}", locale.tag());
        }
    }
}
