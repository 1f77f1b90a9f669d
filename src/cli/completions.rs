//! `mxray completions SHELL`: made from the same definition as the command line itself, with what a shell can offer for
//! each value: codes, scenarios, languages, files; never the names of hosts, which are nobody's to guess.

use std::fmt::Write as _;

use clap::{
    Arg, Command, ValueHint,
    builder::{PossibleValue, PossibleValuesParser},
};
use clap_complete::{Generator, Shell as Aot, generate};

use super::{
    Exit,
    args::{self, Shell},
    lab::title,
    output::Output,
};
use crate::{
    knowledge::{Knowledge, scenarios},
    l10n::{Locale, Texts},
};

pub(super) fn completions(shell: Shell, texts: &Texts, output: &mut Output) -> Exit {
    let mut command = args::command(texts);
    command.build();
    let mut command = offering(command, texts);
    output.print(&match shell {
        Shell::Bash => bash(script(Aot::Bash, &mut command), &command),
        Shell::Elvish => script(Aot::Elvish, &mut command),
        Shell::Fish => fish(&script(Aot::Fish, &mut command), &command),
        Shell::Nushell => nushell(&script(clap_complete_nushell::Nushell, &mut command), &command),
        Shell::Powershell => script(Aot::PowerShell, &mut command),
        // Behind what may stand several times (`*::`) zsh would complete no option.
        Shell::Zsh => script(Aot::Zsh, &mut without_target(&command)).replace("\n'*::", "\n'*:"),
    });
    Exit::Healthy
}

fn script(shell: impl Generator, command: &mut Command) -> String {
    let mut script = Vec::new();
    generate(shell, command, "mxray", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The definition with what can be offered for each value.
fn offering(command: Command, texts: &Texts) -> Command {
    let command = command.mut_args(|arg| if takes_values(&arg) { offer(arg, texts) } else { arg });
    let names: Vec<_> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(&name, |sub| offering(sub, texts)))
}

fn takes_values(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

fn offer(arg: Arg, texts: &Texts) -> Arg {
    let value = |name: &str, help: String| PossibleValue::new(name.to_owned()).help(help);
    let values: Vec<_> = match arg.get_id().as_str() {
        "code" | "reported" => {
            let codes = Knowledge::embedded().articles().iter().map(|article| &article.id);
            codes
                .filter(|code| code.reply().is_some())
                .map(|code| value(code.as_str(), texts.code_title(code)))
                .collect()
        }
        "scenario" => {
            let all = scenarios::all().expect("tests show that every shipped scenario is read");
            all.iter().map(|scenario| value(&scenario.id, title(scenario, texts))).collect()
        }
        "lang" | "letter_lang" => Locale::all().map(|locale| value(locale.tag(), locale.name().to_owned())).collect(),
        "command" => args::commands().iter().map(|name| value(name, super::words::brief(name, texts))).collect(),
        "out" | "report_folder" => return arg.value_hint(ValueHint::DirPath),
        "file" | "before" | "after" | "ndr" | "from" | "ca_file" | "endpoints" | "config" | "output" => {
            return arg.value_hint(ValueHint::FilePath);
        }
        _ if arg.get_possible_values().is_empty() => return arg.value_hint(ValueHint::Other),
        _ => return arg,
    };
    arg.value_parser(PossibleValuesParser::new(values))
}

/// The script with what bash offers where nothing was typed yet: not every option where a file is meant, and no file
/// where none is.
fn bash(script: String, command: &Command) -> String {
    let sections = command.get_subcommands().map(|sub| (format!("mxray__subcmd__{}", sub.get_name()), sub));
    sections.chain([("mxray".to_owned(), command)]).fold(script, |script, (section, command)| {
        let start = format!("        {section})\n            opts=\"");
        let Some((before, rest)) = script.split_once(&start) else { return script };
        let Some((words, after)) = rest.split_once('"') else { return script };
        let takes_file = command.get_positionals().any(|arg| arg.get_value_hint() == ValueHint::FilePath);
        let more = if takes_file {
            let plain: Vec<_> = words.split(' ').filter(|word| !word.starts_with('-')).collect();
            format!("\n            [[ ${{cur}} == -* ]] || opts=\"{}\"", plain.join(" "))
        } else {
            "\n            compopt +o default +o bashdefault 2>/dev/null".to_owned()
        };
        format!("{before}{start}{words}\"{more}{after}")
    })
}

/// The script without options whose value may be left out: Nushell would ask for one, and it passes on what it does not know
/// (`allows_unknown_args` of an extern).
fn nushell(script: &str, command: &Command) -> String {
    let all = command.get_subcommands().flat_map(Command::get_arguments);
    let optional = all.filter(|arg| arg.is_require_equals_set()).filter_map(Arg::get_long);
    let optional: Vec<_> = optional.map(|long| format!("    --{long}: ")).collect();
    let lines = script.lines().filter(|line| !optional.iter().any(|option| line.starts_with(option)));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The definition for zsh, whose script takes the command itself for TARGET, which may stand in the same place.
fn without_target(command: &Command) -> Command {
    Command::new("mxray")
        .args(command.get_arguments().filter(|arg| !arg.is_positional()).cloned())
        .subcommands(command.get_subcommands().cloned())
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
}

/// The script with what clap leaves out for fish: what stands without an option before it; and an option of the program that
/// still lacks its value means that there is no command yet.
fn fish(script: &str, command: &Command) -> String {
    let mut lines = script.replace("2>/dev/null\n    or return\n", "2>/dev/null\n    or return 0\n");
    lines.push_str("complete -c mxray -n \"__fish_mxray_needs_command\" -f\n");
    for sub in command.get_subcommands() {
        let condition = format!("complete -c mxray -n \"__fish_mxray_using_subcommand {}\"", sub.get_name());
        for arg in sub.get_positionals() {
            let values = arg.get_possible_values();
            let words = values.iter().map(|value| {
                let help = value.get_help().map(ToString::to_string).unwrap_or_default();
                format!("{}\\t'{}'", value.get_name(), help.replace('\\', "\\\\").replace('\'', "\\'"))
            });
            let words = words.collect::<Vec<_>>().join("\n");
            let _ = match arg.get_value_hint() {
                ValueHint::FilePath => writeln!(lines, "{condition} -F"),
                _ if values.is_empty() => writeln!(lines, "{condition} -f"),
                _ => writeln!(lines, "{condition} -f -a \"{}\"", words.replace('"', "\\\"")),
            };
        }
    }
    lines
}
