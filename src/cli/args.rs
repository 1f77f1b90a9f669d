//! The command line, as clap reads it. Its words are messages, put in by `words`; none stands here.

mod values;

use std::{collections::BTreeMap, ffi::OsString, path::PathBuf};

use clap::{ArgAction, Args, FromArgMatches, Parser, Subcommand};

pub(super) use self::values::{
    CaseAction, Color, Format, LetterTo, Only, Rules, Shell, ThreeFormats, Tls, TwoFormats, Until,
};
use self::values::{MOST_DAYS, port, seconds, span};
use super::words;
use crate::{
    config::{Config, Key},
    l10n::Texts,
};

/// Everything that may stand on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "mxray",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(super) struct Arguments {
    pub(super) target: Option<String>,
    #[command(flatten)]
    pub(super) look: Look,
    #[arg(long, global = true)]
    pub(super) plain: bool,
    #[arg(long, global = true)]
    pub(super) no_state: bool,
    #[command(flatten)]
    pub(super) saving: Saving,
    /// Read before everything else, by [`super::config`].
    #[arg(long, global = true, conflicts_with = "no_config")]
    config: Option<PathBuf>,
    #[arg(long, global = true)]
    no_config: bool,
    /// Read before everything else, by [`words::language`].
    #[arg(long, global = true)]
    pub(super) lang: Option<String>,
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    color: Color,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// What of the configuration was said on the command line instead, as it was typed.
    #[arg(skip)]
    pub(super) typed: BTreeMap<Key, Vec<OsString>>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Check(Box<Check>),
    Read(Read),
    Explain(Explain),
    Ranges(Ranges),
    Lab(Lab),
    Cases(Cases),
    Open(Open),
    Compare(Compare),
    Config(Box<ConfigArguments>),
    Completions { shell: Shell },
    Man(Man),
    Help { command: Option<String> },
}

/// What to look at and how: the same for the wizard and for `check`.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Look {
    #[arg(long)]
    pub(super) mx: bool,
    #[arg(long, value_enum)]
    pub(super) tls: Option<Tls>,
    #[arg(long)]
    pub(super) tls_domain: Option<String>,
    #[arg(long, value_parser = port)]
    pub(super) port: Option<u16>,
    #[arg(long)]
    pub(super) partner: bool,
    #[command(flatten)]
    pub(super) manner: Manner,
    #[arg(long, conflicts_with = "ndr")]
    pub(super) reported: Option<String>,
    #[arg(long)]
    pub(super) ndr: Option<PathBuf>,
}

/// How to look, whatever at.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Manner {
    #[arg(long)]
    pub(super) resolver: Vec<String>,
    #[arg(long)]
    pub(super) ca_file: Vec<PathBuf>,
    #[arg(long, value_parser = seconds)]
    pub(super) timeout: Option<u64>,
    #[arg(long, value_parser = seconds)]
    pub(super) reply_timeout: Option<u64>,
    #[arg(long)]
    pub(super) ehlo: Option<String>,
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=6))]
    pub(super) samples: Option<u8>,
    #[arg(long, conflicts_with = "no_control")]
    pub(super) control: Option<String>,
    #[arg(long)]
    pub(super) no_control: bool,
    #[arg(long)]
    pub(super) endpoints: Option<PathBuf>,
}

/// Where the wizard saves.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Saving {
    #[arg(long)]
    pub(super) report_folder: Option<PathBuf>,
}

impl Look {
    /// An option that describes a connector, and means nothing without its TARGET.
    pub(super) fn of_connector(&self) -> Option<&'static str> {
        let Self { mx, tls, tls_domain, port, partner, .. } = self;
        let given = [
            ("--mx", *mx),
            ("--tls", tls.is_some()),
            ("--tls-domain", tls_domain.is_some()),
            ("--port", port.is_some()),
            ("--partner", *partner),
        ];
        given.into_iter().find_map(|(option, given)| given.then_some(option))
    }
}

#[derive(Debug, Args)]
pub(super) struct Check {
    pub(super) targets: Vec<String>,
    #[command(flatten)]
    pub(super) look: Look,
    #[arg(long)]
    pub(super) from: Option<PathBuf>,
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024), default_value_t = 64)]
    pub(super) jobs: u16,
    #[arg(long, value_parser = seconds, num_args = 0..=1, require_equals = true, default_missing_value = "60")]
    pub(super) watch: Option<u64>,
    #[arg(long, value_enum, requires = "watch")]
    pub(super) until: Option<Until>,
    #[arg(id = "for", long = "for", value_parser = span, requires = "watch")]
    pub(super) for_ms: Option<u64>,
    #[arg(long)]
    pub(super) answer: Vec<String>,
    #[arg(long, conflicts_with = "letter")]
    pub(super) full: bool,
    #[arg(long, conflicts_with_all = ["letter", "watch"])]
    pub(super) redact: bool,
    #[arg(long, conflicts_with_all = ["letter", "watch", "full"])]
    pub(super) summary: bool,
    #[arg(long, value_enum, conflicts_with_all = ["letter", "watch"])]
    pub(super) only: Option<Only>,
    #[arg(long, value_enum, conflicts_with = "watch")]
    pub(super) letter: Option<LetterTo>,
    #[arg(long, requires = "letter")]
    pub(super) letter_lang: Option<String>,
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=MOST_DAYS))]
    pub(super) warn_days: Option<u32>,
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=MOST_DAYS))]
    pub(super) crit_days: Option<u32>,
    #[arg(long, conflicts_with_all = ["letter", "watch"])]
    pub(super) strict: bool,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    #[arg(long)]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Read {
    pub(super) file: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = TwoFormats::Text)]
    pub(super) format: TwoFormats,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Several words are one code: `explain 450 4.4.316`.
    pub(super) code: Vec<String>,
    #[arg(long, value_enum, default_value_t = ThreeFormats::Text)]
    pub(super) format: ThreeFormats,
}

#[derive(Debug, Args)]
pub(super) struct Ranges {
    #[arg(conflicts_with = "rules")]
    pub(super) ip: Option<String>,
    #[arg(long, value_enum, conflicts_with = "format")]
    pub(super) rules: Option<Rules>,
    #[arg(long)]
    pub(super) endpoints: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = TwoFormats::Text)]
    pub(super) format: TwoFormats,
}

#[derive(Debug, Args)]
pub(super) struct Lab {
    pub(super) scenario: Option<String>,
    #[arg(long, conflicts_with_all = ["serve", "scenario"])]
    pub(super) list: bool,
    #[arg(long)]
    pub(super) serve: bool,
    #[command(flatten)]
    pub(super) saving: Saving,
    #[arg(long, value_enum, default_value_t = TwoFormats::Text)]
    pub(super) format: TwoFormats,
}

#[derive(Debug, Args)]
pub(super) struct Cases {
    #[arg(value_enum, default_value_t = CaseAction::List)]
    pub(super) action: CaseAction,
    pub(super) id: Option<String>,
    #[arg(long)]
    pub(super) redact: bool,
    #[arg(long, value_enum, default_value_t = TwoFormats::Text)]
    pub(super) format: TwoFormats,
}

#[derive(Debug, Args)]
pub(super) struct Open {
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) saving: Saving,
}

/// Options that may be set once are taken here too, so that one sees what they change.
#[derive(Debug, Args)]
pub(super) struct ConfigArguments {
    #[command(flatten)]
    manner: Manner,
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=MOST_DAYS))]
    warn_days: Option<u32>,
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=MOST_DAYS))]
    crit_days: Option<u32>,
    #[command(flatten)]
    saving: Saving,
    #[arg(long, value_enum, default_value_t = TwoFormats::Text)]
    pub(super) format: TwoFormats,
}

#[derive(Debug, Args)]
pub(super) struct Compare {
    #[arg(display_order = 1)]
    pub(super) before: PathBuf,
    #[arg(display_order = 2)]
    pub(super) after: PathBuf,
    #[arg(long, value_enum, default_value_t = TwoFormats::Text)]
    pub(super) format: TwoFormats,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    pub(super) command: Option<String>,
    #[arg(long, conflicts_with = "command")]
    pub(super) out: Option<PathBuf>,
}

/// The definition of the command line, with its words.
pub(super) fn command(texts: &Texts) -> clap::Command {
    words::localized(definition(), texts)
}

/// The definition without words.
pub(super) fn definition() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

/// The names of the commands.
pub(super) fn commands() -> Vec<String> {
    definition().get_subcommands().map(|sub| sub.get_name().to_owned()).collect()
}

/// Whether the next argument is the value of this one: an option that stands before a command.
pub(super) fn takes_value(option: &str) -> bool {
    let takes = |arg: &clap::Arg| {
        arg.get_action().takes_values() && arg.get_long().is_some_and(|long| option.strip_prefix("--") == Some(long))
    };
    definition().get_arguments().any(takes)
}

/// Reads the command line; what is set once are its defaults.
///
/// # Errors
/// clap's, among them the wish for help and for the version.
pub(super) fn parse(arguments: &[OsString], config: &Config, texts: &Texts) -> Result<Arguments, clap::Error> {
    // The words change nothing of what is read: only help and mistakes need them.
    read(with_defaults(definition(), config), arguments, texts)
        .or_else(|_| read(with_defaults(command(texts), config), arguments, texts))
}

/// How connectors are looked at where nothing is typed of it.
pub(super) fn usual(config: &Config, texts: &Texts) -> Manner {
    parse(&["mxray".into()], config, texts).map(|read| read.look.manner).unwrap_or_default()
}

/// Puts what is set once where options have their defaults: in the wizard, and in the commands that have them.
fn with_defaults(command: clap::Command, config: &Config) -> clap::Command {
    let command = config.values().filter(|(key, _)| has_default(&command, *key)).collect::<Vec<_>>().into_iter().fold(
        command,
        |command, (key, value)| {
            let values = value.values.clone();
            command.mut_arg(key.name(), |arg| arg.default_values(values.into_iter().map(clap::builder::OsStr::from)))
        },
    );
    let names: Vec<_> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |sub| with_defaults(sub, config)))
}

/// Whether what is set once is the default of that command's option. A format is that of `check`; the others have other
/// ones. Language and colour are looked up before.
fn has_default(command: &clap::Command, key: Key) -> bool {
    let is_own = match key {
        Key::Format => command.get_name() == "check",
        Key::Lang | Key::Color => false,
        _ => command.get_name() != "config",
    };
    is_own && command.get_arguments().any(|arg| arg.get_id() == key.name())
}

fn read(mut command: clap::Command, arguments: &[OsString], texts: &Texts) -> Result<Arguments, clap::Error> {
    let matches = command.try_get_matches_from_mut(arguments)?;
    // clap takes `mxray HOST check` for both; whoever writes that means one of them.
    if let Some((name, _)) = matches.subcommand()
        && let Some(id) = matches.ids().map(clap::Id::as_str).find(|id| {
            let given = is_typed(&matches, id);
            given && command.get_arguments().any(|arg| arg.get_id() == id && !arg.is_global_set())
        })
    {
        let before = command
            .get_arguments()
            .find(|arg| arg.get_id() == id)
            .and_then(clap::Arg::get_long)
            .map_or_else(|| texts.get("value-target"), |long| format!("--{long}"));
        let mut error = clap::Error::new(clap::error::ErrorKind::ArgumentConflict).with_cmd(&command);
        let text = clap::error::ContextValue::String;
        error.insert(clap::error::ContextKind::InvalidArg, text(before));
        error.insert(clap::error::ContextKind::InvalidSubcommand, text(name.to_owned()));
        return Err(error);
    }
    let mut read = Arguments::from_arg_matches(&matches)?;
    let (name, deepest) = matches.subcommand().map_or(("", &matches), |(name, matches)| (name, matches));
    read.typed = typed(&command, name, deepest);
    match &mut read.command {
        Some(Command::Check(check)) => check.choose(&read.typed),
        _ => read.look.manner.choose(&read.typed),
    }
    Ok(read)
}

fn is_typed(matches: &clap::ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine)
}

/// What of the configuration was typed.
fn typed(command: &clap::Command, name: &str, matches: &clap::ArgMatches) -> BTreeMap<Key, Vec<OsString>> {
    let command = command.find_subcommand(name).unwrap_or(command);
    let has = |key: Key| {
        // The format of any other command is another matter.
        let is_own = key != Key::Format || name == "check";
        is_own && command.get_arguments().any(|arg| arg.get_id() == key.name()) && is_typed(matches, key.name())
    };
    let raw = |key: Key| matches.get_raw(key.name()).into_iter().flatten().map(Into::into).collect();
    Key::ALL.into_iter().filter(|key| has(*key)).map(|key| (key, raw(key))).collect()
}

impl Check {
    /// What is set once gives way to what is typed: a host for the control connection ends the wish for none, and a format
    /// that is only usual does not keep a letter, a table or a watch from being had.
    fn choose(&mut self, typed: &BTreeMap<Key, Vec<OsString>>) {
        self.look.manner.choose(typed);
        // So does the day of the one where the other is typed.
        if typed.contains_key(&Key::WarnDays) && !typed.contains_key(&Key::CritDays) {
            self.crit_days = self.crit_days.min(self.warn_days);
        }
        let (letter, watch) = (self.letter.is_some(), self.watch.is_some());
        let is_whole = !self.redact && !self.full && self.only.is_none();
        let fits = match self.format {
            Format::Text => true,
            Format::Markdown | Format::Html => !watch,
            Format::Csv => !watch && !letter,
            Format::Jsonl => !letter && !self.summary,
            Format::Json => !watch && !letter && !self.summary,
            Format::Nagios => !watch && !letter && !self.summary && is_whole,
            Format::Openmetrics => !letter && !self.summary && is_whole && (!watch || self.output.is_some()),
        };
        if !fits && !typed.contains_key(&Key::Format) {
            self.format = Format::Text;
        }
    }
}

impl Manner {
    /// A host for the control connection ends the wish for none.
    fn choose(&mut self, typed: &BTreeMap<Key, Vec<OsString>>) {
        if typed.contains_key(&Key::Control) {
            self.no_control = false;
        }
    }
}
